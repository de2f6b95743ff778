#include "engine/plain_texts.h"

#include <iterator>
#include <utility>

#include "base/parallel.h"
#include "base/stage_clock.h"
#include "engine/archive_notices.h"
#include "engine/find_in_object.h"
#include "engine/group.h"
#include "engine/member_path.h"
#include "engine/progress.h"
#include "engine/rejections.h"

namespace keysieve {
namespace {

struct ScannedText {
  std::vector<RegionMatch> matches;
  std::vector<Notice> notices;  // it was not read, or not in full
  std::uint64_t bytes = 0;
};

ScannedText scan_text(const PlainTexts& texts, std::size_t i, const Detector& detector,
                      Detector::Scratch* scratch, const ScanOptions& options) {
  const auto text = texts.read(i);
  if (!text) {
    const bool large = text.error().code == ErrorCode::unsupported;
    return {{}, {{large ? "too-large" : "unreadable-file", std::nullopt, text.error().message}}, 0};
  }
  const std::string_view bytes = text->view();
  const std::string path = texts.paths[i].value_or("");
  auto [matches, unread] =
      find_in_object({ObjectKind::blob, path, bytes}, detector, scratch, options);
  weigh_members(path, detector, options, &matches);
  const std::string name = texts.paths[i].value_or("standard input");
  return {std::move(matches), archive_notices(unread, name, std::nullopt), bytes.size()};
}

void add_matches(const std::vector<RegionMatch>& matches, const Detector& detector,
                 const std::optional<std::string>& container, Grouping* grouping,
                 Rejections* rejections) {
  for (const auto& [match, region, member] : matches) {
    const auto path = shown_path(container, member);
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
  const StageScope stage(Stage::read);
  parallel_for(
      count, options.threads, [&] { return detector.new_scratch(options.rule_costs); },
      [&](const Detector::ScratchHandle& scratch, std::size_t i) {
        scanned[i] = scan_text(texts, i, detector, scratch.get(), options);
        progress.add_matches(scanned[i].matches);
        progress.add_objects(1, scanned[i].bytes);
      });

  Completeness& done = report->completeness;
  Grouping grouping(detector.rules());
  Rejections rejections;
  for (std::size_t i = 0; i < count; ++i) {
    add_matches(scanned[i].matches, detector, texts.paths[i], &grouping, &rejections);
    report->bytes += scanned[i].bytes;
    std::vector<Notice>& notices = scanned[i].notices;
    ++(notices.empty() ? done.scanned : done.skipped);
    std::move(notices.begin(), notices.end(), std::back_inserter(done.notices));
  }
  done.expected = done.scanned + done.skipped;
  report->findings = std::move(grouping).take();
  for (Finding& finding : report->findings) finding.status = texts.status;
  sort_findings(&report->findings);
  report->rejected = std::move(rejections).take();
}

}  // namespace keysieve
