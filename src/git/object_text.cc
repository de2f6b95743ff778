#include "git/object_text.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace keysieve {
namespace {

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string_view take_line(std::string_view* bytes) {
  const std::size_t end = std::min(bytes->find('\n'), bytes->size());
  const std::string_view line = bytes->substr(0, end);
  bytes->remove_prefix(std::min(end + 1, bytes->size()));
  return line;
}

// The rest of a header line that begins with `name` and a space.
std::optional<std::string_view> header(std::string_view line, std::string_view name) {
  if (!line.starts_with(name) || line.size() <= name.size() || line[name.size()] != ' ') {
    return std::nullopt;
  }
  return line.substr(name.size() + 1);
}

// The rest of a header that goes on in `bytes`, on lines that begin with a space.
void skip_folded(std::string_view* bytes) {
  while (bytes->starts_with(' ')) take_line(bytes);
}

template <typename T>
T to_number(std::string_view digits) {
  T value{};
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// "+0530" is 330 minutes east.
int parse_offset(std::string_view text) {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-') || text[1] == '-') return 0;
  const int digits = to_number<int>(text.substr(1));
  const int minutes = digits / 100 * 60 + digits % 100;
  return text[0] == '-' ? -minutes : minutes;
}

}  // namespace

Signature parse_signature(std::string_view text) {
  Signature signature;
  const std::size_t close = text.rfind('>');
  const std::size_t open = text.substr(0, close).find('<');
  signature.person.name = trim(text.substr(0, open));
  if (open == std::string_view::npos || close == std::string_view::npos) return signature;
  signature.person.email = trim(text.substr(open + 1, close - open - 1));
  const std::string_view when = trim(text.substr(close + 1));
  const std::size_t space = when.find(' ');
  signature.time.seconds = to_number<std::int64_t>(when.substr(0, space));
  if (space != std::string_view::npos) {
    signature.time.offset_minutes = parse_offset(trim(when.substr(space)));
  }
  return signature;
}

std::optional<CommitText> parse_commit(std::string_view bytes) {
  CommitText commit;
  const auto tree = header(take_line(&bytes), "tree");
  const auto tree_id = tree ? ObjectId::from_hex(*tree) : std::nullopt;
  if (!tree_id) return std::nullopt;
  commit.tree = *tree_id;
  while (!bytes.empty()) {
    const std::string_view line = take_line(&bytes);
    if (line.empty()) break;  // the message follows
    if (const auto parent = header(line, "parent")) {
      const auto id = ObjectId::from_hex(*parent);
      if (!id) return std::nullopt;
      commit.parents.push_back(*id);
    } else if (const auto author = header(line, "author")) {
      commit.author = *author;
    } else if (const auto committer = header(line, "committer")) {
      commit.committer = *committer;
    } else if (const auto encoding = header(line, "encoding")) {
      commit.encoding = trim(*encoding);
    } else if (const auto tag = header(line, "mergetag")) {
      skip_folded(&bytes);
      const auto size = static_cast<std::size_t>(bytes.data() - tag->data());
      commit.merged_tags.push_back({tag->data(), size});
    }
  }
  commit.message = bytes;
  return commit;
}

std::string_view summary_of(std::string_view message) {
  const std::string_view text = trim(message);
  return trim(text.substr(0, text.find('\n')));
}

std::optional<TagText> parse_tag(std::string_view bytes) {
  const auto object = header(take_line(&bytes), "object");
  const auto target = object ? ObjectId::from_hex(*object) : std::nullopt;
  if (!target) return std::nullopt;
  while (!bytes.empty() && !take_line(&bytes).empty()) {
  }
  return TagText{*target, bytes};
}

std::string unfold_tag(std::string_view merged_tag) {
  std::string tag;
  for (bool first = true; !merged_tag.empty(); first = false) {
    const std::string_view line = take_line(&merged_tag);
    tag.append(first ? line : line.substr(1)) += '\n';
  }
  return tag;
}

std::optional<TreeEntry> take_tree_entry(std::string_view* bytes) {
  const std::size_t space = bytes->find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::size_t zero = bytes->find('\0', space + 1);
  TreeEntry entry;
  const std::size_t id_size = entry.id.bytes.size();
  if (zero == std::string_view::npos || bytes->size() - zero - 1 < id_size) return std::nullopt;
  const std::string_view mode = bytes->substr(0, space);
  entry.kind = mode == "40000" || mode == "040000" ? TreeEntry::Kind::tree
               : mode == "160000"                  ? TreeEntry::Kind::gitlink
                                                   : TreeEntry::Kind::blob;
  entry.link = mode == "120000";
  entry.name = bytes->substr(space + 1, zero - space - 1);
  std::memcpy(entry.id.bytes.data(), bytes->data() + zero + 1, id_size);
  bytes->remove_prefix(zero + 1 + id_size);
  return entry;
}

}  // namespace keysieve
