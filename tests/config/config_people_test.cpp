// tests/config/config_people_test.cpp: the file of those who may sign in, and that no token in it is ever shown.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_people.hpp"

#include "tests/config/files.hpp"
#include "tests/config/loading.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sys/stat.h>

using namespace usher;
using namespace usher::test;

namespace {

const std::string token = "0123456789abcdefghij";

struct Folder : TemporaryFolder {
  std::string people(const std::string& text) const {
    std::string file = write("people", text);
    REQUIRE(::chmod(file.c_str(), 0600) == 0);
    return file;
  }
};

std::string naming(const std::string& file) { return "[web]\npeople_file = \"" + file + "\"\n"; }

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::vector<Problem> problems_of(const std::string& text) {
  return parse_web_people(text, "people").problems;
}

Problem only_one(const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) UNSCOPED_INFO(to_line(problem));
  REQUIRE(problems.size() == 1);
  return problems.front();
}

}  // namespace

TEST_CASE("The people are read from a file that only its owner may read") {
  const Folder folder;
  const std::string file = folder.people(
      "\xEF\xBB\xBF# who may sign in\n\n" + token + " ada administrator Ada Lovelace\r\n\t" +
      std::string(200, 'Z') + "  lin-1  newcomer\t\xE6\x9E\x97 \xE5\xB0\x8F #2  \n   # the end"
  );
  const LoadedConfig loaded = load(naming(file));
  INFO(all(loaded));
  REQUIRE(loaded.problems.empty());
  REQUIRE(loaded.config.web);
  const WebConfig& web = *loaded.config.web;
  REQUIRE(web.people.size() == 2);
  CHECK(web.people[0].token.reveal() == token);
  CHECK(web.people[0].id == "ada");
  CHECK(web.people[0].role == "administrator");
  CHECK(web.people[0].name == "Ada Lovelace");
  CHECK(web.people[1].id == "lin-1");
  CHECK(web.people[1].name == "\xE6\x9E\x97 \xE5\xB0\x8F #2");
  REQUIRE(::chmod(file.c_str(), 0640) == 0);
  const Problem open = only(load(naming(file)));
  CHECK(open.line == 2);
  CHECK(open.remedy == "Run: chmod 600 " + shown_path(file));
  CHECK(has(only(load(naming("no/such"))).problem, "There is no file"));
  CHECK(has(only(load(naming("/dev/null"))).problem, "not a file"));
  const std::string large = folder.people("#" + std::string(1U << 20U, 'x'));
  CHECK(has(only(load(naming(large))).problem, "1 MiB"));
}

TEST_CASE("Every mistake in the file of people is told with the file and the line") {
  const Folder folder;
  const std::string file =
      folder.people("\n" + token + " ada newcomer Ada\nshort Ada admin Ada\n" + token + "\n");
  const LoadedConfig loaded = load(naming(file));
  INFO(all(loaded));
  REQUIRE(loaded.problems.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) CHECK(loaded.problems[i].line == 3);
  CHECK(loaded.problems[3].line == 4);
  for (const Problem& problem : loaded.problems) {
    CHECK(problem.file == file);
    CHECK_FALSE(problem.remedy.empty());
  }
}

TEST_CASE("What a line of the file of people may be") {
  const auto line = [](const std::string& text) { return only_one(problems_of(text)); };
  const std::string ada = token + " ada newcomer Ada\n";
  for (const std::string& wrong :
       {std::string(19, 'a'), std::string(201, 'a'), std::string("0123456789abcdefghi!j")})
    CHECK(has(line(wrong + " ada newcomer Ada").problem, "no token"));
  for (const std::string& wrong : {std::string("Ada"), std::string(41, 'a'), std::string("a.b")})
    CHECK(has(line(fmt::format("{} {} newcomer Ada", token, wrong)).problem, "no id"));
  CHECK(has(line(token + " usher newcomer Ada").problem, "Usher's own"));
  CHECK(has(line(token + " ada maintainr Ada").remedy, "Did you mean maintainer?"));
  CHECK(has(line(token + " ada everyone Ada").problem, "no role"));
  CHECK(has(line(token + " ada newcomer").problem, "fewer than four"));
  CHECK(has(line(token + " ada newcomer A\xFF").problem, "UTF-8"));
  CHECK(has(line(token + " ada newcomer A\xE2\x80\xAE\x42").problem, "invisible"));
  std::string sixty;
  for (int i = 0; i < 60; ++i) sixty += "\xE6\x9E\x97";
  CHECK(problems_of(token + " ada newcomer " + sixty).empty());
  CHECK(has(line(token + " ada newcomer " + sixty + "x").problem, "60 characters"));
  const Problem same_token = line(ada + token + " bob newcomer Bob");
  CHECK(same_token.line == 2);
  CHECK(has(same_token.problem, "token is that of line 1"));
  CHECK(has(line(ada + token + "k ada newcomer Bob").problem, "id is that of line 1"));
  CHECK(has(line("").problem, "nobody"));
  CHECK(line("# nobody\n\n").line == 0);
}

TEST_CASE("No word of the file of people is ever shown, wherever a token may have slipped to") {
  const std::string planted = "planted0123456789planted";
  for (const std::string& text :
       {planted, planted + " ada", "ada " + planted + " newcomer Ada", "x ada " + planted + " Ada",
        fmt::format("{0} ada newcomer {1:x<80}{0}", planted, ""), planted + "! ada newcomer Ada",
        fmt::format("{0} a newcomer A\n{0} b newcomer B", planted)}) {
    const auto problems = problems_of(text);
    CHECK_FALSE(problems.empty());
    for (const Problem& problem : problems) CHECK_FALSE(has(to_line(problem), "planted"));
  }
}

TEST_CASE("A file of people that is nothing but mistakes ends in a few of them") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "wrong\n";
  const auto problems = problems_of(text);
  CHECK(problems.size() == 61);
  CHECK(has(problems.back().problem, "too many"));
  CHECK_FALSE(problems_of(std::string("\0\xFF\n\0", 4)).empty());
}
