// Who and where: the findings by rule, by author and by folder, as lists with bars. The script
// makes a filter of each row.
#include <algorithm>

#include <fmt/format.h>

#include "report/html/parts.h"
#include "report/words.h"

namespace keysieve {
namespace {

constexpr std::size_t most_shares = 8;

void write_share(const Share& share, std::size_t number, std::uint64_t most,
                 const Breakdown& breakdown, HtmlWriter& html) {
  const auto percent = [&](std::uint64_t count) {
    return fmt::format("{:.2f}%", 100.0 * static_cast<double>(count) / static_cast<double>(most));
  };
  html.open("li", {{"data-filter", breakdown.noun}, {"data-value", fmt::format("{}", number)}});
  html.open("span", {{"class", "name"}}).text(share.name).close().text(" ");
  html.open("span", {{"class", "count"}});
  html.element("b", {}, grouped(share.findings));
  if (share.present != 0) html.text(fmt::format(", {} still there", grouped(share.present)));
  html.close();
  html.open("svg", {{"class", "share"}, {"aria-hidden", "true"}});
  html.shape("rect", {{"class", "past"}, {"width", percent(share.findings)}, {"height", "100%"}});
  html.shape("rect", {{"class", "present"}, {"width", percent(share.present)}, {"height", "100%"}});
  html.close().close().line();
}

void write_breakdown(const Breakdown& breakdown, std::string_view heading, HtmlWriter& html) {
  html.open("div", {{"class", "breakdown"}});
  html.element("h3", {}, heading).open("ul", {}).line();
  const std::size_t shown = std::min(most_shares, breakdown.shares.size());
  for (std::size_t i = 0; i < shown; ++i) {
    write_share(breakdown.shares[i], i, breakdown.shares.front().findings, breakdown, html);
  }
  html.close();
  if (const std::size_t rest = breakdown.shares.size() - shown; rest != 0) {
    html.element("p", {{"class", "note"}},
                 fmt::format("and {} more", counted(rest, breakdown.noun)));
  }
  html.close().line();
}

}  // namespace

void write_breakdowns(const Contents& contents, HtmlWriter& html) {
  if (contents.findings.empty()) return;
  html.open("section", {{"aria-labelledby", "where"}})
      .element("h2", {{"id", "where"}}, "Where they come from");
  html.open("div", {{"class", "breakdowns"}}).line();
  write_breakdown(contents.by_rule, "By kind of secret", html);
  write_breakdown(contents.by_author, "By author of the commit that brought it", html);
  write_breakdown(contents.by_folder, "By folder", html);
  html.close().close().line();
}

}  // namespace keysieve
