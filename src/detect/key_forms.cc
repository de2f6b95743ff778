#include "detect/key_forms.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/characters.h"
#include "detect/decode.h"

namespace keysieve {
namespace {

constexpr std::size_t shortest_core = 8;  // digits of base64 that are worth a look

// How one character is written: what precedes it, or stands in its place.
struct Escape {
  char character;
  std::string_view written;
};
using Escapes = std::vector<Escape>;

const std::vector<Escapes>& text_escapes() {
  static const std::vector<Escapes> all{
      {{'\\', "\\\\"}, {'"', "\\\""}},                              // JSON, C, Java
      {{'\\', "\\\\"}, {'\'', "\\'"}},                              // Python, PHP, Ruby
      {{'\\', "\\\\"}, {'"', "\\\""}, {'/', "\\/"}},                // JSON by PHP
      {{'\\', "\\\\"}, {'"', "\\\""}, {'$', "\\$"}, {'`', "\\`"}},  // shells, dotenv
      {{'\\', "\\\\"}, {'"', "\\\""}, {'&', "\\u0026"}, {'<', "\\u003c"}, {'>', "\\u003e"}},  // Go
      {{'\'', "''"}},                                  // YAML, SQL
      {{'$', "$$"}},                                   // docker compose, make
      {{'%', "%%"}},                                   // INI files of Python
      {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}},  // XML
      {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}},
  };
  return all;
}

// Characters that URLs may hold as they are: for all encoders, and besides those for some.
constexpr std::string_view unreserved =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
constexpr std::array<std::string_view, 3> also_unreserved = {"", "/", "!'()*"};

// Writes into guarded memory; a form is made twice, to know its size first.
class Writer {
 public:
  void put(std::string_view bytes) {
    if (out_ != nullptr) std::copy(bytes.begin(), bytes.end(), out_ + size_);
    size_ += bytes.size();
  }
  void put(char byte) { put(std::string_view(&byte, 1)); }
  std::size_t size() const { return size_; }
  explicit Writer(char* out) : out_(out) {}

 private:
  char* out_;
  std::size_t size_ = 0;
};

template <typename Write>
Result<SecretBytes> written(const Write& write) {
  Writer counting(nullptr);
  write(counting);
  auto bytes = SecretBytes::allocate(counting.size());
  if (!bytes) return bytes;
  Writer writer(bytes->data());
  write(writer);
  return bytes;
}

char hex_digit(unsigned value, bool upper) {
  return (upper ? "0123456789ABCDEF" : "0123456789abcdef")[value & 15];
}

void put_hex(Writer& out, char byte, bool upper) {
  const auto value = static_cast<unsigned char>(byte);
  out.put(hex_digit(value >> 4, upper));
  out.put(hex_digit(value, upper));
}

void put_escaped(Writer& out, std::string_view key, const Escapes& escapes) {
  for (const char c : key) {
    const auto escape = std::find_if(escapes.begin(), escapes.end(),
                                     [c](const Escape& each) { return each.character == c; });
    escape == escapes.end() ? out.put(c) : out.put(escape->written);
  }
}

void put_percent(Writer& out, std::string_view key, std::string_view also) {
  for (const char c : key) {
    if (unreserved.find(c) != std::string_view::npos || also.find(c) != std::string_view::npos) {
      out.put(c);
    } else {
      out.put('%');
      put_hex(out, c, true);
    }
  }
}

// The digits that `key` alone decides where `skipped` bytes stand before it.
void put_base64(Writer& out, std::string_view key, std::size_t skipped, std::string_view signs) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  unsigned bits = 0;
  std::size_t count = 0, dropped = (skipped * 8 + 5) / 6;
  const auto put_bits = [&](unsigned char byte) {
    bits = (bits << 8 | byte) & 0xFFFF;
    for (count += 8; count >= 6; count -= 6) {
      const unsigned value = bits >> (count - 6) & 63;
      if (dropped > 0) {
        --dropped;
      } else {
        out.put(value < digits.size() ? digits[value] : signs[value - digits.size()]);
      }
    }
  };
  for (std::size_t i = 0; i < skipped; ++i) put_bits(0);
  for (const char c : key) put_bits(static_cast<unsigned char>(c));
}

class Forms {
 public:
  explicit Forms(std::string_view key) : key_(key) {}

  Result<std::vector<KeyForm>> all() && {
    add([&](Writer& out) { out.put(key_); });
    for (const Escapes& escapes : text_escapes()) {
      add([&](Writer& out) { put_escaped(out, key_, escapes); });
    }
    for (const std::string_view also : also_unreserved) {
      add([&](Writer& out) { put_percent(out, key_, also); });
    }
    for (const bool upper : {false, true}) {
      add([&](Writer& out) {
        for (const char c : key_) put_hex(out, c, upper);
      });
    }
    add_wide();
    const std::size_t places = key_.size() < long_key ? 1 : 3;
    for (std::size_t skipped = 0; skipped < places; ++skipped) {
      for (const std::string_view signs : {"+/", "-_"}) add_base64(skipped, signs);
    }
    if (error_) return *error_;
    return std::move(forms_);
  }

 private:
  template <typename Write>
  KeyForm* add(const Write& write) {
    auto bytes = written(write);
    if (!bytes) {
      error_ = bytes.error();
      return nullptr;
    }
    const bool known = std::any_of(forms_.begin(), forms_.end(), [&](const KeyForm& form) {
      return !form.is_base64 && form.bytes.view() == bytes->view();
    });
    if (known) return nullptr;
    forms_.push_back({*std::move(bytes)});
    return &forms_.back();
  }

  // In a program's own files, beside texts in other encodings. A text that is UTF-16 as a whole is
  // known as one before.
  void add_wide() {
    const bool ascii = std::all_of(key_.begin(), key_.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii) return;
    for (const bool big_endian : {false, true}) {
      add([&](Writer& out) {
        for (const char c : key_) {
          if (big_endian) out.put('\0');
          out.put(c);
          if (!big_endian) out.put('\0');
        }
      });
    }
  }

  void add_base64(std::size_t skipped, std::string_view signs) {
    Writer counting(nullptr);
    put_base64(counting, key_, skipped, signs);
    if (skipped > 0 && counting.size() < shortest_core) return;
    const std::size_t before = forms_.size();
    KeyForm* form = add([&](Writer& out) { put_base64(out, key_, skipped, signs); });
    if (form == nullptr) return;
    form->is_base64 = true;
    form->skipped = skipped;
    form->lead = (skipped * 8 + 5) / 6;
    form->tail = (skipped + key_.size()) * 8 % 6 == 0 ? 0 : 1;
    const bool known =
        std::any_of(forms_.begin(), forms_.begin() + static_cast<std::ptrdiff_t>(before),
                    [&](const KeyForm& other) {
                      return other.is_base64 && other.skipped == skipped &&
                             other.bytes.view() == form->bytes.view();
                    });
    if (known) forms_.pop_back();
  }

  std::string_view key_;
  std::vector<KeyForm> forms_;
  std::optional<Error> error_;
};

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  return (begin == 0 || !is_word(text[begin - 1])) && (end >= text.size() || !is_word(text[end]));
}

}  // namespace

Result<std::vector<KeyForm>> forms_of_key(std::string_view key) {
  return Forms(key).all();
}

bool is_key_at(std::string_view text, std::size_t at, const KeyForm& form, std::string_view key) {
  const std::string_view bytes = form.bytes.view();
  if (at < form.lead || text.size() - at < bytes.size() + form.tail) return false;
  if (text.substr(at, bytes.size()) != bytes) return false;
  const std::size_t begin = at - form.lead, end = at + bytes.size() + form.tail;
  if (key.size() < long_key && !stands_alone(text, begin, end)) return false;
  if (form.lead + form.tail == 0) return true;
  const std::string decoded = from_base64(text.substr(begin, end - begin));
  return std::string_view(decoded).substr(std::min(form.skipped, decoded.size()), key.size()) ==
         key;
}

}  // namespace keysieve
