// The page as a whole: one file that needs no other and loads nothing.
#include <filesystem>

#include <fmt/format.h>

#include "embedded_page.h"
#include "report/html/content_policy.h"
#include "report/html/parts.h"
#include "report/summary_words.h"
#include "report/writers.h"

namespace keysieve {
namespace {

// "Secrets in shop": by the remote's name, else the folder's.
std::string title_of(const SourceInfo& source) {
  std::string from = source.remote.empty() ? source.repository : source.remote;
  while (from.ends_with('/')) from.pop_back();
  if (from.ends_with(".git")) from.resize(from.size() - 4);
  while (from.ends_with('/')) from.pop_back();
  const std::string name = from.substr(from.find_last_of("/:") + 1);
  return name.empty() || name == "." || name == ".." ? "Leaked secrets"
                                                     : "Leaked secrets in " + name;
}

void write_head(const Contents& contents, HtmlWriter& html) {
  html.open("head").line();
  html.lone("meta", {{"charset", "utf-8"}});
  html.lone("meta", {{"http-equiv", "Content-Security-Policy"},
                     {"content", content_policy(page_style_sha256, page_script_sha256)}});
  html.line();
  html.lone("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.lone("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html.lone("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  html.lone("meta", {{"name", "robots"}, {"content", "noindex"}}).line();
  html.open("title").text(title_of(contents.report.source)).close().line();
  html.verbatim("style", page_style).line().verbatim("script", page_script).line();
  html.close().line();
}

std::string_view mood(const Contents& contents) {
  if (contents.counts.findings != 0) return "found";
  return contents.report.completeness.complete() ? "clean" : "incomplete";
}

void write_header(const Contents& contents, HtmlWriter& html) {
  html.open("header").line();
  if (!contents.findings.empty()) {
    html.element("a", {{"class", "skip"}, {"href", "#findings"}}, "Skip to the findings").line();
  }
  html.open("h1").text(title_of(contents.report.source)).close().line();
  html.element("p", {{"class", fmt::format("lead {}", mood(contents))}},
               closing_sentence(contents.report, contents.counts))
      .line();
  html.element("button",
               {{"type", "button"}, {"id", "theme"}, {"aria-pressed", "false"}, {"hidden", ""}},
               "Dark");
  html.close().line();
}

}  // namespace

void write_html(const Report& report, const RuleSet& rules, const ReportOptions&,
                std::ostream& out) {
  const Contents contents(report, rules);
  HtmlWriter html(out);
  out << "<!DOCTYPE html>\n";
  html.open("html", {{"lang", "en"}}).line();
  write_head(contents, html);
  html.open("body").line();
  write_header(contents, html);
  html.open("main").line();
  write_summary(contents, html);
  write_timeline(contents, html);
  write_breakdowns(contents, html);
  write_findings(contents, html);
  write_suppressed(contents, html);
  write_notices(contents, html);
  html.close().line();
  html.element(
      "footer", {},
      "Made by keysieve. Every secret on this page is redacted, and the page loads nothing.");
  html.line().close().line().close().line();
}

}  // namespace keysieve
