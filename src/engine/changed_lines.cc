#include "engine/changed_lines.h"

#include <algorithm>

#include "base/lines.h"

namespace keysieve {
namespace {

bool begins_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n';
}

// Whole lines that text and base share.
struct Kept {
  Span lines;              // of the text
  std::size_t source = 0;  // where they begin in the base
};

Kept kept_lines(std::string_view text, std::string_view base, const Segment& copy) {
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

}  // namespace

std::vector<Span> changed_lines(std::string_view text, const DeltaView& delta, int margin) {
  std::vector<Span> parts;
  Kept last;  // before it, all is taken care of
  for (const Segment& segment : delta.segments) {
    if (!segment.is_copy()) continue;
    const Kept next = kept_lines(text, delta.base, segment);
    if (next.lines.begin == next.lines.end) continue;
    const std::size_t last_source_end = last.source + (last.lines.end - last.lines.begin);
    const bool goes_on = next.lines.begin == last.lines.end && next.source == last_source_end;
    if (!goes_on) add(text, {last.lines.end, next.lines.begin}, margin, &parts);
    last = next;
  }
  const std::size_t last_source_end = last.source + (last.lines.end - last.lines.begin);
  if (last.lines.end != text.size() || last_source_end != delta.base.size()) {
    add(text, {last.lines.end, text.size()}, margin, &parts);
  }
  return parts;
}

}  // namespace keysieve
