// commands/proposals/history_reading.cpp: the steps of a reading: LOG, a few GETs at a time, the end.
//
// Calls keep no order and may be answered late; each carries the number of its reading.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/history_reading.hpp"

#include "bot/text.hpp"
#include "commands/proposals/header.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace usher::proposals {

namespace {

constexpr std::chrono::minutes stalled{30};  // a reading that has not moved for so long is over
constexpr std::chrono::hours young{24};
constexpr std::chrono::hours retry_after{1};
constexpr std::ptrdiff_t most_failures = 5;  // then the service is in trouble and is left alone
constexpr int most_readings = 4;             // that nobody waits for, at a time
constexpr std::size_t asked_at_once =
    4;  // texts of one reading; others want to use the service too

struct Tag {
  std::string_view step, commit;  // "log" or "get"
  int number = -1, reading = -1;
};
// "log 18 3", "get 18 3 0123…"
Tag parse_tag(std::string_view text) {
  Tag tag;
  const auto words = split_words(text);
  if (words.size() < 3 || words.size() > 4) return tag;
  const auto number = [](std::string_view word, int& to) {
    std::from_chars(word.data(), word.data() + word.size(), to);
  };
  tag.step = words[0];
  number(words[1], tag.number);
  number(words[2], tag.reading);
  if (words.size() == 4) tag.commit = words[3];
  return tag;
}

bool under_way(const HistoryState& state, const Moment& now) {
  return state.moved != sys_seconds{} && now.context.now < state.moved + stalled &&
         state.source == now.settings.source;
}

bool is_whole(const std::vector<Commit>& commits) {
  return std::ranges::all_of(commits, [](const Commit& commit) {
    return commit.state == CommitState::was_read || commit.state == CommitState::absent;
  });
}

class Reader {
 public:
  Reader(const Moment& now, int number)
      : now_(now), db_(now.context.db), series_(now.settings.command), number_(number) {}

  std::vector<Effect> begin() {
    HistoryState state = history_state(db_, series_, number_).value_or(HistoryState{});
    state.asked = now_.context.now;
    if (state.source != now_.settings.source) {
      forget_history(db_, series_, number_);
      HistoryState other;
      other.source = now_.settings.source;
      other.reading = state.reading;
      other.asked = state.asked;
      state = std::move(other);
    }
    const Proposal* proposal = now_.shelf.find(number_);
    if (proposal == nullptr || now_.settings.service.empty()) {
      state.failed = errc::unsupported;
      state.tried = now_.context.now;
      state.moved = {};
      set_history_state(db_, series_, number_, state);
      return {};
    }
    ++state.reading;
    state.moved = now_.context.now;
    state.pending_etag.clear();
    set_history_state(db_, series_, number_, state);
    // With something missing, an unchanged log is no answer: what could not be had is to be asked for again.
    const bool whole = is_whole(commits_of(db_, series_, number_));
    Call call = log_of(*proposal, now_.settings);
    call.tag = fmt::format("history log {} {}", number_, state.reading);
    if (whole) call.etag = state.etag;
    return {std::move(call)};
  }

  Reading listed(HistoryState state, const Fetched& answer) {
    if (answer.error != errc::ok) return end(state, answer.error);
    if (answer.status == 404) return end(state, errc::not_found);  // what was read of it stays
    if (answer.status == 304 && !state.etag.empty()) {
      state.pending_etag = state.etag;
      return end(state, errc::ok);
    }
    const auto log = answer.status == 200 ? parse_log(answer.body) : std::nullopt;
    if (!log) return end(state, errc::malformed);
    store_log(db_, series_, number_, log->commits);
    state.left_out = static_cast<int>(log->left_out);
    state.pending_etag = answer.etag;
    return go_on(state);
  }

  Reading read(const HistoryState& state, std::string_view id, const Fetched& answer) {
    auto commits = commits_of(db_, series_, number_);
    const auto at = std::ranges::find(commits, id, &Commit::id);
    if (at == commits.end() || at->state != CommitState::asked_for) return {{}, number_, false};
    take_text(*at, answer, now_.settings);
    note_commit(db_, series_, number_, *at);
    return go_on(state);
  }

 private:
  // Asks for the next texts, or ends when none is missing.
  Reading go_on(HistoryState state) {
    auto commits = commits_of(db_, series_, number_);
    const auto count = [&](CommitState which) {
      return std::ranges::count(commits, which, &Commit::state);
    };
    const bool in_trouble = count(CommitState::failed) >= most_failures;
    auto open = static_cast<std::size_t>(count(CommitState::asked_for));
    Reading out{{}, number_, false};
    // The newest first: where it ends early, they are what people want to know.
    for (auto it = commits.rbegin(); it != commits.rend() && open < asked_at_once; ++it) {
      if (in_trouble || it->state != CommitState::listed) continue;
      it->state = CommitState::asked_for;
      note_commit(db_, series_, number_, *it);
      Call call = text_at(*it, now_.settings);
      call.tag = fmt::format("history get {} {} {}", number_, state.reading, it->id);
      out.effects.emplace_back(std::move(call));
      ++open;
    }
    if (open == 0) return end(state, is_whole(commits) ? errc::ok : errc::unavailable);
    state.moved = now_.context.now;
    set_history_state(db_, series_, number_, state);
    return out;
  }

  Reading end(HistoryState state, errc why) {
    state.failed = why;
    state.tried = now_.context.now;
    state.moved = {};
    if (why == errc::ok) {
      state.read = now_.context.now;
      state.etag = state.pending_etag;
    }
    state.pending_etag.clear();
    set_history_state(db_, series_, number_, state);
    return {{}, number_, true};
  }

  const Moment& now_;
  Database& db_;
  const std::string& series_;
  int number_;
};

}  // namespace

std::vector<Effect> begin_reading(const Moment& now, int number) {
  return Reader(now, number).begin();
}

std::vector<Effect> read_history(const Moment& now, int number) {
  Database& db = now.context.db;
  const std::string& series = now.settings.command;
  if (auto state = history_state(db, series, number)) {
    state->asked = now.context.now;
    set_history_state(db, series, number, *state);
    if (under_way(*state, now)) return {};
    const bool same = state->source == now.settings.source;
    const auto news = last_news_of(db, series, number);
    const bool outdated = news && *news > state->read;
    if (same && !outdated && now.context.now - state->read < young) return {};
    const auto wait = state->failed == errc::unsupported ? young : retry_after;
    if (same && state->failed != errc::ok && now.context.now - state->tried < wait) return {};
  }
  if (now.shelf.find(number) == nullptr) return {};
  if (readings_under_way(db, series, now.context.now - stalled) >= most_readings) return {};
  return begin_reading(now, number);
}

bool is_fresh(const Moment& now, int number) {
  const auto state = history_state(now.context.db, now.settings.command, number);
  if (!state || state->source != now.settings.source) return false;
  // A folder does not become a checkout from one question to the next.
  if (state->failed == errc::unsupported && now.context.now - state->tried < young) return true;
  if (state->read == sys_seconds{}) return false;
  const auto news = last_news_of(now.context.db, now.settings.command, number);
  if (news && *news > state->read) return false;
  // What the polls have seen no change of has not changed.
  return now.context.now - std::max(state->read, now.shelf.as_of) < young;
}

bool is_being_read(const Moment& now, int number) {
  const auto state = history_state(now.context.db, now.settings.command, number);
  return state && under_way(*state, now);
}

Reading history_answered(std::string_view text, const Fetched& answer, const Moment& now) {
  const Tag tag = parse_tag(text);
  const auto state = history_state(now.context.db, now.settings.command, tag.number);
  if (!state || state->moved == sys_seconds{} || state->reading != tag.reading) return {};
  Reader reader(now, tag.number);
  if (tag.step == "log") return reader.listed(*state, answer);
  if (tag.step == "get") return reader.read(*state, tag.commit, answer);
  return {};
}

}  // namespace usher::proposals
