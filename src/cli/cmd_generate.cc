// keysieve generate: fresh keys on standard output, one a line, and nothing else there. A key goes
// from secret memory straight to the kernel: no stream or string on the way keeps a copy.
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "cli/command.h"
#include "keysieve/keygen.h"

namespace keysieve::cli {
namespace {

constexpr const char* format_names = "urlsafe, hex, base64, alnum, django";

constexpr const char* examples =
    "Sizes, when neither --bytes nor --length is given:\n"
    "  urlsafe   38 bytes, 51 characters, 304 bits\n"
    "  hex       32 bytes, 64 characters, 256 bits\n"
    "  base64    38 bytes, 52 characters, 304 bits\n"
    "  alnum     51 characters, 303 bits\n"
    "  django    50 characters, 282 bits: the alphabet of Django's own keys\n"
    "\n"
    "Examples:\n"
    "  keysieve generate                         a key for URLs, files and environments\n"
    "  keysieve generate --format hex --bytes 64\n"
    "  keysieve generate --format alnum --length 64 --count 3\n"
    "  (umask 077; printf 'SECRET_KEY=%s\\n' \"$(keysieve generate)\" >> .env)\n"
    "\n"
    "Exit status: 0 made, 2 not made.";

struct GenerateOptions {
  std::string format = "urlsafe";
  KeySpec spec;
  std::size_t count = 1;
  bool verbose = false;
};

// A crash must not leave keys in a core file, nor another process read them from this one. What
// cannot be had is done without: the memory of secrets is kept out of core files anyway.
void guard_process() {
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error to report
}

Status write_out(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const std::string why = std::generic_category().message(errno);
      return Error{ErrorCode::io, "cannot write the key to standard output: " + why};
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ok_status();
}

Status write_key(const KeySpec& spec) {
  const auto key = generate_key(spec);
  if (!key) return key.error();
  if (auto written = write_out(key->view()); !written) return written;
  return write_out("\n");
}

// CLI11 would read -5 as 2⁶⁴ - 5, and nothing as the default.
std::string whole_number(const std::string& text) {
  const bool whole = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  return whole ? "" : fmt::format("\"{}\" is not a whole number", text);
}

int generate(GenerateOptions options) {
  const auto format = parse_key_format(options.format);
  if (!format) {
    return fail({ErrorCode::invalid_argument,
                 fmt::format("there is no key format \"{}\"; give --format one of {}",
                             options.format, format_names)});
  }
  options.spec.format = *format;
  const auto bits = key_entropy_bits(options.spec);
  if (!bits) return fail(bits.error());
  guard_process();
  for (std::size_t i = 0; i < options.count; ++i) {
    if (auto written = write_key(options.spec); !written) return fail(written.error());
  }
  // Rounded down: never more than there is.
  if (options.verbose) {
    std::cerr << "keysieve: " << static_cast<std::uint64_t>(*bits)
              << " bits of randomness in each key\n";
  }
  return clean;
}

}  // namespace

void add_generate(CLI::App& app, int* status) {
  auto* command = app.add_subcommand("generate", "Make strong secret keys, one a line");
  const auto options = std::make_shared<GenerateOptions>();
  command->add_option("--format", options->format, std::string("One of ") + format_names)
      ->capture_default_str();
  command
      ->add_option("--bytes", options->spec.bytes,
                   "Bytes of randomness to encode (urlsafe, hex, base64)")
      ->check(whole_number);
  command->add_option("--length", options->spec.length, "Characters of a key, 50 at the least")
      ->check(whole_number);
  command->add_option("--count", options->count, "Keys to make")
      ->check(whole_number)
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
      ->capture_default_str();
  command->add_flag("-v,--verbose", options->verbose, "Say on stderr how random a key is, in bits");
  command->footer(examples);
  command->callback([options, status] { *status = generate(*options); });
}

}  // namespace keysieve::cli
