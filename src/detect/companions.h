// What stands near a secret and belongs to it: the id of a key pair, the account a token is for. It
// is sought a bounded number of lines away, so that what is found does not depend on how git stored
// the text.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "keysieve/detector.h"

namespace keysieve {

// Safe to share between threads. Regular expressions are compiled when a rule first matches.
class Companions {
 public:
  explicit Companions(std::span<const Rule> rules);
  Companions(Companions&&) noexcept;
  Companions& operator=(Companions&&) = delete;
  ~Companions();

  // The companions of `match` in `text`, by the rule's order. Where one that the rule requires is
  // missing, the match is rejected.
  void add(std::string_view text, Match* match) const;

 private:
  struct Compiled;
  std::span<const Rule> rules_;
  std::vector<std::unique_ptr<Compiled>> compiled_;  // null: the rule has no companions
};

}  // namespace keysieve
