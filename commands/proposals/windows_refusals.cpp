// commands/proposals/windows_refusals.cpp: the sentences.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_refusals.hpp"

#include "bot/text.hpp"
#include "commands/proposals/example.hpp"
#include "commands/proposals/proposing_mail.hpp"
#include "commands/proposals/words.hpp"

namespace usher::proposals {

Text WindowRefusals::example(WindowVerb verb) const {
  std::string args = "window";
  if (verb != WindowVerb::show) args += " " + std::string(word_of(verb));
  args += " " + (order_.number ? std::to_string(*order_.number) : example_number(view_.settings));
  switch (verb) {
    case WindowVerb::open:
    case WindowVerb::objection:
    case WindowVerb::council:
      args += " https://…";
      break;
    case WindowVerb::extend:
      args += " 7";
      break;
    default:
      break;
  }
  return view_.command(args);
}

Doc WindowRefusals::with_example(Phrase words, WindowVerb verb) const {
  Doc doc;
  doc.paragraph({std::move(words), Text(std::string(" ")), code(example(verb))});
  return doc;
}

Doc WindowRefusals::odd() const {
  const Text word(shorten(order_.odd, 80));
  Doc doc;
  doc.paragraph({view_.say(
      "I do not know what “{word}” means here. These are the ways to say it:",
      fmt::arg("word", word)
  )});
  std::vector<Line> lines;
  const auto add = [&](WindowVerb verb, Phrase words) {
    lines.push_back(example_line(example(verb), std::move(words)));
  };
  add(WindowVerb::show, view_.say("how it stands"));
  add(WindowVerb::open, view_.say(
                            "it opens now; say days behind the link for more than {days}",
                            fmt::arg("days", comment_days(view_.settings.process_days))
                        ));
  add(WindowVerb::extend, view_.say("so many days more"));
  add(WindowVerb::objection, view_.say("somebody objects, in this mail"));
  add(WindowVerb::retract, view_.say("take back what you recorded"));
  add(WindowVerb::substantive, view_.say("maintainers: the objection stops it"));
  add(WindowVerb::not_substantive, view_.say("maintainers: the objection does not stop it"));
  const Text council = council_of(view_.settings, view_.say);
  add(WindowVerb::council,
      view_.say("maintainers: the {council} decides", fmt::arg("council", council)));
  add(WindowVerb::close, view_.say("it was opened by mistake"));
  doc.bullets(std::move(lines));
  return doc;
}

Doc WindowRefusals::which_proposal() const {
  const WindowVerb verb = order_.verb == WindowVerb::list ? WindowVerb::show : order_.verb;
  return with_example(
      view_.say("Say which {label}, by its number:", fmt::arg("label", view_.label)), verb
  );
}

Doc WindowRefusals::no_link() const {
  switch (order_.verb) {
    case WindowVerb::objection:
      return with_example(view_.say("Say where the objection is written:"), order_.verb);
    case WindowVerb::council:
      return with_example(
          view_.say(
              "Say where it was put to the {council}:",
              fmt::arg("council", council_of(view_.settings, view_.say))
          ),
          order_.verb
      );
    default:
      return with_example(
          view_.say("Say which mail proposes the acceptance, by its link in the archive:"),
          order_.verb
      );
  }
}

Doc WindowRefusals::bad_link() const {
  const Text limit = Text::number(static_cast<std::int64_t>(longest_mail_url));
  return with_example(
      view_.say(
          "That is no link that I can keep: a link must begin with https://, name a host, and have "
          "at most {limit} characters.",
          fmt::arg("limit", limit)
      ),
      order_.verb
  );
}

Doc WindowRefusals::no_window(int number) const {
  return with_example(
      view_.say(
          "{label} {number} has had no final comment period that I know of. To open one:",
          fmt::arg("label", view_.label), fmt::arg("number", number)
      ),
      WindowVerb::open
  );
}

Doc WindowRefusals::days() const {
  const Text fewest = Text::number(comment_days(view_.settings.process_days));
  const Text most = Text::number(most_days);
  return with_example(
      view_.say(
          "A final comment period has {fewest} to {most} days:", fmt::arg("fewest", fewest),
          fmt::arg("most", most)
      ),
      WindowVerb::open
  );
}

Doc WindowRefusals::no_draft(const Proposal* proposal, int number) const {
  Doc doc;
  Line line = {
      view_.say(
          "{label} {number} is no draft, as far as I know; its status is:",
          fmt::arg("label", view_.label), fmt::arg("number", number)
      ),
      Text(std::string(" "))
  };
  const std::string status = proposal == nullptr ? std::string() : proposal->header.status;
  for (Inline& piece : status_line(status, view_.settings, view_.say))
    line.push_back(std::move(piece));
  doc.paragraph(std::move(line));
  doc.paragraph({view_.say(
      "What I know may be old. Ask a maintainer: they can open a final comment period all the same."
  )});
  return doc;
}

Doc WindowRefusals::although_no_draft(const Proposal* proposal) const {
  Doc doc;
  if (proposal == nullptr) return doc;
  Line line = {
      view_.say("Mind that it is no draft, as far as I know; its status is:"),
      Text(std::string(" "))
  };
  for (Inline& piece : status_line(proposal->header.status, view_.settings, view_.say))
    line.push_back(std::move(piece));
  doc.paragraph(std::move(line));
  return doc;
}

Doc WindowRefusals::which(int number) const {
  const Text typed = view_.command(
      "window " + std::string(word_of(order_.verb)) + " " + std::to_string(number) + " https://…"
  );
  return view_.say(
      "Several objections wait. Say which, by its link: {command}", fmt::arg("command", typed)
  );
}

Doc WindowRefusals::because(WindowWhy why, int number, const Proposal* proposal) const {
  const Say& say = view_.say;
  const Text council_name = council_of(view_.settings, say);
  const auto council = fmt::arg("council", council_name);
  switch (why) {
    case WindowWhy::although_no_draft:
      return although_no_draft(proposal);
    case WindowWhy::no_draft:
      return no_draft(proposal, number);
    case WindowWhy::no_window:
      return no_window(number);
    case WindowWhy::which:
      return which(number);
    case WindowWhy::days_missing: {
      const Text most = Text::number(most_days);
      return with_example(
          say("Say how many days more, 1 to {most}:", fmt::arg("most", most)), WindowVerb::extend
      );
    }
    case WindowWhy::had_its_period:
      return say(
          "This mail has had its final comment period. To propose acceptance again takes a new "
          "mail."
      );
    case WindowWhy::another_is_open:
      return with_example(
          say("Its final comment period is open already, by another mail. To make it longer:"),
          WindowVerb::extend
      );
    case WindowWhy::at_council:
      return say(
          "It was put to the {council}. Until that has decided, only maintainers may open another "
          "final comment period.",
          council
      );
    case WindowWhy::too_often:
      return say(
          "You have opened it so often that I take no more from you now. Somebody else who has "
          "seen the mail may open it."
      );
    case WindowWhy::earlier_button:
      return say("This button belongs to an earlier final comment period.");
    case WindowWhy::may_not_judge:
      return say(
          "Whether an objection is substantive, maintainers say. Anyone may record one, with its "
          "link."
      );
    case WindowWhy::may_not_ask_council:
      return say("That it was put to the {council}, maintainers say.", council);
    case WindowWhy::may_not_close:
      return say("Maintainers may close it, and whoever opened it here.");
    case WindowWhy::may_not_extend:
      return say("Maintainers and organisers may make it longer, and whoever opened it here.");
    case WindowWhy::too_long:
      return say(
          "So long it cannot be: with all extensions, it has at most {days} days.",
          fmt::arg("days", longest_window.count() / 24)
      );
    case WindowWhy::too_many:
      return say(
          "So many objections are recorded that I keep no more. The list is the place for them."
      );
    case WindowWhy::too_many_of_one:
      return say(
          "You have recorded so many objections here that I keep no more from you. The list is the "
          "place for them."
      );
    case WindowWhy::no_objection:
      return with_example(
          say("No such objection is recorded. To record one:"), WindowVerb::objection
      );
    case WindowWhy::over:
    case WindowWhy::done:
      break;
  }
  return say("This final comment period is not open any more.");
}

}  // namespace usher::proposals
