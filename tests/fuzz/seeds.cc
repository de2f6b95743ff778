#include "seeds.h"

#include <functional>
#include <map>
#include <sstream>

#include "keysieve/keysieve.h"
#include "support/archives.h"
#include "support/encodings.h"
#include "support/fake.h"
#include "support/tricky_text.h"
#include "unit/git/made_pack.h"

namespace keysieve::fuzz {
namespace {

using namespace test;
using Seeds = std::vector<std::string>;

// As Input::part() reads it.
std::string part(const std::string& bytes) {
  return std::string{static_cast<char>(bytes.size() >> 8), static_cast<char>(bytes.size() & 255)} +
         bytes;
}

const std::string commit =
    "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent " + std::string(40, '1') +
    "\nauthor A <a@example.org> 1704110400 +0700\ncommitter C <c@example.org> 1704110400 -0130\n"
    "mergetag object " +
    std::string(40, '2') +
    "\n type commit\n tag v1\n \n words\n"
    "encoding ISO-8859-1\n\nA summary\n\nA body\n";
const std::string tag = "object " + std::string(40, '1') +
                        "\ntype commit\ntag v1\ntagger T <t@example.org> 1 +0000\n\nwords\n";

Seeds delta() {
  const std::string base(300, 'b');
  return {part(base) + appending(base.size(), "more"),
          part("base") + varint(4) + varint(6) + "\x90\x04\x02xy",
          part("") + varint(0) + varint(1) + "\x01z"};
}

Seeds delta_scan() {
  Seeds seeds;
  Fake fake(1);
  for (int i = 0; i < 20; ++i) {
    std::string seed(1, static_cast<char>(40));
    for (int j = 0; j < 120; ++j) seed += static_cast<char>(fake.below(256));
    seeds.push_back(seed);
  }
  return seeds;
}

Seeds object_text() {
  const std::string zero(1, '\0'), one(1, '\1');
  return {zero + commit, zero + tag, one + "\x04" + "abcd" + "\x01\x02\x01\x1d\x03\x02xy",
          one + "\x08" + "abcdefgh" + std::string("\x01\x01\0\x50\x02\0\x10\0\x20", 9)};
}

Seeds pack() {
  const auto entry = [](int kind, int other, const std::string& bytes) {
    return std::string{static_cast<char>(kind), static_cast<char>(other)} + part(bytes);
  };
  const std::string no_flip(3, '\0'), text(100, 't');
  const std::string tree = "100644 a" + std::string(1, '\0') + std::string(20, '\7');
  return {no_flip + entry(0, 0, commit) + entry(0, 1, tree) + entry(0, 2, text) +
              entry(1, 2, appending(text.size(), "more")) + entry(0, 3, tag),
          no_flip + entry(0, 2, text) + entry(2, 115, appending(text.size(), "m")) +
              entry(3, 2, text) + entry(4, 0, text),
          std::string("\1\4\10", 3) + entry(0, 0, commit) + entry(0, 2, text)};
}

Seeds detector() {
  Seeds seeds;
  const auto rules = RuleSet::builtin();
  for (std::size_t i = 0; i < rules->rules().size(); i += 5) {
    seeds.push_back("\1" + rules->rules()[i].sample() + "\n");
  }
  Fake fake(2);
  for (int i = 0; i < 5; ++i) seeds.push_back("\3" + tricky_text(&fake, 20));
  return seeds;
}

Seeds decoders() {
  const std::string text = "some text, with lines\nand more of them: \xC3\xA4\xE2\x82\xAC\n";
  Seeds seeds = {"\5" + base64(text), "\5" + percent(text)};
  for (const Utf& utf : wide_encodings) {
    seeds.push_back("\2" + encoded(text, utf, true));
    seeds.push_back("\7" + encoded(text, utf, false));
  }
  return seeds;
}

Seeds archive() {
  const std::string text = "some text in a member\n";
  const std::string inner = zip({{"inner.txt", text}, {"folder/", ""}});
  return {inner,
          stored_zip({{"a.txt", text}, {"b.zip", inner}}),
          tar({{"a.txt", text}, {"folder/b.zip", inner}}),
          gzip(tar({{"a.txt", text}})),
          gzip(text, "name"),
          bzip2(text),
          xz(text),
          zstd(text),
          marked_encrypted(inner)};
}

Seeds rules() {
  return {settings_template(),
          "[[rule]]\nid = \"a-b\"\nname = \"N\"\ndescription = \"D.\"\nseverity = \"high\"\n"
          "tags = [\"x\"]\nkeywords = [\"token\"]\nregex = '''token = '(?P<secret>[a-z0-9]{16})'"
          "'''\nexamples = [\"x\"]\n",
          "[[rules]]\nid = \"b\"\ndescription = \"D\"\nregex = '''x-(\\d{4})'''\nsecretGroup = 1\n"
          "keywords = [\"x-\"]\nentropy = 2.5\n[[rules.allowlists]]\nstopwords = [\"abc\"]\n"
          "[extend]\nuseDefault = true\n",
          "[[allowlist]]\nreason = \"r\"\npaths = ['''^a/''']\nrules = [\"x\"]\n"};
}

Seeds ignore_file() {
  const std::string id(32, 'a');
  return {"# words\n" + id + "  a-rule  a/path  # reason; expires=2026-12-31\n",
          std::string(32, 'b') + "\n" + id + "  a-rule\r\n\r\n", "no entry\n"};
}

Seeds baseline() {
  const std::string id(40, 'a');
  return {id + ":a/file.py:a-rule:12\nfile.py:other-rule:3\n# words\n",
          "[{\"RuleID\":\"r\",\"File\":\"f\",\"Commit\":\"" + id +
              "\",\"StartLine\":1,\"Secret\":\"REDACTED\",\"Fingerprint\":\"f:r:1\"}]",
          "{\"version\":\"1.5.0\",\"results\":{\"f\":[{\"type\":\"T\",\"filename\":\"f\","
          "\"hashed_secret\":\"" +
              id + "\",\"is_verified\":false,\"line_number\":2}]}}"};
}

Seeds dotenv() {
  Seeds seeds;
  for (const std::string& text :
       Seeds{"A=1\nSECRET_KEY=\nB='2'\n", "export SECRET_KEY=old # words\r\nC=\"x\ny\"\n",
             "# SECRET_KEY=x\nA=`b`\n", "SECRET_KEY: old\n", "A='\n"}) {
    seeds.push_back("\2" + text);
    seeds.push_back("\1" + text);
  }
  return seeds;
}

Seeds saved_report() {
  const Detector detector(*RuleSet::builtin());
  Seeds seeds;
  Fake fake(3);
  for (const std::string& text :
       {std::string("nothing\n"), "SECRET_KEY = '" + fake.django_key() + "'\n"}) {
    const auto report = scan(StdinSource{text}, detector);
    for (const bool show : {false, true}) {
      std::ostringstream out;
      ReportOptions options;
      options.show_secrets = show;
      write_report(ReportFormat::json, *report, detector.rules(), options, out);
      seeds.push_back(out.str());
    }
  }
  return seeds;
}

Seeds hook_input() {
  const std::string a(40, 'a'), none(40, '0');
  return {"refs/heads/main " + a + " refs/heads/main " + none + "\n",
          none + " " + a + " refs/heads/main\n" + a + " " + none + " refs/tags/v1\n",
          "A message\n\n# ------------------------ >8 ------------------------\n# words\ndiff\n"};
}

}  // namespace

Seeds seeds_of(std::string_view target) {
  static const std::map<std::string_view, std::function<Seeds()>> all = {
      {"archive", archive},
      {"baseline", baseline},
      {"decoders", decoders},
      {"delta", delta},
      {"delta_scan", delta_scan},
      {"detector", detector},
      {"dotenv", dotenv},
      {"hook_input", hook_input},
      {"ignore_file", ignore_file},
      {"object_text", object_text},
      {"pack", pack},
      {"rules", rules},
      {"saved_report", saved_report}};
  const auto found = all.find(target);
  return found == all.end() ? Seeds() : found->second();
}

}  // namespace keysieve::fuzz
