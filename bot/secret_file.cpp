// bot/secret_file.cpp: open once, ask that descriptor, read that descriptor: no file can be swapped in between.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/secret_file.hpp"

#include "bot/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace usher {

namespace {

constexpr std::size_t max_bytes = 8192;
constexpr std::size_t max_private = 1U << 20U;

class Descriptor {
 public:
  // Not blocking: a path may name a pipe that nobody writes to.
  explicit Descriptor(const std::string& path)
      : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

std::unexpected<Flaw> refuse(std::string problem, std::string remedy) {
  return std::unexpected(Flaw{std::move(problem), std::move(remedy)});
}

// What the file begins with, `limit` bytes at most.
std::expected<Secret<std::string>, Flaw> read_owners(const std::string& path, std::size_t limit) {
  const Descriptor file(path);
  if (file.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR)
      return refuse(
          fmt::format("There is no file \"{}\".", shown(path)),
          "Make it, or mend the path; a relative one starts where usher is run."
      );
    return refuse(
        fmt::format("\"{}\" may not be read.", shown(path)),
        "Make the user that runs usher its owner."
    );
  }
  struct stat facts{};
  if (::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode))
    return refuse(
        fmt::format("\"{}\" is not a file.", shown(path)), "Name the file with the secret itself."
    );
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return refuse(
        fmt::format(
            "\"{}\" holds a secret and others than its owner can get at it (mode {:04o}).",
            shown(path), facts.st_mode & 07777U
        ),
        fmt::format("Run: chmod 600 {}", shown(path))
    );
  std::string text(limit, '\0');
  std::size_t size = 0;
  while (size < limit) {
    const ssize_t got = ::read(file.get(), text.data() + size, limit - size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
  }
  text.resize(size);
  return Secret<std::string>(std::move(text));
}

}  // namespace

Verdict check_secret(std::string_view value) {
  if (value.empty()) return Flaw{"The secret is empty.", "Put the secret in, on one line."};
  if (value.size() > max_bytes)
    return Flaw{"The secret is longer than 8 KiB.", "Put the secret in and nothing else."};
  // Anything else would end up in an HTTP header, where a line break begins the next one.
  if (!std::ranges::all_of(value, [](char c) { return c > 0x20 && c < 0x7F; }))
    return Flaw{
        "The secret holds spaces, line breaks or characters outside ASCII.",
        "Put the secret in, on one line and nothing else."
    };
  return std::nullopt;
}

Verdict check_password(std::string_view value) {
  if (value.empty()) return Flaw{"The password is empty.", "Put the password in, on one line."};
  const bool one_line = std::ranges::none_of(value, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (one_line && value.size() <= 512 && sanitize(value) == value) return std::nullopt;
  return Flaw{
      "The password is longer than 512 bytes, or holds line breaks or bytes that are no text.",
      "Put the password in, on one line and nothing else."
  };
}

std::expected<Secret<std::string>, Flaw> read_secret_file(
    const std::string& path, const Check& check
) {
  auto file = read_owners(path, max_bytes + 2);
  if (!file) return file;
  const std::string_view value = trim(file->reveal());
  if (Verdict flaw = check(value))
    return refuse(fmt::format("\"{}\": {}", shown(path), flaw->problem), std::move(flaw->remedy));
  return Secret<std::string>(std::string(value));
}

std::expected<Secret<std::string>, Flaw> read_private_file(const std::string& path) {
  auto file = read_owners(path, max_private + 1);
  if (file && file->reveal().size() > max_private)
    return refuse(
        fmt::format("\"{}\" is over 1 MiB.", shown(path)), "Remove what does not belong there."
    );
  return file;
}

}  // namespace usher
