// commands/meeting/pad_notes.cpp: a page's section of one date becomes notes.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/given_notes.hpp"
#include "commands/meeting/minutes.hpp"
#include "commands/meeting/pad_text.hpp"
#include "commands/meeting/pads.hpp"
#include "commands/meeting/preparing.hpp"
#include "commands/meeting/telling.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::chrono::minutes asker_waits{10};
constexpr std::string_view tag_begin = "pad ";
constexpr int conflict = 409;

struct PadAsk {
  std::int64_t date = 0;
  Subscriber who;
};
std::optional<PadAsk> take_ask(Database& db, std::int64_t id) {
  PadAsk out;
  {
    auto row = db.query("SELECT occurrence,space,person FROM meeting_pad_asks WHERE id=?", id);
    if (!row.next()) return std::nullopt;
    out = {row.integer(0), {std::string(row.text(1)), "", std::string(row.text(2))}};
  }
  db.run("DELETE FROM meeting_pad_asks WHERE id=?", id);
  return out;
}

}  // namespace

const SeriesSettings* with_pad(const Settings& settings, std::string_view key) {
  const SeriesSettings* own = settings.pad_service.empty() ? nullptr : settings_of(settings, key);
  return own == nullptr || own->pad.empty() ? nullptr : own;
}

Call pad_call(
    const Settings& settings, const SeriesSettings& own, std::string tag, std::string method,
    std::chrono::seconds within
) {
  Call out;
  out.tag = std::move(tag);
  out.service = settings.pad_service;
  out.method = std::move(method);
  out.path = own.pad;
  out.within = within;
  return out;
}

Phrase pad_trouble(const Fetched& answer, const Say& say) {
  if (answer.status == conflict)
    return say("Somebody writes on it all the time, and I do not write over that.");
  switch (answer.error) {
    case errc::unauthorized:
      return say("HackMD does not let me: my token is wrong, or may not write on this page.");
    case errc::not_found:
      return say("HackMD knows no such page, or does not show it to me.");
    case errc::rate_limited:
      return say("HackMD lets me ask no more for now.");
    case errc::malformed:
      return say("I do not understand what HackMD answers.");
    default:
      return say("HackMD does not answer, or has trouble of its own.");
  }
}

std::vector<Effect> notes_read(
    const Settings& settings, Context& context, std::int64_t id, const Fetched& answer
) {
  const auto ask = take_ask(context.db, id);
  if (!ask || ask->who.person.empty()) return {};
  const Reader reader = reader_for(Target{ask->who}, settings, context);
  const Say& say = reader.say;
  const auto date = date_by_id(context.db, ask->date);
  const auto series = date ? series_by_id(context.db, date->series) : std::nullopt;
  Doc doc;
  if (!series) {
    doc.paragraph({say("I do not know this date any more.")});
  } else if (answer.error != errc::ok) {
    doc.paragraph({say("I could not read the page.")});
    doc.paragraph({pad_trouble(answer, say)});
  } else if (trim(answer.body).empty()) {
    doc.paragraph({say("The page is empty.")});
  } else if (std::string section = section_of(answer.body, date->start); section.empty()) {
    const Text day(archive_path("{date}", date->start));
    doc.paragraph({say(
        "No heading of the page has the date {day}, and others do. Write it there, and ask again.",
        fmt::arg("day", day)
    )});
  } else if (section.size() > longest_given) {
    doc.paragraph({say("This text is too long for notes.")});
  } else {
    const NotesPage page =
        keep_given({settings, context, *series, *date, std::move(section), ask->who});
    doc = given_preview(settings, context.db, page, say);
  }
  std::vector<Effect> out;
  out.emplace_back(
      post_to(ask->who, fmt::format("meeting-pad-notes:{}", id), std::move(doc), Lane::reply)
  );
  return out;
}

Outcome notes_from_pad(const Series& series, const MeetingDate& date, const Asked& asked) {
  const Say say = asked.say();
  const SeriesSettings* own = with_pad(asked.settings, series.key);
  if (own == nullptr) {
    const Text title(series.title);
    return {
        SayReply{say(
            "I can read no page of {title}. Whoever runs me names one (hackmd in meetings.toml) "
            "and gives me a token.",
            fmt::arg("title", title)
        )},
        {}
    };
  }
  Database& db = asked.context.db;
  remember(db, asked.event.at, asked.event.who);
  db.run(
      "INSERT INTO meeting_pad_asks(occurrence,space,person) VALUES(?,?,?)", date.id,
      asked.event.at.space, asked.event.who.id
  );
  return {
      SayReply{say("I read the page, and write to you what I found there.")},
      {pad_call(
          asked.settings, *own, fmt::format("pad notes {}", db.last_id()), "READ", asker_waits
      )}
  };
}

bool is_of_pad(std::string_view tag) { return tag.starts_with(tag_begin); }

void forget_in_pads(Database& db, std::string_view space, std::string_view person) {
  db.run("UPDATE meeting_pad_asks SET person='' WHERE space=? AND person=?", space, person);
}

}  // namespace usher::meeting
