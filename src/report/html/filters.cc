// The form above the findings: what is searched for, and which of them are shown.
#include <fmt/format.h>

#include "report/html/parts.h"
#include "report/summary_words.h"
#include "report/words.h"

namespace keysieve {
namespace {

void write_choices(std::string_view name, std::string_view all, const Breakdown& by,
                   HtmlWriter& html) {
  html.open("label").open("span").text(name).close();
  html.open("select", {{"name", by.noun}}).element("option", {{"value", "all"}}, all);
  for (std::size_t i = 0; i < by.shares.size(); ++i) {
    html.open("option", {{"value", fmt::format("{}", i)}}).text(by.shares[i].name);
    html.text(fmt::format(" ({})", grouped(by.shares[i].findings))).close();
  }
  html.close().close().line();
}

void write_severities(const Contents& contents, HtmlWriter& html) {
  html.open("label").element("span", {}, "Severity").open("select", {{"name", "severity"}});
  html.element("option", {{"value", "all"}}, "any");
  for (const auto& [severity, count] : contents.counts.by_severity) {
    html.element("option", {{"value", fmt::format("{}", static_cast<int>(severity))}},
                 fmt::format("{} ({})", to_string(severity), grouped(count)));
  }
  html.close().close().line();
}

void write_statuses(const Contents& contents, HtmlWriter& html) {
  html.open("label").element("span", {}, "Status").open("select", {{"name", "status"}});
  html.element("option", {{"value", "all"}}, "any");
  for (const auto& [status, count] : contents.counts.by_status) {
    html.element("option", {{"value", std::string(to_string(status))}},
                 fmt::format("{} ({})", status_words(status), grouped(count)));
  }
  html.close().close().line();
}

}  // namespace

// Hidden until the script, without which it does nothing, shows it.
void write_filters(const Contents& contents, HtmlWriter& html) {
  html.open("form", {{"id", "filters"},
                     {"role", "search"},
                     {"aria-label", "Filter the findings"},
                     {"hidden", ""}})
      .line();
  html.open("label", {{"class", "wide"}}).element("span", {}, "Search");
  html.lone("input", {{"type", "search"},
                      {"name", "query"},
                      {"autocomplete", "off"},
                      {"spellcheck", "false"},
                      {"placeholder", "path, author, commit"}});
  html.close().line();
  write_severities(contents, html);
  write_statuses(contents, html);
  write_choices("Kind", "any", contents.by_rule, html);
  write_choices("Author", "anyone", contents.by_author, html);
  write_choices("Folder", "any", contents.by_folder, html);
  html.open("div", {{"class", "actions"}});
  html.element("button", {{"type", "reset"}}, "Reset");
  html.element("button", {{"type", "button"}, {"id", "open-all"}, {"aria-pressed", "false"}},
               "Open all details");
  html.close().close().line();
  html.element("p", {{"id", "count"}, {"role", "status"}, {"aria-live", "polite"}},
               counted(contents.findings.size(), "finding"))
      .line();
}

}  // namespace keysieve
