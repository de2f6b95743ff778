// SARIF 2.1.0, as code scanning services take it. One secret is one result, whatever number of
// commits and files hold it.
//
// What hurts least is left out to stay within the limits; a notification, or the result's
// properties, say how much.
#include "report/sarif.h"

#include <algorithm>
#include <map>
#include <span>
#include <sstream>

#include <fmt/format.h>

#include "base/gzip_size.h"
#include "base/json.h"
#include "base/printable.h"
#include "report/change.h"
#include "report/main_place.h"
#include "report/order.h"
#include "report/sentence.h"
#include "report/tally.h"
#include "report/tool.h"
#include "report/uri.h"
#include "report/words.h"
#include "report/writers.h"

namespace keysieve {
namespace {

constexpr std::string_view root = "%SRCROOT%";

std::string_view level(Severity severity) {
  switch (severity) {
    case Severity::critical:
    case Severity::high:
      return "error";
    case Severity::medium:
      return "warning";
    case Severity::low:
      return "note";
  }
  return {};
}

// On the scale of CVSS, which GitHub divides at 4, 7 and 9.
std::string_view security_severity(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return "9.5";
    case Severity::high:
      return "8.0";
    case Severity::medium:
      return "5.5";
    case Severity::low:
      return "2.0";
  }
  return {};
}

std::string_view baseline_state(Change change) {
  switch (change) {
    case Change::added:
      return "new";
    case Change::unchanged:
      return "unchanged";
    case Change::gone:
      return "absent";
  }
  return {};
}

// Nothing from a repository becomes a link in a message ("[text](target)").
std::string plain(std::string_view bytes) {
  std::string text = printable(bytes);
  for (std::size_t at = 0; (at = text.find("](", at)) != std::string::npos; ++at) {
    text.insert(at + 1, " ");
  }
  return text;
}

// The results in the order in which they are cut, most urgent first; those that are gone last.
std::vector<const Finding*> all_results(const Report& report, const RuleSet& rules) {
  std::vector<const Finding*> results = worst_first(report, rules);
  if (report.since) {
    for (const Finding& finding : report.since->gone) results.push_back(&finding);
  }
  return results;
}

class SarifLog {
 public:
  SarifLog(const Report& report, const RuleSet& rules, const SarifLimits& limits,
           std::span<const Finding* const> results, std::size_t left_out, std::ostream& out)
      : report_(report),
        rules_(rules),
        limits_(limits),
        results_(results),
        left_out_(left_out),
        json_(out) {
    for (const Finding* finding : results) rule_index_.emplace(finding->rule_id, 0);
    std::size_t next = 0;
    for (auto& [id, index] : rule_index_) index = next++;
  }

  void write() {
    json_.begin_object();
    json_.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_.member("version", "2.1.0").key("runs").begin_array().begin_object();
    tool();
    invocation();
    provenance();
    json_.member("columnKind", "unicodeCodePoints").key("results").begin_array();
    for (const Finding* finding : results_) result(*finding);
    json_.end_array().end_object().end_array().end_object();
  }

 private:
  void tool() {
    const ToolInfo by = tool_of(report_, rules_);
    json_.key("tool").begin_object().key("driver").begin_object().member("name", "keysieve");
    json_.member("version", by.version).member("semanticVersion", by.version);
    json_.key("rules").begin_array();
    for (const auto& [id, index] : rule_index_) rule(*rules_.find(id));
    json_.end_array().key("properties").begin_object().member("ruleset", by.ruleset);
    json_.member("rules", by.rules).end_object().end_object().end_object();
  }

  void rule(const Rule& rule) {
    json_.begin_object().member("id", rule.id).member("name", rule.name);
    text("shortDescription", rule.name);
    text("fullDescription", rule.description);
    json_.key("help").begin_object();
    json_.member("text", fmt::format("{}\n\nWhat to do: {}", rule.description, rule.remediation));
    json_.member("markdown",
                 fmt::format("{}\n\n**What to do:** {}", rule.description, rule.remediation));
    json_.end_object().key("defaultConfiguration").begin_object();
    json_.member("level", level(rule.severity)).end_object();
    json_.key("properties").begin_object();
    json_.member("security-severity", security_severity(rule.severity));
    tags(rule);
    json_.end_object().end_object();
  }

  // GitHub takes `security-severity` from rules with the tag "security" only.
  void tags(const Rule& rule) {
    json_.key("tags").begin_array().value("security");
    std::size_t room = limits_.tags - 1;
    for (const std::string& tag : rule.tags) {
      if (tag != "security" && room-- > 0) json_.value(tag);
      if (room == 0) break;
    }
    json_.end_array();
  }

  void invocation() {
    const Completeness& done = report_.completeness;
    json_.key("invocations").begin_array().begin_object();
    json_.member("executionSuccessful", done.complete());
    json_.key("toolExecutionNotifications").begin_array();
    if (!done.complete()) notification("incomplete", "error", unread_words(done), {});
    for (const Notice& notice : done.notices) {
      notification(notice.kind, done.complete() ? "note" : "warning", notice.message,
                   notice.object);
    }
    if (left_out_ != 0) notification("results-left-out", "warning", left_out_words(), {});
    json_.end_array().end_object().end_array();
  }

  std::string left_out_words() const {
    return fmt::format(
        "{} of {} results were left out, those that hurt least: GitHub takes {} in a run and {} "
        "bytes compressed",
        grouped(left_out_), grouped(left_out_ + results_.size()), grouped(limits_.results),
        grouped(limits_.compressed_bytes));
  }

  void notification(std::string_view kind, std::string_view how_bad, std::string_view message,
                    const std::optional<ObjectId>& object) {
    json_.begin_object().key("descriptor").begin_object().member("id", kind).end_object();
    json_.member("level", how_bad);
    text("message", message);
    if (object) {
      json_.key("properties").begin_object().member("object", object->hex()).end_object();
    }
    json_.end_object();
  }

  void provenance() {
    const SourceInfo& from = report_.source;
    const std::string uri = repository_uri();
    if (uri.empty()) return;
    json_.key("versionControlProvenance").begin_array().begin_object();
    json_.member("repositoryUri", uri);
    if (from.head) json_.member("revisionId", from.head->hex());
    json_.key("mappedTo").begin_object().member("uriBaseId", root).end_object();
    json_.end_object().end_array();
  }

  // A relative path means nothing to whoever reads this elsewhere.
  std::string repository_uri() const {
    const SourceInfo& from = report_.source;
    if (std::string uri = remote_uri(from.remote); !uri.empty()) return uri;
    return from.repository.starts_with('/') ? path_uri(from.repository) : std::string();
  }

  void result(const Finding& finding) {
    const Rule& rule = rule_of(finding, rules_);
    json_.begin_object().member("ruleId", rule.id);
    json_.member("ruleIndex", rule_index_.find(rule.id)->second);
    json_.member("level", level(rule.severity));
    text("message", sentence(finding, rule) + ".");
    locations(finding);
    json_.key("partialFingerprints").begin_object();
    json_.member("keysieve/v1", finding.fingerprint);
    json_.member("primaryLocationLineHash", finding.fingerprint + ":1").end_object();
    json_.key("rank").value(finding.confidence * 100, 0);
    if (report_.since) {
      json_.member("baselineState", baseline_state(change_of(finding, *report_.since)));
    }
    suppressions(finding);
    properties(finding);
    json_.end_object();
  }

  // The main place first: GitHub shows the result there.
  void locations(const Finding& finding) {
    const MainPlace main = main_place(finding);
    json_.key("locations").begin_array();
    location(main.path, main.region, main.occurrence);
    std::size_t written = 1;
    for (const Occurrence& at : finding.occurrences) {
      if (written == limits_.locations) break;
      if (&at == main.occurrence || (at.path == main.path && at.region == main.region)) continue;
      location(at.path, at.region, &at);
      ++written;
    }
    json_.end_array();
  }

  void location(const std::optional<std::string>& path, const Region& region,
                const Occurrence* at) {
    json_.begin_object().key("physicalLocation").begin_object();
    artifact(path, at);
    if (region.start_line != 0 && region.start_column != 0) {
      json_.key("region").begin_object().member("startLine", region.start_line);
      json_.member("startColumn", region.start_column).member("endLine", region.end_line);
      json_.member("endColumn", region.end_column).end_object();
    }
    json_.end_object();
    if (at != nullptr && at->object) {
      json_.key("properties").begin_object().member("object", at->object->hex()).end_object();
    }
    json_.end_object();
  }

  // What is in no file is named by its object, in a scheme of its own.
  void artifact(const std::optional<std::string>& path, const Occurrence* at) {
    json_.key("artifactLocation").begin_object();
    if (path) {
      json_.member("uri", path_uri(*path));
      if (!path->starts_with('/')) json_.member("uriBaseId", root);
    } else if (at != nullptr && at->object) {
      json_.member("uri", fmt::format("git-{}:{}", to_string(at->kind), at->object->hex()));
    } else {
      json_.member("uri", "stdin");
    }
    json_.end_object();
  }

  void suppressions(const Finding& finding) {
    if (!finding.suppression) return;
    const Suppression& by = *finding.suppression;
    json_.key("suppressions").begin_array().begin_object();
    json_.member("kind", by.kind == "inline" ? "inSource" : "external");
    json_.member("status", "accepted").member("justification", plain(words_of(by)));
    json_.end_object().end_array();
  }

  void properties(const Finding& finding) {
    json_.key("properties").begin_object().member("secret", finding.secret);
    json_.member("status", to_string(finding.status));
    json_.key("presentIn").begin_array();
    for (const std::string& ref : finding.present_in) json_.value(ref);
    json_.end_array().key("introducedBy").begin_array();
    for (const Introduction& by : finding.introduced) json_.value(by.commit.hex());
    json_.end_array().key("removedBy").begin_array();
    for (const Removal& by : finding.removed) json_.value(by.commit.hex());
    json_.end_array();
    if (finding.exposure_days) json_.member("exposureDays", *finding.exposure_days);
    json_.member("occurrences", finding.occurrences.size());
    if (finding.occurrences.size() > limits_.locations) {
      json_.member("locationsLeftOut", finding.occurrences.size() - limits_.locations);
    }
    json_.end_object();
  }

  void text(std::string_view key, std::string_view words) {
    json_.key(key).begin_object().member("text", plain(words)).end_object();
  }

  const Report& report_;
  const RuleSet& rules_;
  const SarifLimits& limits_;
  std::span<const Finding* const> results_;
  std::size_t left_out_;
  JsonWriter json_;
  std::map<std::string_view, std::size_t> rule_index_;
};

}  // namespace

void write_sarif(const Report& report, const RuleSet& rules, const SarifLimits& limits,
                 std::ostream& out) {
  const std::vector<const Finding*> all = all_results(report, rules);
  const std::span<const Finding* const> results = all;
  const auto log_of = [&](std::size_t count) {
    std::ostringstream log;
    SarifLog(report, rules, limits, results.first(count), all.size() - count, log).write();
    return std::move(log).str();
  };
  std::size_t count = std::min(all.size(), limits.results);
  std::string log = log_of(count);
  // Compressing takes time, and what is small already is not made larger by it.
  while (count != 0 && log.size() > limits.compressed_bytes) {
    const std::size_t size = gzip_size(log);
    if (size <= limits.compressed_bytes) break;
    const double share =
        0.95 * static_cast<double>(limits.compressed_bytes) / static_cast<double>(size);
    count = static_cast<std::size_t>(share * static_cast<double>(count));
    log = log_of(count);
  }
  out << log;
}

void write_sarif(const Report& report, const RuleSet& rules, const ReportOptions&,
                 std::ostream& out) {
  write_sarif(report, rules, SarifLimits{}, out);
}

}  // namespace keysieve
