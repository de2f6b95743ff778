// Commits, tags and trees of any bytes: what is read of them lies in them; and a tree that is read
// as the difference to another is what it is when it is read by itself.
#include <map>
#include <set>

#include "fuzz_target.h"
#include "git/object_text.h"
#include "git/tree_reader.h"

namespace {

using namespace keysieve;

using Entries = std::multimap<std::string, ObjectId>;

Entries entries_of(const std::vector<TreeEntry>& list) {
  Entries entries;
  for (const TreeEntry& entry : list) entries.emplace(entry.name, entry.id);
  return entries;
}

bool within(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_messages(std::string_view bytes) {
  if (const auto commit = parse_commit(bytes)) {
    fuzz::expect(within(commit->message, bytes), "a message lies in its commit");
    (void)parse_signature(commit->author);
    (void)summary_of(commit->message);
    for (const std::string_view merged : commit->merged_tags) {
      fuzz::expect(within(merged, bytes), "a merged tag lies in its commit");
      (void)parse_tag(unfold_tag(merged));
    }
  }
  if (const auto tag = parse_tag(bytes)) {
    fuzz::expect(within(tag->message, bytes), "a message lies in its tag");
  }
  (void)parse_signature(bytes);
}

// Trees of real entries, so that copies may begin and end at them.
std::string tree_of(std::string_view names) {
  std::string tree;
  for (const char name : names) {
    tree += "100644 " + std::string(1, name == '\0' ? 'z' : name) + '\0' + std::string(20, name);
  }
  return tree;
}

void check_difference(fuzz::Input* input) {
  const std::string base = tree_of(input->take(input->byte() % 16));
  std::string made;
  std::vector<Segment> segments;
  while (!input->empty() && made.size() < 5000) {
    Segment segment{made.size(), 0};
    const std::uint8_t kind = input->byte();
    if (kind % 3 == 0 || base.empty()) {
      made += kind % 2 == 0 ? tree_of(input->take(2)) : std::string(input->take(kind % 32));
    } else {
      segment.source = kind % 3 == 1 ? input->byte() % 16 * std::size_t{29} % base.size()
                                     : input->number() % base.size();
      made += base.substr(segment.source, 1 + input->number() % 150);
    }
    segment.length = made.size() - segment.begin;
    if (segment.length > 0) segments.push_back(segment);
  }
  if (made.empty()) return;
  const DeltaView delta{0, base, segments};
  TreeReader reader, whole_reader;
  const TreeDifference before = reader.read(0, {{}, GIT_OBJECT_TREE, base, nullptr, 0});
  const TreeDifference difference = reader.read(1, {{}, GIT_OBJECT_TREE, made, nullptr, 1, &delta});
  const TreeDifference whole = whole_reader.read(1, {{}, GIT_OBJECT_TREE, made, nullptr, 1});
  fuzz::expect(difference.sound == whole.sound, "damage is seen in both ways");
  Entries entries = difference.base == no_node ? Entries() : entries_of(before.added);
  for (const TreeEntry& entry : difference.removed) {
    const auto [begin, end] = entries.equal_range(std::string(entry.name));
    const auto found =
        std::find_if(begin, end, [&](const auto& e) { return e.second == entry.id; });
    fuzz::expect(found != end, "what is removed was there");
    entries.erase(found);
  }
  if (!whole.sound) return;
  // An entry that stands in a tree twice is kept once: edges of the graph are a set.
  entries.merge(entries_of(difference.added));
  const Entries expected = entries_of(whole.added);
  fuzz::expect(
      std::set(entries.begin(), entries.end()) == std::set(expected.begin(), expected.end()),
      "the same entries in both ways");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  if (input.byte() % 2 == 0) {
    check_messages(input.rest());
  } else {
    check_difference(&input);
  }
  return 0;
}
