#include "base/gzip_size.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace keysieve {
namespace {

constexpr int with_gzip_header = 15 + 16;

// Takes the next part of `text` as input; whether it was the last one.
bool feed(std::string_view* text, z_stream* stream) {
  const std::size_t size =
      std::min<std::size_t>(text->size(), std::numeric_limits<uInt>::max() / 2);
  stream->next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text->data()));
  stream->avail_in = static_cast<uInt>(size);
  text->remove_prefix(size);
  return text->empty();
}

}  // namespace

std::size_t gzip_size(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, with_gzip_header, 8,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return text.size();  // no memory: what is not compressed is no smaller
  }
  std::array<Bytef, 1 << 16> out;
  std::size_t size = 0;
  int state = Z_OK;
  for (bool last = false; !last;) {
    last = feed(&text, &stream);
    do {
      stream.next_out = out.data();
      stream.avail_out = static_cast<uInt>(out.size());
      state = deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH);
      size += out.size() - stream.avail_out;
    } while (stream.avail_out == 0 && state != Z_STREAM_END);
  }
  deflateEnd(&stream);
  return size;
}

}  // namespace keysieve
