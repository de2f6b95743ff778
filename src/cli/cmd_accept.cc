// keysieve accept: adds lines to .keysieveignore, each with its reason, and never without knowing
// what is accepted: the secrets are found anew, or a report names them.
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/date.h"
#include "base/file.h"
#include "base/printable.h"
#include "cli/command.h"
#include "cli/progress_line.h"
#include "cli/scan_setup.h"
#include "cli/source_options.h"
#include "keysieve/baseline.h"
#include "keysieve/report.h"
#include "keysieve/saved_report.h"
#include "keysieve/suppression.h"

namespace keysieve::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* footer =
    "Examples:\n"
    "  keysieve accept 0123…cdef --reason 'a key of the test server'\n"
    "  keysieve accept --all --reason 'known before we began' --expires 2027-01-31\n"
    "  keysieve accept --all --report report.json --reason 'reviewed in spring'\n"
    "  keysieve accept --import .gitleaksignore\n"
    "\n"
    "Two branches that accept different secrets merge without a conflict when .gitattributes has\n"
    "  .keysieveignore merge=union\n"
    "\n"
    "Exit status: 0 accepted, 2 could not, 3 accepted but for what could not be matched or "
    "scanned.";

struct AcceptCommand {
  std::vector<std::string> fingerprints;
  bool all = false;
  std::string reason, expires, import, report;
  SourceOptions source;
  ScanFlags flags;
  bool no_progress = false;
};

// Something that can be accepted: a finding, or what a report says of one.
struct Candidate {
  std::string fingerprint, rule_id, path;
  bool suppressed = false;
};

// What there is to accept, and what could not be looked at.
struct Candidates {
  std::vector<Candidate> found;
  std::vector<std::string> unmatched;  // of an import: only what it means is in `found`
  std::vector<std::string> secrets;    // which no line may hold
  bool complete = true;
  std::string reason;  // where none is given
};

Error bad_usage(std::string message) {
  return {ErrorCode::invalid_argument, std::move(message)};
}

Status check_usage(const AcceptCommand& command) {
  const int ways = (command.all ? 1 : 0) + (command.fingerprints.empty() ? 0 : 1) +
                   (command.import.empty() ? 0 : 1);
  if (ways != 1) return bad_usage("say what to accept: fingerprints, --all or --import FILE");
  if (command.import.empty() && command.reason.empty()) {
    return bad_usage("--reason is needed: why is it no secret, or no harm?");
  }
  if (std::any_of(command.reason.begin(), command.reason.end(),
                  [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; })) {
    return bad_usage("--reason must be one line of text");
  }
  if (command.expires.empty()) return ok_status();
  constexpr std::size_t day_length = 10;
  if (command.expires.size() != day_length || !parse_date(command.expires)) {
    return bad_usage(
        fmt::format("--expires: \"{}\" is no date: write 2026-12-31", command.expires));
  }
  if (command.expires >= today()) return ok_status();
  return bad_usage(fmt::format("--expires: {} is past", command.expires));
}

Candidate candidate_of(const Finding& finding) {
  const auto placed = std::find_if(finding.occurrences.begin(), finding.occurrences.end(),
                                   [](const Occurrence& at) { return at.path.has_value(); });
  return {finding.fingerprint, finding.rule_id,
          placed == finding.occurrences.end() ? "" : *placed->path,
          finding.suppression.has_value()};
}

Result<Report> scan_anew(const AcceptCommand& command, const Source& source) {
  auto setup = set_up_scan(source, command.flags);
  if (!setup) return setup.error();
  ProgressLine progress(!command.no_progress);
  if (progress.active()) {
    setup->options.on_progress = [&](const Progress& now) { progress.show(now); };
  }
  auto report = scan(source, setup->detector(), setup->options);
  progress.clear();
  return report;
}

// Takes of `report` what the file means.
Status take_imported(const AcceptCommand& command, const Source& source, const Report& report,
                     const Report& shown, Candidates* candidates) {
  const auto text = read_file(command.import);
  if (!text) return text.error();
  const auto baseline = parse_baseline(*text, command.import);
  if (!baseline) return baseline.error();
  auto match = match_baseline(*baseline, source, report);
  if (!match) return match.error();
  for (const std::size_t i : match->findings) {
    candidates->found.push_back(candidate_of(shown.findings[i]));
  }
  candidates->unmatched = std::move(match->unmatched);
  for (const std::string& left_out : baseline->left_out) {
    candidates->unmatched.push_back(printable(left_out));
  }
  candidates->reason =
      fmt::format("accepted in {}", printable(fs::path(command.import).filename().string()));
  return ok_status();
}

bool holds_all(const Report& report, const std::vector<std::string>& fingerprints) {
  return std::all_of(fingerprints.begin(), fingerprints.end(), [&](const std::string& wanted) {
    return std::any_of(report.findings.begin(), report.findings.end(),
                       [&](const Finding& finding) { return finding.fingerprint == wanted; });
  });
}

// A commit that a hook has just stopped is the usual reason to accept something: what is staged is
// looked at first, for it takes no time.
Result<Report> find_anew(const AcceptCommand& command, const Source& source) {
  if (!command.fingerprints.empty() && means_history(command.source)) {
    auto staged = scan_anew(command, StagedSource{command.source.path});
    if (staged && holds_all(*staged, command.fingerprints)) return staged;
  }
  return scan_anew(command, source);
}

Result<Candidates> from_scan(const AcceptCommand& command) {
  const auto source = source_of(command.source);
  if (!source) return source.error();
  const auto report = find_anew(command, *source);
  if (!report) return report.error();
  const Report shown = redacted(*report);  // a path may hold a secret
  Candidates candidates;
  candidates.complete = report->completeness.complete();
  for (const Finding& finding : report->findings) candidates.secrets.push_back(finding.secret);
  if (!command.import.empty()) {
    const auto taken = take_imported(command, *source, *report, shown, &candidates);
    if (!taken) return taken.error();
  } else {
    for (const Finding& finding : shown.findings) {
      candidates.found.push_back(candidate_of(finding));
    }
  }
  return candidates;
}

Result<Candidates> from_report(const std::string& file) {
  const auto text = read_file(file);
  if (!text) return text.error();
  const auto saved = read_report(*text, file);
  if (!saved) return saved.error();
  Candidates candidates;
  candidates.complete = saved->report.completeness.complete();
  for (const Finding& finding : saved->report.findings) {
    candidates.found.push_back(candidate_of(finding));
    if (!finding.redacted_from) candidates.secrets.push_back(finding.secret);
  }
  return candidates;
}

// Of the candidates those that were asked for.
Result<std::vector<Candidate>> chosen(const AcceptCommand& command, const Candidates& candidates) {
  std::vector<Candidate> result;
  if (command.fingerprints.empty()) {
    for (const Candidate& each : candidates.found) {
      if (!each.suppressed) result.push_back(each);
    }
    return result;
  }
  std::string unknown;
  for (const std::string& fingerprint : command.fingerprints) {
    const auto found =
        std::find_if(candidates.found.begin(), candidates.found.end(),
                     [&](const Candidate& each) { return each.fingerprint == fingerprint; });
    if (found != candidates.found.end()) {
      result.push_back(*found);
    } else {
      unknown += fmt::format(
          "{}{}: nothing that was found has this fingerprint (`keysieve scan` "
          "shows them; was it found with other options?)",
          unknown.empty() ? "" : "\n", fingerprint);
    }
  }
  if (!unknown.empty()) return Error{ErrorCode::not_found, unknown};
  return result;
}

// A path may hold the very secret.
std::string safe_hint(std::string path, const std::vector<std::string>& secrets) {
  for (const std::string& secret : secrets) {
    for (std::size_t at = path.find(secret); at != path.npos; at = path.find(secret, at)) {
      const std::string shown = redact(secret);
      path.replace(at, secret.size(), shown);
      at += shown.size();
    }
  }
  return path_hint(path);
}

Status check_reason(const std::string& reason, const std::vector<std::string>& secrets) {
  const bool tells = std::any_of(secrets.begin(), secrets.end(), [&](const std::string& secret) {
    return reason.find(secret) != std::string::npos;
  });
  return tells ? Status(bad_usage("--reason holds a secret that was found")) : ok_status();
}

bool is_accepted(const IgnoreFile& file, const std::string& fingerprint, const std::string& day) {
  return std::any_of(file.entries.begin(), file.entries.end(), [&](const IgnoreEntry& entry) {
    return entry.fingerprint == fingerprint && (entry.expires.empty() || entry.expires >= day);
  });
}

// The file that the lines go into: at the top of the work tree.
Result<fs::path> ignore_file_of(const AcceptCommand& command) {
  const auto top = work_tree_top(command.source.path);
  if (!top) return top.error();
  return *top / ignore_file_name;
}

// The text that is there already; empty: there is none.
Result<std::string> present_text(const fs::path& file) {
  std::error_code error;
  const auto status = fs::symlink_status(file, error);
  if (status.type() == fs::file_type::not_found) return std::string();
  if (!fs::is_regular_file(status)) {
    return Error{ErrorCode::unsupported, fmt::format("{} is no plain file", file.string())};
  }
  return read_file(file);
}

unsigned mode_of(const fs::path& file) {
  std::error_code error;
  const auto status = fs::status(file, error);
  return fs::exists(status) ? static_cast<unsigned>(status.permissions()) & 0777U : 0644U;
}

std::vector<IgnoreEntry> new_entries(const AcceptCommand& command, const Candidates& candidates,
                                     const std::vector<Candidate>& wanted,
                                     const IgnoreFile& present) {
  std::vector<IgnoreEntry> entries;
  for (const Candidate& each : wanted) {
    if (is_accepted(present, each.fingerprint, today())) {
      fmt::print("{}  {}  accepted already\n", each.fingerprint, each.rule_id);
      continue;
    }
    entries.push_back({each.fingerprint, each.rule_id, safe_hint(each.path, candidates.secrets),
                       command.reason.empty() ? candidates.reason : command.reason, command.expires,
                       0});
  }
  return entries;
}

Status write_entries(const fs::path& file, const std::string& text,
                     const std::vector<IgnoreEntry>& entries) {
  if (entries.empty()) return ok_status();
  const auto written = write_file(file, add_to_ignore_file(text, entries), mode_of(file));
  if (!written) return written;
  for (const IgnoreEntry& entry : entries) {
    fmt::print("{}  {}  {}\n", entry.fingerprint, entry.rule_id, entry.path_hint);
  }
  fmt::print("{} accepted in {}; commit it with your change\n", entries.size(),
             printable(file.string()));
  return ok_status();
}

Result<int> accept(const AcceptCommand& command) {
  if (const auto sound = check_usage(command); !sound) return sound.error();
  const auto file = ignore_file_of(command);
  if (!file) return file.error();
  const auto candidates = command.report.empty() ? from_scan(command) : from_report(command.report);
  if (!candidates) return candidates.error();
  if (const auto sound = check_reason(command.reason, candidates->secrets); !sound) {
    return sound.error();
  }
  const auto wanted = chosen(command, *candidates);
  if (!wanted) return wanted.error();
  const auto text = present_text(*file);
  if (!text) return text.error();
  const auto entries = new_entries(command, *candidates, *wanted, parse_ignore_file(*text));
  if (const auto written = write_entries(*file, *text, entries); !written) return written.error();
  if (wanted->empty()) fmt::print("There is nothing to accept.\n");
  for (const std::string& unmatched : candidates->unmatched) {
    std::cerr << "keysieve: not accepted: " << unmatched << '\n';
  }
  if (!candidates->complete && command.fingerprints.empty()) {
    std::cerr << "keysieve: not everything could be scanned (`keysieve scan` says why): there may "
                 "be more to accept\n";
    return incomplete;
  }
  return candidates->unmatched.empty() ? clean : incomplete;
}

int run_accept(const AcceptCommand& command) {
  const auto status = accept(command);
  return status ? *status : fail(status.error());
}

}  // namespace

void add_accept(CLI::App& app, int* status) {
  auto command = std::make_shared<AcceptCommand>();
  CLI::App* accept = app.add_subcommand("accept", "Accept what was found, on purpose");
  accept->add_option("FINGERPRINT", command->fingerprints, "What to accept: as a report shows it");
  accept->add_flag("--all", command->all, "Accept all that is found and not accepted yet");
  accept->add_option("--reason", command->reason, "Why, for whoever reads it later")
      ->type_name("TEXT");
  accept->add_option("--expires", command->expires, "The last day on which it is accepted")
      ->type_name("DATE");
  auto* import =
      accept
          ->add_option(
              "--import", command->import,
              "Accept what this .gitleaksignore, gitleaks report or .secrets.baseline does")
          ->type_name("FILE");
  accept
      ->add_option("--report", command->report,
                   "Do not scan: take what this JSON report of keysieve says")
      ->type_name("FILE")
      ->excludes(import);
  accept->add_option("--repository", command->source.path, "Where (default: where you stand)")
      ->type_name("PATH");
  add_source_options(*accept, &command->source);
  add_scan_flags(*accept, &command->flags);
  accept->add_flag("--no-progress", command->no_progress, "No progress line on the terminal");
  accept->footer(footer);
  accept->callback([command, status] { *status = run_accept(*command); });
}

}  // namespace keysieve::cli
