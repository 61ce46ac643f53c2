// tests/matrix/session_file_test.cpp: the session's file: whole or not there, its owner's alone.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/session_file.hpp"

#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace usher;
using namespace usher::matrix;

namespace fs = std::filesystem;

namespace {

const std::string home = "https://matrix.example.org";

Grant grant() {
  Grant out;
  out.user = "@usher:example.org";
  out.device = "USHER";
  out.access = Secret<std::string>("access-of-this-test");
  out.refresh = Secret<std::string>("refresh-of-this-test");
  out.until = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'764'072'000'123));
  return out;
}

auto read(const std::string& path) {
  return read_session(path, home, "@usher:example.org", "USHER");
}

struct File {
  testing::TempFolder folder;
  std::string path = (folder.path() / "usher.db.matrix").string();
};

}  // namespace

TEST_CASE("what is written is read again, by its owner alone", "[session]") {
  const File file;
  REQUIRE(write_session(file.path, home, grant()));
  struct stat facts{};
  REQUIRE(::stat(file.path.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777U) == 0600U);
  const auto back = read(file.path);
  REQUIRE(back);
  REQUIRE(*back);
  CHECK((*back)->access.reveal() == "access-of-this-test");
  CHECK((*back)->refresh.reveal() == "refresh-of-this-test");
  CHECK((*back)->until == grant().until);
  CHECK_FALSE(fs::exists(file.path + ".new"));
}

TEST_CASE("no file is no session, and so is another account's", "[session]") {
  const File file;
  const auto none = read(file.path);
  REQUIRE(none);
  CHECK_FALSE(*none);
  REQUIRE(write_session(file.path, home, grant()));
  for (const auto& other :
       {read_session(file.path, "https://other.example.org", "@usher:example.org", "USHER"),
        read_session(file.path, home, "@other:example.org", "USHER"),
        read_session(file.path, home, "@usher:example.org", "OTHER")}) {
    REQUIRE(other);
    CHECK_FALSE(*other);
  }
}

TEST_CASE("a file that others may read is refused, without a word of what is in it", "[session]") {
  const File file;
  REQUIRE(write_session(file.path, home, grant()));
  fs::permissions(file.path, fs::perms::group_read, fs::perm_options::add);
  const auto back = read(file.path);
  REQUIRE_FALSE(back);
  CHECK(back.error().find("chmod 600") != std::string::npos);
  CHECK(back.error().find("of-this-test") == std::string::npos);
}

TEST_CASE("a file that was cut anywhere is no session, and is never taken for one", "[session]") {
  const File file;
  REQUIRE(write_session(file.path, home, grant()));
  std::ifstream in(file.path, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
    std::ofstream(file.path, std::ios::binary | std::ios::trunc) << whole.substr(0, size);
    const auto back = read(file.path);
    INFO(size);
    REQUIRE_FALSE(back);
    CHECK(back.error().find("Remove it") != std::string::npos);
    CHECK(back.error().find("of-this-test") == std::string::npos);
  }
}

TEST_CASE("what a crash has left beside it changes nothing, and is written over", "[session]") {
  const File file;
  REQUIRE(write_session(file.path, home, grant()));
  std::ofstream(file.path + ".new") << "{\"homeserver\":";
  const auto back = read(file.path);
  REQUIRE(back);
  CHECK(*back);
  CHECK(write_session(file.path, home, grant()));
  CHECK_FALSE(fs::exists(file.path + ".new"));
}

TEST_CASE(
    "a symbolic link is neither read nor replaced, and what lies at .new is not followed",
    "[session]"
) {
  const File file;
  const std::string real = (file.folder.path() / "elsewhere").string();
  REQUIRE(write_session(real, home, grant()));
  fs::create_symlink(real, file.path);
  CHECK_FALSE(read(file.path));
  CHECK_FALSE(write_session(file.path, home, grant()));
  CHECK(fs::is_symlink(file.path));
  fs::remove(file.path);
  const std::string victim = file.folder.write("victim", "untouched").string();
  fs::create_symlink(victim, file.path + ".new");
  CHECK(write_session(file.path, home, grant()));
  std::ifstream in(victim);
  CHECK(std::string{std::istreambuf_iterator<char>(in), {}} == "untouched");
}

TEST_CASE("a folder that is not there is said, and leaves nothing", "[session]") {
  const File file;
  const auto written = write_session((file.folder.path() / "none" / "x").string(), home, grant());
  REQUIRE_FALSE(written);
  CHECK(written.error().find("of-this-test") == std::string::npos);
}

TEST_CASE("an erased session is gone, also what was beside it, and twice is fine", "[session]") {
  const File file;
  REQUIRE(write_session(file.path, home, grant()));
  std::ofstream(file.path + ".new") << "x";
  erase_session(file.path);
  erase_session(file.path);
  CHECK_FALSE(fs::exists(file.path));
  CHECK_FALSE(fs::exists(file.path + ".new"));
}

TEST_CASE("a token with a line break in it is none: it would begin another header", "[session]") {
  const File file;
  Grant bad = grant();
  bad.access = Secret<std::string>("one\r\nX-Other: two");
  REQUIRE(write_session(file.path, home, bad));
  CHECK_FALSE(read(file.path));
}
