// Keeps secrets out of everything a report says, not only where it names them: a commit's subject,
// a path or an author's name may hold one too.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "keysieve/scan.h"

namespace keysieve {

class Redaction {
 public:
  // With `show_secrets` nothing is redacted.
  Redaction(const Report& report, bool show_secrets);

  // A secret, as it may be shown.
  std::string secret(std::string_view secret) const;

  // Any other text, with each secret of the report's findings that stands in it redacted.
  std::string text(std::string_view text) const;

 private:
  void hide(const std::string& secret);
  std::size_t secret_at(std::string_view text) const;

  bool show_secrets_;
  std::map<std::string, std::string, std::less<>> shown_;  // what is secret → what is shown of it
};

}  // namespace keysieve
