// Archives of any bytes, within limits: no more is unpacked than these allow, and no deeper.
#include "engine/archive_kind.h"
#include "engine/archive_members.h"
#include "fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keysieve;
  const ArchiveLimits limits{.member_bytes = 1 << 20, .total_bytes = 4 << 20, .members = 100};
  std::uint64_t members = 0, bytes = 0;
  (void)read_members(fuzz::text_of(data, size), limits, [&](const ArchiveMember& member) {
    ++members;
    bytes += member.bytes.size();
    fuzz::expect(member.bytes.size() <= limits.member_bytes, "a member is within its limit");
    fuzz::expect(member.path.size() <= static_cast<std::size_t>(limits.depth), "not too deep");
  });
  fuzz::expect(members <= limits.members, "not too many members");
  fuzz::expect(bytes <= limits.total_bytes, "not too many bytes");
  return 0;
}
