// commands/answers/wording.cpp: paragraphs out of texts with slots.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/wording.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace usher::answers {

namespace {

// Text between back-quotes is code; slots are filled.
class Filling {
 public:
  explicit Filling(const Wording& with) : with_(with) {}

  Line line(std::string_view paragraph) {
    marks_ = std::ranges::count(paragraph, '`');
    if (marks_ % 2 != 0) marks_ = 0;
    std::size_t from = 0;
    for (const Slot& slot : slots(paragraph)) {
      words(paragraph.substr(from, slot.at - from));
      Line filled = fill(slot, with_.slots, with_.context, with_.say);
      std::ranges::move(filled, std::back_inserter(line_));
      from = slot.at + slot.size;
    }
    words(paragraph.substr(from));
    return std::move(line_);
  }

 private:
  void words(std::string_view text) {
    while (!text.empty()) {
      const std::size_t mark = marks_ > 0 ? text.find('`') : std::string_view::npos;
      const std::string_view part = text.substr(0, mark);
      if (!part.empty()) line_.push_back(is_code_ ? code(Text(part)) : Inline(Text(part)));
      if (mark == std::string_view::npos) return;
      is_code_ = !is_code_;
      text.remove_prefix(mark + 1);
    }
  }

  const Wording& with_;
  Line line_;
  std::ptrdiff_t marks_ = 0;  // back-quotes; an odd one marks nothing
  bool is_code_ = false;
};

std::vector<std::string> paragraphs_of(std::string_view body) {
  std::vector<std::string> out;
  bool open = false;
  for (const std::string_view line : split(body, '\n')) {
    const std::string_view words = trim(line);
    if (words.empty()) {
      open = false;
      continue;
    }
    if (!std::exchange(open, true))
      out.emplace_back(words);
    else
      out.back() += " " + std::string(words);
  }
  return out;
}

// A translation of an English text that has changed since.
bool is_outdated(const Topic& topic, const TopicText& text) {
  return !text.translates.empty() && text.translates != digest(topic.in("en")->body);
}

}  // namespace

std::string edit_page(const Topic& topic, const Wording& with) {
  if (with.edit_url.empty()) return {};
  return with.edit_url + (with.edit_url.ends_with('/') ? "" : "/") + topic.id + ".md";
}

Doc answer_doc(const Topic& topic, std::string_view lang, const Wording& with) {
  const Chosen chosen = text_for(topic, lang);
  const Say& say = with.say;
  Doc doc;
  for (const std::string& paragraph : paragraphs_of(chosen.text->body))
    doc.paragraph(Filling(with).line(paragraph));
  doc.paragraph({link(Text(topic.links.front()), topic.links.front())});
  if (is_outdated(topic, *chosen.text)) {
    doc.paragraph({italic(say("This is a translation of an older text. In English it now says:"))});
    for (const std::string& paragraph : paragraphs_of(topic.in("en")->body))
      doc.paragraph(Filling(with).line(paragraph));
  }
  const Text file("answers/" + topic.id + ".md");
  const Phrase from = say("From {file}.", fmt::arg("file", file));
  const std::string page = edit_page(topic, with);
  doc.paragraph({page.empty() ? italic(from) : link(italic(from), page)});
  return doc;
}

Doc suggest_doc(const Decision& decision, std::string_view action, const Wording& with) {
  Doc doc;
  doc.paragraph({with.say("I am not sure what you mean. Is it one of these?")});
  std::vector<Line> titles;
  std::vector<Button> buttons;
  for (const Topic* topic : decision.topics) {
    const Text title(text_for(*topic, decision.lang).text->title);
    titles.push_back({title});
    buttons.emplace_back(
        with.say("{title}", fmt::arg("title", title)), std::string(action), topic->id
    );
  }
  if (action.empty())
    doc.bullets(std::move(titles));
  else
    doc.buttons(std::move(buttons));
  return doc;
}

Doc handover_doc(const Wording& with) {
  const Say& say = with.say;
  Doc doc;
  doc.paragraph({say("I do not know that. People here may: ask them.")});
  return doc;
}

}  // namespace usher::answers
