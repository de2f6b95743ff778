// Errors are values. A function that can fail for a reason outside the program (a bad file, a bad
// rule, a repository that is none) returns Result<T>; a broken invariant is an assert. The library
// never prints, exits or throws on purpose: only the program turns an Error into text and a status.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace keysieve {

enum class ErrorCode { invalid_argument, not_found, io, git, rule, unsupported };

// The message is complete: what failed, on which file or object, why, and what to do where that is
// known. It never holds a secret.
struct Error {
  ErrorCode code;
  std::string message;
};

// The subset of std::expected<T, Error> that keysieve uses.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }

  T& operator*() & {
    assert(*this);
    return *std::get_if<0>(&state_);
  }
  const T& operator*() const& {
    assert(*this);
    return *std::get_if<0>(&state_);
  }
  T&& operator*() && {
    assert(*this);
    return std::move(*std::get_if<0>(&state_));
  }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  const Error& error() const {
    assert(!*this);
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

// For operations with nothing to return.
using Status = Result<std::monostate>;
inline Status ok_status() {
  return std::monostate{};
}

}  // namespace keysieve
