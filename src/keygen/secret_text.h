// Text that holds secrets, put together without a copy of them anywhere but in guarded memory.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keysieve/keygen.h"

namespace keysieve {

class SecretText {
 public:
  // Text that is no secret.
  SecretText& add(std::string text) {
    own_.push_back(std::move(text));
    pieces_.push_back(own_.back());
    return *this;
  }

  // A view that stays valid until join().
  SecretText& add_secret(std::string_view secret) {
    pieces_.push_back(secret);
    return *this;
  }

  Result<SecretBytes> join() const;

 private:
  std::deque<std::string> own_;  // never moves what it holds
  std::vector<std::string_view> pieces_;
};

}  // namespace keysieve
