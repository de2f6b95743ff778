#include "engine/archive_members.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <array>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/archive_kind.h"

namespace keysieve {
namespace {

// libarchive turns names that an archive says are in UTF-8 into the locale's encoding. In this one
// they stay as they are.
class Utf8Locale {
 public:
  Utf8Locale() {
    static const locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    if (utf8 != nullptr) before_ = ::uselocale(utf8);
  }
  ~Utf8Locale() {
    if (before_ != nullptr) ::uselocale(before_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t before_ = nullptr;
};

struct FreeArchive {
  void operator()(archive* reader) const noexcept { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, FreeArchive>;
using Support = int(archive*);

// Where libarchive was built without a library it would start a program instead: it warns of that.
bool add_filter(archive* reader, ArchiveKind kind) {
  const auto add = [&](Support* support, int code) {
    return support(reader) == ARCHIVE_OK && archive_read_append_filter(reader, code) == ARCHIVE_OK;
  };
  switch (kind) {
    case ArchiveKind::gzip:
      return add(archive_read_support_filter_gzip, ARCHIVE_FILTER_GZIP);
    case ArchiveKind::bzip2:
      return add(archive_read_support_filter_bzip2, ARCHIVE_FILTER_BZIP2);
    case ArchiveKind::xz:
      return add(archive_read_support_filter_xz, ARCHIVE_FILTER_XZ);
    case ArchiveKind::zstd:
      return add(archive_read_support_filter_zstd, ARCHIVE_FILTER_ZSTD);
    default:
      return true;
  }
}

struct Opened {
  Reader reader;
  bool ok = false;
};

// With one format and at most one filter: libarchive would take off 25 layers in a row, and none
// but the last could be bounded.
Opened open_archive(std::string_view bytes, ArchiveKind filter, Support* format) {
  Reader reader(archive_read_new());
  const bool ok = add_filter(reader.get(), filter) && format(reader.get()) == ARCHIVE_OK &&
                  archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) == ARCHIVE_OK;
  return {std::move(reader), ok};
}

// Whether what is compressed is a tar.
bool holds_tar(std::string_view bytes, ArchiveKind filter) {
  const Opened raw = open_archive(bytes, filter, archive_read_support_format_raw);
  archive_entry* entry = nullptr;
  if (!raw.ok || archive_read_next_header(raw.reader.get(), &entry) != ARCHIVE_OK) return false;
  std::array<char, archive_head> head;
  const auto size = archive_read_data(raw.reader.get(), head.data(), head.size());
  return size > 0 &&
         archive_kind({head.data(), static_cast<std::size_t>(size)}) == ArchiveKind::tar;
}

std::string words_of(archive* reader) {
  const char* words = archive_error_string(reader);
  return words != nullptr ? fmt::format(" ({})", words) : std::string();
}

std::string name_of(archive_entry* entry, bool raw) {
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr || (raw && name == std::string_view("data")))
    return {};  // libarchive's word for "no name"
  return name;
}

bool is_file(archive_entry* entry) {
  const auto type = archive_entry_filetype(entry);
  return type == AE_IFREG || type == 0;
}

class Walk {
 public:
  Walk(const ArchiveLimits& limits, const std::function<void(const ArchiveMember&)>& visit)
      : limits_(limits), visit_(visit) {}

  // Reads `bytes`, which stand at `path`, if they are an archive.
  void enter(std::string_view bytes, const MemberPath& path, int depth);

  std::vector<UnreadMembers> take_unread() {
    std::vector<UnreadMembers> all;
    for (auto& [archive_and_why, unread] : unread_) all.push_back(std::move(unread));
    return all;
  }

 private:
  // One archive while it is read.
  struct Level {
    archive* reader;
    const MemberPath& path;
    int depth;
    bool raw = false;         // a single compressed file
    bool free_skips = false;  // what is not wanted costs nothing; else it must be unpacked as well
    std::int64_t position = 0;   // of the reader, once it was settled
    std::int64_t delivered = 0;  // since then
  };
  enum class Data { whole, damaged, too_large, over_total };

  void enter_zip(std::string_view bytes, const MemberPath& path, int depth);
  void walk(Level level);
  void take(Level* level, archive_entry* entry);
  Data read(Level* level, archive_entry* entry, std::string* text);
  bool settle(Level* level);
  bool spend(std::int64_t bytes);
  void note_total(const Level& level);
  void note_data(const Level& level, const MemberPath& path, Data data);
  void note(const MemberPath& path, std::string_view what, std::string_view words = {});

  const ArchiveLimits& limits_;
  const std::function<void(const ArchiveMember&)>& visit_;
  std::uint64_t bytes_ = 0, members_ = 0;
  bool stopped_ = false;  // by a limit on the whole
  std::map<std::pair<MemberPath, std::string>, UnreadMembers> unread_;
};

void Walk::note(const MemberPath& path, std::string_view what, std::string_view words) {
  MemberPath archive = path;
  if (!archive.empty()) archive.pop_back();
  UnreadMembers unread{path, fmt::format("{}{}", what, words)};
  const auto [known, is_new] =
      unread_.try_emplace({std::move(archive), std::string(what)}, std::move(unread));
  if (!is_new) ++known->second.count;
}

void Walk::enter(std::string_view bytes, const MemberPath& path, int depth) {
  const ArchiveKind kind = archive_kind(bytes);
  if (kind == ArchiveKind::none) return;
  if (depth > limits_.depth) {
    return note(path, fmt::format("is an archive inside {} others, too deep: its members were not "
                                  "scanned",
                                  limits_.depth));
  }
  if (kind == ArchiveKind::zip) return enter_zip(bytes, path, depth);
  const bool tar = kind == ArchiveKind::tar || holds_tar(bytes, kind);
  const auto format = tar ? archive_read_support_format_tar : archive_read_support_format_raw;
  const Opened opened = open_archive(bytes, kind, format);
  if (!opened.ok) {
    return note(path, "cannot be opened: its members were not scanned",
                words_of(opened.reader.get()));
  }
  walk({opened.reader.get(), path, depth, !tar, !tar || kind == ArchiveKind::tar});
}

void Walk::enter_zip(std::string_view bytes, const MemberPath& path, int depth) {
  const Opened whole =
      open_archive(bytes, ArchiveKind::none, archive_read_support_format_zip_seekable);
  if (whole.ok) return walk({whole.reader.get(), path, depth, false, true});
  note(path, "has no list of its members (cut short?): only those found without it were scanned");
  const Opened cut =
      open_archive(bytes, ArchiveKind::none, archive_read_support_format_zip_streamable);
  if (cut.ok) walk({cut.reader.get(), path, depth});
}

void Walk::walk(Level level) {
  while (!stopped_) {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(level.reader, &entry);
    if (!settle(&level)) return note_total(level);
    if (code == ARCHIVE_EOF) return;
    if (code == ARCHIVE_FATAL || code == ARCHIVE_FAILED) {
      return note(level.path, "cannot be read to its end: the rest of its members was not scanned",
                  words_of(level.reader));
    }
    if (++members_ > limits_.members) {
      stopped_ = true;
      return note(level.path, fmt::format("has more than {} members in all: "
                                          "the rest was not scanned",
                                          limits_.members));
    }
    if (code != ARCHIVE_RETRY) take(&level, entry);
  }
}

void Walk::take(Level* level, archive_entry* entry) {
  MemberPath path = level->path;
  path.push_back(name_of(entry, level->raw));
  const bool wanted = is_file(entry);
  if (wanted && archive_entry_is_data_encrypted(entry) != 0) {
    return note(path, "is encrypted and was not scanned");
  }
  if (!wanted && level->free_skips) return;
  std::string text;
  const Data data = read(level, entry, &text);
  if (data == Data::over_total) note_total(*level);
  if (wanted) note_data(*level, path, data);
  if (!wanted || data == Data::too_large || data == Data::over_total) return;
  visit_({path, text});
  enter(text, path, level->depth + 1);
}

void Walk::note_data(const Level& level, const MemberPath& path, Data data) {
  if (data == Data::damaged) {
    note(path, "is damaged, cut short or packed in a way not known: what could be read was scanned",
         words_of(level.reader));
  } else if (data == Data::too_large) {
    note(path, fmt::format("has more than {} bytes (--max-object-bytes) and was not scanned",
                           limits_.member_bytes));
  }
}

void Walk::note_total(const Level& level) {
  note(level.path, fmt::format("unpacks to more than {} bytes in all: the rest was not scanned",
                               limits_.total_bytes));
}

bool Walk::spend(std::int64_t bytes) {
  bytes_ += static_cast<std::uint64_t>(bytes);
  stopped_ = stopped_ || bytes_ > limits_.total_bytes;
  return !stopped_;
}

// Counts what the reader went through besides what it delivered: headers of any length, padding.
bool Walk::settle(Level* level) {
  const std::int64_t now = archive_filter_bytes(level->reader, 0);
  const std::int64_t passed =
      now - std::exchange(level->position, now) - std::exchange(level->delivered, 0);
  return passed <= 0 || spend(passed);
}

Walk::Data Walk::read(Level* level, archive_entry* entry, std::string* text) {
  const auto limit = limits_.member_bytes;
  if (level->free_skips && archive_entry_size_is_set(entry) != 0 &&
      static_cast<std::uint64_t>(archive_entry_size(entry)) > limit) {
    return Data::too_large;
  }
  std::array<char, 1 << 16> buffer;
  std::uint64_t size = 0;
  while (size <= limit || !level->free_skips) {
    const auto n = archive_read_data(level->reader, buffer.data(), buffer.size());
    if (n <= 0 && size > limit) return Data::too_large;
    if (n <= 0) return n == 0 ? Data::whole : Data::damaged;
    size += static_cast<std::uint64_t>(n);
    level->delivered += n;
    if (!spend(n)) return Data::over_total;
    if (size <= limit) {
      text->append(buffer.data(), static_cast<std::size_t>(n));
    } else {
      std::string().swap(*text);
    }
  }
  return Data::too_large;
}

}  // namespace

std::vector<UnreadMembers> read_members(std::string_view bytes, const ArchiveLimits& limits,
                                        const std::function<void(const ArchiveMember&)>& visit) {
  const Utf8Locale utf8;
  Walk walk(limits, visit);
  walk.enter(bytes, {}, 1);
  return walk.take_unread();
}

}  // namespace keysieve
