// .keysieveignore of any bytes: each line is an entry, a fault or nothing, and adding what is there
// changes no byte of any other line.
#include "fuzz_target.h"
#include "keysieve/suppression.h"

namespace {

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keysieve;
  const std::string_view text = fuzz::text_of(data, size);
  const IgnoreFile file = parse_ignore_file(text);
  fuzz::expect(file.entries.size() + file.faults.size() <= lines_in(text), "no more than lines");
  for (const IgnoreEntry& entry : file.entries) {
    fuzz::expect(entry.fingerprint.size() == 32, "a fingerprint has 32 digits");
    fuzz::expect(entry.line > 0 && entry.line <= lines_in(text), "an entry has its line");
  }
  IgnoreEntry added;
  added.fingerprint = "0123456789abcdef0123456789abcdef";
  added.rule_id = "a-rule";
  const std::string longer = add_to_ignore_file(text, {added});
  const IgnoreFile again = parse_ignore_file(longer);
  const auto is_added = [&](const IgnoreEntry& e) { return e.fingerprint == added.fingerprint; };
  const auto before = std::count_if(file.entries.begin(), file.entries.end(), is_added);
  fuzz::expect(std::count_if(again.entries.begin(), again.entries.end(), is_added) == 1,
               "what was added is there, once");
  fuzz::expect(again.entries.size() + static_cast<std::size_t>(before) == file.entries.size() + 1,
               "all other entries are there still");
  fuzz::expect(again.faults.size() == file.faults.size(), "faults are as they were");
  return 0;
}
