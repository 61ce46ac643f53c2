// commands/proposals/body.cpp: which sections matter, and what is taken of each.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/body.hpp"

#include "bot/text.hpp"
#include "commands/proposals/rst.hpp"
#include "commands/proposals/sentence.hpp"
#include "commands/proposals/values.hpp"

#include <algorithm>
#include <span>

namespace usher::proposals {

namespace {

constexpr std::size_t longest_paragraph = 4000;
using Lines = std::span<const std::string_view>;

bool is_blank(std::string_view line) { return trim(line).empty(); }
bool is_indented(std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); }

bool is_abstract(std::string_view title) {
  return title == "abstract" || title.starts_with("abstract ") || title.starts_with("abstract/") ||
         title == "摘要";
}
bool is_summary(std::string_view title) {
  return title == "executive summary" || title == "summary";
}
// The one of the highest level; of several, the first.
template <class Is>
const Section* section(const Outline& text, const Is& is) {
  const Section* best = nullptr;
  for (const Section& one : text.sections)
    if (is(one.title) && (best == nullptr || one.level < best->level)) best = &one;
  return best;
}

// "- ", "* ", "1. ": what stands after the mark of a list's item.
std::string_view item_text(std::string_view line) {
  if (line.starts_with("- ") || line.starts_with("* ")) return trim(line.substr(2));
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  if (digits > 0 && digits < 3 && line.substr(digits).starts_with(". "))
    return trim(line.substr(digits + 2));
  return line;
}

// ":key: value", ".. directive::", tables, pictures and comments of Markdown: no text.
bool is_apparatus(std::string_view line) {
  if (line.starts_with("..") && (line.size() == 2 || line[2] == ' ')) return true;
  if (line.starts_with("![") || line.starts_with("<!--") || line.starts_with("+-") ||
      line.starts_with("```") || is_rule(line))
    return true;
  const auto colon = line.substr(0, 40).find(": ", 1);
  return line.starts_with(':') && colon != std::string_view::npos &&
         line.substr(0, colon).find('`') == std::string_view::npos;
}

// From this line to the next blank one.
std::string paragraph_at(Lines lines, std::size_t at) {
  std::string out(item_text(trim(lines[at].substr(0, longest_paragraph))));
  for (++at; at < lines.size() && !is_blank(lines[at]) && out.size() < longest_paragraph; ++at) {
    const std::string_view line = trim(lines[at].substr(0, longest_paragraph));
    if (item_text(line).size() != line.size() && !is_indented(lines[at])) break;
    out += ' ';
    out += line;
  }
  return out;
}

// The first paragraph that is text. Indented text is a quotation or an example: only where there is no other.
std::string first_paragraph(Lines lines) {
  std::string indented;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const std::string_view line = lines[at];
    if (is_blank(line)) continue;
    if (is_apparatus(line)) {
      while (at + 1 < lines.size() && (is_blank(lines[at + 1]) || is_indented(lines[at + 1]))) ++at;
    } else if (!is_indented(line)) {
      return paragraph_at(lines, at);
    } else if (indented.empty() && !is_apparatus(trim(line))) {
      indented = paragraph_at(lines, at);
    }
  }
  return indented;
}

// Markdown's "[words](address)" → "words".
std::string without_link_targets(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto middle = text.find("](", at);
    const auto open = text.substr(at, middle - at).rfind('[');
    const auto close = middle == std::string_view::npos ? middle : text.find(')', middle);
    if (close == std::string_view::npos) return out.append(text.substr(at));
    if (open == std::string_view::npos) {
      out += text.substr(at, middle + 2 - at);
      at = middle + 2;
      continue;
    }
    out += text.substr(at, open);
    out += text.substr(at + open + 1, middle - at - open - 1);
    at = close + 1;
  }
  return out;
}

std::string sentence_of(Lines lines, std::string_view label) {
  const std::string paragraph = without_link_targets(first_paragraph(lines));
  std::string_view sentence = trim(first_sentence(paragraph));
  while (sentence.size() > 2 && sentence.starts_with('*') && sentence.ends_with('*'))
    sentence = sentence.substr(1, sentence.size() - 2);  // all of it is emphasised
  // What was to introduce a list or an example says that there is more.
  const bool introduces = sentence.ends_with(':');
  while (sentence.ends_with(':')) sentence.remove_suffix(1);
  std::string out = plain_words(sentence, label, longest_abstract - 3);
  if (introduces && !out.empty() && !out.ends_with("…")) out += "…";
  return out;
}

}  // namespace

BodyFacts read_body(std::string_view bytes, std::string_view label) {
  return read_body(Document(bytes, label), label);
}

BodyFacts read_body(const Document& document, std::string_view label) {
  const Outline& text = document.outline;
  const Lines lines = text.lines;
  BodyFacts body;
  const Section* abstract = section(text, is_abstract);
  if (abstract == nullptr) abstract = section(text, is_summary);
  if (abstract == nullptr && document.header.front_matter)
    abstract = section(text, [](std::string_view title) { return title == "description"; });
  if (abstract != nullptr)
    body.abstract =
        sentence_of(lines.subspan(abstract->begin, abstract->next - abstract->begin), label);

  const auto add = [&](std::string url) {
    auto& urls = body.discussion_urls;
    if (urls.size() < most_discussions && std::ranges::find(urls, url) == urls.end())
      urls.push_back(std::move(url));
  };
  for (const Field& field : document.header.fields)
    if (field.key == "discussions-to" || field.key == "discussion-to" ||
        field.key == "discussion" || field.key == "discussions")
      for (std::string& url : web_addresses(field.value)) add(std::move(url));
  if (const Section* discussion = section(text, is_discussion))
    for (std::string& url : links_in(
             lines.subspan(discussion->begin, discussion->end - discussion->begin),
             document.targets, most_discussions
         ))
      add(std::move(url));
  return body;
}

}  // namespace usher::proposals
