// tests/proposals/rounds_test.cpp: thousands are told in many small events, each once, whatever comes between.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/rounds.hpp"

#include "commands/proposals/news_table.hpp"
#include "tests/proposals/windows_rig.hpp"

#include <set>

using namespace usher;
using namespace usher::proposals;

namespace {

// A message is told apart by its key and whom it goes to.
std::string name_of_post(const Post& post) {
  return post.key + " " + post.to.place.space + " " +
         (post.to.people.empty() ? post.to.place.room : post.to.people.front());
}

class Crowd : public Source {
 public:
  explicit Crowd(int people, const std::string& what = "all") {
    start();
    poll();
    watch(people, what);
  }
  void watch(int people, const std::string& what) {
    for (int i = 0; i < people; ++i)
      db.run(
          "INSERT INTO proposal_watches(series,space,room,person,what,since) "
          "VALUES('nep','web','',?,?,0)",
          fmt::format("p{:05}", i), what
      );
  }
  // Notes what one event has told; true where a round goes on.
  bool take(const std::vector<Effect>& effects) {
    bool goes_on = false;
    std::size_t posts = 0;
    for (const Effect& effect : effects) {
      if (const auto* post = std::get_if<Post>(&effect)) {
        ++posts;
        all.push_back(name_of_post(*post));
      }
      if (const auto* remind = std::get_if<Remind>(&effect); remind && remind->job == Rounds::job)
        goes_on = true;
    }
    most = std::max(most, posts);
    if (posts > 0) ++slices;
    return goes_on;
  }
  bool turn() { return take(event(Tick{std::string(Rounds::job), now, now}).effects); }
  bool change(int number, const std::string& status) {
    files[name(number)] = file(number, status);
    now += every;
    return take(poll(fmt::format("v{}", ++version)));
  }
  int left() {
    auto row = db.query("SELECT count(*) FROM proposal_rounds");
    return row.next() ? static_cast<int>(row.integer(0)) : -1;
  }
  bool each_once() const { return std::set(all.begin(), all.end()).size() == all.size(); }

  std::vector<std::string> all;
  std::size_t most = 0, slices = 0;
  int version = 1;
};

}  // namespace

TEST_CASE("As many as one event may tell are told in it, and nothing is left behind") {
  Crowd source(90);
  CHECK_FALSE(source.change(1, "Final"));
  CHECK(source.all.size() == 90);
  CHECK(source.left() == 0);
}

TEST_CASE("News for very many go round in bounded slices, and reach everybody once") {
  Crowd source(450);
  bool goes_on = source.change(1, "Final");
  CHECK(goes_on);
  CHECK(source.left() == 1);
  while (goes_on) goes_on = source.turn();
  CHECK(source.all.size() == 450);
  CHECK(source.each_once());
  CHECK(std::ranges::is_sorted(source.all));
  CHECK(source.most <= Rounds::most_told + 2);
  CHECK(source.slices == 5);
  CHECK(source.left() == 0);
  CHECK_FALSE(source.turn());  // a job that comes once more
  CHECK(source.all.size() == 450);
}

TEST_CASE("A restart goes on where the round was, and says what was seen as of then") {
  Crowd source(250);
  CHECK(source.change(1, "Final"));
  const sys_seconds seen = source.now;
  source.feature = std::make_unique<Proposals>(Source::plain());
  CHECK(source.take(source.start()));
  source.now += std::chrono::hours(5);
  std::vector<Effect> last;
  for (bool goes_on = true; goes_on;) {
    last = source.event(Tick{std::string(Rounds::job), source.now, source.now}).effects;
    goes_on = source.take(last);
  }
  CHECK(source.all.size() == 250);
  CHECK(source.each_once());
  const auto& post = std::get<Post>(last.front());
  CHECK(plain_text(std::get<Doc>(post.body)).find("15:13 UTC") != std::string::npos);
  CHECK(seen + std::chrono::hours(5) == source.now);
  CHECK_FALSE(source.take(source.start()));
}

TEST_CASE("What is news while a round is under way comes after it, for everybody") {
  Crowd source(250);
  CHECK(source.change(1, "Final"));
  const std::size_t first = source.all.size();
  CHECK(source.change(2, "Final"));
  CHECK(source.all.size() == first);
  CHECK(source.left() == 2);
  while (source.turn()) {
  }
  CHECK(source.all.size() == 500);
  CHECK(source.each_once());
  const auto second = std::ranges::find_if(source.all, [](const std::string& one) {
    return one.find(":2:status") != std::string::npos;
  });
  CHECK(second - source.all.begin() == 250);
  CHECK(source.most <= Rounds::most_told + 2);
}

TEST_CASE("More than three pieces of news are one message for each of very many, in slices too") {
  Crowd source(250);
  for (int number = 1; number <= 5; ++number) source.files[name(number)] = file(number, "Final");
  bool goes_on = source.change(6, "Final");
  while (goes_on) goes_on = source.turn();
  CHECK(source.all.size() == 250);
  CHECK(source.each_once());
  CHECK(source.most <= Rounds::most_told + 2);
}

TEST_CASE("Looking through thousands of news for those who want none of them is cut as well") {
  Crowd source(700, "new");
  source.db.run("DELETE FROM proposal_news");
  std::vector<News> news;
  news.reserve(2000);
  for (int number = 1; number <= 2000; ++number) {
    news.push_back({NewsKind::status, number, "Draft", "Final"});
    source.db.run(
        "INSERT INTO proposal_news(series,poll,number,kind,was,now,noted,digest,at) "
        "VALUES('nep',99,?,1,'Draft','Final',0,1,0)",
        number
    );
  }
  const Settings settings = Source::plain();
  Context at = source.context();
  const Shelf shelf;
  Rounds first(settings, shelf, at);
  first.tell_news(news, 99);
  CHECK(source.take(first.done()));
  CHECK(source.left() == 1);
  auto row = source.db.query("SELECT person FROM proposal_rounds");
  REQUIRE(row.next());
  CHECK(row.text(0) == "p00499");
  Rounds second(settings, shelf, at);
  second.go_on();
  CHECK_FALSE(source.take(second.done()));
  CHECK(source.left() == 0);
  CHECK(source.all.empty());
}

TEST_CASE("Who was told last and is forgotten then is kept nowhere, and nobody is left out") {
  Crowd source(250);
  CHECK(source.change(1, "Final"));
  const std::string last = source.all.back().substr(source.all.back().rfind(' ') + 1);
  const Person who{last, "en", "UTC", {}, false, ""};
  Context at = source.context();
  source.feature->on(Event{"f", {"web", "", ""}, who, {}, Forgotten{who}}, at);
  auto row = source.db.query("SELECT 1 FROM proposal_rounds WHERE person=?", last);
  CHECK_FALSE(row.next());
  while (source.turn()) {
  }
  // Some may be said again, which their keys tell the outbox.
  CHECK(std::set(source.all.begin(), source.all.end()).size() == 250);
}

TEST_CASE("What is said of a comment period goes round in slices, with its own key and lane") {
  Windows source;
  for (int i = 0; i < 350; ++i)
    source.db.run(
        "INSERT INTO proposal_watches(series,space,room,person,what,since) "
        "VALUES('nep','web','',?,'5',0)",
        fmt::format("p{:05}", i)
    );
  source.by("grace", "window open 5 " + Windows::page("B"));
  const std::size_t first = source.posts.size();
  CHECK(first == Rounds::most_told);
  std::vector<std::string> all;
  all.reserve(first);
  for (const Post& post : source.posts) all.push_back(name_of_post(post));
  std::size_t slices = 1;
  for (bool goes_on = true; goes_on; ++slices) {
    goes_on = false;
    std::size_t posts = 0;
    for (const Effect& effect :
         source.event(Tick{std::string(Rounds::job), source.now, source.now}).effects) {
      if (const auto* post = std::get_if<Post>(&effect)) {
        ++posts;
        all.push_back(name_of_post(*post));
        CHECK(post->lane == Lane::announcement);
        CHECK(post->key == source.posts.front().key);
      }
      if (const auto* remind = std::get_if<Remind>(&effect)) goes_on = remind->job == Rounds::job;
    }
    CHECK(posts <= Rounds::most_told);
  }
  CHECK(slices == 4);
  CHECK(all.size() == 351);  // ada watches everything
  CHECK(std::set(all.begin(), all.end()).size() == 351);
}
