#include "packed_repo.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "support/fake.h"

namespace keysieve::test {
namespace {

namespace fs = std::filesystem;

// What one visitor remembers under a slot.
using Slots = std::map<std::uint32_t, std::string>;

// Makes the object again from what the visitor kept of the base.
std::string made_from(const DeltaView& delta, const Slots& slots, std::string_view bytes) {
  const std::string& base = slots.at(delta.base_slot);
  if (base != delta.base) throw std::logic_error("the base's slot holds another object");
  std::string made;
  for (const Segment& segment : delta.segments) {
    if (segment.begin != made.size()) throw std::logic_error("segments leave a gap");
    made += segment.is_copy() ? base.substr(segment.source, segment.length)
                              : std::string(bytes.substr(segment.begin, segment.length));
  }
  return made;
}

std::string bytes_of(const RawObject& object, ReadRepo* all) {
  if (object.large == nullptr) return std::string(object.bytes);
  ++all->in_parts;
  std::string bytes;
  const bool sound = object.large->read([&](std::string_view part) { bytes += part; });
  if (sound && bytes.size() != object.large->size) throw std::logic_error("a part is missing");
  return sound ? bytes : "damaged";
}

void take(const RawObject& object, Slots* slots, ReadRepo* all) {
  const std::string id = object.id.hex(), bytes = bytes_of(object, all);
  ++all->visits;
  if (object.problem != nullptr) {
    all->problems[id] = object.problem->kind;
    return;
  }
  if (object.delta != nullptr) {
    ++all->deltas;
    if (object.delta->base_slot == object.slot) throw std::logic_error("a slot is used twice");
    if (made_from(*object.delta, *slots, bytes) != bytes) {
      throw std::logic_error("segments do not make the object");
    }
  }
  (*slots)[object.slot] = bytes;
  all->slots = std::max(all->slots, object.slot + 1);
  all->contents[id] = {git_object_type2string(object.type), bytes};
}

}  // namespace

ReadRepo read_all(const fs::path& path, ReadOptions options) {
  const auto repository = open_repository(path);
  if (!repository) throw std::runtime_error(repository.error().message);
  ObjectList list = list_objects(*repository);
  ReadRepo all;
  all.notices = std::move(list.notices);
  std::mutex adding;
  const auto read = read_objects(*repository, list.ids, options, [&]() -> ObjectVisitor {
    return [&, slots = Slots()](const RawObject& object) mutable {
      const std::lock_guard lock(adding);
      take(object, &slots, &all);
    };
  });
  if (!read) throw std::runtime_error(read.error().message);
  all.notices.insert(all.notices.end(), read->begin(), read->end());
  return all;
}

Contents contents_of_batch(const std::string& printed) {
  Contents contents;
  for (std::size_t at = 0; at + 1 < printed.size();) {
    const std::size_t end = printed.find('\n', at);
    std::istringstream head(printed.substr(at, end - at));
    std::string id, kind;
    std::size_t size = 0;
    head >> id >> kind >> size;
    contents[id] = {kind, printed.substr(end + 1, size)};
    at = end + 1 + size + 1;
  }
  return contents;
}

Contents contents_by_git(TestRepo& repo, const fs::path& path) {
  return contents_of_batch(
      repo.git({"-C", path.string(), "cat-file", "--batch-all-objects", "--batch"}) + "\n");
}

void commit_versions(TestRepo& repo, int versions, std::uint32_t seed) {
  Fake fake(seed);
  std::vector<std::string> lines(40);
  for (std::string& line : lines) line = fake.from(alnum_alphabet, 30) + "\n";
  std::string stream;
  const auto data = [&](const std::string& bytes) {
    stream += "data " + std::to_string(bytes.size()) + "\n" + bytes + "\n";
  };
  const auto file = [&](const std::string& name, const std::string& bytes) {
    stream += "M 100644 inline " + name + "\n";
    data(bytes);
  };
  for (int i = 0; i < versions; ++i) {
    lines[fake.below(40)] = fake.from(alnum_alphabet, 1 + fake.below(60)) + "\n";
    lines.push_back(fake.hex(10) + "\n");
    std::string text;
    for (const std::string& line : lines) text += line;
    stream += "commit refs/heads/main\ncommitter C <c@example.org> 1704110400 +0000\n";
    data("version " + std::to_string(i));
    if (i == 0 && repo.try_git({"rev-parse", "--verify", "main"}).exit == 0) {
      stream += "from refs/heads/main^0\n";
    }
    file("text", text);
    file("part/" + std::to_string(i % 7), text.substr(0, 500 + text.size() / 2));
    file("binary", text.substr(100) + std::string("\0\xFF\r\n", 4) + fake.hex(5));
  }
  repo.git({"-c", "fastimport.unpackLimit=1000000", "fast-import", "--quiet"}, stream);
  repo.git({"tag", "--annotate", "v" + std::to_string(seed), "--message", "words", "main"});
}

std::vector<fs::path> pack_files(const fs::path& repository, const std::string& ending) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(repository / ".git/objects/pack")) {
    if (entry.path().extension() == ending) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string bytes_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void overwrite(const fs::path& file, const std::string& bytes) {
  if (fs::exists(file)) fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace keysieve::test
