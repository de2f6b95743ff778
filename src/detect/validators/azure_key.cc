// Keys of Azure's services that bear a mark, such as +ASt: base64 of random bytes, the mark, and
// four bytes of Marvin32, seeded by the kind of key. One that has another checksum may be of a kind
// not published, so nothing is said of it.
#include <array>
#include <cstdint>

#include "detect/decode.h"
#include "detect/marvin32.h"
#include "detect/validators.h"

namespace keysieve {
namespace {

constexpr std::size_t checksum = 4;

struct Kind {
  const char* seed;  // eight characters, which are the number, the most significant first
  std::string_view meaning;
};

constexpr std::array kinds{
    Kind{"Default0", "storage account"},
    Kind{"AbAcct00", "Batch account"},
    Kind{"MastRW00", "Cosmos DB, read and write"},
    Kind{"MastRO00", "Cosmos DB, read only"},
    Kind{"SystRW00", "Cosmos DB, system, read and write"},
    Kind{"SystRO00", "Cosmos DB, system, read only"},
    Kind{"SysAll00", "Cosmos DB, system"},
    Kind{"Resour00", "Cosmos DB, resource"},
    Kind{"Encryp00", "Cosmos DB, data encryption"},
    Kind{"Manage00", "messaging, manage"},
    Kind{"Send0000", "messaging, send"},
    Kind{"Listen00", "messaging, listen"},
    Kind{"Unknown0", "messaging"},
    Kind{"Master00", "Functions, master"},
    Kind{"Functi00", "Functions, function"},
    Kind{"System00", "system"},
    Kind{"Access00", "Cache for Redis"},
    Kind{"PAdmin00", "AI Search, admin"},
    Kind{"Query000", "AI Search, query"},
    Kind{"Classic0", "Machine Learning, classic"},
    Kind{"ACRDflt0", "Container Registry"},
    Kind{"IoTHub00", "IoT Hub"},
    Kind{"DpsKey00", "IoT device provisioning"},
    Kind{"Device00", "IoT device"},
    Kind{"Tenant00", "API Management, direct"},
    Kind{"Gatewy00", "API Management, gateway"},
    Kind{"GitKey00", "API Management, repository"},
};

std::uint64_t number_of(std::string_view seed) {
  std::uint64_t number = 0;
  for (const char c : seed) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

std::string little_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift & 255);
  return bytes;
}

}  // namespace

Validation validate_azure_key(std::string_view secret) {
  constexpr std::size_t shortest = 24;  // bytes: shorter ones are not issued
  const std::string bytes = from_base64(secret);
  if (bytes.size() < shortest) return {};
  const std::string_view body = std::string_view(bytes).substr(0, bytes.size() - checksum);
  for (const auto& [seed, meaning] : kinds) {
    if (!bytes.ends_with(little_endian(marvin32(body, number_of(seed))))) continue;
    return {ValidationStatus::valid, {}, {{"azure_key", std::string(meaning)}}};
  }
  return {};
}

}  // namespace keysieve
