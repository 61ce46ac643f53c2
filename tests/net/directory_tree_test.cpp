// tests/net/directory_tree_test.cpp: a folder's files are listed and read, and nothing outside it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/directory_tree.hpp"

#include "bot/net/tree.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temp_folder.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
namespace fs = std::filesystem;

namespace {

struct Tree {
  explicit Tree(DirectoryTreeSettings settings) : tree(worker, std::move(settings)) {}
  explicit Tree(const fs::path& path) : Tree(DirectoryTreeSettings{.name = "neps", .path = path}) {}

  Answer list(std::string etag = {}) { return perform("LIST", {}, std::move(etag)); }
  Answer get(std::string path) { return perform("GET", std::move(path), {}); }
  Answer perform(std::string method, std::string path, std::string etag) {
    Call call;
    call.service = "neps";
    call.method = std::move(method);
    call.path = std::move(path);
    call.etag = std::move(etag);
    return run(io, tree.perform(std::move(call)));
  }

  boost::asio::io_context io;
  Worker worker;
  DirectoryTree tree;
};

std::string line(std::string_view name, std::string_view bytes) {
  return blob_id(bytes) + " " + std::to_string(bytes.size()) + " " + std::string{name} + "\n";
}

}  // namespace

TEST_CASE("a folder is listed by name, with git's ids", "[tree]") {
  const TempFolder folder;
  folder.write("nep-0001.rst", "one\n");
  folder.write("nep-0000.rst", "zero\n");
  folder.write("empty", "");
  fs::create_directory(folder.path() / "sub");
  folder.write("sub/inner.rst", "inner");
  Tree tree{folder.path()};
  CHECK(tree.tree.name() == "neps");
  const auto listed = tree.list();
  CHECK(listed.fetched.error == errc::ok);
  CHECK(listed.fetched.status == 200);
  CHECK(
      listed.fetched.body ==
      line("empty", "") + line("nep-0000.rst", "zero\n") + line("nep-0001.rst", "one\n")
  );
}

TEST_CASE("an unchanged folder is a 304, a changed one is not", "[tree]") {
  const TempFolder folder;
  folder.write("a", "1");
  Tree tree{folder.path()};
  const auto first = tree.list();
  REQUIRE_FALSE(first.fetched.etag.empty());
  const auto second = tree.list(first.fetched.etag);
  CHECK(second.fetched.status == 304);
  CHECK(second.fetched.body.empty());
  CHECK(second.fetched.etag == first.fetched.etag);
  folder.write("a", "2");
  const auto third = tree.list(first.fetched.etag);
  CHECK(third.fetched.status == 200);
  CHECK(third.fetched.body == line("a", "2"));
  CHECK(third.fetched.etag != first.fetched.etag);
}

TEST_CASE("a file is read by id and name", "[tree]") {
  const TempFolder folder;
  const std::string bytes("bytes, \0 included\r\n", 19);
  folder.write("a.rst", bytes);
  Tree tree{folder.path()};
  const auto got = tree.get(blob_id(bytes) + " a.rst");
  CHECK(got.fetched.error == errc::ok);
  CHECK(got.fetched.status == 200);
  CHECK(got.fetched.body == bytes);
}

TEST_CASE("a file that is gone, or has become another, is a 404", "[tree]") {
  const TempFolder folder;
  folder.write("a.rst", "now");
  Tree tree{folder.path()};
  CHECK(tree.get(blob_id("now") + " b.rst").fetched.status == 404);
  const auto changed = tree.get(blob_id("before") + " a.rst");
  CHECK(changed.fetched.status == 404);
  CHECK(changed.fetched.error == errc::ok);
  CHECK(changed.fetched.body.empty());
}

TEST_CASE("a path that is none is malformed, another method unsupported", "[tree]") {
  const TempFolder folder;
  Tree tree{folder.path()};
  const std::string sha = blob_id("x");
  for (const auto& path :
       {std::string{}, sha, sha + " ../x", sha + " /etc/passwd", sha + " sub/x", sha + " ..",
        std::string{"x x"}, sha + " a\nb"}) {
    INFO(path);
    CHECK(tree.get(path).fetched.error == errc::malformed);
  }
  CHECK(tree.perform("PUT", sha + " x", {}).fetched.error == errc::unsupported);
}

TEST_CASE("a symlink is followed within the folder and never out of it", "[tree]") {
  const TempFolder outside;
  outside.write("secret", "do not read");
  const TempFolder folder;
  folder.write("real.rst", "real");
  fs::create_directory(folder.path() / "data");
  folder.write("data/kept.rst", "kept");
  fs::create_symlink("real.rst", folder.path() / "inside.rst");
  fs::create_symlink("data/kept.rst", folder.path() / "deeper.rst");
  fs::create_symlink(outside.path() / "secret", folder.path() / "absolute.rst");
  fs::create_symlink(
      "../" + outside.path().filename().string() + "/secret", folder.path() / "relative.rst"
  );
  fs::create_symlink(outside.path(), folder.path() / "folder");
  fs::create_symlink("folder/secret", folder.path() / "through.rst");
  fs::create_symlink("nowhere", folder.path() / "dangling.rst");
  fs::create_symlink("loop.rst", folder.path() / "loop.rst");
  Tree tree{folder.path()};
  const auto listed = tree.list();
  CHECK(listed.fetched.error == errc::ok);
  CHECK(
      listed.fetched.body ==
      line("deeper.rst", "kept") + line("inside.rst", "real") + line("real.rst", "real")
  );
  const std::string secret = blob_id("do not read");
  for (const auto* name :
       {"absolute.rst", "relative.rst", "through.rst", "folder", "dangling.rst", "loop.rst"}) {
    INFO(name);
    CHECK(tree.get(secret + " " + name).fetched.status == 404);
  }
}

TEST_CASE("the folder itself may be reached by a symlink", "[tree]") {
  const TempFolder folder;
  folder.write("a", "1");
  const TempFolder elsewhere;
  fs::create_directory_symlink(folder.path(), elsewhere.path() / "link");
  Tree tree{elsewhere.path() / "link"};
  CHECK(tree.list().fetched.body == line("a", "1"));
}

TEST_CASE("pipes, sockets and odd names are passed over", "[tree]") {
  const TempFolder folder;
  folder.write("a", "1");
  folder.write("line\nbreak", "x");
  folder.write("\xff", "x");
  REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
  fs::create_symlink("pipe", folder.path() / "to-pipe");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, (folder.path() / "socket").c_str(), sizeof address.sun_path - 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  fs::create_symlink("socket", folder.path() / "to-socket");
  Tree tree{folder.path()};
  const auto listed = tree.list();
  ::close(fd);
  CHECK(listed.fetched.error == errc::ok);
  CHECK(listed.fetched.body == line("a", "1"));
  CHECK(tree.get(blob_id("") + " pipe").fetched.status == 404);
}

TEST_CASE("no folder is not found, and a file is no folder", "[tree]") {
  const TempFolder folder;
  const auto file = folder.write("a", "1");
  CHECK(Tree{folder.path() / "none"}.list().fetched.error == errc::not_found);
  CHECK(Tree{file}.list().fetched.error == errc::not_found);
  CHECK(Tree{folder.path() / "none"}.get(blob_id("1") + " a").fetched.error == errc::not_found);
}

TEST_CASE("the limits of a folder hold", "[tree]") {
  const TempFolder folder;
  folder.write("a", std::string(1000, 'a'));
  folder.write("b", std::string(1001, 'b'));
  const DirectoryTreeSettings settings{
      .name = "neps", .path = folder.path(), .max_files = 2, .max_file = 1000, .max_total = 2001
  };
  SECTION("just at the limit") {
    Tree tree{settings};
    CHECK(tree.list().fetched.status == 200);
    CHECK(tree.get(blob_id(std::string(1000, 'a')) + " a").fetched.status == 200);
    CHECK(tree.get(blob_id(std::string(1001, 'b')) + " b").fetched.error == errc::too_large);
  }
  SECTION("too many files") {
    folder.write("c", "");
    CHECK(Tree{settings}.list().fetched.error == errc::too_large);
  }
  SECTION("too many bytes") {
    folder.write("a", std::string(1001, 'a'));
    CHECK(Tree{settings}.list().fetched.error == errc::too_large);
  }
}

TEST_CASE("a file that may not be read is not taken for a deleted one", "[tree]") {
  const TempFolder folder;
  fs::permissions(folder.path(), fs::perms{0755});
  fs::permissions(folder.write("a", "1"), fs::perms::none);
  // Root may read everything, so root is not root for the while.
  const bool root = ::geteuid() == 0;
  if (root) REQUIRE(::seteuid(65534) == 0);
  const auto listed = Tree{folder.path()}.list();
  if (root) REQUIRE(::seteuid(0) == 0);
  CHECK(listed.fetched.error == errc::unauthorized);
}
