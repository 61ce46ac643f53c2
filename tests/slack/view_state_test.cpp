// tests/slack/view_state_test.cpp: what a modal carries, and what it brings back.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/view_state.hpp"

#include "tests/slack/wire.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

Form form() {
  Form out;
  out.id = "report.form";
  out.state = "case 7";
  Field open;
  open.name = "name";
  Field closed;
  closed.name = "what";
  closed.secret = true;
  out.fields = {open, closed};
  return out;
}

Submit submitted(std::string_view state, std::string_view marks = R"({"usher":1})") {
  boost::json::object view{{"callback_id", "f.form"}, {"private_metadata", marks}};
  view["state"] = boost::json::object{{"values", json_object(state)}};
  return read_submission(view);
}

}  // namespace

TEST_CASE("a form's marks are read as they were written", "[slack][view]") {
  Way way;
  way.channel = "C0NEPS";
  way.thread = "1764072000.000100";
  const Marks marks = Marks::of(form(), way);
  CHECK(marks.state == "case 7");
  CHECK(marks.secret == std::vector<std::string>{"what"});
  CHECK(Marks::read(marks.write()) == marks);
  CHECK(Marks::read(Marks::of(Form(), {}).write()) == Marks());
}

TEST_CASE("any state survives", "[slack][view]") {
  Marks marks;
  marks.state = "\"\\\n\t{}[] 你好 \x01";
  CHECK(Marks::read(marks.write()) == marks);
}

TEST_CASE("a person is no place", "[slack][view]") {
  Way way;
  way.channel = "U0ADA";
  CHECK(Marks::of(form(), way).channel.empty());
  way.channel = "D0ADA";
  CHECK(Marks::of(form(), way).channel == "D0ADA");
}

TEST_CASE("marks that are too long lose their place first", "[slack][view]") {
  Form long_one = form();
  long_one.state = std::string(2930, 's');
  Way way;
  way.channel = "C0NEPS";
  way.thread = "1764072000.000100";
  const std::string written = Marks::of(long_one, way).write();
  CHECK(written.size() <= longest_marks);
  const auto back = Marks::read(written);
  REQUIRE(back);
  CHECK(back->state == long_one.state);
  CHECK(back->secret == std::vector<std::string>{"what"});
  CHECK(back->channel.empty());
}

TEST_CASE("what somebody else wrote has no marks", "[slack][view]") {
  for (const std::string_view text :
       {"", "hello", "{}", "[]", "7", R"({"usher":2})", R"({"usher":"1"})", R"({"state":"x"})",
        R"({"usher":1)", R"({"usher":1,"a":[[[[[[]]]]]]})"}) {
    INFO(text);
    CHECK_FALSE(Marks::read(text));
  }
}

TEST_CASE("marks with a broken place have none", "[slack][view]") {
  const auto marks = Marks::read(R"({"usher":1,"channel":"C 1","thread":"soon","secret":[7,"a"]})");
  REQUIRE(marks);
  CHECK(marks->channel.empty());
  CHECK(marks->thread.empty());
  CHECK(marks->secret == std::vector<std::string>{"a"});
  const auto lost = Marks::read(R"({"usher":1,"thread":"1764072000.000100"})");
  REQUIRE(lost);
  CHECK(lost->thread.empty());
}

TEST_CASE("each input is a field", "[slack][view]") {
  const Envelope envelope = wire_envelope("view_submission.json");
  const Submit submit = read_submission(envelope.payload.at("view").as_object());
  const Fields fields{{"_state", "case 7"},  {"name", "Ada <Lovelace> & co"},
                      {"kind", "bug"},       {"size", ""},
                      {"topics", "a\nb"},    {"more", ""},
                      {"day", "2026-03-01"}, {"who", "U0BOB"}};
  CHECK(submit.fields == fields);
  REQUIRE(submit.secrets.size() == 2);
  CHECK(submit.secrets.at("what").reveal() == "line one\nline two");
  CHECK(submit.secrets.at("what~2").reveal().empty());
}

TEST_CASE("without its marks every field is a secret", "[slack][view]") {
  const Envelope envelope = wire_envelope("view_submission_unmarked.json");
  const Submit submit = read_submission(envelope.payload.at("view").as_object());
  CHECK(submit.form == "report.form");
  CHECK(submit.fields.empty());
  CHECK(submit.secrets.size() == 9);
  CHECK(submit.secrets.at("name").reveal() == "Ada <Lovelace> & co");
}

TEST_CASE("what is put in is harmless, and blanks alone are nothing", "[slack][view]") {
  const Submit submit = submitted(
      R"({"a":{"x":{"type":"plain_text_input","value":"one\ntwo\u202e\u0000"}},"b":{"x":{"value":" \n "}}})"
  );
  CHECK(submit.fields.at("a") == "one\ntwo");
  CHECK(submit.fields.at("b").empty());
}

TEST_CASE("nobody can put in a form's state", "[slack][view]") {
  const Submit submit =
      submitted(R"({"_state":{"x":{"value":"mine"}}})", R"({"usher":1,"state":"ours"})");
  CHECK(submit.fields.at("_state") == "ours");
  CHECK(submitted(R"({"_state":{"x":{"value":"mine"}}})").fields.empty());
}

TEST_CASE("what is no input is no field", "[slack][view]") {
  const Submit submit = submitted(
      R"({"a":7,"b":{},"c":{"x":7},"d":{"x":{}},"e":{"x":{"selected_options":[7,{},"U1"]}}})"
  );
  CHECK(submit.fields == Fields{{"d", ""}, {"e", "\nU1"}});
  CHECK(read_submission(boost::json::object{}).fields.empty());
  CHECK(form_of(boost::json::object{}).empty());
}

TEST_CASE("several people are a line each", "[slack][view]") {
  const Submit submit =
      submitted(R"({"a":{"x":{"type":"multi_users_select","selected_users":["U1","U2"]}}})");
  CHECK(submit.fields.at("a") == "U1\nU2");
}
