// tests/proposals/telling_test.cpp: what those who watch are told of a status that goes back, is lost, or comes back.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/news_table.hpp"
#include "tests/proposals/source.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

// Somebody watches everything.
class Watched3 : public Source {
 public:
  Watched3() {
    start();
    poll();
    ask("watch all");
  }
  // What is told when proposal 3 says so.
  std::string told(const std::string& status, const std::string& more = {}) {
    files[name(3)] = file(3, status, more);
    now += every;
    std::string out;
    for (const Effect& effect : poll(fmt::format("v{}", ++version)))
      if (const auto* post = std::get_if<Post>(&effect))
        out += plain_text(std::get<Doc>(post->body)) + "\n";
    return out;
  }
  std::string last_notice() {
    auto row = db.query("SELECT what FROM notices ORDER BY at DESC, rowid DESC LIMIT 1");
    return row.next() ? std::string(row.text(0)) : std::string();
  }
  int version = 1;
};

}  // namespace

TEST_CASE("A status that goes back to what it was is told as changed back") {
  Watched3 source;
  CHECK_THAT(source.told("Accepted"), Contains("✎ Draft → ✓ Accepted") && !Contains("back"));
  CHECK_THAT(
      source.told("Accepted", ":Resolution: https://example.org/3\n"),
      Contains("decision is linked")
  );
  CHECK_THAT(source.told("Draft"), Contains("changed back · ✓ Accepted → ✎ Draft"));
  // Accepted again, as the rules of the series have it.
  CHECK_THAT(source.told("Accepted"), Contains("✎ Draft → ✓ Accepted") && !Contains("back"));
  // Another step that no rule describes.
  CHECK_THAT(source.told("Active"), Contains("For your information") && !Contains("back"));
}

TEST_CASE("What a series' rules describe is no change back, and neither is what only looks like one"
) {
  Watched3 source;
  CHECK_THAT(source.told("Deferred"), !Contains("back"));
  CHECK_THAT(source.told("Draft"), Contains("Deferred → ✎ Draft") && !Contains("changed back"));
  CHECK_THAT(source.told("Accepted"), !Contains("back"));
  CHECK_THAT(source.told("Final"), !Contains("back"));
  CHECK_THAT(source.told("Draft"), Contains("Final → ✎ Draft") && !Contains("changed back"));
}

TEST_CASE("A change back is one in every summary of it") {
  Watched3 source;
  source.told("Accepted");
  source.told("Draft");
  const auto all = news_after(source.db, "nep", 0);
  REQUIRE(all.size() == 2);
  CHECK_FALSE(all[0].reverted);
  CHECK(all[1].reverted);
}

TEST_CASE("A header that says no status any more is the operator's matter, once") {
  Watched3 source;
  source.told("Final");
  const int before = source.notices();
  CHECK(source.told("").empty());
  CHECK(source.status(3).empty());
  CHECK(source.notices() == before + 1);
  CHECK_THAT(source.last_notice(), Contains("3 (Final)"));
  CHECK(source.told("", ":Created: 2020-01-01\n").empty());
  CHECK(source.notices() == before + 1);
  SECTION("put right") {
    CHECK(source.told("Final").empty());
    CHECK_THAT(source.told("Superseded"), Contains("Final → "));
  }
  SECTION("another, by a step that no rule describes") {
    CHECK_THAT(
        source.told("Active"), Contains("Final → ● Active") && Contains("For your information")
    );
  }
  SECTION("another") {
    CHECK_THAT(
        source.told("Superseded"), Contains("Final → ") && !Contains("For your information")
    );
    CHECK(source.told("").empty());
    CHECK(source.notices() == before + 2);
    CHECK_THAT(source.last_notice(), Contains("3 (Superseded)"));
  }
}
