// commands/proposals/card.cpp: the wording of one proposal.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/card.hpp"

#include "bot/text.hpp"
#include "commands/proposals/discussion.hpp"
#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>

namespace usher::proposals {

namespace {

constexpr std::size_t most_replacements = 2;
constexpr std::size_t most_links = 3;
constexpr std::size_t most_buttons = 5;

Inline plain(std::string_view words) { return {Text(words)}; }

bool is_superseded(const Proposal& proposal, const View& view) {
  return means(proposal.header.status, Meaning::superseded, view.settings);
}

Line numbers(const std::vector<int>& list, const View& view) {
  Line line;
  for (const int number : list) {
    if (!line.empty()) line.push_back(plain(", "));
    const Text name(view.settings.label + " " + std::to_string(number));
    const Proposal* other = view.shelf.find(number);
    line.push_back(other == nullptr ? Inline(name) : link(name, page_of(view.settings, *other)));
  }
  return line;
}

Line names(const std::vector<std::string>& list) {
  std::string joined;
  for (const std::string& name : list) joined += (joined.empty() ? "" : ", ") + name;
  return {Text(shorten(joined, 600))};
}

// "mail.python.org" as the words of a link: addresses of archives are long and say nothing. Without a user and a port.
std::string host_of(std::string_view url) {
  const auto begin = url.find("//");
  std::string_view host = url.substr(begin == std::string_view::npos ? 0 : begin + 2);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const auto user = host.rfind('@'); user != std::string_view::npos)
    host.remove_prefix(user + 1);
  const auto bracket = host.starts_with('[') ? host.find(']') : std::string_view::npos;
  const auto port = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return std::string(host.substr(0, port));
}

// Decisions need a link; where it is missing, that is said rather than hidden.
bool wants_resolution(const Proposal& proposal, const View& view) {
  const Status* status = status_meant(proposal.header.status, view.settings);
  return status != nullptr &&
         (status->meaning == Meaning::accepted || status->meaning == Meaning::rejected ||
          status->meaning == Meaning::withdrawn);
}

Line hosts(const std::vector<std::string>& urls) {
  Line line;
  for (std::size_t i = 0; i < urls.size(); ++i) {
    if (i != 0) line.push_back(plain(", "));
    const std::string which = urls.size() > 1 ? " (" + std::to_string(i + 1) + ")" : std::string();
    line.push_back(link(Text(host_of(urls[i]) + which), urls[i]));
  }
  return line;
}

Line resolution(const Proposal& proposal, const View& view) {
  const Header& header = proposal.header;
  Line line = hosts(header.resolution_urls);
  if (line.empty() &&
      (header.resolution == Resolution::pending || wants_resolution(proposal, view)))
    line.push_back(view.say("TODO (no link)"));
  return line;
}

// Threads of a mailing list or a forum before other places that the proposal names.
std::vector<std::string> discussions(const Header& header) {
  std::vector<std::string> urls;
  for (const bool thread : {true, false})
    for (const std::string& url : header.discussion_urls)
      if (is_thread(url) == thread && urls.size() < most_links) urls.push_back(url);
  return urls;
}

void replaced_first(Doc& doc, const Proposal& proposal, const View& view) {
  if (!is_superseded(proposal, view)) return;
  for (std::size_t i = 0; i < proposal.header.replaced_by.size() && i < most_replacements; ++i) {
    const int number = proposal.header.replaced_by[i];
    const Proposal* other = view.shelf.find(number);
    const Text name(
        other == nullptr ? view.settings.label + " " + std::to_string(number)
                         : name_of(view.settings, *other)
    );
    const Status* status = status_meant(proposal.header.status, view.settings);
    const Text called(word_inline(status->name, view.say).text);
    const Phrase words =
        is_called_as_usual(*status)
            ? view.say("Superseded. See {replacement} instead.", fmt::arg("replacement", name))
            : view.say(
                  "{status}. See {replacement} instead.", fmt::arg("status", called),
                  fmt::arg("replacement", name)
              );
    doc.paragraph({other == nullptr ? Inline(words) : link(words, page_of(view.settings, *other))});
  }
}

}  // namespace

Doc card(const Proposal& proposal, const View& view) {
  const Header& header = proposal.header;
  const Say& say = view.say;
  Doc doc;
  replaced_first(doc, proposal, view);
  doc.heading({view.linked(proposal)});
  std::vector<Fact> facts;
  const auto add = [&](Phrase label, Line value) {
    if (!value.empty()) facts.push_back({{std::move(label)}, std::move(value)});
  };
  add(say("Status"), status_line(header.status, view.settings, say));
  add(say("Type"), {type_inline(header.type, view.settings, say)});
  const auto count = static_cast<long>(std::max<std::size_t>(header.authors.size(), 1));
  add(say.plural("Author", "Authors", count),
      header.authors.empty() ? Line{say("not given")} : names(header.authors));
  if (!header.created_raw.empty())
    add(say("Created"), {plain(header.created.empty() ? header.created_raw : header.created)});
  else if (!header.dated.empty())
    add(say("Date"), {plain(header.dated)});
  add(say("Replaces"), numbers(header.replaces, view));
  add(say("Replaced by"), numbers(header.replaced_by, view));
  add(say("Resolution"), resolution(proposal, view));
  add(say("Discussion"), hosts(discussions(header)));
  doc.facts(std::move(facts));
  if (!header.abstract.empty()) doc.paragraph({plain(header.abstract)});
  for (const std::string& note : header.notes) doc.quote(Text(note));
  return doc;
}

Line row(const Proposal& proposal, const View& view) {
  Line line = {view.linked(proposal), plain(": ")};
  for (Inline& piece : status_line(proposal.header.status, view.settings, view.say))
    line.push_back(std::move(piece));
  if (!proposal.header.type.empty()) {
    line.push_back(plain(" · "));
    line.push_back(type_inline(proposal.header.type, view.settings, view.say));
  }
  return line;
}

Line status_row(const Proposal& proposal, const View& view) {
  Line line = {view.linked(proposal), plain(": ")};
  for (Inline& piece : status_line(proposal.header.status, view.settings, view.say))
    line.push_back(bold(std::move(piece)));
  if (is_superseded(proposal, view) && !proposal.header.replaced_by.empty()) {
    line.push_back(plain(" · "));
    for (Inline& piece : numbers(proposal.header.replaced_by, view))
      line.push_back(std::move(piece));
  }
  return line;
}

Button show_button(int number, const View& view) {
  return {
      view.say("See {label} {number}", fmt::arg("label", view.label), fmt::arg("number", number)),
      view.actions + "show", std::to_string(number)
  };
}

std::vector<Button> replacement_buttons(const Proposal& proposal, const View& view) {
  std::vector<Button> buttons;
  if (!is_superseded(proposal, view)) return buttons;
  for (const int number : proposal.header.replaced_by)
    if (view.shelf.find(number) != nullptr && buttons.size() < most_replacements)
      buttons.push_back(show_button(number, view));
  return buttons;
}

std::vector<Button> card_buttons(const Proposal& proposal, const View& view) {
  std::vector<Button> buttons = replacement_buttons(proposal, view);
  if (view.actions.empty()) return buttons;  // of one look-up: nobody is there to press them
  const Say& say = view.say;
  const std::string number = std::to_string(proposal.number);
  buttons.emplace_back(say("Watch"), view.actions + "ask", "watch " + number);
  buttons.emplace_back(say("History"), view.actions + "ask", "history " + number);
  const auto urls = discussions(proposal.header);
  if (!urls.empty()) buttons.push_back(Button::open(say("Discussion"), urls.front()));
  const auto& decided = proposal.header.resolution_urls;
  if (!decided.empty() && buttons.size() < most_buttons)
    buttons.push_back(Button::open(say("Resolution"), decided.front()));
  return buttons;
}

Doc as_of(const View& view) {
  if (view.shelf.proposals.empty()) return {};
  const std::string time = iso_time(view.shelf.as_of);
  const std::string day = time.substr(0, 10);
  Doc doc;
  if (view.shelf.shipped) {
    doc.paragraph({italic(
        view.say("As of {day}, from the list that comes with Usher.", fmt::arg("day", Text(day)))
    )});
  } else {
    doc.facts(
        {{{view.say("As of")},
          {when(view.shelf.as_of, "UTC", plain(day + " " + time.substr(11, 5) + " UTC"))}}}
    );
  }
  return doc;
}

}  // namespace usher::proposals
