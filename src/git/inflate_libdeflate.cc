#include "git/inflate.h"

#include <libdeflate.h>

namespace keysieve {

struct Inflater::State {
  libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
};

void Inflater::Free::operator()(State* state) const {
  libdeflate_free_decompressor(state->decompressor);
  delete state;
}

Inflater::Inflater() : state_(new State) {}

bool Inflater::inflate(Bytes stream, std::span<std::uint8_t> out) {
  std::uint8_t none = 0;  // the library wants an address even for nothing
  std::uint8_t* const to = out.empty() ? &none : out.data();
  std::size_t used = 0;
  return state_->decompressor != nullptr &&
         libdeflate_zlib_decompress_ex(state_->decompressor, stream.data(), stream.size(), to,
                                       out.size(), &used, nullptr) == LIBDEFLATE_SUCCESS;
}

std::uint32_t crc32_of(Bytes bytes, std::uint32_t before) {
  return libdeflate_crc32(before, bytes.data(), bytes.size());
}

}  // namespace keysieve
