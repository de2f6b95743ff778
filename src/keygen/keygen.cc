#include "keysieve/keygen.h"

#include "keygen/recipe.h"

namespace keysieve {
namespace {

Result<SecretBytes> sample_key(Alphabet alphabet, std::size_t length) {
  auto key = SecretBytes::allocate(length);
  if (key) sample(alphabet, {key->data(), key->size()});
  return key;
}

}  // namespace

Result<SecretBytes> generate_key(const KeySpec& spec) {
  const auto recipe = recipe_for(spec);
  if (!recipe) return recipe.error();
  if (const auto* alphabet = std::get_if<Alphabet>(&recipe->symbols)) {
    return sample_key(*alphabet, recipe->length);
  }
  return encode_random(std::get<Encoding>(recipe->symbols), recipe->bytes, recipe->length);
}

Result<double> key_entropy_bits(const KeySpec& spec) {
  const auto recipe = recipe_for(spec);
  if (!recipe) return recipe.error();
  return recipe->bits;
}

}  // namespace keysieve
