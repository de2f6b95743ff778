// What turns encoded text into bytes, and other forms of Unicode into UTF-8: in one piece as in
// several.
#include "detect/decode.h"
#include "detect/unicode_text.h"
#include "fuzz_target.h"

namespace {

using namespace keysieve;

constexpr std::size_t head_size = 8000;

std::string in_parts(std::string_view bytes, std::size_t size) {
  auto parts = Utf8Parts::begin(bytes.substr(0, head_size));
  if (!parts) return {};
  std::string text;
  for (std::size_t at = parts->mark_size(); at < bytes.size(); at += size) {
    text += parts->convert(bytes.substr(at, size));
  }
  return text + parts->finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t part = std::size_t{1} + input.byte();
  const std::string_view bytes = input.rest();
  fuzz::expect(from_base64(bytes).size() <= bytes.size(), "base64 makes no more than it takes");
  fuzz::expect(from_percent(bytes).size() <= bytes.size(), "escapes make no more than they take");
  if (const auto text = utf8_of(bytes)) {
    fuzz::expect(in_parts(bytes, part) == *text, "the same text in parts");
  }
  return 0;
}
