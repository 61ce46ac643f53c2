// commands/proposals/standing.cpp: status and comment window, taken together.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/standing.hpp"

#include "bot/text.hpp"
#include "commands/proposals/weekly_time.hpp"
#include "commands/proposals/windows_table.hpp"
#include "commands/proposals/words.hpp"

#include <array>

namespace usher::proposals {

namespace {

// By NEP 0; "{label}" and "{command}" are filled in.
struct Next {
  Meaning status;
  Msgid step;
};
constexpr std::array<Next, 8> steps = {{
    {Meaning::accepted,
     mark("Next: its implementation. When that is complete and merged into the main repository, a "
          "pull request sets the Status to Final.")},
    {Meaning::provisional,
     mark("Next: hear from those who try it. When the design has settled, a pull request sets the "
          "Status to Final; until then it may still be rejected or withdrawn.")},
    {Meaning::active,
     mark("There is nothing to complete: it is in force, and a pull request changes it when that "
          "is needed.")},
    {Meaning::final,
     mark("It has arrived: the code and its documentation are what counts now, and the text is "
          "changed only when it must be.")},
    {Meaning::deferred,
     mark("It rests because nobody works on it. Whoever wants to take it up says so where it is "
          "discussed, brings the text up to date, and sets the Status back to Draft.")},
    {Meaning::rejected,
     mark("It was decided against, and the text stays for the record. With new reasons, another "
          "proposal can be written. The Resolution of this one links to where it was decided.")},
    {Meaning::withdrawn,
     mark("Its authors took it back, and the text stays for the record. Whoever still wants it "
          "writes a proposal of their own.")},
    {Meaning::superseded,
     mark("Another has taken its place, and work goes on there; this text stays for the record.")},
}};

bool is_decided(Meaning status) {
  return status == Meaning::accepted || status == Meaning::provisional ||
         status == Meaning::active || status == Meaning::final || status == Meaning::rejected ||
         status == Meaning::withdrawn || status == Meaning::superseded;
}

Meaning meaning_of_status(const Proposal& proposal, const Settings& settings) {
  const Status* status = status_meant(proposal.header.status, settings);
  return status == nullptr ? Meaning::other : status->meaning;
}

}  // namespace

Standing standing_of(const Proposal& proposal, const Settings& settings, Database& db) {
  using Stage = Standing::Stage;
  Standing out;
  out.window = latest_unclosed(db, settings.command, proposal.number);
  const bool rests = means(proposal.header.status, Meaning::deferred, settings);
  if (is_decided(meaning_of_status(proposal, settings)))
    out.stage = Stage::decided;
  else if (out.window && out.window->state == WindowState::open)
    out.stage = Stage::proposed;
  else if (out.window && out.window->state == WindowState::council)
    out.stage = Stage::council;
  else if (out.window && out.window->state == WindowState::ended &&
           (!rests || out.window->although == proposal.header.status))
    out.stage = Stage::unopposed;
  return out;
}

Doc next_step(const Proposal& proposal, const Standing& standing, const View& view) {
  using Stage = Standing::Stage;
  const Say& say = view.say;
  const Text propose = view.command("propose " + std::to_string(proposal.number));
  const auto command = fmt::arg("command", propose);
  switch (standing.stage) {
    case Stage::proposed:
      return Doc().paragraph(
          {say("Its final comment period is open. When it has passed without a substantive "
               "objection, {command} writes the follow-up.",
               command),
           Text(std::string(" ")), say("It closes:"), Text(std::string(" ")),
           closing_of(*standing.window)}
      );
    case Stage::council:
      return Doc().paragraph(
          {say("It was put to the {council}:", fmt::arg("council", council_of(view.settings, say))),
           Text(std::string(" ")),
           link(Text(shorten(standing.window->council, 120)), standing.window->council),
           Text(std::string(". ")),
           say("Next: their word. It goes into the Status, with a link to it in the Resolution.")}
      );
    case Stage::unopposed:
      return say(
          "Next: the follow-up to the list, then Status and Resolution. {command} writes both.",
          command
      );
    case Stage::discussed:
    case Stage::decided:
      break;
  }
  const Meaning status = meaning_of_status(proposal, view.settings);
  if (status == Meaning::draft)
    return say(
        "Next: work on consensus, and write down what people disagree on. When it is ready to be "
        "accepted, {command} checks it and writes the mail.",
        command
    );
  for (const Next& next : steps)
    if (next.status == status) return say(next.step);
  return {};
}

std::vector<const Objection*> objections_with(const Window& window, Objection::Verdict verdict) {
  std::vector<const Objection*> out;
  for (const Objection& one : window.objections)
    if (one.verdict == verdict) out.push_back(&one);
  return out;
}

Line links_to(const std::vector<const Objection*>& objections) {
  Line line;
  for (const Objection* one : objections) {
    if (!line.empty()) line.emplace_back(Text(std::string(", ")));
    line.push_back(link(Text(shorten(one->url, 120)), one->url));
  }
  return line;
}

Inline closing_of(const Window& window) {
  return when(window.closes, "UTC", Text(wall_time(window.closes, "UTC")));
}

}  // namespace usher::proposals
