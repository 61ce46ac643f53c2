// tests/web/desk_reply_test.cpp: what a page is told of the feature's answer to its form.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/web/form_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

// A form that waits for Ada, as the outbox opened it.
struct Waiting : Rig {
  explicit Waiting(Form form = all_fields()) {
    REQUIRE(deliver(opening(4711, form)));
    ticket = str(list(welcome("ada"), "forms").at(0).as_object(), "ticket");
  }
  json::object submit(Result<Reply> reply) {
    return take("ada", frame::Submit{ticket, good(), {}}, std::move(reply));
  }
  std::size_t waiting() const { return list(welcome("ada"), "forms").size(); }

  std::string ticket;
};

}  // namespace

TEST_CASE("a rejected form stays, with what is wrong at each field") {
  Waiting rig;
  Reject no;
  no.errors = {{"name", "That name is taken."}, {"", "Not today."}};
  const json::object ack = rig.submit(no);
  CHECK(outcome(ack) == "ok");
  CHECK(str(ack, "reply") == "reject");
  CHECK(str(obj(ack, "errors"), "name") == "That name is taken.");
  CHECK(str(obj(ack, "errors"), "") == "Not today.");
  CHECK(rig.waiting() == 1);
}

TEST_CASE("a closed form waits no more") {
  Waiting rig;
  const json::object ack = rig.submit(Close{});
  CHECK(str(ack, "reply") == "close");
  CHECK(rig.waiting() == 0);
}

TEST_CASE("an answer in words closes the form too, and comes by the outbox") {
  Waiting rig;
  const json::object ack = rig.submit(SayReply{Doc(phrase("Thank you."))});
  CHECK(outcome(ack) == "ok");
  CHECK_FALSE(has(ack, "reply"));
  CHECK(rig.waiting() == 0);
}

TEST_CASE("a form is followed by another one, for the same person in the same place") {
  Waiting rig;
  Form next;
  next.id = "test.more";
  next.title = "The second";
  next.state = "second";
  next.fields = {field("more", Field::Type::line, false)};
  const json::object ack = rig.submit(Update{next});
  CHECK(str(ack, "reply") == "update");
  const json::object form = obj(ack, "form");
  CHECK(str(form, "title") == "The second");
  CHECK(column(form, "fields", "name") == std::vector<std::string>{"more"});
  const std::string ticket = str(form, "ticket");
  CHECK(ticket != rig.ticket);
  CHECK(outcome(rig.take("grace", frame::Submit{ticket, {{"more", "x"}}, {}})) == "no_form");
  CHECK(outcome(rig.take("ada", frame::Submit{ticket, {{"more", "x"}}, {}})) == "ok");
  REQUIRE(rig.event);
  CHECK(rig.event->as<Submit>()->form == "test.more");
  CHECK(rig.event->as<Submit>()->fields.at("_state") == "second");
  CHECK(rig.event->at.room == "general");
}

TEST_CASE("what could not be recorded may be sent again, and the form waits") {
  Waiting rig;
  const json::object full = rig.submit(std::unexpected(errc::disk_full));
  CHECK(outcome(full) == "disk_full");
  CHECK(flag(full, "again"));
  const json::object stopping = rig.submit(std::unexpected(errc::shutting_down));
  CHECK(outcome(stopping) == "shutting_down");
  CHECK(flag(stopping, "again"));
  CHECK(rig.waiting() == 1);
}

TEST_CASE("a cancelled form is an event and waits no more") {
  Waiting rig;
  const json::object ack = rig.take("ada", Frame{"c-1", frame::Cancel{rig.ticket}});
  CHECK(outcome(ack) == "ok");
  REQUIRE(rig.event);
  CHECK(rig.event->id == "ada/c-1");
  REQUIRE(rig.event->as<Cancelled>() != nullptr);
  CHECK(rig.event->as<Cancelled>()->form == "test.form");
  CHECK(rig.waiting() == 0);
}

TEST_CASE("a cancellation that could not be recorded leaves the form waiting") {
  Waiting rig;
  const json::object ack =
      rig.take("ada", frame::Cancel{rig.ticket}, std::unexpected(errc::disk_full));
  CHECK(outcome(ack) == "disk_full");
  CHECK(rig.waiting() == 1);
}

TEST_CASE("a secret form waits in memory and is gone once it was sent") {
  Form form = all_fields();
  form.secret = true;
  Waiting rig(form);
  CHECK(rig.space->secret_forms.size() == 1);
  rig.submit(Close{});
  CHECK(rig.space->secret_forms.empty());
  CHECK(rig.waiting() == 0);
}

TEST_CASE("a form that comes again under the same id is answered the same") {
  Waiting rig;
  const Frame frame{"s-1", frame::Submit{rig.ticket, good(), {}}};
  const json::object first = rig.take("ada", frame, Close{});
  CHECK(rig.take("ada", frame, Close{}) == first);
}
