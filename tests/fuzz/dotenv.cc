// Env files of any bytes: where a key is set, it can be read back, and nothing else changes.
#include "keygen/dotenv.h"
#include "fuzz_target.h"
#include "keysieve/env_file.h"

namespace {

using namespace keysieve;

const std::string name = "SECRET_KEY";
const std::string key(40, 'k');

struct Assigned {
  std::string name, value;
  bool operator==(const Assigned&) const = default;
};

// All assignments but those of `name`.
std::vector<Assigned> others_in(std::string_view text) {
  std::vector<Assigned> others;
  const auto lines = read_assignments(text);
  fuzz::expect(static_cast<bool>(lines), "a text that was edited can be read");
  for (const EnvLine& line : *lines) {
    fuzz::expect(line.begin <= line.end && line.end <= text.size(), "a value lies in its text");
    if (line.name != name) {
      others.push_back(
          {std::string(line.name), std::string(text.substr(line.begin, line.end - line.begin))});
    }
  }
  return others;
}

// The last value of `name`: the one that counts.
std::string last_value(std::string_view text) {
  std::string value;
  const auto lines = read_assignments(text);
  for (const EnvLine& line : *lines) {
    if (line.name == name) value = text.substr(line.begin, line.end - line.begin);
  }
  return value;
}

// Whether `after` is `before` with something else, or something more, in one place.
bool one_place_differs(std::string_view before, std::string_view after) {
  std::size_t front = 0, back = 0;
  while (front < before.size() && front < after.size() && before[front] == after[front]) ++front;
  while (back < before.size() - front && back < after.size() - front &&
         before[before.size() - 1 - back] == after[after.size() - 1 - back]) {
    ++back;
  }
  return after.substr(front, after.size() - front - back).find(key.substr(0, 20)) !=
             std::string_view::npos ||
         before.size() - front - back <= key.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const bool rotate = input.byte() % 2 == 1;
  const std::string_view text = input.rest();
  const EnvSetting setting{name, key, Fallback::none, {}};
  const auto edited = set_in_env_text(text, std::span(&setting, 1), {rotate, false});
  if (!edited) {
    fuzz::expect(edited.error().message.find(key) == std::string::npos, "no key in an error");
    return 0;
  }
  const std::string_view now = edited->text.view();
  fuzz::expect(last_value(now) == key, "the key is what is read");
  fuzz::expect(others_in(now) == others_in(text), "all other values are as they were");
  if (!text.empty()) fuzz::expect(one_place_differs(text, now), "one place differs");
  return 0;
}
