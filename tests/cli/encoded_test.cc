// Secrets in texts that are not plain UTF-8, seen by the real program.
#include <string>

#include "catch.h"
#include "support/encodings.h"
#include "support/fake.h"
#include "support/scan_json.h"
#include "support/temp_dir.h"
#include "support/test_repo.h"

namespace keysieve {
namespace {

using test::scan_json;

std::string django_settings(const std::string& key) {
  return "# Réglages 🔑\r\nDEBUG = False\r\nSECRET_KEY = '" + key + "'";
}

TEST_CASE("encoded: settings in UTF-16 and UTF-32 are found at their line and column", "[cli]") {
  test::Fake fake;
  for (const test::Utf& utf : test::wide_encodings) {
    for (const bool mark : {true, false}) {
      const std::string key = fake.django_key();
      const test::TempDir dir;
      dir.write("settings.py", test::encoded(django_settings(key), utf, mark));
      const auto finding = scan_json(dir.path(), {"--files", "."}).finding(key);
      INFO(utf.unit << " bytes, little endian: " << utf.little_endian << ", mark: " << mark);
      REQUIRE(!finding.is_null());
      CHECK(finding["rule_id"] == "django-secret-key");
      CHECK(finding["occurrences"][0]["start_line"] == 3);
      CHECK(finding["occurrences"][0]["start_column"] == 15);
    }
  }
}

}  // namespace
}  // namespace keysieve
