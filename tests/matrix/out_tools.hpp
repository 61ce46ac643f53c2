// tests/matrix/out_tools.hpp: Docs to be rendered, and what must hold for whatever they become.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/content.hpp"
#include "adapters/matrix/html.hpp"
#include "adapters/matrix/ids.hpp"
#include "bot/catalog.hpp"
#include "bot/say.hpp"
#include "bot/text.hpp"
#include "tests/matrix/subset.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace usher::matrix::test_rig {

inline const Catalog& no_catalog() {
  static const Catalog catalog;
  return catalog;
}
// Words of Usher's own that hold somebody's.
inline Phrase phrase(std::string_view text) {
  return Say(no_catalog(), "en")("{x}", fmt::arg("x", Text(text)));
}
inline Inline words(std::string_view text) { return Text(text); }

inline Doc paragraph(std::string_view text) {
  Doc doc;
  doc.paragraph({words(text)});
  return doc;
}

// The persons whom a Doc means.
inline void mentioned_in(const Line& line, std::set<std::string>& out) {
  for (const Inline& piece : line)
    if (piece.kind == Inline::Kind::mention && is_user_id(piece.target)) out.insert(piece.target);
}
inline std::set<std::string> mentioned_in(const Doc& doc) {
  std::set<std::string> out;
  for (const Block& block : doc.blocks()) {
    if (const auto* one = std::get_if<Paragraph>(&block)) mentioned_in(one->line, out);
    if (const auto* one = std::get_if<Heading>(&block)) mentioned_in(one->line, out);
    if (const auto* list = std::get_if<Bullets>(&block))
      for (const Line& item : list->items) mentioned_in(item, out);
    if (const auto* facts = std::get_if<Facts>(&block))
      for (const Fact& fact : facts->facts) {
        mentioned_in(fact.label, out);
        mentioned_in(fact.value, out);
      }
  }
  return out;
}

// Without blanks, breaks and what stands between "@" and "room".
inline std::string bare(std::string_view text) {
  constexpr std::string_view joiner = "\u200d";
  std::string out;
  while (!text.empty()) {
    if (text.starts_with(joiner)) {
      text.remove_prefix(joiner.size());
      continue;
    }
    if (text.front() != ' ' && text.front() != '\n' && text.front() != '\t') out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

// Whether all of `part` stands in `whole`, in that order, whatever is between.
inline bool is_within(std::string_view part, std::string_view whole) {
  for (const char c : whole)
    if (!part.empty() && part.front() == c) part.remove_prefix(1);
  return part.empty();
}

inline bool calls_everybody(std::string_view body) {
  return to_lower_ascii(body).find("@room") != std::string::npos;
}

// What is wrong with the messages that a Doc became.
inline std::vector<std::string> faults(const Doc& doc, const std::vector<Message>& messages) {
  std::vector<std::string> out;
  std::set<std::string> mentions;
  if (messages.empty()) out.emplace_back("no message");
  for (const Message& message : messages) {
    subset::Reading html = subset::read(message.html);
    std::ranges::move(html.faults, std::back_inserter(out));
    if (html.depth > 20) out.emplace_back("too deep");
    mentions.insert(message.mentions.begin(), message.mentions.end());
    std::set<std::string> pills;
    for (const std::string& link : html.links)
      if (link.find("matrix.to/#/@") != std::string::npos ||
          link.find("matrix.to/#/%40") != std::string::npos)
        pills.insert(link);
    std::set<std::string> meant;
    for (const std::string& person : message.mentions) meant.insert(link_to(person));
    if (pills != meant) out.emplace_back("a pill that is no mention, or a mention without one");
    if (message.everybody) out.emplace_back("calls everybody");
    if (calls_everybody(message.body)) out.emplace_back("@room in the body");
    if (trim(message.body).empty()) out.emplace_back("nothing to read");
    if (sanitize(message.body, true) != message.body) out.emplace_back("the body is no sound text");
    if (sanitize(message.html, true) != message.html) out.emplace_back("the HTML is no sound text");
    if (!is_within(bare(html.text), bare(message.body)))
      out.emplace_back("the HTML says what the body does not");
    const Mark mark{"0123456789abcdef", 9'007'199'254'740'991, 1000, true};
    const std::string longest = "$" + std::string(254, 'e');
    for (const boost::json::object& content :
         {message_content(message, true, {.thread = longest, .reply = longest}, mark),
          edit_content(message, false, longest, mark)}) {
      if (!is_sendable(content)) out.emplace_back("cannot be sent");
      if (!content.contains("m.mentions")) out.emplace_back("no m.mentions");
    }
  }
  if (mentions != mentioned_in(doc)) out.emplace_back("other persons are mentioned than the Doc's");
  return out;
}

inline std::string read_by_people(const std::vector<Message>& messages) {
  std::string out;
  for (const Message& message : messages) out += bare(message.body);
  return out;
}

// For golden files.
inline std::string shown(const std::vector<Message>& messages) {
  std::string out;
  for (const Message& message : messages) {
    out += "--- body\n" + message.body + "\n--- html\n" + message.html + "\n--- mentions\n";
    for (const std::string& person : message.mentions) out += person + "\n";
  }
  return out;
}

}  // namespace usher::matrix::test_rig
