// commands/proposals/windows_card.cpp: one final comment period, in full.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/proposing_mail.hpp"
#include "commands/proposals/windows_wording.hpp"
#include "commands/proposals/words.hpp"

namespace usher::proposals {

namespace {

Inline plain(std::string_view text) { return Text(text); }

Phrase verdict_of(const Objection& objection, const View& view) {
  switch (objection.verdict) {
    case Objection::Verdict::substantive:
      return view.say("substantive");
    case Objection::Verdict::not_substantive:
      return view.say("not substantive");
    case Objection::Verdict::claimed:
    case Objection::Verdict::taken_back:
      break;
  }
  return view.say("claimed, not judged yet");
}

// The mail, and whether it is one of the list's own archive.
Line mail_line(const Window& window, const View& view) {
  Line line = {link(Text(window.url), window.url)};
  const std::string host = host_of(view.settings.mail_url);
  if (!host.empty() && host_of(window.url) != host)
    line.push_back(view.say(" (not in the list's archive)"));
  return line;
}

void add_objections(const Window& window, const View& view, Doc& doc) {
  std::vector<Line> lines;
  for (const Objection& one : window.objections)
    if (one.verdict != Objection::Verdict::taken_back)
      lines.push_back(
          {view.say("Objection:"), plain(" "), link(Text(one.url), one.url), plain(" – "),
           verdict_of(one, view)}
      );
  if (!lines.empty()) doc.bullets(std::move(lines));
}

Line next_step(const Window& window, const View& view) {
  const std::string number = std::to_string(window.number);
  const Text open = view.command("window open " + number + " https://…");
  switch (window.state) {
    case WindowState::open: {
      const Text objection = view.command("window objection " + number + " https://…");
      return {view.say("To record an objection: {command}", fmt::arg("command", objection))};
    }
    case WindowState::ended:
      return result_of(window, view);
    case WindowState::council:
      return {view.say("What the council decides is told on the list.")};
    case WindowState::stopped:
    case WindowState::closed:
      break;
  }
  if (!is_draft(window, view)) return {};
  return {
      view.say("It may be proposed again by a new mail; then: {command}", fmt::arg("command", open))
  };
}

}  // namespace

Phrase state_of(const Window& window, const View& view) {
  switch (window.state) {
    case WindowState::open:
      return waiting(window).empty() ? view.say("open")
                                     : view.say("open; an objection waits for a maintainer's word");
    case WindowState::stopped:
      return view.say("stopped by a substantive objection");
    case WindowState::council:
      return view.say(
          "put to the {council}", fmt::arg("council", council_of(view.settings, view.say))
      );
    case WindowState::ended:
      return waiting(window).empty() ? view.say("over")
                                     : view.say("over; an objection waits for a maintainer's word");
    case WindowState::closed:
      break;
  }
  return view.say("closed");
}

bool is_draft(const Window& window, const View& view) {
  const Proposal* proposal = view.shelf.find(window.number);
  return proposal != nullptr && means(proposal->header.status, Meaning::draft, view.settings);
}

Doc window_card(
    const Window& window, const View& view, std::string_view zone, const Roles& roles,
    std::string_view prefix
) {
  Doc doc;
  doc.heading({linked_number(window.number, view)});
  std::vector<Fact> facts;
  facts.push_back({{view.say("Final comment period")}, {bold(state_of(window, view))}});
  facts.push_back({{view.say("Opened")}, {instant(window.opened, zone)}});
  const bool open = window.state == WindowState::open;
  if (open || window.state == WindowState::ended)
    facts.push_back(
        {{open ? view.say("Closes") : view.say("Closed")}, {instant(window.closes, zone)}}
    );
  facts.push_back({{view.say("Mail")}, mail_line(window, view)});
  if (window.state == WindowState::council)
    facts.push_back(
        {{council_of(view.settings, view.say)}, {link(Text(window.council), window.council)}}
    );
  doc.facts(std::move(facts));
  add_objections(window, view, doc);
  if (Line line = next_step(window, view); !line.empty()) doc.paragraph(std::move(line));
  const auto open_ones = waiting(window);
  const bool judged = open || window.state == WindowState::ended;
  if (judged && open_ones.size() == 1 && roles.has(Role::maintainer)) {
    const std::string value = fmt::format("{} {}", window.number, open_ones.front()->id);
    const std::string action(prefix);
    doc.buttons(
        {Button(
             view.say("The objection is substantive"), action + "substantive", value,
             Button::Style::danger
         ),
         Button(view.say("It is not substantive"), action + "not-substantive", value)}
    );
  }
  return doc;
}

}  // namespace usher::proposals
