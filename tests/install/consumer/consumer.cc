// Uses one function of every part of the installed library.
#include <iostream>

#include "keysieve/keysieve.h"

int main() {
  auto rules = keysieve::RuleSet::builtin();
  if (!rules) return 2;
  const auto key = keysieve::generate_key({});
  if (!key) return 2;
  const keysieve::Detector detector(*std::move(rules));
  const keysieve::StdinSource source{"SECRET_KEY = '" + std::string(key->view()) + "'\n"};
  const auto report = keysieve::scan(source, detector);
  if (!report) return 2;
  keysieve::write_report(keysieve::ReportFormat::text, *report, detector.rules(), {}, std::cout);
  return report->findings.size() == 1 ? 0 : 1;
}
