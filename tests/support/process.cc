#include "support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "support/built.h"

namespace keysieve::test {
namespace {

Environment clean_environment() {
  const char* path = std::getenv("PATH");
  return {{"PATH", path != nullptr ? path : "/usr/bin:/bin"},
          {"HOME", "/nonexistent"},
          {"GIT_CONFIG_NOSYSTEM", "1"},
          {"GIT_CONFIG_GLOBAL", "/dev/null"},
          {"GIT_TERMINAL_PROMPT", "0"},
          {"TZ", "UTC"},
          {"LC_ALL", "C"}};
}

struct Pipe {
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
  }
  int read() const { return ends[0]; }
  int write() const { return ends[1]; }
  std::array<int, 2> ends{};
};

[[noreturn]] void become(const Command& command, const Pipe& in, const Pipe& out, const Pipe& err) {
  ::dup2(in.read(), 0);
  ::dup2(out.write(), 1);
  ::dup2(err.write(), 2);
  const Environment clean = clean_environment();  // looks at what is cleared next
  ::clearenv();
  for (const auto& [name, value] : clean) ::setenv(name.c_str(), value.c_str(), 1);
  for (const auto& [name, value] : command.environment) ::setenv(name.c_str(), value.c_str(), 1);
  if (!command.directory.empty() && ::chdir(command.directory.c_str()) != 0) ::_exit(126);
  std::vector<char*> arguments;
  for (const std::string& argument : command.arguments) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

// Feeds and drains the three pipes at once, so that neither side can block the other for ever.
void pump(const Command& command, int in, int out, int err, Ran* ran) {
  ::signal(SIGPIPE, SIG_IGN);
  std::size_t fed = 0;
  std::array<pollfd, 3> files{pollfd{in, POLLOUT, 0}, {out, POLLIN, 0}, {err, POLLIN, 0}};
  const auto finish = [&](pollfd& file) {
    ::close(file.fd);
    file.fd = -1;
  };
  while (files[0].fd >= 0 || files[1].fd >= 0 || files[2].fd >= 0) {
    ::poll(files.data(), files.size(), -1);
    if (files[0].revents != 0) {
      const std::string_view rest = std::string_view(command.input).substr(fed);
      const ssize_t n = rest.empty() ? -1 : ::write(in, rest.data(), rest.size());
      if (n < 0) {
        finish(files[0]);
      } else {
        fed += static_cast<std::size_t>(n);
      }
    }
    for (std::size_t i : {1U, 2U}) {
      if (files[i].revents == 0) continue;
      std::array<char, 65536> buffer;
      const ssize_t n = ::read(files[i].fd, buffer.data(), buffer.size());
      if (n <= 0) {
        finish(files[i]);
      } else {
        (i == 1 ? ran->out : ran->err).append(buffer.data(), static_cast<std::size_t>(n));
      }
    }
  }
}

}  // namespace

Ran run(const Command& command) {
  const Pipe in, out, err;
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) become(command, in, out, err);
  for (const int end : {in.read(), out.write(), err.write()}) ::close(end);
  Ran ran;
  pump(command, in.write(), out.read(), err.read(), &ran);
  int status = 0;
  ::waitpid(child, &status, 0);
  ran.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
}

Ran run_keysieve(std::vector<std::string> arguments, const std::filesystem::path& directory,
                 std::string input, Environment environment) {
  arguments.insert(arguments.begin(), program().string());
  return run({std::move(arguments), directory, std::move(input), std::move(environment)});
}

}  // namespace keysieve::test
