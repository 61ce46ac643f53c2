// commands/proposals/poll.cpp: the events of a poll: it is time, the listing, a file.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/poll.hpp"

#include "bot/text.hpp"
#include "commands/proposals/budget.hpp"
#include "commands/proposals/file_facts.hpp"
#include "commands/proposals/reading.hpp"
#include "commands/proposals/staging.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace usher::proposals {

namespace {

using std::chrono::minutes;

constexpr minutes give_up{5};      // of one Call
constexpr minutes noted_every{1};  // that it goes on

bool may_come_later(errc error) {
  return is_transient(error) || error == errc::gave_up || error == errc::expired ||
         error == errc::cancelled;
}

// The source listed a file that it does not have: somebody pushed in between, or its servers differ. That passes, nearly
// always; where the listing stays as it was, nobody would look again.
bool may_be_amiss(const Fetched& answer) {
  return answer.status == 404 || answer.error == errc::not_found || answer.error == errc::malformed;
}

struct Tag {
  std::string_view step, file;  // "list" or "get"
  int poll = -1;
};
// "list 7", "get 7 nep-0018-….rst"
Tag parse_tag(std::string_view tag) {
  Tag out;
  const auto words = split_words(tag);
  if (words.size() < 2) return out;
  out.step = words[0];
  std::from_chars(words[1].data(), words[1].data() + words[1].size(), out.poll);
  if (words.size() == 3) out.file = words[2];
  return out;
}

}  // namespace

Polled Poll::tick(Database& db, std::string_view of_job, const Shelf& shelf, sys_seconds now)
    const {
  Freshness state = freshness(db, settings_.command).value_or(Freshness{});
  Budget budget;
  Polled out;
  const Work work{db, state, shelf, now, budget, out};
  if (of_job == step_job) {
    proceed(work);
    return out;
  }
  if (settings_.service.empty()) return out;
  out.effects.emplace_back(Remind{std::string(job), now + std::max(settings_.every, minutes(1))});
  if (state.step > Step::comparing) {
    // The poll before has ended, and is not put away yet.
    out.effects.emplace_back(Remind{std::string(step_job), now});
    return out;
  }
  // One that began in the future of a clock that was set back is over.
  if (state.started != sys_seconds{} && state.started <= now && now < state.started + longest_wait)
    return out;
  const std::size_t rows = std::max<std::size_t>(budget.left(cost::cleared), 1);
  if (!clear_some_files(db, settings_.command, rows)) {
    // One that was given up has left more than can be put away now.
    out.effects.clear();
    give_way(work);
    return out;
  }
  const bool same_source = state.source == settings_.source;
  ++state.poll;
  state.started = now;
  state.step = Step::none;
  state.asked = settings_.source;
  state.reader = reader_version;
  state.pending_etag.clear();
  set_freshness(db, settings_.command, state);
  out.effects.emplace_back(Call{
      fmt::format("list {}", state.poll),
      settings_.service,
      "LIST",
      {},
      {},
      same_source ? state.etag : std::string(),
      give_up
  });
  return out;
}

Polled Poll::fetched(Database& db, const Fetched& answer, const Shelf& shelf, sys_seconds now)
    const {
  const auto state = freshness(db, settings_.command);
  const Tag tag = parse_tag(answer.tag);
  if (!state || state->started == sys_seconds{} || tag.poll != state->poll)
    return {};  // of a poll that is over
  if (tag.step == "list" && state->step == Step::none)
    return listed(db, *state, answer, shelf, now);
  if (tag.step == "get" && state->step == Step::reading)
    return read(db, *state, tag.file, answer, shelf, now);
  return {};
}

Polled Poll::listed(
    Database& db, Freshness state, const Fetched& answer, const Shelf& shelf, sys_seconds now
) const {
  const std::string& series = settings_.command;
  Budget budget;
  Polled out;
  const Work work{db, state, shelf, now, budget, out};
  if (answer.error == errc::not_yet) {
    put_off(work, answer.wait);
  } else if (answer.error != errc::ok) {
    fail(work, answer.error);
  } else if (answer.status == 304 && state.source == settings_.source && !state.etag.empty()) {
    state.pending_etag = state.etag;
    settle(work);
    out.swap = {{}, state.as_of, false};
  } else if (answer.status != 200) {
    fail(work, errc::malformed);
  } else if (const Listed listing = parse_listing(answer.body, grammar_of(settings_));
             refuses(work, listing)) {
    fail(work, errc::malformed);
  } else {
    state.pending_etag = answer.etag;
    state.step = Step::staging;
    state.place = -1;
    keep_listing(db, series, answer.body);
    for (const ListedFile& file : listing.loose) stage(db, series, file, FileState::as_it_was);
    proceed(work, &listing);
  }
  return out;
}

// The next files that are wanted.
void Poll::ask(const Work& work, std::size_t most) const {
  for (const AskedFile& one : ask_next(work.db, settings_.command, most))
    work.out.effects.emplace_back(Call{
        fmt::format("get {} {}", work.state.poll, one.file),
        settings_.service,
        "READ",
        fmt::format("{} {}", one.sha, one.file),
        {},
        {},
        give_up
    });
}

Polled Poll::read(
    Database& db, Freshness state, std::string_view file, const Fetched& answer, const Shelf& shelf,
    sys_seconds now
) const {
  const std::string& series = settings_.command;
  const int number = proposal_number(file, grammar_of(settings_)).value_or(-1);
  const auto asked = asked_file(db, series, number, file);
  if (!asked) return {};
  FileState became = FileState::unreadable;
  std::string facts;
  if (answer.error != errc::ok || answer.status == 404) {
    if (may_come_later(answer.error) || (may_be_amiss(answer) && state.amiss < told_at))
      became = FileState::failed;
  } else if (answer.status == 200) {
    const auto read = parse_file_facts(answer.body);
    const std::string begin = fmt::format("{}\t{}\t{}\t", number, file, asked->sha);
    const bool whole = read && read->size == asked->size && read->line.starts_with(begin);
    // Not a header at all: a file emptied or overwritten by mistake does not erase what was known of it.
    if (whole && read->readable) {
      became = FileState::was_read;
      facts = read->line;
    } else if (!whole) {
      became = FileState::failed;  // cut short on the way, or of another version of the program
    }
  }
  note(db, series, {number, std::string(file), asked->sha}, became, facts);

  Budget budget;
  Polled out;
  const Work work{db, state, shelf, now, budget, out};
  ask(work, 1);
  if (out.effects.empty() && !any_asked_for(db, series)) {
    proceed(work);
  } else if (now >= state.started + noted_every) {
    state.started = now;
    set_freshness(db, series, state);
  }
  return out;
}

// What a poll that is over has left behind goes first, by steps that are due at once; the next begins after them.
void Poll::give_way(const Work& work) const {
  Freshness& state = work.state;
  ++state.poll;
  state.started = {};
  state.step = Step::clearing;
  state.place = -1;
  set_freshness(work.db, settings_.command, state);
  work.out.effects.emplace_back(Remind{std::string(step_job), work.now});
  work.out.effects.emplace_back(Remind{std::string(job), work.now + minutes(1)});
}

const Shelf& Poll::own(const Freshness& state, const Shelf& shelf) const {
  static const Shelf nothing;
  return state.source.empty() || state.source == settings_.source ? shelf : nothing;
}

}  // namespace usher::proposals
