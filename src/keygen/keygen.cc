#include "keysieve/keygen.h"

#include <sodium.h>

#include <algorithm>

#include "keygen/random_source.h"
#include "keygen/recipe.h"

namespace keysieve {
namespace {

// Random bytes are fetched for many keys at once: a call to the kernel for each takes longer than
// all the rest.
Result<SecretBytes> encoded_lines(Encoding encoding, const Recipe& recipe, std::size_t count) {
  auto random = SecretBytes::allocate(count * recipe.bytes);
  if (!random) return random;
  auto text = SecretBytes::allocate(encoded_length(encoding, recipe.bytes) + 1);
  if (!text) return text;
  auto lines = SecretBytes::allocate(count * (recipe.length + 1));
  if (!lines) return lines;
  randombytes_buf(random->data(), random->size());
  char* out = lines->data();
  for (std::size_t i = 0; i < count; ++i) {
    encode(encoding, {random->data() + i * recipe.bytes, recipe.bytes},
           {text->data(), text->size()});
    out = std::copy_n(text->data(), recipe.length, out);
    *out++ = '\n';
  }
  return lines;
}

Result<SecretBytes> sampled_lines(Alphabet alphabet, std::size_t length, std::size_t count) {
  auto lines = SecretBytes::allocate(count * (length + 1));
  if (!lines) return lines;
  for (std::size_t i = 0; i < count; ++i) {
    char* line = lines->data() + i * (length + 1);
    sample(alphabet, {line, length});
    line[length] = '\n';
  }
  return lines;
}

}  // namespace

Result<SecretBytes> generate_key(const KeySpec& spec) {
  const auto recipe = recipe_for(spec);
  if (!recipe) return recipe.error();
  return make_key(*recipe);
}

Result<SecretBytes> generate_key_lines(const KeySpec& spec, std::size_t count) {
  const auto recipe = recipe_for(spec);
  if (!recipe) return recipe.error();
  if (auto failed = check_random_source(); !failed) return failed.error();
  if (const auto* alphabet = std::get_if<Alphabet>(&recipe->symbols)) {
    return sampled_lines(*alphabet, recipe->length, count);
  }
  return encoded_lines(std::get<Encoding>(recipe->symbols), *recipe, count);
}

Result<double> key_entropy_bits(const KeySpec& spec) {
  const auto recipe = recipe_for(spec);
  if (!recipe) return recipe.error();
  return recipe->bits;
}

}  // namespace keysieve
