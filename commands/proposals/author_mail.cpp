// commands/proposals/author_mail.cpp: the wording of the mails.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/author_mail.hpp"

#include "bot/text.hpp"
#include "commands/proposals/rst.hpp"
#include "commands/proposals/window.hpp"

#include <fmt/format.h>

#include <array>

namespace usher::proposals {

namespace {

constexpr std::size_t widest = 76;

// The words of one paragraph, in lines that mail programs leave alone.
std::string wrapped(std::string_view words) {
  std::string out;
  std::size_t column = 0;
  for (const std::string_view word : split_words(words)) {
    const std::size_t size = count_code_points(word);
    if (column != 0 && column + 1 + size > widest) {
      out += '\n';
      column = 0;
    } else if (column != 0) {
      out += ' ';
      ++column;
    }
    out += word;
    column += size;
  }
  return out;
}

// "Monday, 28 September 2026, 14:00 UTC"
std::string instant_in_words(sys_seconds at) {
  constexpr std::array<std::string_view, 7> days = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};
  constexpr std::array<std::string_view, 12> months = {"January", "February", "March",
                                                       "April",   "May",      "June",
                                                       "July",    "August",   "September",
                                                       "October", "November", "December"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(at - day);
  return fmt::format(
      "{}, {} {} {}, {:02}:{:02} UTC", days.at(std::chrono::weekday(day).c_encoding()),
      static_cast<unsigned>(date.day()), months.at(static_cast<unsigned>(date.month()) - 1),
      static_cast<int>(date.year()), time.hours().count(), time.minutes().count()
  );
}

std::string short_name(const Settings& settings, int number) {
  return settings.label + " " + std::to_string(number);
}

// "NEP 57 (“Title”)" in the mail's plain characters.
std::string full_name(const Settings& settings, const Proposal& proposal) {
  const std::string title = plain_title(proposal.header.title);
  const std::string name = short_name(settings, proposal.number);
  return title.empty() ? name : fmt::format("{} (\"{}\")", name, title);
}

std::string or_gap(std::string_view words, std::string_view gap) {
  const std::string_view said = trim(words);
  return std::string(said.empty() ? gap : said);
}

std::string points_of(const AuthorsWords& words) {
  if (!trim(words.points).empty()) return std::string(trim(words.points));
  std::string out;
  for (const std::string& objection : words.objections)
    out += fmt::format("- {}\n  <how this objection was resolved>\n", objection);
  return out += "- <what was disputed>: <how it was resolved>";
}

// Where the rules stand: the page that is configured, else the first of the series. Nothing where neither is there.
std::string rules_of(const Proposal& proposal, const View& view) {
  const Proposal* first = view.shelf.find(0);
  const std::string& page = view.settings.rules_url;
  if (first != nullptr && first->number != proposal.number)
    return fmt::format(
        "{} says how this works:\n{}\n", short_name(view.settings, 0),
        page.empty() ? page_of(view.settings, *first) : page
    );
  return page.empty() ? page : fmt::format("This is how it works:\n{}\n", page);
}

std::string replaced_by_it(const Proposal& proposal, const Settings& settings) {
  std::string names;
  for (const int number : proposal.header.replaces)
    names += (names.empty() ? "" : ", ") + short_name(settings, number);
  return names.empty() ? names : "It replaces " + names + ".";
}

}  // namespace

sys_seconds earliest_end(const Settings& settings, sys_seconds written) {
  return std::chrono::ceil<std::chrono::minutes>(
      written + std::chrono::days(comment_days(settings.process_days))
  );
}

Mail proposal_mail(
    const Proposal& proposal, const View& view, const AuthorsWords& words, sys_seconds written
) {
  const Settings& settings = view.settings;
  const std::string name = short_name(settings, proposal.number);
  const std::string opening = fmt::format(
      "I propose to accept {}. {}", full_name(settings, proposal),
      replaced_by_it(proposal, settings)
  );
  const std::string closing = fmt::format(
      "If nobody raises a substantive objection within {} days from this email, that is, until at "
      "least {}, {} will be accepted.",
      comment_days(settings.process_days), instant_in_words(earliest_end(settings, written)), name
  );
  return {
      fmt::format(
          "Proposal to accept {} #{}: {}", settings.label, proposal.number,
          or_gap(plain_title(proposal.header.title), "<title>")
      ),
      fmt::format(
          "Hello everybody,\n\n{}\n\nThe latest version:\n{}\n\nThe major points of contention, "
          "and how they were resolved:\n\n{}\n\n{}\n{}\nBest wishes,\n{}\n",
          wrapped(opening), or_gap(words.version, page_of(settings, proposal)), points_of(words),
          wrapped(closing), rules_of(proposal, view), or_gap(words.name, "<your name>")
      )
  };
}

Mail follow_up_mail(const Proposal& proposal, const View& view, std::string_view proposed_in) {
  const Settings& settings = view.settings;
  const std::string name = short_name(settings, proposal.number);
  // Not under the subject of the proposal: a mail that begins like it would open another period.
  Mail out;
  out.subject = fmt::format(
      "{} is accepted: {}", name, or_gap(plain_title(proposal.header.title), "<title>")
  );
  out.body = fmt::format(
      "Hello everybody,\n\n{}\n\nThe text:\n{}\n",
      wrapped(fmt::format(
          "The final comment period of {} has passed without substantive objections, so it is "
          "accepted 🎉✨",
          full_name(settings, proposal)
      )),
      page_of(settings, proposal)
  );
  if (!proposed_in.empty()) out.body += fmt::format("\nWhere it was proposed:\n{}\n", proposed_in);
  out.body += fmt::format(
      "\n{}\n\nThanks to all who read it and said what they think of it,\n<your name>\n",
      wrapped("I will now set its Status, and its Resolution to a link to this email.")
  );
  return out;
}

Doc copyable(const Mail& mail, const View& view) {
  Doc doc;
  doc.paragraph({bold(view.say("Subject"))});
  doc.preformatted(Text::lines(mail.subject));
  doc.paragraph({bold(view.say("Text"))});
  doc.preformatted(Text::lines(mail.body));
  return doc;
}

}  // namespace usher::proposals
