// All secrets are looked for at once in a sorted table: a report may have thousands of findings,
// and each of them has many texts.
#include "report/redaction.h"

#include <algorithm>

#include "base/lines.h"
#include "keysieve/report.h"
#include "report/secret_names.h"

namespace keysieve {

Redaction::Redaction(const Report& report) {
  for (const Finding& finding : report.findings) {
    if (!finding.redacted_from) hide(finding.secret);
  }
  if (report.since) {
    for (const Finding& finding : report.since->gone) {
      if (!finding.redacted_from) hide(finding.secret);
    }
  }
  for (const std::string& secret : secrets_in_names(report)) hide(secret);
}

// Of a secret of several lines each line is secret too: a commit's subject is one line of it.
// Lines that are short, or the frame of a PEM key, give nothing away.
void Redaction::hide(const std::string& secret) {
  static constexpr std::size_t least_line = 8;
  if (secret.empty()) return;
  shown_.emplace(secret, redact(secret));
  for (std::size_t at = 0; at < secret.size(); at = line_end(secret, at) + 1) {
    const std::string_view line = line_at(secret, at);
    if (line.size() >= least_line && !line.starts_with("-----")) {
      shown_.emplace(line, redact(line));
    }
  }
}

// The length of the longest secret that `text` starts with, or 0. Every secret that is a prefix of
// `text` sorts at or before it and is a prefix of all that sorts between; so the nearest one before
// either is the longest such secret or bounds how long that can be.
std::size_t Redaction::secret_at(std::string_view text) const {
  while (!text.empty()) {
    auto next = shown_.upper_bound(text);
    if (next == shown_.begin()) return 0;
    const std::string& nearest = std::prev(next)->first;
    if (text.starts_with(nearest)) return nearest.size();
    const auto differ = std::mismatch(text.begin(), text.end(), nearest.begin(), nearest.end());
    text = text.substr(0, static_cast<std::size_t>(differ.first - text.begin()));
  }
  return 0;
}

std::string Redaction::text(std::string_view text) const {
  if (shown_.empty()) return std::string(text);
  std::string safe;
  while (!text.empty()) {
    const std::size_t length = secret_at(text);
    if (length == 0) {
      safe += text.front();
      text.remove_prefix(1);
    } else {
      safe += shown_.find(text.substr(0, length))->second;
      text.remove_prefix(length);
    }
  }
  return safe;
}

namespace {

void redact_person(const Redaction& redaction, Person* who) {
  who->name = redaction.text(who->name);
  who->email = redaction.text(who->email);
}

void redact_path(const Redaction& redaction, std::optional<std::string>* path) {
  if (*path) *path = redaction.text(**path);
}

void redact_occurrence(const Redaction& redaction, Occurrence* at) {
  redact_path(redaction, &at->path);
  at->submodule = redaction.text(at->submodule);
}

void redact_story(const Redaction& redaction, Finding* finding) {
  for (std::string& ref : finding->present_in) ref = redaction.text(ref);
  for (Introduction& by : finding->introduced) {
    redact_person(redaction, &by.author);
    redact_person(redaction, &by.committer);
    by.summary = redaction.text(by.summary);
    redact_path(redaction, &by.path);
    by.submodule = redaction.text(by.submodule);
  }
  for (Removal& by : finding->removed) {
    redact_person(redaction, &by.author);
    by.path = redaction.text(by.path);
    by.submodule = redaction.text(by.submodule);
  }
  for (Occurrence& at : finding->occurrences) redact_occurrence(redaction, &at);
  if (finding->in_head) redact_occurrence(redaction, &*finding->in_head);
}

void redact_finding(const Redaction& redaction, Finding* finding) {
  redact_story(redaction, finding);
  for (auto& [name, value] : finding->validation.facts) value = redaction.text(value);
  if (finding->suppression) {
    finding->suppression->reason = redaction.text(finding->suppression->reason);
  }
  if (finding->redacted_from) return;
  finding->redacted_from = finding->secret.size();
  finding->secret = redact(finding->secret);
  for (auto& [name, value] : finding->companions) value = redact(value);
}

}  // namespace

Report redacted(Report report) {
  const Redaction redaction(report);
  report.source.repository = redaction.text(report.source.repository);
  report.source.remote = redaction.text(report.source.remote);
  for (Notice& notice : report.completeness.notices)
    notice.message = redaction.text(notice.message);
  for (Finding& finding : report.findings) redact_finding(redaction, &finding);
  if (report.since) {
    for (Finding& finding : report.since->gone) redact_finding(redaction, &finding);
  }
  for (Rejected& rejected : report.rejected) {
    rejected.secret = redact(rejected.secret);
    rejected.reason = redaction.text(rejected.reason);
    rejected.path = redaction.text(rejected.path);
  }
  return report;
}

}  // namespace keysieve
