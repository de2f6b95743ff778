// What kind of expression stands where a secret would: only a literal can leak.
#pragma once

#include <cstdint>
#include <string_view>

#include "keysieve/detector.h"

namespace keysieve {

enum class ExpressionKind : std::uint8_t {
  literal,
  environment,  // the name of what is read from the environment or the configuration
  call,
  indexing,
  reference,  // a variable or an attribute: settings.SECRET_KEY
  type,
  pattern,  // a regular expression
};

// For people: "read from the environment".
std::string_view describe(ExpressionKind kind);

struct Expression {
  ExpressionKind kind = ExpressionKind::literal;
  bool quoted = false;
};

// What the bytes `value` of `text` are, seen with their line. The default of an environment read,
// os.environ.get("NAME", "default"), is a literal.
Expression expression_at(std::string_view text, Span value);

// The two questions apart: the second takes far longer.
bool is_quoted_at(std::string_view text, Span value);
ExpressionKind expression_kind_at(std::string_view text, Span value, bool quoted);

}  // namespace keysieve
