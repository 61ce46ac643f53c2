// bot/answer_scripts.cpp: converting once, when the files are loaded.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/answer_scripts.hpp"

#include "bot/traditional.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace usher::answers {

void add_traditional(std::vector<Topic>& topics) {
  const auto wanted = [](const Topic& topic) {
    return topic.in("zh-Hans") != nullptr && topic.in("zh-Hant") == nullptr;
  };
  if (std::ranges::none_of(topics, wanted)) return;
  try {
    const Traditional traditional;
    for (Topic& topic : topics) {
      if (!wanted(topic)) continue;
      const TopicText& from = *topic.in("zh-Hans");
      TopicText text;
      text.title = traditional.from_simplified(from.title);
      for (const std::string& alias : from.aliases)
        text.aliases.push_back(traditional.from_simplified(alias));
      for (const std::string& question : from.asked)
        text.asked.push_back(traditional.from_simplified(question));
      text.body = traditional.from_simplified(from.body);
      text.translates = from.translates;
      text.converted = true;
      topic.texts.emplace("zh-Hant", std::move(text));
    }
  } catch (const std::runtime_error&) {
    return;  // not installed
  }
}

}  // namespace usher::answers
