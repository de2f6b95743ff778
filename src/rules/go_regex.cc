#include "rules/go_regex.h"

#include <charconv>

#include <fmt/format.h>

namespace keysieve {
namespace {

constexpr int many = 32;  // repetitions of what may be a line break: a block of lines is meant
constexpr int endless = 1 << 20;
constexpr int few_lines = 1, some_lines = 10, most_lines = 100;

class Translator {
 public:
  Translator(std::string_view pattern, int secret_group)
      : rest_(pattern), secret_group_(secret_group) {}

  GoRegex translate() {
    while (!rest_.empty()) step();
    return std::move(regex_);
  }

 private:
  void step() {
    switch (rest_.front()) {
      case '\\':
        return escape();
      case '[':
        return char_class();
      case '(':
        return group();
      case '^':
      case '$':
        regex_.pattern += fmt::format("(?m:{})", rest_.front());
        return rest_.remove_prefix(1);
      case '.':
        copy(1);
        if (dot_all_) reach(most_lines);
        return may_be_line_break(dot_all_, dot_all_, dot_all_);
      default:
        copy(1);
    }
  }

  void copy(std::size_t count) {
    regex_.pattern += rest_.substr(0, count);
    rest_.remove_prefix(std::min(count, rest_.size()));
  }

  void escape() {
    if (rest_.starts_with("\\Q")) {
      const std::size_t end = rest_.find("\\E");
      return copy(end == rest_.npos ? rest_.size() : end + 2);
    }
    const char kind = rest_.size() > 1 ? rest_[1] : '\0';
    copy(2);
    if (kind == 'n') reach(some_lines);
    may_be_line_break(kind == 's' || kind == 'n' || kind == 'D' || kind == 'W',
                      kind == 'D' || kind == 'W', false);
  }

  void char_class() {
    const bool negated = rest_.starts_with("[^");
    std::size_t end = negated ? 2 : 1;
    if (end < rest_.size() && rest_[end] == ']') ++end;  // the first one is a character
    while (end < rest_.size() && rest_[end] != ']') {
      if (rest_.substr(end).starts_with("[:")) {
        end = std::min(rest_.find(":]", end), rest_.size() - 1);
        ++end;
      } else if (rest_[end] == '\\') {
        ++end;
      }
      ++end;
    }
    const std::string_view whole = rest_.substr(0, std::min(end + 1, rest_.size()));
    const auto has = [&](std::string_view part) { return whole.find(part) != whole.npos; };
    const bool named = has("\\n") || has("\n"), blank = has("\\s");
    const bool all = has("\\S") || has("\\W") || has("\\D");
    const bool breaks = negated ? !named && !blank : named || blank || all;
    const bool wide = negated || all || has("\\w") || has("A-Z") || has("a-z");
    copy(whole.size());
    if (!negated && named) reach(some_lines);
    may_be_line_break(breaks, wide, negated || all);
  }

  // After something that may match a line break: how often does it? `wide`: a text as well, not
  // blanks alone; `anything`: nearly all other characters.
  void may_be_line_break(bool it_may, bool wide, bool anything) {
    if (!it_may) return;
    regex_.endless = regex_.endless || (anything && repetitions() == endless);
    reach(wide && repetitions() >= many ? most_lines : few_lines);
  }

  void reach(int lines) { regex_.context_lines = std::max(regex_.context_lines, lines); }

  // The upper bound of the repetition that stands next.
  int repetitions() const {
    if (rest_.starts_with('*') || rest_.starts_with('+')) return endless;
    if (!rest_.starts_with('{')) return 1;
    const std::size_t end = rest_.find('}');
    if (end == rest_.npos) return 1;
    std::string_view bounds = rest_.substr(1, end - 1);
    if (bounds.ends_with(',')) return endless;
    bounds.remove_prefix(bounds.find(',') + 1);
    int bound = 1;
    std::from_chars(bounds.data(), bounds.data() + bounds.size(), bound);
    return bound;
  }

  void group() {
    if (!rest_.starts_with("(?")) {
      rest_.remove_prefix(1);
      return open_group();
    }
    const std::size_t name = rest_.starts_with("(?P<") ? 4 : rest_.starts_with("(?<") ? 3 : 0;
    if (name != 0) {
      rest_.remove_prefix(std::min(rest_.find('>', name) + 1, rest_.size()));
      return open_group();
    }
    const std::size_t end = rest_.find_first_of(":)");
    const std::string_view flags = rest_.substr(0, end);
    const std::size_t off = flags.find('-');
    if (flags.substr(0, off).find('s') != flags.npos) dot_all_ = true;
    copy(end == rest_.npos ? rest_.size() : end + 1);
  }

  void open_group() {
    ++regex_.groups;
    if (secret_group_ == 0 && regex_.groups > 1) {
      regex_.pattern += fmt::format("(?P<secret_{}>", regex_.groups);
    } else {
      const bool secret = secret_group_ == 0 || secret_group_ == regex_.groups;
      regex_.pattern += secret ? "(?P<secret>" : "(?:";
    }
  }

  std::string_view rest_;
  const int secret_group_;
  bool dot_all_ = false;  // once set, to be on the safe side, until the end
  GoRegex regex_;
};

}  // namespace

GoRegex go_regex(std::string_view pattern, int secret_group) {
  return Translator(pattern, secret_group).translate();
}

}  // namespace keysieve
