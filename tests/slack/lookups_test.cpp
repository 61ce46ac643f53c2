// tests/slack/lookups_test.cpp: one reading of a conversation for all who wait for it, and none that is too old for them.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_lookup_rig.hpp"

#include <algorithm>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

void add_row(SlackRig& rig, std::int64_t id, sys_seconds created, bool is_uncertain) {
  rig.store.db->run(
      "INSERT INTO "
      "outbox(id,space,room,thread,person,queue,kind,lane,key,to_key,feature,event,asker,tell,"
      "payload,created,uncertain) "
      "VALUES(?,'slack:T1','C1','','',1,0,1,'k','','','','',0,x'',?,?)",
      id, created, is_uncertain ? 1 : 0
  );
}
std::string oldest(sys_seconds at) {
  return fmt::format("oldest={}.000000", at.time_since_epoch().count());
}
Pending form_of(std::int64_t id) {
  Pending out;
  out.id = id;
  out.kind = Pending::Kind::open;
  out.to = {.place = {"slack:T1", "C1", ""}, .people = {"U1"}};
  out.form.id = "nep.claim";
  out.form.title = "Claim";
  out.form.fields.push_back({.name = "why", .label = "Why"});
  Way way;
  way.trigger = "1.2.abc";
  way.at = noon - seconds(10);
  out.route = way.route();
  return out;
}

// Questions about events that Slack brings again, all under way at once.
struct Retried {
  SlackRig& rig;
  std::vector<std::string> answers;

  static boost::asio::awaitable<void> look(
      Sender* sender, std::string ts, std::vector<std::string>* into
  ) {
    const auto found = co_await sender->answered({"slack:T1", "C1", ""}, "C1/" + ts, noon);
    into->push_back(ts + (!found ? " unknown" : *found ? " answered" : " new"));
  }
  void ask(std::string ts) {
    boost::asio::co_spawn(
        rig.io, look(&rig.sender, std::move(ts), &answers), boost::asio::detached
    );
  }
  std::vector<std::string> wait() {
    rig.io.restart();
    rig.io.run_for(milliseconds(400));
    std::ranges::sort(answers);
    return answers;
  }
};

}  // namespace

TEST_CASE("after a start one reading of a room does for all rows that wait for it", "[lookup]") {
  SlackRig rig;
  rig.ok("conversations.history",
         page(message(rig, 7, "1764072000.000100") + "," + message(rig, 9, "1764072000.000300")))
      .ok("chat.postMessage", R"("channel":"C1","ts":"1764072000.000400")");
  std::vector<std::string> refs;
  const auto send = [](Sender* sender, Pending post,
                       std::vector<std::string>* into) -> boost::asio::awaitable<void> {
    const auto receipt = co_await sender->deliver(std::move(post));
    into->push_back(receipt ? receipt->ref : std::string(describe(receipt.error().why)));
  };
  for (const std::int64_t row : {7, 8, 9}) {
    Pending post = uncertain();
    post.id = row;
    boost::asio::co_spawn(rig.io, send(&rig.sender, std::move(post), &refs), boost::asio::detached);
  }
  rig.io.restart();
  rig.io.run_for(std::chrono::milliseconds(500));
  std::ranges::sort(refs);
  CHECK(
      refs ==
      std::vector<std::string>{"1764072000.000100", "1764072000.000300", "1764072000.000400"}
  );
  CHECK(rig.peer.done());
}

TEST_CASE(
    "a reading that is younger than a doubt and older than its end shows nothing", "[lookup]"
) {
  // A reply and an announcement in one room, both answered with a 503, 1.9 s apart.
  SlackRig rig;
  rig.settings.settle = seconds(2);
  Pending reply = post_to("C1", "A reply");
  Pending announcement = post_to("C1", "An announcement");
  announcement.id = 8;
  rig.expect("chat.postMessage", "", {}, 503).expect("chat.postMessage", "", {}, 503);
  CHECK(rig.deliver(reply).error().why == errc::uncertain);
  rig.clock.advance(milliseconds(1900));
  CHECK(rig.deliver(announcement).error().why == errc::uncertain);
  reply.uncertain = announcement.uncertain = true;

  // Slack shows the announcement half a second after it took it.
  rig.clock.advance(milliseconds(100));
  rig.ok("conversations.history", page(""))
      .ok("chat.postMessage", R"("channel":"C1","ts":"1764072003.000100")");
  CHECK(rig.deliver(reply));
  rig.clock.advance(milliseconds(1900));
  rig.ok("conversations.history", page(message(rig, 8, "1764072001.900100")));
  CHECK(rig.deliver(announcement)->ref == "1764072001.900100");
  CHECK(rig.peer.done());
}

TEST_CASE("an attempt that ended by a bug is a doubt like any other", "[lookup]") {
  SlackRig rig;
  Pending direct = uncertain("");
  direct.id = 5;
  direct.audience = Audience::direct;
  direct.to.people = {"U1"};
  rig.ok("conversations.open", R"("channel":{"id":"D1"})")
      .ok("conversations.history", page(""))
      .ok("chat.postMessage", R"("channel":"D1","ts":"1764072000.000100")");
  CHECK(rig.deliver(direct));
  rig.clock.advance(seconds(1));
  rig.store.db->run("BEGIN");
  CHECK_THROWS(rig.deliver(form_of(7)));
  rig.store.db->run("ROLLBACK");
  rig.clock.advance(seconds(1));
  rig.no("views.open", "expired_trigger_id")
      .ok("conversations.history", page(message(rig, 7, "1764072001.000100")));
  Pending again = form_of(7);
  again.uncertain = true;
  CHECK(rig.deliver(again));
  CHECK(rig.peer.done());
}

TEST_CASE("a room is read no further back than what is in doubt there", "[lookup]") {
  SlackRig rig;
  add_row(rig, 3, noon - std::chrono::hours(30), true);  // given up by now
  add_row(rig, 4, noon - std::chrono::hours(2), false);  // never tried: it waits for its turn
  add_row(rig, 5, noon - std::chrono::hours(1), true);
  add_row(rig, 7, noon - std::chrono::minutes(10), true);
  rig.ok("conversations.history", page(message(rig, 7, "1764072000.000100")));
  CHECK(rig.deliver(uncertain()));
  CHECK(rig.body(0).contains(oldest(noon - std::chrono::minutes(65))));
  // Reports are never given up.
  rig.clock.advance(seconds(1));
  Pending report = uncertain();
  report.id = 3;
  rig.ok("conversations.history", page(message(rig, 3, "1764072000.000100")));
  CHECK(rig.deliver(report));
  CHECK(rig.body(1).contains(oldest(noon - std::chrono::hours(30) - std::chrono::minutes(5))));
}

TEST_CASE(
    "an event that Slack tries again is looked for among the answers in its room and thread",
    "[lookup]"
) {
  const std::string event = "C1/1764072000.000100";
  SlackRig rig;
  const auto answered = [&](Place at) {
    rig.clock.advance(seconds(2));
    return rig.run(rig.sender.answered(std::move(at), event, noon));
  };
  rig.ok("conversations.history", page(message(rig, 1, "1.1", 0, event, "ffffffffffffffff")));
  CHECK(answered({"slack:T1", "C1", ""}).value());
  rig.ok("conversations.history", page(message(rig, 1, "1.1", 0, "C1/other")))
      .ok("conversations.replies", page(message(rig, 1, "1.1", 0, event)));
  CHECK(answered({"slack:T1", "C1", ""}).value());
  CHECK(rig.body(2).contains("ts=1764072000.000100"));
  rig.ok("conversations.history", page("")).no("conversations.replies", "thread_not_found");
  CHECK_FALSE(answered({"slack:T1", "C1", ""}).value());
  rig.ok("conversations.replies", page(""));
  CHECK_FALSE(answered({"slack:T1", "C1", "1764071000.000100"}).value());
  rig.expect("conversations.history", "", {}, 503);
  CHECK(answered({"slack:T1", "C1", ""}).error() == errc::unavailable);
  CHECK_FALSE(answered({"slack:T1", "", ""}).value());
  CHECK(rig.peer.done());
}

TEST_CASE(
    "events that come again together are looked for in one reading of their room", "[lookup]"
) {
  SlackRig rig;
  Retried retried{rig, {}};
  const auto ts = [](int i) { return fmt::format("176407200{}.000100", i); };
  std::string all = message(rig, 1, "1764072008.000100", 0, "C1/" + ts(3));
  for (int i = 0; i < 5; ++i) all += "," + said(ts(i));
  rig.ok("conversations.history", page(all));
  for (int i = 0; i < 5; ++i) retried.ask(ts(i));
  CHECK(
      retried.wait() ==
      std::vector<std::string>{
          ts(0) + " new", ts(1) + " new", ts(2) + " new", ts(3) + " answered", ts(4) + " new"
      }
  );
  CHECK(rig.peer.done());
}

TEST_CASE("only a thread that is there is read as well", "[lookup]") {
  SlackRig rig;
  Retried retried{rig, {}};
  const std::string asked = "1764072000.000100";
  rig.ok("conversations.history", page(said(asked, true)))
      .ok("conversations.replies",
          page(said(asked, true) + "," + message(rig, 1, "1764072001.000100", 0, "C1/" + asked)));
  retried.ask(asked);
  CHECK(retried.wait() == std::vector<std::string>{asked + " answered"});
  CHECK(rig.peer.done());
}

TEST_CASE("an event that comes while a room is read waits for the next reading", "[lookup]") {
  SlackRig rig;
  Retried retried{rig, {}};
  const std::string first = "1764072000.000100";
  const std::string second = "1764072001.000100";
  const std::string third = "1764072002.000100";
  rig.ok("conversations.history", page(said(first)))
      .ok("conversations.history", page(
                                       message(rig, 1, "1764072003.000100", 0, "C1/" + second) +
                                       "," + said(third) + "," + said(second) + "," + said(first)
                                   ));
  retried.ask(first);
  rig.io.restart();
  rig.io.poll();
  rig.clock.advance(seconds(2));
  retried.ask(second);
  retried.ask(third);
  CHECK(
      retried.wait() ==
      std::vector<std::string>{first + " new", second + " answered", third + " new"}
  );
  CHECK(rig.peer.done());
}

TEST_CASE("a room that is read again and again rests in between", "[lookup]") {
  SlackRig rig;
  Retried retried{rig, {}};
  rig.ok("conversations.history", page(said("1764072000.000100")));
  retried.ask("1764072000.000100");
  CHECK(retried.wait().size() == 1);
  rig.clock.advance(milliseconds(10));
  retried.ask("1764072001.000100");
  retried.wait();
  CHECK(rig.requests() == 1);  // in a second
}

TEST_CASE("what is looked for is asked of Slack once more, where it could not say", "[lookup]") {
  SlackRig rig;
  Retried retried{rig, {}};
  rig.expect("conversations.history", "", {}, 503);
  retried.ask("1764072000.000100");
  retried.ask("1764072000.000100");
  CHECK(retried.wait() == std::vector<std::string>(2, "1764072000.000100 unknown"));
  rig.ok("conversations.history", page(said("1764072000.000100")));
  retried.ask("1764072000.000100");
  CHECK(retried.wait().front() == "1764072000.000100 new");
  CHECK(rig.peer.done());
}
