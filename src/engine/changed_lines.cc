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
  if (!last_in_both) end = begin + line_begin(text.substr(begin, end - begin), end - begin);
  return {{begin, end}, copy.source + (begin - copy.begin)};
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

std::vector<Span> changed_lines(std::string_view text, const std::vector<CopiedLines>& copied) {
  std::vector<Span> changed;
  std::size_t done = 0;
  for (const CopiedLines& next : copied) {
    if (next.lines.begin > done) changed.push_back({done, next.lines.begin});
    done = next.lines.end;
  }
  if (done < text.size()) changed.push_back({done, text.size()});
  return changed;
}

}  // namespace keysieve
