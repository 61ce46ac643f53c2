// tests/proposals/maintainers_test.cpp: maintainers are told what left and which listings are refused, each once.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/maintainers.hpp"

#include "bot/people.hpp"
#include "tests/proposals/source.hpp"
#include "tests/support/golden.hpp"

#include <set>

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

constexpr std::chrono::hours a_day{24};

// Two maintainers, of two spaces. Ada has chosen Chinese.
class Kept : public Source {
 public:
  explicit Kept(Catalog words = test::shipped_catalog()) {
    catalog = std::move(words);
    people::choose_language(db, "web", "ada", "zh-Hant", now);
    holders = [this](Role role) {
      asked.push_back(role);
      return configured;
    };
    start();
    poll();
  }

  // What a poll of what the source holds now has told maintainers, from its first event to its last.
  std::vector<Post> told() {
    now += every;
    return told_now();
  }
  std::vector<Post> told_now() {
    std::vector<Post> out;
    const auto keep = [&](const std::vector<Effect>& effects) {
      for (const Effect& effect : effects)
        if (const auto* post = std::get_if<Post>(&effect)) out.push_back(*post);
    };
    auto effects = tick();
    keep(effects);
    const auto list = calls(effects);
    REQUIRE(list.size() == 1);
    effects = answer({list[0].tag, 200, listing(), "v2", errc::ok});
    keep(effects);
    for (const Call& call : calls(effects)) keep(answer(served(call)));
    return out;
  }
  // The program starts again.
  std::vector<Post> restarted() {
    feature = std::make_unique<Proposals>(plain());
    std::vector<Post> out;
    for (const Effect& effect : start())
      if (const auto* post = std::get_if<Post>(&effect)) out.push_back(*post);
    return out;
  }
  void lose(int first, int last) {
    for (int number = first; number <= last; ++number) files.erase(name(number));
  }
  Outcome accept(const Person& who) {
    Context at = context();
    return feature->on(
        Event{
            "accept-" + who.id, {"web", "general", ""}, who, {}, Command{"nep", "accept-listing"}
        },
        at
    );
  }
  static Person grace() { return {"grace", "en", "UTC", {Role::maintainer}, false, "Grace"}; }

  std::vector<To> configured = {
      {.place = {"slack:T1", "", ""}, .people = {"U1"}},
      {.place = {"web", "", ""}, .people = {"ada"}}
  };
  std::vector<Role> asked;
};

std::string text(const Post& post) { return plain_text(std::get<Doc>(post.body)); }

}  // namespace

TEST_CASE("What left is told to each maintainer once, in their language, by direct message") {
  Kept source;
  source.lose(9, 10);
  const auto posts = source.told();
  REQUIRE(posts.size() == 2);
  CHECK_THAT(
      text(posts[0]), Contains("2 NEPs are no longer in their source:") &&
                          Contains("NEP 9 — Title 9") && Contains("NEP 10 — Title 10") &&
                          Contains("Nothing was announced.")
  );
  CHECK_THAT(text(posts[1]), Contains("NEP 9 — Title 9"));
  CHECK(text(posts[1]).find("no longer") == std::string::npos);
  CHECK(posts[0].to == source.configured[0]);
  CHECK(posts[1].to == source.configured[1]);
  for (const Post& post : posts) {
    CHECK(post.audience == Audience::direct);
    CHECK(post.lane == Lane::announcement);
    CHECK(post.key == posts[0].key);
    CHECK(post.key.starts_with("nep-listing:left "));
  }
  CHECK(source.notices() == 1);  // the operator's log has it too
  CHECK(source.told().empty());
  CHECK(source.restarted().empty());
  CHECK(source.told().empty());
  source.lose(8, 8);
  const auto more = source.told();
  REQUIRE(more.size() == 2);
  CHECK(more[0].key != posts[0].key);
  CHECK_THAT(text(more[0]), Contains("1 NEP is no longer in its source:"));
}

TEST_CASE("What is not there at first sight, and what was only renumbered, is told to nobody") {
  Kept source;
  CHECK(source.asked.empty());
  source.files[name(30)] = source.files[name(10)];
  source.files.erase(name(10));
  for (const Post& post : source.told()) CHECK(post.key.find("listing") == std::string::npos);
  Settings other = Source::plain();
  other.source = "test:fewer";
  source.feature = std::make_unique<Proposals>(other);
  source.start();
  source.lose(5, 9);
  CHECK(source.told_now().empty());  // of another source, this is the first sight
  CHECK(source.status(4) == "Draft");
  CHECK(source.status(5) == "none");
}

TEST_CASE("Of many that left the first ten are named, and how many more there are") {
  Kept source;
  for (int number = 11; number <= 80; ++number) source.files[name(number)] = file(number, "Draft");
  source.told();
  source.lose(61, 73);
  const auto posts = source.told();
  REQUIRE(posts.size() == 2);
  CHECK_THAT(
      text(posts[0]),
      Contains("13 NEPs") && Contains("NEP 70 — Title 70") && Contains("And 3 more.")
  );
  CHECK(text(posts[0]).find("NEP 71") == std::string::npos);
}

TEST_CASE("A refused listing is told once, over many polls and restarts") {
  Kept source;
  source.lose(7, 10);
  const auto posts = source.told();
  REQUIRE(posts.size() == 2);
  CHECK_THAT(
      text(posts[0]), Contains("lacks 4 of 10 now") && Contains("stays as it was") &&
                          Contains("/nep accept-listing") && Contains("for a day")
  );
  CHECK_THAT(text(posts[1]), Contains("/nep accept-listing"));
  for (int i = 0; i < 3; ++i) {
    CHECK(source.told().empty());
    CHECK(source.restarted().empty());
  }
  CHECK(source.notices() == 2);  // the refusal, and three polls that failed
  // Another listing is another matter; the first one again is not.
  source.lose(6, 6);
  const auto other = source.told();
  REQUIRE(other.size() == 2);
  CHECK(other[0].key != posts[0].key);
  source.files[name(6)] = file(6, "Draft");
  CHECK(source.told().empty());
  // Nor is it when all was well meanwhile, within a week.
  const Files shrunk = source.files;
  source.files = ten();
  CHECK(source.told().empty());
  source.files = shrunk;
  CHECK(source.told().empty());
  source.files = ten();
  CHECK(source.told().empty());
  source.now += 8 * a_day;
  source.files = shrunk;
  CHECK(source.told().size() == 2);
}

TEST_CASE("A listing in which there is nothing is told as that, once") {
  Kept source;
  source.files.clear();
  const auto posts = source.told();
  REQUIRE(posts.size() == 2);
  CHECK_THAT(text(posts[0]), Contains("holds none at all"));
  for (int i = 0; i < 5; ++i) {
    source.now += a_day;
    CHECK(source.told().empty());
  }
}

TEST_CASE("That a listing is believed after a day is told, and then what left") {
  Kept source;
  source.lose(7, 10);
  CHECK(source.told().size() == 2);
  source.now += a_day;
  CHECK(source.told().empty());
  const auto posts = source.told();
  REQUIRE(posts.size() == 4);
  CHECK_THAT(text(posts[0]), Contains("lacks 4 of 10") && Contains("stayed the same for a day"));
  CHECK_THAT(text(posts[2]), Contains("4 NEPs are no longer") && Contains("NEP 7"));
  CHECK(source.status(10) == "none");
  CHECK(source.told().empty());
  // What is refused once more after it was believed is told once more.
  source.files = ten();
  source.told();
  source.lose(7, 10);
  CHECK(source.told().size() == 2);
}

TEST_CASE("By whose word a listing is believed is told to all maintainers") {
  Kept source;
  source.lose(7, 10);
  source.told();
  CHECK(source.accept(Kept::grace()).effects.size() == 1);
  SECTION("as their platform shows them") {
    const auto posts = source.told_now();
    REQUIRE(posts.size() == 4);
    CHECK_THAT(text(posts[0]), Contains("lacks 4 of 10") && Contains("Grace said so"));
    CHECK_THAT(text(posts[1]), Contains("Grace"));
  }
  SECTION("without a name where they were forgotten meanwhile") {
    Context at = source.context();
    source.feature->on(
        Event{"f", {"web", "", ""}, Kept::grace(), {}, Forgotten{Kept::grace()}}, at
    );
    const auto posts = source.told_now();
    REQUIRE(posts.size() == 4);
    CHECK_THAT(text(posts[0]), Contains("a maintainer said so"));
    CHECK(text(posts[0]).find("Grace") == std::string::npos);
  }
  // Once it is told, no name is kept with it.
  auto row = source.db.query("SELECT count(*) FROM proposal_reports WHERE detail<>''");
  REQUIRE(row.next());
  CHECK(row.integer(0) == 0);
}

TEST_CASE("Nobody but maintainers is asked for, and where there are none the log alone has it") {
  Kept source;
  const auto people = std::exchange(source.configured, {});
  source.lose(10, 10);
  CHECK(source.told().empty());
  CHECK(source.notices() == 1);
  source.lose(6, 9);
  CHECK(source.told().empty());
  CHECK(source.notices() == 2);
  for (const Role role : source.asked) CHECK(role == Role::maintainer);
  // Who becomes one later is not told what is past.
  source.configured = people;
  CHECK(source.restarted().empty());
}

TEST_CASE("What a poll from the command line finds is told by the bot, when it is started") {
  Kept source;
  const auto people = std::exchange(source.holders, {});
  source.lose(10, 10);
  CHECK(source.told().empty());
  CHECK(source.restarted().empty());
  source.holders = people;
  const auto posts = source.restarted();
  REQUIRE(posts.size() == 2);
  CHECK_THAT(text(posts[0]), Contains("NEP 10 — Title 10"));
  CHECK(source.restarted().empty());
}

TEST_CASE("What maintainers are told, as they read it") {
  std::string all;
  for (const char* lang : {"en", "zh-Hans", "zh-Hant"}) {
    Kept source;
    source.community.language = lang;
    source.configured = {{.place = {"slack:T1", "", ""}, .people = {"U1"}}};
    all += std::string("=== ") + lang + "\n\n";
    const auto say = [&](const std::vector<Post>& posts) {
      for (const Post& post : posts)
        all += "(" + post.key.substr(0, post.key.find(' ')) + ")\n" + text(post) + "\n\n";
    };
    source.lose(10, 10);
    say(source.told());
    source.lose(7, 9);
    say(source.told());
    source.accept(Kept::grace());
    say(source.told_now());
    source.lose(3, 6);
    say(source.told());
    source.now += a_day;
    source.told();
    say(source.told());
    source.files.clear();
    say(source.told());
    const Settings settings = Source::plain();
    Context at = source.context();
    const Moment moment{settings, Shelf{}, at, "proposals-nep"};
    const Report nameless{ReportKind::trusted, "x", 4, 10};
    all += "(nobody's)\n" + plain_text(report_message(nameless, moment.view(lang))) + "\n\n";
  }
  test::check_golden("proposals/maintainers.txt", all);
}
