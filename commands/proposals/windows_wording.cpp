// commands/proposals/windows_wording.cpp: what is the same in cards, lists and messages, and the messages.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_wording.hpp"

#include "commands/proposals/weekly_time.hpp"
#include "commands/proposals/windows_keeper.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>

namespace usher::proposals {

namespace {

Inline blank() { return Text(std::string(" ")); }

Line said(const Window& window, const Saying& saying, const View& view) {
  const auto name = [&](Phrase words) { return bold(std::move(words)); };
  switch (saying.what) {
    case Notice::opened:
      return {name(view.say("Its acceptance is proposed: the final comment period is open."))};
    case Notice::extended:
      return {name(view.say("The final comment period is longer now."))};
    case Notice::objection:
      return {name(
          view.say("An objection is recorded. A maintainer will say whether it is substantive.")
      )};
    case Notice::stopped:
      return {name(view.say("An objection is substantive: the final comment period has stopped."))};
    case Notice::not_substantive:
      return {name(
          window.state == WindowState::open
              ? view.say("A maintainer says that the objection is not substantive: the final "
                         "comment period goes on.")
              : view.say("A maintainer says that the objection is not substantive.")
      )};
    case Notice::council:
      return {name(view.say(
          "It was put to the {council}.", fmt::arg("council", council_of(view.settings, view.say))
      ))};
    case Notice::three_days:
      return {name(
          saying.late ? view.say("The final comment period closes in less than three days.")
                      : view.say("The final comment period closes in three days.")
      )};
    case Notice::one_day:
      return {name(
          saying.late ? view.say("The final comment period closes in less than a day.")
                      : view.say("The final comment period closes in a day.")
      )};
    case Notice::end:
      return {name(view.say("The final comment period is over."))};
    case Notice::closed:
      return {name(view.say("The final comment period was opened by mistake and is closed."))};
  }
  return {};
}

// What readers can do, or what comes next.
Line then(const Window& window, const Saying& saying, const View& view) {
  const Text objection =
      view.command("window objection " + std::to_string(window.number) + " https://…");
  switch (saying.what) {
    case Notice::opened:
    case Notice::extended:
    case Notice::three_days:
    case Notice::one_day:
      return {view.say(
          "Who objects writes to the list, with reasons, and may record it here: {command}",
          fmt::arg("command", objection)
      )};
    case Notice::stopped:
      return {view.say(
          "The {label} keeps its status. It may be proposed again by a new mail, and has at least "
          "{days} days again then.",
          fmt::arg("label", view.label), fmt::arg("days", comment_days(view.settings.process_days))
      )};
    case Notice::not_substantive:
      return window.state == WindowState::ended ? result_of(window, view) : Line{};
    case Notice::end:
      return result_of(window, view);
    case Notice::objection:
    case Notice::council:
    case Notice::closed:
      break;
  }
  return {};
}

}  // namespace

Inline instant(sys_seconds at, std::string_view zone) {
  const std::string known(zone.empty() ? "UTC" : zone);
  return when(at, known, Text(wall_time(at, known)));
}

Inline linked_number(int number, const View& view) {
  if (const Proposal* proposal = view.shelf.find(number)) return view.linked(*proposal);
  return view.say("{label} {number}", fmt::arg("label", view.label), fmt::arg("number", number));
}

Line result_of(const Window& window, const View& view) {
  if (is_decided(window, view.settings, view.shelf)) return {};
  const auto open = static_cast<long>(waiting(window).size());
  if (open > 0)
    return {view.say.plural(
        "{n} objection still waits for a maintainer's word; until then nothing follows from it.",
        "{n} objections still wait for a maintainer's word; until then nothing follows from it.",
        open
    )};
  const bool judged = std::ranges::any_of(window.objections, [](const Objection& one) {
    return one.verdict == Objection::Verdict::not_substantive;
  });
  const Text command = view.command("propose " + std::to_string(window.number));
  Phrase none = judged ? view.say("No substantive objection was recorded here.")
                       : view.say("No objection was recorded here.");
  return {
      std::move(none), blank(),
      view.say(
          "The author now sends the follow-up to the list, and sets Status and Resolution: "
          "{command}",
          fmt::arg("command", command)
      )
  };
}

Doc window_message(
    const Window& window, const Saying& saying, const View& view, std::string_view zone
) {
  Doc doc;
  doc.heading({linked_number(window.number, view)});
  doc.paragraph(said(window, saying, view));
  if (Line line = then(window, saying, view); !line.empty()) doc.paragraph(std::move(line));
  std::vector<Fact> facts;
  if (window.state == WindowState::open)
    facts.push_back({{view.say("Closes")}, {instant(window.closes, zone)}});
  if (window.state == WindowState::ended)
    facts.push_back({{view.say("Closed")}, {instant(window.closes, zone)}});
  facts.push_back({{view.say("Mail")}, {link(Text(window.url), window.url)}});
  if (saying.objection) {
    const std::string& url = window.objections.at(*saying.objection).url;
    facts.push_back({{view.say("Objection")}, {link(Text(url), url)}});
  }
  if (saying.what == Notice::council)
    facts.push_back(
        {{council_of(view.settings, view.say)}, {link(Text(window.council), window.council)}}
    );
  doc.facts(std::move(facts));
  if (saying.late) doc.paragraph({italic(view.say("This notice is late."))});
  return doc;
}

}  // namespace usher::proposals
