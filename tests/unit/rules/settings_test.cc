#include "keysieve/settings.h"

#include "catch.h"

namespace keysieve {
namespace {

std::string error_of(std::string_view text) {
  const auto settings = parse_settings(text, "it");
  return settings ? "" : settings.error().message;
}

}  // namespace

TEST_CASE("settings: each is read, with where it stands", "[rules]") {
  const auto settings = parse_settings(
      "min_confidence = 0.7\nmin_severity = \"high\"\nenable = [\"django\"]\ndisable = []\n"
      "max_object_bytes = 1000\narchives = true\nthreads = 3\nformat = \"json\"\n"
      "color = \"never\"\nextend = [\"more.toml\"]\n[[allowlist]]\nreason = \"made up\"\n"
      "rules = [\"a\"]\npaths = ['^tests/']\nregexes = ['^x']\nstopwords = [\"Demo\"]\n"
      "commits = [\"0123456789ABCDEF0123456789abcdef01234567\"]\n",
      "it");
  REQUIRE(settings);
  CHECK(settings->min_confidence == 0.7);
  CHECK(settings->min_severity == Severity::high);
  CHECK(settings->enable == std::vector<std::string>{"django"});
  CHECK(settings->disable == std::vector<std::string>());
  CHECK(settings->max_object_bytes == 1000U);
  CHECK(settings->archives == true);
  CHECK(settings->threads == 3U);
  CHECK(settings->format == ReportFormat::json);
  CHECK(settings->color == "never");
  CHECK(settings->extend == std::vector<std::string>{"more.toml"});
  CHECK(settings->places.at("threads") == "it:7");
  REQUIRE(settings->allowlists.size() == 1);
  const FindingAllowlist& list = settings->allowlists[0];
  CHECK(list.reason == "made up");
  CHECK(list.stopwords == std::vector<std::string>{"demo"});
  CHECK(list.commits.at(0) == "0123456789abcdef0123456789abcdef01234567");
  CHECK(list.origin == "it:11");
}

TEST_CASE("settings: what is not set is not there", "[rules]") {
  const auto settings = parse_settings("", "it");
  REQUIRE(settings);
  CHECK_FALSE(settings->min_confidence);
  CHECK_FALSE(settings->enable);
  CHECK(settings->places.empty());
}

TEST_CASE("settings: an unknown key is an error with its line and what was meant", "[rules]") {
  CHECK(error_of("threads = 1\n\nmin_confidenc = 1\n") ==
        "it:3: unknown key \"min_confidenc\"; did you mean \"min_confidence\"?");
  CHECK(error_of("[[allowlist]]\nreason = \"x\"\npath = ['a']\n")
            .find("it:3: unknown key \"path\"; did you mean \"paths\"?") != std::string::npos);
}

TEST_CASE("settings: all that is wrong is said at once", "[rules]") {
  CHECK(error_of("threads = -1\nmin_confidence = 1.5\ncolor = \"red\"\nformat = \"papyrus\"\n"
                 "min_severity = \"huge\"\nenable = \"all\"\narchives = 1\n") ==
        "it:1: threads must be a whole number, at least 0\n"
        "it:2: min_confidence must be from 0 to 1\n"
        "it:3: color must be \"auto\", \"always\" or \"never\"\n"
        "it:4: format must be one that `keysieve scan --help` lists\n"
        "it:5: min_severity must be \"critical\", \"high\", \"medium\" or \"low\"\n"
        "it:6: enable must be an array of strings\n"
        "it:7: archives must be true or false");
  CHECK(error_of("min_confidence = nan").find("from 0 to 1") != std::string::npos);
  CHECK(error_of("threads = 100000").find("from 0 to 1024") != std::string::npos);
  CHECK(error_of("threads = ").find("it:1: not TOML") == 0);
}

TEST_CASE("settings: an allowlist has a reason, and something that it allows", "[rules]") {
  CHECK(error_of("[[allowlist]]\npaths = ['x']\n") == "it:1: the allowlist has no reason");
  CHECK(error_of("[[allowlist]]\nreason = \"x\"\n").find("needs rules, paths") !=
        std::string::npos);
  CHECK(error_of("[[allowlist]]\nreason = \"x\"\npaths = ['(']\n").find("it:3: RE2 refuses") == 0);
  CHECK(error_of("[[allowlist]]\nreason = \"x\"\ncommits = ['abc']\n").find("it:3: \"abc\"") == 0);
  CHECK(error_of("[[allowlist]]\nreason = \"x\"\nstopwords = ['']\n").find("it:3: ") == 0);
}

TEST_CASE("settings: rules stand beside them, and are checked as rules", "[rules]") {
  CHECK(error_of("[[rule]]\nid = \"x y\"\n").find("it:1: ") == 0);
}

TEST_CASE("settings: the template sets nothing, and says every key that there is", "[rules]") {
  const std::string text = settings_template();
  const auto settings = parse_settings(text, "it");
  REQUIRE(settings);
  CHECK(settings->places.empty());
  std::string all;  // with the lines that set something
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    const bool sets = line.find(" = ") != line.npos || line.starts_with("# [[");
    all += (sets && line.starts_with("# ") ? line.substr(2) : "") + "\n";
  }
  all.replace(all.find("<40 hex digits>"), 15, std::string(40, '0'));
  const auto set = parse_settings(all, "it");
  REQUIRE((set ? "" : set.error().message) == "");
  CHECK(set->places.size() == 12);
}

}  // namespace keysieve
