// .keysieveignore: one accepted secret a line, so that git merges it line by line and a review sees
// who accepts what. Lines that are no entry accept nothing, and are said.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/characters.h"
#include "base/date.h"
#include "keysieve/suppression.h"

namespace keysieve {
namespace {

constexpr std::size_t fingerprint_digits = 32;
constexpr std::size_t longest_line = 4096;
constexpr std::string_view blanks = " \t\r\v\f";
constexpr std::string_view header =
    "# Secrets that are accepted on purpose. `keysieve accept` adds to it; each line is\n"
    "#   fingerprint  rule  where it was  # reason; expires=YYYY-MM-DD\n"
    "\n";

// Takes the next line off `text`, with its end.
std::string_view take_line(std::string_view* text) {
  const std::size_t end = text->find('\n');
  const std::size_t size = end == std::string_view::npos ? text->size() : end + 1;
  const std::string_view line = text->substr(0, size);
  text->remove_prefix(size);
  return line;
}

// Takes the next word off `text`.
std::string_view take_word(std::string_view* text) {
  const std::string_view word = text->substr(0, text->find_first_of(blanks));
  *text = trimmed(text->substr(word.size()));
  return word;
}

bool says_nothing(std::string_view line) {
  return line.empty() || line.front() == '#';
}

bool is_conflict_mark(std::string_view line) {
  return line.starts_with("<<<<<<<") || line.starts_with("|||||||") ||
         line.starts_with("=======") || line.starts_with(">>>>>>>");
}

bool is_fingerprint(std::string_view word) {
  return word.size() == fingerprint_digits &&
         word.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

bool is_day(std::string_view text) {
  return text.size() == std::string_view("2026-12-31").size() && parse_date(text);
}

// Splits "reason; expires=2026-12-31"; what is wrong with it is returned.
std::string read_reason(std::string_view comment, IgnoreEntry* entry) {
  constexpr std::string_view key = "expires=";
  const std::size_t split = comment.rfind(';');
  const std::string_view last =
      trimmed(split == std::string_view::npos ? comment : comment.substr(split + 1));
  if (!last.starts_with(key)) {
    entry->reason = comment;
    return {};
  }
  entry->reason = split == std::string_view::npos ? "" : trimmed(comment.substr(0, split));
  entry->expires = last.substr(key.size());
  return is_day(entry->expires)
             ? ""
             : fmt::format("expires=\"{}\" is no date: write expires=2026-12-31", entry->expires);
}

// Where the comment begins: at a "#" after a blank.
std::size_t comment_begin(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at > 0 && blanks.find(line[at - 1]) != std::string_view::npos) return at;
  }
  return line.size();
}

// What is wrong with the line, which says something.
std::string read_entry(std::string_view line, IgnoreEntry* entry) {
  if (line.size() > longest_line) return "the line is too long for an entry";
  if (is_conflict_mark(line)) return "a merge left its mark here: put both sides' lines in";
  const std::size_t comment = comment_begin(line);
  std::string_view words = trimmed(line.substr(0, comment));
  const std::string_view fingerprint = take_word(&words);
  if (!is_fingerprint(fingerprint)) {
    return "an entry begins with a fingerprint: 32 hex digits, as `keysieve scan` shows them";
  }
  entry->fingerprint = in_lower_case(fingerprint);
  entry->rule_id = take_word(&words);
  entry->path_hint = words;
  return comment == line.size() ? "" : read_reason(trimmed(line.substr(comment + 1)), entry);
}

std::string line_of(const IgnoreEntry& entry) {
  std::string line =
      fmt::format("{}  {}  {}", entry.fingerprint, entry.rule_id.empty() ? "-" : entry.rule_id,
                  entry.path_hint.empty() ? "-" : entry.path_hint);
  if (!entry.reason.empty() || !entry.expires.empty()) line += "  # " + entry.reason;
  if (!entry.expires.empty()) {
    line += (entry.reason.empty() ? "expires=" : "; expires=") + entry.expires;
  }
  return line;
}

// The byte order mark that `text` begins with; mostly none.
std::string_view mark_of(std::string_view text) {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  return text.starts_with(mark) ? text.substr(0, mark.size()) : std::string_view();
}

// A line of a file that is being added to: its bytes, and what it accepts, if it is an entry.
struct FileLine {
  std::string bytes;
  std::string fingerprint;
};

std::vector<FileLine> split(std::string_view text) {
  std::vector<FileLine> lines;
  while (!text.empty()) {
    const std::string_view bytes = take_line(&text);
    IgnoreEntry entry;
    const std::string_view line = trimmed(bytes.substr(0, bytes.find('\n')));
    const bool sound = !says_nothing(line) && read_entry(line, &entry).empty();
    lines.push_back({std::string(bytes), sound ? entry.fingerprint : ""});
  }
  return lines;
}

// Behind the last entry that is smaller; before all, behind the file's own words at its top.
std::size_t place_for(const std::vector<FileLine>& lines, const std::string& fingerprint) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].fingerprint.empty() && lines[i].fingerprint < fingerprint) place = i + 1;
  }
  if (place != 0) return place;
  const auto is_entry = [](const FileLine& line) { return !line.fingerprint.empty(); };
  const auto first = std::find_if(lines.begin(), lines.end(), is_entry);
  return static_cast<std::size_t>(first - lines.begin());
}

}  // namespace

IgnoreFile parse_ignore_file(std::string_view text) {
  IgnoreFile file;
  text.remove_prefix(mark_of(text).size());
  for (unsigned number = 1; !text.empty(); ++number) {
    std::string_view line = take_line(&text);
    line = trimmed(line.substr(0, line.find('\n')));
    if (says_nothing(line)) continue;
    IgnoreEntry entry;
    entry.line = number;
    std::string fault = read_entry(line, &entry);
    if (fault.empty()) {
      file.entries.push_back(std::move(entry));
    } else {
      file.faults.push_back({number, std::move(fault)});
    }
  }
  return file;
}

std::string add_to_ignore_file(std::string_view text, std::vector<IgnoreEntry> entries) {
  const std::string_view mark = mark_of(text);
  text.remove_prefix(mark.size());
  const bool has_returns = text.substr(0, text.find('\n')).ends_with('\r');
  const std::string line_end = has_returns ? "\r\n" : "\n";
  std::vector<FileLine> lines = split(text.empty() ? header : text);
  if (!lines.empty() && !lines.back().bytes.ends_with('\n')) lines.back().bytes += line_end;
  for (const IgnoreEntry& entry : entries) {
    std::erase_if(lines,
                  [&](const FileLine& line) { return line.fingerprint == entry.fingerprint; });
    const auto place = static_cast<std::ptrdiff_t>(place_for(lines, entry.fingerprint));
    lines.insert(lines.begin() + place, {line_of(entry) + line_end, entry.fingerprint});
  }
  std::string added(mark);
  for (const FileLine& line : lines) added += line.bytes;
  return added;
}

std::string path_hint(std::string_view path) {
  std::string hint;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte > ' ' && byte < 0x7f && c != '#' && c != '%';
    hint += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return hint;
}

}  // namespace keysieve
