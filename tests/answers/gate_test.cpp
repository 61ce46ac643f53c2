// tests/answers/gate_test.cpp: what is a question of somebody who looks for help, and what is not.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/gate.hpp"

#include <catch2/catch.hpp>

using namespace usher::answers;

TEST_CASE("somebody who asks is heard, with or without a question mark", "[answers]") {
  for (const char* text :
       {"How do I build the docs?", "where can i find the calendar",
        "hi all, i was wondering which issue to take", "Is there a good first issue label",
        "请问怎么安装", "怎麼加入郵件列表", "有沒有行事曆？",
        "I cloned it yesterday.\nWhat should I do next?", "numpy 安装失败，怎么办",
        "can someone point me to the guide"})
    CHECK(asks_for_help(text));
}

TEST_CASE("chatter is not heard", "[answers]") {
  for (const char* text :
       {"", "?", "LGTM", "Thank you so much",
        "I pushed a fix to the CI, should be green in ~20 min",
        "see https://example.org/page?id=1 for the log", "收到，辛苦了",
        "好的，我晚上再看一下这个 PR", "感謝協助，我已經把測試補上了", "brb lunch"})
    CHECK_FALSE(asks_for_help(text));
}

TEST_CASE("what is said to somebody else, or among a team, is not for Usher", "[answers]") {
  for (const char* text :
       {"@matti did you see my mail?", "<@U123> how do I get this through?",
        "Should we merge this before the release?", "does anyone object if I squash-merge it?",
        "Can we move the call to Thursday?", "how do we trigger a build for a tag?",
        "can you approve the workflow run on my PR?", "我们要不要先发布？"})
    CHECK_FALSE(asks_for_help(text));
}

TEST_CASE("code and quotations ask nothing", "[answers]") {
  CHECK_FALSE(asks_for_help("```\nwhat = np.where(a ? b : c)\n```\nthat is what I ended up doing"));
  CHECK_FALSE(asks_for_help("> how do I install it?\nanswered below"));
  CHECK_FALSE(asks_for_help("use `how to` as the label"));
  CHECK(asks_for_help("> it fails\nHow do I install it?"));
}

TEST_CASE("a question is one wherever it stands", "[answers]") {
  CHECK(asks_for_help("we are many. who reads reports"));
  CHECK(asks_for_help("what counts as harassment"));
  CHECK_FALSE(asks_for_help("he insulted me"));
}
