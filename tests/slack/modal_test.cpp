// tests/slack/modal_test.cpp: a Form as a modal, and what it is when it comes back.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/blocks.hpp"
#include "adapters/slack/manifest.hpp"
#include "adapters/slack/view_state.hpp"
#include "tests/slack/docs.hpp"
#include "tests/support/golden.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace json = boost::json;

namespace {

Form with(Field field) {
  Form form;
  form.id = "test.form";
  form.title = "Test";
  form.submit = "Send";
  form.fields.push_back(std::move(field));
  return form;
}

// The input of the only field.
json::object input_of(const Field& field) {
  const json::object view = modal(with(field));
  CHECK(view_faults(view).empty());
  const json::array& blocks = view.at("blocks").as_array();
  REQUIRE(blocks.size() == 1);
  return blocks[0].at("element").as_object();
}

std::vector<Choice> choices(int count) {
  std::vector<Choice> out;
  out.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    out.push_back({"v" + std::to_string(i), "Label " + std::to_string(i)});
  return out;
}

std::string type_of(Field::Type type, int count, bool optional = false) {
  const json::object input = input_of(
      {.name = "f", .label = "F", .type = type, .optional = optional, .choices = choices(count)}
  );
  return std::string(input.at("type").as_string());
}

}  // namespace

TEST_CASE("a form with every kind of field is rendered as it was approved", "[slack][modal]") {
  const json::object view = modal(form_of_everything());
  CHECK(view_faults(view).empty());
  test::check_golden("slack/modal.json", to_text(view));
}

TEST_CASE("a form that was left as it was comes back as it was", "[slack][modal]") {
  const Form form = form_of_everything();
  json::object view = modal(form);
  // What Slack makes of it: the state of each input.
  json::object values;
  for (const json::value& block : view.at("blocks").as_array()) {
    if (block.at("type") != "input") continue;
    const json::object& input = block.at("element").as_object();
    json::object state{{"type", input.at("type")}};
    const auto take = [&](const char* from, const char* to) {
      if (input.contains(from)) state[to] = input.at(from);
    };
    take("initial_value", "value");
    take("initial_option", "selected_option");
    take("initial_options", "selected_options");
    take("initial_date", "selected_date");
    take("initial_user", "selected_user");
    values[block.at("block_id").as_string()] =
        json::object{{std::string_view(input.at("action_id").as_string()), state}};
  }
  view["state"] = json::object{{"values", values}};
  const Submit back = read_submission(view);
  CHECK(back.form == "report.form");
  CHECK(back.fields.at("_state") == "case-17");
  CHECK(back.fields.at("subject") == "Typed before");
  CHECK(back.fields.at("how") == "2");
  CHECK(back.fields.at("kind") == "b\nc");
  CHECK(back.fields.at("day") == "2026-03-01");
  CHECK(back.fields.at("who") == "U0ADA");
  CHECK_FALSE(back.fields.contains("what"));
  CHECK(back.secrets.at("what").empty());
}

TEST_CASE("few choices are buttons, more are a list, and Slack takes a hundred", "[slack][modal]") {
  CHECK(type_of(Field::Type::choice, 1) == "radio_buttons");
  CHECK(type_of(Field::Type::choice, 10) == "radio_buttons");
  CHECK(type_of(Field::Type::choice, 11) == "static_select");
  CHECK(type_of(Field::Type::choice, 3, true) == "static_select");  // can be taken back
  CHECK(type_of(Field::Type::choices, 10) == "checkboxes");
  CHECK(type_of(Field::Type::choices, 11) == "multi_static_select");
  const json::object many =
      input_of({.name = "f", .label = "F", .type = Field::Type::choice, .choices = choices(150)});
  CHECK(many.at("options").as_array().size() == 100);
}

TEST_CASE("choices that Slack would refuse are not offered", "[slack][modal]") {
  const json::object input = input_of(
      {.name = "f",
       .label = "F",
       .type = Field::Type::choice,
       .choices =
           {{"a", "A"},
            {"a", "A again"},
            {"", "Nothing"},
            {std::string(151, 'v'), "Long"},
            {"b", ""}}}
  );
  REQUIRE(input.at("options").as_array().size() == 2);
  CHECK(input.at("options").at(1).at("text").at("text") == "b");  // without a label its value
}

TEST_CASE("a field without anything to choose from is not asked", "[slack][modal]") {
  const json::object view = modal(with({.name = "f", .label = "F", .type = Field::Type::choice}));
  CHECK(view.at("blocks").as_array().empty());
  CHECK_FALSE(view.contains("submit"));
}

TEST_CASE(
    "an initial value that is none of the choices, no date or no person is left out",
    "[slack][modal]"
) {
  using Type = Field::Type;
  CHECK_FALSE(
      input_of(
          {.name = "f", .label = "F", .type = Type::choice, .initial = "x", .choices = choices(2)}
      )
          .contains("initial_option")
  );
  CHECK_FALSE(input_of({.name = "f",
                        .label = "F",
                        .type = Type::choices,
                        .initial = "x\ny",
                        .choices = choices(2)})
                  .contains("initial_options"));
  for (const std::string date :
       {"2026-02-30", "01.02.2026", "2026-1-1", "2026-01-0x", "", "tomorrow!!"})
    CHECK_FALSE(input_of({.name = "f", .label = "F", .type = Type::date, .initial = date})
                    .contains("initial_date"));
  CHECK(
      input_of({.name = "f", .label = "F", .type = Type::date, .initial = "2028-02-29"})
          .at("initial_date") == "2028-02-29"
  );
  for (const std::string who : {"ada", "@ada:x", "", "U", "C0123"})
    CHECK_FALSE(input_of({.name = "f", .label = "F", .type = Type::person, .initial = who})
                    .contains("initial_user"));
}

TEST_CASE("a text input keeps to Slack's three thousand characters", "[slack][modal]") {
  const auto limit = [](std::size_t most) {
    return input_of({.name = "f", .label = "F", .type = Field::Type::text, .max_length = most})
        .at("max_length")
        .to_number<int>();
  };
  CHECK(limit(80) == 80);
  CHECK(limit(3000) == 3000);
  CHECK(limit(10000) == 3000);
  CHECK(limit(0) == 3000);
  const json::object input =
      input_of({.name = "f", .label = "F", .initial = "a\nb", .max_length = 10});
  CHECK(input.at("initial_value") == "a b");  // one line
  CHECK(input.at("multiline") == false);
}

TEST_CASE("a title that is too long stands in full above the form", "[slack][modal]") {
  Form form = with({.name = "f", .label = "F"});
  form.title = "A title of twenty-four.";
  CHECK(modal(form).at("blocks").as_array().size() == 1);
  form.title = "Report a violation of the code of conduct";
  const json::object view = modal(form);
  CHECK(view.at("title").at("text") == "Report a violation of t…");
  CHECK(view.at("blocks").at(0).at("text").at("text") == json::value(form.title));
  form.title = std::string(400, 't');
  CHECK(modal(form).at("blocks").at(0).at("type") == "section");
  CHECK(view_faults(modal(form)).empty());
}

TEST_CASE("a form without words for its button has a sign on it", "[slack][modal]") {
  Form form = with({.name = "f", .label = ""});
  form.submit.clear();
  form.title.clear();
  const json::object view = modal(form);
  CHECK(view.at("submit").at("text") == "✓");
  CHECK(view_faults(view).empty());
}

TEST_CASE(
    "the introduction gives way to the fields where a view has no room for both", "[slack][modal]"
) {
  Form form = with({.name = "f", .label = "F"});
  for (int i = 0; i < 150; ++i) form.intro.paragraph({words("x")});
  const json::object view = modal(form);
  CHECK(view_faults(view).empty());
  CHECK(view.at("blocks").as_array().size() == 100);
  CHECK(view.at("blocks").as_array().back().at("type") == "input");
}

TEST_CASE("an update keeps what was typed, unless it says something else", "[slack][modal]") {
  const Field before{.name = "f", .label = "F", .initial = "one"};
  Field same = before;
  same.label = "Another label";
  Field other = before;
  other.initial = "two";
  const auto name = [](const Field& field) { return input_of(field).at("action_id"); };
  CHECK(name(before) == name(same));
  CHECK(name(before) != name(other));
}

TEST_CASE("a form carries where it was asked for, and nothing of what is typed", "[slack][modal]") {
  Way way;
  way.channel = "C0NEPS";
  way.thread = "1712345678.000100";
  const json::object view = modal(form_of_everything(), way);
  const auto marks = Marks::read(view.at("private_metadata").as_string());
  REQUIRE(marks);
  CHECK(marks->channel == "C0NEPS");
  CHECK(marks->thread == "1712345678.000100");
  CHECK(marks->secret == std::vector<std::string>{"what"});
  CHECK(
      std::string_view(view.at("private_metadata").as_string()).find("Typed before") ==
      std::string_view::npos
  );
  CHECK(view.at("notify_on_close") == true);
}
