#include "report/main_place.h"

#include <algorithm>

#include <fmt/format.h>

namespace keysieve {
namespace {

// The occurrence that an introduction tells of; that of its line, or else of its file.
const Occurrence* occurrence_of(const Introduction& by, const std::vector<Occurrence>& all) {
  const Occurrence* in_file = nullptr;
  for (const Occurrence& at : all) {
    if (at.path != by.path) continue;
    if (at.region.start_line == by.line) return &at;
    if (in_file == nullptr) in_file = &at;
  }
  return in_file;
}

MainPlace introduced_place(const Introduction& by, const Finding& finding) {
  MainPlace place{by.path, {by.line, by.column, by.line, by.column}, &by, nullptr};
  place.occurrence = occurrence_of(by, finding.occurrences);
  if (place.occurrence != nullptr && place.occurrence->region.start_line == by.line) {
    place.region = place.occurrence->region;
  }
  return place;
}

}  // namespace

std::optional<ObjectId> MainPlace::commit() const {
  if (introduction != nullptr) return introduction->commit;
  return occurrence != nullptr ? occurrence->first_commit : std::nullopt;
}

MainPlace main_place(const Finding& finding) {
  MainPlace place = first_place(finding);
  if (!finding.in_head) return place;
  place.path = finding.in_head->path;
  place.region = finding.in_head->region;
  place.occurrence = &*finding.in_head;
  return place;
}

MainPlace first_place(const Finding& finding) {
  const auto has_path = [](const auto& each) { return each.path.has_value(); };
  const auto by = std::find_if(finding.introduced.begin(), finding.introduced.end(), has_path);
  if (by != finding.introduced.end()) return introduced_place(*by, finding);
  MainPlace place;
  if (!finding.introduced.empty()) place.introduction = &finding.introduced.front();
  if (finding.occurrences.empty()) return place;
  const auto placed =
      std::find_if(finding.occurrences.begin(), finding.occurrences.end(), has_path);
  place.occurrence = placed != finding.occurrences.end() ? &*placed : &finding.occurrences.front();
  place.path = place.occurrence->path;
  place.region = place.occurrence->region;
  return place;
}

std::string holder_of(const Occurrence& at) {
  if (at.path) return *at.path;
  if (!at.object) return "standard input";
  const std::string id = at.object->hex().substr(0, 10);
  if (at.kind == ObjectKind::blob) return fmt::format("blob {}", id);
  return fmt::format("the message of {} {}", to_string(at.kind), id);
}

std::string place_of(const Occurrence& at) {
  return fmt::format("{}:{}", holder_of(at), at.region.start_line);
}

std::string words_of(const Occurrence& at) {
  if (at.path) return fmt::format("{}:{}", *at.path, at.region.start_line);
  if (!at.object) return "standard input";
  const std::string id = at.object->hex().substr(0, 10);
  if (at.kind == ObjectKind::blob) return fmt::format("object {}", id);
  return fmt::format("the message of {} {}", to_string(at.kind), id);
}

std::string words_of(const MainPlace& place) {
  if (place.path) return fmt::format("{}:{}", *place.path, place.region.start_line);
  if (place.occurrence != nullptr) return words_of(*place.occurrence);
  return "an unknown place";
}

}  // namespace keysieve
