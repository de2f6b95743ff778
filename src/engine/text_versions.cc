#include "engine/text_versions.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/stage_clock.h"
#include "engine/archive_kind.h"

namespace keysieve {
namespace {

// Rules for whole files see none that are larger.
constexpr std::size_t small = 512;

// What differs is searched as one; where that is more, the whole text is, in pieces.
constexpr std::size_t largest_difference = 8u << 20;

// A text with more matches than anybody reads is not worth the copies of them.
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

// Of parts that ascend.
bool is_in(const std::vector<Span>& parts, std::size_t at) {
  const auto next =
      std::partition_point(parts.begin(), parts.end(), [&](Span part) { return part.end <= at; });
  return next != parts.end() && next->begin <= at;
}

Match moved(Match match, std::size_t begin) {
  match.span = {begin, begin + (match.span.end - match.span.begin)};
  return match;
}

// Appends those of `matches` that stand in copied lines outside of `core`.
void inherit(const std::vector<Match>& matches, const std::vector<CopiedLines>& copied,
             const std::vector<Span>& core, std::vector<Match>* out) {
  for (const auto& [lines, source] : copied) {
    const auto before = [&](std::size_t end) {
      return std::partition_point(matches.begin(), matches.end(),
                                  [&](const Match& match) { return match.span.begin < end; });
    };
    const auto last = before(source + (lines.end - lines.begin));
    for (auto match = before(source); match != last; ++match) {
      const std::size_t begin = match->span.begin - source + lines.begin;
      if (!is_in(core, begin)) out->push_back(moved(*match, begin));
    }
  }
}

void sort_matches(std::vector<Match>* matches) {
  std::sort(matches->begin(), matches->end(), [](const Match& a, const Match& b) {
    return std::tie(a.span, a.rule, a.secret) < std::tie(b.span, b.rule, b.secret);
  });
}

}  // namespace

std::optional<std::vector<Match>> TextVersions::matches(const SweptText& text) {
  const bool told = text.kind == ObjectKind::blob && text.delta != nullptr &&
                    base_of(text).plainness != Plainness::none && is_lines(text.bytes);
  if (!told) return std::nullopt;
  const StageScope stage(Stage::changes);
  Known known = by_changes(text);
  if (known.plainness == Plainness::none) return std::nullopt;
  note(text, known.plainness, known.matches);
  return std::move(known.matches);
}

void TextVersions::note(const SweptText& text, Plainness plainness, std::vector<Match> matches) {
  if (text.kind != ObjectKind::blob) return;
  if (text.slot >= known_.size()) known_.resize(text.slot + std::size_t{1});
  if (plainness == Plainness::none || matches.size() > most_inherited || !is_lines(text.bytes)) {
    known_[text.slot] = {};
  } else {
    known_[text.slot] = {plainness, std::move(matches)};
  }
}

TextVersions::Known TextVersions::by_changes(const SweptText& text) {
  const Plainness base = base_of(text).plainness;
  const std::vector<CopiedLines> copied = copied_lines(text.bytes, *text.delta);
  Known known = with_margin(text, copied, change_margin(base));
  if (known.plainness == Plainness::by_neighbours && base == Plainness::by_line) {
    known = with_margin(text, copied, change_margin(known.plainness));
  }
  known.plainness = std::min(base, known.plainness);
  return known;
}

TextVersions::Known TextVersions::with_margin(const SweptText& text,
                                              const std::vector<CopiedLines>& copied, int margin) {
  const std::vector<Match>& held = base_of(text).matches;
  const std::vector<Span> core = changed_lines(text.bytes, *text.delta, copied, margin);
  Known known = search(text.bytes, core);
  if (known.plainness == Plainness::none || (held.empty() && known.matches.empty())) return known;
  known = search(text.bytes, changed_lines(text.bytes, *text.delta, copied, 2 * margin));
  std::erase_if(known.matches, [&](const Match& match) { return !is_in(core, match.span.begin); });
  inherit(held, copied, core, &known.matches);
  sort_matches(&known.matches);
  return known;
}

// All parts at once, for that is faster. Between them stands an empty line; a match that needs what
// stands on both sides of it lies outside of the core.
TextVersions::Known TextVersions::search(std::string_view text, const std::vector<Span>& parts) {
  lines_.clear();
  for (const Span part : parts) {
    if (lines_.size() + (part.end - part.begin) > largest_difference) return {};
    lines_ += text.substr(part.begin, part.end - part.begin);
    lines_ += '\n';
  }
  if (lines_.find('\0') != std::string::npos) return {};  // it would count as binary
  Known known;
  known.plainness = detector_->find({ObjectKind::blob, "", lines_}, *scratch_, &known.matches);
  std::size_t in_lines = 0;  // where the part begins
  auto match = known.matches.begin();
  for (const Span part : parts) {
    const std::size_t length = part.end - part.begin;
    for (; match != known.matches.end() && match->span.begin < in_lines + length; ++match) {
      *match = moved(std::move(*match), match->span.begin - in_lines + part.begin);
    }
    in_lines += length + 1;
  }
  return known;
}

}  // namespace keysieve
