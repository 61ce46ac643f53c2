// tests/proposals/poll_scale_test.cpp: thousands of proposals: a bounded piece of work an event, and the whole of it right.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/search.hpp"
#include "commands/proposals/news_table.hpp"
#include "tests/proposals/source.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <functional>

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

constexpr int many = 2'500;

// What a poll asked for is done as the engine does it: a Call is answered, a job that is due fires.
class Many : public Source {
 public:
  explicit Many(int count = many) {
    files.clear();
    for (int number = 1; number <= count; ++number) files[name(number)] = file(number, "Draft");
    start();
  }

  // `between`: after each event.
  void whole_poll(const std::function<void()>& between = [] {}) {
    now += every;
    events = 0;
    most_rows = 0;
    most_calls = 0;
    take(counted([&] { return tick(); }));
    between();
    while (!waiting.empty() || step) {
      if (step) {
        step = false;
        take(counted([&] { return event(Tick{std::string(Poll::step_job), now, now}).effects; }));
      } else {
        const Call call = waiting.front();
        waiting.pop_front();
        take(counted([&] { return answer(answered(call)); }));
      }
      between();
    }
  }

  // The program ends and begins again: what it knows is what the rows say.
  void restart() {
    feature = std::make_unique<Proposals>(plain());
    for (const Effect& effect : start()) CHECK_FALSE(std::holds_alternative<Call>(effect));
  }

  std::int64_t count(const std::string& table) {
    auto row = db.query("SELECT count(*) FROM " + table);
    return row.next() ? row.integer(0) : -1;
  }
  std::ptrdiff_t with_status(const std::string& word) {
    const auto shelf = facts_from_database(db, "nep");
    return std::ranges::count_if(shelf->proposals, [&](const Proposal& one) {
      return one.header.status == word;
    });
  }

  std::deque<Call> waiting;
  bool step = false;
  int events = 0;
  std::size_t most_calls = 0;  // that were waited for at once
  std::int64_t most_rows = 0;  // that one event wrote
  std::string etag = "v1";

 private:
  Fetched answered(const Call& call) {
    if (call.method == "READ") return served(call);
    if (call.etag == etag) return {call.tag, 304, "", etag, errc::ok};
    return {call.tag, 200, listing(), etag, errc::ok};
  }
  std::int64_t written() {
    auto row = db.query("SELECT total_changes()");
    return row.next() ? row.integer(0) : 0;
  }
  template <class Event>
  std::vector<Effect> counted(const Event& happens) {
    ++events;
    const std::int64_t before = written();
    auto effects = happens();
    most_rows = std::max(most_rows, written() - before);
    return effects;
  }
  void take(const std::vector<Effect>& effects) {
    for (const Call& call : calls(effects)) waiting.push_back(call);
    most_calls = std::max(most_calls, waiting.size());
    for (const Effect& effect : effects)
      if (const auto* remind = std::get_if<Remind>(&effect))
        step = step || remind->job == Poll::step_job;
  }
};

}  // namespace

TEST_CASE("The first poll of thousands goes on in small events, and asks for few files at a time") {
  Many source;
  source.whole_poll();
  CHECK(source.reads == many);
  CHECK(source.most_calls == 200);
  CHECK(source.most_rows < 5'000);
  CHECK(source.events > many + 10);
  CHECK(source.count("proposals") == many);
  CHECK(search::Index(source.db, "proposals", "nep").size() == many);
  CHECK(source.count("proposal_files") == 0);
  CHECK(source.count("proposal_listing") == 0);
  CHECK(source.count("proposal_news") == 0);
  CHECK(source.state().step == Step::none);
  CHECK(source.state().as_of == source.now);
  CHECK_THAT(source.said("1"), Contains("NEP 1 — Title 1"));
  CHECK_THAT(source.said(std::to_string(many)), Contains("Draft"));
}

TEST_CASE("Of thousands that are as they were nothing is read and nothing written") {
  Many source;
  source.whole_poll();
  source.reads = 0;
  source.whole_poll();
  CHECK(source.events == 2);
  CHECK(source.most_rows <= 3);
  // The listing has changed, and one file in it.
  source.etag = "v2";
  source.files[name(7)] = file(7, "Final");
  source.whole_poll();
  CHECK(source.reads == 1);
  CHECK(source.events == 3);
  CHECK(source.most_rows < 60);
  CHECK(source.with_status("Final") == 1);
  CHECK(source.count("proposal_news") == 1);
}

TEST_CASE(
    "Whoever looks between two events of a poll sees the table before it or after it, and news "
    "with the latter"
) {
  Many source(1'500);
  source.whole_poll();
  const std::ptrdiff_t before = source.with_status("Draft");
  source.etag = "v2";
  for (int number = 1; number <= 1'200; ++number)
    source.files[name(number)] = file(number, "Final");
  source.files.erase(name(1'300));
  source.files[name(1'600)] = file(1'600, "Draft");
  int swaps = 0;
  bool after = false;
  int looks = 0;
  source.whole_poll([&] {
    // While files are read nothing is decided: a look now and then is enough.
    if (source.state().step == Step::reading && ++looks % 200 != 0) return;
    const std::ptrdiff_t final = source.with_status("Final");
    const bool now = final != 0;
    swaps += now != after ? 1 : 0;
    after = now;
    CHECK(final == (after ? 1'200 : 0));
    CHECK(source.count("proposal_news") == (after ? 1'201 : 0));
    CHECK(source.with_status("Draft") == (after ? before - 1'200 : before));
    // What the feature remembers is what the rows say.
    CHECK_THAT(source.said("1200"), Contains(after ? "Final" : "Draft"));
    CHECK_THAT(source.said("1300"), Contains(after ? "There is no NEP 1300" : "NEP 1300 — "));
  });
  CHECK(swaps == 1);
  CHECK(source.most_rows < 5'000);
  CHECK(source.count("proposal_gone") == 1);
  for (const News& one : news_after(source.db, "nep", 0)) CHECK(one.digest);
}

TEST_CASE("A poll that is cut off anywhere goes on where it was, and ends the same") {
  Many whole(800);
  whole.whole_poll();
  Many cut(800);
  int event = 0;
  const auto cut_off = [&] {
    if (++event % 7 == 0) cut.restart();
  };
  cut.whole_poll(cut_off);
  for (Many* source : {&whole, &cut}) {
    source->etag = "v2";
    for (int number = 100; number <= 700; ++number)
      source->files[name(number)] = file(number, "Accepted");
    source->files.erase(name(50));
  }
  whole.whole_poll();
  cut.whole_poll(cut_off);
  CHECK(news_after(cut.db, "nep", 0) == news_after(whole.db, "nep", 0));
  CHECK(news_after(cut.db, "nep", 0).size() == 601);
  CHECK(
      facts_from_database(cut.db, "nep")->proposals ==
      facts_from_database(whole.db, "nep")->proposals
  );
  CHECK(cut.count("search_entries") == 799);
  CHECK(cut.count("proposal_files") == 0);
}

TEST_CASE("A new poll does not begin before the last one is put away") {
  Many source(800);
  int asked = 0;
  source.whole_poll([&] {
    if (source.state().step < Step::merging) return;
    const auto effects = source.tick();
    CHECK(Source::calls(effects).empty());
    ++asked;
  });
  CHECK(asked > 2);
  CHECK(source.state().poll == 1);
  CHECK(source.count("proposals") == 800);
}

TEST_CASE("A slow source is waited for as long as it answers") {
  Many source(500);
  source.whole_poll([&] { source.now += std::chrono::minutes(1); });
  CHECK(source.state().poll == 1);
  CHECK(source.count("proposals") == 500);
}

TEST_CASE("An index that has no words, as after an update of the program, is filled when it starts"
) {
  Many source(20);
  source.whole_poll();
  search::Index index(source.db, "proposals", "nep");
  index.clear();
  CHECK(index.find("title", 30).hits.empty());
  source.restart();
  CHECK(index.find("title", 30).hits.size() == 20);
}
