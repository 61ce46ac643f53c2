// commands/meeting/archiving.cpp: Calls to the archive, and their answers.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/archiving.hpp"

#include "bot/text.hpp"
#include "commands/meeting/follow_ups.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/pull.hpp"
#include "commands/meeting/telling.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::meeting {

namespace {

// Somebody waits for it; after that they are told what is in the way.
constexpr std::chrono::minutes patience{10};
constexpr std::chrono::hours look_patience{6};
constexpr std::string_view tag_begin = "archive ";

// In English whoever asks, and without anybody's name: the archive is.
std::string body_of(Database& db, const NotesPage& page) {
  const std::string known = blob_in_branch(db, page.branch);
  std::string out = known.empty() ? std::string("-") : known;
  out += fmt::format("\n{}\n", page.title);
  out += fmt::format("Adds `{}`.\n", page.file);
  out +=
      "Proposed by a chat bot for those who organise the meeting. Please look them over before you "
      "merge.\n\n";
  return out + page.text;
}

Call call_of(
    const Settings& settings, const NotesPage& page, std::string tag, std::string method,
    std::chrono::seconds within
) {
  Call out;
  out.tag = std::move(tag);
  out.service = settings.archive_service;
  out.method = std::move(method);
  out.path = fmt::format("{} {}", page.branch, page.file);
  out.within = within;
  return out;
}

void take(Database& db, NotesPage& page, const Standing& now, sys_seconds at, bool wrote) {
  page.pull = now.pull;
  page.number = now.number;
  page.url = now.url;
  if (wrote) page.blob = now.blob;
  set_pull(db, page);
  if (now.pull == Pull::merged || now.pull == Pull::there) set_archived(db, page.id, at);
}

std::vector<Effect> proposed(
    const Settings& settings, Context& context, NotesPage& page, const Fetched& answer
) {
  const auto now = read_standing(answer);
  if (now)
    take(context.db, page, *now, context.now, now->pull == Pull::open || now->pull == Pull::there);
  else
    end_pull(context.db, page.id, answer.etag);
  if (page.asker.person.empty()) return {};
  const Reader reader = reader_for(Target{page.asker}, settings, context);
  Doc doc = now ? made_words(page, now->made, reader.say)
                : failed_words(settings, page, answer, reader.say);
  std::vector<Effect> out;
  out.emplace_back(post_to(
      page.asker, fmt::format("meeting-pull:{}:{}", page.id, page.asked), std::move(doc),
      Lane::reply
  ));
  return out;
}

// Where it cannot be looked at, the question is asked as if there were nothing to look at.
std::vector<Effect> looked(
    const Settings& settings, Context& context, NotesPage& page, const Fetched& answer,
    std::int64_t step, bool last, std::int64_t asked
) {
  if (const auto now = read_standing(answer)) {
    // Asked for since, or while it was looked at: what comes of that is newer.
    const bool newer = page.under_way || page.asked != asked;
    if (!newer) take(context.db, page, *now, context.now, false);
    if (!newer && (now->pull == Pull::merged || now->pull == Pull::there)) return {};
  }
  return ask_whether_archived(settings, context, page, step, last);
}

}  // namespace

bool can_propose(const Settings& settings, const NotesPage& page) {
  return !settings.archive_service.empty() && !page.branch.empty() && !page.file.empty();
}

bool may_propose(const NotesPage& page, const Asked& asked) {
  const Person& who = asked.event.who;
  const bool theirs = page.by.space == asked.event.at.space && !who.id.empty() &&
                      (page.by.person == who.id || page.begun_by == who.id);
  return theirs || who.roles.has(Role::organiser) || who.roles.has(Role::maintainer);
}

Outcome propose(std::string_view value, const Asked& asked) {
  const Say say = asked.say();
  Database& db = asked.context.db;
  const auto page = page_by_id(db, number_typed(value).value_or(0));
  if (!page) return {SayReply{say("These notes are not kept any more.")}, {}};
  if (!may_propose(*page, asked))
    return {SayReply{say("Whoever has the notes, or an organiser, opens the pull request.")}, {}};
  if (!can_propose(asked.settings, *page)) {
    const Text file(page->file);
    return {
        SayReply{
            say("I have no access to the archive. Put the file there by hand: {file}",
                fmt::arg("file", file))
        },
        {}
    };
  }
  if (page->under_way)
    return {SayReply{say("It is being opened already. I write to whoever asked for it.")}, {}};
  remember(db, asked.event.at, asked.event.who);
  const std::int64_t times = want_pull(db, page->id, asked.person());
  Call call = call_of(
      asked.settings, *page, fmt::format("archive propose {} {}", page->id, times), "PROPOSE",
      patience
  );
  call.body = body_of(db, *page);
  const Text archive(asked.settings.archive);
  return {
      SayReply{
          say("I open a pull request in {archive}, and write to you when it is there.",
              fmt::arg("archive", archive))
      },
      {std::move(call)}
  };
}

std::optional<Call> look_at_archive(
    const Settings& settings, const NotesPage& page, std::int64_t step, bool last
) {
  if (!can_propose(settings, page)) return std::nullopt;
  return call_of(
      settings, page,
      fmt::format("archive look {} {} {} {}", page.id, step, last ? 1 : 0, page.asked), "LOOK",
      look_patience
  );
}

bool is_of_archive(std::string_view tag) { return tag.starts_with(tag_begin); }

std::vector<Effect> archive_answered(
    const Settings& settings, Context& context, const Fetched& answer
) {
  const auto words = split_words(answer.tag);
  if (words.size() < 4) return {};
  auto page = page_by_id(context.db, number_typed(words[2]).value_or(0));
  if (!page) return {};
  if (words[1] == "propose") return proposed(settings, context, *page, answer);
  return looked(
      settings, context, *page, answer, number_typed(words[3]).value_or(0),
      words.size() > 4 && words[4] == "1",
      words.size() > 5 ? number_typed(words[5]).value_or(0) : page->asked
  );
}

}  // namespace usher::meeting
