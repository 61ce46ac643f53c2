// commands/proposals/windows_mail.cpp: when the archive is asked, and what its mails open.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_mail.hpp"

#include "bot/text.hpp"
#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/mail_table.hpp"
#include "commands/proposals/proposing_mail.hpp"
#include "commands/proposals/windows_table.hpp"
#include "commands/proposals/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace usher::proposals {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr minutes give_up{5};        // of the Call
constexpr minutes longest_poll{15};  // after that its answer is no longer waited for
constexpr minutes first_retry{5};    // then three times as long, up to the usual interval
constexpr int told_at = 3;           // failures in a row after which the operator is told
constexpr hours overlap{7 * 24};  // mails may be held for a moderator before they reach the archive
constexpr hours farthest{60 * 24};  // no farther back is ever read
constexpr hours kept{365 * 24};     // a mail that was met
constexpr std::size_t most_mails = 200;

struct Mail {
  sys_seconds date{};
  std::string_view url, subject;
};

struct Mails {
  std::vector<Mail> all;  // the oldest first
  bool whole = true;      // not where there are more than most_mails
};

// Lines of a mail service; what is no such line is left out.
Mails mails_in(std::string_view body) {
  Mails out;
  for (const std::string_view line : split(body, '\n')) {
    const auto parts = split(line, '\t');
    if (parts.size() != 3 || parts[1].empty()) continue;
    const auto date = from_iso_time(parts[0]);
    if (!date) continue;
    if (out.all.size() == most_mails) {
      out.whole = false;
      break;
    }
    out.all.push_back({*date, parts[1], parts[2]});
  }
  std::ranges::sort(out.all, {}, [](const Mail& mail) { return std::pair(mail.date, mail.url); });
  return out;
}

minutes retry_after(int failures, errc why, minutes usual) {
  // Who asks to be left alone is left alone.
  if (why == errc::rate_limited || why == errc::refused || why == errc::unauthorized) return usual;
  minutes wait = first_retry;
  for (int i = 1; i < failures && wait < usual; ++i) wait *= 3;
  return std::min(wait, usual);
}

// At first sight as far back as a period may still be running; later as far as nothing that was sent can be missed.
sys_seconds since(const MailState& state, sys_seconds at, const Settings& settings) {
  if (state.seen == sys_seconds{})
    return at - std::chrono::days(comment_days(settings.process_days));
  return std::max(state.seen - overlap, at - farthest);
}

void tell_operator(const Moment& now, std::string_view what) {
  now.context.db.run(
      "INSERT INTO notices(at,feature,what) VALUES(?,?,?)", now.context.now, now.feature, what
  );
}

class Reader {
 public:
  // What was sent before `since` is not looked at: its discussion went on, that is all.
  Reader(const Moment& now, WindowKeeper& keeper, sys_seconds since)
      : now_(now),
        db_(now.context.db),
        series_(now.settings.command),
        keeper_(keeper),
        since_(since) {}

  void read(const Mail& mail) {
    const auto number = proposed_number(mail.subject, now_.settings.label);
    if (!number || mail.url.size() > longest_mail_url) return;
    const std::string key = mail_key(mail.url, now_.settings.mail_url);
    const auto met = mail_met(db_, series_, key);
    if (met == MailMet::done) return;
    const sys_seconds date = std::min(mail.date, now_.context.now);
    if (date < since_) return note_mail(db_, series_, key, date, MailMet::done);
    if (now_.shelf.proposals.empty()) return;  // nothing is known yet: it is met again
    // One that was closed as a mistake says nothing of a mail that is none.
    const auto same = window_of_mail(db_, series_, *number, mail.url, now_.settings.mail_url);
    if (same && same->state != WindowState::closed)
      return note_mail(db_, series_, key, date, MailMet::done);
    auto latest = latest_unclosed(db_, series_, *number);
    if (latest && latest->state == WindowState::open && date > latest->opened) {
      const Refusal why = keeper_.happen(*latest, ProposedAgain{date});
      if (why == Refusal::none || why == Refusal::already || why == Refusal::too_long)
        note_mail(db_, series_, key, date, MailMet::done);
      return;
    }
    if (latest && date <= latest->opened)  // what was said after it counts
      return note_mail(db_, series_, key, date, MailMet::done);
    const Proposal* proposal = now_.shelf.find(*number);
    const bool draft =
        proposal != nullptr && means(proposal->header.status, Meaning::draft, now_.settings);
    if (!draft)
      return wait(mail, *number, key, date, met.has_value(), "which is no draft that is known");
    if (latest && latest->state == WindowState::council)
      return wait(mail, *number, key, date, met.has_value(), "of which others are to decide");
    Window window = open_window(*number, date, now_.settings.process_days, std::string(mail.url));
    window.by_mail = true;
    keeper_.begin(window);
    note_mail(db_, series_, key, date, MailMet::done);
  }

 private:
  // It may be merged, or made a draft, within the next days: it is looked at again. The operator is told once.
  void wait(
      const Mail& mail, int number, std::string_view key, sys_seconds date, bool told,
      std::string_view why
  ) {
    if (told) return;
    note_mail(db_, series_, key, date, MailMet::waits);
    tell_operator(
        now_, fmt::format(
                  "a mail proposes to accept {} {}, {}; no comment period was opened: {}",
                  now_.settings.label, number, why, mail.url
              )
    );
  }

  const Moment& now_;
  Database& db_;
  const std::string& series_;
  WindowKeeper& keeper_;
  sys_seconds since_;
};

std::vector<Effect> fail(MailState state, errc why, const Moment& now) {
  ++state.failures;
  state.started = {};
  if (state.failures == told_at)
    tell_operator(
        now,
        fmt::format(
            "the archive of the mailing list cannot be read: {}; mails that propose acceptance "
            "are not seen until it can",
            describe(why)
        )
    );
  set_mail_state(now.context.db, now.settings.command, state);
  const auto wait = retry_after(state.failures, why, now.settings.mail_every);
  return {Remind{std::string(WindowMail::job), now.context.now + wait}};
}

}  // namespace

std::vector<Effect> WindowMail::start(const Moment& now) {
  const std::string& series = now.settings.command;
  MailState state = mail_state(now.context.db, series);
  if (now.settings.mail_service.empty()) {
    if (state.source.empty()) return {};
    return {Forget{std::string(job)}};
  }
  const sys_seconds at = now.context.now;
  if (state.source != now.settings.mail_url) {
    // Another archive is read from its beginning; a reading of the old one is not waited for.
    state = MailState{now.settings.mail_url, {}, {}, 0, 0, state.poll + 1, {}};
    set_mail_state(now.context.db, series, state);
  }
  sys_seconds due = at;
  if (state.started != sys_seconds{})
    due = state.started + longest_poll;
  else if (state.seen != sys_seconds{} && state.failures == 0)
    due = state.seen + now.settings.mail_every;
  return {Remind{std::string(job), std::clamp(due, at, at + now.settings.mail_every)}};
}

std::vector<Effect> WindowMail::tick(const Moment& now) {
  if (now.settings.mail_service.empty()) return {};
  const std::string& series = now.settings.command;
  const sys_seconds at = now.context.now;
  MailState state = mail_state(now.context.db, series);
  const Remind next{std::string(job), at + std::max(now.settings.mail_every, minutes(1))};
  if (state.started != sys_seconds{} && at < state.started + longest_poll) return {next};
  state.source = now.settings.mail_url;
  ++state.poll;
  state.started = at;
  set_mail_state(now.context.db, series, state);
  prune_mails(now.context.db, series, at - kept);
  // What waits for a proposal is read again, changed or not.
  const bool whole = any_mail_waits(now.context.db, series, since(state, at, now.settings));
  return {
      next,
      Call{
          fmt::format("windows mail {}", state.poll),
          now.settings.mail_service,
          "LIST",
          iso_time(since(state, at, now.settings)),
          {},
          whole ? std::string() : state.etag,
          give_up
      }
  };
}

std::vector<Effect> WindowMail::answered(
    std::string_view tag, const Fetched& answer, const Moment& now, WindowKeeper& keeper
) {
  const std::string& series = now.settings.command;
  MailState state = mail_state(now.context.db, series);
  const auto words = split_words(tag);
  int poll = -1;
  if (words.size() == 2) std::from_chars(words[1].data(), words[1].data() + words[1].size(), poll);
  if (state.started == sys_seconds{} || poll != state.poll) return {};
  if (answer.error != errc::ok) return fail(state, answer.error, now);
  const bool unchanged = answer.status == 304 && !state.etag.empty();
  if (!unchanged && answer.status != 200 && answer.status != 206)
    return fail(state, errc::malformed, now);
  bool whole = answer.status != 206;
  if (!unchanged) {
    keeper.pass_time();  // what is over is not proposed again but anew
    Reader reader(now, keeper, since(state, state.started, now.settings));
    const Mails mails = mails_in(answer.body);
    for (const Mail& mail : mails.all) reader.read(mail);
    whole = whole && mails.whole;
  }
  state.failures = 0;
  if (!whole) {
    // Where it was read up to stays, so that the next one may fill the gap.
    state.etag.clear();
    if (++state.partial == told_at)
      tell_operator(
          now,
          "the archive of the mailing list tells only of its newest mails; one that proposes "
          "acceptance may be missed: look at it yourself"
      );
  } else {
    state.partial = 0;
    state.seen = state.started;
    // Without any proposal known, nothing came of the mails: they are to be told again.
    if (now.shelf.proposals.empty())
      state.etag.clear();
    else if (!unchanged)
      state.etag = answer.etag;
  }
  state.started = {};
  set_mail_state(now.context.db, series, state);
  return {};
}

}  // namespace usher::proposals
