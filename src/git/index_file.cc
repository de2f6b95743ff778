#include "git/index_file.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <fmt/format.h>

#include "git/ewah_bitmap.h"

namespace keysieve {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t header_size = 12, fixed_size = 62, hash_size = 20;
constexpr std::size_t mode_at = 24, id_at = 40, flags_at = 60, more_flags_at = 62;
constexpr std::uint16_t extended = 0x4000, intended = 0x2000, name_mask = 0x0FFF;
constexpr std::size_t block_size = 1 << 20;

std::uint16_t load_be16(const std::uint8_t* bytes) {
  return static_cast<std::uint16_t>(bytes[0] << 8 | bytes[1]);
}

std::uint16_t flags_of(const std::uint8_t* entry) {
  return load_be16(entry + flags_at);
}

ObjectId load_id(const std::uint8_t* bytes) {
  ObjectId id;
  std::copy_n(bytes, id.bytes.size(), id.bytes.begin());
  return id;
}

// How many bytes a path loses at its end: as offsets of deltas are written in packs.
bool take_varint(Bytes* bytes, std::uint64_t* value) {
  if (bytes->empty()) return false;
  std::uint8_t c = bytes->front();
  *bytes = bytes->subspan(1);
  *value = c & 0x7F;
  while ((c & 0x80) != 0) {
    if (bytes->empty() || *value > (std::uint64_t{1} << 40)) return false;
    c = bytes->front();
    *bytes = bytes->subspan(1);
    *value = ((*value + 1) << 7) | (c & 0x7F);
  }
  return true;
}

// Takes a number in decimal off, and the `end` behind it.
bool take_number(std::string_view* text, char end, std::int64_t* value) {
  const std::size_t size = text->find(end);
  if (size == std::string_view::npos) return false;
  const auto parsed = std::from_chars(text->data(), text->data() + size, *value);
  const bool sound = parsed.ec == std::errc() && parsed.ptr == text->data() + size;
  text->remove_prefix(size + 1);
  return sound;
}

}  // namespace

std::uint32_t IndexEntry::mode() const {
  return load_be32(data_ + mode_at);
}

ObjectId IndexEntry::id() const {
  return load_id(data_ + id_at);
}

int IndexEntry::stage() const {
  return flags_of(data_) >> 12 & 3;
}

bool IndexEntry::only_intended() const {
  return (flags_of(data_) & extended) != 0 && (load_be16(data_ + more_flags_at) & intended) != 0;
}

// Reads one file, and the one that it is split from, into an IndexFile.
class IndexReader {
 public:
  IndexReader(const fs::path& file, IndexFile* index) : file_(file), index_(index) {}

  Status read(const fs::path& git_dir) {
    auto mapped = MappedFile::open(file_);
    if (!mapped) return mapped.error();
    const Bytes all = mapped->bytes();
    index_->files_.push_back(*std::move(mapped));
    if (all.size() < header_size + hash_size || as_text(all.first(4)) != "DIRC") {
      return unsound("it does not begin as an index does");
    }
    version_ = load_be32(all.data() + 4);
    if (version_ < 2 || version_ > 4) return unsound(fmt::format("its version is {}", version_));
    rest_ = all.subspan(header_size, all.size() - header_size - hash_size);
    if (auto taken = take_entries(load_be32(all.data() + 8)); !taken) return taken;
    Bytes link;
    if (auto taken = take_extensions(&link); !taken) return taken;
    return link.empty() ? ok_status() : join_with_base(link, git_dir);
  }

 private:
  Error unsound(const std::string& why) const {
    return {ErrorCode::git,
            fmt::format("{} is no index that can be read: {} (git status tells more)",
                        file_.string(), why)};
  }

  Status take_entries(std::uint32_t count) {
    if (count > rest_.size() / fixed_size) return unsound("it ends too early");
    entries_.reserve(count);
    std::string path;
    for (std::uint32_t i = 0; i < count; ++i) {
      const bool taken = version_ == 4 ? take_prefixed(&path) : take_padded();
      if (!taken) return unsound(fmt::format("entry {} of {} is damaged", i + 1, count));
    }
    return ok_status();
  }

  std::size_t fixed_part() const {
    const bool more = rest_.size() > fixed_size && (flags_of(rest_.data()) & extended) != 0;
    return fixed_size + (more ? 2 : 0);
  }

  bool take_padded() {
    const std::size_t begin = fixed_part();
    if (rest_.size() <= begin) return false;
    const auto* const path = reinterpret_cast<const char*>(rest_.data() + begin);
    const std::size_t room = rest_.size() - begin;
    std::size_t length = flags_of(rest_.data()) & name_mask;
    if (length == name_mask) length = ::strnlen(path, room);
    if (length >= room || path[length] != '\0') return false;
    entries_.emplace_back(rest_.data(), path);
    const std::size_t size = (begin + length + 8) / 8 * 8;
    if (size > rest_.size()) return false;
    rest_ = rest_.subspan(size);
    return true;
  }

  // Version 4: only what differs from the path before.
  bool take_prefixed(std::string* path) {
    const std::uint8_t* const entry = rest_.data();
    const std::size_t begin = fixed_part();
    if (rest_.size() <= begin) return false;
    rest_ = rest_.subspan(begin);
    std::uint64_t lost = 0;
    if (!take_varint(&rest_, &lost) || lost > path->size()) return false;
    const std::size_t length = as_text(rest_).find('\0');
    if (length == std::string_view::npos) return false;
    path->resize(path->size() - lost);
    path->append(as_text(rest_.first(length)));
    rest_ = rest_.subspan(length + 1);
    entries_.emplace_back(entry, keep(*path));
    return true;
  }

  // In blocks that stay where they are.
  const char* keep(const std::string& path) {
    auto& blocks = index_->paths_;
    if (blocks.empty() || blocks.back()->capacity() - blocks.back()->size() <= path.size()) {
      blocks.push_back(std::make_unique<std::string>());
      blocks.back()->reserve(std::max(block_size, path.size() + 1));
    }
    const std::size_t begin = blocks.back()->size();
    blocks.back()->append(path).push_back('\0');
    return blocks.back()->data() + begin;
  }

  // An extension whose name begins with a small letter must be understood.
  Status take_extensions(Bytes* link) {
    while (rest_.size() >= 8) {
      const std::string_view name = as_text(rest_.first(4));
      const std::uint32_t size = load_be32(rest_.data() + 4);
      if (size > rest_.size() - 8) return unsound("an extension is cut short");
      const Bytes bytes = rest_.subspan(8, size);
      rest_ = rest_.subspan(8 + size);
      if (name == "TREE" && !take_trees(as_text(bytes))) trees_.clear();
      if (name == "link") *link = bytes;
      const bool must = name[0] < 'A' || name[0] > 'Z';
      if (must && name != "link" && name != "sdir") {
        return unsound(
            fmt::format("it needs the extension \"{}\", which keysieve does not know", name));
      }
    }
    index_->entries_ = std::move(entries_);
    index_->trees_ = std::move(trees_);
    return ok_status();
  }

  bool take_trees(std::string_view text) {
    std::vector<std::pair<std::uint32_t, std::int64_t>> open;  // a tree, and how many are to come
    do {
      CachedTree tree{};
      std::int64_t below = 0;
      const std::size_t end = text.find('\0');
      if (end == std::string_view::npos) return false;
      tree.name = text.substr(0, end);
      text.remove_prefix(end + 1);
      if (!take_number(&text, ' ', &tree.entries) || !take_number(&text, '\n', &below))
        return false;
      if (tree.entries >= 0) {
        if (text.size() < hash_size) return false;
        tree.id = load_id(bytes_of(text).data());
        text.remove_prefix(hash_size);
      }
      open.emplace_back(trees_.size(), below);
      trees_.push_back(tree);
      while (!open.empty() && open.back().second == 0) {
        trees_[open.back().first].end = static_cast<std::uint32_t>(trees_.size());
        open.pop_back();
        if (!open.empty()) --open.back().second;
      }
    } while (!open.empty());
    return true;
  }

  // A split index says what it replaces and what it deletes of a shared one, and what it adds.
  Status join_with_base(Bytes link, const fs::path& git_dir) {
    if (link.size() < hash_size) return unsound("what it is split from is cut short");
    const ObjectId base = load_id(link.data());
    if (base == ObjectId()) return ok_status();
    link = link.subspan(hash_size);
    const auto deleted = take_ewah(&link);
    const auto replaced = take_ewah(&link);
    if (!deleted || !replaced) return unsound("what it is split from is damaged");
    IndexFile shared;
    const fs::path file = git_dir / ("sharedindex." + base.hex());
    if (auto read = IndexReader(file, &shared).read(git_dir); !read) return read;
    return join(&shared, *deleted, *replaced);
  }

  Status join(IndexFile* shared, const std::vector<bool>& deleted,
              const std::vector<bool>& replaced) {
    const std::vector<IndexEntry> own = std::exchange(index_->entries_, {});
    std::vector<IndexEntry>& all = index_->entries_;
    std::size_t next = 0;
    for (std::size_t i = 0; i < shared->entries_.size(); ++i) {
      IndexEntry entry = shared->entries_[i];
      if (i < replaced.size() && replaced[i]) {
        if (next == own.size() || !own[next].path().empty()) {
          return unsound("it lacks entries that it should replace");
        }
        entry.data_ = own[next++].data_;
      }
      if (i >= deleted.size() || !deleted[i]) all.push_back(entry);
    }
    const auto key = [](const IndexEntry& entry) { return std::pair(entry.path(), entry.stage()); };
    const auto before = [&](const IndexEntry& a, const IndexEntry& b) { return key(a) < key(b); };
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    all.insert(all.end(), own.begin() + static_cast<std::ptrdiff_t>(next), own.end());
    std::inplace_merge(all.begin(), all.begin() + middle, all.end(), before);
    std::move(shared->files_.begin(), shared->files_.end(), std::back_inserter(index_->files_));
    std::move(shared->paths_.begin(), shared->paths_.end(), std::back_inserter(index_->paths_));
    return ok_status();
  }

  fs::path file_;
  IndexFile* index_;
  std::uint32_t version_ = 0;
  Bytes rest_;
  std::vector<IndexEntry> entries_;
  std::vector<CachedTree> trees_;
};

Result<IndexFile> IndexFile::open(const fs::path& file, const fs::path& git_dir) {
  IndexFile index;
  std::error_code why;
  if (!fs::exists(file, why) && !why) return index;
  if (auto read = IndexReader(file, &index).read(git_dir); !read) {
    return Error{read.error().code, "cannot open the index: " + read.error().message};
  }
  return index;
}

const IndexEntry* IndexFile::find(std::string_view path) const {
  const auto before = [](const IndexEntry& entry, std::string_view p) { return entry.path() < p; };
  const auto found = std::lower_bound(entries_.begin(), entries_.end(), path, before);
  return found != entries_.end() && found->path() == path ? &*found : nullptr;
}

fs::path index_path(const fs::path& git_dir) {
  const char* named = std::getenv("GIT_INDEX_FILE");
  return named != nullptr && *named != '\0' ? fs::path(named) : git_dir / "index";
}

}  // namespace keysieve
