#include "report/status.h"

#include <algorithm>
#include <array>

namespace keysieve {
namespace {

constexpr std::array by_urgency = {
    FindingStatus::live,     FindingStatus::on_ref,      FindingStatus::staged,
    FindingStatus::worktree, FindingStatus::file,        FindingStatus::standard_input,
    FindingStatus::history,  FindingStatus::unreachable,
};

}  // namespace

bool more_urgent(FindingStatus a, FindingStatus b) {
  const auto place = [](FindingStatus status) {
    return std::find(by_urgency.begin(), by_urgency.end(), status);
  };
  return place(a) < place(b);
}

std::string_view to_string(FindingStatus status) {
  switch (status) {
    case FindingStatus::live:
      return "live";
    case FindingStatus::on_ref:
      return "on-ref";
    case FindingStatus::history:
      return "history";
    case FindingStatus::unreachable:
      return "unreachable";
    case FindingStatus::staged:
      return "staged";
    case FindingStatus::worktree:
      return "worktree";
    case FindingStatus::file:
      return "file";
    case FindingStatus::standard_input:
      return "stdin";
  }
  return {};
}

}  // namespace keysieve
