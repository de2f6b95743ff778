#include <string>

#include "catch.h"
#include "keygen/dotenv.h"
#include "keysieve/env_file.h"

using namespace keysieve;

namespace {

const std::string fresh = "fresh-key-0123456789abcdefghij";    // keysieve:allow made up
const std::string old_key = "older-one-0123456789abcdefghij";  // keysieve:allow made up

EnvSetting django() {
  return {"SECRET_KEY", fresh, Fallback::list, "SECRET_KEY_FALLBACKS"};
}

// {old} and {new} stand for the two keys.
std::string filled(std::string text) {
  for (const auto& [name, key] : {std::pair{"{old}", old_key}, std::pair{"{new}", fresh}}) {
    const std::string mark = name;
    for (std::size_t at; (at = text.find(mark)) != std::string::npos;) {
      text.replace(at, mark.size(), key);
    }
  }
  return text;
}

std::string set(const std::string& text, const EnvSetting& setting = django(),
                const EnvOptions& options = {}) {
  const auto edited = set_in_env_text(filled(text), std::vector{setting}, options);
  return edited ? std::string(edited->text.view()) : "refused: " + edited.error().message;
}

std::string rotated(const std::string& text, const EnvSetting& setting = django(),
                    bool keep_old = true) {
  return set(text, setting, {.rotate = true, .keep_old = keep_old});
}

}  // namespace

TEST_CASE("env file: a variable is added at the end, after a line break if need be", "[keygen]") {
  CHECK(set("") == filled("SECRET_KEY={new}\n"));
  CHECK(set("A=1\n") == filled("A=1\nSECRET_KEY={new}\n"));
  CHECK(set("A=1") == filled("A=1\nSECRET_KEY={new}\n"));
  CHECK(set("A=1\r\nB=2\r\n") == filled("A=1\r\nB=2\r\nSECRET_KEY={new}\r\n"));
  CHECK(set("A=1\r\nB=2") == filled("A=1\r\nB=2\r\nSECRET_KEY={new}\r\n"));
  CHECK(set("# SECRET_KEY={old}\n") == filled("# SECRET_KEY={old}\nSECRET_KEY={new}\n"));
}

TEST_CASE("env file: an empty value is filled where it stands, all else stays", "[keygen]") {
  CHECK(set("SECRET_KEY=\nA=1") == filled("SECRET_KEY={new}\nA=1"));
  CHECK(set("A=1\nSECRET_KEY=") == filled("A=1\nSECRET_KEY={new}"));
  CHECK(set("export SECRET_KEY=\r\n") == filled("export SECRET_KEY={new}\r\n"));
  CHECK(set("SECRET_KEY='' # set it\n") == filled("SECRET_KEY='{new}' # set it\n"));
  CHECK(set("SECRET_KEY= # set it\n") == filled("SECRET_KEY={new} # set it\n"));
  CHECK(set("SECRET_KEY =  \n") == filled("SECRET_KEY ={new}  \n"));
}

TEST_CASE("env file: a byte order mark is no part of the first name", "[keygen]") {
  CHECK(set("\xEF\xBB\xBFSECRET_KEY=\n") == filled("\xEF\xBB\xBFSECRET_KEY={new}\n"));
}

TEST_CASE("env file: a key that is there is not overwritten", "[keygen]") {
  CHECK(set("A=1\nSECRET_KEY={old}\n") ==
        "refused: a key is there already: SECRET_KEY (line 2); to replace it: --rotate");
  const std::vector<EnvSetting> two = {{"ONE", fresh}, {"TWO", fresh}};
  const auto refused = set_in_env_text("TWO=x\nONE=y\n", two);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message ==
        "a key is there already: ONE (line 2), TWO (line 1); to replace it: --rotate");
}

TEST_CASE("env file: a name within a quoted value of many lines is none", "[keygen]") {
  const std::string text = "CERT=\"-----\nSECRET_KEY={old}\n-----\"\n";
  CHECK(set(text) == filled(text + "SECRET_KEY={new}\n"));
  CHECK(rotated(text) == filled(text + "SECRET_KEY={new}\n"));
}

TEST_CASE(
    "env file: rotating keeps quotes, comments and line ends, and moves the old key as it "
    "is written",
    "[keygen]") {
  CHECK(rotated("SECRET_KEY={old}\nA=1\n") ==
        filled("SECRET_KEY={new}\nSECRET_KEY_FALLBACKS={old}\nA=1\n"));
  CHECK(rotated("export SECRET_KEY=\"{old}$#\" # live\r\nA=1") ==
        filled("export SECRET_KEY=\"{new}\" # live\r\nexport SECRET_KEY_FALLBACKS=\"{old}$#\"\r\n"
               "A=1"));
  CHECK(rotated("SECRET_KEY='{old}'") ==
        filled("SECRET_KEY='{new}'\nSECRET_KEY_FALLBACKS='{old}'\n"));
  CHECK(rotated("SECRET_KEY={old}#a$b # live\n") ==
        filled("SECRET_KEY={new} # live\nSECRET_KEY_FALLBACKS={old}#a$b\n"));
}

TEST_CASE("env file: old keys join a list, the youngest first", "[keygen]") {
  CHECK(rotated("SECRET_KEY_FALLBACKS=older\nSECRET_KEY={old}\n") ==
        filled("SECRET_KEY_FALLBACKS={old},older\nSECRET_KEY={new}\n"));
  CHECK(rotated("SECRET_KEY={old}\nSECRET_KEY_FALLBACKS='a$b'\n") ==
        filled("SECRET_KEY={new}\nSECRET_KEY_FALLBACKS='{old},a$b'\n"));
  CHECK(rotated("SECRET_KEY='{old}$#'\nSECRET_KEY_FALLBACKS='a$b'\n") ==
        filled("SECRET_KEY='{new}'\nSECRET_KEY_FALLBACKS='{old}$#,a$b'\n"));
  CHECK(rotated("SECRET_KEY='{old}$#'\nSECRET_KEY_FALLBACKS=older\n") ==
        filled("SECRET_KEY='{new}'\nSECRET_KEY_FALLBACKS='{old}$#,older'\n"));
  CHECK(rotated("SECRET_KEY='{old}$#'\nSECRET_KEY_FALLBACKS=\n") ==
        filled("SECRET_KEY='{new}'\nSECRET_KEY_FALLBACKS='{old}$#'\n"));
  CHECK(rotated("SECRET_KEY='{old}'\nSECRET_KEY_FALLBACKS=\"\"\n") ==
        filled("SECRET_KEY='{new}'\nSECRET_KEY_FALLBACKS='{old}'\n"));
}

TEST_CASE("env file: what cannot be put together without guessing is refused", "[keygen]") {
  CHECK(rotated("SECRET_KEY={old}$#\nSECRET_KEY_FALLBACKS=older\n").find("by hand") !=
        std::string::npos);
  CHECK(rotated("SECRET_KEY={old},b\n").find("holds a comma") != std::string::npos);
  CHECK(rotated("SECRET_KEY='{old}\\'\n").find("disagree") != std::string::npos);
  CHECK(rotated("SECRET_KEY='{old}'more\n").find("disagree") != std::string::npos);
  CHECK(rotated("SECRET_KEY={old}'\n").find("disagree") != std::string::npos);
  CHECK(rotated("SECRET_KEY={old}\\\n").find("disagree") != std::string::npos);
  CHECK(rotated("SECRET_KEY=$OTHER_KEY\n").find("names another variable") != std::string::npos);
  CHECK(rotated("SECRET_KEY=\"$(cat key)\"\n").find("names another") != std::string::npos);
  CHECK(rotated("SECRET_KEY: {old}\n").find("with a colon") != std::string::npos);
  CHECK(set("A='open\nB=1\n") ==
        "refused: line 1: the quote that the value of A begins with is not closed; close it first, "
        "for readers disagree on what such a file says");
  CHECK(set(std::string("A=\0b\n", 5)).find("NUL") != std::string::npos);
}

TEST_CASE("env file: a refusal holds no key", "[keygen]") {
  for (const char* text :
       {"SECRET_KEY={old},b\n", "SECRET_KEY='{old}\\'\n", "SECRET_KEY: {old}\n",
        "SECRET_KEY=\"{old}\n", "SECRET_KEY={old}$#\nSECRET_KEY_FALLBACKS=o\n"}) {
    CHECK(rotated(text).find("0123456789") == std::string::npos);
  }
}

TEST_CASE("env file: a weak old key is not kept", "[keygen]") {
  for (const std::string& weak :
       {std::string("changeme"), std::string("django-insecure-0123456789abcdefghijklm"),
        std::string(60, 'a'), std::string("please-change-this-key-0123456789")}) {
    const auto edited = set_in_env_text("SECRET_KEY=" + weak + "\n", std::vector{django()},
                                        {.rotate = true, .keep_old = true});
    REQUIRE(edited);
    CHECK(edited->text.view() == filled("SECRET_KEY={new}\n"));
    CHECK(edited->changes[0].moved_to.empty());
    CHECK_FALSE(edited->changes[0].left_out.empty());
    CHECK(edited->old_keys[0].key.view() == weak);
  }
}

TEST_CASE("env file: a leaked old key is not kept where that is asked for", "[keygen]") {
  CHECK(rotated("SECRET_KEY={old}\n", django(), false) == filled("SECRET_KEY={new}\n"));
  CHECK(rotated("SECRET_KEY={old},b\n", django(), false) == filled("SECRET_KEY={new}\n"));
}

TEST_CASE("env file: other forms of fallbacks", "[keygen]") {
  const EnvSetting single{"KEY", fresh, Fallback::single, "OLD"};
  CHECK(rotated("KEY='{old}'\n", single) == filled("KEY='{new}'\nOLD='{old}'\n"));
  CHECK(rotated("OLD=before\nKEY='{old}'\n", single) == filled("OLD='{old}'\nKEY='{new}'\n"));
  const EnvSetting in_place{"KEY", fresh, Fallback::in_place};
  CHECK(rotated("KEY=\"{old}\"\n", in_place) == filled("KEY=\"{new},{old}\"\n"));
  const EnvSetting json{"KEY", fresh, Fallback::json_list, "OLD"};
  CHECK(rotated("KEY={old}\n", json) == filled("KEY={new}\nOLD='[\"{old}\"]'\n"));
  CHECK(rotated("KEY={old}\nOLD=[]\n", json) == filled("KEY={new}\nOLD='[\"{old}\"]'\n"));
  CHECK(rotated("KEY={old}\nOLD='[]'\n", json) == filled("KEY={new}\nOLD='[\"{old}\"]'\n"));
  CHECK(rotated("KEY={old}\nOLD='[\"a\"]'\n", json) ==
        filled("KEY={new}\nOLD='[\"{old}\",\"a\"]'\n"));
  CHECK(rotated("KEY={old}\nOLD=plain\n", json).find("no list of JSON") != std::string::npos);
}

TEST_CASE("env file: of several lines for a variable the last is set, and the others are told",
          "[keygen]") {
  const auto edited = set_in_env_text(filled("SECRET_KEY={old}\nA=1\nSECRET_KEY={old}\n"),
                                      std::vector{django()}, {.rotate = true, .keep_old = false});
  REQUIRE(edited);
  CHECK(edited->text.view() == filled("SECRET_KEY={old}\nA=1\nSECRET_KEY={new}\n"));
  CHECK(edited->changes[0].other_lines == std::vector<std::size_t>{1});
  CHECK(edited->changes[0].line == 3);
}

TEST_CASE("env file: names and keys that readers take otherwise are refused", "[keygen]") {
  CHECK(set("", {"1ST", fresh}).find("no name for a variable") != std::string::npos);
  CHECK(set("", {"A B", fresh}).find("no name for a variable") != std::string::npos);
  CHECK(set("", {"KEY", "a$b"}).find("different ways") != std::string::npos);
}

TEST_CASE("env file: lines are told", "[keygen]") {
  const std::vector<EnvSetting> two = {{"ONE", fresh}, {"TWO", fresh}};
  const auto edited = set_in_env_text("# x\nA=\"1\n2\"\nTWO=\n", two);
  REQUIRE(edited);
  CHECK(edited->changes[0].line == 5);
  CHECK(edited->changes[0].kind == EnvChange::Kind::added);
  CHECK(edited->changes[1].line == 4);
  CHECK(edited->changes[1].kind == EnvChange::Kind::filled);
}
