// keysieve generate: fresh keys on standard output and nothing else there, or in a file. A key goes
// from secret memory straight to the kernel: no stream or string on the way keeps a copy.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/descriptor.h"
#include "cli/command.h"
#include "cli/guard.h"
#include "cli/preset_list.h"
#include "cli/store_key.h"
#include "keysieve/key_text.h"
#include "keysieve/keygen.h"
#include "keysieve/preset.h"

namespace keysieve::cli {
namespace {

constexpr const char* format_names = "urlsafe, hex, base64, alnum, django";
constexpr const char* text_names =
    "plain, dotenv, shell, json, yaml, k8s-secret, docker-secret, systemd-credential, config";

// Enough for few calls to the kernel, little enough to be locked.
constexpr std::size_t keys_at_once = 128;

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
    "  keysieve generate --list                  what --for knows\n"
    "  keysieve generate --for django --env-file .env --gitignore\n"
    "  keysieve generate --for django --env-file .env --rotate\n"
    "  keysieve generate --for rails-master-key --output config/master.key\n"
    "  keysieve generate --for wordpress --format config\n"
    "  keysieve generate --for passphrase --words 12\n"
    "\n"
    "Exit status: 0 made, 2 not made.";

struct GenerateOptions {
  std::string preset;
  std::string format;
  PresetOptions size;
  std::size_t count = 1;
  bool list = false;
  std::string name;
  std::string env_file;
  bool rotate = false;
  bool no_fallback = false;
  std::string output;
  bool gitignore = false;
  bool verbose = false;
};

// The options, understood.
struct Order {
  const Preset* preset = nullptr;
  std::optional<KeySpec> spec;  // keys of --format alone, for which no preset was asked
  std::optional<KeyText> text;  // as asked for
};

// A readable output is warned of once, and when there is a key for it.
Status write_out(std::string_view bytes) {
  static const bool warned = (warn_of_readable_output(), true);
  (void)warned;
  if (write_all(STDOUT_FILENO, bytes)) return ok_status();
  const std::string why = std::generic_category().message(errno);
  return Error{ErrorCode::io, "cannot write the key to standard output: " + why};
}

// CLI11 would read -5 as 2⁶⁴ - 5, and nothing as the default.
std::string whole_number(const std::string& text) {
  const bool whole = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  return whole ? "" : fmt::format("\"{}\" is not a whole number", text);
}

// As a shell makes it of a variable that is not set: the key would go where nobody meant it to.
std::string not_empty(const std::string& text) {
  return text.empty() ? "must not be empty" : "";
}

Error refusal(std::string message) {
  return {ErrorCode::invalid_argument, std::move(message)};
}

// Rounded down: never more than there is.
void say_bits(const std::string& name, double bits) {
  std::cerr << fmt::format("keysieve: {} bits of randomness in {}\n",
                           static_cast<std::uint64_t>(bits), name);
}

bool stores(const GenerateOptions& options) {
  return !options.env_file.empty() || !options.output.empty();
}

// Of options that mean nothing together; empty: all is well.
std::string contradiction(const GenerateOptions& options, const Order& order) {
  const bool plain = !order.text || *order.text == KeyText::plain;
  if (!options.env_file.empty() && !options.output.empty()) {
    return "--env-file and --output are two places; give one of them";
  }
  if (!options.env_file.empty() && order.text) {
    return "--env-file writes lines of an env file; leave --format out, or give a format of keys "
           "there";
  }
  if (options.env_file.empty() && (options.rotate || options.no_fallback)) {
    return "--rotate and --no-fallback go with --env-file FILE, where the old key is";
  }
  if (options.no_fallback && !options.rotate) return "--no-fallback goes with --rotate";
  if (options.gitignore && !stores(options)) {
    return "--gitignore goes with --env-file or --output";
  }
  if (!options.name.empty() && order.preset->variables.size() > 1) {
    return fmt::format("{} has {} variables, which keep their names; leave --name out",
                       order.preset->name, order.preset->variables.size());
  }
  if (!options.name.empty() && plain && options.env_file.empty()) {
    return "--name goes with --env-file, or with a --format that has names, such as dotenv";
  }
  if (options.count > 1 && (stores(options) || !plain || order.preset->variables.size() > 1)) {
    return "--count is for keys on standard output, one a line; leave it out here";
  }
  return {};
}

Status read_format(const GenerateOptions& options, Order* order, std::string* key_format) {
  order->text = parse_key_text(options.format);
  if (order->text || options.format.empty()) return ok_status();
  if (!parse_key_format(options.format)) {
    return refusal(fmt::format("there is no format \"{}\"; give --format one of {} (keys) or of {}",
                               options.format, format_names, text_names));
  }
  if (!options.preset.empty()) {
    return refusal(fmt::format("--for {} says how its keys are written; leave --format {} out",
                               options.preset, options.format));
  }
  *key_format = options.format;
  return ok_status();
}

// Without --for: a preset of the format's name stands for it, where names are asked for.
void choose_generic(const GenerateOptions& options, const std::string& format, Order* order) {
  if (options.size.words) {
    order->preset = find_preset("passphrase");
    return;
  }
  order->preset = find_preset(format);
  order->spec = KeySpec{*parse_key_format(format), options.size.bytes, options.size.length};
}

Result<Order> read_options(const GenerateOptions& options) {
  Order order;
  std::string format = "urlsafe";
  if (auto read = read_format(options, &order, &format); !read) return read.error();
  if (options.preset.empty()) {
    choose_generic(options, format, &order);
  } else {
    order.preset = find_preset(options.preset);
  }
  if (order.preset == nullptr) {
    return refusal(fmt::format("there is no preset \"{}\"; `keysieve generate --list` names all",
                               options.preset));
  }
  if (!options.name.empty() && !is_variable_name(options.name)) {
    return refusal(
        fmt::format("\"{}\" is no name for a variable: give letters, digits and _, not "
                    "a digit first",
                    options.name));
  }
  if (std::string why = contradiction(options, order); !why.empty()) return refusal(why);
  return order;
}

Status write_lines(const GenerateOptions& options, const KeySpec& spec) {
  for (std::size_t left = options.count; left > 0;) {
    const std::size_t now = std::min(left, keys_at_once);
    const auto lines = generate_key_lines(spec, now);
    if (!lines) return lines.error();
    if (auto written = write_out(lines->view()); !written) return written;
    left -= now;
  }
  if (options.verbose)
    say_bits(options.count == 1 ? "the key" : "each key", *key_entropy_bits(spec));
  return ok_status();
}

Result<std::vector<NamedKey>> make_keys(const GenerateOptions& options, const Order& order,
                                        bool portable) {
  PresetOptions size = options.size;
  size.portable = portable;
  auto keys = generate_preset(*order.preset, size);
  if (keys && !options.name.empty()) keys->front().name = options.name;
  return keys;
}

void say_bits_of(const GenerateOptions& options, const std::vector<NamedKey>& keys) {
  if (!options.verbose) return;
  for (const NamedKey& key : keys) say_bits(keys.size() == 1 ? "the key" : key.name, key.bits);
}

Status store_in_env(const GenerateOptions& options, const Order& order) {
  const auto keys = make_keys(options, order, true);
  if (!keys) return keys.error();
  say_bits_of(options, *keys);
  return store_in_env_file({options.env_file, options.gitignore}, *order.preset, *keys,
                           {options.rotate, !options.no_fallback});
}

// In a file of its own a single key stands alone: what reads it may not expect a line break.
Status write_text(const GenerateOptions& options, const Order& order, KeyText text) {
  const auto keys = make_keys(options, order, wants_portable_keys(text));
  if (!keys) return keys.error();
  const bool alone = text == KeyText::plain && keys->size() == 1 && !options.output.empty();
  const auto bytes =
      alone ? Result<SecretBytes>(write_keys(KeyText::docker_secret, *order.preset, *keys))
            : write_keys(text, *order.preset, *keys);
  if (!bytes) return bytes.error();
  if (!options.output.empty()) {
    if (auto stored = store_in_new_file({options.output, options.gitignore}, bytes->view());
        !stored) {
      return stored;
    }
  } else if (auto written = write_out(bytes->view()); !written) {
    return written;
  }
  say_bits_of(options, *keys);
  return ok_status();
}

Status make(const GenerateOptions& options, const Order& order) {
  if (!options.env_file.empty()) return store_in_env(options, order);
  const bool plain = !order.text || *order.text == KeyText::plain;
  if (order.spec && plain && options.output.empty()) return write_lines(options, *order.spec);
  const KeyText usual = order.preset->variables.size() == 1 ? KeyText::plain : KeyText::dotenv;
  GenerateOptions once = options;
  for (std::size_t i = 0; i < options.count; ++i) {
    once.verbose = options.verbose && i + 1 == options.count;
    if (auto made = write_text(once, order, order.text.value_or(usual)); !made) return made;
  }
  return ok_status();
}

int list(const GenerateOptions& options) {
  if (options.format.empty() || options.format == "text") {
    print_preset_table(std::cout);
  } else if (options.format == "json") {
    print_preset_json(std::cout);
  } else {
    return fail(
        refusal(fmt::format("--list has the formats text and json, not \"{}\"", options.format)));
  }
  return clean;
}

int generate(const GenerateOptions& options) {
  if (options.list) return list(options);
  const auto order = read_options(options);
  if (!order) return fail(order.error());
  guard_process();
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error to report
  if (const auto made = make(options, *order); !made) return fail(made.error());
  return clean;
}

void add_sizes(CLI::App& command, GenerateOptions& options) {
  command
      .add_option("--bytes", options.size.bytes,
                  "Bytes of randomness to encode (urlsafe, hex, base64)")
      ->check(whole_number)
      ->type_name("N");
  command.add_option("--length", options.size.length, "Characters of a key, 50 at the least")
      ->check(whole_number)
      ->type_name("N");
  command.add_option("--words", options.size.words, "Words of a passphrase, 10 at the least")
      ->check(whole_number)
      ->type_name("N");
  command.add_option("--count", options.count, "Keys to make (default: 1)")
      ->check(whole_number)
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
      ->type_name("N");
}

void add_storing(CLI::App& command, GenerateOptions& options) {
  command
      .add_option("--env-file", options.env_file,
                  "Set the variable in this env file, and touch nothing else in it")
      ->check(not_empty)
      ->type_name("FILE");
  command
      .add_option("--name", options.name,
                  "The variable, where the preset's own name will not do (without one: SECRET_KEY)")
      ->check(not_empty)
      ->type_name("VAR");
  command.add_flag("--rotate", options.rotate,
                   "Replace the key in the env file, and move the old one to where the framework "
                   "still takes it");
  command.add_flag("--no-fallback", options.no_fallback,
                   "With --rotate: forget the old key, as when it leaked");
  command
      .add_option("-o,--output", options.output,
                  "Make a file of the key, which only you can read; never over another one")
      ->check(not_empty)
      ->type_name("FILE");
  command.add_flag("--gitignore", options.gitignore, "Have git ignore that file");
}

}  // namespace

void add_generate(CLI::App& app, int* status) {
  auto* command = app.add_subcommand("generate", "Make strong secret keys, one a line");
  const auto options = std::make_shared<GenerateOptions>();
  command->add_option("--for", options->preset, "The framework the keys are for; see --list")
      ->check(not_empty)
      ->type_name("PRESET");
  command->add_flag("--list", options->list, "List the presets (--format json: for programs)");
  command
      ->add_option("--format", options->format,
                   fmt::format("One of {} (how a key is written); or of {} (what it stands in)",
                               format_names, text_names))
      ->check(not_empty)
      ->type_name("FORMAT");
  add_sizes(*command, *options);
  add_storing(*command, *options);
  command->add_flag("-v,--verbose", options->verbose, "Say on stderr how random a key is, in bits");
  command->footer(examples);
  command->callback([options, status] { *status = generate(*options); });
}

}  // namespace keysieve::cli
