// commands/proposals/wording.cpp: a piece of news in words.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/proposals/announce.hpp"
#include "commands/proposals/card.hpp"
#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/meaning.hpp"
#include "commands/proposals/words.hpp"

namespace usher::proposals {

namespace {

Inline plain(std::string_view words) { return {Text(words)}; }

void append(Line& line, Line more) {
  for (Inline& piece : more) line.push_back(std::move(piece));
}

// "✎ Draft → ✓ Accepted"
Line arrow(const News& news, const View& view) {
  Line line = status_line(news.old, view.settings, view.say);
  line.push_back(plain(" → "));
  append(line, status_line(news.now, view.settings, view.say));
  return line;
}

Inline linked(int number, const View& view) {
  const Proposal* proposal = view.shelf.find(number);
  if (proposal != nullptr) return view.linked(*proposal);
  return Text(view.settings.label + " " + std::to_string(number));
}

// Addresses as links that say where they lead.
Line links(std::string_view addresses) {
  Line line;
  for (const std::string_view address : split_words(addresses)) {
    if (!line.empty()) line.push_back(plain(", "));
    line.push_back(link(Text(shorten(address, 120)), address));
  }
  return line;
}

Line replacements(std::string_view numbers, const View& view) {
  Line line;
  for (const std::string_view word : split_words(numbers)) {
    if (!line.empty()) line.push_back(plain(", "));
    line.push_back(linked(std::stoi(std::string(word)), view));
  }
  return line;
}

// What happened, without the proposal's name.
Line what(const News& news, const View& view) {
  const Say& say = view.say;
  Line line;
  switch (news.kind) {
    case NewsKind::fresh:
      line.emplace_back(say("new"));
      line.push_back(plain(" · "));
      append(line, status_line(news.now, view.settings, say));
      break;
    case NewsKind::status:
      if (news.reverted) line = {say("changed back"), plain(" · ")};
      append(line, arrow(news, view));
      break;
    case NewsKind::lost_status:
      break;  // is told to nobody
    case NewsKind::first_status:
      line = status_line(news.now, view.settings, say);
      break;
    case NewsKind::resolution:
      line.emplace_back(say("the decision is linked"));
      line.push_back(plain(" · "));
      append(line, links(news.now));
      break;
    case NewsKind::replaced_by:
      line.emplace_back(say("replaced by"));
      line.push_back(plain(" "));
      append(line, replacements(news.now, view));
      break;
    case NewsKind::title:
      line.emplace_back(
          say("it has another title; before it was “{title}”",
              fmt::arg("title", Text(shorten(news.old, 200))))
      );
      break;
  }
  return line;
}

bool tells_status(NewsKind kind) {
  return kind == NewsKind::fresh || kind == NewsKind::status || kind == NewsKind::first_status;
}

}  // namespace

Phrase note_of(const News& news, const View& view) {
  const auto word = [&](std::string_view status) {
    std::string out;
    for (const Inline& piece : status_line(status, view.settings, view.say)) out += piece.text;
    return Text(out);
  };
  return view.say(
      "For your information: the usual course of {label}s has no step from {old} to {new} "
      "({label} {number}).",
      fmt::arg("label", view.label), fmt::arg("old", word(news.old)),
      fmt::arg("new", word(news.now)), fmt::arg("number", news.number)
  );
}

Line line_of(const News& news, const View& view) {
  Line line = {linked(news.number, view), plain(": ")};
  append(line, what(news, view));
  return line;
}

Doc message_of(const News& news, const View& view, sys_seconds seen) {
  Doc doc;
  doc.heading({linked(news.number, view)});
  Line happened;
  for (Inline& piece : what(news, view)) happened.push_back(bold(std::move(piece)));
  doc.paragraph(std::move(happened));
  const Proposal* proposal = view.shelf.find(news.number);
  if (tells_status(news.kind)) {
    const std::string type = proposal == nullptr ? std::string() : proposal->header.type;
    if (auto meaning = meaning_of(news.now, type, view)) doc.paragraph({std::move(*meaning)});
    if (Line advice = what_to_do(news.now, view); !advice.empty()) doc.paragraph(std::move(advice));
  }
  if (news.noted) doc.paragraph({italic(note_of(news, view))});
  const std::string time = iso_time(seen);
  const std::string words = time.substr(0, 10) + " " + time.substr(11, 5) + " UTC";
  std::vector<Fact> facts;
  facts.push_back({{view.say("Seen")}, {when(seen, "UTC", plain(words))}});
  if (proposal != nullptr) {
    const std::string page = page_of(view.settings, *proposal);
    facts.push_back({{view.say("Text")}, {link(Text(page), page)}});
  }
  doc.facts(std::move(facts));
  return doc;
}

}  // namespace usher::proposals
