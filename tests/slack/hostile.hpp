// tests/slack/hostile.hpp: texts that somebody may type, paste or commit, to see what becomes of them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/text.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace usher::slack::test_rig {

inline std::string times(std::string_view what, std::size_t bytes) {
  std::string out;
  while (out.size() + what.size() <= bytes) out += what;
  return out;
}

// Slack's own markup, and what other chat systems take for mentions, links and styles.
inline std::vector<std::string> hostile_markup() {
  return {
      "<!channel>",
      "<!here>",
      "<!everyone>",
      "<!channel|channel>",
      "<!here|@here>",
      "<@U0ADA>",
      "<@U0ADA|ada>",
      "<@W0ADA>",
      "<#C0NEPS>",
      "<#C0NEPS|neps>",
      "<!subteam^S0TEAM>",
      "<!subteam^S0TEAM|@team>",
      "<!date^1800000000^{date}|x>",
      "<!date^1800000000^{date}^https://evil.example|x>",
      "<https://evil.example|numpy.org>",
      "<mailto:a@b.example|me>",
      "<tel:123|call>",
      "<slack://open|x>",
      "<!unknown>",
      "<!>",
      "<@>",
      "<#>",
      "<",
      ">",
      "&",
      "<<@U0ADA>>",
      "< @U0ADA>",
      "<@U0ADA",
      "@U0ADA>",
      "&lt;!channel&gt;",
      "&amp;lt;!channel&amp;gt;",
      "&lt;",
      "&amp;",
      "&#60;!channel&#62;",
      "&quot;",
      "@channel",
      "@here",
      "@everyone",
      "@ada",
      "#general",
      "@channel @here @everyone",
      "*bold*",
      "_italic_",
      "~struck~",
      "`code`",
      "```block```",
      "```",
      "`",
      "*",
      "_",
      "~",
      "**bold**",
      "__under__",
      "> quoted",
      ">>> all quoted",
      "&gt; quoted",
      "# heading",
      "- item",
      "1. item",
      "[label](https://evil.example)",
      "![x](https://evil.example/a.png)",
      "||spoiler||",
      "~~struck~~",
      "\\*not\\*",
      "---",
      "***",
      ":smile:",
      ":+1:",
      ":thumbsup::skin-tone-3:",
      ":no such emoji:",
      "::",
      "https://evil.example",
      "http://a.example|b",
      "https://a.example/>x",
      "javascript:alert(1)",
      "data:text/html,<b>",
      "file:///etc/passwd",
      "www.evil.example",
      "ada@evil.example",
      "//evil.example",
      "https://a.example/?q=<!channel>&x=*y*",
      "slack.com/archives/C0/p1",
      "(https://a.example)",
      "<a href=\"https://evil.example\">x</a>",
      "<script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      "<!-- -->",
      "</blockquote>",
      "]]>",
      "%3C!channel%3E",
      "\\u003c!channel\\u003e",
      "{date_long}",
      "{community}",
      "{}",
      "{0}",
      "%s%n%d",
      "${jndi:ldap://x}",
      "$(reboot)",
      "`reboot`",
      "'; DROP TABLE posted;--",
      "\" OR \"\"=\"",
      "\\",
      "\\\\",
      "\"",
      "\"}],\"text\":\"<!channel>\"",
      "',\"",
      "null",
      "undefined",
      "NaN",
      "true",
      "[]",
      "\\n",
      "\\x00",
      "\r\n",
      "a\rb",
      "\n",
      "\n\n\n",
      "\t",
      "   ",
      " ",
      "",
      ".",
      "...",
      "/nep 0",
      "!nep 0",
      "/me waves",
      "/remind me",
      "= cmd|' /C calc'!A0",
      "@SUM(1+1)"
  };
}

// Characters that reorder, hide or stack.
inline std::vector<std::string> hostile_characters() {
  std::vector<std::string> out;
  constexpr int controls = 0x20;
  out.reserve(controls);
  for (int c = 0; c < controls; ++c) out.push_back(fmt::format("a{}b", static_cast<char>(c)));
  out.emplace_back(
      "a\x7f"
      "b"
  );
  for (char32_t c = 0x80; c < 0xA0; c += 3) {
    std::string text = "a";
    append_code_point(text, c);
    out.push_back(text + "b");
  }
  for (const int code :
       {0x202A,  0x202B,   0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200B, 0x200C,
        0x200D,  0x200E,   0x200F, 0x061C, 0x2060, 0xFEFF, 0x2028, 0x2029, 0xFFF9, 0xFFFB, 0xE0001,
        0xE0041, 0xE007F,  0xFFFE, 0xFFFF, 0xFFFD, 0x00A0, 0x3000, 0x0300, 0x20E3, 0xFE0F, 0x1F3FB,
        0x1F1E6, 0x10FFFF, 0xE000, 0x115F, 0x3164, 0xFFA0, 0x180E, 0x00AD}) {
    std::string text = "user";
    append_code_point(text, static_cast<char32_t>(code));
    out.push_back(text + "gpj.exe <!here>");
  }
  out.emplace_back("\u202E<!channel>\u202C");
  out.emplace_back("\u2066<@U0ADA>\u2069");
  out.emplace_back("<\u200B!channel>");
  out.emplace_back("<!chan\u00ADnel>");
  out.emplace_back("Z\u0351\u036B\u0343a\u0322l\u0489g\u0338o\u0360");
  out.emplace_back("ＦＵＬＬ ＜！ｃｈａｎｎｅｌ＞");
  out.emplace_back("שלום <!here> مرحبا");
  out.emplace_back("数组广播 <!channel> 陣列廣播");
  return out;
}

// UTF-8 that is none, and emoji cut at every byte.
inline std::vector<std::string> hostile_bytes() {
  std::vector<std::string> out = {
      "\xff",
      "\xfe\xff",
      "\x80",
      "\xc0\x80",
      "\xc0\xbc!channel\xc0\xbe",
      "\xe0\x80\xbc",
      "\xed\xa0\x80",
      "\xed\xbf\xbf",
      "\xf0\x80\x80\xbc",
      "\xf4\x90\x80\x80",
      "\xf8\x88\x80\x80\x80",
      "a\xe4",
      "a\xe4\xbd",
      "\xe4<!channel>",
      "\xf0\x9f<@U0ADA>",
      "\xc2\"",
      "\xe2\x80\\",
      std::string("\0", 1),
      std::string("a\0b", 3),
      std::string("\0\0\0<!here>", 10),
      std::string("<!chan\0nel>", 11),
  };
  for (const std::string_view emoji : {"👩🏽\u200d💻", "🇹🇼🇨🇳", "❤️", "1️⃣"})
    for (std::size_t at = 1; at < emoji.size(); ++at) {
      out.emplace_back(emoji.substr(0, at));
      out.emplace_back(emoji.substr(at));
    }
  return out;
}

// A hundred thousand bytes of it.
inline std::vector<std::string> hostile_sizes() {
  constexpr std::size_t size = 100000;
  std::vector<std::string> out;
  for (const std::string_view what :
       {"a",  "你",          "👍",       "👩🏽\u200d💻", "\"",     "\\",    "<",
        "&",  "<!channel> ", "<@U0ADA>", "word ",        "line\n", "\n",    " ",
        "\t", "e\u0301",     "🇹🇼",       "\xff",         "*_~`",   "&amp;", ":+1:"})
    out.push_back(times(what, size));
  std::string marks = "e";
  for (int i = 0; i < 50000; ++i) marks += "\u0301";
  out.push_back(marks);
  out.push_back("https://evil.example/" + std::string(size, 'x'));
  out.push_back("👍" + times("\u200d👍", size));
  // Around the limits of blocks and messages.
  for (const std::size_t n :
       {23U,   24U,   25U,   74U,    75U,    76U,    149U,   150U,   151U,
        1999U, 2000U, 2001U, 2899U,  2900U,  2901U,  2999U,  3000U,  3001U,
        3899U, 3900U, 3901U, 10999U, 11000U, 11001U, 12001U, 13201U, 40001U}) {
    out.push_back(std::string(n, 'x'));
    out.push_back(times("好", 3 * n));
  }
  return out;
}

inline std::vector<std::string> hostile_texts() {
  std::vector<std::string> out = hostile_markup();
  for (auto more : {hostile_characters(), hostile_bytes(), hostile_sizes()})
    out.insert(out.end(), more.begin(), more.end());
  return out;
}

}  // namespace usher::slack::test_rig
