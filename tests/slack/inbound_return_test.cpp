// tests/slack/inbound_return_test.cpp: what goes out as buttons and forms (blocks.hpp) comes back as what was meant.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/blocks.hpp"
#include "adapters/slack/inbound.hpp"
#include "adapters/slack/response.hpp"
#include "bot/catalog.hpp"
#include "bot/say.hpp"
#include "tests/slack/wire.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <string>
#include <vector>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

namespace json = boost::json;

Phrase phrase(std::string_view what) {
  static const Catalog catalog;
  return Say(catalog, "en")("{what}", fmt::arg("what", what));
}

// Each button of the message, pressed.
std::vector<Received> presses(const Doc& doc, std::string_view key) {
  std::vector<Received> out;
  for (const auto& message : render(doc, key)) {
    for (const json::value& block : message.blocks) {
      if (block.at("type") != "actions") continue;
      for (const json::value& element : block.at("elements").as_array()) {
        json::object payload = wire_envelope("block_actions.json").payload;
        json::object action = element.as_object();
        action["block_id"] = block.at("block_id");
        json::array actions;
        actions.push_back(std::move(action));
        payload["actions"] = std::move(actions);
        auto read = read_at_noon(Feed::interactive, payload);
        REQUIRE(read);
        out.push_back(std::move(*read));
      }
    }
  }
  return out;
}

// What Slack makes of an input: {"type": its own, …what was put in}.
json::object filled(const json::object& element) {
  const json::string& type = element.at("type").as_string();
  json::object out{{"type", type}};
  if (type == "plain_text_input") out["value"] = "typed";
  if (type == "datepicker") out["selected_date"] = "2026-03-01";
  if (type == "users_select") out["selected_user"] = "U0BOB";
  if (type == "radio_buttons" || type == "static_select")
    out["selected_option"] = element.at("options").as_array().front();
  if (type == "checkboxes" || type == "multi_static_select")
    out["selected_options"] = element.at("options");
  return out;
}

// The modal as it comes back when each input was filled in.
json::object submission(const Form& form, const Way& way) {
  json::object view = modal(form, way);
  json::object values;
  for (const json::value& block : view.at("blocks").as_array()) {
    if (block.at("type") != "input") continue;
    const json::object& element = block.at("element").as_object();
    json::object input;
    input.emplace(element.at("action_id").as_string(), filled(element));
    values.emplace(block.at("block_id").as_string(), std::move(input));
  }
  json::object state;
  state.emplace("values", std::move(values));
  view["state"] = std::move(state);
  view["id"] = "V0FORM";
  json::object payload = wire_envelope("view_submission.json").payload;
  payload["view"] = std::move(view);
  return payload;
}

Field field(std::string name, Field::Type type, bool secret = false) {
  Field out;
  out.name = std::move(name);
  out.label = "Label";
  out.type = type;
  out.secret = secret;
  if (type == Field::Type::choice || type == Field::Type::choices)
    out.choices = {{"one", "One"}, {"two two", "Two"}};
  return out;
}

}  // namespace

TEST_CASE("a button that is pressed brings back action, value and key", "[slack][inbound]") {
  Doc doc(phrase("Which?"));
  doc.buttons({Button(phrase("A"), "nep.page", "list 2"), Button(phrase("B"), "nep.page", "list 3")}
  );
  doc.buttons({Button(phrase("C"), "help.all")});
  const auto all = presses(doc, "re:C0NEPS/1764072000.000100");
  REQUIRE(all.size() == 3);
  CHECK(event_as<Press>(all[0]).action == "nep.page");
  CHECK(event_as<Press>(all[0]).value == "list 2");
  CHECK(event_as<Press>(all[1]).value == "list 3");
  CHECK(event_as<Press>(all[2]).action == "help.all");
  CHECK(event_as<Press>(all[2]).value.empty());
  for (const Received& one : all) CHECK(event_as<Press>(one).key == "re:C0NEPS/1764072000.000100");
}

TEST_CASE("a button's secret comes back as one", "[slack][inbound]") {
  Button button(phrase("Reply"), "report.reply", "case 7");
  button.secret = Secret<std::string>(std::string("an invented key"));
  Doc doc(phrase("A case"));
  doc.buttons({button});
  const auto all = presses(doc, "report:7");
  REQUIRE(all.size() == 1);
  CHECK(event_as<Press>(all[0]).value == "case 7");
  CHECK(event_as<Press>(all[0]).secret.reveal() == "an invented key");
}

TEST_CASE("a button that opens a page is no press", "[slack][inbound]") {
  Doc doc(phrase("See"));
  doc.buttons({Button::open(phrase("Open"), "https://numpy.org")});
  const auto all = presses(doc, "");
  REQUIRE(all.size() == 1);
  CHECK_FALSE(all[0].event);
}

TEST_CASE("a form that is submitted brings back each of its fields", "[slack][inbound]") {
  Form form;
  form.id = "report.form";
  form.title = "Report";
  form.submit = "Send";
  form.state = "case 7";
  form.fields = {field("line", Field::Type::line),         field("text", Field::Type::text, true),
                 field("text~2", Field::Type::text, true), field("choice", Field::Type::choice),
                 field("choices", Field::Type::choices),   field("day", Field::Type::date),
                 field("who", Field::Type::person)};
  Way way;
  way.channel = "C0NEPS";
  way.thread = "1764072000.000100";
  const auto out = read_at_noon(Feed::interactive, submission(form, way));
  REQUIRE(out);
  const auto& submit = event_as<Submit>(*out);
  CHECK(submit.form == "report.form");
  const Fields fields{{"_state", "case 7"},        {"line", "typed"},     {"choice", "one"},
                      {"choices", "one\ntwo two"}, {"day", "2026-03-01"}, {"who", "U0BOB"}};
  CHECK(submit.fields == fields);
  REQUIRE(submit.secrets.size() == 2);
  CHECK(submit.secrets.at("text").reveal() == "typed");
  CHECK(out->event->at == Place{"slack:T0WIRE", "C0NEPS", "1764072000.000100"});
}

TEST_CASE("a form of the home tab is answered to the person", "[slack][inbound]") {
  Form form;
  form.id = "report.form";
  form.fields = {field("line", Field::Type::line)};
  const Received press = received("block_actions_home.json");
  const auto out = read_at_noon(Feed::interactive, submission(form, press.way));
  REQUIRE(out);
  CHECK(out->event->at.room.empty());
  CHECK(Way::of(out->event->route).channel == "U0ADA");
}
