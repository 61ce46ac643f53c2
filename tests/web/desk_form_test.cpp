// tests/web/desk_form_test.cpp: what comes back of a form: judged field by field, then by its feature.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/web/form_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

TEST_CASE("a filled form comes to its feature with its state, secrets apart") {
  Rig rig;
  const std::string ticket = ticket_for(rig, "ada", all_fields());
  const json::object ack =
      rig.take("ada", Frame{"s-1", frame::Submit{ticket, good(), secret("word", "hunter2 ")}});
  CHECK(outcome(ack) == "ok");
  CHECK_FALSE(has(ack, "reply"));
  REQUIRE(rig.event);
  CHECK(rig.event->id == "ada/s-1");
  CHECK(rig.event->at == Place{"web", "general", "12"});
  const auto* submit = rig.event->as<Submit>();
  REQUIRE(submit != nullptr);
  CHECK(submit->form == "test.form");
  Fields expected = good();
  expected["_state"] = "state";
  CHECK(submit->fields == expected);
  REQUIRE(submit->secrets.contains("word"));
  CHECK(submit->secrets.at("word").reveal() == "hunter2 ");
  CHECK_FALSE(submit->fields.contains("word"));
}

TEST_CASE("a secret field is never taken from the open ones, nor an open one from the secret ones"
) {
  Rig rig;
  const std::string ticket = ticket_for(rig, "ada", all_fields());
  Fields fields = good();
  fields["word"] = "hunter2";
  fields["unasked"] = "for";
  fields["_state"] = "forged";
  rig.take("ada", frame::Submit{ticket, fields, secret("story", "told in secret")});
  REQUIRE(rig.event);
  const auto* submit = rig.event->as<Submit>();
  REQUIRE(submit != nullptr);
  CHECK_FALSE(submit->fields.contains("word"));
  CHECK_FALSE(submit->fields.contains("unasked"));
  CHECK(submit->fields.at("_state") == "state");
  CHECK(submit->secrets.at("word").empty());
  CHECK_FALSE(submit->secrets.contains("story"));
}

TEST_CASE("each fault of a field is told at that field, and nobody else hears of the form") {
  Rig rig;
  const std::string ticket = ticket_for(rig, "ada", all_fields());
  const auto fault = [&](std::string field, std::string value) {
    Fields fields = good();
    fields[field] = std::move(value);
    const json::object ack = rig.take("ada", frame::Submit{ticket, fields, {}});
    CHECK_FALSE(rig.asked);
    CHECK(outcome(ack) == "ok");
    CHECK(str(ack, "reply") == "reject");
    CHECK(obj(ack, "errors").size() == 1);
    return str(obj(ack, "errors"), field);
  };
  const std::string choose = "Please choose one of these.";
  CHECK(fault("name", "") == "Please fill this in.");
  CHECK(fault("name", " \t ") == "Please fill this in.");
  CHECK(fault("name", std::string(11, 'x')) == "That is too long: 10 characters fit.");
  CHECK(fault("colour", "b") == choose);
  CHECK(fault("colour", "r\ng") == choose);
  CHECK(fault("days", "mo\nsu") == choose);
  CHECK_FALSE(fault("when", "2026-02-30").empty());
  for (const char* date :
       {"2026-13-01", "2026-2-3", "tomorrow", "2026/02/03", "20260-2-03", "----------"}) {
    CAPTURE(date);
    CHECK_FALSE(fault("when", date).empty());
  }
  CHECK(fault("who", "nobody") == choose);
}

TEST_CASE("several faults are told together") {
  Rig rig;
  const json::object ack =
      rig.take("ada", frame::Submit{ticket_for(rig, "ada", all_fields()), {}, {}});
  CHECK(str(ack, "reply") == "reject");
  CHECK(obj(ack, "errors").size() == 2);  // the name and the colour; all else is optional
}

TEST_CASE("what fits in every kind of field is taken") {
  Rig rig;
  const std::string ticket = ticket_for(rig, "ada", all_fields());
  const auto fine = [&](std::string field, std::string value) {
    Fields fields = good();
    fields[std::move(field)] = std::move(value);
    return !has(rig.take("ada", frame::Submit{ticket, fields, {}}), "reply");
  };
  CHECK(fine("name", "十个字十个字十个字十"));
  CHECK(fine("story", "two\nlines"));
  CHECK(fine("days", "mo\ntu"));
  CHECK(fine("days", ""));
  CHECK(fine("when", "2028-02-29"));
  CHECK(fine("who", "grace"));
}

TEST_CASE("a line has no line breaks, whatever a page sends") {
  Rig rig;
  Fields fields = good();
  fields["name"] = "a\nb\x1b";
  rig.take("ada", frame::Submit{ticket_for(rig, "ada", all_fields()), fields, {}});
  REQUIRE(rig.event);
  CHECK(rig.event->as<Submit>()->fields.at("name") == "a b");
}

TEST_CASE("a form is filled in by whom it was given to, and by nobody else") {
  Rig rig;
  const std::string ticket = ticket_for(rig, "ada", all_fields());
  CHECK(outcome(rig.take("grace", frame::Submit{ticket, good(), {}})) == "no_form");
  CHECK(outcome(rig.take("grace", frame::Cancel{ticket})) == "no_form");
  CHECK(outcome(rig.take("ada", frame::Submit{ticket + "A", good(), {}})) == "no_form");
  CHECK(outcome(rig.take("ada", frame::Submit{"", good(), {}})) == "no_form");
  CHECK_FALSE(rig.asked);
  rig.start();  // a form outlives a restart
  CHECK(outcome(rig.take("ada", frame::Submit{ticket, good(), {}})) == "ok");
}
