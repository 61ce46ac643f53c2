// tests/matrix/said_test.cpp: the words of a message, and whether Usher is named in it.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/said.hpp"

#include "adapters/matrix/pill.hpp"
#include "tests/matrix/wire.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

std::string words(std::string_view body, bool is_reply = true, std::string_view html = {}) {
  boost::json::object content;
  content["body"] = boost::json::string(body.data(), body.size());
  if (!html.empty()) content["formatted_body"] = boost::json::string(html.data(), html.size());
  return words_of(content, is_reply);
}

bool named(std::string_view body, std::string_view name = "Usher") {
  const Identity us{"@usher:localhost", "localhost", std::string(name)};
  return names({}, body, us);
}

bool named_in(std::string_view content) {
  const auto object = json_object(content);
  return names(object, words_of(object, false), wire_identity());
}

}  // namespace

TEST_CASE("the fallback of a reply is no part of what is said, with mx-reply", "[matrix][said]") {
  CHECK(
      words(
          "> <@ada:localhost> !nep 0\n> more of it\n\n!nep 18", true,
          "<mx-reply><blockquote>x</blockquote></mx-reply>!nep 18"
      ) == "!nep 18"
  );
  CHECK(words("> any words\n\n!nep 18", true, "<mx-reply>x</mx-reply>!nep 18") == "!nep 18");
}

TEST_CASE(
    "the fallback of a reply is no part of what is said, without mx-reply", "[matrix][said]"
) {
  CHECK(words("> <@ada:localhost> !nep 0\n\n!nep 18") == "!nep 18");
  CHECK(words("> * <@ada:localhost> waves\n\n!nep 18") == "!nep 18");
  CHECK(words("> <@ada:localhost> a\n>\n> b\n\n!nep 18\n> and mine") == "!nep 18\n> and mine");
  CHECK(words("> <@ada:localhost> one line alone").empty());
}

TEST_CASE("what a person quotes by hand stays", "[matrix][said]") {
  CHECK(words("> he said that\n\nand it hurt") == "> he said that\n\nand it hurt");
  CHECK(words("> <@ada:localhost> no reply\n\nx", false) == "> <@ada:localhost> no reply\n\nx");
  CHECK(words("> < 3") == "> < 3");
}

TEST_CASE("words are harmless, their lines kept, and trimmed", "[matrix][said]") {
  CHECK(words("  a\u202e b\x01\r\nc\u200b \n ", false) == "a b\nc");
  CHECK(words("\xff\xfe", false) == "\ufffd\ufffd");
  CHECK(words("\u3000！nep\u3000", false) == "！nep");
  CHECK(words(std::string(100'000, 'x'), false).size() == 64U << 10U);
  CHECK(words_of(json_object(R"({"body":7})"), false).empty());
}

TEST_CASE("m.mentions decides where it is there", "[matrix][said]") {
  CHECK(
      named_in(R"({"body":"look","m.mentions":{"user_ids":["@ada:localhost","@usher:localhost"]}})")
  );
  CHECK_FALSE(named_in(R"({"body":"Usher @usher:localhost","m.mentions":{}})"));
  CHECK_FALSE(named_in(R"({"body":"Usher","m.mentions":{"user_ids":["@ada:localhost"]}})"));
  CHECK_FALSE(named_in(R"({"body":"x","m.mentions":{"room":true}})"));
  CHECK_FALSE(named_in(R"({"body":"x","m.mentions":{"user_ids":"@usher:localhost"}})"));
  // None at all: as before there was such a thing.
  CHECK(named_in(R"({"body":"Usher","m.mentions":[]})"));
}

TEST_CASE("a pill names Usher", "[matrix][said]") {
  CHECK(named_in(
      R"({"body":"x","formatted_body":"<a href=\"https://matrix.to/#/@usher:localhost\">x</a>"})"
  ));
  CHECK(named_in(
      R"({"body":"x","formatted_body":"<a href='https://matrix.to/#/%40usher%3Alocalhost?via=x'>x</a>"})"
  ));
  CHECK(named_in(R"({"body":"x","formatted_body":"<a href=\"matrix:u/usher:localhost\">x</a>"})"));
  CHECK_FALSE(named_in(
      R"({"body":"x","formatted_body":"<a href=\"https://matrix.to/#/@usher:localhost.example\">x</a>"})"
  ));
  CHECK_FALSE(named_in(
      R"({"body":"x","formatted_body":"<a href=\"https://matrix.to/#/@usher:localhos\">x</a>"})"
  ));
  CHECK_FALSE(named_in(
      R"({"body":"x","formatted_body":"<a href=\"https://matrix.to/#/@ada:localhost\">x</a>"})"
  ));
}

TEST_CASE("the pill of whoever is answered is none", "[matrix][said]") {
  CHECK_FALSE(named_in(
      R"({"body":"x","formatted_body":"<mx-reply><a href=\"https://matrix.to/#/@usher:localhost\">x</a></mx-reply>x"})"
  ));
  CHECK_FALSE(has_pill("<mx-reply>https://matrix.to/#/@usher:localhost", "@usher:localhost"));
}

TEST_CASE("a user id and a handle name Usher, of another server they do not", "[matrix][said]") {
  CHECK(named("@usher:localhost: nep 0"));
  CHECK(named("ask @usher:localhost."));
  CHECK(named("ask @usher."));
  CHECK(named("ask @USHER, please"));
  CHECK(named("(@usher)"));
  CHECK_FALSE(named("@usher:elsewhere.org nep 0", "Bot"));
  CHECK_FALSE(named("@usher:localhost.org nep 0", "Bot"));
  CHECK_FALSE(named("@usher-two nep 0", "Bot"));
  CHECK_FALSE(named("@usher.two nep 0", "Bot"));
  CHECK_FALSE(named("@ushers", "Bot"));
  CHECK_FALSE(named("mail pusher@usher.example", "Bot"));
}

TEST_CASE("a display name with blanks and emoji names Usher", "[matrix][said]") {
  CHECK(named("hello Usher 🤖 of NumPy!", "Usher 🤖 of NumPy"));
  CHECK(named("usher 🤖 OF numpy", "Usher 🤖 of NumPy"));
  CHECK(named("x 🤖", "🤖"));
  CHECK_FALSE(named("hello Usher 🤖 of NumPyro!", "Usher 🤖 of NumPy"));
}

TEST_CASE("a display name that is part of a word names nobody", "[matrix][said]") {
  CHECK_FALSE(named("the ushers are here"));
  CHECK_FALSE(named("a pusher"));
  CHECK_FALSE(named("usher_two"));
  CHECK_FALSE(named("ushér and Usheré"));
  CHECK(named("the usher's"));
  CHECK(named("(usher)"));
}

TEST_CASE("Chinese and Japanese need no blank around a name", "[matrix][said]") {
  CHECK(named("请问Usher在吗"));
  CHECK(named("请问小助手在吗", "小助手"));
  CHECK(named("アッシャーUsherさん"));
}

TEST_CASE("who has no display name is named by none", "[matrix][said]") {
  CHECK_FALSE(named("anything at all", ""));
  CHECK_FALSE(names({}, "x", Identity()));
}

TEST_CASE("a pill at the beginning calls Usher, whatever it says", "[matrix][said]") {
  const auto content = json_object(
      R"({"body":"Old & Name: nep 0","formatted_body":"<p><a href=\"https://matrix.to/#/@usher:localhost\">Old &amp; Name</a>: nep 0</p>"})"
  );
  CHECK(with_user_id("Old & Name: nep 0", content, wire_identity()) == "@usher:localhost: nep 0");
  CHECK(with_user_id("nep 0", content, wire_identity()) == "nep 0");
  CHECK(with_user_id("Old", {}, wire_identity()) == "Old");
  CHECK(leading_pill("<a href=\"https://matrix.to/#/@ada:localhost\">Ada</a>", "@usher:localhost")
            .empty());
  CHECK(leading_pill("x <a href=\"https://matrix.to/#/@usher:localhost\">U</a>", "@usher:localhost")
            .empty());
  CHECK(leading_pill(
            "<a href=\"https://matrix.to/#/@usher:localhost\"><b>U</b></a>", "@usher:localhost"
  )
            .empty());
  CHECK(leading_pill("<a href=\"https://matrix.to/#/@usher:localhost\"", "@usher:localhost").empty()
  );
}

TEST_CASE("people in pills are named by their ids", "[matrix][said]") {
  const auto content = json_object(
      R"({"formatted_body":"<mx-reply><a href=\"https://matrix.to/#/@old:x\">Al</a></mx-reply>thank <a href=\"https://matrix.to/#/@ada:x\">Al</a> &amp; <a href='matrix:u/bo:y'>B &lt;o&gt;</a>, see <a href=\"https://example.org/\">this</a> in <a href=\"https://matrix.to/#/!room:x\">room</a>"})"
  );
  CHECK(
      with_people("thank Al & B <o>, see this in room", content) ==
      "thank @ada:x & @bo:y, see this in room"
  );
  CHECK(with_people("Also, thank Al", content) == "Also, thank @ada:x");  // no piece of a word
  CHECK(with_people("谢谢Al，再见", content) == "谢谢@ada:x，再见");
  CHECK(with_people("nobody", content) == "nobody");
  CHECK(with_people("Al", {}) == "Al");
  std::string many;
  for (int n = 0; n < 50; ++n) many += "<a href=\"https://matrix.to/#/@p:x\">Q</a> ";
  CHECK(pills_in(many).size() == 20);
  CHECK(pills_in("<a href=\"https://matrix.to/#/@ada:x\"").empty());
  CHECK(pills_in("<a href=\"https://matrix.to/#/@ada:x\">Ada").empty());
}
