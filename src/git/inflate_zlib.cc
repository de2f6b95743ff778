#include "git/inflate.h"

#include <zlib.h>

#include <limits>

namespace keysieve {
namespace {

constexpr std::size_t largest = std::numeric_limits<uInt>::max();  // what zlib counts at a time

}  // namespace

struct Inflater::State {
  z_stream stream{};
  bool sound = inflateInit(&stream) == Z_OK;
};

void Inflater::Free::operator()(State* state) const {
  inflateEnd(&state->stream);
  delete state;
}

Inflater::Inflater() : state_(new State) {}

bool Inflater::inflate(Bytes stream, std::span<std::uint8_t> out) {
  z_stream& zlib = state_->stream;
  if (!state_->sound || out.size() > largest || inflateReset(&zlib) != Z_OK) return false;
  std::uint8_t none = 0;  // room for one byte too many tells an empty stream from a longer one
  zlib.next_in = const_cast<Bytef*>(stream.data());
  zlib.avail_in = static_cast<uInt>(stream.size() < largest ? stream.size() : largest);
  zlib.next_out = out.empty() ? &none : out.data();
  zlib.avail_out = out.empty() ? 1 : static_cast<uInt>(out.size());
  return ::inflate(&zlib, Z_FINISH) == Z_STREAM_END && zlib.total_out == out.size();
}

std::uint32_t crc32_of(Bytes bytes, std::uint32_t before) {
  return static_cast<std::uint32_t>(::crc32_z(before, bytes.data(), bytes.size()));
}

}  // namespace keysieve
