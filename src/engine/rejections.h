// Rejected candidates for --explain: each (rule, secret, reason) once, with how often it was met.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "keysieve/scan.h"

namespace keysieve {

class Rejections {
 public:
  void add(const Rule& rule, const Match& match, const Verdict& verdict,
           std::optional<ObjectId> object, const std::string& path, std::uint32_t line);
  std::vector<Rejected> take() &&;  // sorted by rule, secret, reason

 private:
  std::map<std::tuple<std::string, std::string, std::string>, Rejected> rejected_;
};

}  // namespace keysieve
