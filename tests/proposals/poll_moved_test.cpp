// tests/proposals/poll_moved_test.cpp: proposals that get another number: the same ones, whatever fails on the way.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/news_table.hpp"
#include "commands/proposals/watches.hpp"
#include "tests/proposals/source.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

constexpr const char* placeholder = "nep-9999-dispatch.rst";
constexpr const char* numbered = "nep-0057-dispatch.rst";

std::string text(int number, const std::string& title, const std::string& status) {
  return fmt::format(
      "NEP {} — {}\n=====================\n\n:Author: Ada\n:Status: {}\n:Type: Process\n\nText\n",
      number, title, status
  );
}

// Ten proposals and one that has no number yet.
class Moved : public Source {
 public:
  Moved() {
    files[placeholder] = text(9999, "Dispatch", "Draft");
    start();
    poll();
  }
  void renumber(const std::string& status = "Draft") {
    files.erase(placeholder);
    files[numbered] = text(57, "Dispatch", status);
  }
  // A poll in which those files fail that a test is given; true where it ended as a whole.
  bool poll_with(const std::function<bool(const std::string& path)>& fails = [](const auto&) {
    return false;
  }) {
    now += every;
    const auto list = calls(tick());
    REQUIRE(list.size() == 1);
    const std::string etag = fmt::format("v{}", ++version);
    std::vector<Effect> effects = answer({list[0].tag, 200, listing(), etag, errc::ok});
    for (const Call& call : calls(effects))
      answer(fails(call.path) ? Fetched{call.tag, 0, "", "", errc::timed_out} : served(call));
    return state().failures == 0;
  }
  std::vector<News> news() { return news_after(db, "nep", 0); }
  std::string last_notice() {
    auto row = db.query("SELECT what FROM notices ORDER BY id DESC LIMIT 1");
    return row.next() ? std::string(row.text(0)) : std::string();
  }

  int version = 1;
};

bool is_numbered(const std::string& path) { return path.ends_with(numbered); }

}  // namespace

TEST_CASE("One that gets its number is the same proposal, also where its file fails at first") {
  Moved source;
  source.renumber();
  for (int i = 0; i < 2; ++i) {
    CHECK_FALSE(source.poll_with(is_numbered));
    // As long as a file is missing nothing has left: it may be that one.
    CHECK(source.status(9999) == "Draft");
    CHECK(source.status(57) == "none");
    CHECK(source.notices() == 0);
  }
  CHECK(source.poll_with());
  CHECK(source.status(9999) == "none");
  CHECK(source.status(57) == "Draft");
  CHECK(source.news().empty());
  CHECK(source.notices() == 0);  // it has not left either
}

TEST_CASE("What changes while it gets its number is news, of the number that it has now") {
  Moved source;
  source.renumber("Accepted");
  CHECK_FALSE(source.poll_with(is_numbered));
  CHECK(source.poll_with());
  CHECK(source.news() == std::vector{News{NewsKind::status, 57, "Draft", "Accepted"}});
}

TEST_CASE("One that left in one poll and comes under another number in a later one is not new") {
  Moved source;
  source.files.erase(placeholder);
  CHECK(source.poll_with());
  CHECK(source.status(9999) == "none");
  CHECK_THAT(source.last_notice(), Contains("NEP 9999"));
  source.files[numbered] = text(57, "Dispatch", "Draft");
  CHECK(source.poll_with());
  CHECK(source.status(57) == "Draft");
  CHECK(source.news().empty());
}

TEST_CASE("A number that stands for one to come is free for the next, which is new") {
  Moved source;
  SECTION("moved at once") { source.renumber(); }
  SECTION("moved later") {
    source.files.erase(placeholder);
    CHECK(source.poll_with());
    source.files[numbered] = text(57, "Dispatch", "Draft");
  }
  CHECK(source.poll_with());
  CHECK(source.news().empty());
  source.files["nep-9999-sorting.rst"] = text(9999, "Sorting", "Draft");
  CHECK(source.poll_with());
  const News sorting{NewsKind::fresh, 9999, "", "Draft"};
  CHECK(source.news() == std::vector{sorting});
  // And the one after that.
  source.files.erase("nep-9999-sorting.rst");
  source.files["nep-0058-sorting.rst"] = text(58, "Sorting", "Draft");
  CHECK(source.poll_with());
  source.files["nep-9999-strings.rst"] = text(9999, "Strings", "Draft");
  CHECK(source.poll_with());
  News moved = sorting;
  moved.number = 58;
  CHECK(source.news() == std::vector{moved, sorting});
}

TEST_CASE("Whoever watches the number that it had watches the one that it has") {
  Moved source;
  source.said("watch 9999 3");
  source.renumber();
  CHECK(source.poll_with());
  const auto watched = watched_by(source.db, "nep", {"terminal", "", "ada"});
  CHECK(watched == std::vector<Watched>{{Watched::What::number, 3}, {Watched::What::number, 57}});
}

TEST_CASE("A file under another number is read again: what is amiss in it is another matter there"
) {
  Moved source;
  source.files[placeholder] = text(57, "Dispatch", "Draft");  // its title knows already
  CHECK(source.poll_with());
  const auto faults = [&](int number) {
    const auto shelf = facts_from_database(source.db, "nep");
    return shelf->find(number)->header.faults;
  };
  const std::string wrong = "title-number:57";
  CHECK(std::ranges::count(faults(9999), wrong) == 1);
  source.files[numbered] = source.files[placeholder];
  source.files.erase(placeholder);
  CHECK(source.poll_with());
  CHECK(std::ranges::count(faults(57), wrong) == 0);
  CHECK(source.news().empty());
}

TEST_CASE("What failed for another reason does not spend the patience with files that are amiss") {
  Moved source;
  for (int i = 0; i < 4; ++i) {
    source.now += every;
    source.answer({Source::calls(source.tick())[0].tag, 0, "", "", errc::unreachable});
  }
  source.files[name(1)] = file(1, "Final");
  source.now += every;
  const auto list = Source::calls(source.tick());
  const auto gets =
      Source::calls(source.answer({list[0].tag, 200, source.listing(), "v2", errc::ok}));
  REQUIRE(gets.size() == 1);
  source.answer({gets[0].tag, 404, "", "", errc::ok});  // its servers differ, for a moment
  CHECK(source.state().etag == "v1");
  CHECK(source.poll_with());
  CHECK(source.status(1) == "Final");
}
