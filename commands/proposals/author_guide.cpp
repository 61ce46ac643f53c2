// commands/proposals/author_guide.cpp: the steps, in the order in which NEP 0 has them.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/author_guide.hpp"

#include "commands/proposals/author_mail.hpp"
#include "commands/proposals/meaning.hpp"
#include "commands/proposals/words.hpp"

namespace usher::proposals {

namespace {

Inline space() { return Text(std::string(" ")); }

class Steps {
 public:
  void step(Phrase title, Line words) {
    ++number_;
    Line line = {bold(Text(std::to_string(number_) + ". ")), bold(std::move(title)), space()};
    for (Inline& piece : words) line.push_back(std::move(piece));
    doc_.paragraph(std::move(line));
  }
  // A sentence, and a link where there is one to follow.
  static Line with_link(Phrase words, Phrase label, const std::string& url) {
    Line line = {std::move(words)};
    if (url.empty()) return line;
    line.push_back(space());
    line.push_back(link(std::move(label), url));
    return line;
  }
  Doc& doc() { return doc_; }

 private:
  Doc doc_;
  int number_ = 0;
};

}  // namespace

Doc guide(const View& view) {
  const Say& say = view.say;
  const Settings& settings = view.settings;
  const auto label = fmt::arg("label", view.label);
  const std::string mail = settings.mail_url;
  Steps steps;
  steps.doc().heading({say("From an idea to a Final {label}", label)});
  steps.step(
      say("Ask first."),
      steps.with_link(
          say("Tell the mailing list what you have in mind, and whether it is something for a "
              "{label}. Small improvements need none: a pull request is enough. One idea for each "
              "{label}.",
              label),
          say("The list is here."), mail
      )
  );
  steps.step(
      say("Write the draft."),
      steps.with_link(
          say("You are its champion: you write it, lead the discussion and look for consensus. "
              "Begin with the template; the Status is Draft."),
          say("The template is here."), settings.template_url
      )
  );
  steps.step(
      say("Open a pull request"),
      {say("that adds it where the other {label}s are, under a number that is free.", label)}
  );
  steps.step(
      say("Take it to the list:"),
      {say("post its text up to and including “Backward compatibility”. There the talk is of use "
           "and impact; on the pull request, of everything else, implementation included.")}
  );
  steps.step(
      say("Let it be merged early,"),
      {say("as a Draft, accepted or not. Further pull requests bring it up to date. A prototype "
           "shows what works; what people disagree on belongs in the text.")}
  );
  const Text days = Text::number(settings.process_days);
  const Text propose = view.command("propose NUMBER");
  steps.step(
      say("Propose to accept it,"),
      {say(
          "with a mail to the list that leaves at least {days} days for objections. {command} "
          "checks what is missing and writes that mail. Then link to the thread in its section "
          "Discussion.",
          fmt::arg("days", days), fmt::arg("command", propose)
      )}
  );
  steps.step(
      say("Accepted,"),
      {say(
          "if nobody raises a substantive objection: send a follow-up, set the Status to Accepted "
          "and the Resolution to a link to that mail. If somebody does, it stays a Draft, the "
          "talk goes on, and it can be proposed again. Rarely, the {council} is asked to decide.",
          fmt::arg("council", council_of(settings, say))
      )}
  );
  steps.step(
      say("Final,"),
      {say("when it is implemented and that is merged. Where more experience is wanted first, it "
           "may be Provisional before; a Process one that is never complete becomes Active.")}
  );
  Doc doc = std::move(steps.doc());
  doc.paragraph(
      {say("Other ends: Deferred, while nobody works on it; Rejected or Withdrawn, with a link to "
           "where that was decided in the Resolution; Superseded, when another takes its place and "
           "each names the other.")}
  );
  if (!settings.rules_url.empty())
    doc.paragraph(
        {say("The rules themselves:"), space(), link(Text(settings.rules_url), settings.rules_url)}
    );
  else if (const Proposal* rules = view.shelf.find(0); rules != nullptr)
    doc.paragraph({say("The rules themselves:"), space(), view.linked(*rules)});
  doc.paragraph({say(
      "Where one of them stands, and what comes next for it: {command}.",
      fmt::arg("command", view.command("how " + example_number(settings)))
  )});
  return doc;
}

Doc guide_of(const Proposal& proposal, const Standing& standing, const View& view) {
  Doc doc;
  doc.heading({view.linked(proposal)});
  Line status = {view.say("It stands at:"), space()};
  for (Inline& piece : status_line(proposal.header.status, view.settings, view.say))
    status.push_back(bold(std::move(piece)));
  doc.paragraph(std::move(status));
  Doc next = next_step(proposal, standing, view);
  if (next.empty())
    next = view.say(
        "This Status is none that I know, so I cannot say what comes next; its authors can."
    );
  doc.append(std::move(next));
  std::vector<Line> others;
  for (const int number : proposal.header.replaced_by)
    if (const Proposal* other = view.shelf.find(number); other != nullptr)
      others.push_back({view.linked(*other)});
  if (!others.empty()) doc.bullets(std::move(others));
  doc.paragraph({view.say("The whole way: {command}.", fmt::arg("command", view.command("how")))});
  return doc;
}

}  // namespace usher::proposals
