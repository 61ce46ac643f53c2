// tests/net/github_merges_test.cpp: a file that both sides of a merge had changed has the log of the main side.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_reply.hpp"
#include "bot/net/github_tree.hpp"
#include "tests/support/github_stand_in.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;

namespace {

std::string id(int number) { return fmt::format("{:040x}", number); }

// Commit `number` of the minute `number`; a second parent makes it a merge.
std::string item(int number, int parent, int merged = 0, const std::string& message = "x") {
  return fmt::format(
      R"({{"sha":"{}","commit":{{"committer":{{"date":"2020-01-01T00:{:02}:00Z"}},"message":"{}"}},)"
      R"("parents":[{{"sha":"{}"}}{}]}})",
      id(number), number, message, id(parent),
      merged == 0 ? "" : fmt::format(R"(,{{"sha":"{}"}})", id(merged))
  );
}

std::string items(const std::vector<std::string>& all) {
  return fmt::format("[{}]", fmt::join(all, ","));
}

std::string commits_from(const std::string& from) {
  return "GET /repos/numpy/numpy/commits?path=doc%2Fneps%2Fa.rst&sha=" + from + "&per_page=100";
}

const std::string added = R"({"files":[{"filename":"doc/neps/a.rst","status":"added"}]})";

struct Setup : GitHubSetup {
  // The commits' numbers.
  std::vector<int> log() {
    const auto told = perform("LOG", "a.rst", {});
    CHECK(told.fetched.status == 200);
    etag = told.fetched.etag;
    std::vector<int> out;
    std::string_view rest = told.fetched.body;
    for (; rest.size() > 40; rest.remove_prefix(rest.find('\n') + 1))
      out.push_back(std::stoi(std::string(rest.substr(32, 8)), nullptr, 16));
    return out;
  }
  std::string etag;
};

ListedCommit merge_of(const std::string& subject) {
  ListedCommit commit;
  commit.parent = "first";
  commit.merged = "second";
  commit.subject = subject;
  return commit;
}

}  // namespace

// 1 is a draft; a branch begins there. 3 accepts it on main; 5 mends a word of the draft on the branch; 7 merges that.
TEST_CASE(
    "a branch that was merged after an acceptance does not take it back", "[github][gitlog]"
) {
  Setup setup;
  setup.api.expect(commits_from("main"))
      .reply(
          200, {{"ETag", "\"v1\""}},
          items(
              {item(7, 6, 5, "Merge pull request #9 from ada/words"), item(5, 1), item(3, 2),
               item(1, 9)}
          )
      );
  setup.api.expect(commits_from(id(6)))
      .reply(200, {{"ETag", "\"v2\""}}, items({item(3, 2), item(1, 9)}));
  setup.api.expect("GET /repos/numpy/numpy/commits/" + id(1)).reply(200, {}, added);
  CHECK(setup.log() == std::vector{7, 3, 1});
  CHECK(setup.etag == "\"v1\"");  // of what is asked for the next time
}

TEST_CASE("a branch that took main in was on the other side", "[github][gitlog]") {
  Setup setup;
  setup.api.expect(commits_from("main"))
      .reply(
          200, {},
          items(
              {item(7, 5, 6, "Merge branch 'main' into words\\n\\nx"), item(5, 1), item(3, 2),
               item(1, 9)}
          )
      );
  setup.api.expect(commits_from(id(6))).reply(200, {}, items({item(3, 2), item(1, 9)}));
  setup.api.expect("GET /repos/numpy/numpy/commits/" + id(1)).reply(200, {}, added);
  CHECK(setup.log() == std::vector{7, 3, 1});
}

TEST_CASE("four merges are looked behind, and the rest is as it is listed", "[github][gitlog]") {
  Setup setup;
  std::vector<std::string> rest;
  for (int number = 11; number >= 1; number -= 2) {
    rest.push_back(item(number, number - 1, 50));
    if (number > 1) rest.push_back(item(number - 1, 40));
  }
  setup.api.expect(commits_from("main")).reply(200, {}, items(rest));
  for (int number = 10; number >= 4; number -= 2) {
    rest.erase(rest.begin(), rest.begin() + 2);
    setup.api.expect(commits_from(id(number))).reply(200, {}, items(rest));
  }
  setup.api.expect("GET /repos/numpy/numpy/commits/" + id(1)).reply(200, {}, added);
  CHECK(setup.log() == std::vector{11, 9, 7, 5, 3, 2, 1});
}

TEST_CASE("a log whose other half cannot be had is none", "[github][gitlog]") {
  Setup setup;
  setup.api.expect(commits_from("main")).reply(200, {}, items({item(7, 6, 5), item(5, 1)}));
  setup.api.expect(commits_from(id(6))).reply(502);
  const auto told = setup.perform("LOG", "a.rst", {});
  CHECK(told.fetched.error == errc::unavailable);
  CHECK(told.fetched.body.empty());
}

TEST_CASE("a merge says which of its parents was the branch", "[gitlog]") {
  for (const char* own :
       {"Merge pull request #9 from ada/main", "Merge branch 'words'",
        "Merge branch 'main' of github.com:ada/numpy", "Merge branch 'words' into main",
        "Merge branch 'main' into main", "Merge branch 'mainly' into words", "Merge branch 'main",
        "Merge branch '", "Merge remote-tracking branch 'ada/words' into x", ""}) {
    INFO(own);
    CHECK(parent_on("main", merge_of(own)) == "first");
  }
  for (const char* theirs :
       {"Merge branch 'main' into words", "Merge remote-tracking branch 'upstream/main' into words",
        "Merge branch 'main' of https://github.com/numpy/numpy into words"}) {
    INFO(theirs);
    CHECK(parent_on("main", merge_of(theirs)) == "second");
  }
  CHECK(
      parent_on(
          "maintenance/2.x",
          merge_of("Merge remote-tracking branch 'origin/maintenance/2.x' into w")
      ) == "second"
  );
  auto single = merge_of("Merge branch 'main' into words");
  single.merged.clear();
  CHECK(parent_on("main", single) == "first");
}
