#include "engine/rejections.h"

#include <utility>

namespace keysieve {

void Rejections::add(const Rule& rule, const Match& match, const Verdict& verdict,
                     std::optional<ObjectId> object, const std::string& path, std::uint32_t line) {
  Rejected rejected{rule.id,
                    match.secret,
                    verdict.reason,
                    verdict.entropy,
                    verdict.randomness,
                    verdict.confidence,
                    verdict.contributions,
                    object,
                    path,
                    line,
                    1};
  const auto [known, is_new] =
      rejected_.try_emplace({rule.id, match.secret, verdict.reason}, rejected);
  if (is_new) return;
  rejected.times = known->second.times + 1;
  // The place shown does not depend on the order in which objects were read.
  const auto place = [](const Rejected& r) { return std::tie(r.path, r.line, r.object); };
  if (place(rejected) < place(known->second)) {
    known->second = std::move(rejected);
  } else {
    known->second.times = rejected.times;
  }
}

std::vector<Rejected> Rejections::take() && {
  std::vector<Rejected> all;
  for (auto& [key, rejected] : rejected_) all.push_back(std::move(rejected));
  return all;
}

}  // namespace keysieve
