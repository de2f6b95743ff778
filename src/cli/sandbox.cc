#include "cli/sandbox.h"

#include <utility>

namespace keysieve::cli {

Result<PowerLimits> enter_sandbox(const Source& source,
                                  const std::vector<std::filesystem::path>& writes) {
  auto reads = read_by_scan(source);
  if (!reads) return reads.error();
  return keep_only({*std::move(reads), writes});
}

}  // namespace keysieve::cli
