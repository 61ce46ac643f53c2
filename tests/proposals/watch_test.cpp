// tests/proposals/watch_test.cpp: asking to be told, and being told, in the three languages.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/people.hpp"
#include "commands/proposals/news_table.hpp"
#include "commands/proposals/telling.hpp"
#include "commands/proposals/weekly_table.hpp"
#include "tests/proposals/source.hpp"
#include "tests/support/golden.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

class Told : public Source {
 public:
  explicit Told(Catalog words = Catalog()) : Source(with_mail()) {
    catalog = std::move(words);
    start();
    poll();
  }
  static Settings with_mail() {
    Settings settings = plain();
    settings.mail_url = "https://example.org/list/";
    return settings;
  }
  std::vector<Post> posts() {
    now += every;
    std::vector<Post> out;
    for (const Effect& effect : poll(fmt::format("v{}", ++version)))
      if (const auto* post = std::get_if<Post>(&effect)) out.push_back(*post);
    return out;
  }
  std::string asked(const std::string& args, Roles roles = {}, const std::string& lang = "en") {
    Context at = context();
    const Outcome outcome = feature->on(
        Event{
            "e",
            {"web", "general", "t"},
            {"ada", lang, "UTC", roles, false, "Ada"},
            {},
            Command{"nep", args}
        },
        at
    );
    return plain_text(std::get<SayReply>(outcome.reply).doc);
  }
  int watches() {
    auto row = db.query("SELECT count(*) FROM proposal_watches");
    return row.next() ? static_cast<int>(row.integer(0)) : -1;
  }
  int version = 1;
};

std::string text(const Post& post) { return plain_text(std::get<Doc>(post.body)); }

}  // namespace

TEST_CASE("Who watches a proposal is written to directly when it changes, once") {
  Told source;
  CHECK_THAT(source.asked("watch 3"), Contains("NEP 3") && Contains("/nep unwatch 3"));
  CHECK(source.asked("watch NEP-0003") == source.asked("watch 3"));
  CHECK(source.watches() == 1);
  source.files[name(3)] = file(3, "Accepted");
  source.files[name(4)] = file(4, "Accepted");
  const auto posts = source.posts();
  REQUIRE(posts.size() == 1);
  CHECK(posts[0].to == To{{"web", "", ""}, {"ada"}});
  CHECK(posts[0].audience == Audience::direct);
  CHECK(posts[0].lane == Lane::announcement);
  CHECK(posts[0].key == "nep-news:2:3:status");
  CHECK_THAT(text(posts[0]), Contains("✎ Draft → ✓ Accepted") && Contains("/nep unwatch 3"));
  CHECK(source.posts().empty());
  source.files[name(3)] = file(3, "Draft");
  CHECK(source.posts().size() == 1);
  source.files[name(3)] = file(3, "Accepted");
  CHECK(source.posts().size() == 1);  // it is accepted again: that is news
}

TEST_CASE("A piece of news is recorded once in its poll, and a proposal is new once for ever") {
  Told source;
  const std::vector<News> news = {
      {NewsKind::status, 3, "Draft", "Accepted", false, false},
      {NewsKind::fresh, 18, "", "Draft", false, false}
  };
  const auto recorded = [&](const std::string& series, int poll) {
    stage_news(source.db, series, news);
    auto out = publish_news(source.db, series, poll, source.now);
    clear_files(source.db, series);
    return out;
  };
  CHECK(recorded("nep", 7) == news);
  CHECK(recorded("nep", 8) == std::vector{news[0]});
  CHECK(recorded("pep", 7) == news);
  CHECK(news_after(source.db, "nep", 0).size() == 3);
}

TEST_CASE("Nobody is told of what was there at first sight") {
  Source source;
  source.said("watch all");
  source.start();
  CHECK(source.poll().empty());
  CHECK(news_after(source.db, "nep", 0).empty());
}

TEST_CASE("A room is subscribed by maintainers and organisers; others are told who may") {
  Told source;
  for (const Roles roles : {Roles{}, Roles{Role::contributor}, Roles{Role::committee}}) {
    CHECK_THAT(
        source.asked("watch all here", roles),
        Contains("maintainers and organisers decide") && Contains("/nep watch all")
    );
    CHECK_THAT(source.asked("unwatch all here", roles), Contains("maintainers and organisers"));
  }
  CHECK(source.watches() == 0);
  source.asked("watch status here", {Role::maintainer});
  source.asked("watch new here", {Role::organiser});
  CHECK_THAT(
      source.asked("watching"), Contains("This room is told of: new NEPs, changes of status")
  );
  source.files[name(3)] = file(3, "Final");
  source.files[name(11)] = file(11, "Draft");
  source.files[name(4)] = file(4, "Draft", ":Resolution: https://example.org/4\n");
  const auto posts = source.posts();
  REQUIRE(posts.size() == 2);
  CHECK(posts[0].to == To{{"web", "general", ""}, {}});
  CHECK(posts[0].audience == Audience::room);
  CHECK_THAT(text(posts[0]), Contains("For your information") && !Contains("/nep unwatch"));
  CHECK_THAT(text(posts[1]), Contains("NEP 11"));
}

TEST_CASE("More than three pieces of news are one message for who is told of all of them") {
  Told source;
  source.asked("watch all here", {Role::maintainer});
  source.asked("watch 3");
  for (int number = 1; number <= 5; ++number) source.files[name(number)] = file(number, "Final");
  const auto posts = source.posts();
  REQUIRE(posts.size() == 2);
  CHECK(posts[0].key == "nep-news:2:3:status");  // ada asked for this one alone
  CHECK(posts[1].key == "nep-news:2");
  CHECK_THAT(text(posts[1]), Contains("5 changes to NEPs at once") && Contains("NEP 5"));
}

TEST_CASE("Each bad input is answered with what to type") {
  Told source;
  for (const char* args : {"watch", "watch here", "watch numerical things", "unwatch", "unwatch x"})
    CHECK_THAT(source.asked(args, {Role::maintainer}), Contains("Say which") && Contains("/nep "));
  CHECK_THAT(source.asked("watch 99"), Contains("There is no NEP 99") && Contains("watch new"));
  CHECK_THAT(source.asked("watch -1"), Contains("is no NEP number"));
  CHECK_THAT(source.asked("watch 2 99"), Contains("NEP 2.") && Contains("There is no NEP 99"));
  CHECK_THAT(source.asked("unwatch 99"), Contains("directly about: NEP 2."));
  CHECK(source.watches() == 1);
  Source empty;
  CHECK_THAT(empty.said("watch 1"), Contains("has not been fetched yet"));
  CHECK_THAT(empty.said("watch new"), Contains("new NEPs"));
}

TEST_CASE("What is no longer watched is no longer told") {
  Told source;
  for (const char* args : {"watch 3 4", "watch 全部", "watch status"}) source.asked(args);
  CHECK_THAT(source.asked("watching"), Contains("NEP 3, NEP 4, every change, changes of status"));
  CHECK(source.asked("unwatch 4") == source.asked("unwatch 4"));
  CHECK_THAT(source.asked("watching"), Contains("NEP 3, every change"));
  CHECK_THAT(source.asked("unwatch all"), Contains("about no NEPs"));
  source.files[name(3)] = file(3, "Final");
  CHECK(source.posts().empty());
}

TEST_CASE("Whoever is forgotten is told nothing more; the room goes on") {
  Told source;
  source.asked("watch all");
  source.asked("watch all here", {Role::maintainer});
  Context at = source.context();
  const Person ada{"ada", "en", "UTC", {}, false, "Ada"};
  source.feature->on(Event{"f", {"web", "", ""}, ada, {}, Forgotten{ada}}, at);
  CHECK(source.watches() == 1);
}

TEST_CASE("What the room was told where somebody was alone with Usher goes with them") {
  Told source;
  Context at = source.context();
  const Person ada{"ada", "en", "UTC", {Role::maintainer}, false, "Ada"};
  for (const char* room : {"dm:ada", "general"})
    for (const char* args : {"watch all here", "digest on"})
      source.feature->on(Event{"e", {"web", room, ""}, ada, {}, Command{"nep", args}}, at);
  const Outcome outcome =
      source.feature->on(Event{"f", {"web", "dm:ada", ""}, ada, {}, Forgotten{ada}}, at);
  CHECK(source.watches() == 1);
  const auto weeklies = all_weeklies(source.db, "nep");
  REQUIRE(weeklies.size() == 1);
  CHECK(weeklies.front().room == "general");
  REQUIRE(outcome.effects.size() == 1);
  CHECK(std::holds_alternative<Forget>(outcome.effects.front()));
}

TEST_CASE("Who has chosen no language is told in that in which they last asked") {
  Told source(test::shipped_catalog());
  int turn = 0;
  const auto told = [&] {
    source.files[name(3)] = file(3, ++turn % 2 != 0 ? "Accepted" : "Draft");
    const auto posts = source.posts();
    REQUIRE(posts.size() == 1);
    return text(posts[0]);
  };
  source.asked("watch 3", {}, "zh-Hant");
  CHECK_THAT(told(), Contains("發現時間"));
  source.asked("watching", {}, "zh-Hans");
  CHECK_THAT(told(), Contains("发现时间"));
  source.asked("watch 3 here", {Role::maintainer}, "en");
  source.asked("unwatch 3 here", {Role::maintainer}, "en");
  CHECK_THAT(told(), Contains("Draft → ✓ Accepted"));
  people::choose_language(source.db, "web", "ada", "zh-Hant", source.now);
  CHECK_THAT(told(), Contains("發現時間"));
}

TEST_CASE("Who has changed the language of their page is told of news in the new one") {
  Told source(test::shipped_catalog());
  source.asked("watch 3", {}, "zh-Hant");
  Context at = source.context();
  Watch watch;
  each_watch(source.db, "nep", {}, [&](const Watch& one) {
    watch = one;
    return true;
  });
  CHECK(language_of(watch, at) == "zh-Hant");
  std::string page = "en";
  at.platform_language = [&](std::string_view space, std::string_view person) {
    return space == "web" && person == "ada" ? page : std::string();
  };
  CHECK(language_of(watch, at) == "en");
  page.clear();  // not known
  CHECK(language_of(watch, at) == "zh-Hant");
  page = "en";
  people::choose_language(source.db, "web", "ada", "zh-Hans", source.now);
  CHECK(language_of(watch, at) == "zh-Hans");
  CHECK(language_of({{"web", "general", ""}, {}, ""}, at) == source.community.language);
}

TEST_CASE("A person reads their own language, a room the community's; as a person last looked at it"
) {
  std::string all;
  for (const char* lang : {"en", "zh-Hans", "zh-Hant"}) {
    Told source(test::shipped_catalog());
    source.community.language = lang;
    people::choose_language(source.db, "web", "ada", lang, source.now);
    all += std::string("=== ") + lang + "\n\n";
    for (const char* args :
         {"watch all", "watch", "watch 99", "watch 2 3 here", "unwatch status", "watching",
          "accept-listing"})
      all += std::string("/nep ") + args + "\n" + source.asked(args, {Role::maintainer}, lang) +
             "\n\n";
    all += "(without the role)\n" + source.asked("watch new here", {}, lang) + "\n\n";
    const auto say = [&](const std::vector<Post>& posts) {
      for (const Post& post : posts)
        all += "(" + post.key + (post.to.people.empty() ? ", room)\n" : ", person)\n") +
               text(post) + "\n\n";
    };
    source.asked("unwatch 2 3 here", {Role::maintainer}, lang);
    for (const char* status :
         {"Accepted", "Provisional", "Final", "Active", "Draft", "Deferred", "Rejected",
          "Withdrawn", "Superseded", "Unheard-of"}) {
      source.files[name(2)] = file(2, status);
      say(source.posts());
    }
    std::string informational = file(11, "Draft");
    informational.replace(informational.find("Process"), 7, "Informational");
    source.files[name(11)] = informational;
    source.files[name(3)] = file(3, "Draft", ":Resolution: https://example.org/3\n");
    source.files[name(4)] = file(4, "Draft", ":Replaced-By: 5, 6\n");
    say(source.posts());
    source.files[name(5)].replace(source.files[name(5)].find("Title 5"), 7, "Another");
    say(source.posts());
    source.asked("watch 2 here", {Role::maintainer}, lang);
    source.asked("watch all here", {Role::maintainer}, lang);
    for (int number = 1; number <= 4; ++number) source.files[name(number)] = file(number, "Final");
    say(source.posts());
    source.files[name(7)] = file(7, "Accepted");
    source.posts();
    source.files[name(7)] = file(7, "Draft");
    say(source.posts());
  }
  test::check_golden("proposals/watch.txt", all);
}
