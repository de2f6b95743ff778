// Keeps secrets out of everything a report says, not only where it names them: a commit's subject,
// a path or an author's name may hold one too. It is done once, to the report, so that a writer
// cannot forget it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "keysieve/scan.h"

namespace keysieve {

// Finds the secrets of a report's findings in other texts, and those that stand in names alone.
class Redaction {
 public:
  explicit Redaction(const Report& report);

  // `text`, with each secret that stands in it redacted.
  std::string text(std::string_view text) const;

 private:
  void hide(const std::string& secret);
  std::size_t secret_at(std::string_view text) const;

  std::map<std::string, std::string, std::less<>> shown_;  // what is secret → what is shown of it
};

}  // namespace keysieve
