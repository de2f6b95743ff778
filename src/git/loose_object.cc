#include "git/loose_object.h"

#include <charconv>
#include <memory>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "git/inflate_parts.h"

namespace keysieve {
namespace {

constexpr std::uint64_t highest_ratio = 1032;  // of deflate
constexpr std::size_t longest_header = 64;     // "commit 18446744073709551615" and a NUL

// A loose object's stream, behind its header.
struct OpenObject {
  explicit OpenObject(MappedFile mapped) : file(std::move(mapped)), stream(file, file.bytes()) {}
  MappedFile file;
  InflateParts stream;
  LooseObject object;  // with the bytes that were inflated along with the header
};

std::string next(InflateParts* stream, std::size_t size) {
  std::string bytes(size, '\0');
  bytes.resize(stream->next({reinterpret_cast<std::uint8_t*>(bytes.data()), size}));
  return bytes;
}

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

Error damaged(const std::filesystem::path& file, const char* how) {
  return {ErrorCode::git, fmt::format("the loose object {} {}", file.string(), how)};
}

Result<std::unique_ptr<OpenObject>> open_object(const std::filesystem::path& file) {
  auto mapped = MappedFile::open(file);
  if (!mapped) return mapped.error();
  auto open = std::make_unique<OpenObject>(*std::move(mapped));
  open->object.bytes = next(&open->stream, longest_header);
  const bool sound = take_header(&open->object.bytes, &open->object);
  if (!sound || open->object.size / highest_ratio > open->file.bytes().size()) {
    return damaged(file, "has no sound header");
  }
  return open;
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

bool LooseObjects::look_again(const ObjectId& id) {
  FanOut& fan_out = fan_outs_[id.bytes[0]];
  if (!fan_out.listed) return false;
  bool changed = false;
  const std::string hex = id.hex();
  for (const auto& folder : folders_) {
    const std::string file = (folder / hex.substr(0, 2) / hex.substr(2)).string();
    std::error_code error;
    const bool there = std::filesystem::exists(file, error);
    const bool known = fan_out.names.contains(file);
    if (there && !known) fan_out.names.insert(file);
    if (!there && known) fan_out.names.erase(file);
    changed = changed || there != known;
  }
  return changed;
}

std::vector<ObjectId> LooseObjects::beginning_with(const std::string& digits) {
  std::vector<ObjectId> ids;
  for (const auto& folder : folders_) {
    std::error_code error;
    const std::string first = digits.substr(0, 2);
    std::filesystem::directory_iterator entries(folder / first, error);
    for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
      const std::string name = first + entries->path().filename().string();
      const auto id = name.starts_with(digits) ? ObjectId::from_hex(name) : std::nullopt;
      if (id) ids.push_back(*id);
    }
  }
  return ids;
}

Result<LooseObject> read_loose_object(const std::filesystem::path& file, std::uint64_t limit) {
  auto open = open_object(file);
  if (!open) return open.error();
  LooseObject object = std::move((*open)->object);
  if (object.size > limit) {
    object.bytes.clear();
    return object;
  }
  InflateParts& stream = (*open)->stream;
  if (object.bytes.size() < object.size) {
    object.bytes += next(&stream, static_cast<std::size_t>(object.size) - object.bytes.size());
  }
  if (object.bytes.size() != object.size) return damaged(file, "is cut short or damaged");
  if (!stream.ends()) return damaged(file, "does not end as it should");
  return object;
}

std::optional<LargeBlob> open_loose_blob(const std::filesystem::path& file) {
  auto open = open_object(file);
  if (!open || (*open)->object.type != GIT_OBJECT_BLOB) return std::nullopt;
  // Shared, for a function may be copied.
  const std::shared_ptr<OpenObject> blob = *std::move(open);
  return LargeBlob{blob->object.size, [blob](const auto& use) {
                     const std::string& first = blob->object.bytes;
                     if (first.size() > blob->object.size) return false;
                     use(first);
                     return for_each_part(&blob->stream, blob->object.size - first.size(), use);
                   }};
}

}  // namespace keysieve
