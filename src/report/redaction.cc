// All secrets are looked for at once in a sorted table: a report may have thousands of findings,
// and each of them has many texts.
#include "report/redaction.h"

#include <algorithm>

#include "base/lines.h"
#include "keysieve/report.h"

namespace keysieve {

Redaction::Redaction(const Report& report, bool show_secrets) : show_secrets_(show_secrets) {
  if (show_secrets) return;
  for (const Finding& finding : report.findings) hide(finding.secret);
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

std::string Redaction::secret(std::string_view secret) const {
  return show_secrets_ ? std::string(secret) : redact(secret);
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

}  // namespace keysieve
