// commands/meeting/coming.cpp: five lines for a first time, and questions from those who cannot come.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/coming.hpp"

#include "bot/text.hpp"
#include "commands/meeting/agenda.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/hosting.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::size_t longest_question = 300;

void note(const Asked& asked, std::int64_t date, bool comes) {
  asked.context.db.run(
      "INSERT OR REPLACE INTO meeting_going(occurrence,space,person,comes,at) VALUES(?,?,?,?,?)",
      date, asked.event.at.space, asked.event.who.id, comes, asked.context.now
  );
}

// Nobody who has a part in the community, or was told before.
bool first_time(const Asked& asked) {
  const Roles& roles = asked.event.who.roles;
  if (roles.has(Role::contributor) || roles.has(Role::maintainer) || roles.has(Role::organiser))
    return false;
  Database& db = asked.context.db;
  remember(db, asked.event.at, asked.event.who);
  return db.run(
             "UPDATE meeting_people SET met=1 WHERE space=? AND person=? AND met=0",
             asked.event.at.space, asked.event.who.id
         ) > 0;
}

// What happens, camera, hello, who hosts, questions.
Doc first_meeting(const Shown& shown, const Asked& asked) {
  const Say say = asked.say();
  const Text command("/agenda add " + shown.typed(asked.settings) + ": …");
  std::vector<Line> lines;
  const auto length = shown.date.end - shown.date.start;
  if (length > std::chrono::seconds(0)) {
    const Phrase span = span_words(length, say);
    lines.push_back({say(
        "It lasts {span}: the agenda is gone through point by point, and everybody may speak.",
        fmt::arg("span", span)
    )});
  } else {
    lines.push_back({say("The agenda is gone through point by point, and everybody may speak.")});
  }
  lines.push_back({say("Camera and microphone are up to you. Listening is fine.")});
  lines.push_back(
      {say("To say hello, write your name and one sentence into the chat of the call, or say it "
           "when newcomers are asked.")}
  );
  if (const auto host = host_of(asked.settings, asked.context, shown)) {
    const Text name(host->name);
    lines.push_back({say("{name} hosts it, and helps you.", fmt::arg("name", name))});
  } else {
    lines.push_back({say("Whoever hosts it says so at the beginning, and helps you.")});
  }
  lines.push_back(
      {say("You may ask anything; beforehand, too: {command}", fmt::arg("command", command))}
  );
  Doc doc;
  doc.paragraph({say("If it is your first time:")});
  doc.bullets(std::move(lines));
  return doc;
}

// What was said to a topic: the lines after it, up to the next one. Nothing where it did not come up.
std::optional<std::vector<std::string>> said_to(
    const std::string& topic, const std::vector<NoteLine>& lines
) {
  std::optional<std::vector<std::string>> out;
  bool within = false;
  for (const NoteLine& one : lines) {
    if (one.kind == NoteLine::Kind::topic) {
      within = same_ascii(one.text, topic);
      if (within && !out) out.emplace();
    } else if (within && one.kind != NoteLine::Kind::present &&
               one.kind != NoteLine::Kind::newcomers) {
      out->push_back(one.who.empty() ? one.text : one.who + ": " + one.text);
    }
  }
  return out;
}

struct Question {
  std::int64_t id = 0;
  std::string text;
  Subscriber who;
};
std::vector<Question> questions(Database& db, std::string_view key) {
  std::vector<Question> out;
  auto row = db.query(
      "SELECT id,text,space,person FROM meeting_agenda WHERE key=? AND done=0 AND question=1 AND "
      "person<>'' ORDER BY id LIMIT 50",
      key
  );
  while (row.next())
    out.push_back(
        {row.integer(0),
         std::string(row.text(1)),
         {std::string(row.text(2)), "", std::string(row.text(3))}}
    );
  return out;
}

}  // namespace

Outcome comes(const Shown& shown, const Asked& asked) {
  const Say say = asked.say();
  note(asked, shown.date.id, true);
  const Text title = title_of(shown);
  Doc doc;
  doc.paragraph(
      {say("Noted: you are coming to {title}.", fmt::arg("title", title)), blank(),
       when_of(shown, shown.date.start, asked.reader(false))}
  );
  if (first_time(asked)) doc.append(first_meeting(shown, asked));
  return {SayReply{std::move(doc)}, {}};
}

Outcome stays_away(const Shown& shown, const Asked& asked) {
  const Say say = asked.say();
  note(asked, shown.date.id, false);
  const Text title = title_of(shown);
  Doc doc;
  doc.paragraph(
      {say("Noted: you cannot come to {title}. Thank you for saying so.", fmt::arg("title", title))}
  );
  doc.paragraph(
      {say("Is there anything that you would have asked? It is asked for you, and I bring you the "
           "answer from the notes.")}
  );
  doc.buttons({Button(say("Ask something"), "meeting.ask", std::to_string(shown.date.id))});
  return {
      SayReply{std::move(doc)}, cannot_host(asked.settings, asked.context, shown, asked.person())
  };
}

Outcome ask_something(const Shown& shown, const Asked& asked) {
  const Say say = asked.say();
  const Text title = title_of(shown);
  Form form;
  form.id = question_form;
  form.title = say("Your question").str();
  form.submit = say("Put it on the agenda").str();
  form.intro.paragraph({say(
      "It goes on the agenda of {title} with your name, where everybody can read it.",
      fmt::arg("title", title)
  )});
  form.state = std::to_string(shown.date.id);
  usher::Field words;
  words.name = "question";
  words.label = say("What would you ask?").str();
  words.type = usher::Field::Type::text;
  words.max_length = longest_question;
  form.fields = {std::move(words)};
  return {None{}, {Open{asked.event.who, std::move(form)}}};
}

Outcome question_asked(const Submit& form, const Asked& asked) {
  const Say say = asked.say();
  const auto field = [&](const char* name) {
    const auto found = form.fields.find(name);
    return found == form.fields.end() ? std::string() : found->second;
  };
  const auto date = date_by_id(asked.context.db, number_typed(field("_state")).value_or(0));
  const auto series = date ? series_by_id(asked.context.db, date->series) : std::nullopt;
  const std::string text(shorten(sanitize(trim(field("question"))), longest_question));
  if (text.empty()) return {Reject{{{"question", say("Write what you would ask.").str()}}}, {}};
  if (!series || date->end <= asked.context.now)
    return {SayReply{say("This meeting is over.")}, {}};
  remember(asked.context.db, asked.event.at, asked.event.who);
  if (!add_item(asked.context.db, series->key, text, asked, true))
    return {SayReply{say("The agenda is full.")}, {}};
  const Text title(series->title);
  Doc doc;
  doc.paragraph({say(
      "It is on the agenda of {title}. When the notes are written, I bring you what was said.",
      fmt::arg("title", title)
  )});
  doc.quote(Text(text));
  return {SayReply{std::move(doc)}, {}};
}

std::vector<Effect> bring_answers(
    const Settings& settings, const Context& context, const Taking& taking,
    const std::vector<NoteLine>& lines
) {
  std::vector<Effect> out;
  const auto series = series_by_id(context.db, taking.series);
  if (!series) return out;
  for (const Question& one : questions(context.db, series->key)) {
    const auto said = said_to(one.text, lines);
    const Target to{one.who};
    const Reader reader = reader_for(to, settings, context);
    const Text title(taking.title);
    const auto arg = fmt::arg("title", title);
    Doc doc;
    doc.paragraph({reader.say("You asked this for {title}:", arg)});
    doc.quote(Text(one.text));
    if (!said) {
      doc.paragraph({reader.say("It did not come up this time, and stays on the agenda.")});
    } else if (said->empty()) {
      doc.paragraph({reader.say("It came up, and nothing was noted of what was said.")});
    } else {
      std::vector<Line> bullets;
      bullets.reserve(said->size());
      for (const std::string& line : *said) bullets.push_back({Text(without_passcodes(line))});
      doc.paragraph({reader.say("From the notes:")});
      doc.bullets(std::move(bullets));
    }
    const SeriesSettings* own = settings_of(settings, series->key);
    if (own != nullptr && !own->notes.empty()) doc.paragraph({link(Text(own->notes), own->notes)});
    out.emplace_back(post_to(
        one.who, fmt::format("meeting-answer:{}:{}", taking.id, one.id), std::move(doc), Lane::reply
    ));
  }
  return out;
}

}  // namespace usher::meeting
