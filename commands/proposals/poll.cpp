// commands/proposals/poll.cpp: the steps of a poll.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/poll.hpp"

#include "bot/text.hpp"
#include "commands/proposals/index.hpp"
#include "commands/proposals/staging.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace usher::proposals {

namespace {

using std::chrono::minutes;

constexpr minutes give_up{5};        // of one Call
constexpr minutes longest_poll{30};  // after that its answers are no longer waited for
constexpr minutes first_retry{5};    // then three times as long, up to the usual interval
constexpr int told_at = 3;           // failures in a row after which the operator is told

sys_seconds next_retry(const Settings& settings, int failures, errc why, sys_seconds now) {
  minutes wait = first_retry;
  for (int i = 1; i < failures && wait < settings.every; ++i) wait *= 3;
  // Who asks to be left alone is left alone.
  if (why == errc::rate_limited || why == errc::refused || why == errc::unauthorized)
    wait = settings.every;
  return now + std::min(wait, settings.every);
}

bool may_come_later(errc error) {
  return is_transient(error) || error == errc::gave_up || error == errc::expired ||
         error == errc::cancelled;
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

std::vector<Change> compare(const Shelf& before, const Shelf& after) {
  std::vector<Change> changes;
  for (const Proposal& old : before.proposals)
    if (after.find(old.number) == nullptr) changes.push_back({&old, nullptr});
  for (const Proposal& now : after.proposals) {
    const Proposal* old = before.find(now.number);
    if (old == nullptr || *old != now) changes.push_back({old, &now});
  }
  return changes;
}

std::vector<Effect> Poll::start(Database& db, sys_seconds now, const std::optional<Shelf>& read)
    const {
  const std::string& series = settings_.command;
  auto state = freshness(db, series);
  const bool other = !state || state->source != settings_.source;
  const auto index = facts_from_index(settings_.index);
  const bool newer = index && (!state || (state->source.empty() && state->as_of != index->as_of));
  const std::optional<Shelf>& seed = other && read ? read : newer ? index : std::nullopt;
  if (seed) {
    const Shelf before = facts_from_database(db, series).value_or(Shelf{});
    store_changes(db, series, compare(before, *seed));
  }
  if (!state) state = Freshness{};
  if (other && !state->source.empty()) {
    // A poll of that source that was under way is over: its number is not answered to any more.
    ++state->poll;
    state->started = {};
    state->failures = 0;
  }
  if (seed) state->as_of = seed->as_of;
  if (other && read) {
    state->source = settings_.source;
    state->etag.clear();  // a whole poll is still to come
  }
  set_freshness(db, series, *state);
  if (settings_.service.empty()) return {Forget{std::string(job)}};
  sys_seconds due = now;
  const bool polled = state->source == settings_.source && !state->source.empty();
  if (polled && state->failures == 0 && !state->etag.empty())
    due = std::clamp(state->as_of + settings_.every, now, now + settings_.every);
  if (state->started != sys_seconds{})
    due = std::clamp(state->started + longest_poll, now, now + longest_poll);
  return {Remind{std::string(job), due}};
}

std::vector<Effect> Poll::tick(Database& db, sys_seconds now) const {
  const std::string& series = settings_.command;
  Freshness state = freshness(db, series).value_or(Freshness{});
  const Remind next{std::string(job), now + std::max(settings_.every, minutes(1))};
  if (settings_.service.empty()) return {};
  if (state.started != sys_seconds{} && now < state.started + longest_poll) return {next};
  const bool same_source = state.source == settings_.source;
  ++state.poll;
  state.started = now;
  state.pending_etag.clear();
  set_freshness(db, series, state);
  clear_files(db, series);
  return {
      next,
      Call{
          fmt::format("list {}", state.poll),
          settings_.service,
          "LIST",
          {},
          {},
          same_source ? state.etag : std::string(),
          give_up
      }
  };
}

Polled Poll::fetched(Database& db, const Fetched& answer, sys_seconds now) const {
  const auto state = freshness(db, settings_.command);
  const Tag tag = parse_tag(answer.tag);
  if (!state || state->started == sys_seconds{} || tag.poll != state->poll)
    return {};  // of a poll that is over
  if (tag.step == "list") return listed(db, *state, answer, now);
  if (tag.step == "get") return read(db, *state, tag.file, answer, now);
  return {};
}

Polled Poll::listed(Database& db, Freshness state, const Fetched& answer, sys_seconds now) const {
  const std::string& series = settings_.command;
  if (answer.error != errc::ok) return {fail(db, state, answer.error, now)};
  if (answer.status == 304 && state.source == settings_.source && !state.etag.empty()) {
    state.pending_etag = state.etag;
    return {settle(db, state, now)};
  }
  if (answer.status != 200) return {fail(db, state, errc::malformed, now)};

  const Shelf before = own_facts(db, state);
  const Listed listing = parse_listing(answer.body, settings_.label);
  if (refuses(db, state, listing, now)) return {fail(db, state, errc::malformed, now)};

  state.pending_etag = answer.etag;
  set_freshness(db, series, state);
  const Texts texts(before);
  std::vector<Effect> effects;
  for (const ListedFile& file : listing.loose) stage(db, series, file, FileState::as_it_was);
  for (const ListedFile& file : listing.proposals) {
    const bool known = texts.find(file.sha) != nullptr;
    stage(db, series, file, known ? FileState::as_it_was : FileState::asked_for);
    if (known) continue;
    effects.emplace_back(Call{
        fmt::format("get {} {}", state.poll, file.name),
        settings_.service,
        "GET",
        fmt::format("{} {}", file.sha, file.name),
        {},
        {},
        give_up
    });
  }
  if (effects.empty()) return finish(db, state, now);
  return {std::move(effects)};
}

Polled Poll::read(
    Database& db, const Freshness& state, std::string_view file, const Fetched& answer,
    sys_seconds now
) const {
  const std::string& series = settings_.command;
  auto asked = asked_file(db, series, file);
  if (!asked) return {};
  FileState became = FileState::unreadable;
  if (answer.error != errc::ok) {
    if (may_come_later(answer.error)) became = FileState::failed;
  } else if (answer.status == 200 && static_cast<std::int64_t>(answer.body.size()) != asked->size) {
    became = FileState::failed;  // cut short on the way
  } else if (answer.status == 200) {
    Header& header = asked->proposal.header;
    header = parse_header(answer.body, file, settings_.label);
    // Not a header at all: a file emptied or overwritten by mistake does not erase what was known of it.
    if (!header.title.empty() || !header.status.empty()) became = FileState::was_read;
  }
  note(db, series, asked->proposal, became);
  return any_asked_for(db, series) ? Polled{} : finish(db, state, now);
}

// All files are in, or given up: compares with the table and swaps.
Polled Poll::finish(Database& db, Freshness state, sys_seconds now) const {
  const std::string& series = settings_.command;
  const Shelf before = facts_from_database(db, series).value_or(Shelf{});
  const Assembled after = assemble(db, series, own_facts(db, state));
  Polled out;
  out.poll = state.poll;
  out.news = compare_news(db, state, before, after, now);
  store_changes(db, series, compare(before, after.shelf));
  clear_files(db, series);
  if (after.whole) state.baseline = settings_.source;
  out.effects = after.whole ? settle(db, state, now) : fail(db, state, errc::unavailable, now);
  return out;
}

// The table equals its source.
std::vector<Effect> Poll::settle(Database& db, Freshness state, sys_seconds now) const {
  state.as_of = now;
  state.source = settings_.source;
  state.etag = state.pending_etag;
  state.pending_etag.clear();
  state.started = {};
  state.failures = 0;
  state.doubt.clear();
  state.doubts = 0;
  state.trusted = false;
  set_freshness(db, settings_.command, state);
  return {};  // the tick has set the next one
}

std::vector<Effect> Poll::fail(Database& db, Freshness state, errc why, sys_seconds now) const {
  ++state.failures;
  state.started = {};
  state.pending_etag.clear();
  if (state.failures == told_at)
    tell_operator(
        db,
        fmt::format(
            "{}s cannot be refreshed: {}; the table is kept", settings_.label, describe(why)
        ),
        now
    );
  set_freshness(db, settings_.command, state);
  return {Remind{std::string(job), next_retry(settings_, state.failures, why, now)}};
}

Shelf Poll::own_facts(Database& db, const Freshness& state) const {
  if (!state.source.empty() && state.source != settings_.source) return {};
  return facts_from_database(db, settings_.command).value_or(Shelf{});
}

void Poll::tell_operator(Database& db, std::string_view what, sys_seconds now) const {
  db.run("INSERT INTO notices(at,feature,what) VALUES(?,?,?)", now, feature_, what);
}

}  // namespace usher::proposals
