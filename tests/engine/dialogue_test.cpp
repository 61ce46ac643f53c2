// tests/engine/dialogue_test.cpp: a form as a conversation, step by step, without a platform.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/dialogue_talk.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::proposal;
using test::Talk;

TEST_CASE("a form is asked field by field and sent as it would be from a dialog") {
  Talk talk(proposal());
  CHECK(
      talk.asked() ==
      "A vote\n"
      "What is the subject? (1 of 5)\n"
      "/cancel stops."
  );
  CHECK(talk.says("NumPy 3") == "ask");
  CHECK(
      talk.asked() ==
      "What is the kind? (2 of 5)\n"
      "- 1 A quick one\n"
      "- 2 A slow one\n"
      "Answer with a number or with the words.\n"
      "/back corrects the last answer. /cancel stops."
  );
  CHECK(talk.says("2") == "ask");
  CHECK(talk.says("3, 1") == "ask");
  CHECK(talk.says("2026-12-01") == "ask");
  CHECK(talk.asks("As long as you like.\nOptional: answer - to skip."));
  CHECK(talk.says("Two\nlines") == "send");
  CHECK(talk.sent.form == "vote.new");
  CHECK(
      talk.sent.fields ==
      Fields{
          {"_state", "opaque"},
          {"kind", "slow"},
          {"note", "Two\nlines"},
          {"rooms", "g\ns"},
          {"subject", "NumPy 3"},
          {"until", "2026-12-01"}
      }
  );
  CHECK(talk.sent.secrets.empty());
}

TEST_CASE("an answer that will not do is asked for again with what was wrong") {
  Talk talk(proposal());
  CHECK(talk.says("far too long a subject") == "mend");
  CHECK(talk.asked().starts_with("That is 22 characters; 10 fit here."));
  CHECK(talk.says("   ") == "mend");
  CHECK(talk.asked().starts_with("This one is needed"));
  CHECK(talk.says("-") == "mend");
  CHECK(talk.says("一二三四五六七八九十") == "ask");  // ten characters, thirty bytes
  CHECK_FALSE(talk.asks("needed"));

  CHECK(talk.says("3") == "mend");
  CHECK(talk.asked().starts_with("That is none of these; answer with a number from 1 to 2."));
  CHECK(talk.says("a QUICK one") == "ask");

  CHECK(talk.says("1, 4") == "mend");
  CHECK(talk.asked().starts_with("Not all of that is among these"));
  CHECK(talk.says("social、１") == "ask");

  CHECK(talk.says("3/4/2026") == "mend");
  CHECK(talk.asked().starts_with("I cannot read that as a date"));
  CHECK(talk.says("2026-02-30") == "mend");
  CHECK(talk.asked().starts_with("There is no such day"));
  CHECK(talk.says("tomorrow") == "ask");
  CHECK(talk.asked().starts_with("I took that as 2026-11-22."));
  CHECK(talk.says("-") == "send");
  CHECK(talk.sent.fields.at("rooms") == "g\ns");
  CHECK(talk.sent.fields.at("until") == "2026-11-22");
  CHECK(talk.sent.fields.at("note").empty());
}

TEST_CASE("/back returns to the last answer, which = keeps") {
  Talk talk(proposal());
  CHECK(talk.says("/back") == "mend");
  CHECK(talk.asked().starts_with("This is the first question."));
  CHECK(talk.says("first") == "ask");
  CHECK(talk.says("1") == "ask");
  CHECK(talk.says("/back") == "ask");
  CHECK(talk.asks("What is the kind? (2 of 5)"));
  CHECK(talk.asks("Answer = to keep: A quick one"));
  CHECK(talk.says("!back") == "ask");
  CHECK(talk.asks("Answer = to keep: first"));
  CHECK(talk.says("second") == "ask");
  CHECK(talk.asks("What is the kind?"));
  CHECK(talk.says("＝") == "ask");
  CHECK(talk.asks("What is the rooms? (3 of 5)"));
  for (const char* answer : {"1", "2026-12-01"}) CHECK(talk.says(answer) == "ask");
  CHECK(talk.says("-") == "send");
  CHECK(talk.sent.fields.at("subject") == "second");
  CHECK(talk.sent.fields.at("kind") == "quick");
}

TEST_CASE("/cancel stops, in any spelling, and only when it stands alone") {
  for (const char* typed : {"/cancel", " /CANCEL ", "!cancel", "／取消"}) {
    Talk talk(proposal());
    CHECK(talk.says(typed) == "stop");
  }
  Talk talk(proposal());
  CHECK(talk.says("/cancel it") == "ask");
}

TEST_CASE("a rejected form goes back to each field with an error, and to no other") {
  Talk talk(proposal());
  for (const char* answer : {"old", "1", "1", "2026-12-01"}) CHECK(talk.says(answer) == "ask");
  CHECK(talk.says("-") == "send");
  talk.dialogue.reject(Reject{
      {{"until", "That is a Tuesday."},
       {"subject", "There is one already."},
       {"", "Please mend it."}}
  });
  CHECK(talk.asked().starts_with(
      "Please mend it.\nThere is one already.\nWhat is the subject? (1 of 5)"
  ));
  CHECK(talk.says("new") == "ask");
  CHECK(talk.asked().starts_with("That is a Tuesday.\nWhat is the until? (4 of 5)"));
  CHECK(talk.says("nonsense") == "mend");
  CHECK(talk.asks("I cannot read that as a date"));
  CHECK(talk.asks("That is a Tuesday."));
  CHECK(talk.says("2026-12-02") == "send");
  CHECK(talk.sent.fields.at("subject") == "new");
  CHECK(talk.sent.fields.at("until") == "2026-12-02");
  CHECK(talk.sent.fields.at("kind") == "quick");
}

TEST_CASE("a form rejected as a whole keeps every answer and can be sent again") {
  Talk talk(proposal());
  for (const char* answer : {"old", "1", "1", "2026-12-01"}) CHECK(talk.says(answer) == "ask");
  CHECK(talk.says("words") == "send");
  talk.dialogue.reject(Reject{{{"", "Not now."}}});
  CHECK(
      talk.asked() ==
      "Not now.\n"
      "Everything is answered.\n"
      "- 1 Begin the vote\n"
      "Answer with 1 to send it.\n"
      "/back corrects the last answer. /cancel stops."
  );
  CHECK(talk.says("") == "mend");
  CHECK(talk.says("what?") == "mend");
  CHECK(talk.asks("That was no answer to this question."));
  CHECK(talk.says("begin the vote") == "send");
  CHECK(talk.sent.fields.at("note") == "words");
}

TEST_CASE("an update goes on with the new form") {
  Talk talk(proposal());
  CHECK(talk.says("subject") == "ask");
  Form next;
  next.id = "vote.sure";
  next.title = "Are you sure?";
  talk.dialogue.update(next);
  CHECK(talk.asked() == "Are you sure?\n- 1 Send\nAnswer with 1 to send it.\n/cancel stops.");
  CHECK(talk.says("1") == "send");
  CHECK(talk.sent.form == "vote.sure");
  CHECK(talk.sent.fields.empty());
}

TEST_CASE("a dialogue survives being written down at any point") {
  Talk talk(proposal());
  talk.dialogue.note(talk.say("Stopped. Nothing was sent."));
  const auto reread = [&] {
    const auto again = Dialogue::decode(talk.dialogue.encode());
    REQUIRE(again);
    CHECK(again->lang() == "en");
    CHECK(again->question(talk.say) == talk.dialogue.question(talk.say));
    talk.dialogue = *again;
  };
  reread();
  for (const char* answer : {"old", "nonsense", "/back", "=", "1", "2, 3", "2026-12-01"}) {
    CHECK_FALSE(talk.says(answer) == "send");
    reread();
  }
  CHECK(talk.says("words") == "send");
  talk.dialogue.reject(Reject{{{"kind", "Not that."}}});
  reread();
  CHECK(talk.says("2") == "send");
  CHECK(talk.sent.fields.at("kind") == "slow");
  const std::string bytes = talk.dialogue.encode();
  for (std::size_t cut = 0; cut < bytes.size(); ++cut)
    CHECK_FALSE(Dialogue::decode(std::string_view(bytes).substr(0, cut)));
}
