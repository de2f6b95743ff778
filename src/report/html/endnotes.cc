// What stands below the findings: those that were accepted, and what the scan has to say of itself.
#include <algorithm>

#include <fmt/format.h>

#include "report/html/parts.h"
#include "report/main_place.h"
#include "report/sentence.h"
#include "report/words.h"

namespace keysieve {

void write_suppressed(const Contents& contents, HtmlWriter& html) {
  if (contents.suppressed.empty()) return;
  html.open("section", {{"aria-labelledby", "suppressed"}});
  html.element("h2", {{"id", "suppressed"}}, "Accepted on purpose")
      .open("ul", {{"class", "plain"}})
      .line();
  for (const Finding* finding : contents.suppressed) {
    html.open("li").text(rule_of(*finding, contents.rules).name).text(" ");
    html.element("code", {}, finding->secret);
    if (!finding->occurrences.empty()) {
      html.text(" ").open("code").text(place_of(finding->occurrences.front())).close();
    }
    html.text(" " + words_of(*finding->suppression)).close().line();
  }
  html.close().close().line();
}

void write_notices(const Contents& contents, HtmlWriter& html) {
  static constexpr std::size_t most = 100;
  const std::vector<Notice>& notices = contents.report.completeness.notices;
  if (notices.empty()) return;
  html.open("section", {{"aria-labelledby", "notices"}});
  html.element("h2", {{"id", "notices"}}, "Notices of the scan")
      .open("ul", {{"class", "plain"}})
      .line();
  for (std::size_t i = 0; i < std::min(most, notices.size()); ++i) {
    html.open("li")
        .element("b", {}, notices[i].kind)
        .text(" ")
        .text(notices[i].message)
        .close()
        .line();
  }
  if (notices.size() > most) {
    html.element("li", {},
                 fmt::format("and {} more (see --format json)", grouped(notices.size() - most)));
  }
  html.close().close().line();
}

}  // namespace keysieve
