// Names and messages that were not written in UTF-8: a commit may say in which encoding its text
// is ("encoding ISO-8859-1"), and reports are UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace keysieve {

// `text` in UTF-8, if `encoding` is one that people write commits in: ISO 8859, Windows, KOI8 and
// the East Asian ones. Any other name leaves the text as it is, and so does text that is malformed:
// the name is the author's to choose, and the C library's rarer converters are not for strangers.
std::string utf8_from(std::string_view text, std::string_view encoding);

}  // namespace keysieve
