#include "git/too_large.h"

#include <fmt/format.h>

namespace keysieve {

Notice too_large(const ObjectId& id, std::uint64_t size, std::uint64_t limit) {
  return {"too-large", id,
          fmt::format("object {} has {} bytes, over the limit of {}: not scanned (raise it with "
                      "--max-object-bytes)",
                      id.hex(), size, limit)};
}

Notice too_large_to_hold(const ObjectId& id, std::uint64_t size) {
  return {"too-large", id,
          fmt::format("object {} was not scanned: it, or what it is stored as a difference to, has "
                      "{} bytes, more than is held in memory (git -c core.bigFileThreshold=16m "
                      "repack -a -d -F stores large files whole: then they are scanned in parts)",
                      id.hex(), size)};
}

Notice too_much_unfolded(const ObjectId& id) {
  return {"too-large", id,
          fmt::format("object {} was not scanned: the packs unfold to far more than histories do, "
                      "and it is beyond what is tried (they may be made to harm)",
                      id.hex())};
}

}  // namespace keysieve
