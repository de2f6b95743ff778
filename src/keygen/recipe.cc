#include "keygen/recipe.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "keygen/random_source.h"
#include "keygen/words.h"

namespace keysieve {
namespace {

struct Format {
  KeyFormat format;
  std::string_view name;
  Symbols symbols;
  std::size_t default_size;  // bytes of an encoding, characters of an alphabet, words
};

// The first five are known by their names. Their defaults make 304, 256, 304, 303 and 282 bits; the
// last is what Django itself makes.
constexpr std::array formats = {
    Format{KeyFormat::urlsafe, "urlsafe", Encoding::urlsafe, 38},
    Format{KeyFormat::hex, "hex", Encoding::hex, 32},
    Format{KeyFormat::base64, "base64", Encoding::base64, 38},
    Format{KeyFormat::alnum, "alnum", alnum_alphabet, 51},
    Format{KeyFormat::django, "django", django_alphabet, 50},
    Format{KeyFormat::padded_urlsafe, "", Encoding::padded_urlsafe, 32},
    Format{KeyFormat::upper_hex, "", Encoding::upper_hex, 32},
    Format{KeyFormat::wordpress, "", wordpress_alphabet, 64},
    Format{KeyFormat::words, "", Words{}, 10},
};

const Format& format_of(const KeySpec& spec) {
  return *std::ranges::find(formats, spec.format, &Format::format);
}

Recipe by_bytes(Encoding encoding, std::size_t bytes) {
  return {encoding, bytes, encoded_length(encoding, bytes), 8.0 * static_cast<double>(bytes)};
}

Recipe by_length(Encoding encoding, std::size_t length) {
  const std::size_t bits = length * bits_per_character(encoding);
  return {encoding, bytes_to_fill(encoding, length), length, static_cast<double>(bits)};
}

Recipe by_length(Alphabet alphabet, std::size_t length) {
  return {alphabet, 0, length, static_cast<double>(length) * bits_per_symbol(alphabet)};
}

Recipe by_words(std::size_t count) {
  return {Words{}, 0, count, static_cast<double>(count) * bits_per_word()};
}

Recipe write_recipe(const Format& format, const KeySpec& spec) {
  if (std::holds_alternative<Words>(format.symbols)) {
    return by_words(spec.length.value_or(format.default_size));
  }
  if (const auto* alphabet = std::get_if<Alphabet>(&format.symbols)) {
    return by_length(*alphabet, spec.length.value_or(format.default_size));
  }
  const Encoding encoding = std::get<Encoding>(format.symbols);
  if (spec.length) return by_length(encoding, *spec.length);
  return by_bytes(encoding, spec.bytes.value_or(format.default_size));
}

// "a key of 20 bytes in format hex"
std::string asked_for(const Format& format, const KeySpec& spec) {
  return fmt::format("a key of {} {} in format {}",
                     spec.bytes ? *spec.bytes : spec.length.value_or(format.default_size),
                     spec.bytes ? "bytes" : "characters", format.name);
}

// The ways to ask for a key that is just long enough: "--bytes 37 or --length 50".
std::string least_sizes(const Format& format) {
  std::string length = fmt::format("--length {}", min_key_length);
  const auto* encoding = std::get_if<Encoding>(&format.symbols);
  if (encoding == nullptr) return length;
  const std::size_t bytes = (min_key_length - 1) * bits_per_character(*encoding) / 8 + 1;
  return fmt::format("--bytes {} or {}", bytes, length);
}

Format as_portable(Format format) {
  if (format.format == KeyFormat::django) format.symbols = portable_django_alphabet;
  if (format.format == KeyFormat::wordpress) format.symbols = portable_wordpress_alphabet;
  return format;
}

Error refusal(std::string message) {
  return {ErrorCode::invalid_argument, std::move(message)};
}

}  // namespace

std::optional<KeyFormat> parse_key_format(std::string_view name) {
  const auto format = std::ranges::find(formats, name, &Format::name);
  if (name.empty() || format == formats.end()) return std::nullopt;
  return format->format;
}

Result<Recipe> recipe_of_any_length(const KeySpec& spec, bool portable) {
  const Format& format = format_of(spec);
  if (spec.bytes && spec.length) {
    return refusal(
        fmt::format("cannot make a key of both {} bytes and {} characters: the one "
                    "follows from the other; give either --bytes or --length",
                    *spec.bytes, *spec.length));
  }
  if (spec.bytes && !std::holds_alternative<Encoding>(format.symbols)) {
    return refusal(
        fmt::format("cannot make {}: it is drawn character by character, not encoded "
                    "from bytes; give its --length in characters",
                    asked_for(format, spec)));
  }
  if (std::max(spec.bytes.value_or(0), spec.length.value_or(0)) > max_key_size) {
    return refusal(fmt::format("cannot make {}: the most is {}; ask for fewer",
                               asked_for(format, spec), max_key_size));
  }
  return write_recipe(portable ? as_portable(format) : format, spec);
}

Result<Recipe> recipe_for(const KeySpec& spec) {
  const Format& format = format_of(spec);
  auto recipe = recipe_of_any_length(spec, false);
  if (recipe && recipe->length < min_key_length) {
    return refusal(
        fmt::format("cannot make {}: its {} characters are too few; under {} a key is "
                    "taken for weak, for instance by Django's check security.W009; ask "
                    "for at least {}",
                    asked_for(format, spec), recipe->length, min_key_length, least_sizes(format)));
  }
  return recipe;
}

Result<SecretBytes> make_key(const Recipe& recipe) {
  if (auto failed = check_random_source(); !failed) return failed.error();
  if (const auto* encoding = std::get_if<Encoding>(&recipe.symbols)) {
    return encode_random(*encoding, recipe.bytes, recipe.length);
  }
  if (std::holds_alternative<Words>(recipe.symbols)) return random_words(recipe.length);
  auto key = SecretBytes::allocate(recipe.length);
  if (key) sample(std::get<Alphabet>(recipe.symbols), {key->data(), key->size()});
  return key;
}

}  // namespace keysieve
