#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <limits>
#include <type_traits>

#include "catch.h"
#include "keysieve/keygen.h"

using namespace keysieve;

namespace {

// The signal that ends a child which writes to bytes[index]; 0 when it lives.
int signal_of_writing(SecretBytes& bytes, std::size_t index) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    std::signal(SIGSEGV, SIG_DFL);
    std::signal(SIGBUS, SIG_DFL);
    *const_cast<volatile char*>(bytes.data() + index) = 'x';
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

TEST_CASE("secret bytes: all of them can be written and read", "[keygen]") {
  auto bytes = SecretBytes::allocate(5000);
  REQUIRE(bytes);
  REQUIRE(bytes->size() == 5000);
  std::fill_n(bytes->data(), bytes->size(), 'k');
  CHECK(bytes->view() == std::string(5000, 'k'));
}

TEST_CASE("secret bytes: writing past the end is stopped by a guard page", "[keygen]") {
  auto bytes = SecretBytes::allocate(51);
  REQUIRE(bytes);
  CHECK(signal_of_writing(*bytes, 50) == 0);
  CHECK(signal_of_writing(*bytes, 51) != 0);
}

TEST_CASE("secret bytes: they move and are never copied", "[keygen]") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<SecretBytes>);
  STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<SecretBytes>);
  auto bytes = SecretBytes::allocate(8);
  REQUIRE(bytes);
  const char* const data = bytes->data();
  const SecretBytes moved = *std::move(bytes);
  CHECK(moved.view().data() == data);
  CHECK(moved.size() == 8);
}

TEST_CASE("secret bytes: more than the machine has is an error that says how many", "[keygen]") {
  const std::size_t all = std::numeric_limits<std::size_t>::max();
  const auto bytes = SecretBytes::allocate(all);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code == ErrorCode::io);
  CHECK(bytes.error().message.find(std::to_string(all)) != std::string::npos);
}
