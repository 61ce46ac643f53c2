// tests/answers/feature_meaning_test.cpp: when a model is asked in chat, and what becomes of it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/answers/rig.hpp"
#include "tests/support/word_table.hpp"

using namespace usher;
using namespace usher::answers;
using test::AnswersRig;
using test::text_of;

namespace {

constexpr const char* unclear = "请问如何订阅";

struct WithModel : AnswersRig {
  explicit WithModel(Settings settings = usual()) : AnswersRig(std::move(settings)) {
    const auto book = shelf->ready();
    shelf->put(*book, std::make_shared<const Meanings>(book->topics(), test::WordTable()));
  }
  // As the service answers a Call.
  Outcome answered(const Call& call) {
    return say(Fetched{
        .tag = call.tag,
        .status = 200,
        .body = call.body,
        .etag = to_bytes(test::WordTable().of_question(call.body))
    });
  }
};

}  // namespace

TEST_CASE("what words leave open is asked of the model, away from the brain", "[answers]") {
  WithModel rig;
  const Outcome first = rig.ask(unclear);
  CHECK(text_of(first).contains("One moment"));
  REQUIRE(rig.calls.size() == 1);
  CHECK(rig.calls[0].method == "OPEN");
  CHECK(rig.calls[0].body == unclear);
  CHECK(rig.posts.empty());
  static_cast<void>(rig.answered(rig.calls[0]));
  REQUIRE(rig.posts.size() == 1);
  CHECK(AnswersRig::text(rig.posts[0]).contains("example.org/mailing-list"));
  CHECK(rig.posts[0].audience == Audience::only_you);
  // And where the model had nothing to say, words decide as they would have.
  WithModel other;
  static_cast<void>(other.ask(unclear));
  static_cast<void>(other.fetched(other.calls.at(0), other.calls.at(0).body));
  REQUIRE(other.posts.size() == 1);
  CHECK_FALSE(AnswersRig::text(other.posts[0]).contains("example.org/mailing-list"));
}

TEST_CASE("what is asked in a room is answered there, after the model too", "[answers]") {
  WithModel rig;
  static_cast<void>(rig.mention(unclear));
  REQUIRE(rig.calls.size() == 1);
  static_cast<void>(rig.answered(rig.calls[0]));
  REQUIRE(rig.posts.size() == 1);
  CHECK(rig.posts[0].audience == Audience::room);
  CHECK(rig.posts[0].to.people.empty());
}

TEST_CASE("what words settle is answered at once, with a model as without", "[answers]") {
  WithModel rig;
  AnswersRig without;
  for (const char* question :
       {"How do I join the mailing list?", "I found a vulnerability", "he insulted me"}) {
    INFO(question);
    const Outcome outcome = rig.ask(question);
    CHECK(text_of(outcome) == text_of(without.ask(question)));
  }
  CHECK(rig.calls.empty());
}

TEST_CASE("nobody's words go to the model who did not ask", "[answers]") {
  WithModel rig;
  static_cast<void>(rig.remark(unclear));
  static_cast<void>(rig.remark("how can I subscribe, please?"));
  CHECK(rig.calls.empty());
}

TEST_CASE("meanings are of one book, and go with it", "[answers]") {
  WithModel rig;
  const auto before = rig.shelf->ready();
  const auto after = std::make_shared<const Book>(test::a_few_topics());
  rig.shelf->put(after);
  CHECK_FALSE(rig.shelf->meanings(*after));
  // What was found out about the book before comes too late.
  rig.shelf->put(*before, std::make_shared<const Meanings>(before->topics(), test::WordTable()));
  CHECK_FALSE(rig.shelf->meanings(*after));
  CHECK_FALSE(rig.shelf->meanings(*before));
  CHECK_FALSE(text_of(rig.ask(unclear)).contains("One moment"));
  CHECK(rig.calls.empty());
}

TEST_CASE("with a model the answers are read at the start", "[answers]") {
  Settings settings = AnswersRig::usual();
  settings.newcomer_rooms.clear();
  AnswersRig without(settings);
  without.start();
  CHECK(without.calls.empty());
  settings.opens_at_start = true;
  AnswersRig with(settings);
  with.start();
  REQUIRE(with.calls.size() == 1);
  CHECK(with.calls[0].method == "OPEN");
  CHECK(with.calls[0].body.empty());
}

TEST_CASE("what is repeated when nothing answers it is not kept from that", "[answers]") {
  Settings settings = AnswersRig::usual();
  settings.only_known = true;
  WithModel rig(settings);
  static_cast<void>(rig.mention(unclear));
  CHECK(rig.calls.empty());
}
