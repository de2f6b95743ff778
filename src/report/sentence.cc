#include "report/sentence.h"

#include <fmt/format.h>

#include "report/main_place.h"
#include "report/words.h"

namespace keysieve {
namespace {

std::string status_words(const Finding& finding) {
  const auto& refs = finding.present_in;
  switch (finding.status) {
    case FindingStatus::live:
      if (refs.size() < 2) return "live in HEAD";
      return "live in HEAD and " + counted(refs.size() - 1, "more ref");
    case FindingStatus::on_ref:
      if (refs.size() == 1) return "live in " + refs.front();
      return fmt::format("live in {}", counted(refs.size(), "ref"));
    case FindingStatus::history:
      return "in the past of the repository only";
    case FindingStatus::unreachable:
      return "in objects that no branch or tag reaches";
    case FindingStatus::staged:
      return "staged for the next commit";
    case FindingStatus::worktree:
      return "in the work tree";
    case FindingStatus::file:
    case FindingStatus::standard_input:
      return {};
  }
  return {};
}

}  // namespace

std::string sentence(const Finding& finding, const Rule& rule) {
  const MainPlace place = main_place(finding);
  std::vector<std::string> told;
  if (std::string status = status_words(finding); !status.empty())
    told.push_back(std::move(status));
  if (finding.exposure_days) told.push_back("exposed " + duration(*finding.exposure_days));
  if (const Introduction* by = place.introduction) {
    told.push_back(fmt::format("introduced {} {} on {}", by->at_or_before ? "at or before" : "by",
                               by->commit.hex().substr(0, 10),
                               iso8601(by->authored).substr(0, 10)));
  }
  std::string text = fmt::format("{} {} in {}", rule.name, finding.secret, words_of(place));
  if (!told.empty()) text += ": " + joined(told);
  return text;
}

std::string words_of(const Suppression& suppression) {
  return fmt::format("{}{}{}{}", suppression.kind,
                     suppression.added ? " (added by this change)" : "",
                     suppression.reason.empty() ? "" : ": ", suppression.reason);
}

std::string unread_words(const Completeness& done) {
  return fmt::format("{} of {} could not be read", grouped(done.unread()), grouped(done.expected));
}

}  // namespace keysieve
