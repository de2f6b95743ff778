#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catch.h"
#include "support/built.h"
#include "support/fake.h"
#include "support/process.h"

using namespace keysieve::test;

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  for (std::size_t begin = 0, end; (end = text.find('\n', begin)) != text.npos; begin = end + 1) {
    all.push_back(text.substr(begin, end - begin));
  }
  return all;
}

Ran generate(std::vector<std::string> options) {
  options.insert(options.begin(), "generate");
  return run_keysieve(std::move(options));
}

// Runs a line of shell in which "$0" is keysieve.
Ran shell(const std::string& line) {
  return run({{"sh", "-c", line, program().string()}, {}, {}, {}});
}

// Refused: status 2, nothing on stdout, one line on stderr that holds `words`.
void check_refused(const std::vector<std::string>& options, const std::vector<std::string>& words) {
  const Ran ran = generate(options);
  CAPTURE(options, ran.err);
  CHECK(ran.exit == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err.starts_with("keysieve: "));
  CHECK(lines(ran.err).size() == 1);
  for (const std::string& word : words) CHECK(ran.err.find(word) != std::string::npos);
}

}  // namespace

TEST_CASE("generate: one key of 51 URL-safe characters on a line, and nothing else", "[cli]") {
  const Ran ran = generate({});
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  REQUIRE(ran.out.size() == 52);
  CHECK(ran.out.find_first_not_of(urlsafe_alphabet) == 51);
  CHECK(ran.out.back() == '\n');
}

TEST_CASE("generate: two runs make two keys", "[cli]") {
  CHECK(generate({}).out != generate({}).out);
}

TEST_CASE("generate: every format has its length and its characters", "[cli]") {
  struct Expected {
    std::string format;
    std::size_t length;
    std::string alphabet;
  };
  for (const auto& [format, length, alphabet] :
       {Expected{"urlsafe", 51, std::string(urlsafe_alphabet)},
        {"hex", 64, std::string(hex_digits)},
        {"base64", 52, std::string(alnum_alphabet) + "+/="},
        {"alnum", 51, std::string(alnum_alphabet)},
        {"django", 50, std::string(django_alphabet)}}) {
    const Ran ran = generate({"--format", format});
    CAPTURE(format);
    CHECK(ran.exit == 0);
    CHECK(ran.out.size() == length + 1);
    CHECK(ran.out.find_first_not_of(alphabet) == length);
  }
}

TEST_CASE("generate: --length is met to the character and leaves no padding", "[cli]") {
  for (const char* format : {"urlsafe", "hex", "base64", "alnum", "django"}) {
    for (const std::size_t length : {50U, 53U, 55U}) {
      const Ran ran = generate({"--format", format, "--length", std::to_string(length)});
      CHECK(ran.out.size() == length + 1);
      if (std::string(format) == "base64") CHECK(ran.out.find('=') == std::string::npos);
    }
  }
}

TEST_CASE("generate: --count keys, one a line, all different", "[cli]") {
  const Ran ran = generate({"--count", "100", "--bytes", "48"});
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  const std::vector<std::string> keys = lines(ran.out);
  CHECK(keys.size() == 100);
  CHECK(std::set<std::string>(keys.begin(), keys.end()).size() == 100);
  for (const std::string& key : keys) CHECK(key.size() == 64);
}

TEST_CASE("generate: -v says on stderr how random a key is, never more than it is", "[cli]") {
  struct Expected {
    std::vector<std::string> options;
    std::string words;
  };
  for (const auto& [options, words] : {Expected{{"-v"}, " 304 bits of randomness in the key"},
                                       {{"--verbose", "--bytes", "64"}, " 512 bits "},
                                       {{"-v", "--format", "alnum"}, " 303 bits "},
                                       {{"-v", "--format", "django"}, " 282 bits "}}) {
    const Ran ran = generate(options);
    CHECK(ran.exit == 0);
    CHECK(lines(ran.out).size() == 1);
    CHECK(lines(ran.err).size() == 1);
    CHECK(ran.err.find(words) != std::string::npos);
    CHECK(ran.err.find(lines(ran.out)[0]) == std::string::npos);
  }
}

TEST_CASE("generate: a key under 50 characters is refused in every format", "[cli]") {
  for (const char* format : {"urlsafe", "hex", "base64", "alnum", "django"}) {
    check_refused({"--format", format, "--length", "49"}, {format, "49", "under 50", "W009"});
  }
  check_refused({"--bytes", "20"}, {"20 bytes", "27 characters", "under 50", "--bytes 37"});
  check_refused({"--format", "hex", "--bytes", "16"}, {"16 bytes", "32 characters", "--bytes 25"});
}

TEST_CASE("generate: what contradicts itself is refused", "[cli]") {
  check_refused({"--bytes", "64", "--length", "70"}, {"64 bytes", "70 characters"});
  check_refused({"--format", "django", "--bytes", "64"}, {"django", "64 bytes", "--length"});
  check_refused({"--length", "1048577"}, {"1048577", "1048576"});
}

TEST_CASE("generate: an unknown format is refused with those there are", "[cli]") {
  check_refused({"--format", "rot13"}, {"rot13", "urlsafe", "hex", "base64", "alnum", "django"});
}

TEST_CASE("generate: numbers that are none are refused by the option's name", "[cli]") {
  for (const std::vector<std::string>& options : {std::vector<std::string>{"--bytes", "-5"},
                                                  {"--bytes", "many"},
                                                  {"--bytes", "64k"},
                                                  {"--bytes", ""},
                                                  {"--length=-64"},
                                                  {"--count", "0"},
                                                  {"--count", "-1"},
                                                  {"--count", "1000001"},
                                                  {"--length"}}) {
    const Ran ran = generate(options);
    CAPTURE(options, ran.err);
    CHECK(ran.exit == 2);
    CHECK(ran.out.empty());
    const std::string name = options[0].substr(0, options[0].find('='));
    CHECK(ran.err.find(name) != std::string::npos);
  }
}

TEST_CASE("--help: every page fits a terminal, and speaks of options alone", "[cli]") {
  for (const char* command :
       {"scan", "generate", "grade", "accept", "report", "rules", "config", "hook"}) {
    const Ran ran = run_keysieve({command, "--help"});
    INFO(ran.out);
    for (const char* noise : {"Excludes:", "Needs:", "{false}", "UINT"}) {
      CHECK(ran.out.find(noise) == std::string::npos);
    }
    std::istringstream lines(ran.out.substr(0, ran.out.find("Examples:")));
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
  }
}

TEST_CASE("usage errors: the page is named that says what is right", "[cli]") {
  const auto error_of = [](std::vector<std::string> arguments) {
    const Ran ran = run_keysieve(std::move(arguments));
    CHECK(ran.exit == 2);
    return ran.err;
  };
  CHECK(error_of({"scn", "."}) == "keysieve: there is no command \"scn\" (see: keysieve --help)\n");
  CHECK(error_of({}) == "keysieve: A subcommand is required (see: keysieve --help)\n");
  CHECK(error_of({"scan", "--nope"}).ends_with("--nope (see: keysieve scan --help)\n"));
  CHECK(error_of({"hook", "install", "--nope"}).ends_with("(see: keysieve hook install --help)\n"));
}

TEST_CASE("generate: --help has examples, and names only formats there are", "[cli]") {
  const Ran ran = generate({"--help"});
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out.find("keysieve generate --format hex --bytes 64") != std::string::npos);
  CHECK(ran.out.find("urlsafe, hex, base64, alnum, django") != std::string::npos);
}

TEST_CASE("generate: a full disk is an error, not a lost key", "[cli]") {
  const Ran ran = shell(R"("$0" generate > /dev/full)");
  CHECK(ran.exit == 2);
  CHECK(ran.err == "keysieve: cannot write the key to standard output: No space left on device\n");
}

TEST_CASE("generate: a closed standard output is an error", "[cli]") {
  const Ran ran = shell(R"("$0" generate >&-)");
  CHECK(ran.exit == 2);
  CHECK(ran.err == "keysieve: cannot write the key to standard output: Bad file descriptor\n");
}

TEST_CASE("generate: a closed stderr costs no key", "[cli]") {
  const Ran ran = shell(R"("$0" generate -v 2>&-)");
  CHECK(ran.exit == 0);
  CHECK(ran.out.size() == 52);
}

TEST_CASE("generate: a reader that goes away ends it with an error, not a signal", "[cli]") {
  // The tests ignore SIGPIPE and their children inherit that; a user's shell does not.
  const Ran ran = shell(
      R"({ env --default-signal=PIPE "$0" generate --count 5000; echo "status $?" >&2; } | true)");
  CHECK(ran.out.empty());
  CHECK(ran.err == "keysieve: cannot write the key to standard output: Broken pipe\nstatus 2\n");
}

TEST_CASE("generate: the key is shaped as Python's secrets.token_urlsafe(38)", "[cli]") {
  const Ran python =
      run({{"python3", "-c", "import secrets; print(secrets.token_urlsafe(38))"}, {}, {}, {}});
  if (python.exit == 127) {
    WARN("python3 is not there: nothing to compare with");
    return;
  }
  REQUIRE(python.exit == 0);
  const Ran ran = generate({"--bytes", "38"});
  CHECK(ran.out.size() == python.out.size());
  CHECK(python.out.find_first_not_of(urlsafe_alphabet) == python.out.size() - 1);
  CHECK(ran.out.find_first_not_of(urlsafe_alphabet) == ran.out.size() - 1);
}

TEST_CASE("generate: Python decodes what was encoded", "[cli]") {
  const std::string decode =
      "import base64, sys\n"
      "urlsafe, base, digits = sys.stdin.read().split()\n"
      "print(len(base64.urlsafe_b64decode(urlsafe + '=')), len(base64.b64decode(base)),\n"
      "      len(bytes.fromhex(digits)))\n";
  const std::string keys =
      generate({}).out + generate({"--format", "base64"}).out + generate({"--format", "hex"}).out;
  const Ran python = run({{"python3", "-c", decode}, {}, keys, {}});
  if (python.exit == 127) {
    WARN("python3 is not there: nothing to compare with");
    return;
  }
  CHECK(python.out == "38 38 32\n");
}
