#include <string>

#include "catch.h"
#include "detect/base58check.h"
#include "detect/bip39.h"

namespace keysieve {
namespace {

std::string repeated(const std::string& word, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += word + ' ';
  return text;
}

}  // namespace

TEST_CASE("Base58Check: what has a right checksum passes", "[detect]") {
  // Addresses, which are public: the first of the chain, and the one of the hash zero.
  CHECK(is_base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
  CHECK(is_base58check("1111111111111111111114oLvT2"));
}

TEST_CASE("Base58Check: a slip of the pen does not", "[detect]") {
  CHECK_FALSE(is_base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"));
  CHECK_FALSE(is_base58check("A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
  CHECK_FALSE(is_base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a"));  // 0 is no digit
  CHECK_FALSE(is_base58check("1111"));
  CHECK_FALSE(is_base58check(""));
  CHECK_FALSE(is_base58check(std::string(300, '1')));
}

TEST_CASE("mnemonic: the standard's own vectors pass", "[detect]") {
  CHECK(is_mnemonic(repeated("abandon", 11) + "about"));
  CHECK(is_mnemonic(repeated("zoo", 11) + "wrong"));
  CHECK(is_mnemonic(repeated("abandon", 17) + "agent"));
  CHECK(is_mnemonic(repeated("abandon", 23) + "art"));
  CHECK(is_mnemonic(repeated("zoo", 23) + "vote"));
}

TEST_CASE("mnemonic: another last word, number of words or word does not", "[detect]") {
  CHECK_FALSE(is_mnemonic(repeated("abandon", 11) + "abandon"));
  CHECK_FALSE(is_mnemonic(repeated("abandon", 10) + "about"));
  CHECK_FALSE(is_mnemonic(repeated("abandon", 8) + "about"));
  CHECK_FALSE(is_mnemonic(repeated("abandon", 26) + "about"));
  CHECK_FALSE(is_mnemonic(repeated("keysieve", 11) + "about"));
  CHECK_FALSE(is_mnemonic(""));
}

}  // namespace keysieve
