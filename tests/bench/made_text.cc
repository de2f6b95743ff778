#include "made_text.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "support/fake.h"

namespace keysieve::bench {
namespace {

using test::Fake;

std::string word(Fake& fake) {
  return fake.from("etaoinshrdlucmfwygpbvk_", 3 + fake.below(9));
}

std::string made_line(Fake& fake) {
  const std::array names = {"password", "secret_key", "api_key", "token", "credentials"};
  if (fake.below(100) == 0) {
    return "    " + std::string(names[fake.below(names.size())]) + " = settings." + word(fake) +
           "()";
  }
  switch (fake.below(4)) {
    case 0:
      return "    # " + word(fake) + ' ' + word(fake) + ' ' + word(fake) + ' ' + word(fake);
    case 1:
      return "    " + word(fake) + " = " + word(fake) + '(' + word(fake) + ", \"" + word(fake) +
             "\")";
    case 2:
      return "    return " + word(fake) + '[' + std::to_string(fake.below(1000)) + ']';
    default:
      return {};
  }
}

std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 128; value >>= 7) bytes += static_cast<char>(value | 128);
  return bytes + static_cast<char>(value);
}

// All four bytes of the offset and two of the size, whether they are zero or not.
void copy(std::size_t offset, std::size_t length, std::string* delta) {
  constexpr std::size_t most = 0xFFFF;
  for (; length > 0; offset += std::min(most, length), length -= std::min(most, length)) {
    *delta += static_cast<char>(0xBF);
    for (int byte = 0; byte < 4; ++byte) *delta += static_cast<char>(offset >> (8 * byte) & 255);
    const std::size_t part = std::min(most, length);
    *delta += static_cast<char>(part & 255);
    *delta += static_cast<char>(part >> 8);
  }
}

void insert(const std::string& bytes, std::string* delta) {
  constexpr std::size_t most = 127;
  for (std::size_t at = 0; at < bytes.size(); at += most) {
    const std::string part = bytes.substr(at, most);
    *delta += static_cast<char>(part.size()) + part;
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin) + 1;
    lines.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

}  // namespace

std::string made_text(std::uint32_t seed, int lines) {
  Fake fake(seed);
  std::string text;
  for (int i = 0; i < lines; ++i) text += made_line(fake) + '\n';
  return text;
}

std::string next_version(const std::string& text, std::uint32_t seed) {
  constexpr int changes = 5;
  Fake fake(seed);
  std::vector<std::string> lines = lines_of(text);
  for (int i = 0; i < changes; ++i) {
    lines[fake.below(static_cast<std::uint32_t>(lines.size()))] = made_line(fake) + '\n';
  }
  std::string version;
  for (const std::string& line : lines) version += line;
  return version;
}

// The lines of both stand in the same order, as next_version() makes them.
std::string packed_delta(const std::string& base, const std::string& target) {
  const std::vector<std::string> from = lines_of(base), to = lines_of(target);
  std::string delta = varint(base.size()) + varint(target.size());
  std::size_t offset = 0, kept_from = 0;
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (from[i] != to[i]) {
      copy(kept_from, offset - kept_from, &delta);
      insert(to[i], &delta);
      kept_from = offset + from[i].size();
    }
    offset += from[i].size();
  }
  copy(kept_from, offset - kept_from, &delta);
  return delta;
}

std::vector<std::uint8_t> deflated(const std::string& bytes) {
  std::vector<std::uint8_t> out(::compressBound(bytes.size()));
  uLongf size = out.size();
  ::compress(out.data(), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  out.resize(size);
  return out;
}

}  // namespace keysieve::bench
