// When secrets were to be seen: a curve of how many at a time, and under it, on the same scale, a
// bar for each of the worst. Widths are percentages, so the drawings stretch and their text does
// not.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/html/parts.h"
#include "report/summary_words.h"
#include "report/words.h"

namespace keysieve {
namespace {

constexpr std::size_t most_bars = 20, most_marks = 20, columns = 400;

std::string percent(double part) {
  return fmt::format("{:.2f}%", part);
}

std::string day_of(std::int64_t seconds) {
  return iso8601({seconds, 0}).substr(0, 10);
}

using Curve = std::array<std::uint64_t, columns>;

// How many secrets were exposed in each of the equal parts of the scale.
Curve curve_of(const Contents& contents) {
  const auto column = [&](std::int64_t seconds) {
    const double at = contents.scale.at(seconds) / 100 * static_cast<double>(columns);
    return std::min(columns - 1, static_cast<std::size_t>(at));
  };
  Curve curve{};
  for (const Finding* finding : contents.findings) {
    const auto exposure = exposure_of(*finding);
    if (!exposure) continue;
    for (std::size_t i = column(exposure->from); i <= column(exposure->to); ++i) ++curve[i];
  }
  return curve;
}

// Steps over a box of `columns` by 100.
std::string area(const Curve& curve, std::uint64_t most) {
  std::string path = "M0 100";
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    if (curve[i] == before) continue;
    const double height = 100 * static_cast<double>(curve[i]) / static_cast<double>(most);
    path += fmt::format("H{}V{:.1f}", i, 100 - height);
    before = curve[i];
  }
  return path + fmt::format("H{}V100Z", columns);
}

void write_curve(const Contents& contents, HtmlWriter& html) {
  const Curve curve = curve_of(contents);
  const std::uint64_t most = *std::max_element(curve.begin(), curve.end());
  html.open("div", {{"class", "lane"}});
  html.element("span", {{"class", "name"}},
               fmt::format("exposed at a time, {} at most", grouped(most)));
  html.open("svg", {{"class", "curve"},
                    {"viewBox", fmt::format("0 0 {} 100", columns)},
                    {"preserveAspectRatio", "none"},
                    {"aria-hidden", "true"}});
  html.shape("path", {{"d", area(curve, most)}}).close();
  html.element("span", {{"class", "when"}}, "").close().line();
}

void write_axis(const Contents& contents, HtmlWriter& html) {
  html.open("div", {{"class", "lane axis"}}).element("span", {{"class", "name"}}, "");
  html.open("svg", {{"aria-hidden", "true"}});
  bool second = false;  // every second label: where there is little room they are left out
  for (const auto& [at, label] : contents.scale.ticks()) {
    html.shape("line", {{"x1", percent(at)}, {"x2", percent(at)}, {"y1", "0"}, {"y2", "5"}});
    const std::string anchor = at < 3 ? "start" : at > 97 ? "end" : "middle";
    html.element("text",
                 {{"class", second ? "second" : "first"},
                  {"x", percent(at)},
                  {"y", "17"},
                  {"text-anchor", anchor}},
                 label);
    second = !second;
  }
  html.close().element("span", {{"class", "when"}}, "").close().line();
}

std::string span_words(const Exposure& exposure) {
  if (exposure.open) return fmt::format("since {}", day_of(exposure.from));
  if (exposure.from == exposure.to) return day_of(exposure.from);
  return fmt::format("{} to {}", day_of(exposure.from), day_of(exposure.to));
}

void write_lane(const Contents& contents, const Finding& finding, HtmlWriter& html) {
  html.open("li", {{"class", "lane"}})
      .open("a", {{"class", "name"}, {"href", "#f-" + finding.fingerprint}});
  html.text(rule_of(finding, contents.rules).name).text(" ");
  html.element("code", {}, finding.secret).close();
  write_bar(contents, finding, html);
  html.open("span", {{"class", "when"}}).text(span_words(*exposure_of(finding)));
  html.element("span", {{"class", "status"}}, status_words(finding.status)).close().close().line();
}

void write_lanes(const Contents& contents, HtmlWriter& html) {
  std::vector<const Finding*> dated;
  for (const Finding* finding : contents.findings) {
    if (exposure_of(*finding)) dated.push_back(finding);
  }
  html.open("ol", {{"class", "lanes"}}).line();
  for (std::size_t i = 0; i < std::min(most_bars, dated.size()); ++i) {
    write_lane(contents, *dated[i], html);
  }
  html.close();
  if (dated.size() <= most_bars) return;
  html.element("p", {{"class", "note"}},
               fmt::format("These are the {} that hurt most; each of the others has its bar in the "
                           "list of findings.",
                           most_bars));
}

void write_legend(const Contents& contents, HtmlWriter& html) {
  html.open("ul", {{"class", "legend"}, {"aria-hidden", "true"}});
  for (const auto& [status, count] : contents.counts.by_status) {
    html.open("li").open("svg", {{"class", "key"}});
    html.shape("rect", {{"class", std::string(to_string(status))},
                        {"x", "1"},
                        {"y", "1"},
                        {"width", "20"},
                        {"height", "8"}});
    html.close().text(status_words(status)).close();
  }
  html.close().line();
}

void write_marks(const Contents& contents, const Finding& finding, HtmlWriter& html) {
  const auto mark = [&](std::int64_t seconds, const char* kind) {
    const std::string at = percent(contents.scale.at(seconds));
    html.shape("line", {{"class", kind}, {"x1", at}, {"x2", at}, {"y1", "1"}, {"y2", "13"}});
  };
  for (std::size_t i = 1; i < std::min(most_marks, finding.introduced.size()); ++i) {
    mark(finding.introduced[i].committed.seconds, "introduced");
  }
}

}  // namespace

void write_bar(const Contents& contents, const Finding& finding, HtmlWriter& html) {
  const auto exposure = exposure_of(finding);
  if (!exposure) return;
  constexpr double least = 0.4;  // percent: the shortest exposure is to be seen, too
  const double from = std::min(contents.scale.at(exposure->from), 100 - least);
  const double to = exposure->open ? 100 : contents.scale.at(exposure->to);
  html.open("svg", {{"class", "bar"}, {"aria-hidden", "true"}});
  html.shape("line", {{"class", "base"}, {"x1", "0"}, {"x2", "100%"}, {"y1", "7"}, {"y2", "7"}});
  html.shape("rect", {{"class", std::string(to_string(finding.status))},
                      {"x", percent(from)},
                      {"y", "3"},
                      {"width", percent(std::max(to - from, least))},
                      {"height", "8"}});
  write_marks(contents, finding, html);
  html.close();
}

void write_timeline(const Contents& contents, HtmlWriter& html) {
  if (contents.scale.empty()) return;
  html.open("section", {{"aria-labelledby", "timeline"}})
      .element("h2", {{"id", "timeline"}}, "Timeline");
  html.element("p", {}, "When each secret was introduced, and until when a branch or tag held it.")
      .line();
  html.open("div", {{"class", "timeline"}});
  write_curve(contents, html);
  write_axis(contents, html);
  write_lanes(contents, html);
  html.close();
  write_legend(contents, html);
  html.close().line();
}

}  // namespace keysieve
