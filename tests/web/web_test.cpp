// tests/web/web_test.cpp: pages talk to the adapter, it to a real engine, and what was acknowledged outlives both.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/web.hpp"

#include "tests/web/server_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

// Answers every message to all; "forget me" forgets.
Outcome echo(const Event& event, Context&) {
  const auto* message = event.as<usher::Message>();
  if (message == nullptr) return {};
  if (message->text == "forget me")
    return {SayReply{test::words("Gone."), true}, {ForgetPerson{event.who}}};
  return {SayReply{test::words("You said " + message->text), false}, {}};
}

std::string doc_of(const json::object& message) { return json::serialize(message.at("doc")); }

}  // namespace

TEST_CASE("what is said is acknowledged, answered, and seen in every tab") {
  ServerRig rig(echo);
  const std::string cookie = rig.enter("Ada", "maintainer");
  const std::string graces = rig.enter("Grace", "newcomer");
  Page one(rig, "ada", cookie);
  CHECK(str(one.welcome, "is") == "welcome");
  CHECK(flag(one.welcome, "reset"));
  CHECK(str(obj(one.welcome, "me"), "role") == "maintainer");
  Page two(rig, "ada", cookie);
  Page grace(rig, "grace", graces);
  const json::object ack = one.say("a-1", "hello");
  CHECK(outcome(ack) == "ok");
  CHECK(str(ack, "id") == "a-1");
  for (Page* page : {&one, &two, &grace}) {
    page->until_messages(2);
    CHECK(num(page->messages[0], "id") == num(ack, "message"));
    CHECK(str(page->messages[0], "text") == "hello");
    CHECK(str(page->messages[0], "author") == "ada");
    CHECK(str(page->messages[1], "author") == "usher");
    CHECK(doc_of(page->messages[1]).contains("You said hello"));
  }
  CHECK(one.rev == two.rev);
}

TEST_CASE("what is sent again, over a new socket, is said and answered once") {
  ServerRig rig(echo);
  const std::string cookie = rig.enter("Ada", "maintainer");
  json::object first;
  {
    Page page(rig, "ada", cookie);
    first = page.say("a-1", "hello");
    page.until_messages(2);
  }
  Page page(rig, "ada", cookie);
  CHECK(page.say("a-1", "hello") == first);
  page.say("a-2", "again");
  page.until_messages(2);
  CHECK(str(page.messages[0], "text") == "again");
  CHECK(doc_of(page.messages[1]).contains("You said again"));
}

TEST_CASE("after a restart a tab catches up on what it has missed, with the same cookie") {
  ServerRig rig(echo);
  const std::string cookie = rig.enter("Ada", "maintainer");
  std::int64_t seen = 0;
  {
    Page page(rig, "ada", cookie);
    page.say("a-1", "seen");
    page.until_messages(2);
    seen = page.rev;
  }
  {
    Page page(rig, "ada", cookie);
    page.say("a-2", "missed");
    page.until_messages(2);
  }
  rig.stop();
  rig.start();
  const Page page(rig, "ada", cookie, seen);
  CHECK_FALSE(flag(page.welcome, "reset"));
  REQUIRE(list(page.welcome, "messages").size() == 2);
  CHECK(str(list(page.welcome, "messages").at(0).as_object(), "text") == "missed");
  CHECK(num(page.welcome, "rev") == seen + 2);
}

TEST_CASE("an answer that is due when Usher stops is delivered before it ends") {
  ServerRig* self = nullptr;
  ServerRig rig([&self](const Event& event, Context& context) {
    // Before the commit is known of, and so before anything is delivered.
    if (event.as<usher::Message>() != nullptr)
      boost::asio::post(self->io, [self] { self->engine->stop(); });
    Outcome out = echo(event, context);
    out.effects.emplace_back(Home{event.who, test::words("A last look.")});
    return out;
  });
  self = &rig;
  const std::string cookie = rig.enter("Ada", "maintainer");
  {
    Page page(rig, "ada", cookie);
    CHECK(outcome(page.say("a-1", "the last word")) == "ok");
    const net::WsEnd end = page.end();
    CHECK(end.code == 1001);
  }
  rig.ended();
  const auto db = open_store(rig.path, all_migrations());
  const auto all = rows::since(*db, 0, 99);
  REQUIRE(all.size() == 3);  // she came, she said it, she was answered
  CHECK(all[2].author == "usher");
  CHECK(plain_text(all[2].doc) == "You said the last word");
  auto home = db->query("SELECT doc FROM web_homes WHERE person='ada'");
  REQUIRE(home.next());
  CHECK(home.blob(0).contains("A last look."));
  auto due = db->query("SELECT count(*) FROM outbox WHERE dead=0");
  REQUIRE(due.next());
  CHECK(due.integer(0) == 0);
}

TEST_CASE("who asks to be forgotten is told so, shown out, and gone from others' pages") {
  ServerRig rig(echo);
  const std::string cookie = rig.enter("Ada", "maintainer");
  Page grace(rig, "grace", rig.enter("Grace", "newcomer"));
  Page ada(rig, "ada", cookie);
  const std::int64_t said = num(ada.say("a-1", "to be forgotten"), "message");
  ada.until_messages(2);
  grace.until_messages(2);
  ada.send({{"do", "send"}, {"id", "a-2"}, {"room", "dm:ada"}, {"text", "forget me"}});
  CHECK(ada.end().code == forgotten);
  REQUIRE(ada.notes.size() == 1);
  CHECK(doc_of(ada.notes[0]).contains("Gone."));
  // Several changes may come at once, and not in the order in which they were said.
  const auto gap = [&]() -> const json::object* {
    for (const json::object& message : grace.messages)
      if (num(message, "id") == said && flag(message, "deleted")) return &message;
    return nullptr;
  };
  while (gap() == nullptr) grace.next();
  CHECK(str(*gap(), "author").empty());
  CHECK_FALSE(has(*gap(), "text"));
  CHECK(rig.open("ada", cookie).error() == errc::unauthorized);
  rig.stop();
  const auto db = open_store(rig.path, all_migrations());
  auto left =
      db->query("SELECT count(*) FROM web_messages WHERE author='ada' OR event LIKE 'ada/%'");
  REQUIRE(left.next());
  CHECK(left.integer(0) == 0);
}

TEST_CASE("what is written to somebody unasked is in the language of their page, as it is now") {
  const auto asking = [](const Event& event, Context& context) -> Outcome {
    const auto* message = event.as<usher::Message>();
    if (message == nullptr) return {};
    const std::string lang = context.platform_language("web", message->text);
    return {
        SayReply{
            test::words("“" + lang + "” " + context.platform_language("elsewhere", "ada")), false
        },
        {}
    };
  };
  ServerRig rig(asking);
  const std::string cookie = rig.enter("Ada", "maintainer");
  const auto said = [&](Page& page, const std::string& id, const std::string& who) {
    const std::size_t before = page.messages.size();
    page.say(id, who);
    page.until_messages(before + 2);
    return doc_of(page.messages.back());
  };
  {
    Page page(rig, "ada", cookie);
    CHECK(said(page, "a-1", "ada").contains("“en”"));
    CHECK(said(page, "a-2", "nobody").contains("“”"));
    CHECK(said(page, "a-3", "ada' OR '1'='1").contains("“”"));
    page.send({{"do", "me"}, {"id", "a-4"}, {"lang", "zh-Hant"}, {"zone", "UTC"}});
    page.until("ack");
    CHECK(said(page, "a-5", "ada").contains("“zh-Hant”"));
  }
  rig.stop();
  rig.start();
  Page page(rig, "ada", cookie);
  CHECK(said(page, "a-6", "ada").contains("“zh-Hant”"));
  CHECK(outcome(page.say("a-7", "who?")) == "ok");
}
