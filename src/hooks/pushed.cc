// What git tells the hooks of a push, as a range of commits: what goes over is everything before
// the new ends that is not before one which the other side has.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "git/refs.h"
#include "git/remote.h"
#include "git/repository.h"
#include "keysieve/hooks.h"

namespace keysieve {
namespace {

// The words of a line from its end: what git writes first may be any expression, with spaces in it.
std::vector<std::string_view> last_words(std::string_view line, std::size_t count) {
  std::vector<std::string_view> words;
  while (words.size() < count) {
    const std::size_t space = line.rfind(' ');
    if (space == std::string_view::npos) {
      words.push_back(line);
      break;
    }
    words.push_back(line.substr(space + 1));
    line = line.substr(0, space);
  }
  std::reverse(words.begin(), words.end());
  return words;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// The ends of one line: what a ref shall point at, and what it points at on the other side.
Status add_update(std::string_view line, std::size_t words, std::size_t new_at, std::size_t old_at,
                  RangeEnds* ends) {
  const auto parts = last_words(line, words);
  const auto fresh = parts.size() == words ? ObjectId::from_hex(parts[new_at]) : std::nullopt;
  const auto old = parts.size() == words ? ObjectId::from_hex(parts[old_at]) : std::nullopt;
  if (!fresh || !old) {
    return Error{ErrorCode::invalid_argument,
                 "a line on standard input is not what git tells this hook: ids of objects and the "
                 "name of a ref"};
  }
  if (*fresh != ObjectId()) ends->tips.push_back(*fresh);  // zeros: the ref is deleted, or is new
  if (*old != ObjectId()) ends->known.push_back(*old);
  return ok_status();
}

RangeSource range_of(const std::filesystem::path& path, RangeEnds ends) {
  RangeSource range;
  range.path = path;
  range.ends = std::move(ends);
  return range;
}

}  // namespace

Result<RangeSource> pushed_range(const std::filesystem::path& path, const std::string& remote,
                                 std::string_view lines) {
  RangeEnds ends;
  for (const std::string_view line : lines_of(lines)) {
    if (auto added = add_update(line, 4, 1, 3, &ends); !added) return added.error();
  }
  if (ends.tips.empty()) return range_of(path, std::move(ends));
  const auto repository = open_repository_in_environment(path);
  if (!repository) return repository.error();
  const auto refs = read_refs(*repository);
  if (!refs) return refs.error();
  for (const ObjectId& id : seen_on_remote(*repository, *refs, remote)) ends.known.push_back(id);
  return range_of(path, std::move(ends));
}

Result<RangeSource> received_range(const std::filesystem::path& path, std::string_view lines) {
  RangeEnds ends;
  for (const std::string_view line : lines_of(lines)) {
    if (auto added = add_update(line, 3, 1, 0, &ends); !added) return added.error();
  }
  if (ends.tips.empty()) return range_of(path, std::move(ends));
  const auto repository = open_repository_in_environment(path);
  if (!repository) return repository.error();
  const auto refs = read_refs(*repository);
  if (!refs) return refs.error();
  if (refs->head) ends.known.push_back(*refs->head);
  for (const Ref& ref : refs->refs) ends.known.push_back(ref.target);
  return range_of(path, std::move(ends));
}

std::string_view message_to_commit(std::string_view text) {
  constexpr std::string_view scissors = " ------------------------ >8 ------------------------\n";
  // Git writes it behind the comment character, and a comment on it in the next line.
  for (std::size_t at = text.find(scissors); at != std::string_view::npos;
       at = text.find(scissors, at + 1)) {
    const std::size_t begin = text.rfind('\n', at) + 1;  // npos + 1 is 0: the first line
    const std::string_view comment = text.substr(begin, at - begin);
    const std::string_view below = text.substr(at + scissors.size());
    const bool is_git_s = !comment.empty() && comment.find(' ') == std::string_view::npos &&
                          below.starts_with(comment) &&
                          below.substr(comment.size()).starts_with(' ');
    if (is_git_s) return text.substr(0, begin);
  }
  return text;
}

}  // namespace keysieve
