// tests/config/config_roles_test.cpp: who has which role, and that the committee comes from its own file alone.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/config/files.hpp"
#include "tests/config/loading.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

using namespace usher;
using namespace usher::test;

namespace {

const std::string token = "0123456789abcdefghij";

struct Folder : TemporaryFolder {
  std::string file(const std::string& name, const std::string& text, mode_t mode = 0600) const {
    std::string path = write(name, text);
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    return path;
  }
  std::string committee(const std::string& text, mode_t mode = 0600) const {
    return "[roles]\ncommittee_file = \"" + file("committee", text, mode) + "\"\n";
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("People of every platform may have roles") {
  const LoadedConfig loaded = load(
      "[roles]\ncontributors = [\"web:lin-1\"]\n"
      "maintainers = [\"web:ada\", \"slack:U123\", \"slack:T1:W9\", \"matrix:@ada:example.org\"]\n"
      "organisers = [\"terminal:Ada.L\"]\nadministrators = [\"web:root\"]\n"
  );
  INFO(all(loaded));
  CHECK(loaded.problems.empty());
  CHECK(loaded.config.roles.contributors.size() == 1);
  CHECK(loaded.config.roles.maintainers.size() == 4);
  CHECK(loaded.config.roles.organisers == std::vector<std::string>{"terminal:Ada.L"});
  CHECK(loaded.config.roles.administrators == std::vector<std::string>{"web:root"});
  CHECK(loaded.config.roles.committee.empty());
}

TEST_CASE("An entry that names nobody is a mistake, whichever way it is wrong") {
  for (const char* wrong :
       {"ada", "", "web:", "web:Ada", "web:ada lovelace", "slack:ada", "slack:u123", "slack:T1",
        "slack:X1:U1", "slack:T1:", "slack::U1", "matrix:ada", "matrix:@ada", "irc:ada", "Web:ada",
        "*", "web:*", "terminal:", "terminal:a:b"}) {
    CAPTURE(wrong);
    const LoadedConfig loaded = load(std::string("[roles]\nmaintainers = [\"") + wrong + "\"]\n");
    CHECK(only(loaded).line == 2);
    CHECK(has(only(loaded).problem, "names nobody"));
    CHECK(has(only(loaded).remedy, "slack:U123"));
    CHECK(loaded.config.roles.maintainers.empty());
  }
}

TEST_CASE("The committee is read from a file that only its owner can read") {
  const Folder folder;
  const LoadedConfig loaded =
      load(folder.committee("\xEF\xBB\xBF# the committee\n\nslack:U1\r\n  matrix:@kay:example.org")
      );
  INFO(all(loaded));
  REQUIRE(loaded.problems.empty());
  CHECK(
      loaded.config.roles.committee ==
      std::vector<std::string>{"slack:U1", "matrix:@kay:example.org"}
  );
}

TEST_CASE("A file of the committee that others can get at is refused, and nobody is in it") {
  const Folder folder;
  for (const mode_t mode : {0640U, 0604U, 0660U, 0644U}) {
    const LoadedConfig loaded = load(folder.committee("slack:U1\n", mode));
    CHECK(only(loaded).line == 2);
    CHECK(has(only(loaded).problem, "others than its owner"));
    CHECK(has(only(loaded).remedy, "chmod 600"));
    CHECK(loaded.config.roles.committee.empty());
  }
  CHECK(has(only(load("[roles]\ncommittee_file = \"no/such\"\n")).problem, "There is no file"));
  CHECK(has(only(load("[roles]\ncommittee_file = \"\"\n")).problem, "committee_file"));
}

TEST_CASE("The committee cannot be named in the configuration itself") {
  CHECK(has(only(load("[roles]\ncommittee = [\"web:kay\"]\n")).problem, "roles.committee"));
}

TEST_CASE("A line that names nobody is told by its number, without a word of it") {
  const Folder folder;
  const LoadedConfig loaded = load(folder.committee("slack:U1\nxoxb-planted-secret\n"));
  CHECK(only(loaded).line == 2);
  CHECK(has(only(loaded).file, "committee"));
  CHECK_FALSE(has(all(loaded), "planted"));
  CHECK(has(only(load(folder.committee("# nobody\n"))).problem, "nobody in this file"));
}

TEST_CASE("Where everybody says who they are, nobody of the web can be in the committee's file") {
  const Folder folder;
  const LoadedConfig loaded = load(folder.committee("web:kay\n") + "[web]\n");
  CHECK(has(only(loaded).problem, "everybody says who they are"));
}

TEST_CASE("The people of the web and the committee's file must agree on who is in it") {
  const Folder folder;
  const std::string web =
      "[web]\npeople_file = \"" +
      folder.file("people", token + "1 kay committee Kay\n" + token + "2 ada maintainer Ada\n") +
      "\"\n";
  CHECK(load(folder.committee("web:kay\nweb:ada\n") + web).problems.empty());
  const LoadedConfig loaded = load(folder.committee("web:ada\n") + web);
  CHECK(has(only(loaded).problem, "calls kay a member"));
  CHECK(has(only(loaded).remedy, "web:kay"));
}
