// tests/proposals/facts_test.cpp: facts of the body in the table, on the card, in the search; databases without them.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/once.hpp"
#include "commands/proposals/reading.hpp"
#include "commands/proposals/rst.hpp"
#include "tests/proposals/source.hpp"
#include "tests/support/shared.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using test::buttons_of;

namespace {

std::string with_body(int number, const std::string& sentence) {
  return file(number, "Draft") + "Abstract\n--------\n\n" + sentence +
         " More.\n\nDiscussion\n----------\n\n- https://github.com/a/b/pull/1\n"
         "- https://mail.example.org/archives/list/x/thread/Y/\n";
}

// The table as an earlier version has left it.
void forget_bodies(Source& source) {
  source.db.run("UPDATE proposals SET abstract='', discussion_urls='', faults='', reader=0");
  Context context = source.context();
  source.feature->drop_caches();
  source.feature->start(context);
}

int announced(Source& source) {
  auto row = source.db.query("SELECT count(*) FROM proposal_news");
  return row.next() ? static_cast<int>(row.integer(0)) : -1;
}

const Proposal& known(Source& source, int number) {
  static Shelf shelf;
  shelf = *facts_from_database(source.db, "nep");
  const Proposal* found = shelf.find(number);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("A poll keeps what the body says: abstract, discussion, faults") {
  Source source;
  source.files[name(3)] = with_body(3, "We propose a walrus.");
  source.start();
  source.poll();
  const Proposal& three = known(source, 3);
  CHECK(three.header.abstract == "We propose a walrus.");
  CHECK(three.header.discussion_urls.size() == 2);
  CHECK_FALSE(three.partial);
  CHECK(three.header == read_proposal(source.files[name(3)], name(3), std::string_view("NEP")));
  CHECK(known(source, 4).header.abstract.empty());
  CHECK_FALSE(known(source, 4).partial);
}

TEST_CASE("A card shows the abstract's first sentence and the discussion, threads before the rest"
) {
  Source source;
  source.files[name(3)] = with_body(3, "We propose a walrus.");
  source.start();
  source.poll();
  const std::string said = source.said("3");
  CHECK_THAT(said, Contains("\nWe propose a walrus.\n"));
  CHECK_THAT(said, Contains("Discussion: mail.example.org (1) (https://mail.example.org/"));
  CHECK_THAT(said, Contains("github.com (2)"));
  const auto buttons = buttons_of(source.ask("3"));
  REQUIRE(buttons.size() == 3);
  CHECK(buttons[0].value == "watch 3");
  CHECK(buttons[1].value == "history 3");
  CHECK(buttons[2].label == "Discussion");
  CHECK(buttons[2].url == "https://mail.example.org/archives/list/x/thread/Y/");
  // Several cards have no buttons that leave open which of them is meant.
  CHECK(buttons_of(source.ask("3 4")).empty());
}

TEST_CASE("A card has five buttons at most, and those of a decision open it") {
  Source source;
  source.files[name(3)] =
      file(3, "Superseded", ":Replaced-By: 4, 5\n:Resolution: https://r.example/1\n") +
      "Discussion\n----------\n\nhttps://d.example/1\n";
  source.files[name(4)] = file(4, "Final", ":Resolution: https://r.example/2\n");
  source.start();
  source.poll();
  CHECK(buttons_of(source.ask("3")).size() == 5);
  const auto final_one = buttons_of(source.ask("4"));
  REQUIRE(final_one.size() == 3);
  CHECK(final_one[2].label == "Resolution");
  CHECK(final_one[2].url == "https://r.example/2");
}

TEST_CASE("A button asks what its words would ask, and nothing that not everybody may say") {
  Source source;
  source.start();
  source.poll();
  const Outcome pressed = source.press("ask", "watch 3");
  const Doc doc = std::get<SayReply>(pressed.reply).doc;
  CHECK_THAT(plain_text(doc), StartsWith("From now on I write to you directly about: NEP 3."));
  CHECK_THAT(source.said("watching"), Contains("NEP 3"));
  CHECK_THAT(
      plain_text(std::get<SayReply>(source.press("ask", "5").reply).doc), StartsWith("NEP 5 — ")
  );
  const Outcome refused = source.press("ask", "accept-listing");
  CHECK(std::holds_alternative<None>(refused.reply));
  CHECK(refused.effects.empty());
}

TEST_CASE("Words of an abstract find a proposal, after those that have them in their title") {
  Source source;
  source.files[name(3)] = with_body(3, "We propose a walrus for arrays.");
  source.files[name(7)] =
      "NEP 7 — Walrus\n==============\n\n:Author: Ada\n:Status: Final\n\nText\n";
  source.start();
  source.poll();
  CHECK_THAT(source.said("walrus arrays"), StartsWith("NEP 3 — "));
  const std::string both = source.said("walrus");
  CHECK_THAT(both, Contains("NEP 7 — ") && Contains("NEP 3 — "));
  CHECK(both.find("NEP 7 — ") < both.find("NEP 3 — "));
  CHECK_THAT(source.said("list walrus"), Contains("NEP 7 — ") && Contains("NEP 3 — "));
  // Another abstract, other words.
  source.now += every;
  source.files[name(3)] = with_body(3, "We propose a badger.");
  source.poll("v2");
  CHECK_THAT(source.said("badger"), StartsWith("NEP 3 — "));
  CHECK_THAT(source.said("walrus"), !Contains("NEP 3 — "));
}

TEST_CASE("With all abstracts among the words, look-ups by title find first what they found before"
) {
  const auto folder = test::shared_data("data/neps");
  if (!folder) return;
  const auto shelf = facts_from_directory(*folder, {}, sys_seconds{});
  REQUIRE(shelf.has_value());
  const Catalog catalog;
  const auto found = [&](const std::string& words, std::size_t most) {
    std::vector<int> out;
    for (const Proposal* one : pick(words, {}, *shelf, catalog).proposals)
      if (out.size() < most) out.push_back(one->number);
    return out;
  };
  using Numbers = std::vector<int>;
  CHECK(found("array api", 2) == Numbers{47, 56});
  CHECK(found("scalar promotion", 1) == Numbers{50});
  CHECK(found("scalar promtion", 1) == Numbers{50});
  CHECK(found("fair play", 1) == Numbers{36});
  CHECK(found("mateusz sokol", 2) == Numbers{52, 56});
  // In abstracts alone.
  CHECK(found("persisting array disk", 1) == Numbers{1});
  CHECK(found("ragged arrays", 1) == Numbers{34});
  for (const Proposal& one : shelf->proposals) {
    INFO(one.number << " " << one.header.title);
    const auto first = found(plain_title(one.header.title), 3);
    CHECK(std::ranges::find(first, one.number) != first.end());
  }
}

TEST_CASE("What an earlier version has read is read once more, and is no news") {
  Source source;
  source.files[name(3)] = with_body(3, "We propose a walrus.");
  source.start();
  source.poll("v1");
  forget_bodies(source);
  CHECK(known(source, 3).partial);
  source.reads = 0;
  source.now += every;
  source.poll("v1");
  CHECK(source.asked_etag.empty());  // an unchanged listing is asked for all the same
  CHECK(source.reads == 10);
  CHECK(known(source, 3).header.abstract == "We propose a walrus.");
  CHECK(announced(source) == 0);
  CHECK(source.notices() == 0);
  CHECK_THAT(source.said("walrus"), StartsWith("NEP 3 — "));
  // Once is enough.
  source.now += every;
  source.reads = 0;
  source.poll("v1");
  CHECK(source.asked_etag == "v1");
  CHECK(source.reads == 0);
}

TEST_CASE("Files renamed and renumbered while the program was replaced are known again") {
  Source source;
  source.start();
  source.poll("v1");
  forget_bodies(source);
  auto three = source.files.extract(name(3));
  three.key() = "nep-0003-another-name.rst";
  source.files.insert(std::move(three));
  auto four = source.files.extract(name(4));
  four.key() = name(14);
  source.files.insert(std::move(four));
  source.now += every;
  source.poll("v2");
  CHECK(known(source, 14).header.title == "Title 4");
  CHECK(source.status(4) == "none");
  CHECK(announced(source) == 0);
}

TEST_CASE("A file that cannot be had is asked for again until it was read") {
  Source source;
  source.start();
  source.poll("v1");
  forget_bodies(source);
  source.now += every;
  const auto list = Source::calls(source.tick());
  const auto gets =
      Source::calls(source.answer({list[0].tag, 200, source.listing(), "v1", errc::ok}));
  REQUIRE(gets.size() == 10);
  source.answer({gets[0].tag, 0, "", "", errc::timed_out});
  for (std::size_t i = 1; i < gets.size(); ++i) source.answer(source.served(gets[i]));
  CHECK(known(source, 1).partial);
  CHECK_FALSE(known(source, 2).partial);
  CHECK(source.status(1) == "Draft");
  source.now += every;
  source.reads = 0;
  source.poll("v1");
  CHECK(source.asked_etag.empty());
  CHECK(source.reads == 1);
  CHECK_FALSE(known(source, 1).partial);
}

TEST_CASE("The migration keeps every fact, and ends a poll that an earlier version has begun") {
  Database db(":memory:");
  test::migrate(db, 5);
  db.run(
      "INSERT INTO proposals "
      "VALUES('nep',3,'nep-0003-a.rst','abc','T','Draft','','Ada','','','','','',0,'','')"
  );
  db.run("INSERT INTO proposal_files VALUES('nep','nep-0003-a.rst',3,'abc',9,2,'3\tnep-0003-a.rst')"
  );
  db.run(
      "INSERT INTO proposal_series(series,as_of,source,etag,failures,poll,started,pending_etag) "
      "VALUES('nep',100,'test:ten','v1',0,7,200,'v2'), ('pep',100,'','',0,0,0,'')"
  );
  test::migrate(db, 99, 6);
  const auto shelf = facts_from_database(db, "nep");
  REQUIRE(shelf->proposals.size() == 1);
  CHECK(shelf->proposals[0].sha == "abc");
  CHECK(shelf->proposals[0].partial);
  CHECK(shelf->proposals[0].header.abstract.empty());
  const auto state = freshness(db, "nep");
  CHECK(state->poll == 8);
  CHECK(state->started == sys_seconds{});
  CHECK(state->pending_etag.empty());
  CHECK_FALSE(db.query("SELECT 1 FROM proposal_files").next());
  CHECK(freshness(db, "pep")->as_of == sys_seconds{});  // the index that ships is read anew
}

TEST_CASE("A link to a discussion or a decision says its host, without a user and a port") {
  const auto said = [](const std::string& url) {
    Source source;
    source.files[name(3)] = file(3, "Accepted", ":Resolution: " + url + "\n");
    source.start();
    source.poll();
    return source.said("3");
  };
  CHECK_THAT(
      said("https://ada:secret@lists.example.org:8443/x"),
      Contains("Resolution: lists.example.org (")
  );
  CHECK_THAT(
      said("https://lists.example.org?at=a@b:1"), Contains("Resolution: lists.example.org (")
  );
  CHECK_THAT(said("http://[2001:db8::1]:80/x"), Contains("Resolution: [2001:db8::1] ("));
}
