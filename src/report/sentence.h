// A finding in one sentence, for formats with room for no more.
#pragma once

#include <string>

#include "keysieve/scan.h"

namespace keysieve {

// "Django SECRET_KEY p&v…+m& in config/settings.py:23: live in HEAD and 4 more refs, exposed 1 year
// 8 months (612 days), introduced by 88377f0ae4 on 2024-11-24". Bytes of the repository are in it
// as they are: a writer makes them safe.
std::string sentence(const Finding& finding, const Rule& rule);

// How a suppressed finding came to be accepted: "inline: for tests only".
std::string words_of(const Suppression& suppression);

// What was not scanned, of an incomplete scan: "2 of 12,345 could not be read".
std::string unread_words(const Completeness& done);

}  // namespace keysieve
