// tests/slack/out_tools.hpp: Docs to be rendered, and what Slack would say of the result (tests/support/slack_rules.hpp).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/blocks.hpp"
#include "adapters/slack/measure.hpp"
#include "bot/catalog.hpp"
#include "bot/say.hpp"
#include "bot/text.hpp"
#include "tests/support/slack_rules.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack::test_rig {

inline const Catalog& no_catalog() {
  static const Catalog catalog;
  return catalog;
}
inline Say english() { return Say(no_catalog(), "en"); }

inline Inline words(std::string_view text) { return Text(text); }
// Words of Usher's own that hold somebody's.
inline Phrase phrase(std::string_view text) { return english()("{x}", fmt::arg("x", Text(text))); }

inline Doc paragraph(std::string_view text) {
  Doc doc;
  doc.paragraph({words(text)});
  return doc;
}

inline boost::json::object as_json(const Message& message) {
  boost::json::object out{{"text", message.text}};
  out["blocks"] = message.blocks;
  return out;
}

// What Slack would refuse; and what it does not document: the weight of all blocks together.
inline std::vector<std::string> faults(const Message& message) {
  testing::slack::Judgement judged;
  testing::slack::judge_message(as_json(message), judged);
  const std::string bytes = boost::json::serialize(message.blocks);
  if (measure(bytes).units > 12000) judged.faults.push_back("too heavy");
  if (!measure(bytes).sound) judged.faults.push_back("no sound text");
  if (measure(message.text).units > 4000) judged.faults.push_back("too long a text");
  if (message.text.empty()) judged.faults.push_back("no text");
  for (const std::string& person : judged.mentions) judged.faults.push_back("mentions " + person);
  for (const std::string& all : judged.broadcasts) judged.faults.push_back("calls all: " + all);
  return judged.faults;
}
inline std::vector<std::string> view_faults(const boost::json::object& view) {
  testing::slack::Judgement judged;
  testing::slack::judge_view(view, judged);
  if (!measure(boost::json::serialize(view)).sound) judged.faults.push_back("no sound text");
  for (const std::string& person : judged.mentions) judged.faults.push_back("mentions " + person);
  for (const std::string& all : judged.broadcasts) judged.faults.push_back("calls all: " + all);
  return judged.faults;
}

// What a reader sees of all messages, without the blanks and breaks at which they may be cut, and without bullets.
inline std::string bare(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const std::size_t skipped = rest.starts_with("•") ? std::string_view("•").size()
                                : rest.front() == ' ' || rest.front() == '\n' ? 1
                                                                              : 0;
    if (skipped == 0) out += rest.front();
    at += std::max<std::size_t>(skipped, 1);
  }
  return out;
}
inline std::string seen(const std::vector<Message>& messages) {
  std::string out;
  for (const Message& message : messages)
    if (!message.blocks.empty()) out += testing::slack::words_of(as_json(message));
  return bare(out);
}

}  // namespace usher::slack::test_rig
