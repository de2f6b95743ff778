// How sure keysieve is that a candidate is a secret: what is known of it are features, each adds
// its weight to the log-odds, and that is all. confidence_weights.inc has the weights; a tool fits
// them to labelled lines (see README.md beside it).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "keysieve/confidence.h"

namespace keysieve {

enum class Feature : std::uint8_t {
  // What led to it: one of these.
  known_form,      // a rule that knows the secret by its own form
  framework_name,  // a name that means one framework's key
  secret_name,     // a name that says secret, API key, access token
  token_name,      // one that says token, session, signature
  key_name,        // one that says key
  weak_name,       // a rule of weak secrets
  password_name,   // one that says password, or a place where passwords stand
  // What the value is.
  randomness,           // of a key or a token, from 0 to 1: see randomness.h
  password_randomness,  // the same of a password
  unlike_words,         // its characters do not follow each other as in words, from 0 to 1
  brief,                // fewer than eight characters
  mixed,                // letters and digits
  // What else it may be.
  not_random,    // less random than its rule asks
  not_literal,   // a variable, a call, a read from the environment
  template_,     // a template that something fills in
  placeholder,   // it says that a secret belongs there
  sequence,      // a run, a sequence, a repetition
  plain_words,   // nothing but words such as "test", "admin", "password"
  lookalike,     // the form of a path, a URL, a hash of something public
  uuid,          // the form of a UUID
  prose,         // blanks in it
  repeats_name,  // no more than the name it is given to
  other_name,    // a name that means something else
  // Where it stands.
  made_up_place,  // a test, an example or documentation
  made_up_weak,   // one of these, of a weak secret
  weak_in_code,   // a weak secret, by its name alone, where no settings are written
  settings,       // a file of settings: .env, YAML, INI, properties
  bare_in_code,   // without quotes in a file whose syntax has texts in quotes
  generated,      // a file that a tool writes
  count
};

inline constexpr std::size_t feature_count = static_cast<std::size_t>(Feature::count);

// For people: "a file of settings".
std::string_view name_of(Feature feature);
double weight_of(Feature feature);

// What is known of one candidate.
class Evidence {
 public:
  void set(Feature feature, double value = 1);
  double value(Feature feature) const { return values_[static_cast<std::size_t>(feature)]; }
  double log_odds() const { return log_odds_; }
  Contributions contributions() const;  // of the features that hold

 private:
  std::array<float, feature_count> values_{};
  double log_odds_ = 0;
};

double confidence_of(double log_odds);
double log_odds_of(double confidence);

// Of a secret whose own form proves it, such as by a checksum that is right.
inline constexpr double proven = 0.99;

}  // namespace keysieve
