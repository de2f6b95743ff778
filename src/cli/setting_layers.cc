#include "cli/setting_layers.h"

#include <array>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "base/file.h"

namespace keysieve::cli {
namespace {

namespace fs = std::filesystem;

// A variable of the environment is a file of one line: read, checked and complained of as one.
struct Variable {
  enum class Form { plain, text, list };
  const char* name;
  const char* key;
  Form form;
};
constexpr std::array variables = {
    Variable{"KEYSIEVE_MIN_CONFIDENCE", "min_confidence", Variable::Form::plain},
    Variable{"KEYSIEVE_MIN_SEVERITY", "min_severity", Variable::Form::text},
    Variable{"KEYSIEVE_ENABLE", "enable", Variable::Form::list},
    Variable{"KEYSIEVE_DISABLE", "disable", Variable::Form::list},
    Variable{"KEYSIEVE_MAX_OBJECT_BYTES", "max_object_bytes", Variable::Form::plain},
    Variable{"KEYSIEVE_ARCHIVES", "archives", Variable::Form::plain},
    Variable{"KEYSIEVE_THREADS", "threads", Variable::Form::plain},
    Variable{"KEYSIEVE_FORMAT", "format", Variable::Form::text},
    Variable{"KEYSIEVE_COLOR", "color", Variable::Form::text},
};

std::string toml_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || byte == 0x7f) {
      result += fmt::format("\\u{:04X}", byte);
    } else {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
  }
  return result + '"';
}

// What is no number and no truth is a text, and so of the wrong type.
std::string plain(std::string_view text) {
  const bool number = !text.empty() && text.find_first_not_of("0123456789.") == text.npos;
  return number || text == "true" || text == "false" ? std::string(text) : toml_text(text);
}

std::string listed(const std::string& text) {
  std::istringstream words(text);
  std::string list;
  for (std::string word; std::getline(words, word, ',');) list += toml_text(word) + ",";
  return "[" + list + "]";
}

std::string value_of(const Variable& variable, const std::string& text) {
  if (variable.form == Variable::Form::list) return listed(text);
  return variable.form == Variable::Form::text ? toml_text(text) : plain(text);
}

// An empty variable is as good as none.
Result<std::optional<Layer>> read_variable(const Variable& variable) {
  const char* const text = std::getenv(variable.name);
  if (text == nullptr || *text == '\0') return std::optional<Layer>();
  auto settings =
      parse_settings(fmt::format("{} = {}", variable.key, value_of(variable, text)), variable.name);
  if (!settings) {
    std::string message = settings.error().message;
    const std::string place = fmt::format("{}:1: ", variable.name);
    if (message.starts_with(place))
      message.replace(0, place.size(), variable.name + std::string(": "));
    return Error{ErrorCode::invalid_argument, message};
  }
  settings->places[variable.key] = variable.name;
  return std::optional(Layer{LayerKind::environment, *std::move(settings), {}, {}});
}

// The rules of a layer; `read` reads the files that it extends itself by.
template <typename Read>
Result<Layer> make_layer(LayerKind kind, const RepoText& file, const Read& read) {
  auto settings = parse_settings(file.text, file.origin);
  if (!settings) return settings.error();
  RuleSet rules;
  for (const std::string& name : settings->extend) {
    const Result<RepoText> text = read(name);
    if (!text) {
      return Error{text.error().code,
                   fmt::format("{}: extend: {}", settings->places["extend"], text.error().message)};
    }
    const auto more = RuleSet::parse(text->text, text->origin);
    if (!more) return more.error();
    rules = rules.extended_by(*more);
  }
  rules = rules.extended_by(settings->rules);
  return Layer{kind, *std::move(settings), std::move(rules), {}};
}

// What stood in the file before the change that is scanned, and stands in it still, is no news.
bool says_the_same(const FindingAllowlist& a, const FindingAllowlist& b) {
  return a.rules == b.rules && a.paths == b.paths && a.regexes == b.regexes &&
         a.stopwords == b.stopwords && a.commits == b.commits;
}

void mark_added(const Settings& before, Layer* layer) {
  Settings& now = layer->settings;
  for (FindingAllowlist& list : now.allowlists) {
    for (const FindingAllowlist& old : before.allowlists) {
      if (says_the_same(list, old)) list.added = false;
    }
  }
  if (now.enable == before.enable) layer->added.erase("enable");
  if (now.disable == before.disable) layer->added.erase("disable");
  if (now.min_severity == before.min_severity) layer->added.erase("min_severity");
  if (now.min_confidence == before.min_confidence) layer->added.erase("min_confidence");
}

void mark_added(const RepoFile& file, Layer* layer) {
  if (!file.is_change) return;
  for (FindingAllowlist& list : layer->settings.allowlists) list.added = true;
  layer->added = {"enable", "disable", "min_severity", "min_confidence"};
  for (const RepoText& text : file.before) {
    if (const auto before = parse_settings(text.text, text.origin)) mark_added(*before, layer);
  }
}

Result<std::optional<Layer>> repository_layer(const Source& source) {
  const auto file = read_repo_file(source, config_file_name);
  if (!file) return file.error();
  if (!file->now) return std::optional<Layer>();
  auto layer = make_layer(
      LayerKind::repository, *file->now, [&](const std::string& name) -> Result<RepoText> {
        auto text = read_repo_file(source, name);
        if (!text) return text.error();
        if (text->now) return *std::move(text->now);
        return Error{ErrorCode::not_found, fmt::format("there is no file {}", name)};
      });
  if (!layer) return layer.error();
  mark_added(*file, &*layer);
  return std::optional(*std::move(layer));
}

Result<std::optional<Layer>> user_layer() {
  const fs::path path = user_config_path();
  std::error_code error;
  if (path.empty() || !fs::exists(path, error)) return std::optional<Layer>();
  auto text = read_file(path);
  if (!text) return text.error();
  auto layer = make_layer(LayerKind::user, {path.string(), *std::move(text)},
                          [&](const std::string& name) -> Result<RepoText> {
                            const fs::path file = path.parent_path() / name;
                            auto more = read_file(file);
                            if (!more) return more.error();
                            return RepoText{file.string(), *std::move(more)};
                          });
  if (!layer) return layer.error();
  return std::optional(*std::move(layer));
}

}  // namespace

fs::path user_config_path() {
  const char* const config = std::getenv("XDG_CONFIG_HOME");
  const char* const home = std::getenv("HOME");
  fs::path folder;
  if (config != nullptr && *config == '/') {  // relative ones are to be ignored, the standard says
    folder = config;
  } else if (home != nullptr && *home != '\0') {
    folder = fs::path(home) / ".config";
  } else {
    return {};
  }
  return folder / "keysieve" / "config.toml";
}

bool heeds_repository(bool no_repo_config) {
  const char* const variable = std::getenv("KEYSIEVE_NO_REPO_CONFIG");
  const std::string_view said = variable == nullptr ? "" : variable;
  return !no_repo_config && (said.empty() || said == "0" || said == "false");
}

Result<Layers> read_layers(const Source& source, bool no_repo_config) {
  Layers layers;
  const auto add = [&](Result<std::optional<Layer>> layer) -> Status {
    if (!layer) return layer.error();
    if (*layer) layers.push_back(**std::move(layer));
    return ok_status();
  };
  for (const Variable& variable : variables) {
    if (const auto added = add(read_variable(variable)); !added) return added.error();
  }
  if (heeds_repository(no_repo_config)) {
    if (const auto added = add(repository_layer(source)); !added) return added.error();
  }
  if (const auto added = add(user_layer()); !added) return added.error();
  return layers;
}

}  // namespace keysieve::cli
