#include "detect/encoded.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/hex.h"
#include "base/lines.h"
#include "detect/decode.h"
#include "detect/long_words.h"
#include "detect/unicode_text.h"
#include "detect/window.h"

namespace keysieve {
namespace {

constexpr std::size_t shortest_hex = 32;        // 16 bytes
constexpr int fewest_escapes = 3;               // one or two stand in many a URL
constexpr std::size_t sip = 16, taste = 64;     // digits decoded to see whether more is worth it
constexpr std::size_t narrowest_wrapping = 60;  // PEM has 64, MIME and base64(1) 76

enum Alphabet : std::uint8_t { base64 = 1, base64url = 2, hex = 4 };

// By character: the alphabets that have it.
constexpr std::array<std::uint8_t, 256> alphabets_by_character() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned char c = '0'; c <= '9'; ++c) table[c] = base64 | base64url | hex;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = base64 | base64url;
  for (unsigned char c = 'a'; c <= 'z'; ++c) table[c] = base64 | base64url;
  for (unsigned char c = 'A'; c <= 'F'; ++c) table[c] |= hex;
  for (unsigned char c = 'a'; c <= 'f'; ++c) table[c] |= hex;
  table['+'] = table['/'] = base64;
  table['-'] = table['_'] = base64url;
  return table;
}
constexpr std::array<std::uint8_t, 256> alphabets = alphabets_by_character();

bool is_digit(char c, std::uint8_t alphabet) {
  return (alphabets[static_cast<unsigned char>(c)] & alphabet) != 0;
}

std::string_view part(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

std::size_t end_of_digits(std::string_view text, std::size_t from, std::uint8_t alphabet) {
  while (from < text.size() && is_digit(text[from], alphabet)) ++from;
  return from;
}

bool is_printable(char c) {
  return (c >= ' ' && c <= '~') || c == '\n' || c == '\t' || c == '\r';
}

// Most bytes are printable ASCII. Of random bytes 38 % are.
bool reads_like_text(std::string_view bytes) {
  const auto printable = std::count_if(bytes.begin(), bytes.end(), is_printable);
  return !bytes.empty() && 10 * static_cast<std::size_t>(printable) >= 7 * bytes.size();
}

// Text in UTF-16 or UTF-32 has a mark, or zeros in half of its bytes.
bool may_be_wide(std::string_view bytes) {
  return !bytes.empty() && (static_cast<unsigned char>(bytes[0]) >= 0xFE ||
                            bytes.find('\0') != std::string_view::npos);
}

std::optional<std::string> text_of(std::string bytes) {
  if (may_be_wide(bytes)) {
    if (auto utf8 = utf8_of(bytes)) return utf8;
  }
  if (!reads_like_text(bytes)) return std::nullopt;
  return bytes;
}

std::string from_hex_digits(std::string_view digits) {
  std::vector<std::uint8_t> bytes(digits.size() / 2);
  if (!from_hex(digits.substr(0, bytes.size() * 2), bytes)) return {};
  return {bytes.begin(), bytes.end()};
}

// `piece` without what says that hex digits follow: 0x41, and \x41 in databases' dumps.
std::string_view without_hex_prefix(std::string_view piece) {
  for (const std::string_view prefix : {"0x", "x"}) {
    if (piece.starts_with(prefix)) return piece.substr(prefix.size());
  }
  return piece;
}

bool is_hex(std::string_view digits) {
  return digits.size() >= shortest_hex && digits.size() % 2 == 0 &&
         end_of_digits(digits, 0, hex) == digits.size();
}

// Where the line after a newline at `at` begins, after its indentation; npos if there is none.
std::size_t next_line(std::string_view text, std::size_t at) {
  if (text.substr(at, 1) == "\r") ++at;
  if (text.substr(at, 1) != "\n") return std::string_view::npos;
  return std::min(text.find_first_not_of(" \t", at + 1), text.size());
}

std::size_t end_of_padding(std::string_view text, std::size_t at) {
  for (int i = 0; i < 2 && text.substr(at, 1) == "="; ++i) ++at;
  return at;
}

// Where base64 ends that is wrapped into lines as long as `first`; the last line may be shorter.
std::size_t end_of_wrapped(std::string_view text, Span first, std::uint8_t alphabet) {
  const std::size_t width = first.end - first.begin;
  std::size_t end = first.end;
  if (width < narrowest_wrapping || width % 4 != 0) return end;
  for (std::size_t line = next_line(text, end); line < text.size(); line = next_line(text, end)) {
    const std::size_t stop = end_of_digits(text, line, alphabet);
    if (stop - line == width) {
      end = stop;
      continue;
    }
    const std::size_t after = end_of_padding(text, stop);
    const bool is_last = after == text.size() || text[after] == '\r' || text[after] == '\n';
    return stop - line < width && is_last ? stop : end;
  }
  return end;
}

bool is_escape(std::string_view text, std::size_t at) {
  std::array<std::uint8_t, 1> byte{};
  return from_hex(text.substr(at + 1, 2), byte);
}

// What stands in URLs and forms without an escape, and the escapes.
bool stands_among_escapes(char c) {
  return c > ' ' && c <= '~' && std::string_view("\"'`<>").find(c) == std::string_view::npos;
}

// Whether the first digits of base64 are text. Long words are everywhere and nearly none is.
bool begins_like_text(std::string_view digits) {
  std::array<char, sip / 4 * 3> bytes;
  const std::size_t count = decode_base64(digits.substr(0, sip), bytes);
  const std::string_view decoded(bytes.data(), count);
  return reads_like_text(decoded) || (may_be_wide(decoded) && text_of(std::string(decoded)));
}

// How a word in one alphabet is decoded: null if its beginning holds no text.
using Decoder = std::string (*)(std::string_view);
Decoder decoder_of(std::string_view digits) {
  const std::string_view hex = without_hex_prefix(digits);
  if (is_hex(hex))
    return text_of(from_hex_digits(hex.substr(0, taste))) ? from_hex_digits : nullptr;
  const bool is_text = begins_like_text(digits) && text_of(from_base64(digits.substr(0, taste)));
  return is_text ? from_base64 : nullptr;
}

// The next piece of `run` from `*from` on that is long enough in one alphabet; *from is moved
// behind it. Empty if there is none.
Span next_piece(std::string_view text, Span run, std::uint8_t alphabet, std::size_t* from) {
  while (*from < run.end) {
    const Span piece{*from, std::min(end_of_digits(text, *from, alphabet), run.end)};
    *from = piece.end + 1;
    if (piece.end - piece.begin >= long_word) return piece;
  }
  return {};
}

// Whether all of a run is of both alphabets, so that each piece in one is one in the other.
bool is_ambiguous(std::string_view text, Span run) {
  const auto both = [](char c) { return is_digit(c, base64) && is_digit(c, base64url); };
  const std::string_view digits = part(text, run);
  return std::all_of(digits.begin(), digits.end(), both);
}

bool holds_run(std::string_view text, std::size_t begin, std::size_t end) {
  return next_long_word(text.substr(begin, end - begin), 0).end != 0;
}

// The line at `at`, which holds a run, and those before and after it that hold one as well: what is
// wrapped does not go beyond them, but for its last line, which may be short.
Span block_around(std::string_view text, std::size_t at) {
  Span block{line_begin(text, at), line_end(text, at)};
  while (block.begin > 0) {
    const std::size_t before = line_begin(text, block.begin - 1);
    if (!holds_run(text, before, block.begin)) break;
    block.begin = before;
  }
  while (block.end < text.size()) {
    const std::size_t after = line_end(text, block.end + 1);
    if (!holds_run(text, block.end, after)) break;
    block.end = after;
  }
  return block;
}

// Where the next segment stands that has enough escapes, from `*from` on, which is moved behind it;
// empty if there is none.
Span next_escaped(std::string_view text, std::size_t* from) {
  for (std::size_t at = text.find('%', *from); at < text.size(); at = text.find('%', at)) {
    if (!is_escape(text, at)) {
      ++at;
      continue;
    }
    Span segment{at, at};
    while (segment.begin > *from && stands_among_escapes(text[segment.begin - 1])) --segment.begin;
    int escapes = 0;
    for (; segment.end < text.size() && stands_among_escapes(text[segment.end]); ++segment.end) {
      escapes += text[segment.end] == '%' && is_escape(text, segment.end);
    }
    at = *from = segment.end;
    if (escapes >= fewest_escapes) return segment;
  }
  return {};
}

class Search {
 public:
  explicit Search(std::string_view text) : text_(text) {}

  void look_for_digits() {
    for (Span run = next_long_word(text_, 0); run.end != 0; run = next_long_word(text_, run.end)) {
      const std::size_t first = found_.size();
      try_pieces(run, base64, first, first);
      if (!is_ambiguous(text_, run)) try_pieces(run, base64url, first, found_.size());
      run.end = std::max(run.end, end_of_found_);
    }
  }

  void look_for_escapes() {
    std::size_t from = 0;
    for (Span segment = next_escaped(text_, &from); segment.end != 0;
         segment = next_escaped(text_, &from)) {
      const std::string_view encoded = part(text_, segment);
      if (text_of(from_percent(encoded.substr(0, taste)))) add(segment, from_percent(encoded));
    }
  }

  std::vector<EncodedText> take() && { return std::move(found_); }

 private:
  // A run may have the digits of both alphabets, those of a path before base64url for one. Where a
  // piece in one alphabet was text, found_[first, last), those of the other in it are none.
  void try_pieces(Span run, std::uint8_t alphabet, std::size_t first, std::size_t last) {
    std::size_t from = run.begin;
    for (Span piece = next_piece(text_, run, alphabet, &from); piece.end != 0;
         piece = next_piece(text_, run, alphabet, &from)) {
      while (first < last && found_[first].span.end <= piece.begin) ++first;
      const bool known = first < last && found_[first].span.begin < piece.end;
      if (!known) try_piece(piece, alphabet);
    }
  }

  void try_piece(Span piece, std::uint8_t alphabet) {
    const std::string_view digits = part(text_, piece);
    const Decoder decode = decoder_of(digits);
    if (decode == nullptr) return;
    std::size_t* const allowance = allowance_at(piece.begin);
    if (*allowance == 0) return;
    if (decode == from_hex_digits) {
      return decode_within(allowance, piece, without_hex_prefix(digits), decode);
    }
    const std::size_t end = end_of_wrapped(text_, piece, alphabet);
    if (end == piece.end && digits.size() % 4 == 1) return;
    const Span whole{piece.begin, end_of_padding(text_, end)};
    decode_within(allowance, whole, part(text_, whole), decode);
  }

  // No decoder makes more bytes than it gets. A segment that the allowance does not suffice for is
  // the last of its block, which was decoded twice by then.
  void decode_within(std::size_t* allowance, Span span, std::string_view encoded, Decoder decode) {
    const bool suffices = encoded.size() <= *allowance;
    *allowance = suffices ? *allowance - encoded.size() : 0;
    if (suffices) add(span, decode(encoded));
  }

  void add(Span span, std::string bytes) {
    auto text = text_of(std::move(bytes));
    if (!text) return;
    found_.push_back({span, *std::move(text)});
    end_of_found_ = std::max(end_of_found_, span.end);
  }

  std::size_t* allowance_at(std::size_t at) {
    if (at >= block_.end) {
      block_ = block_around(text_, at);
      allowance_ = 2 * (block_.end - block_.begin);
    }
    return &allowance_;
  }

  std::string_view text_;
  Span block_;  // the last one in which something was decoded
  std::size_t allowance_ = 0;
  std::vector<EncodedText> found_;
  std::size_t end_of_found_ = 0;
};

bool may_hold_text(std::string_view text, Span run, std::uint8_t alphabet) {
  std::size_t from = run.begin;
  for (Span piece = next_piece(text, run, alphabet, &from); piece.end != 0;
       piece = next_piece(text, run, alphabet, &from)) {
    if (decoder_of(part(text, piece)) != nullptr) return true;
  }
  return false;
}

}  // namespace

std::vector<EncodedText> encoded_texts(std::string_view text) {
  Search search(text);
  search.look_for_digits();
  search.look_for_escapes();
  return std::move(search).take();
}

// A short last line may follow a block; before and after it a mark may allow what it holds.
void encoded_surroundings(std::string_view text, Span lines, std::vector<Span>* out) {
  const auto add = [&](Span block) { out->push_back(with_lines_around(text, block, 1)); };
  const std::string_view until = text.substr(0, lines.end);
  for (Span run = next_long_word(until, lines.begin); run.end != 0;
       run = next_long_word(until, run.end)) {
    const bool may_hold = may_hold_text(until, run, base64) ||
                          (!is_ambiguous(until, run) && may_hold_text(until, run, base64url));
    if (!may_hold) continue;
    const Span block = block_around(text, run.begin);
    add(block);
    run.end = std::min(std::max(run.end, block.end), lines.end);
  }
  std::size_t from = lines.begin;
  for (Span segment = next_escaped(until, &from); segment.end != 0;
       segment = next_escaped(until, &from)) {
    const std::string_view encoded = part(text, segment);
    if (!text_of(from_percent(encoded.substr(0, taste)))) continue;
    add({line_begin(text, segment.begin), line_end(text, segment.end)});
  }
}

}  // namespace keysieve
