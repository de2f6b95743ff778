#include "engine/plain_texts.h"

#include <utility>

#include "base/parallel.h"
#include "engine/find_in.h"
#include "engine/group.h"
#include "engine/progress.h"
#include "engine/rejections.h"

namespace keysieve {
namespace {

struct ScannedText {
  std::vector<RegionMatch> matches;
  std::optional<Notice> notice;
  std::uint64_t bytes = 0;
};

ScannedText scan_text(const PlainTexts& texts, std::size_t i, const Detector& detector,
                      Detector::Scratch* scratch, const ScanOptions& options) {
  const auto bytes = texts.read(i);
  if (!bytes) {
    const bool large = bytes.error().code == ErrorCode::unsupported;
    return {{},
            Notice{large ? "too-large" : "unreadable-file", std::nullopt, bytes.error().message},
            0};
  }
  const std::string path = texts.paths[i].value_or("");
  return {find_in({ObjectKind::blob, path, *bytes}, detector, scratch, options), std::nullopt,
          bytes->size()};
}

void add_matches(const std::vector<RegionMatch>& matches, const Detector& detector,
                 const std::optional<std::string>& path, Grouping* grouping,
                 Rejections* rejections) {
  for (const auto& [match, region] : matches) {
    if (match.verdict.accepted) {
      grouping->add(match, {std::nullopt, ObjectKind::blob, path, region, std::nullopt});
    } else {
      rejections->add(detector.rules().rules()[match.rule], match, match.verdict, std::nullopt,
                      path.value_or(""), region.start_line);
    }
  }
}

}  // namespace

void scan_plain_texts(const PlainTexts& texts, const Detector& detector, const ScanOptions& options,
                      Report* report) {
  const std::size_t count = texts.paths.size();
  std::vector<ScannedText> scanned(count);
  ProgressCounter progress(options);
  progress.expect(count);
  parallel_for(
      count, options.threads, [&] { return detector.new_scratch(options.rule_costs); },
      [&](const Detector::ScratchHandle& scratch, std::size_t i) {
        scanned[i] = scan_text(texts, i, detector, scratch.get(), options);
        progress.add_matches(scanned[i].matches.size());
        progress.add_object(scanned[i].bytes);
      });

  Completeness& done = report->completeness;
  Grouping grouping(detector.rules());
  Rejections rejections;
  for (std::size_t i = 0; i < count; ++i) {
    add_matches(scanned[i].matches, detector, texts.paths[i], &grouping, &rejections);
    report->bytes += scanned[i].bytes;
    ++(scanned[i].notice ? done.skipped : done.scanned);
    if (scanned[i].notice) done.notices.push_back(*std::move(scanned[i].notice));
  }
  done.expected = done.scanned + done.skipped;
  report->findings = std::move(grouping).take();
  for (Finding& finding : report->findings) finding.status = texts.status;
  sort_findings(&report->findings);
  report->rejected = std::move(rejections).take();
}

}  // namespace keysieve
