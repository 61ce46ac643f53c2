// tests/matrix/feed_test.cpp: a batch on its way to the engine: order, refusals, and what is asked about an event.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/feed.hpp"

#include "tests/matrix/wire.hpp"
#include "tests/support/run.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

struct FeedRig {
  FeedRig() : rooms("matrix:localhost", "@usher:localhost", book, true) {}

  bool take(std::vector<RoomEvent> said, bool first = false, Write also = {}) {
    Feed feed(
        io.get_executor(), clock, wire_commands(), wire_identity(), rooms,
        std::chrono::seconds(300), offices
    );
    feed.open(Accept([this](Inbound in, std::move_only_function<void(Result<Reply>)> answer) {
      if (in.event) got.push_back(in.event->id);
      if (in.event) last = *in.event;
      if (!in.event) ++rows;
      const bool no = in.event && refuse == in.event->id;
      // Never within the call, as the engine does.
      boost::asio::post(io, [no, answer = std::move(answer)]() mutable {
        if (no)
          answer(std::unexpected(errc::disk_full));
        else
          answer(Reply(None{}));
      });
    }));
    auto batch = std::make_shared<Batch>();
    batch->rooms.emplace_back();
    batch->rooms.back().room = "!room";
    batch->rooms.back().timeline = std::move(said);
    const bool out = testing::run(io, feed.take(std::move(batch), first, std::move(also)));
    figures = feed.figures();
    return out;
  }
  static RoomEvent said(std::string id, std::string_view body) {
    RoomEvent out = text(body);
    out.id = std::move(id);
    return out;
  }

  boost::asio::io_context io{1};
  ManualClock clock{std::chrono::floor<std::chrono::seconds>(noon)};
  RoleBook book;
  Rooms rooms;
  Offices offices;
  std::vector<std::string> got;
  Event last;
  std::string refuse;
  int rows = 0;
  Feed::Figures figures;
};

boost::asio::awaitable<bool> arrives(
    boost::asio::io_context* io, bool* there, bool in_time = true
) {
  co_await boost::asio::post(*io, boost::asio::use_awaitable);
  *there = true;
  co_return in_time;
}

}  // namespace

TEST_CASE("a room's events go to the engine in order", "[matrix][feed]") {
  FeedRig rig;
  CHECK(rig.take(
      {FeedRig::said("$1", "!nep 0"), FeedRig::said("$2", "hello"), FeedRig::said("$3", "!nep 1")}
  ));
  CHECK(rig.got == std::vector<std::string>{"$1", "$2", "$3"});
  CHECK(rig.figures.accepted == 3);
}

TEST_CASE("the feed acts on nothing of a first sync", "[matrix][feed]") {
  FeedRig rig;
  CHECK(rig.take({FeedRig::said("$1", "!nep 0")}, true));
  CHECK(rig.got.empty());
  CHECK(rig.figures.old == 1);
}

TEST_CASE(
    "where one event was refused the batch is not durable, and its last rows are not written",
    "[matrix][feed]"
) {
  FeedRig rig;
  rig.refuse = GENERATE("", "$1");
  const bool durable = rig.take(
      {FeedRig::said("$1", "!nep 0"), FeedRig::said("$2", "!nep 1")}, false, [](Database&) {}
  );
  CHECK(durable == rig.refuse.empty());
  CHECK(rig.rows >= (durable ? 1 : 0));
  CHECK(rig.got.size() == 2);
}

TEST_CASE("a reaction is a press where the message offers it", "[matrix][feed]") {
  FeedRig rig;
  rig.offices.offer = [](std::string_view, std::string_view event, std::string_view emoji) {
    CHECK(event == "$post");
    CHECK(emoji == "1️⃣");
    return std::optional<Offer>(Offer{"key", "nep.watch", "18", {}, "$post"});
  };
  RoomEvent reaction =
      message(R"({"m.relates_to":{"rel_type":"m.annotation","event_id":"$post","key":"1️⃣"}})");
  reaction.type = "m.reaction";
  CHECK(rig.take({reaction}));
  REQUIRE(rig.last.as<Press>() != nullptr);
  CHECK(rig.last.as<Press>()->value == "18");
  CHECK(rig.last.id == "$event");
  CHECK(Way::of(rig.last.route).event == "$post");
}

TEST_CASE("what is picked while a post is on its way may be of that post", "[matrix][feed]") {
  FeedRig rig;
  const bool typed = GENERATE(false, true);
  CAPTURE(typed);
  bool there = false;
  std::vector<std::string> waited;
  rig.offices.settled = [&](std::string room) {
    waited.push_back(std::move(room));
    return arrives(&rig.io, &there);
  };
  const auto offer = [&](std::string_view, std::string_view, std::string_view) {
    return there ? std::optional<Offer>(Offer{"key", "forget.erase", "me", {}, "$post"})
                 : std::nullopt;
  };
  rig.offices.offer = rig.offices.picked = offer;
  RoomEvent said =
      typed
          ? FeedRig::said("$event", "1")
          : message(R"({"m.relates_to":{"rel_type":"m.annotation","event_id":"$post","key":"1️⃣"}})");
  if (typed)
    said.content["m.relates_to"] = {{"m.in_reply_to", {{"event_id", "$post"}}}};
  else
    said.type = "m.reaction";
  CHECK(rig.take({said}));
  CHECK(waited == std::vector<std::string>{"!room"});
  REQUIRE(rig.last.as<Press>() != nullptr);
  CHECK(rig.last.as<Press>()->action == "forget.erase");
}

TEST_CASE("what can be no button's number waits for no post", "[matrix][feed]") {
  FeedRig rig;
  bool waited = false;
  rig.offices.settled = [&](std::string) { return arrives(&rig.io, &waited); };
  RoomEvent liked =
      message(R"({"m.relates_to":{"rel_type":"m.annotation","event_id":"$post","key":"👍"}})");
  liked.type = "m.reaction";
  CHECK(rig.take({FeedRig::said("$1", "!nep 0"), FeedRig::said("$2", "hello"), liked}));
  CHECK_FALSE(waited);
}

TEST_CASE("a bare number means nothing while it is not known what has arrived", "[matrix][feed]") {
  FeedRig rig;
  const bool in_time = GENERATE(true, false);
  const bool reply = GENERATE(true, false);
  CAPTURE(in_time, reply);
  rig.rooms.set_direct("!room", "@ada:localhost");
  bool waited = false;
  rig.offices.settled = [&](std::string) { return arrives(&rig.io, &waited, in_time); };
  rig.offices.picked = [](std::string_view, std::string_view, std::string_view) {
    return std::optional<Offer>(Offer{"key", "forget.erase", "me", {}, "$post"});
  };
  RoomEvent said = FeedRig::said("$event", "1");
  if (reply) said.content["m.relates_to"] = {{"m.in_reply_to", {{"event_id", "$post"}}}};
  CHECK(rig.take({said}));
  CHECK(waited);
  CHECK((rig.last.as<Press>() != nullptr) == (in_time || reply));
}

TEST_CASE(
    "an edit of what was just said needs no question, and a stranger's counts nothing",
    "[matrix][feed]"
) {
  FeedRig rig;
  RoomEvent edit = message(
      R"({"msgtype":"m.text","body":"* !nep 1","m.new_content":{"msgtype":"m.text","body":"!nep 1"},)"
      R"("m.relates_to":{"rel_type":"m.replace","event_id":"$1"}})"
  );
  edit.id = "$2";
  const bool stranger = GENERATE(false, true);
  if (stranger) edit.sender = "@eve:localhost";
  CHECK(rig.take({FeedRig::said("$1", "!nep 0"), edit}));
  CHECK(rig.got.size() == (stranger ? 1 : 2));
  if (!stranger)
    CHECK(rig.last.as<Edited>()->said == std::chrono::floor<std::chrono::seconds>(noon));
}
