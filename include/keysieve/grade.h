// How strong a key is that somebody else made, and whether it stands in a repository's history.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/keygen.h"
#include "keysieve/report.h"
#include "keysieve/scan.h"

namespace keysieve {

// What makes a key weak.
enum class Weakness : std::uint8_t {
  empty,
  known_sample,     // the very key of some documentation, or a program's default
  insecure_prefix,  // django-insecure-
  placeholder,      // it says that a key belongs there
  not_random,       // words, sequences, repetitions
  few_distinct,     // fewer than five different characters
  too_short,        // fewer than 50 characters, and not a key of a fixed size
  guessable,        // fewer than 128 bits, as far as can be told
};
std::string_view to_string(Weakness kind);  // "known-sample"

struct KeyFault {
  Weakness kind = Weakness::empty;
  std::string message;  // for people; holds nothing of the key
};

struct KeyStrength {
  std::size_t length = 0;    // in bytes
  std::size_t distinct = 0;  // different ones
  std::string alphabet;      // the smallest usual one that holds all of them, in words
  std::size_t alphabet_size = 0;
  double entropy = 0;            // Shannon's, bits a character
  double randomness = 0;         // in [0, 1], as Verdict::randomness
  double bits = 0;               // what whoever guesses has to get right, estimated
  std::vector<KeyFault> faults;  // the worst first; none: the key is strong
  // What Django's check security.W009 would say against it. Only what is also a fault makes it weak
  // here: other frameworks' keys have other sizes.
  std::vector<std::string> django;

  bool is_strong() const { return faults.empty(); }
};

inline constexpr double min_strong_bits = 128;
inline constexpr std::size_t min_distinct_characters = 5;

// Looks at `key` alone. With `name`, the variable that holds it, a key of Django's has to pass
// Django's own check whatever its form. Thread-safe.
KeyStrength grade_key(std::string_view key, std::string_view name = {});

// Keys shorter than this stand everywhere by chance, and are not looked for.
inline constexpr std::size_t min_searched_key = 4;

// What the history of a repository knows of `keys`: a finding for each that stands in an object, a
// commit's message or a tag's, with the story that scan() tells. It is found byte for byte wherever
// it stands, whatever is around it, as it is or as people write it: escaped, in base64, hexadecimal
// or percent escapes, UTF-16, and where text is encoded in text. Neither placeholders nor marks are
// left out. A key of fewer than 16 characters counts where it stands by itself, not in a word.
Result<Report> find_keys(const HistorySource& source, const std::vector<std::string_view>& keys,
                         const ScanOptions& options = {});

// Secrets from outside, into guarded memory; a megabyte at most. Errors never hold what they read,
// nor, where there is no such file, its name: whoever gave it may have meant a key.
Result<SecretBytes> read_secret_file(const std::filesystem::path& file);
Result<SecretBytes> read_secret(int descriptor);
Result<SecretBytes> copy_secret(std::string_view secret);

// The one line that a key in a file is, without the line break at its end. A key that is no text is
// all of its bytes. Empty if there are several lines.
std::optional<std::string_view> only_line(std::string_view bytes);

// A variable of an env file, with what its quotes and escapes stand for. An error says in which
// line a quote is not closed: from there on readers of such files disagree on everything.
struct EnvVariable {
  std::string name;
  std::size_t line = 0;
  SecretBytes value;
  bool odd = false;        // readers disagree on where the value ends
  bool reference = false;  // the value names another variable, or a command
};
Result<std::vector<EnvVariable>> read_variables(std::string_view env_file);

// Whether a variable of this name holds a key, a token or a password, by what names say.
bool names_a_key(std::string_view name);

// One key, judged.
struct GradedKey {
  std::string name;    // of its variable; may be empty
  std::string origin;  // ".env:3", "standard input"
  KeyStrength strength;
  std::optional<std::string> doubt;  // why what was graded may not be what a program reads
  std::optional<std::string> reason_not_searched;
  std::optional<Finding> leak;  // where the repository's history holds it
};

struct Grades {
  std::vector<GradedKey> keys;
  std::size_t other_variables = 0;  // of an env file, which do not look like keys
  std::optional<Report> history;    // without findings; null: no repository was asked about

  bool all_strong() const;  // and none leaked
};

enum class GradeFormat { text, json };

// Nothing that is written holds a key. Of `options` text heeds colour, links and columns.
void write_grades(GradeFormat format, const Grades& grades, const ReportOptions& options,
                  std::ostream& out);

}  // namespace keysieve
