#include "engine/changed_lines.h"

#include <algorithm>

#include "base/lines.h"

namespace keysieve {
namespace {

bool begins_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n';
}

CopiedLines whole_lines(std::string_view text, std::string_view base, const Segment& copy) {
  std::size_t begin = copy.begin, end = copy.begin + copy.length;
  if (!begins_line(text, begin) || !begins_line(base, copy.source)) {
    const std::size_t newline = text.substr(begin, end - begin).find('\n');
    begin = newline == std::string_view::npos ? end : begin + newline + 1;
  }
  const bool last_in_both = end == text.size() && copy.source + copy.length == base.size();
  if (!last_in_both) {
    const std::size_t newline = text.substr(begin, end - begin).rfind('\n');
    end = newline == std::string_view::npos ? begin : begin + newline + 1;
  }
  return {{begin, end}, copy.source + (begin - copy.begin)};
}

std::size_t lines_before(std::string_view text, std::size_t at, int count) {
  for (; count > 0 && at > 0; --count) at = line_begin(text, at - 1);
  return at;
}

std::size_t lines_after(std::string_view text, std::size_t at, int count) {
  for (; count > 0 && at < text.size(); --count) at = std::min(line_end(text, at) + 1, text.size());
  return at;
}

// Adds a change, which may be an empty span: a place where lines were taken out.
void add(std::string_view text, Span change, int margin, std::vector<Span>* parts) {
  const Span part{lines_before(text, change.begin, margin), lines_after(text, change.end, margin)};
  if (!parts->empty() && part.begin <= parts->back().end) {
    parts->back().end = std::max(parts->back().end, part.end);
  } else {
    parts->push_back(part);
  }
}

std::size_t source_end(const CopiedLines& copied) {
  return copied.source + (copied.lines.end - copied.lines.begin);
}

bool goes_on(const CopiedLines& copied, const CopiedLines& next) {
  return next.lines.begin == copied.lines.end && next.source == source_end(copied);
}

}  // namespace

std::vector<CopiedLines> copied_lines(std::string_view text, const DeltaView& delta) {
  std::vector<CopiedLines> all;
  for (const Segment& segment : delta.segments) {
    if (!segment.is_copy()) continue;
    const CopiedLines next = whole_lines(text, delta.base, segment);
    if (next.lines.begin == next.lines.end) continue;
    if (!all.empty() && goes_on(all.back(), next)) {
      all.back().lines.end = next.lines.end;
    } else {
      all.push_back(next);
    }
  }
  return all;
}

std::vector<Span> changed_lines(std::string_view text, const DeltaView& delta,
                                const std::vector<CopiedLines>& copied, int margin) {
  std::vector<Span> parts;
  CopiedLines last;  // before it, all is taken care of
  for (const CopiedLines& next : copied) {
    if (!goes_on(last, next)) add(text, {last.lines.end, next.lines.begin}, margin, &parts);
    last = next;
  }
  if (last.lines.end != text.size() || source_end(last) != delta.base.size()) {
    add(text, {last.lines.end, text.size()}, margin, &parts);
  }
  return parts;
}

}  // namespace keysieve
