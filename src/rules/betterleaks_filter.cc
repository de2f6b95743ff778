#include "rules/betterleaks_filter.h"

#include <re2/re2.h>

#include <cmath>

#include "rules/go_regex.h"

namespace keysieve {
namespace {

using re2::RE2;
using Text = re2::StringPiece;

// The texts in brackets, as `…` or "…".
std::optional<std::vector<std::string>> take_list(Text* rest) {
  static const RE2 open(R"(\s*\[)"), close(R"(\s*,?\s*\]\s*)");
  static const RE2 raw(R"(\s*,?\s*`([^`]*)`)"), quoted(R"re(\s*,?\s*"((?:[^"\\]|\\.)*)")re");
  if (!RE2::Consume(rest, open)) return std::nullopt;
  std::vector<std::string> texts;
  for (std::string text;;) {
    if (RE2::Consume(rest, quoted, &text)) {
      RE2::GlobalReplace(&text, R"(\\(.))", R"(\1)");
    } else if (!RE2::Consume(rest, raw, &text)) {
      break;
    }
    texts.push_back(text);
  }
  if (texts.empty() || !RE2::Consume(rest, close)) return std::nullopt;
  return texts;
}

// entropy(finding["secret"]) <= 3.0
bool take_entropy(Text* rest, BetterleaksFilter* filter) {
  static const RE2 term(
      R"re(\s*\(?\s*(?:filter\.)?entropy\(finding\["secret"\]\)\s*(<=?)\s*([0-9.]+)\s*)re");
  std::string comparison;
  double floor = 0;
  if (!RE2::Consume(rest, term, &comparison, &floor)) return false;
  filter->min_entropy = comparison == "<" ? std::nextafter(floor, 0.0) : floor;
  return true;
}

// matchesAny(finding["secret"], [`…`, `…`]), or of the path; containsAny likewise, of plain texts.
bool take_match(Text* rest, BetterleaksFilter* filter) {
  static const RE2 term(
      R"re(\s*\(?\s*(?:filter\.)?(matchesAny|containsAny)\(\s*(?:finding\["(secret|match|line)"\]|)re"
      R"re(\(?(?:get\()?attributes(?:\[|,\s*)"(path)"\]?\s*(?:\?\?|,)\s*""\)?)\s*,)re");
  static const RE2 close(R"(\)\s*)");
  std::string kind, target, path;
  Text after = *rest;
  if (!RE2::Consume(&after, term, &kind, &target, &path)) return false;
  auto texts = take_list(&after);
  if (!texts || !RE2::Consume(&after, close)) return false;
  for (std::string& text : *texts) {
    text = kind == "containsAny" ? RE2::QuoteMeta(text) : go_regex(text, no_group).pattern;
  }
  Allowlist list;
  (path.empty() ? list.regexes : list.paths) = *std::move(texts);
  if (target == "match") list.target = Allowlist::Target::match;
  if (target == "line") list.target = Allowlist::Target::line;
  filter->allowlists.push_back(std::move(list));
  *rest = after;
  return true;
}

}  // namespace

BetterleaksFilter betterleaks_filter(std::string_view program) {
  static const RE2 joint(R"(\s*\)?\s*\|\|)"), end(R"([\s)]*\z)");
  BetterleaksFilter filter;
  Text rest(program.data(), program.size());
  while (!RE2::FullMatch(rest, end)) {
    BetterleaksFilter before = filter;
    const bool known = take_entropy(&rest, &filter) || take_match(&rest, &filter);
    if (known && (RE2::FullMatch(rest, end) || RE2::Consume(&rest, joint))) continue;
    before.whole = false;  // what follows may belong to this term
    return before;
  }
  return filter;
}

}  // namespace keysieve
