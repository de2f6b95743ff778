#include "support/archives.h"

#include <stdexcept>

#include "support/encodings.h"
#include "support/process.h"

namespace keysieve::test {
namespace {

// Reads lines of a name and bytes, both in hexadecimal.
constexpr const char* script = R"(
import bz2, gzip, io, lzma, sys, tarfile, zipfile
members = [tuple(map(bytes.fromhex, line.rstrip("\n").split(" "))) for line in sys.stdin]
out, kind, (name, data) = io.BytesIO(), sys.argv[1], members[0] if members else (b"", b"")
if kind in ("zip", "stored"):
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if kind == "stored" else zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name.decode())
            info.compress_type = archive.compression
            archive.writestr(info, data)
elif kind == "tar":
    with tarfile.open(fileobj=out, mode="w", encoding="utf-8", errors="surrogateescape") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name.decode("utf-8", "surrogateescape"))
            info.size = len(data)
            if info.name.endswith("/"):
                info.type = tarfile.DIRTYPE
            archive.addfile(info, io.BytesIO(data))
elif kind == "gzip":
    with gzip.GzipFile(name.decode(), "wb", 9, out, 0) as archive:
        archive.write(data)
else:
    out.write({"bzip2": bz2, "xz": lzma}[kind].compress(data))
sys.stdout.buffer.write(out.getvalue())
)";

std::string made(const std::string& kind, const Members& members) {
  std::string lines;
  for (const Member& member : members) lines += hex(member.name) + " " + hex(member.bytes) + "\n";
  const Ran ran = run({{"python3", "-c", script, kind}, {}, lines, {}});
  if (ran.exit != 0) throw std::runtime_error("python3: " + ran.err);
  return ran.out;
}

}  // namespace

std::string zip(const Members& members) {
  return made("zip", members);
}

std::string stored_zip(const Members& members) {
  return made("stored", members);
}

std::string tar(const Members& members) {
  return made("tar", members);
}

std::string gzip(std::string_view bytes, std::string_view name) {
  return made("gzip", {{std::string(name), std::string(bytes)}});
}

std::string bzip2(std::string_view bytes) {
  return made("bzip2", {{"", std::string(bytes)}});
}

std::string xz(std::string_view bytes) {
  return made("xz", {{"", std::string(bytes)}});
}

// One frame of one raw block: magic number, a size of one byte, the block's header.
std::string zstd(std::string_view bytes) {
  if (bytes.size() > 255) throw std::invalid_argument("zstd: at most 255 bytes");
  const std::size_t block = bytes.size() << 3 | 1;  // the last one
  std::string frame = "\x28\xb5\x2f\xfd\x20";
  frame += static_cast<char>(bytes.size());
  for (const std::size_t shift : {0U, 8U, 16U}) frame += static_cast<char>(block >> shift & 0xFF);
  return frame.append(bytes);
}

std::string marked_encrypted(std::string zip) {
  const auto mark = [&](std::string_view header, std::size_t flags) {
    for (std::size_t at = 0; (at = zip.find(header, at)) != std::string::npos; ++at) {
      zip[at + flags] = static_cast<char>(zip[at + flags] | 1);
    }
  };
  mark("PK\3\4", 6);
  mark("PK\1\2", 8);
  return zip;
}

}  // namespace keysieve::test
