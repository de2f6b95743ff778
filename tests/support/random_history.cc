#include "support/random_history.h"

#include <map>
#include <set>
#include <utility>

#include "support/fake.h"

namespace keysieve::test {
namespace {

struct File {
  std::string mode, bytes;  // of a submodule the bytes are the commit's id
};
using Files = std::map<std::string, File>;  // by path

// "config" is a file here and a folder there.
const std::vector<std::string> paths{
    "settings.py",      "config",           "config/base.py", "old settings.py",
    "config/prod/a.py", "a/b/c/d/local.py", "config.d/x.py",  "z.cfg"};

template <typename List>
const auto& one_of(Fake& fake, const List& list) {
  return *std::next(list.begin(), fake.below(static_cast<std::uint32_t>(list.size())));
}

std::string line_with(const std::string& secret) {
  return "SECRET_KEY = '" + secret + "'\n";
}

std::string data(const std::string& bytes) {
  return "data " + std::to_string(bytes.size()) + "\n" + bytes + "\n";
}

bool is_folder(const Files& files, const std::string& path) {
  const auto below = files.lower_bound(path + "/");
  return below != files.end() && below->first.starts_with(path + "/");
}

class Writer {
 public:
  Writer(std::uint32_t seed, int commits) : fake_(seed), commits_(commits) {
    for (int i = 0; i < 3; ++i) history_.secrets.push_back(fake_.urlsafe_key());
    for (int i = 0; i < 2; ++i) history_.spoken.push_back(fake_.urlsafe_key());
  }

  std::string stream() {
    for (int i = 0; i < commits_; ++i) commit(i);
    point("refs/heads/main", commits_);
    point("refs/heads/side", some_mark());
    point("refs/tags/old", some_mark());
    tag("annotated", some_mark());
    stream_ += "blob\nmark :100000\n" + data(contents());
    tag("blob", 100000);
    return std::move(stream_) + "done\n";
  }

  RandomHistory take() && { return std::move(history_); }

 private:
  bool chance(std::uint32_t one_in) { return fake_.below(one_in) == 0; }
  int some_mark() {
    return 1 + static_cast<int>(fake_.below(static_cast<std::uint32_t>(commits_)));
  }

  std::string contents() {
    std::string text = "# " + fake_.from("abcdefgh ", 12) + (chance(6) ? "\r\n" : "\n");
    for (std::uint32_t lines = fake_.below(3); lines > 0; --lines) {
      text += line_with(one_of(fake_, chance(4) ? history_.spoken : history_.secrets));
    }
    return text;
  }

  std::string message(int number) {
    const std::string words = "commit " + std::to_string(number);
    return chance(12) ? words + "\n\n" + line_with(one_of(fake_, history_.spoken)) : words;
  }

  // One step of a file tree.
  void change(Files* files) {
    const std::string& to = one_of(fake_, paths);
    if (files->empty() || chance(4)) {
      (*files)[to] = {chance(5) ? "755" : "644", contents()};
      return;
    }
    const auto [path, file] = one_of(fake_, *files);
    switch (fake_.below(9)) {
      case 0:
        files->erase(path);
        break;
      case 1:  // a rename
        files->erase(path);
        (*files)[to] = file;
        break;
      case 2:  // a copy
        (*files)[to] = file;
        break;
      case 3:  // an edit elsewhere in the file
        if (file.mode != "160000") (*files)[path].bytes = "# edited\n" + file.bytes;
        break;
      case 4:
        move_lines(files, path, to);
        break;
      case 5:
        move_folder(files);
        break;
      case 6:
        (*files)[to] = {"120000", line_with(one_of(fake_, history_.secrets))};
        break;
      case 7:
        (*files)[to] = {"160000", std::string(40, '3')};
        break;
      default:
        files->clear();
    }
  }

  // What one file says, another says from now on.
  void move_lines(Files* files, const std::string& from, const std::string& to) {
    if (from == to || (*files)[from].mode == "160000") return;
    const std::string lines = std::exchange((*files)[from].bytes, "# moved\n");
    (*files)[to] = {"644", "# from " + from + "\n" + lines};
  }

  void move_folder(Files* files) {
    const bool back = chance(2);
    const std::string from = back ? "moved/" : "config/", to = back ? "config/" : "moved/";
    Files moved;
    for (const auto& [path, file] : *files) {
      moved[path.starts_with(from) ? to + path.substr(from.size()) : path] = file;
    }
    *files = std::move(moved);
  }

  // What a merge keeps: one side's files, or each from any parent or none, and now and then a
  // change of its own.
  Files merged(const std::set<int>& parents) {
    Files files;
    const auto side = [&]() -> const Files& {
      return trees_[static_cast<std::size_t>(one_of(fake_, parents))];
    };
    if (chance(4)) {
      files = side();
    } else {
      for (const int parent : parents) {
        for (const auto& [path, ignored] : trees_[static_cast<std::size_t>(parent)]) {
          const Files& from = side();
          const auto at = from.find(path);
          if (at != from.end() && !chance(8)) files.insert(*at);
        }
      }
    }
    if (chance(3)) change(&files);
    return files;
  }

  std::set<int> choose_parents(int number) {
    std::set<int> parents;
    if (number == 0 || chance(20)) return parents;
    const std::uint32_t count = chance(4) ? 2 + fake_.below(chance(4) ? 5 : 2) : 1;
    const auto window = static_cast<std::uint32_t>(std::min(number, 6));
    for (std::uint32_t i = 0; i < count; ++i) {
      parents.insert(number - 1 - static_cast<int>(fake_.below(window)));
    }
    return parents;
  }

  void commit(int number) {
    const std::set<int> parents = choose_parents(number);
    Files files;
    if (parents.size() > 1) files = merged(parents);
    if (parents.size() == 1) files = trees_[static_cast<std::size_t>(*parents.begin())];
    if (parents.size() < 2 && !chance(12)) change(&files);
    // Times go back now and then: only the parents say what came first.
    const long when = 1704110400L + 3600L * number - 7200L * fake_.below(3);
    if (parents.empty()) stream_ += "reset refs/heads/main\n\n";  // else the tip would be a parent
    stream_ += "commit refs/heads/main\nmark :" + std::to_string(number + 1) +
               "\nauthor A <a@x.org> " + std::to_string(when - 90000) +
               " +0545\ncommitter C <c@x.org> " + std::to_string(when) + " -1130\n" +
               data(message(number));
    for (const char* word = "from :"; const int parent : parents) {
      stream_ += word + std::to_string(parent + 1) + "\n";
      word = "merge :";
    }
    stream_ += "deleteall\n";
    std::erase_if(files, [&](const auto& file) { return is_folder(files, file.first); });
    for (const auto& [path, file] : files) add_file(path, file);
    trees_.push_back(std::move(files));
  }

  void add_file(const std::string& path, const File& file) {
    const bool submodule = file.mode == "160000";
    stream_ += "M " + file.mode + " " + (submodule ? file.bytes : "inline") + " \"" + path + "\"\n";
    if (!submodule) stream_ += data(file.bytes);
  }

  void point(const std::string& ref, int mark) {
    stream_ += "reset " + ref + "\nfrom :" + std::to_string(mark) + "\n\n";
    history_.refs.push_back(ref);
  }

  void tag(const std::string& name, int mark) {
    stream_ += "tag " + name + "\nfrom :" + std::to_string(mark) +
               "\ntagger T <t@x.org> 1704110400 +0000\n" + data(message(mark));
    history_.refs.push_back("refs/tags/" + name);
  }

  Fake fake_;
  const int commits_;
  RandomHistory history_;
  std::vector<Files> trees_;  // by commit
  std::string stream_;
};

}  // namespace

std::vector<std::string> RandomHistory::all_secrets() const {
  std::vector<std::string> all = secrets;
  all.insert(all.end(), spoken.begin(), spoken.end());
  return all;
}

RandomHistory make_random_history(TestRepo& repo, std::uint32_t seed, int commits) {
  Writer writer(seed, commits);
  const std::string limit = seed % 3 == 0 ? "100000" : "1";
  repo.git({"-c", "fastimport.unpackLimit=" + limit, "fast-import", "--quiet", "--force"},
           writer.stream());
  return std::move(writer).take();
}

}  // namespace keysieve::test
