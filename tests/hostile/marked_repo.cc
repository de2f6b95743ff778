#include "hostile/marked_repo.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "support/fake.h"
#include "support/process.h"
#include "unit/engine/tokens.h"
#include "unit/git/packed_repo.h"

namespace keysieve::test {
namespace {

namespace fs = std::filesystem;

std::string git(const fs::path& directory, std::vector<std::string> arguments,
                std::string input = {}) {
  arguments.insert(arguments.begin(), "git");
  Ran ran = run({arguments, directory, std::move(input), {}});
  if (ran.exit != 0) throw std::runtime_error(arguments[1] + " failed: " + ran.err);
  return std::move(ran.out);
}

// What git fast-import reads: `commits` commits on main, each with new versions of a few files.
class Stream {
 public:
  explicit Stream(std::uint32_t seed) : fake_(seed), next_token_(seed * 10'000) {
    for (std::string& line : lines_) line = fake_.from(alnum_alphabet, 40);
  }

  std::string commits(int count, const std::string& from) {
    text_.clear();
    for (int i = 0; i < count; ++i) {
      text_ += "commit refs/heads/main\ncommitter C <c@example.org> 1704110400 +0000\n";
      data("say " + token(next_token_++) + "\n");
      if (i == 0 && !from.empty()) text_ += "from " + from + "\n";
      file("text", version());
      file("folder/part", version().substr(0, 700));
      if (i % 3 == 0) file("folder/sub/" + std::to_string(i % 2), token(next_token_++) + "\n");
    }
    return text_;
  }

  std::string tag(const std::string& name) {
    text_ = "tag " + name + "\nfrom refs/heads/main\ntagger T <t@example.org> 1704110400 +0000\n";
    data("tag " + token(next_token_++) + "\n");
    return text_;
  }

 private:
  std::string version() {
    lines_[fake_.below(30)] = fake_.from(alnum_alphabet, 40);
    std::string text = token(next_token_++) + "\n";
    for (const std::string& line : lines_) text += line + "\n";
    return text;
  }
  void data(const std::string& bytes) {
    text_ += "data " + std::to_string(bytes.size()) + "\n" + bytes + "\n";
  }
  void file(const std::string& name, const std::string& bytes) {
    text_ += "M 100644 inline " + name + "\n";
    data(bytes);
  }

  Fake fake_;
  std::uint32_t next_token_;
  std::vector<std::string> lines_ = std::vector<std::string>(30);
  std::string text_;
};

void import(const fs::path& repo, const std::string& stream) {
  git(repo, {"-c", "fastimport.unpackLimit=1000000", "fast-import", "--quiet"}, stream);
}

void init(const fs::path& repo) {
  fs::create_directories(repo);
  git(repo, {"init", "--quiet", "--initial-branch=main"});
}

void make_loose(const fs::path& repo) {
  init(repo);
  Stream stream(1);
  import(repo, stream.commits(8, ""));
  import(repo, stream.tag("one"));
  git(repo, {"branch", "other", "main~2"});
  git(repo, {"reset", "--quiet", "--hard"});
}

void make_packed(const fs::path& repo) {
  init(repo);
  Stream stream(2);
  import(repo, stream.commits(12, ""));
  import(repo, stream.tag("one"));
  git(repo, {"branch", "other", "main~2"});
  git(repo, {"pack-refs", "--all"});
  git(repo, {"repack", "-a", "-d", "-q", "-b", "-F", "--depth=8"});
  git(repo, {"commit-graph", "write", "--reachable"});
  import(repo, stream.commits(2, "refs/heads/main^0"));
  git(repo, {"reset", "--quiet", "--hard"});
}

void make_packs(const fs::path& repo, const fs::path& alternate) {
  init(alternate);
  Stream stream(3);
  import(alternate, stream.commits(6, ""));
  git(alternate, {"repack", "-a", "-d", "-q", "-F", "--depth=8"});
  git(repo.parent_path(), {"clone", "--quiet", "--shared", alternate.string(), repo.string()});
  git(repo, {"remote", "remove", "origin"});
  for (int pack = 0; pack < 3; ++pack) {
    import(repo, stream.commits(4, "refs/heads/main^0"));
    git(repo, {"repack", "-d", "-q", "-l"});
  }
  import(repo, stream.tag("two"));
  git(repo, {"multi-pack-index", "write"});
  git(repo, {"commit-graph", "write", "--reachable", "--split"});
  git(repo, {"reset", "--quiet", "--hard"});
}

std::vector<PackedEntry> entries_of(const fs::path& pack) {
  std::istringstream lines(git(pack.parent_path(), {"verify-pack", "-v", pack.string()}));
  std::vector<PackedEntry> entries;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    PackedEntry entry;
    std::string kind, size, packed, depth;
    words >> entry.id >> kind >> size >> packed >> entry.begin >> depth >> entry.base;
    if (entry.id.size() != 40 || !words.eof()) continue;
    if (depth.empty() && packed.empty()) continue;
    entry.end = entry.begin + std::stoul(packed);
    entries.push_back(entry);
  }
  return entries;
}

// The token in each text of the object database; throws where a text has none or two have the same.
std::map<std::string, std::string> tokens_in(const fs::path& repo) {
  std::map<std::string, std::string> tokens;
  std::set<std::string> distinct;
  const std::string all = git(repo, {"cat-file", "--batch-all-objects", "--batch"});
  for (const auto& [id, content] : contents_of_batch(all)) {
    if (content.kind == "tree") continue;
    const std::size_t mark = content.bytes.find("tok_");
    if (mark == std::string::npos) throw std::logic_error("a text without a token");
    tokens[id] = content.bytes.substr(mark, token(0).size());
    if (!distinct.insert(tokens[id]).second) throw std::logic_error("a token twice");
  }
  return tokens;
}

}  // namespace

MarkedRepo::MarkedRepo(Storage storage) : scanned(dir / "repo") {
  stores = {scanned / ".git"};
  init(dir.path());  // around it all is a repository with nothing in it
  if (storage == Storage::loose) make_loose(scanned);
  if (storage == Storage::packed) make_packed(scanned);
  if (storage == Storage::packs) {
    make_packs(scanned, dir / "alternate");
    for (const auto& [id, token] : tokens_in(dir / "alternate")) elsewhere.push_back(id);
    stores.push_back(dir / "alternate/.git/objects");
  }
  if (storage == Storage::linked_worktree) {
    make_packed(dir / "main");
    git(dir / "main", {"worktree", "add", "--quiet", "--detach", scanned.string()});
    stores = {scanned / ".git", dir / "main/.git"};
  }
  token_of = tokens_in(scanned);
  std::istringstream listed(git(scanned, {"for-each-ref", "--format=%(objectname)", "refs/tags"}));
  for (std::string id; std::getline(listed, id);) tags.insert(id);
  for (const fs::path& store : stores) {
    if (!fs::is_directory(store)) continue;
    for (const auto& file : fs::recursive_directory_iterator(store)) {
      if (file.path().extension() == ".pack") entries[file.path()] = entries_of(file.path());
    }
  }
}

}  // namespace keysieve::test
