// Every finding: a row of a table, and a second row with all that is known of it. Without the
// script the second rows are open; with it they open on demand, and rows can be sorted and filtered
// by what their data- attributes say.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/html/parts.h"
#include "report/main_place.h"
#include "report/summary_words.h"
#include "report/words.h"

namespace keysieve {
namespace {

constexpr std::size_t most_of_a_kind = 20;  // commits, refs or places of one finding

std::string short_id(const ObjectId& id) {
  return id.hex().substr(0, 10);
}

std::string day_of(const Time& time) {
  return iso8601(time).substr(0, 10);
}

std::string person(const Person& who) {
  return who.email.empty() ? who.name : fmt::format("{} <{}>", who.name, who.email);
}

class FindingRows {
 public:
  FindingRows(const Contents& contents, std::size_t index, HtmlWriter& html)
      : contents_(contents),
        index_(index),
        finding_(*contents.findings[index]),
        rule_(rule_of(finding_, contents.rules)),
        html_(html) {}

  void write() {
    const auto share = [&](const Breakdown& by) { return fmt::format("{}", by.share_of[index_]); };
    const auto exposure = exposure_of(finding_);
    html_.open("tbody",
               {{"class", "finding"},
                {"id", "f-" + finding_.fingerprint},
                {"data-severity", fmt::format("{}", static_cast<int>(rule_.severity))},
                {"data-status", std::string(to_string(finding_.status))},
                {"data-rule", share(contents_.by_rule)},
                {"data-author", share(contents_.by_author)},
                {"data-folder", share(contents_.by_folder)},
                {"data-introduced", exposure ? fmt::format("{}", exposure->from) : "none"},
                {"data-exposed",
                 finding_.exposure_days ? fmt::format("{}", *finding_.exposure_days) : "none"}});
    row();
    html_.line().open("tr", {{"class", "details"}}).open("td", {{"colspan", "6"}}).open("dl");
    details();
    html_.close().close().close().close().line();
  }

 private:
  void row() {
    const std::string_view severity = to_string(rule_.severity);
    html_.open("tr", {{"class", "row"}});
    html_.open("td", {{"class", "of-severity"}});
    html_.element("span", {{"class", fmt::format("severity {}", severity)}}, severity).close();
    html_.open("td", {{"class", "of-secret"}});
    html_.open("span", {{"class", "rule"}}).text(rule_.name).close().text(" ");
    html_.element("code", {}, finding_.secret).close();
    html_.open("td", {{"class", "of-status"}});
    html_.element("span", {{"class", fmt::format("status {}", to_string(finding_.status))}},
                  status_words(finding_.status));
    html_.close();
    row_place();
    row_times();
    html_.close();
  }

  void row_place() {
    html_.open("td", {{"class", "of-place"}});
    std::string at;
    if (finding_.in_head) {
      at = place_of(*finding_.in_head);
    } else if (!finding_.introduced.empty()) {
      const Introduction& by = finding_.introduced.front();
      at = by.path ? fmt::format("{}:{}", *by.path, by.line) : "in a commit message";
    } else if (!finding_.occurrences.empty()) {
      at = place_of(finding_.occurrences.front());
    }
    html_.open("code").text(at).close();
    if (finding_.occurrences.size() > 1) {
      html_.element("small", {},
                    fmt::format(" and {}", counted(finding_.occurrences.size() - 1, "more place")));
    }
    html_.close();
  }

  void row_times() {
    html_.open("td", {{"class", "of-introduced"}});
    if (!finding_.introduced.empty()) {
      const Introduction& by = finding_.introduced.front();
      html_.text(day_of(by.committed)).open("small").text(" ").text(by.author.name).close();
    } else {
      html_.element("small", {}, "not known");
    }
    html_.close().open("td", {{"class", "of-exposed"}});
    write_bar(contents_, finding_, html_);
    if (finding_.exposure_days) html_.element("small", {}, rough_duration(*finding_.exposure_days));
    html_.close();
  }

  void details() {
    begin("What it is").text(rule_.description).close();
    begin("What to do").text(rule_.remediation).close();
    new_key();
    introduced();
    removed();
    present();
    in_head();
    occurrences();
    form();
    begin("Secret").element("code", {}, finding_.secret);
    html_
        .text(fmt::format(" of {}, redacted; confidence {:.2f}",
                          counted(finding_.redacted_from.value_or(finding_.secret.size()), "byte"),
                          finding_.confidence))
        .close();
    begin("Rule").element("code", {}, rule_.id);
    html_.close();
    begin("Fingerprint").element("code", {}, finding_.fingerprint).close();
  }

  void new_key() {
    if (rule_.preset.empty()) return;
    begin("New key").element("code", {}, "keysieve generate --for " + rule_.preset).close();
  }

  HtmlWriter& begin(std::string_view name) {
    return html_.line().element("dt", {}, name).open("dd");
  }

  void commit(const ObjectId& id, const std::string& submodule) {
    if (contents_.web && submodule.empty()) {
      html_.open("a", {{"href", contents_.web->commit(id)}, {"rel", "noreferrer"}});
      html_.element("code", {}, short_id(id)).close();
    } else {
      html_.element("code", {}, short_id(id));
    }
  }

  void file(const std::string& at, const std::string& page) {
    if (!page.empty()) {
      html_.open("a", {{"href", page}, {"rel", "noreferrer"}});
      html_.open("code").text(at).close().close();
    } else {
      html_.open("code").text(at).close();
    }
  }

  void introduced() {
    if (finding_.introduced.empty()) return;
    begin("Introduced").open("ul");
    const std::size_t all = finding_.introduced.size();
    for (std::size_t i = 0; i < std::min(all, most_of_a_kind); ++i) {
      introduction(finding_.introduced[i]);
    }
    rest(all);
    html_.close().close();
  }

  void introduction(const Introduction& by) {
    html_.open("li").text(by.at_or_before ? "at or before " : "");
    commit(by.commit, by.submodule);
    html_.text(" " + day_of(by.authored) + " ").text(person(by.author));
    if (by.committer.name != by.author.name || by.committer.email != by.author.email) {
      html_.text(fmt::format(", committed {} by ", day_of(by.committed)))
          .text(person(by.committer));
    }
    html_.lone("br", {});
    if (by.path) {
      file(fmt::format("{}:{}:{}", *by.path, by.line, by.column), page_of(contents_.web, by));
    } else {
      html_.text("in the commit message");
    }
    if (!by.submodule.empty()) html_.text(", in ").open("code").text(by.submodule).close();
    html_.text(" ").open("q").text(by.summary).close().close();
  }

  void removed() {
    const std::size_t all = finding_.removed.size();
    if (all == 0 && finding_.present_in.empty()) return;
    begin("Removed");
    if (all == 0) html_.text("never");
    if (all != 0) html_.open("ul");
    for (std::size_t i = 0; i < std::min(all, most_of_a_kind); ++i) {
      const Removal& by = finding_.removed[i];
      html_.open("li");
      commit(by.commit, by.submodule);
      html_.text(" " + day_of(by.authored) + " ").text(person(by.author)).close();
    }
    rest(all);
    if (all != 0) html_.close();
    html_.close();
  }

  void present() {
    begin("Present in");
    if (finding_.present_in.empty()) {
      html_.text(status_words(finding_.status));
    }
    std::vector<std::string> names;
    const std::size_t all = finding_.present_in.size();
    for (std::size_t i = 0; i < std::min(all, most_of_a_kind); ++i) {
      names.push_back(finding_.present_in[i]);
    }
    if (all > most_of_a_kind)
      names.push_back(fmt::format("{} more", grouped(all - most_of_a_kind)));
    html_.text(joined(names));
    if (finding_.exposure_days) {
      html_.text(fmt::format("; exposed {}{}", duration(*finding_.exposure_days),
                             all == 0 ? "" : " so far"));
    }
    html_.close();
  }

  void in_head() {
    if (!finding_.in_head) return;
    begin("In HEAD at");
    file(place_of(*finding_.in_head),
         page_of(contents_.web, contents_.report.source.head, *finding_.in_head));
    html_.close();
  }

  void occurrences() {
    begin("Found at").open("ul");
    const std::size_t all = finding_.occurrences.size();
    for (std::size_t i = 0; i < std::min(all, most_of_a_kind); ++i) {
      const Occurrence& at = finding_.occurrences[i];
      html_.open("li").open("code").text(place_of(at)).close();
      if (at.object && at.path) html_.text(" blob ").element("code", {}, short_id(*at.object));
      html_.close();
    }
    rest(all);
    html_.close().close();
  }

  // What the secret's form proves, and what stands beside it.
  void form() {
    std::vector<std::string> facts;
    if (finding_.validation.status == ValidationStatus::valid) facts.emplace_back("well formed");
    for (const auto& [name, value] : finding_.validation.facts) {
      facts.push_back(fmt::format("{}: {}", name, value));
    }
    for (const auto& [name, value] : finding_.companions) {
      facts.push_back(fmt::format("beside it {}: {}", name, value));
    }
    if (!facts.empty()) begin("Form").text(joined(facts)).close();
  }

  void rest(std::size_t all) {
    if (all <= most_of_a_kind) return;
    html_.element("li", {},
                  fmt::format("and {} more (see --format json)", grouped(all - most_of_a_kind)));
  }

  const Contents& contents_;
  const std::size_t index_;
  const Finding& finding_;
  const Rule& rule_;
  HtmlWriter& html_;
};

void write_table_head(HtmlWriter& html) {
  static constexpr std::array<std::pair<const char*, const char*>, 6> heads = {
      {{"severity", "Severity"},
       {"secret", "Secret"},
       {"status", "Status"},
       {"place", "Place"},
       {"introduced", "Introduced"},
       {"exposed", "Exposed"}}};
  html.open("thead").open("tr");
  for (const auto& [key, name] : heads) {
    html.element("th", {{"scope", "col"}, {"class", fmt::format("of-{}", key)}, {"data-sort", key}},
                 name);
  }
  html.close().close().line();
}

}  // namespace

void write_findings(const Contents& contents, HtmlWriter& html) {
  if (contents.findings.empty()) return;
  html.open("section", {{"aria-labelledby", "findings"}});
  html.element("h2", {{"id", "findings"}, {"tabindex", "-1"}}, "Findings").line();
  write_filters(contents, html);
  html.open("table", {{"id", "list"}}).element("caption", {}, "What hurts most comes first");
  write_table_head(html);
  for (std::size_t i = 0; i < contents.findings.size(); ++i) FindingRows(contents, i, html).write();
  html.close().line();
  html.element("button", {{"type", "button"}, {"id", "more"}, {"hidden", ""}}, "Show more");
  html.close().line();
}

}  // namespace keysieve
