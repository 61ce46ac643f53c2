// tests/support/answer_topics.hpp: a handful of answers, for tests.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/book.hpp"

#include <string>
#include <utility>
#include <vector>

namespace usher::test {

inline answers::Topic topic(
    std::string id, std::string title, std::vector<std::string> aliases, std::string body
) {
  answers::Topic out;
  out.file = "answers/" + id + ".md";
  out.id = std::move(id);
  out.links = {"https://example.org/" + out.id};
  out.owner = "community team";
  out.review_by = std::chrono::year(2027) / 5 / 31;
  answers::TopicText text;
  text.title = std::move(title);
  text.aliases = std::move(aliases);
  text.body = std::move(body);
  out.texts.emplace("en", std::move(text));
  return out;
}

inline void add_chinese(
    answers::Topic& topic, std::string title, std::vector<std::string> aliases, std::string body
) {
  answers::TopicText text;
  text.title = std::move(title);
  text.aliases = std::move(aliases);
  text.body = std::move(body);
  text.translates = answers::digest(topic.in("en")->body);
  topic.texts.insert_or_assign("zh-Hans", std::move(text));
}

inline std::vector<answers::Topic> a_few_topics() {
  std::vector<answers::Topic> out;
  out.push_back(topic(
      "install", "How do I install it?",
      {"pip install fails", "conda or pip", "set it up on Windows"},
      "Run `pip install numpy`. On Windows use the installer."
  ));
  add_chinese(
      out.back(), "怎么安装？", {"安装失败", "用 pip 还是 conda"}, "运行 `pip install numpy`。"
  );
  out.push_back(topic(
      "calendar", "When are the meetings?",
      {"community call", "is there a calendar", "zoom link of the call"},
      "The next one: {{next:community}}. Everybody may come."
  ));
  add_chinese(
      out.back(), "什么时候开会？", {"社区会议", "会议日历"},
      "下一次：{{next:community}}。谁都可以来。"
  );
  out.push_back(topic(
      "mailing-list", "How do I join the mailing list?",
      {"subscribe to the list", "email discussion"},
      "Subscribe on its page. Write to {{contact:team}} where that fails."
  ));
  out.push_back(topic(
      "coc-report", "How do I report harassment?", {"someone insulted me", "conduct complaint"},
      "Write to {{contact:conduct}}. It stays confidential."
  ));
  out.back().sticky = {"harassment", "harassed", "insulted me", "骚扰"};
  out.push_back(topic(
      "security", "How do I report a vulnerability?", {"found a CVE"},
      "Write to {{contact:security}}."
  ));
  out.back().sticky = {"vulnerability", "CVE", "漏洞"};
  return out;
}

}  // namespace usher::test
