#include "detect/sure_run.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "detect/long_words.h"

namespace keysieve {
namespace {

constexpr std::size_t most_copies = 1000;  // RE2 allows no more
constexpr int deepest_group = 100;

// The runs in each match of a part of an expression: at its begin, at its end, and the longest.
struct Runs {
  std::size_t first = 0, last = 0, longest = 0;
  bool is_run = false;  // every match is digits and nothing else, at least so many
};

constexpr Runs anything{};
constexpr Runs run_of(std::size_t length) {
  return {length, length, length, true};
}

Runs joined(const Runs& a, const Runs& b) {
  if (a.is_run && b.is_run) return run_of(a.longest + b.longest);
  return {a.is_run ? a.longest + b.first : a.first, b.is_run ? b.longest + a.last : b.last,
          std::max({a.longest, b.longest, a.last + b.first}), false};
}

Runs either(const Runs& a, const Runs& b) {
  return {std::min(a.first, b.first), std::min(a.last, b.last), std::min(a.longest, b.longest),
          a.is_run && b.is_run};
}

// `times` of it or more.
Runs repeated(const Runs& runs, std::size_t times) {
  if (runs.is_run) return run_of(std::min(times, most_copies) * runs.longest);
  if (times < 2) return times == 0 ? anything : runs;
  return joined(runs, runs);
}

class Parser {
 public:
  explicit Parser(std::string_view regex) : rest_(regex) {}

  // Nothing if the expression is not understood.
  std::optional<Runs> all() {
    const Runs runs = alternatives(0);
    return understood_ && rest_.empty() ? std::optional(runs) : std::nullopt;
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  Runs give_up() {
    understood_ = false;
    rest_ = {};
    return anything;
  }

  Runs alternatives(int depth) {
    Runs runs = sequence(depth);
    while (take("|")) runs = either(runs, sequence(depth));
    return runs;
  }

  Runs sequence(int depth) {
    Runs runs = run_of(0);
    while (!rest_.empty() && rest_[0] != '|' && rest_[0] != ')') {
      const Runs next = atom(depth);
      runs = joined(runs, quantified(next));
    }
    return runs;
  }

  Runs atom(int depth) {
    if (take("(")) return group(depth);
    if (take("[")) return character_class();
    if (take("\\")) return escape();
    if (take("^") || take("$")) return run_of(0);
    if (take(".")) return anything;
    const char c = rest_[0];
    rest_.remove_prefix(1);
    if (c == '*' || c == '+' || c == '?') return give_up();  // nothing to be repeated
    return is_word_digit(c) ? run_of(1) : anything;
  }

  Runs group(int depth) {
    if (depth == deepest_group) return give_up();
    if (take("?")) {
      take("P");
      const char close = rest_.starts_with('<') ? '>' : ':';
      const std::size_t end = rest_.find_first_of(close == '>' ? ">" : ":)");
      if (end == std::string_view::npos) return give_up();
      const bool is_flags = rest_[end] == ')';  // of what follows, and nothing itself
      rest_.remove_prefix(end + 1);
      if (is_flags) return run_of(0);
    }
    const Runs runs = alternatives(depth + 1);
    return take(")") ? runs : give_up();
  }

  // Of one character.
  Runs escape() {
    if (rest_.empty()) return give_up();
    const char kind = rest_[0];
    rest_.remove_prefix(1);
    if (kind == 'w' || kind == 'd') return run_of(1);
    if (kind == 'b' || kind == 'B' || kind == 'A' || kind == 'z') return run_of(0);
    if (std::string_view("sSDWntrfv").find(kind) != std::string_view::npos) return anything;
    const bool is_letter =
        is_word_digit(kind) && std::string_view("+/-_").find(kind) == std::string_view::npos;
    if (is_letter) return give_up();  // \x41, \p{Greek}, \Q
    return is_word_digit(kind) ? run_of(1) : anything;
  }

  Runs character_class() {
    bool all_digits = !take("^");
    for (bool first = true; first || !rest_.starts_with(']'); first = false) {
      if (rest_.empty()) return give_up();
      all_digits = member() && all_digits;
    }
    rest_.remove_prefix(1);
    return all_digits ? run_of(1) : anything;
  }

  // A member of a class: whether it is digits alone.
  bool member() {
    if (take("[:")) {
      const std::string_view name = rest_.substr(0, rest_.find(":]"));
      rest_.remove_prefix(std::min(name.size() + 2, rest_.size()));
      constexpr std::array<std::string_view, 7> of_digits = {"alnum", "alpha",  "digit", "lower",
                                                             "upper", "xdigit", "word"};
      return std::find(of_digits.begin(), of_digits.end(), name) != of_digits.end();
    }
    const char low = rest_[0];
    if (take("\\")) return escape().longest == 1;
    rest_.remove_prefix(1);
    if (rest_.size() < 2 || rest_[0] != '-' || rest_[1] == ']') return is_word_digit(low);
    const char high = rest_[1];
    rest_.remove_prefix(2);
    if (high == '\\') give_up();
    return is_range_of_digits(low, high);
  }

  static bool is_range_of_digits(char low, char high) {
    bool all = low <= high;
    for (int c = low; c <= high; ++c) all = all && is_word_digit(static_cast<char>(c));
    return all;
  }

  Runs quantified(Runs runs) {
    for (bool more = true; more;) {
      if (take("*") || take("?")) {
        runs = repeated(runs, 0);
      } else if (take("+")) {
        runs = repeated(runs, 1);
      } else if (const auto least = counted()) {
        runs = repeated(runs, *least);
      } else {
        more = false;
      }
      if (more) take("?");  // not greedy
    }
    return runs;
  }

  // The n of {n}, {n,} or {n,m}; nothing where there is none of these.
  std::optional<std::size_t> counted() {
    if (!rest_.starts_with('{')) return std::nullopt;
    std::size_t least = 0;
    const std::size_t close = rest_.find('}');
    const std::string_view counts = rest_.substr(1, close == rest_.npos ? 0 : close - 1);
    const auto [end, error] = std::from_chars(counts.data(), counts.data() + counts.size(), least);
    const auto used = static_cast<std::size_t>(end - counts.data());
    const bool is_upper = counts.substr(used, 1) == "," &&
                          counts.find_first_not_of("0123456789", used + 1) == counts.npos;
    if (error != std::errc() || (used != counts.size() && !is_upper)) return std::nullopt;
    rest_.remove_prefix(close + 1);
    return least;
  }

  std::string_view rest_;
  bool understood_ = true;
};

}  // namespace

std::size_t sure_run(std::string_view regex) {
  const auto runs = Parser(regex).all();
  return runs ? runs->longest : 0;
}

}  // namespace keysieve
