// tests/model/later_test.cpp: who waits for a service is found again in its answer, and told once.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/later.hpp"

#include <catch2/catch.hpp>

using namespace usher;

namespace {

Event asked_by_ada() {
  return Event{
      "e1",
      {"slack", "C1", "T1"},
      {"U1", "zh-Hant", "UTC", {}, false, "Ada"},
      {},
      Command{"language", "reload"}
  };
}

Fetched answer(std::string tag) {
  Fetched out;
  out.tag = std::move(tag);
  return out;
}

}  // namespace

TEST_CASE("Who waits for an answer is found again in its tag") {
  const auto who = Later::of(answer(Later::asked("reload", asked_by_ada()).tag()), "reload");
  REQUIRE(who);
  CHECK(who->at.space == "slack");
  CHECK(who->at.room == "C1");
  CHECK(who->at.thread == "T1");
  CHECK(who->person == "U1");
  CHECK(who->lang == "zh-Hant");
  CHECK(who->event == "e1");
}

TEST_CASE("An answer to something else has nobody who waits") {
  const std::string tag = Later::asked("reload", asked_by_ada()).tag();
  CHECK_FALSE(Later::of(answer(tag), "compare"));
  CHECK_FALSE(Later::of(answer(""), "reload"));
  CHECK_FALSE(Later::of(answer("reload"), "reload"));
  CHECK_FALSE(Later::of(answer(tag + "\nmore"), "reload"));
}

TEST_CASE("They are told alone, where they asked, and once") {
  Doc doc;
  doc.paragraph({Text(std::string("done"))});
  const Later who = Later::asked("reload", asked_by_ada());
  const Post post = who.tell("answers", std::move(doc));
  CHECK(post.audience == Audience::only_you);
  CHECK(post.to.place.room == "C1");
  CHECK(post.to.people == std::vector<std::string>{"U1"});
  CHECK(post.key == "answers:reload:e1");
}
