// The bytes of commits, tags and trees, taken apart as git wrote them. Nothing here trusts its
// input; what cannot be read is said by an empty answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/finding.h"
#include "keysieve/object.h"

namespace keysieve {

struct Signature {
  Person person;  // the bytes git stored
  Time time;
};

// "Name <email> 1732444465 +0700"; what is missing or malformed is left empty or zero.
Signature parse_signature(std::string_view text);

struct CommitText {
  ObjectId tree;
  std::vector<ObjectId> parents;
  std::string_view author, committer;  // for parse_signature
  std::string_view encoding;           // as the commit names it; empty: UTF-8
  // Headers that hold a whole annotated tag which a merge brought in, still folded: each line but
  // the first begins with a space. The tag itself may be in no database.
  std::vector<std::string_view> merged_tags;
  std::string_view message;
};
std::optional<CommitText> parse_commit(std::string_view bytes);

// The first line of a commit's message, without white space around it.
std::string_view summary_of(std::string_view message);

struct TagText {
  ObjectId target;
  std::string_view message;
};
std::optional<TagText> parse_tag(std::string_view bytes);

// The bytes of the tag in one of CommitText::merged_tags.
std::string unfold_tag(std::string_view merged_tag);

struct TreeEntry {
  enum class Kind { blob, tree, gitlink };
  Kind kind = Kind::blob;
  bool link = false;  // symbolic: a blob that holds its target
  std::string_view name;
  ObjectId id;
};

// Takes the first entry off `bytes`; empty when it is malformed.
std::optional<TreeEntry> take_tree_entry(std::string_view* bytes);

// Calls use(TreeEntry) for each entry of a tree, up to one that is malformed.
template <typename Use>
void for_each_entry(std::string_view tree, Use use) {
  while (!tree.empty()) {
    const auto entry = take_tree_entry(&tree);
    if (!entry) return;
    use(*entry);
  }
}

}  // namespace keysieve
