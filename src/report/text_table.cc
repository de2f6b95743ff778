#include "report/text_table.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "report/main_place.h"
#include "report/summary_words.h"
#include "report/tally.h"
#include "report/words.h"

namespace keysieve {
namespace {

constexpr std::size_t wide = 110;  // columns from which on there is room for one more

struct Row {
  std::string date, exposed, rule, secret, place, page;
};

// `text` in exactly so many columns.
std::string padded(std::string_view text, std::size_t columns) {
  std::string cell = shortened(text, columns);
  return cell.append(columns - std::min(columns, width(cell)), ' ');
}

Row row_of(const Finding& finding, const RuleSet& rules, const Page& page) {
  Row row;
  row.rule = page.safe(rule_of(finding, rules).name);
  row.secret = page.secret(finding.secret);
  if (!finding.introduced.empty()) {
    row.date = iso8601(finding.introduced.front().authored).substr(0, 10);
  }
  if (finding.in_head) {
    row.place = page.safe(place_of(*finding.in_head));
    row.page = page.page_in_head(*finding.in_head);
  } else if (!finding.introduced.empty()) {
    const Introduction& by = finding.introduced.front();
    row.place = by.path ? fmt::format("{}:{}", page.safe(*by.path), by.line)
                        : fmt::format("the message of {}", by.commit.hex().substr(0, 10));
    row.page = page.page_of(by);
  } else if (!finding.occurrences.empty()) {
    const Occurrence& at = finding.occurrences.front();
    row.place = at.path ? fmt::format("{}:{}", page.safe(*at.path), at.region.start_line)
                : at.object
                    ? fmt::format("{} {}", to_string(at.kind), at.object->hex().substr(0, 10))
                    : fmt::format("line {}", at.region.start_line);
  }
  if (finding.exposure_days) row.exposed = rough_duration(*finding.exposure_days);
  return row;
}

struct Widths {
  std::size_t date = 0, exposed = 0, rule = 0, secret = 0;
};

// As wide as what stands in them, and no wider than leaves room for the place.
Widths widths_of(const std::vector<Row>& rows, std::size_t columns) {
  Widths widths;
  for (const Row& row : rows) {
    widths.date = std::max(widths.date, width(row.date));
    widths.exposed = std::max(widths.exposed, width(row.exposed));
    widths.rule = std::max(widths.rule, width(row.rule));
    widths.secret = std::max(widths.secret, width(row.secret));
  }
  if (columns < wide) widths.exposed = 0;
  widths.rule = std::min(widths.rule, columns / 4);
  widths.secret = std::min<std::size_t>(widths.secret, 12);
  return widths;
}

void write_row(const Row& row, const Widths& widths, Page& page) {
  std::string line;
  const auto cell = [&](std::string_view text, std::size_t columns) {
    if (columns != 0) line.append("  ").append(padded(text, columns));
  };
  cell(row.date, widths.date);
  cell(row.exposed, widths.exposed);
  cell(row.rule, widths.rule);
  cell(row.secret, widths.secret);
  const std::size_t used = width(line) + 2;
  const std::size_t left = std::max<std::size_t>(page.columns(), used + 12) - used;
  const std::string place = shortened_left(row.place, left);
  page.line(line.append("  ").append(page.linked(row.page, place)));
}

}  // namespace

void write_table(const std::vector<const Finding*>& findings, const RuleSet& rules, Page& page) {
  std::vector<Row> rows;
  for (const Finding* finding : findings) rows.push_back(row_of(*finding, rules, page));
  const Widths widths = widths_of(rows, page.columns());
  const auto group = [&](std::size_t i) {
    return std::pair(rule_of(*findings[i], rules).severity, findings[i]->status);
  };
  for (std::size_t begin = 0, end = 0; begin < findings.size(); begin = end) {
    while (end < findings.size() && group(end) == group(begin)) ++end;
    const auto [severity, status] = group(begin);
    const std::string heading =
        fmt::format("{}, {}: {}", to_string(severity), status_words(status), grouped(end - begin));
    page.line(page.paint(tone_of(severity), heading));
    for (std::size_t i = begin; i < end; ++i) write_row(rows[i], widths, page);
    page.line();
  }
  page.line("Each in full: --verbose, or --format html --output report.html");
  page.line();
}

}  // namespace keysieve
