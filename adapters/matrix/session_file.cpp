// adapters/matrix/session_file.cpp: one JSON object, written beside its place and then put there.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/session_file.hpp"

#include "adapters/common/look.hpp"
#include "bot/config_checks.hpp"
#include "bot/secret_file.hpp"
#include "bot/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace usher::matrix {

namespace json = boost::json;

namespace {

using std::chrono::milliseconds;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  bool close() { return fd_ < 0 || ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

std::unexpected<std::string> failed(std::string_view what, const std::string& path) {
  return std::unexpected(fmt::format(
      "\"{}\" cannot be {}: {}.", shown(path), what, std::generic_category().message(errno)
  ));
}

std::unexpected<std::string> a_link(const std::string& path) {
  return std::unexpected(fmt::format(
      "\"{}\" is a symbolic link, which would be lost when the session is written anew. Name the "
      "file itself in "
      "matrix.session_file.",
      shown(path)
  ));
}

bool is_link(const std::string& path) {
  std::error_code none;
  return std::filesystem::is_symlink(path, none);
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

std::expected<void, std::string> write_session(
    const std::string& path, const std::string& homeserver, const Grant& grant
) {
  if (is_link(path)) return a_link(path);
  json::object object{
      {"homeserver", homeserver},
      {"user", grant.user},
      {"device", grant.device},
      {"access_token", grant.access.reveal()}
  };
  if (!grant.refresh.empty()) object["refresh_token"] = grant.refresh.reveal();
  if (grant.until != std::chrono::system_clock::time_point{})
    object["until"] =
        std::chrono::duration_cast<milliseconds>(grant.until.time_since_epoch()).count();
  const Secret<std::string> text(json::serialize(object) + "\n");

  // What an earlier attempt has left: its owner alone could have written it, and it was never in its place.
  const std::string beside = path + ".new";
  ::unlink(beside.c_str());
  Descriptor file(::open(
      beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR
  ));
  if (file.get() < 0) return failed("made", beside);
  if (!write_all(file.get(), text.reveal()) || ::fsync(file.get()) != 0 || !file.close()) {
    auto out = failed("written", beside);
    ::unlink(beside.c_str());
    return out;
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    auto out = failed("put into its place", beside);
    ::unlink(beside.c_str());
    return out;
  }
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0 || ::fsync(folder.get()) != 0)
    return failed("made sure of", folder_of(path));
  return {};
}

std::expected<std::optional<Grant>, std::string> read_session(
    const std::string& path, const std::string& homeserver, const std::string& user,
    const std::string& device
) {
  if (is_link(path)) return a_link(path);
  std::error_code none;
  if (!std::filesystem::exists(path, none)) return std::nullopt;
  const auto text = read_private_file(path);
  if (!text) return std::unexpected(text.error().problem + " " + text.error().remedy);
  boost::system::error_code error;
  const json::value value = json::parse(text->reveal(), error);
  const json::object* const object = error ? nullptr : value.if_object();
  const std::string_view access = object != nullptr ? look::text(*object, "access_token") : "";
  if (access.empty() || check_secret(access))
    return std::unexpected(fmt::format(
        "\"{}\" holds no session of Usher's. Remove it: then Usher logs in anew.", shown(path)
    ));
  if (look::text(*object, "homeserver") != homeserver || look::text(*object, "user") != user ||
      look::text(*object, "device") != device)
    return std::nullopt;
  Grant out;
  out.user = user;
  out.device = device;
  out.access = Secret<std::string>(std::string(access));
  const std::string_view refresh = look::text(*object, "refresh_token");
  if (!check_secret(refresh)) out.refresh = Secret<std::string>(std::string(refresh));
  // Within what a clock can hold, and not before the beginning.
  constexpr std::int64_t latest =
      9'000'000'000'000;  // 2255: a clock in nanoseconds ends soon after
  const auto until = look::number(*object, "until");
  if (until && *until > 0 && *until <= latest)
    out.until = std::chrono::system_clock::time_point(milliseconds(*until));
  return out;
}

void erase_session(const std::string& path) {
  ::unlink(path.c_str());
  ::unlink((path + ".new").c_str());
}

}  // namespace usher::matrix
