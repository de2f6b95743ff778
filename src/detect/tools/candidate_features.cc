// Prints what is known of each candidate in files, one a line, for fit_confidence.py:
//
//   candidate_features ROOT < PATHS     paths below ROOT, one a line
//
// path TAB first line TAB last line TAB rule TAB kind TAB secret (JSON) TAB feature=value …
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "base/lines.h"
#include "keysieve/detector.h"

namespace {

std::string quoted(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    char buffer[8];
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || byte > '~' || c == '"' || c == '\\') {
      std::snprintf(buffer, sizeof buffer, "\\u%04x", byte);
      json += buffer;
    } else {
      json += c;
    }
  }
  return json + '"';
}

void print(const std::string& path, std::string_view text, const keysieve::Match& match,
           const keysieve::Rule& rule) {
  const auto at = keysieve::LineCounter(text).region(match.span.begin, match.span.end);
  std::cout << path << '\t' << at.start_line << '\t' << at.end_line << '\t' << rule.id << '\t'
            << match.verdict.accepted << '\t' << quoted(match.secret) << '\t';
  for (const auto& [feature, value, added] : match.verdict.contributions) {
    std::cout << feature << '=' << value << ';';
  }
  std::cout << '\n';
}

}  // namespace

int main(int count, char** arguments) {
  auto rules = keysieve::RuleSet::builtin();
  if (count != 2 || !rules) return 2;
  const keysieve::Detector detector(*std::move(rules), 0.0);
  const auto scratch = detector.new_scratch();
  for (std::string path; std::getline(std::cin, path);) {
    std::ifstream file(std::string(arguments[1]) + "/" + path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    const std::string text = content.str();
    std::vector<keysieve::Match> matches;
    detector.find({keysieve::ObjectKind::blob, path, text}, *scratch, &matches,
                  keysieve::Detector::Explain::yes);
    for (const auto& match : matches) {
      print(path, text, match, detector.rules().rules()[match.rule]);
    }
  }
}
