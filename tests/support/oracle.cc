#include "support/oracle.h"

#include <algorithm>
#include <ctime>

namespace keysieve::test {
namespace {

using nlohmann::json;

// Text with a byte order mark, as the reader of it sees it; in UTF-16 of ASCII alone.
std::string plain(const std::string& bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return bytes.substr(3);
  const bool little = bytes.starts_with("\xFF\xFE"), big = bytes.starts_with("\xFE\xFF");
  if (!little && !big) return bytes;
  std::string text;
  for (std::size_t i = little ? 2 : 3; i < bytes.size(); i += 2) text += bytes[i];
  return text;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string::npos
             ? ""
             : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// "Name <email> 1704110400 +0545"
json person(const std::string& line) {
  const std::size_t open = line.find('<'), close = line.rfind('>');
  return {{"name", trimmed(line.substr(0, open))},
          {"email", line.substr(open + 1, close - open - 1)}};
}

std::string iso_time(const std::string& line) {
  const std::string when = line.substr(line.rfind('>') + 2);
  const std::string offset = when.substr(when.find(' ') + 1);
  const int sign = offset[0] == '-' ? -1 : 1;
  const int minutes = std::stoi(offset.substr(1, 2)) * 60 + std::stoi(offset.substr(3, 2));
  const std::time_t local = std::stoll(when) + sign * minutes * 60;
  std::tm parts{};
  ::gmtime_r(&local, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  return text + offset.substr(0, 3) + ":" + offset.substr(3, 2);
}

}  // namespace

Oracle::Oracle(const std::filesystem::path& directory)
    : git_(directory), order_(git_.commits_in_order()), reachable_(git_.reachable()) {}

const Oracle::Where& Oracle::where(std::string_view secret) {
  const auto known = where_.find(secret);
  if (known != where_.end()) return known->second;
  Where& in = where_[std::string(secret)];
  const auto look = [&](const std::string& id, const std::string& text) {
    std::size_t line = 1, begin = 0;  // of the line
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; ++at) {
      for (std::size_t end; (end = text.find('\n', begin)) < at; begin = end + 1) ++line;
      in[id].push_back({line, at - begin + 1});
    }
  };
  for (const auto& [id, bytes] : git_.blobs) look(id, plain(bytes));
  for (const auto& [id, commit] : git_.commits) look(id, commit.message);
  for (const auto& [id, tag] : git_.tags) look(id, tag.message);
  return in;
}

// The paths at which a commit, a tree or a blob holds the secret, in git's order. What is not there
// holds nothing that anybody could know of.
std::vector<Oracle::Held> Oracle::held_by(const std::string& id, const Where& in) const {
  std::vector<Held> held;
  const auto commit = git_.commits.find(id);
  for (const GitFile& file :
       git_.files_in(commit == git_.commits.end() ? id : commit->second.tree)) {
    const auto at = in.find(file.blob);
    if (at != in.end()) held.push_back({file.path, at->second.front()});
  }
  return held;
}

bool Oracle::introduces(const std::string& commit, const Where& in) const {
  const auto& parents = git_.commits.at(commit).parents;
  const auto holds = [&](const std::string& id) { return !held_by(id, in).empty(); };
  return holds(commit) && std::none_of(parents.begin(), parents.end(), holds);
}

bool Oracle::removes(const std::string& commit, const Where& in) const {
  const auto& parents = git_.commits.at(commit).parents;
  const auto holds = [&](const std::string& id) { return !held_by(id, in).empty(); };
  const auto hidden = [&](const std::string& parent) { return hides(commit, parent); };
  return !parents.empty() && !holds(commit) && std::all_of(parents.begin(), parents.end(), holds) &&
         std::none_of(parents.begin(), parents.end(), hidden);
}

// Whether something is missing from `commit` at a path where nothing is from `other`.
bool Oracle::hides(const std::string& commit, const std::string& other) const {
  const auto missing_from = [&](const std::string& id) {
    std::set<std::string> paths;
    const auto known = git_.commits.find(id);
    for (const GitFile& file :
         git_.files_in(known == git_.commits.end() ? id : known->second.tree)) {
      if (!git_.has(file.blob)) paths.insert(file.path);
    }
    return paths;
  };
  const auto here = missing_from(commit), there = missing_from(other);
  return !std::includes(there.begin(), there.end(), here.begin(), here.end());
}

Story Oracle::story(std::string_view text, const std::vector<std::string>& tips) {
  const Where& in = where(text);
  Story story;
  for (const std::string& commit : order_) {
    if (introduces(commit, in)) story.introduced.insert(commit);
    if (removes(commit, in)) story.removed.insert(commit);
  }
  for (const std::string& tip : tips) {
    const auto ref = std::find_if(git_.tips.begin(), git_.tips.end(),
                                  [&](const auto& named) { return named.first == tip; });
    const std::string id = git_.peel(ref == git_.tips.end() ? tip : ref->second);
    if (!held_by(id, in).empty()) story.present.insert(tip);
  }
  return story;
}

bool Oracle::holds(const std::string& commit, const std::string& path, std::string_view text) {
  const auto held = held_by(commit, where(text));
  return std::any_of(held.begin(), held.end(), [&](const Held& at) { return at.path == path; });
}

json Oracle::introduction(const std::string& id, const Where& in) const {
  const GitCommit& commit = git_.commits.at(id);
  const bool by_tree = introduces(id, in);
  json path;
  At at;
  if (by_tree) {
    const Held held = held_by(id, in).front();
    path = held.path;
    at = held.at;
  } else {
    at = in.at(id).front();
  }
  const bool unsure = std::any_of(commit.parents.begin(), commit.parents.end(),
                                  [&](const std::string& parent) { return hides(parent, id); });
  const std::string message = trimmed(commit.message);
  return {{"commit", id},
          {"author", person(commit.author)},
          {"authored_at", iso_time(commit.author)},
          {"committer", person(commit.committer)},
          {"committed_at", iso_time(commit.committer)},
          {"summary", trimmed(message.substr(0, message.find('\n')))},
          {"path", path},
          {"line", at.line},
          {"column", at.column},
          {"at_or_before", by_tree && unsure}};
}

json Oracle::removal(const std::string& id, const Where& in) const {
  const GitCommit& commit = git_.commits.at(id);
  return {{"commit", id},
          {"author", person(commit.author)},
          {"authored_at", iso_time(commit.author)},
          {"path", held_by(commit.parents.front(), in).front().path}};
}

// Whole days from the first introduction to the last removal or, while a ref holds the secret, to
// the newest commit that a ref points at.
json Oracle::exposure(const json& story) const {
  std::vector<std::int64_t> ends;
  const auto end_at = [&](const std::string& id) {
    const auto commit = git_.commits.find(id);
    if (commit != git_.commits.end()) ends.push_back(commit->second.time);
  };
  if (story.at("present_in").empty()) {
    for (const json& entry : story.at("removed")) end_at(entry.at("commit"));
  } else {
    for (const auto& [name, id] : git_.tips) end_at(git_.peel(id));
  }
  if (story.at("introduced").empty() || ends.empty()) return nullptr;
  const std::int64_t begin =
      git_.commits.at(story.at("introduced").front().at("commit").get<std::string>()).time;
  return std::max<std::int64_t>(0, *std::max_element(ends.begin(), ends.end()) - begin) / 86400;
}

// Each stands where the oldest commit that holds its blob has it, at the first path by its bytes.
json Oracle::occurrences(const Where& in, std::size_t length) const {
  json all = json::array();
  for (const auto& [id, places] : in) {
    json path, first;
    const char* kind = git_.blobs.contains(id) ? "blob" : git_.tags.contains(id) ? "tag" : "commit";
    if (git_.commits.contains(id)) first = id;
    for (auto commit = order_.begin(); commit != order_.end() && first.is_null(); ++commit) {
      std::set<std::string> paths;
      for (const GitFile& file : git_.files_in(git_.commits.at(*commit).tree)) {
        if (file.blob == id) paths.insert(file.path);
      }
      if (paths.empty()) continue;
      first = *commit;
      path = *paths.begin();
    }
    for (const At& at : places) {
      all.push_back({{"object", id},
                     {"kind", kind},
                     {"path", path},
                     {"start_line", at.line},
                     {"start_column", at.column},
                     {"end_line", at.line},
                     {"end_column", at.column + length},
                     {"first_commit", first}});
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string Oracle::status(const Where& in, const std::vector<std::string>& present) const {
  if (!present.empty()) return present.front() == "HEAD" ? "live" : "on-ref";
  const bool reached = std::any_of(
      in.begin(), in.end(), [&](const auto& object) { return reachable_.contains(object.first); });
  return reached ? "history" : "unreachable";
}

// The occurrence that HEAD's tree holds at the first path; null where it holds none.
json Oracle::in_head(const Where& in, const json& occurrences) const {
  if (!git_.head) return nullptr;
  const std::vector<Held> held = held_by(*git_.head, in);
  if (held.empty()) return nullptr;
  const auto files = git_.files_in(git_.commits.at(*git_.head).tree);
  const auto file = std::find_if(files.begin(), files.end(), [&](const GitFile& each) {
    return each.path == held.front().path;
  });
  for (json at : occurrences) {
    if (at["object"] != file->blob || at["start_line"] != held.front().at.line) continue;
    at["path"] = file->path;
    return at;
  }
  return nullptr;
}

json Oracle::story_of(const std::string& secret) {
  const Where& in = where(secret);
  std::vector<std::string> present;
  for (const auto& [name, id] : git_.tips) {
    if (!held_by(git_.peel(id), in).empty()) present.push_back(name);
  }
  json introduced = json::array(), removed = json::array();
  for (const std::string& commit : order_) {
    if (introduces(commit, in) || in.contains(commit)) {
      introduced.push_back(introduction(commit, in));
    }
    if (removes(commit, in)) removed.push_back(removal(commit, in));
  }
  json story{{"status", status(in, present)},
             {"present_in", present},
             {"introduced", introduced},
             {"removed", removed},
             {"occurrences", occurrences(in, secret.size())}};
  story["exposure_days"] = exposure(story);
  story["in_head"] = in_head(in, story["occurrences"]);
  return story;
}

// What something that a ref reaches names, and nobody has; a shallow clone's end is no loss.
std::set<std::string> Oracle::missing() const {
  std::set<std::string> lost;
  for (const auto& [name, id] : git_.tips) {
    if (!git_.has(id)) lost.insert(id);
  }
  for (const std::string& id : reachable_) {
    for (const auto& [link, as_parent] : git_.links_of(id)) {
      const bool left_out = as_parent && git_.boundary.contains(id);
      if (!git_.has(link) && !left_out) lost.insert(link);
    }
  }
  return lost;
}

json Oracle::truth(const std::vector<std::string>& secrets) {
  json stories = json::object();
  for (const std::string& secret : secrets) {
    if (!where(secret).empty()) stories[secret] = story_of(secret);
  }
  const std::size_t texts = git_.blobs.size() + git_.commits.size() + git_.tags.size();
  const std::set<std::string> lost = missing();
  const json all{{"head", git_.head ? json(*git_.head) : json()},
                 {"refs", git_.tips.size() - (git_.head ? 1 : 0)},
                 {"shallow", !git_.boundary.empty()},
                 {"complete", lost.empty()},
                 {"expected", texts + lost.size()},
                 {"scanned", texts},
                 {"missing", lost},
                 {"stories", stories}};
  // Paths are bytes, JSON is text: what is not UTF-8 becomes U+FFFD.
  return json::parse(all.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace keysieve::test
