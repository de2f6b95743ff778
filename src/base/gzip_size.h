// How many bytes a text has once it is compressed with gzip, as uploads are.
#pragma once

#include <cstddef>
#include <string_view>

namespace keysieve {

std::size_t gzip_size(std::string_view text);

}  // namespace keysieve
