// tests/net/github_log_test.cpp: the history of a file on GitHub, page by page and name by name.
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

// Commit `number`, a minute after the one before, which is its parent.
std::string commit_json(int number) {
  return fmt::format(
      R"({{"sha":"{}","commit":{{"committer":{{"name":"Ada","date":"2020-01-01T{:02}:{:02}:00Z"}}}},"parents":[{}]}})",
      id(number), number / 60, number % 60,
      number == 1 ? "" : fmt::format(R"({{"sha":"{}"}})", id(number - 1))
  );
}

// Commits from `newest` down to `oldest`.
std::string commits_json(int newest, int oldest) {
  std::string out = "[";
  for (int number = newest; number >= oldest; --number)
    out += (number == newest ? "" : ",") + commit_json(number);
  return out + "]";
}

std::string line(int number, const std::string& name) {
  return fmt::format(
      "{} 2020-01-01T{:02}:{:02}:00Z {}\n", id(number), number / 60, number % 60, name
  );
}

std::string commits_of(const std::string& name, const std::string& from, int page = 1) {
  return fmt::format(
      "GET /repos/numpy/numpy/commits?path=doc%2Fneps%2F{}&sha={}&per_page=100{}", name, from,
      page == 1 ? "" : fmt::format("&page={}", page)
  );
}
std::string commit_of(int number) { return "GET /repos/numpy/numpy/commits/" + id(number); }

const std::string added = R"({"files":[{"filename":"doc/neps/a.rst","status":"added"}]})";
std::string renamed(const std::string& now, const std::string& before) {
  return fmt::format(
      R"({{"files":[{{"filename":"doc/x","status":"added"}},{{"filename":"doc/neps/{}",)"
      R"("status":"renamed","previous_filename":"{}"}}]}})",
      now, before
  );
}

struct Setup : GitHubSetup {
  Answer log(std::string etag = {}) { return perform("LOG", "a.rst", std::move(etag)); }
  Answer at(const std::string& path) { return perform("GET", path, {}); }
};

}  // namespace

TEST_CASE("a file's commits on GitHub are its log", "[github][gitlog]") {
  Setup setup;
  setup.api.expect(commits_of("a.rst", "main"))
      .reply(200, {{"ETag", "\"v1\""}}, commits_json(3, 2));
  setup.api.expect(commit_of(2)).reply(200, {}, added);
  const auto told = setup.log();
  CHECK(told.fetched.error == errc::ok);
  CHECK(told.fetched.status == 200);
  CHECK(told.fetched.body == line(3, "a.rst") + line(2, "a.rst"));
  CHECK(told.fetched.etag == "\"v1\"");
}

TEST_CASE("an unchanged log is a 304, and costs one request", "[github][gitlog]") {
  Setup setup;
  setup.api.expect(commits_of("a.rst", "main")).reply(304, {{"ETag", "\"v1\""}});
  const auto told = setup.log("\"v1\"");
  CHECK(told.fetched.status == 304);
  CHECK(told.fetched.etag == "\"v1\"");
  CHECK(find(setup.api.seen().at(0).headers, "if-none-match") == "\"v1\"");
  CHECK(setup.api.seen().size() == 1);
}

TEST_CASE("a long log has pages, three at most", "[github][gitlog]") {
  Setup setup;
  setup.api.expect(commits_of("a.rst", "main")).reply(200, {}, commits_json(350, 251));
  setup.api.expect(commits_of("a.rst", "main", 2)).reply(200, {}, commits_json(250, 151));
  int lines = 200;
  SECTION("the last one is not full") {
    setup.api.expect(commits_of("a.rst", "main", 3)).reply(200, {}, commits_json(150, 149));
    setup.api.expect(commit_of(149)).reply(200, {}, added);
    lines += 2;
  }
  SECTION("there are more") {
    setup.api.expect(commits_of("a.rst", "main", 3)).reply(200, {}, commits_json(150, 51));
    setup.api.expect(commit_of(51)).reply(200, {}, added);
    lines += 100;
  }
  const auto told = setup.log();
  CHECK(told.fetched.status == 200);
  CHECK(std::ranges::count(told.fetched.body, '\n') == lines);
}

TEST_CASE("a file is followed to the names that it had on GitHub", "[github][gitlog]") {
  Setup setup;
  setup.api.expect(commits_of("a.rst", "main")).reply(200, {}, commits_json(9, 8));
  setup.api.expect(commit_of(8)).reply(200, {}, renamed("a.rst", "doc/neps/b."));
  setup.api.expect(commits_of("b.", id(7))).reply(200, {}, commits_json(6, 5));
  SECTION("to the end") {
    setup.api.expect(commit_of(5)).reply(200, {}, added);
    CHECK(
        setup.log().fetched.body ==
        line(9, "a.rst") + line(8, "a.rst") + line(6, "b.") + line(5, "b.")
    );
  }
  SECTION("not out of the folder") {
    setup.api.expect(commit_of(5)).reply(200, {}, renamed("b.", "doc/else/b."));
    CHECK(setup.log().fetched.status == 200);
  }
  SECTION("three times") {
    setup.api.expect(commit_of(5)).reply(200, {}, renamed("b.", "doc/neps/c c"));
    setup.api.expect(commits_of("c%20c", id(4))).reply(200, {}, commits_json(4, 4));
    setup.api.expect(commit_of(4)).reply(200, {}, renamed("c c", "doc/neps/d"));
    setup.api.expect(commits_of("d", id(3))).reply(200, {}, commits_json(3, 2));
    const auto told = setup.log();
    CHECK(told.fetched.body.ends_with(line(4, "c c") + line(3, "d") + line(2, "d")));
  }
  SECTION("and the very first commit has none before it") {
    setup.api.expect(commit_of(5)).reply(200, {}, renamed("b.", "doc/neps/c"));
    setup.api.expect(commits_of("c", id(4))).reply(200, {}, commits_json(1, 1));
    CHECK(setup.log().fetched.body.ends_with(line(1, "c")));
  }
}

TEST_CASE("a file that GitHub knows no commit of has no log", "[github][gitlog]") {
  Setup setup;
  setup.api.expect(commits_of("a.rst", "main")).reply(200, {}, "[]");
  CHECK(setup.log().fetched.status == 404);
}

TEST_CASE("a log that fails says why", "[github][gitlog]") {
  Setup setup;
  const auto expect_error = [&setup](errc error) {
    const auto told = setup.log();
    CHECK(told.fetched.error == error);
    CHECK(told.fetched.body.empty());
  };
  const std::string first = commits_of("a.rst", "main");
  SECTION("no answer of GitHub's") {
    setup.api.expect(first).reply(200, {}, "<html>a login page</html>");
    expect_error(errc::malformed);
  }
  SECTION("down") {
    setup.api.expect(first).reply(502);
    expect_error(errc::unavailable);
  }
  SECTION("a bad token") {
    setup.api.expect(first).reply(401);
    expect_error(errc::unauthorized);
  }
  SECTION("the second page is missing") {
    setup.api.expect(first).reply(200, {}, commits_json(200, 101));
    setup.api.expect(commits_of("a.rst", "main", 2)).reply(502);
    expect_error(errc::unavailable);
  }
  SECTION("the oldest commit cannot be seen") {
    setup.api.expect(first).reply(200, {}, commits_json(3, 2));
    setup.api.expect(commit_of(2)).reply(200, {}, "[]");
    expect_error(errc::malformed);
  }
}

TEST_CASE("a quota that is used up by a log is waited for", "[github][gitlog]") {
  Setup setup;
  SECTION("429") {
    setup.api.expect(commits_of("a.rst", "main")).reply(429, {{"Retry-After", "120"}}, "{}");
  }
  SECTION("403") {
    setup.api.expect(commits_of("a.rst", "main"))
        .reply(
            403,
            {{"x-ratelimit-remaining", "0"},
             {"x-ratelimit-reset", "1800000120"},
             {"Date", "Fri, 15 Jan 2027 08:00:00 GMT"}},
            "{}"
        );
  }
  const auto told = setup.log();
  CHECK(told.fetched.error == errc::rate_limited);
  CHECK(told.retry_after == std::chrono::seconds{120});
  const auto again = setup.log();  // without a request
  CHECK(again.fetched.error == errc::rate_limited);
  CHECK(setup.api.seen().size() == 1);
}

TEST_CASE("the bytes at a commit come from raw and cost no quota", "[github][gitlog]") {
  Setup setup;
  const std::string path = "GET /numpy/numpy/" + id(7) + "/doc/neps/a%20b.rst";
  SECTION("there") {
    setup.raw.expect(path).reply(200, {}, hello);
    const auto got = setup.at("@" + id(7) + " a b.rst");
    CHECK(got.fetched.status == 200);
    CHECK(got.fetched.body == hello);
  }
  SECTION("gone") {
    setup.raw.expect(path).reply(404);
    CHECK(setup.at("@" + id(7) + " a b.rst").fetched.status == 404);
  }
  SECTION("down") {
    setup.raw.expect(path).reply(503);
    CHECK(setup.at("@" + id(7) + " a b.rst").fetched.error == errc::unavailable);
  }
  SECTION("no path") {
    CHECK(setup.at("@main a.rst").fetched.error == errc::malformed);
    CHECK(setup.at("@" + id(7) + " ../a.rst").fetched.error == errc::malformed);
  }
  CHECK(setup.api.connections() == 0);
}

TEST_CASE("commits that GitHub does not write so are malformed", "[github][gitlog]") {
  const std::string good = commit_json(2);
  REQUIRE(parse_commits("[" + good + "]"));
  const auto broken = [&](std::string_view what, std::string_view with) {
    std::string text = "[" + good + "]";
    const auto place = text.find(what);
    REQUIRE(place != std::string::npos);
    text.replace(place, what.size(), with);
    INFO(text);
    CHECK_FALSE(parse_commits(text));
  };
  broken("sha", "sah");
  broken("committer", "author");
  broken("2020-", "20-");
  broken("parents", "children");
  broken("[{\"sha\":\"" + id(1), "[{\"sha\":\"x");
  broken("[{\"sha\":\"" + id(1) + "\"}]", "[7]");
  CHECK_FALSE(parse_commits("{}"));
  CHECK_FALSE(parse_commits("[7]"));
  CHECK_FALSE(parse_commits(std::string(100000, '[')));
  CHECK_FALSE(parse_previous_path("[]", "a"));
  CHECK_FALSE(parse_previous_path(R"({"files":[7]})", "a"));
}

TEST_CASE("an instant of a log is UTC and a day that exists", "[gitlog]") {
  CHECK(parse_utc("1970-01-02T00:00:01Z") == sys_seconds{std::chrono::seconds{86401}});
  for (const char* text :
       {"", "2020-01-01", "2020-01-01T00:00:00+00:00", "2020-13-01T00:00:00Z",
        "2020-02-30T00:00:00Z", "2020-01-01T24:00:00Z", "2020-01-01T00:60:00Z",
        "2020-01-01 00:00:00Z", "-020-01-01T00:00:00Z"})
    CHECK_FALSE(parse_utc(text));
}
