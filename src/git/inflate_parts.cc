#include "git/inflate_parts.h"

#include <algorithm>
#include <vector>

namespace keysieve {
namespace {

constexpr std::size_t most_fed = std::size_t{4} << 20;
constexpr std::size_t part_size = std::size_t{256} << 10;
constexpr std::uint64_t most_counted = 0xFFFFFFFF;  // what zlib counts at a time

}  // namespace

InflateParts::InflateParts(const MappedFile& file, Bytes stream) : file_(file), input_(stream) {
  sound_ = inflateInit(&zlib_) == Z_OK;
}

InflateParts::~InflateParts() {
  inflateEnd(&zlib_);
}

void InflateParts::feed() {
  file_.forget(fed_);
  fed_ = input_.first(std::min(input_.size(), most_fed));
  input_ = input_.subspan(fed_.size());
  zlib_.next_in = const_cast<Bytef*>(fed_.data());
  zlib_.avail_in = static_cast<uInt>(fed_.size());
}

std::size_t InflateParts::next(std::span<std::uint8_t> out) {
  const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), most_counted));
  zlib_.next_out = out.data();
  zlib_.avail_out = static_cast<uInt>(room);
  while (sound_ && !ended_ && zlib_.avail_out > 0) {
    if (zlib_.avail_in == 0) feed();
    const int code = inflate(&zlib_, Z_NO_FLUSH);
    ended_ = code == Z_STREAM_END;
    sound_ = ended_ || code == Z_OK;
  }
  return room - zlib_.avail_out;
}

bool InflateParts::ends() {
  std::uint8_t more = 0;
  return next({&more, 1}) == 0 && ended_;
}

bool for_each_part(InflateParts* stream, std::uint64_t size,
                   const std::function<void(std::string_view)>& use) {
  std::vector<std::uint8_t> part(part_size);
  while (size > 0) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, part.size()));
    const std::size_t got = stream->next(std::span(part).first(wanted));
    use(as_text(Bytes(part).first(got)));
    if (got < wanted) return false;
    size -= got;
  }
  return stream->ends();
}

}  // namespace keysieve
