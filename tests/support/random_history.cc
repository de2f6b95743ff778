#include "support/random_history.h"

#include <map>
#include <set>
#include <utility>

#include "support/fake.h"

namespace keysieve::test {
namespace {

using Files = std::map<std::string, std::string>;  // path → contents

const std::vector<std::string> paths{"settings.py",      "config/base.py",  "config/prod/secret.py",
                                     "a/b/c/d/local.py", "old settings.py", "z.env"};

std::string contents(Fake& fake, const std::vector<std::string>& secrets) {
  std::string text = "# " + fake.from("abcdefgh ", 12) + "\n";
  for (std::uint32_t lines = fake.below(3); lines > 0; --lines) {
    text +=
        "SECRET_KEY = '" + secrets[fake.below(static_cast<std::uint32_t>(secrets.size()))] + "'\n";
  }
  return text;
}

// One step of a file tree: write, remove, rename or copy a file.
void change(Fake& fake, const std::vector<std::string>& secrets, Files* files) {
  const std::string& to = paths[fake.below(static_cast<std::uint32_t>(paths.size()))];
  if (files->empty() || fake.below(3) == 0) {
    (*files)[to] = contents(fake, secrets);
    return;
  }
  auto from = files->begin();
  std::advance(from, fake.below(static_cast<std::uint32_t>(files->size())));
  const std::pair<std::string, std::string> file = *from;
  switch (fake.below(3)) {
    case 0:
      files->erase(from);
      break;
    case 1:
      files->erase(from);
      (*files)[to] = file.second;
      break;
    default:
      (*files)[to] = file.second;
  }
}

// What a merge keeps: each path from any parent or none, and now and then a change of its own.
Files merged(Fake& fake, const std::vector<std::string>& secrets,
             const std::vector<const Files*>& parents) {
  Files files;
  for (const std::string& path : paths) {
    const Files& from = *parents[fake.below(static_cast<std::uint32_t>(parents.size()))];
    if (const auto at = from.find(path); at != from.end() && fake.below(8) != 0) files.insert(*at);
  }
  if (fake.below(3) == 0) change(fake, secrets, &files);
  return files;
}

std::string data(const std::string& bytes) {
  return "data " + std::to_string(bytes.size()) + "\n" + bytes + "\n";
}

}  // namespace

RandomHistory make_random_history(TestRepo& repo, std::uint32_t seed, int commits) {
  Fake fake(seed);
  RandomHistory history;
  for (int i = 0; i < 3; ++i) history.secrets.push_back(fake.urlsafe_key());
  history.branches = {"refs/heads/main", "refs/heads/side", "refs/tags/old"};

  std::vector<Files> trees;
  std::string stream;
  for (int i = 0; i < commits; ++i) {
    std::set<int> parents;
    if (i > 0 && fake.below(20) != 0) {
      const std::uint32_t count = fake.below(4) == 0 ? 2 + fake.below(2) : 1;
      for (std::uint32_t p = 0; p < count; ++p) {
        parents.insert(i - 1 -
                       static_cast<int>(fake.below(static_cast<std::uint32_t>(i < 5 ? i : 5))));
      }
    }
    std::vector<const Files*> parent_trees;
    for (const int parent : parents)
      parent_trees.push_back(&trees[static_cast<std::size_t>(parent)]);
    Files files;
    if (parent_trees.size() > 1) {
      files = merged(fake, history.secrets, parent_trees);
    } else {
      if (!parent_trees.empty()) files = *parent_trees.front();
      change(fake, history.secrets, &files);
    }
    // Times go back now and then: only the parents say what came first.
    const long when = 1704110400L + 3600L * i - 7200L * fake.below(3);
    if (parents.empty()) stream += "reset refs/heads/work\n\n";  // else the tip would be a parent
    stream += "commit refs/heads/work\nmark :" + std::to_string(i + 1) +
              "\ncommitter C <c@x.org> " + std::to_string(when) + " +0000\n" +
              data("commit " + std::to_string(i));
    for (bool first = true; const int parent : parents) {
      stream += (first ? "from :" : "merge :") + std::to_string(parent + 1) + "\n";
      first = false;
    }
    stream += "deleteall\n";
    for (const auto& [path, bytes] : files)
      stream += "M 644 inline \"" + path + "\"\n" + data(bytes);
    trees.push_back(std::move(files));
  }
  for (std::size_t i = 0; i < history.branches.size(); ++i) {
    const int at =
        commits - static_cast<int>(i * fake.below(static_cast<std::uint32_t>(commits) / 3));
    stream += "reset " + history.branches[i] + "\nfrom :" + std::to_string(at) + "\n\n";
  }
  repo.git({"fast-import", "--quiet", "--force"}, stream + "done\n");
  repo.git({"update-ref", "-d", "refs/heads/work"});
  return history;
}

}  // namespace keysieve::test
