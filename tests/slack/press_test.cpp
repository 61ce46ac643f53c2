// tests/slack/press_test.cpp: what a button carries is what its press brings back.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/press.hpp"

#include "tests/slack/out_tools.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

Button button(std::string value, std::string secret = {}) {
  Button out(phrase("Yes"), "test.yes", std::move(value));
  out.secret = Secret<std::string>(std::move(secret));
  return out;
}

ButtonValue back(const Button& button) { return read_value(value_of(button)); }

}  // namespace

TEST_CASE("a key and an action come back whatever stands in them", "[slack][press]") {
  for (const std::string_view text :
       {"re:C0123/1712345678.000100", "", "a:b:c", "0:", "状态", "nep.more"}) {
    CHECK(key_of(block_id_of(3, text)) == text);
    CHECK(action_of(action_id_of(12, text)) == text);
  }
}

TEST_CASE("ids with one key and other numbers differ", "[slack][press]") {
  CHECK(block_id_of(1, "key") != block_id_of(2, "key"));
  CHECK(action_id_of(1, "a") != action_id_of(11, "a"));
}

TEST_CASE("a key that is longer than Slack takes is left out, never cut", "[slack][press]") {
  const std::string longest(253, 'k');
  CHECK(key_of(block_id_of(1, longest)) == longest);
  const std::string over(254, 'k');
  CHECK(block_id_of(1, over) == "1:");
  CHECK(key_of(block_id_of(1, over)).empty());
}

TEST_CASE("an id that is none of ours has no key", "[slack][press]") {
  for (const std::string_view id : {"", "abc", "key:x", ":x", "12", "-1:x", "f:name"})
    CHECK(key_of(id).empty());
}

TEST_CASE("a value comes back", "[slack][press]") {
  for (const std::string value : {"1", "=", "!3:abc", "poll:12|yes", "你好", "a\nb"}) {
    const ButtonValue got = back(button(value));
    CHECK(got.value == value);
    CHECK(got.secret.empty());
  }
}

TEST_CASE("a secret comes back apart from the value", "[slack][press]") {
  for (const std::string value : {"", "1", "12:34"}) {
    const ButtonValue got = back(button(value, "case-17!"));
    CHECK(got.value == value);
    CHECK(got.secret.reveal() == "case-17!");
  }
}

TEST_CASE("a button without value and secret carries nothing", "[slack][press]") {
  CHECK(value_of(button("")).empty());
  CHECK(read_value("").value.empty());
}

TEST_CASE("a value that Slack would not take is no value", "[slack][press]") {
  CHECK(value_of(button(std::string(1999, 'v'))).size() == 2000);
  CHECK(value_of(button(std::string(2000, 'v'))).empty());
  CHECK(value_of(button(std::string(1000, 'v'), std::string(1000, 's'))).empty());
}

TEST_CASE("what is no value of ours is read as none", "[slack][press]") {
  for (const std::string_view text :
       {"x", "!", "!:", "!x:y", "!99:short", "!5", "!-1:x", "!99999999999999999999:x"}) {
    const ButtonValue got = read_value(text);
    CHECK(got.value.empty());
    CHECK(got.secret.empty());
  }
}
