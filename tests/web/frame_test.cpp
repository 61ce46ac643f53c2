// tests/web/frame_test.cpp: each frame of the protocol read right, and nothing made of what is none.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/frame.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace usher;
using namespace usher::web;

namespace {

// The frame as that kind; the test ends where it is none.
template <class What>
What read_as(std::string_view text) {
  auto frame = read_frame(text);
  INFO(text);
  REQUIRE(frame);
  REQUIRE(std::holds_alternative<What>(frame->what));
  return std::get<What>(std::move(frame->what));
}

const std::vector<std::string>& one_of_each() {
  static const std::vector<std::string> all = {
      R"({"do":"hello","since":12,"tab":"t-1"})",
      R"({"do":"send","id":"a1","room":"general","thread":12,"text":"hi"})",
      R"({"do":"edit","id":"a1","message":12,"text":"hi"})",
      R"({"do":"delete","id":"a1","message":12})",
      R"({"do":"react","id":"a1","message":12,"emoji":"👍","add":false})",
      R"({"do":"press","id":"a1","message":12,"button":3})",
      R"({"do":"submit","id":"a1","ticket":"t.s","fields":{"a":"b"},"secrets":{"c":"d"}})",
      R"({"do":"cancel","id":"a1","ticket":"t.s"})",
      R"({"do":"join","id":"a1","room":"neps"})",
      R"({"do":"leave","id":"a1","room":"neps"})",
      R"({"do":"home","id":"a1"})",
      R"({"do":"history","id":"a1","room":"general","before":12,"thread":7})",
      R"({"do":"complete","id":"a1","line":"/ne"})",
      R"({"do":"me","id":"a1","lang":"zh-Hant","zone":"Asia/Taipei"})",
      R"({"do":"read","room":"general","message":12})",
  };
  return all;
}

}  // namespace

TEST_CASE("frames about messages are read as they are written") {
  const auto hello = read_as<frame::Hello>(one_of_each()[0]);
  CHECK(hello.since == 12);
  CHECK(hello.tab == "t-1");
  const auto send = read_as<frame::Send>(one_of_each()[1]);
  CHECK(send.room == "general");
  CHECK(send.thread == 12);
  CHECK(send.text == "hi");
  const auto edit = read_as<frame::Edit>(one_of_each()[2]);
  CHECK(edit.message == 12);
  CHECK(edit.text == "hi");
  CHECK(read_as<frame::Delete>(one_of_each()[3]).message == 12);
  const auto react = read_as<frame::React>(one_of_each()[4]);
  CHECK(react.message == 12);
  CHECK(react.emoji == "👍");
  CHECK_FALSE(react.add);
  const auto history = read_as<frame::History>(one_of_each()[11]);
  CHECK(history.room == "general");
  CHECK(history.before == 12);
  CHECK(history.thread == 7);
  const auto read = read_as<frame::Read>(one_of_each()[14]);
  CHECK(read.room == "general");
  CHECK(read.message == 12);
}

TEST_CASE("frames about buttons, forms, rooms and oneself are read as they are written") {
  const auto press = read_as<frame::Press>(one_of_each()[5]);
  CHECK(press.message == 12);
  CHECK(press.button == 3);
  const auto submit = read_as<frame::Submit>(one_of_each()[6]);
  CHECK(submit.ticket == "t.s");
  CHECK(submit.fields == Fields{{"a", "b"}});
  REQUIRE(submit.secrets.contains("c"));
  CHECK(submit.secrets.at("c").reveal() == "d");
  CHECK(read_as<frame::Cancel>(one_of_each()[7]).ticket == "t.s");
  CHECK(read_as<frame::Join>(one_of_each()[8]).room == "neps");
  CHECK(read_as<frame::Leave>(one_of_each()[9]).room == "neps");
  read_as<frame::Home>(one_of_each()[10]);
  CHECK(read_as<frame::Complete>(one_of_each()[12]).line == "/ne");
  const auto me = read_as<frame::Me>(one_of_each()[13]);
  CHECK(me.lang == "zh-Hant");
  CHECK(me.zone == "Asia/Taipei");
}

TEST_CASE("every frame but hello and read carries the page's id") {
  for (const std::string& text : one_of_each()) {
    CAPTURE(text);
    const auto frame = read_frame(text);
    REQUIRE(frame);
    const bool without = std::holds_alternative<frame::Hello>(frame->what) ||
                         std::holds_alternative<frame::Read>(frame->what);
    CHECK(frame->id == (without ? "" : "a1"));
  }
}

TEST_CASE("what may be left out of a frame is what it mostly is") {
  CHECK(read_as<frame::Send>(R"({"do":"send","id":"a","room":"r","text":""})").thread == 0);
  CHECK(read_as<frame::React>(R"({"do":"react","id":"a","message":1,"emoji":"x"})").add);
  const auto history = read_as<frame::History>(R"({"do":"history","id":"a","room":"r"})");
  CHECK(history.before == 0);
  CHECK(history.thread == 0);
  const auto press = read_as<frame::Press>(R"({"do":"press","id":"a","home":true,"button":1})");
  CHECK(press.message == 0);
  CHECK(press.button == 1);
  const auto submit = read_as<frame::Submit>(R"({"do":"submit","id":"a","ticket":""})");
  CHECK(submit.fields.empty());
  CHECK(submit.secrets.empty());
}

TEST_CASE("text comes through a frame byte by byte") {
  const auto send = read_as<frame::Send>(
      R"({"do":"send","id":"a","room":"r","text":"\u4f60 \ud83d\ude00\n\"\u0000<b>"})"
  );
  CHECK(send.text == std::string("你 😀\n\"\0<b>", 14));
}

TEST_CASE("no piece of a frame is a frame") {
  for (const std::string& text : one_of_each())
    for (std::size_t size = 0; size < text.size(); ++size) {
      INFO(text.substr(0, size));
      CHECK_FALSE(read_frame(text.substr(0, size)));
    }
}

TEST_CASE("an id is 1 to 64 letters, digits, dashes and underscores") {
  CHECK(is_name("a"));
  CHECK(is_name("Az09_-"));
  CHECK(is_name(std::string(64, 'x')));
  CHECK_FALSE(is_name(""));
  CHECK_FALSE(is_name(std::string(65, 'x')));
  for (const char* bad : {"a b", "a/b", "a.b", "é", "a\n", "名"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_name(bad));
  }
}
