// Places where people put a framework's key, and keys as the framework's own generator makes them:
// what the tests of recall are tables of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "support/fake.h"

namespace keysieve::test {

// Characters drawn from an alphabet, between what is always there.
struct Generator {
  std::string_view alphabet;
  std::size_t length;
  std::string_view before = "", after = "";

  std::string key(Fake& fake) const;
};

inline constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

inline constexpr Generator django{django_alphabet, 50};
inline constexpr Generator token_urlsafe_32{urlsafe_alphabet, 43};
inline constexpr Generator token_urlsafe_50{urlsafe_alphabet, 67};
inline constexpr Generator hex_16{hex_digits, 32};  // 16 bytes
inline constexpr Generator hex_20{hex_digits, 40};
inline constexpr Generator hex_24{hex_digits, 48};
inline constexpr Generator hex_32{hex_digits, 64};
inline constexpr Generator hex_48{hex_digits, 96};
inline constexpr Generator hex_64{hex_digits, 128};
inline constexpr Generator base64_16{base64_digits, 22, "", "=="};
inline constexpr Generator base64_32{base64_digits, 43, "", "="};
inline constexpr Generator base64_42{base64_digits, 56};
inline constexpr Generator base64_48{base64_digits, 64};
inline constexpr Generator alnum_16{alnum_alphabet, 16};
inline constexpr Generator alnum_20{alnum_alphabet, 20};
inline constexpr Generator alnum_32{alnum_alphabet, 32};
inline constexpr Generator alnum_64{alnum_alphabet, 64};

struct Place {
  std::string what, path, text;  // the text has @@ where the key stands
  bool plain = false;            // the syntax wants a letter or a digit first
};

// One framework's keys, all of which its own rule is to find.
struct Keys {
  std::string_view rule;
  Generator generator;
  std::vector<Place> places;
};

// Where the variable `name` is set, whatever program reads it.
std::vector<Place> environment(const std::string& name);

// Those of them in which most variables are set.
std::vector<Place> common_environment(const std::string& name);

enum class Form : bool { as_made, in_base64 };

// Checks that of 300 keys in each place the rule finds all but one at the most, whole, as
// `scan --files` would: 99.67 %.
void check_recall(const std::vector<Keys>& frameworks, Form form = Form::as_made);

// Whether the rule finds exactly the key.
bool finds(std::string_view rule, const std::string& key, const std::string& text,
           std::string_view path);

}  // namespace keysieve::test
