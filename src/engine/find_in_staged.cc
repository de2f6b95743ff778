#include "engine/find_in_staged.h"

namespace keysieve {

std::optional<ObjectMatches> find_in_staged(const StagedBlob& blob, const std::string& path,
                                            const Detector& detector, Detector::Scratch* scratch,
                                            const ScanOptions& options) {
  if (blob.problem) return std::nullopt;
  if (blob.large) {
    return find_in_large_blob(*blob.large, LargeText(path, detector, scratch, options), options);
  }
  auto found =
      find_in_object({ObjectKind::blob, path, blob.bytes.view()}, detector, scratch, options);
  weigh_members(path, detector, options, &found.matches);
  return found;
}

}  // namespace keysieve
