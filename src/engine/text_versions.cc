#include "engine/text_versions.h"

#include <algorithm>
#include <utility>

#include "base/stage_clock.h"
#include "engine/archive_kind.h"
#include "engine/line_chunks.h"

namespace keysieve {
namespace {

// Rules for whole files see none that are larger.
constexpr std::size_t small = 512;

// A text with more than anybody reads is not worth the copies of it.
constexpr std::size_t most_inherited = 1000;

// Whether a text is read as lines of bytes and nothing else: not as a whole, as binary, as an
// archive (a small one may hold no NUL), or in UTF-16 or UTF-32. A byte order mark in UTF-8 is in
// no line.
bool is_lines(std::string_view bytes) {
  constexpr std::size_t probe = 8192;
  return bytes.size() > small && static_cast<unsigned char>(bytes.front()) < 0xEF &&
         archive_kind(bytes) == ArchiveKind::none &&
         bytes.substr(0, probe).find('\0') == std::string_view::npos;
}

// What of `span`, in the base, was copied there.
Span within(const CopiedLines& copied, Span span) {
  const std::size_t end = copied.source + (copied.lines.end - copied.lines.begin);
  return {std::max(span.begin, copied.source), std::min(span.end, end)};
}

std::string_view part_of(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

Span moved(Span span, std::size_t from, std::size_t to) {
  return {span.begin - from + to, span.end - from + to};
}

// At an end of the base there was nothing beside them: so must it be in the version.
bool has_same_ends(Span in_base, std::size_t base_size, Span in_text, std::size_t text_size) {
  return (in_base.begin > 0 || in_text.begin == 0) &&
         (in_base.end < base_size || in_text.end == text_size);
}

// Those of `all`, which ascend, that reach into [begin, end).
template <typename Use>
void for_those_in(const std::vector<Span>& all, std::size_t begin, std::size_t end,
                  const Use& use) {
  auto next =
      std::partition_point(all.begin(), all.end(), [&](Span span) { return span.end <= begin; });
  for (; next != all.end() && next->begin < end; ++next) use(*next);
}

}  // namespace

std::optional<std::vector<Match>> TextVersions::matches(const SweptText& text) {
  if (text.kind != ObjectKind::blob) return std::nullopt;
  if (text.slot >= known_.size()) known_.resize(text.slot + std::size_t{1});
  if (text.large != nullptr || text.bytes.size() > largest_ || !is_lines(text.bytes)) {
    known_[text.slot] = {};
    return std::nullopt;
  }
  const StageScope stage(Stage::changes);
  Known found = known(text);
  Known& kept = known_[text.slot];
  kept = {};
  if (std::max(found.matches.size(), found.surroundings.size()) > most_inherited) {
    return std::move(found.matches);
  }
  kept = std::move(found);
  return kept.matches;
}

TextVersions::Known TextVersions::known(const SweptText& text) {
  static const Known nothing;
  const Known& base = text.delta != nullptr ? known_[text.delta->base_slot] : nothing;
  Known known{true, {}, {}};
  for (const auto& [lines, source] : parts(text, base)) {
    known.surroundings.push_back(lines);
    if (!source) {
      search(text.bytes, lines, &known.matches);
      continue;
    }
    for (const Match& match : base.matches) {  // few
      const std::size_t end = *source + (lines.end - lines.begin);
      if (match.span.begin < *source || match.span.begin >= end) continue;
      known.matches.push_back(match);
      known.matches.back().span = moved(match.span, *source, lines.begin);
    }
  }
  return known;
}

std::vector<TextVersions::Part> TextVersions::parts(const SweptText& text, const Known& base) {
  std::vector<CopiedLines> copied;
  if (base.read) copied = copied_lines(text.bytes, *text.delta);
  std::vector<Span> to_search = changed_lines(text.bytes, copied);
  std::vector<Part> inherited;
  for (const CopiedLines& copy : copied) {
    const Span source = within(copy, {0, text.delta->base.size()});
    for_those_in(base.surroundings, source.begin, source.end, [&](Span span) {
      const Span still = within(copy, span), lines = moved(still, copy.source, copy.lines.begin);
      const bool whole =
          still == span && has_same_ends(span, text.delta->base.size(), lines, text.bytes.size());
      whole ? inherited.push_back({lines, span.begin}) : to_search.push_back(lines);
    });
  }
  std::vector<Part> parts = all_new(text.bytes, to_search);
  parts.insert(parts.end(), inherited.begin(), inherited.end());
  return joined(std::move(parts));
}

std::vector<TextVersions::Part> TextVersions::all_new(std::string_view text,
                                                      const std::vector<Span>& lines) {
  chunks_.clear();
  for (const Span span : lines) cut(text, span);
  found_.clear();
  for (const auto& [chunk, key] : chunks_) {
    if (barren_->without_surroundings.has(key)) continue;
    const std::size_t before = found_.size();
    detector_->surroundings(text, chunk, *scratch_, &found_);
    if (found_.size() == before) barren_->without_surroundings.add(key);
  }
  std::vector<Part> parts;
  parts.reserve(found_.size());
  for (const Span span : found_) parts.push_back({span, std::nullopt});
  return parts;
}

// Appends the chunks of `lines` to chunks_.
void TextVersions::cut(std::string_view text, Span lines) {
  while (lines.begin < lines.end) {
    const Span chunk = first_chunk(text, lines);
    chunks_.push_back({chunk, barren_->without_surroundings.key_of(part_of(text, chunk))});
    lines.begin = chunk.end;
  }
}

// Those that overlap as one. What reaches into inherited ones makes them new.
std::vector<TextVersions::Part> TextVersions::joined(std::vector<Part> parts) {
  std::sort(parts.begin(), parts.end(),
            [](const Part& a, const Part& b) { return a.lines < b.lines; });
  std::size_t kept = 0;
  for (const Part& part : parts) {
    if (kept > 0 && part.lines.begin < parts[kept - 1].lines.end) {
      Part& last = parts[kept - 1];
      last = {{last.lines.begin, std::max(last.lines.end, part.lines.end)}, std::nullopt};
    } else {
      parts[kept++] = part;
    }
  }
  parts.resize(kept);
  return parts;
}

void TextVersions::search(std::string_view text, Span part, std::vector<Match>* out) {
  const std::size_t before = out->size();
  const Blob blob{ObjectKind::blob, "", part_of(text, part)};
  const auto key = barren_->without_matches.key_of(blob.bytes);
  if (barren_->without_matches.has(key)) return;
  detector_->find_in_part(blob, false, *scratch_, out);
  if (out->size() == before) barren_->without_matches.add(key);
  for (std::size_t i = before; i < out->size(); ++i) {
    (*out)[i].span = moved((*out)[i].span, 0, part.begin);
  }
}

}  // namespace keysieve
