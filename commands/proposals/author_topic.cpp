// commands/proposals/author_topic.cpp: from a command, a button or a form to checks, mails and steps.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/author_topic.hpp"

#include "commands/proposals/author_checks.hpp"
#include "commands/proposals/author_form.hpp"
#include "commands/proposals/author_guide.hpp"
#include "commands/proposals/author_mail.hpp"
#include "commands/proposals/grammar.hpp"
#include "commands/proposals/lookup.hpp"
#include "commands/proposals/misses.hpp"
#include "commands/proposals/query.hpp"
#include "commands/proposals/weekly_time.hpp"
#include "commands/proposals/words.hpp"

#include <array>
#include <charconv>
#include <variant>

namespace usher::proposals {

namespace {

enum class Verb : std::uint8_t { propose, how };  // in the order of own_words

constexpr std::array<std::string_view, 3> also_propose = {"提请接受", "提請接受", "提案接受"};
constexpr std::array<std::string_view, 6> also_how = {"howto", "如何", "怎么",
                                                      "怎麼",  "流程", "怎样"};
constexpr std::array<WordSpec, 2> own_words = {{
    {"propose", "NUMBER", mark("Check a Draft and write the mail that proposes to accept it"),
     Role::everyone, also_propose},
    {"how", "[NUMBER]", mark("From an idea to Final, step by step; or the next step of one"),
     Role::everyone, also_how},
}};
constexpr std::size_t most_drafts = 10;
constexpr std::string_view form_name = "mail";
constexpr std::string_view button_name = "write";

std::vector<AskedNumber> numbers_in(std::string_view rest, const View& view) {
  const Query query = parse_query(rest, grammar_of(view.settings));
  const auto* numbers = std::get_if<ByNumber>(&query);
  return numbers == nullptr ? std::vector<AskedNumber>{} : numbers->asked;
}

// Which can be proposed at all: the question is not left open.
Doc which_one(const View& view) {
  Doc doc;
  doc.paragraph({view.say(
      "Say which one, by its number: {command}.",
      fmt::arg("command", view.command("propose " + example_number(view.settings)))
  )});
  std::vector<Line> rows;
  for (const Proposal& proposal : view.shelf.proposals)
    if (rows.size() < most_drafts && means(proposal.header.status, Meaning::draft, view.settings))
      rows.push_back({view.linked(proposal)});
  if (rows.empty()) return doc;
  doc.paragraph({view.say("These are Drafts:")});
  doc.bullets(std::move(rows));
  return doc;
}

// What is left to do beside the mail itself.
Doc when_sent(const Proposal& proposal, const View& view, sys_seconds written) {
  const sys_seconds end = earliest_end(view.settings, written);
  const std::string number = std::to_string(proposal.number);
  std::vector<Line> lines;
  if (!view.settings.mail_url.empty())
    lines.push_back(
        {view.say("It goes to the mailing list:"), Text(std::string(" ")),
         link(Text(view.settings.mail_url), view.settings.mail_url)}
    );
  lines.push_back(
      {view.say("Sent now, it leaves everybody time until at least:"), Text(std::string(" ")),
       when(end, "UTC", Text(wall_time(end, "UTC")))}
  );
  lines.push_back(
      {view.say("Sent later, it leaves as much more: what counts is the date of the mail.")}
  );
  lines.push_back({view.say("Then link to the thread in the section Discussion of the text.")});
  lines.push_back({view.say(
      "If the comment period is not announced here soon after: {command}, with the address of the "
      "mail in the list's archive.",
      fmt::arg("command", view.command("window open " + number + " URL"))
  )});
  Doc doc;
  doc.bullets(std::move(lines));
  return doc;
}

Doc mail_to_copy(
    const Proposal& proposal, const Standing& standing, const View& view, sys_seconds now
) {
  AuthorsWords words;
  if (standing.window && standing.window->state == WindowState::stopped)
    for (const Objection* one : objections_with(*standing.window, Objection::Verdict::substantive))
      words.objections.push_back(one->url);
  Doc doc;
  doc.heading({view.say("The mail")});
  doc.paragraph({view.say(
      "To be copied. It is in English, as the list is; what stands in <…> is for you to fill in."
  )});
  doc.append(copyable(proposal_mail(proposal, view, words, now), view));
  doc.append(when_sent(proposal, view, now));
  return doc;
}

bool lacks_resolution(const Proposal& proposal, const View& view) {
  return proposal.header.resolution != Resolution::linked &&
         means(proposal.header.status, Meaning::accepted, view.settings);
}

Doc propose(const Proposal& proposal, const Question& question, const std::string& button) {
  using Stage = Standing::Stage;
  const View& view = question.view;
  const Standing standing = standing_of(proposal, view.settings, question.context.db);
  if (standing.stage == Stage::decided) {
    Doc doc = guide_of(proposal, standing, view);
    if (lacks_resolution(proposal, view)) {
      doc.paragraph({view.say("Its Resolution still lacks the link to the decision.")});
      doc.append(follow_up(proposal, view, {}, standing.window ? standing.window->url : ""));
    }
    return doc;
  }
  Doc doc;
  doc.heading({view.linked(proposal)});
  doc.append(readiness(proposal, standing, view));
  if (standing.stage == Stage::unopposed) {
    doc.heading({view.say("Its comment period is over")});
    if (objections_with(*standing.window, Objection::Verdict::claimed).empty())
      doc.paragraph({view.say("No objection stands against it.")});
    else
      doc.paragraph(
          {view.say("First it is to be said whether the objection is substantive. If it is not:")}
      );
    doc.append(follow_up(proposal, view, {}, standing.window->url));
    return doc;
  }
  if (standing.stage != Stage::discussed) {
    doc.append(next_step(proposal, standing, view));
    return doc;
  }
  doc.append(mail_to_copy(proposal, standing, view, question.context.now));
  doc.buttons({Button(
      view.say("Write it with me"), button, std::to_string(proposal.number), Button::Style::primary
  )});
  return doc;
}

}  // namespace

std::span<const WordSpec> Author::words() const { return own_words; }

Outcome Author::asked(std::size_t word, std::string_view rest, const Question& question) {
  const View& view = question.view;
  const bool how = static_cast<Verb>(word) == Verb::how;
  if (how && rest.empty()) return {SayReply{guide(view)}, {}};
  const auto numbers = numbers_in(rest, view);
  // "how does indexing work" looks for words, as ever.
  if (how && numbers.empty())
    return {
        SayReply{look_up(std::string(own_words[word].word) + " " + std::string(rest), view).doc}, {}
    };
  if (view.shelf.proposals.empty()) return {SayReply{not_here_yet(view)}, {}};
  if (numbers.empty()) return {SayReply{which_one(view)}, {}};
  Doc doc;
  const Proposal* proposal =
      numbers.front().number ? view.shelf.find(*numbers.front().number) : nullptr;
  if (proposal == nullptr)
    doc = no_number(numbers.front(), view);
  else if (how)
    doc = guide_of(*proposal, standing_of(*proposal, view.settings, question.context.db), view);
  else
    doc = propose(*proposal, question, action_of(view.actions, button_name));
  if (numbers.size() > 1) doc.paragraph({view.say("One at a time; the rest is left out.")});
  return {SayReply{std::move(doc)}, {}};
}

Outcome Author::pressed(std::string_view what, std::string_view value, const Question& question) {
  int number = -1;
  std::from_chars(value.data(), value.data() + value.size(), number);
  const View& view = question.view;
  const Proposal* proposal = view.shelf.find(number);
  if (what != button_name) return {};
  if (proposal == nullptr) return {SayReply{which_one(view)}, {}};
  // The button may be older than what has become of it.
  const Standing standing = standing_of(*proposal, view.settings, question.context.db);
  if (standing.stage != Standing::Stage::discussed)
    return {SayReply{propose(*proposal, question, action_of(view.actions, button_name))}, {}};
  const Person& author = question.event.who;
  return {
      None{},
      {Open{
          author,
          mail_form(
              *proposal, view, author, action_of(view.actions, form_name), question.context.now
          )
      }}
  };
}

Outcome Author::submitted(std::string_view what, const Submit& form, const Question& question) {
  if (what != form_name) return {};
  const View& view = question.view;
  const auto state = form_state(form);
  const Proposal* proposal = state ? view.shelf.find(state->number) : nullptr;
  if (proposal == nullptr)
    return {
        Reject{
            {{"",
              view.say("I do not know this {label} any more.", fmt::arg("label", view.label)).str()}
            }
        },
        {}
    };
  auto words = authors_words(form, view);
  if (!words) return {std::move(words.error()), {}};
  const sys_seconds now = question.context.now;
  // When the form was opened, so that a repeat is answered alike; one that lay about for days would promise too little.
  const bool fresh = state->opened <= now && now - state->opened < std::chrono::days(1);
  const sys_seconds written = fresh ? state->opened : now;
  Doc doc;
  doc.heading({view.say("The mail")});
  doc.paragraph({view.say("To be copied. Nobody but you sees it here; sending it is up to you.")});
  doc.append(copyable(proposal_mail(*proposal, view, *words, written), view));
  doc.append(when_sent(*proposal, view, written));
  return {SayReply{std::move(doc)}, {}};
}

}  // namespace usher::proposals
