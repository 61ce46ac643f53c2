// commands/meeting/archive_words.cpp: how a pull request stands, and what is in its way.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/archiving.hpp"
#include "commands/meeting/pull.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace usher::meeting {

namespace {

constexpr int conflict = 409;

Doc sentence(Phrase words) { return {std::move(words)}; }

// "github Resource not accessible" → the rest, which is GitHub's own.
std::string words_of_github(const Fetched& answer) {
  constexpr std::string_view begin = "github ";
  if (!answer.body.starts_with(begin)) return {};
  return shorten(sanitize(std::string_view(answer.body).substr(begin.size())), 300);
}

Doc wait_words(const Fetched& answer, const Say& say) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(answer.wait).count();
  return sentence(say.plural(
      "GitHub lets me ask again in a minute only. Try again then.",
      "GitHub lets me ask again in {n} minutes only. Try again then.",
      std::max<long>(static_cast<long>(minutes), 1)
  ));
}

// What GitHub would not do.
Doc refused_words(const PullPlace& place, const Fetched& answer, const Say& say) {
  const Text archive(place.repository);
  const auto name = fmt::arg("archive", archive);
  Doc doc;
  if (answer.status == 401)
    doc.paragraph(
        {say("GitHub does not accept my token: it is wrong, or it has run out. Whoever runs me has "
             "to give me another one.")}
    );
  else if (answer.status == 403)
    doc.paragraph({say(
        "My token may not write to {archive}. Whoever runs me has to let it write contents and "
        "pull requests there.",
        name
    )});
  else if (answer.status == 404)
    doc.paragraph({say(
        "GitHub shows me no {archive}: it has another name, or my token does not reach it. Whoever "
        "runs me has to look at that.",
        name
    )});
  else if (answer.status == 422)
    doc.paragraph({say(
        "GitHub refuses what I sent to {archive}: its rules for branches may be in the way. "
        "Whoever looks after it can tell.",
        name
    )});
  else
    doc.paragraph({say("GitHub refused it.")});
  if (const std::string theirs = words_of_github(answer); !theirs.empty()) {
    doc.paragraph({say("GitHub's own words:")});
    doc.quote(Text(theirs));
  }
  return doc;
}

}  // namespace

Doc pull_trouble(const PullPlace& place, const Fetched& answer, const Say& say) {
  const Text archive(place.repository);
  const Text file(place.file);
  const auto name = fmt::arg("archive", archive);
  if (answer.body == "taken")
    return sentence(
        say("{archive} has another file of that name already, and I do not write over it: {file}",
            name, fmt::arg("file", file))
    );
  if (answer.body == "edited")
    return sentence(
        say("Somebody has changed the file in the branch {branch}, and I do not write over that. "
            "Change it there.",
            fmt::arg("branch", Text(place.branch)))
    );
  if (answer.body == "base")
    return sentence(
        say("{archive} has no such branch as I was told of. Whoever runs me has to mend "
            "archive_branch.",
            name)
    );
  if (answer.body == "empty")
    return sentence(say("{archive} is empty. Somebody has to put a first file there.", name));
  if (answer.status == conflict)
    return sentence(say("Somebody wrote there at the same moment. Try again."));
  switch (answer.error) {
    case errc::rate_limited:
      return wait_words(answer, say);
    case errc::unauthorized:
    case errc::not_found:
    case errc::refused:
      return refused_words(place, answer, say);
    case errc::unsupported:
      return sentence(say("I have no access to the archive any more."));
    case errc::malformed:
      return sentence(
          say("I do not understand what GitHub answers. Whoever runs me should look at it.")
      );
    default:
      return sentence(say("GitHub does not answer, or has trouble of its own. Try again later."));
  }
}

Line pull_link(const NotesPage& page) {
  if (page.url.empty()) return {};
  const std::string words =
      page.number > 0 ? fmt::format("#{}", page.number) : std::string(page.url);
  return {link(Text(words), page.url)};
}

Line standing(const NotesPage& page, const Say& say) {
  const auto with_link = [&](Phrase words) {
    Line out{std::move(words)};
    if (Line to = pull_link(page); !to.empty()) {
      out.emplace_back(Text(std::string(" ")));
      out.push_back(std::move(to.front()));
    }
    return out;
  };
  switch (page.pull) {
    case Pull::none:
      return {};
    case Pull::open:
      return with_link(say("The pull request is open. Somebody has to look it over and merge it."));
    case Pull::merged:
      return with_link(say("The pull request is merged: the notes are in the archive."));
    case Pull::closed:
      return with_link(
          say("The pull request was closed and not merged. I open no other one: it can be opened "
              "again there.")
      );
    case Pull::there:
      return with_link(say("The notes are in the archive."));
  }
  return {};
}

Doc made_words(const NotesPage& page, bool is_new, const Say& say) {
  const Text meeting(page.meeting);
  Doc doc;
  if (is_new)
    doc.paragraph(
        {say("The pull request with the notes of {title} is there.", fmt::arg("title", meeting))}
    );
  else
    doc.paragraph({say("Of the notes of {title}:", fmt::arg("title", meeting))});
  doc.paragraph(standing(page, say));
  return doc;
}

Doc failed_words(
    const Settings& settings, const NotesPage& page, const Fetched& answer, const Say& say
) {
  const Text meeting(page.meeting);
  Doc doc;
  const auto title = fmt::arg("title", meeting);
  if (page.pull == Pull::open)
    doc.paragraph({say("The pull request with the notes of {title} is as it was.", title)});
  else
    doc.paragraph({say("There is no pull request with the notes of {title} yet.", title)});
  doc.append(pull_trouble({settings.archive, page.file, page.branch}, answer, say));
  const Text command(std::string("/meeting notes"));
  const Text file(page.file);
  doc.paragraph({say(
      "The file can also be put there by hand, as {file}. {command} shows it again.",
      fmt::arg("file", file), fmt::arg("command", command)
  )});
  doc.buttons({propose_button(page, say("Try again"))});
  return doc;
}

Button propose_button(const NotesPage& page, Phrase words) {
  return {std::move(words), "meeting.propose", std::to_string(page.id), Button::Style::primary};
}

}  // namespace usher::meeting
