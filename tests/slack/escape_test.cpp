// tests/slack/escape_test.cpp: Slack's text as plain words, and plain words as Slack's text.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/escape.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace usher::slack;

TEST_CASE("three characters are escaped, and nothing else", "[slack][escape]") {
  CHECK(escape("a < b && c > d") == "a &lt; b &amp;&amp; c &gt; d");
  CHECK(escape("<!channel> <@U0>") == "&lt;!channel&gt; &lt;@U0&gt;");
  CHECK(escape("*_~`\" 你好") == "*_~`\" 你好");
  CHECK(escape("").empty());
  CHECK(escape("&amp;") == "&amp;amp;");
}

TEST_CASE("what is escaped is read back as it was", "[slack][escape]") {
  for (const std::string plain :
       {"a < b", "&lt;", "&amp;amp;", "<@U0USHER>", "<!here>", "a&b;c", "<https://a.example|b>",
        "<<>>", "&", "你好 <3"})
    CHECK(plain_words(escape(plain)) == plain);
}

TEST_CASE("entities are undone once", "[slack][escape]") {
  CHECK(plain_words("&lt;&gt;&amp;") == "<>&");
  CHECK(plain_words("&amp;lt;") == "&lt;");
  CHECK(plain_words("&quot; &nbsp; &") == "&quot; &nbsp; &");
  CHECK(plain_words("&lt") == "&lt");
}

TEST_CASE("mentions are the names that Slack gives, else ids", "[slack][escape]") {
  CHECK(plain_words("<@U0ADA>") == "@U0ADA");
  CHECK(plain_words("<@U0ADA|ada>") == "@ada");
  CHECK(plain_words("<@U0ADA|@ada>") == "@ada");
  CHECK(plain_words("<#C0NEPS|neps>") == "#neps");
  CHECK(plain_words("<#C0NEPS>") == "#C0NEPS");
  CHECK(plain_words("<#C0NEPS|>") == "#C0NEPS");
  CHECK(plain_words("<!subteam^S0TEAM|@triage>") == "@triage");
  CHECK(plain_words("<!subteam^S0TEAM>") == "@S0TEAM");
  CHECK(plain_words("<!here> <!channel> <!everyone>") == "@here @channel @everyone");
  CHECK(plain_words("<!here|here>") == "@here");
  CHECK(plain_words("<!date^1392734382^{date}|Feb 18, 2014>") == "Feb 18, 2014");
}

TEST_CASE(
    "a link is its label, and its URL where the label says something else", "[slack][escape]"
) {
  CHECK(plain_words("<https://numpy.org/neps/>") == "https://numpy.org/neps/");
  CHECK(plain_words("<http://numpy.org|numpy.org>") == "numpy.org");
  CHECK(plain_words("<mailto:ada@example.org|ada@example.org>") == "ada@example.org");
  CHECK(plain_words("<tel:+4912345|+4912345>") == "+4912345");
  CHECK(plain_words("<https://a.example/?x=1&amp;y=2>") == "https://a.example/?x=1&y=2");
  CHECK(plain_words("<https://bad.example|numpy.org>") == "numpy.org (https://bad.example)");
  // What a label leaves out is told where it leads elsewhere.
  CHECK(plain_words("<http://numpy.org.x.eu|numpy.org>") == "numpy.org (http://numpy.org.x.eu)");
  CHECK(plain_words("<http://x.eu/numpy.org|numpy.org>") == "numpy.org (http://x.eu/numpy.org)");
  CHECK(plain_words("<https://numpy.org/|https://numpy.org>") == "https://numpy.org");
  CHECK(plain_words("<mailto:ada@example.org|ada@example.org>") == "ada@example.org");
  CHECK(plain_words("<https://a.example|a &lt; b>") == "a < b (https://a.example)");
  CHECK(plain_words("<https://a.example|>") == "https://a.example");
}

TEST_CASE("what is no markup of Slack's stays as it stands", "[slack][escape]") {
  for (const std::string text :
       {"a < b", "a > b", "<>", "<", ">", "<b>", "<@>", "<@ada lovelace>", "<#a b>", "a<b>c", "<!>",
        "if x<y and y>z", "<<@U0ADA", "<1:2>", "x <- y", "<:smile:>", "<a b:c>"})
    CHECK(plain_words(text) == text);
  CHECK(plain_words("<<@U0ADA>>") == "<@U0ADA>");
}

TEST_CASE("the words are harmless and keep their lines", "[slack][escape]") {
  CHECK(plain_words("a\nb\tc") == "a\nb\tc");
  CHECK(plain_words(std::string_view("a\0b\x1b[2J", 7)) == "ab[2J");
  CHECK(
      plain_words("a\xff"
                  "b") ==
      "a\xef\xbf\xbd"
      "b"
  );
  CHECK(
      plain_words("<@U0ADA|a\xe2\x80\xae"
                  "b>") == "@ab"
  );
}

TEST_CASE("a text of nothing but signs is read in the time of its length", "[slack][escape]") {
  for (const std::string_view sign : {"<", ">", "&", "<@", "<|", "&lt", "<https:", "<!"}) {
    std::string text;
    while (text.size() < 200'000) text += sign;
    CHECK_FALSE(plain_words(text).empty());
    text += '>';
    CHECK_FALSE(plain_words(text).empty());
    CHECK_FALSE(hear(text, "U0USHER").mention);
  }
}

TEST_CASE("Usher's name at the front is taken away with what stands behind it", "[slack][escape]") {
  for (const std::string text :
       {"<@U0USHER> nep 18", "<@U0USHER|usher> nep 18", " <@U0USHER>   nep 18 ",
        "<@U0USHER>: nep 18", "<@U0USHER>, nep 18", "<@U0USHER>，nep 18", "<@U0USHER>：nep 18",
        "<@U0USHER>nep 18", "<@U0USHER> <@U0USHER> nep 18", "<@U0USHER>\nnep 18"}) {
    const Heard heard = hear(text, "U0USHER");
    INFO(text);
    CHECK(heard.text == "nep 18");
    CHECK(heard.mention);
    CHECK(heard.first);
  }
}

TEST_CASE("Usher's name elsewhere is taken away too, and is not the front", "[slack][escape]") {
  const auto check = [](std::string_view text, std::string_view words) {
    const Heard heard = hear(text, "U0USHER");
    INFO(text);
    CHECK(heard.text == words);
    CHECK(heard.mention);
    CHECK_FALSE(heard.first);
  };
  check("ask <@U0USHER> nep 18", "ask nep 18");
  check("nep 18 <@U0USHER>", "nep 18");
  check("thank you (<@U0USHER>)!", "thank you ()!");
  check("<@U0ADA> <@U0USHER> hi", "@U0ADA hi");
  check("hi\n<@U0USHER>\nnep 18", "hi\nnep 18");
}

TEST_CASE("nobody else's name is Usher's", "[slack][escape]") {
  for (const std::string text :
       {"<@U0ADA> nep 18", "<@U0USHER2> nep 18", "&lt;@U0USHER&gt; nep 18", "@usher nep 18",
        "<@U0USHER nep 18", "<@U0USHER<> nep", "<#U0USHER> nep", "<@U0USHER"}) {
    const Heard heard = hear(text, "U0USHER");
    INFO(text);
    CHECK_FALSE(heard.mention);
    CHECK_FALSE(heard.first);
  }
  CHECK_FALSE(hear("<@U0ADA> hi", "").mention);
  CHECK_FALSE(hear("<@> hi", "").mention);
}

TEST_CASE("an invisible character before Usher's name does not hide it", "[slack][escape]") {
  CHECK(hear("\u200b<@U0USHER> nep 18", "U0USHER").first);
  CHECK(hear("\u00a0<@U0USHER>\u00a0nep 18", "U0USHER").text == "nep 18");
}

TEST_CASE("a name and nothing else leaves nothing", "[slack][escape]") {
  CHECK(hear("<@U0USHER>", "U0USHER").text.empty());
  CHECK(hear("<@U0USHER>", "U0USHER").first);
  CHECK(hear("", "U0USHER").text.empty());
}
