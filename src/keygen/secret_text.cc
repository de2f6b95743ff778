#include "keygen/secret_text.h"

#include <algorithm>

namespace keysieve {

Result<SecretBytes> SecretText::join() const {
  std::size_t size = 0;
  for (const std::string_view piece : pieces_) size += piece.size();
  auto text = SecretBytes::allocate(size);
  if (!text) return text;
  char* out = text->data();
  for (const std::string_view piece : pieces_) out = std::copy(piece.begin(), piece.end(), out);
  return text;
}

}  // namespace keysieve
