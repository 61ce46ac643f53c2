// tests/proposals/poll_source_test.cpp: the configuration names another source while a poll is under way.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/news_table.hpp"
#include "commands/proposals/reading.hpp"
#include "tests/proposals/source.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::proposals;

namespace {

// The program stops and starts with other settings, or the same ones.
class Restarted : public Source {
 public:
  std::vector<Effect> restart(const std::string& source) {
    Settings settings = plain();
    settings.source = source;
    feature = std::make_unique<Proposals>(settings);
    return start();
  }
  // The listing is answered; the files are waited for.
  std::vector<Call> listed() {
    const auto list = calls(tick());
    REQUIRE(list.size() == 1);
    return calls(answer({list[0].tag, 200, listing(), "v1", errc::ok}));
  }
};

}  // namespace

TEST_CASE("Another source during the very first poll: nothing of the first one is taken") {
  Restarted source;
  source.start();
  const auto gets = source.listed();
  REQUIRE(gets.size() == 10);
  for (std::size_t i = 0; i + 1 < gets.size(); ++i) source.answer(source.served(gets[i]));
  CHECK(source.next(source.restart("test:another")) == std::chrono::minutes(0));
  source.answer(source.served(gets.back()));  // asked by the program before
  CHECK(source.status(1) == "none");
  CHECK(source.state().baseline.empty());

  // What the other one holds is a baseline, and no news.
  source.files = {{name(1), file(1, "Final")}, {name(20), file(20, "Draft")}};
  source.poll("w1");
  CHECK(source.status(1) == "Final");
  CHECK(source.status(2) == "none");
  CHECK(source.state().baseline == "test:another");
  CHECK(news_after(source.db, "nep", 0).empty());
}

TEST_CASE("A first poll that had not all of its files leaves nothing that counts for another source"
) {
  Restarted source;
  source.start();
  const auto gets = source.listed();
  for (std::size_t i = 1; i < gets.size(); ++i) source.answer(source.served(gets[i]));
  source.answer({gets.front().tag, 0, "", "", errc::timed_out});
  CHECK(source.status(1) == "none");
  CHECK(source.status(2) == "Draft");
  SECTION("the same: what is missing is read, and no news; what else has changed is") {
    source.restart("test:ten");
    source.files[name(2)] = file(2, "Accepted");
    source.reads = 0;
    source.poll();
    CHECK(source.reads == 2);
    CHECK(source.status(1) == "Draft");
    const auto news = news_after(source.db, "nep", 0);
    REQUIRE(news.size() == 1);
    CHECK(news.front().number == 2);
    source.files[name(1)] = file(1, "Accepted");
    source.poll();
    CHECK(news_after(source.db, "nep", 0).size() == 2);
  }
  SECTION("and what fails once more is no news when it is had at last") {
    source.restart("test:ten");
    const auto again = source.listed();
    REQUIRE(again.size() == 1);
    source.answer({again.front().tag, 0, "", "", errc::timed_out});
    CHECK(source.status(1) == "none");
    source.poll();
    CHECK(source.status(1) == "Draft");
    CHECK(news_after(source.db, "nep", 0).empty());
  }
  SECTION("another: all of it is read") {
    source.restart("test:another");
    source.files = {{name(2), file(2, "Draft")}, {name(3), ""}};
    source.reads = 0;
    source.poll();
    CHECK(source.reads == 2);
    CHECK(source.status(2) == "Draft");
    CHECK(source.status(3) == "none");  // what the first said of it says nothing here
    CHECK(source.status(4) == "none");
    CHECK(news_after(source.db, "nep", 0).empty());
  }
}

TEST_CASE("A poll under way goes on after a restart, where it is about the same source") {
  Restarted source;
  source.start();
  const auto gets = source.listed();
  source.restart("test:ten");
  for (const Call& call : gets) source.answer(source.served(call));
  CHECK(source.status(10) == "Draft");
}

TEST_CASE("A poll that another version of the reader began is begun anew") {
  Restarted source;
  source.start();
  const auto gets = source.listed();
  auto state = source.state();
  state.reader = reader_version - 1;
  set_freshness(source.db, "nep", state);
  CHECK(source.next(source.restart("test:ten")) == std::chrono::minutes(0));
  for (const Call& call : gets) CHECK(source.answer(source.served(call)).empty());
  CHECK(source.status(1) == "none");
  source.poll();
  CHECK(source.status(1) == "Draft");
}

TEST_CASE("A poll that is under way when a newer index comes is begun anew") {
  const auto with_index = [](const std::string& day, const std::string& sha) {
    Settings settings = Source::plain();
    settings.index = "as-of\t" + day + "T00:00:00Z\n1\tnep-0001-title.rst\t" + sha +
                     "\tTitle\tDraft\t\t\t\t\t\t\t\tabsent\t\t\t\t\t-\n";
    return settings;
  };
  Source source(with_index("2026-01-01", sha_of(file(1, "Final"))));
  source.files = {{"nep-0001-renamed.rst", file(1, "Final")}, {name(2), file(2, "Draft")}};
  source.start();
  const auto list = Source::calls(source.tick());
  const auto gets =
      Source::calls(source.answer({list[0].tag, 200, source.listing(), "v1", errc::ok}));
  source.feature = std::make_unique<Proposals>(with_index("2026-02-01", std::string(40, 'b')));
  source.start();
  for (const Call& call : gets) source.answer(source.served(call));
  CHECK(
      source.status(1) == "Draft"
  );  // the index's, and not lost with a poll that knew an older one
  source.poll();
  CHECK(source.status(1) == "Final");
}

TEST_CASE("What a poll that was given up has left is put away in pieces, before the next begins") {
  Source source;
  source.files.clear();
  for (int number = 1; number <= 12'000; ++number)
    source.files[name(number)] = file(number, "Draft");
  source.start();
  auto effects = source.answer({Source::calls(source.tick())[0].tag, 200, source.listing(), "v1"});
  const auto goes_on = [&] {
    return std::ranges::any_of(effects, [](const Effect& effect) {
      const auto* remind = std::get_if<Remind>(&effect);
      return remind != nullptr && remind->job == Poll::step_job;
    });
  };
  const auto step = [&] {
    const auto written = [&] {
      auto row = source.db.query("SELECT total_changes()");
      row.next();
      return row.integer(0);
    };
    const auto before = written();
    effects = source.event(Tick{std::string(Poll::step_job), source.now, source.now}).effects;
    CHECK(written() - before < 6'000);
  };
  while (goes_on()) step();
  source.now += std::chrono::hours(1);
  effects = source.tick();
  CHECK(Source::calls(effects).empty());
  CHECK(source.next(effects) == std::chrono::minutes(1));
  CHECK(goes_on());
  while (goes_on()) step();
  CHECK(source.state().step == Step::none);
  source.now += std::chrono::minutes(1);
  CHECK(Source::calls(source.tick()).size() == 1);
}
