// A report does not depend on how git stored the texts, nor on how they were read: it is the same
// (1) when only what differs between versions is searched, (2) when every text is searched whole,
// and (3) when libgit2 has read every object by itself (support/unpacked_copy.h).
#include <algorithm>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.h"
#include "git/handle.h"
#include "keysieve/report.h"
#include "support/encodings.h"
#include "support/made_delta.h"
#include "support/test_repo.h"
#include "support/tricky_text.h"
#include "support/unpacked_copy.h"
#include "unit/git/made_pack.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::Fake;
using test::TempDir;
using test::TestRepo;
using test::TextForm;

const Detector& detector() {
  static const Detector all(*RuleSet::builtin());
  return all;
}

std::string report_json(const fs::path& repository, bool whole_texts, unsigned threads) {
  ScanOptions options;
  options.threads = threads;
  options.whole_texts = whole_texts;
  auto report = scan(HistorySource{repository}, detector(), options);
  if (!report) throw std::runtime_error(report.error().message);
  report->source.repository.clear();
  std::ostringstream out;
  ReportOptions show;
  show.show_secrets = true;
  write_report(ReportFormat::json, *report, detector().rules(), show, out);
  return out.str();
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

// The three reports are the same; answers how many places they tell of.
std::size_t check_exact(const TestRepo& repo) {
  const std::string expected = report_json(repo.path(), true, 1);
  for (const unsigned threads : {1U, 2U}) {
    CHECK((report_json(repo.path(), false, threads) == expected));
  }
  const TempDir copies;
  test::copy_unpacked(repo.path() / ".git", copies / "copy.git");
  CHECK((report_json(copies / "copy.git", false, 2) == expected));
  // A live finding names one of its places twice.
  return count(expected, "\"object\"") - count(expected, "\"in_head\": {");
}

// Versions of a text in unix_lines, each made from the one before.
std::vector<std::string> versions_of_text(Fake* fake, int lines, std::size_t count) {
  std::vector<std::string> versions{test::tricky_text(fake, lines)};
  while (versions.size() < count) versions.push_back(test::changed_text(versions.back(), fake));
  return versions;
}

std::string data(const std::string& bytes) {
  return "data " + std::to_string(bytes.size()) + "\n" + bytes + "\n";
}

// Commits each version as settings.py.
void commit_each(TestRepo& repo, const std::vector<std::string>& versions) {
  std::string stream;
  for (const std::string& version : versions) {
    stream += "commit refs/heads/main\ncommitter C <c@example.org> 1704110400 +0000\n" + data("x") +
              "M 100644 inline settings.py\n" + data(version);
  }
  repo.git({"fast-import", "--quiet", "--depth=4095"}, stream);
}

// Commits objects that are there already, each as a file.
void commit_ids(TestRepo& repo, const std::vector<ObjectId>& ids) {
  std::string tree;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    tree += "100644 blob " + ids[i].hex() + "\tsettings" + std::to_string(i) + ".py\n";
  }
  repo.git({"update-ref", "refs/heads/main",
            repo.git({"commit-tree", "-m", "all", repo.git({"mktree"}, tree)})});
}

ObjectId id_of(const std::string& bytes) {
  git_oid id{};
  if (git_odb_hash(&id, bytes.data(), bytes.size(), GIT_OBJECT_BLOB) != 0) {
    throw std::runtime_error("libgit2 cannot hash");
  }
  return to_object_id(id);
}

// A pack of the texts, of which each but the first is a delta against one of the four before it,
// by copies of at least `least` bytes, wherever these begin and end. Texts must differ.
std::vector<test::MadeEntry> made_deltas(const std::vector<std::string>& texts, std::size_t least,
                                         Fake* fake) {
  std::vector<test::MadeEntry> entries{test::whole_blob(id_of(texts[0]), texts[0])};
  for (std::size_t i = 1; i < texts.size(); ++i) {
    const auto back = std::min<std::size_t>(i, 1 + fake->below(4));
    const std::string &base = texts[i - back], &target = texts[i];
    const auto segments = test::made_segments(base, target, least);
    entries.push_back(
        test::delta_on(id_of(base), id_of(target), test::delta_bytes(base, target, segments)));
  }
  return entries;
}

// Writes the texts, each once, as a pack of deltas made by hand, and commits them all.
void pack_by_hand(TestRepo& repo, std::vector<std::string> texts, std::size_t least, Fake* fake) {
  std::vector<ObjectId> ids;
  std::erase_if(texts, [&](const std::string& text) {
    const ObjectId id = id_of(text);
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) return true;
    ids.push_back(id);
    return false;
  });
  test::write_pack(repo.path() / ".git/objects", "pack-made", made_deltas(texts, least, fake));
  commit_ids(repo, ids);
}

std::size_t check_made(const std::vector<std::string>& texts, std::size_t least, Fake* fake) {
  TestRepo repo;
  pack_by_hand(repo, texts, least, fake);
  return check_exact(repo);
}

// A text, and as a delta against it the same without its middle.
std::size_t check_taken_out(const std::string& left, const std::string& middle,
                            const std::string& right) {
  const std::string base = left + middle + right, target = left + right;
  const std::vector<Segment> segments{{0, left.size(), 0},
                                      {left.size(), right.size(), left.size() + middle.size()}};
  TestRepo repo;
  test::write_pack(
      repo.path() / ".git/objects", "pack-made",
      {test::whole_blob(id_of(base), base),
       test::delta_on(id_of(base), id_of(target), test::delta_bytes(base, target, segments))});
  commit_ids(repo, {id_of(base), id_of(target)});
  return check_exact(repo);
}

}  // namespace

TEST_CASE("exactness: a chain of 4095 deltas", "[engine]") {
  TestRepo repo;
  Fake fake(1);
  commit_each(repo, versions_of_text(&fake, 34, 4096));
  repo.git({"repack", "-a", "-d", "-q", "-F", "--depth=4095", "--window=4"});
  CHECK(check_exact(repo) > 500);
}

TEST_CASE("exactness: deltas that name their base, and several packs with duplicates", "[engine]") {
  TestRepo repo;
  Fake fake(2);
  commit_each(repo, versions_of_text(&fake, 60, 200));
  repo.git(
      {"-c", "repack.useDeltaBaseOffset=false", "repack", "-a", "-d", "-q", "-F", "--depth=4095"});
  CHECK(check_exact(repo) > 20);
  const std::string ids = repo.git({"rev-list", "--objects", "--no-object-names", "HEAD~90..HEAD"});
  repo.git({"pack-objects", "-q", "--delta-base-offset", ".git/objects/pack/pack"}, ids + "\n");
  CHECK(check_exact(repo) > 20);
  repo.git({"config", "pack.packSizeLimit", "1"});  // raised to a MiB
  repo.git({"repack", "-a", "-d", "-q", "-F"});
  CHECK(check_exact(repo) > 20);
}

TEST_CASE("exactness: copies that begin and end anywhere, in texts of every form", "[engine]") {
  std::size_t places = 0;
  for (const TextForm form :
       {TextForm::unix_lines, TextForm::windows_lines, TextForm::no_last_newline,
        TextForm::long_lines, TextForm::one_line}) {
    for (std::uint32_t seed = 0; seed < 3; ++seed) {
      CAPTURE(static_cast<int>(form), seed);
      Fake fake(100 * seed + static_cast<std::uint32_t>(form));
      auto texts = versions_of_text(&fake, 60, form == TextForm::long_lines ? 40 : 150);
      for (std::string& text : texts) text = test::in_form(text, form);
      places += check_made(texts, 4 + 6 * seed, &fake);
    }
  }
  CHECK(places > 200);
}

TEST_CASE("exactness: versions in UTF-8, in UTF-16 and binary ones, each from the others",
          "[engine]") {
  std::size_t places = 0;
  for (std::uint32_t seed = 0; seed < 3; ++seed) {
    CAPTURE(seed);
    Fake fake(seed + 50);
    auto texts = versions_of_text(&fake, 60, 200);
    for (std::string& text : texts) {
      switch (fake.below(8)) {
        case 0:
        case 1:
          text = test::encoded(text, test::wide_encodings[0], true);
          break;
        case 2:
          text = test::encoded(text, test::wide_encodings[1], false);
          break;
        case 3:
          text.insert(fake.below(2) * text.size() / 2, 3, '\0');
          break;
        case 4:
          text.insert(0, "\xEF\xBB\xBF");
          break;
        case 5:
          text.insert(0, 8100, ' ').insert(8100, 1, '\0');  // too late to be binary
          break;
        default:
          break;
      }
    }
    places += check_made(texts, 8, &fake);
  }
  CHECK(places > 50);
}

TEST_CASE("exactness: a border between two copies joins the halves of a token", "[engine]") {
  const std::string token = Fake(7).slack_token(), padding(600, '\n');
  for (std::size_t cut = 1; cut < token.size(); cut += 3) {
    const std::string left = padding + "token = '" + token.substr(0, cut);
    CAPTURE(cut);
    CHECK(check_taken_out(left, "\n" + padding, token.substr(cut) + "'\n" + padding) >= 1);
  }
}

TEST_CASE("exactness: a border between two copies makes neighbours of lines", "[engine]") {
  const std::string key = Fake(8).urlsafe_key(), padding(600, '\n');
  for (const char* begin : {"SECRET_KEY = (\n", "SECRET_KEY = \\\n"}) {
    for (const char* between : {"x\n", "x\ny\n", "x\ny\nz\nSECRET_KEY = None\n"}) {
      CAPTURE(begin, between);
      CHECK(check_taken_out(padding + begin, between, "    '" + key + "'\n)\n" + padding) == 1);
    }
  }
}

TEST_CASE("exactness: the first line of a block stays, the rest of it changes", "[engine]") {
  Fake fake(8);
  const auto block = [&](int lines) {
    std::string body = "-----BEGIN PRIVATE" + std::string(" KEY-----\n");
    for (int i = 0; i < lines; ++i) body += fake.from(test::alnum_alphabet, 64) + "\n";
    return body + "-----END PRIVATE" + std::string(" KEY-----\n");
  };
  const std::string before(1000, '\n'), after(1000, '\n');
  std::vector<std::string> texts;
  std::string key = block(24);
  for (int i = 0; i < 40; ++i) {
    texts.push_back(before + key + after);
    const std::size_t line = 28 + 65 * fake.below(24);
    switch (fake.below(4)) {
      case 0:
        key = block(24);
        break;
      case 1:
        key.replace(line, 64, fake.from(test::alnum_alphabet, 64));  // one line of the body
        break;
      case 2:
        key.replace(line, 64, "(no line of a key)");
        break;
      default:
        key.insert(key.size() - 5, "x");  // its last line is none any more
    }
    if (key.size() < 24 * 65) key = block(24);
  }
  CHECK(check_made(texts, 16, &fake) > 10);
}

TEST_CASE("exactness: marks come and go on a line that does not change otherwise", "[engine]") {
  Fake fake(9);
  const std::string padding(600, '\n'), line = "token = '" + fake.slack_token() + "'";
  std::vector<std::string> texts;
  for (const char* mark : {"", "  # keysieve:allow", "  # keysieve:allow[private-key]",
                           "  # gitleaks:allow", "  # keysieve:allow because"}) {
    for (const char* above : {"", "# keysieve:allow-next-line\n", "# nothing\n"}) {
      texts.push_back(padding + above + line + mark + "\n" + padding);
    }
  }
  for (std::size_t shift = 0; shift < texts.size(); ++shift) {
    std::rotate(texts.begin(), texts.begin() + 1, texts.end());
    CHECK(check_made(texts, 12, &fake) == texts.size());
  }
}

}  // namespace keysieve
