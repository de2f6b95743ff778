// The verdict on one key: its strength in numbers, and in words what makes it weak.
#include <string.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "detect/alphabet.h"
#include "detect/entropy.h"
#include "detect/guesses.h"
#include "detect/known_keys.h"
#include "detect/name.h"
#include "detect/placeholder.h"
#include "detect/random_part.h"
#include "keysieve/grade.h"

namespace keysieve {
namespace {

constexpr std::string_view insecure_prefix = "django-insecure-";

constexpr std::array<std::string_view, usual_alphabets> alphabet_names = {
    "decimal digits",
    "hexadecimal",
    "hexadecimal, upper case",
    "lower-case letters",
    "upper-case letters",
    "base32",
    "lower-case letters and digits",
    "upper-case letters and digits",
    "Django's: lower-case letters, digits and 14 signs",
    "letters",
    "letters and digits",
    "base64",
    "URL-safe base64",
};

bool is_text(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::string name_of_alphabet(std::string_view text) {
  const std::size_t usual = usual_alphabet_of(text);
  if (usual < usual_alphabets) return std::string(alphabet_names[usual]);
  return is_text(text) ? "letters, digits and signs" : "bytes";
}

std::size_t distinct_bytes(std::string_view key) {
  std::bitset<256> seen;
  for (const char c : key) seen.set(static_cast<unsigned char>(c));
  return seen.count();
}

// A whole number of random bytes that programs ask for, 16, 24 or 32, is a key at its full length
// though it has fewer than 50 characters: of Fernet, Laravel, Rails' master.key and others.
bool has_fixed_size(std::string_view text) {
  const std::size_t usual = usual_alphabet_of(text);
  const std::size_t padding = text.size() - (text.find_last_not_of('=') + 1);
  const std::string_view digits = text.substr(0, text.size() - padding);
  for (const std::size_t bytes : {16U, 24U, 32U}) {
    if (!is_text(text) && text.size() == bytes) return true;
    if (usual <= 2 && text.size() == 2 * bytes) return true;  // hexadecimal of either case
    const bool is_base64 = usual_alphabet_of(digits) < usual_alphabets &&
                           digits.find_first_of("!@#$%^&*(=") == std::string_view::npos;
    if (is_base64 && digits.size() == (4 * bytes + 2) / 3 && padding <= (3 - bytes % 3) % 3) {
      return true;
    }
  }
  return false;
}

class Grading {
 public:
  Grading(std::string_view key, std::string_view name) : key_(key), name_(name) {}

  KeyStrength grade() && {
    grade_.length = key_.size();
    if (key_.empty()) {
      add(Weakness::empty, "empty: there is no key");
      return std::move(grade_);
    }
    std::optional<std::string> inside = text_in_base64(key_);
    const std::string_view plain = inside ? *inside : key_;
    const std::string_view random = random_part(plain);
    Guesses guesses = guesses_of(random);
    weigh_passphrase(plain, &guesses);
    grade_.distinct = distinct_bytes(key_);
    grade_.alphabet = name_of_alphabet(random.substr(0, random.find_last_not_of('=') + 1));
    grade_.alphabet_size = alphabet_size(random.substr(0, random.find_last_not_of('=') + 1));
    grade_.entropy = shannon_entropy(key_);
    grade_.randomness = guesses.randomness;
    grade_.bits = guesses.bits;
    weigh_django();
    weigh_words(plain, random, guesses);
    weigh_size(random);
    if (inside) ::explicit_bzero(inside->data(), inside->size());  // it is in no guarded memory
    return std::move(grade_);
  }

 private:
  void add(Weakness kind, std::string message) {
    grade_.faults.push_back({kind, std::move(message)});
  }

  bool has(Weakness kind) const {
    return std::any_of(grade_.faults.begin(), grade_.faults.end(),
                       [kind](const KeyFault& fault) { return fault.kind == kind; });
  }

  // Words that a program drew from a list are worth what it drew, though they are words.
  static void weigh_passphrase(std::string_view plain, Guesses* guesses) {
    const std::size_t words = words_in_passphrase(plain);
    if (words == 0) return;
    guesses->bits = static_cast<double>(words) * bits_per_word();
    guesses->random = guesses->bits >= min_strong_bits;
  }

  void weigh_django() {
    auto& against = grade_.django;
    if (key_.size() < min_key_length) {
      against.push_back(
          fmt::format("has {} characters, fewer than {}", key_.size(), min_key_length));
    }
    if (grade_.distinct < min_distinct_characters) {
      against.push_back(fmt::format("has {} different characters, fewer than {}", grade_.distinct,
                                    min_distinct_characters));
    }
    if (key_.starts_with(insecure_prefix)) {
      against.push_back(fmt::format("begins with {}", insecure_prefix));
    }
  }

  void weigh_words(std::string_view plain, std::string_view random, const Guesses& guesses) {
    std::string_view origin = origin_of_known_key(key_);
    if (origin.empty()) origin = origin_of_known_key(random);
    if (!origin.empty()) {
      grade_.bits = 0;
      add(Weakness::known_sample,
          fmt::format("known to everybody ({}): attackers try it first", origin));
    }
    if (key_.starts_with(insecure_prefix)) {
      add(Weakness::insecure_prefix,
          "django-insecure-: Django made it for development, and it may be in the history of the "
          "project");
    }
    if (guesses.random) return;
    if (const auto placeholder = placeholder_in(random_part(plain))) {
      add(Weakness::placeholder, fmt::format("{}", placeholder->reason));
    } else if (origin.empty() && random.size() >= 8) {
      add(Weakness::not_random,
          "not made by chance: its characters follow or repeat each other as those of words, "
          "sequences or typing do");
    }
  }

  void weigh_size(std::string_view random) {
    if (grade_.distinct < min_distinct_characters) {
      add(Weakness::few_distinct, fmt::format("{} different characters only: at least {} are asked",
                                              grade_.distinct, min_distinct_characters));
    }
    const bool is_django = name_.find("DJANGO") != std::string_view::npos ||
                           name_.find("django") != std::string_view::npos;
    if (key_.size() < min_key_length && (is_django || !has_fixed_size(random))) {
      add(Weakness::too_short, fmt::format("short: {} characters; under {} Django warns of a key "
                                           "(security.W009), and keysieve makes none",
                                           key_.size(), min_key_length));
    }
    if (grade_.bits < min_strong_bits && !has(Weakness::known_sample)) {
      add(Weakness::guessable,
          fmt::format(
              "can be guessed: it is worth about {:.0f} bits, where {:.0f} are out of reach",
              std::floor(grade_.bits), min_strong_bits));
    }
  }

  std::string_view key_, name_;
  KeyStrength grade_;
};

}  // namespace

std::string_view to_string(Weakness kind) {
  constexpr std::array<std::string_view, 8> names = {
      "empty",      "known-sample", "insecure-prefix", "placeholder",
      "not-random", "few-distinct", "too-short",       "guessable"};
  return names[static_cast<std::size_t>(kind)];
}

KeyStrength grade_key(std::string_view key, std::string_view name) {
  return Grading(key, name).grade();
}

bool names_a_key(std::string_view name) {
  const NameMeaning meaning = meaning_of_name(name);
  if (meaning != NameMeaning::unknown) return meaning == NameMeaning::secret;
  // A scan weighs more than the name. Here whatever is called a key is graded as one.
  for (const std::string_view end : {"_KEY", "_KEYS", "Key", "Keys", "_key", "_keys", "-key"}) {
    if (name.ends_with(end)) return true;
  }
  return name == "KEY" || name == "key";
}

}  // namespace keysieve
