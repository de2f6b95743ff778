#include "git/loose_object.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include <fmt/format.h>

#include "base/file.h"

namespace keysieve {
namespace {

constexpr std::uint64_t largest = 0xFFFFFFFF;  // what zlib counts at a time
constexpr std::size_t longest_header = 64;     // "commit 18446744073709551615" and a NUL

class Inflater {
 public:
  explicit Inflater(std::string& compressed) {
    stream_.next_in = reinterpret_cast<Bytef*>(compressed.data());
    stream_.avail_in = static_cast<uInt>(compressed.size());
    sound_ = inflateInit(&stream_) == Z_OK;
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  // The next bytes of the stream, at most `size`: fewer where it ends, or is damaged.
  std::string next(std::size_t size) {
    std::string out(size, '\0');
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(size);
    while (sound_ && !ended_ && stream_.avail_out > 0) {
      const int code = inflate(&stream_, Z_NO_FLUSH);
      ended_ = code == Z_STREAM_END;
      sound_ = ended_ || code == Z_OK;
    }
    out.resize(size - stream_.avail_out);
    return out;
  }

  // Whether the stream ends here, with the right checksum.
  bool ends() { return next(1).empty() && ended_; }

 private:
  z_stream stream_{};
  bool sound_ = false, ended_ = false;
};

// Takes "blob 123\0" off `bytes`.
bool take_header(std::string* bytes, LooseObject* object) {
  const std::size_t end = bytes->find('\0');
  const std::size_t space = bytes->find(' ');
  if (end == std::string::npos || space >= end) return false;
  object->type = git_object_string2type(bytes->substr(0, space).c_str());
  const char* const last = bytes->data() + end;
  const auto parsed = std::from_chars(bytes->data() + space + 1, last, object->size);
  const bool sound =
      parsed.ec == std::errc() && parsed.ptr == last && object->type != GIT_OBJECT_INVALID;
  bytes->erase(0, end + 1);
  return sound;
}

}  // namespace

void LooseObjects::list(std::uint8_t first_byte) {
  FanOut& fan_out = fan_outs_[first_byte];
  fan_out.listed = true;
  for (const auto& folder : folders_) {
    std::error_code error;
    std::filesystem::directory_iterator entries(folder / fmt::format("{:02x}", first_byte), error);
    for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
      fan_out.names.insert(entries->path().string());
    }
  }
}

std::optional<std::filesystem::path> LooseObjects::find(const ObjectId& id) {
  FanOut& fan_out = fan_outs_[id.bytes[0]];
  if (!fan_out.listed) list(id.bytes[0]);
  if (fan_out.names.empty()) return std::nullopt;
  const std::string hex = id.hex();
  for (const auto& folder : folders_) {
    std::filesystem::path file = folder / hex.substr(0, 2) / hex.substr(2);
    if (fan_out.names.contains(file.string())) return file;
  }
  return std::nullopt;
}

Result<LooseObject> read_loose_object(const std::filesystem::path& file, std::uint64_t limit) {
  auto compressed = read_file(file);
  if (!compressed) return compressed.error();
  const auto damaged = [&](const char* how) {
    return Error{ErrorCode::git, fmt::format("the loose object {} {}", file.string(), how)};
  };
  Inflater inflater(*compressed);
  LooseObject object;
  object.bytes = inflater.next(longest_header);
  if (!take_header(&object.bytes, &object)) return damaged("has no sound header");
  if (object.size > std::min(limit, largest)) {
    object.bytes.clear();
    return object;
  }
  if (object.bytes.size() < object.size) {
    object.bytes += inflater.next(object.size - object.bytes.size());
  }
  if (object.bytes.size() != object.size) return damaged("is cut short or damaged");
  if (!inflater.ends()) return damaged("does not end as it should");
  return object;
}

}  // namespace keysieve
