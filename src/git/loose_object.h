// Loose objects, read by ourselves: libgit2 1.5 never comes back from one that was cut short.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "git/handle.h"
#include "git/raw_object.h"

namespace keysieve {

// Where the loose objects of some object folders are. Lists a fan-out folder when it is first asked
// about an object in it, so that asking about many packed objects costs next to nothing.
class LooseObjects {
 public:
  explicit LooseObjects(std::vector<std::filesystem::path> folders)
      : folders_(std::move(folders)) {}

  // The file that holds `id`; empty when it is not loose.
  std::optional<std::filesystem::path> find(const ObjectId& id);

  // Looks whether `id` came or went since its folder was listed; true if it did.
  bool look_again(const ObjectId& id);

  // The ids that begin with these hexadecimal digits, of which there are at least two.
  std::vector<ObjectId> beginning_with(const std::string& digits);

 private:
  struct FanOut {
    bool listed = false;
    std::unordered_set<std::string> names;
  };
  void list(std::uint8_t first_byte);

  std::vector<std::filesystem::path> folders_;
  std::array<FanOut, 256> fan_outs_;
};

struct LooseObject {
  git_object_t type = GIT_OBJECT_INVALID;
  std::uint64_t size = 0;  // as its header says
  std::string bytes;       // empty when the size is over the limit
};

// Reads a loose object of at most `limit` bytes; a larger one has only its type and size read.
Result<LooseObject> read_loose_object(const std::filesystem::path& file, std::uint64_t limit);

// A blob of any size, to be read in parts; empty when `file` begins with no blob's header.
std::optional<LargeBlob> open_loose_blob(const std::filesystem::path& file);

}  // namespace keysieve
