// What the values of an env file stand for.
#pragma once

#include <string_view>

#include "keygen/dotenv.h"
#include "keysieve/keygen.h"

namespace keysieve {

// The value at `line` of `text`, with what stands for something else between double quotes in its
// place, in guarded memory.
Result<SecretBytes> meant_value(std::string_view text, const EnvLine& line);

}  // namespace keysieve
