// Strong secret keys, in memory that is locked, guarded and wiped.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "keysieve/error.h"

namespace keysieve {

// Bytes in sodium_malloc() memory: between guard pages, kept out of core files, not swapped as far
// as `ulimit -l` allows, wiped on release. Move-only.
class SecretBytes {
 public:
  static Result<SecretBytes> allocate(std::size_t size);

  char* data() { return data_.get(); }
  std::size_t size() const { return size_; }
  std::string_view view() const { return {data_.get(), size_}; }

 private:
  struct Free {
    void operator()(char* data) const noexcept;
  };
  std::unique_ptr<char, Free> data_;
  std::size_t size_ = 0;
};

// How a key is written. Names are known of the first five; the others are for presets (preset.h).
enum class KeyFormat {
  urlsafe,  // base64url without padding
  hex,
  base64,
  alnum,
  django,          // the alphabet of Django's own keys
  padded_urlsafe,  // base64url with padding
  upper_hex,
  wordpress,  // the alphabet of WordPress's own salts
  words,      // a passphrase; its length counts words
};
std::optional<KeyFormat> parse_key_format(std::string_view name);

// What to make. At most one of `bytes` (of randomness, encoded) and `length` (of the key, in
// characters) is set; neither: the format's default, which for urlsafe is 38 bytes, 51 characters,
// 304 bits, as `secrets.token_urlsafe(38)` gives in Python.
struct KeySpec {
  KeyFormat format = KeyFormat::urlsafe;
  std::optional<std::size_t> bytes;
  std::optional<std::size_t> length;
};

// Keys shorter than this many characters are refused (as Django's security check W009 does).
inline constexpr std::size_t min_key_length = 50;

// A fresh key from libsodium's generator: no newline, no NUL. Fails on a spec that asks for a key
// under 50 characters or for something its format can't do, and when the generator repeats itself.
//
// May be called from any number of threads at once, and after fork() in parent and child: no two
// calls give the same key. Each takes its randomness from the system (getrandom(2) on Linux), which
// keeps no state in the process that a fork could copy, and which waits at boot until it has enough
// entropy. If the host program gave libsodium another generator, these are that one's affair.
Result<SecretBytes> generate_key(const KeySpec& spec);

// What to do when the system's generator fails in the middle, which ends the process either way:
// no key is made of what it did not give. Without a handler libsodium calls abort(). The handler
// must not return. For the host program to set, before it makes keys.
void set_random_failure_handler(void (*handler)());

// How many bits of randomness a key of this spec has.
Result<double> key_entropy_bits(const KeySpec& spec);

// How many words a passphrase has: words of the list that KeyFormat::words draws from, between full
// stops, blanks or hyphens. One may come twice, as chance has it; others that do count once. 0: it
// is none, or of a single word.
std::size_t words_in_passphrase(std::string_view key);

// How many bits of randomness one of those words has.
double bits_per_word();

// `count` fresh keys of this spec, each followed by a line break; with the same guarantees.
Result<SecretBytes> generate_key_lines(const KeySpec& spec, std::size_t count);

}  // namespace keysieve
