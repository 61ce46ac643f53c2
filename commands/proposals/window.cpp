// commands/proposals/window.cpp: what follows from each event.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/window.hpp"

#include "commands/proposals/proposing_mail.hpp"

#include <algorithm>
#include <utility>

namespace usher::proposals {

namespace {

using std::chrono::hours;

constexpr hours late_after{1};  // a reminder that comes later than this says so

std::chrono::days days_of(int days) { return std::chrono::days(comment_days(days)); }

// The latest of which the instant has passed.
Told passed(const Window& window, sys_seconds now) {
  for (const Told one : {Told::end, Told::one_day, Told::three_days})
    if (instant_of(window, one) <= now) return one;
  return Told::opened;
}

class Machine {
 public:
  Machine(const Window& window, sys_seconds now, const WindowRules& rules)
      : before_(window), now_(now), rules_(rules), out_{window} {}

  WindowStep done() && { return std::move(out_); }

  void operator()(const Extend& event) {
    if (!running()) return refuse(Refusal::over);
    move_to(before_.closes + std::chrono::days(std::max(event.days, 0)));
  }

  void operator()(const ProposedAgain& event) {
    if (!running()) return refuse(Refusal::over);
    const sys_seconds closes = event.at + days_of(rules_.days);
    if (closes <= before_.closes) return refuse(Refusal::already);
    move_to(closes);
  }

  void operator()(const Claim& event) {
    const std::string key = mail_key(event.url, rules_.archive);
    for (const Objection& one : before_.objections)
      if (mail_key(one.url, rules_.archive) == key && one.verdict != Objection::Verdict::taken_back)
        return refuse(Refusal::already);
    if (!running()) return refuse(Refusal::over);
    if (const Refusal why = crowded(event); why != Refusal::none) return refuse(why);
    // While one waits, another is recorded but not told: who looks at the one sees the other.
    if (waiting(before_).empty()) say(Notice::objection, false, before_.objections.size());
    after().objections.push_back(
        {0, event.url, now_, Objection::Verdict::claimed, event.space, event.person}
    );
  }

  void operator()(const Judge& event) {
    using enum Objection::Verdict;
    if (before_.state == WindowState::stopped && !event.substantive) return go_on(event);
    const auto verdict = event.substantive ? substantive : not_substantive;
    const auto [at, why] = chosen(event, verdict);
    if (why != Refusal::none) return refuse(why);
    const bool ended = before_.state == WindowState::ended;
    if (before_.state != WindowState::open && !ended) return refuse(Refusal::over);
    after().objections[at].verdict = verdict;
    if (event.substantive) after().state = WindowState::stopped;
    say(event.substantive ? Notice::stopped : Notice::not_substantive, false, at);
  }

  void operator()(const TakeBack& event) {
    bool before = false;
    const std::string key = event.url.empty() ? std::string() : mail_key(event.url, rules_.archive);
    for (std::size_t at = before_.objections.size(); at-- > 0;) {
      const Objection& one = before_.objections[at];
      const bool theirs = one.space == event.space && one.person == event.person;
      if (!event.person.empty() && !theirs) continue;
      if (!key.empty() && mail_key(one.url, rules_.archive) != key) continue;
      before = before || one.verdict == Objection::Verdict::taken_back;
      if (one.verdict != Objection::Verdict::claimed) continue;
      after().objections[at].verdict = Objection::Verdict::taken_back;
      return;
    }
    refuse(before ? Refusal::already : Refusal::no_objection);
  }

  void operator()(const PutToCouncil& event) {
    if (before_.state == WindowState::closed) return refuse(Refusal::over);
    if (before_.state == WindowState::council && before_.council == event.url)
      return refuse(Refusal::already);
    // Another link to the same is a correction.
    if (before_.state != WindowState::council) say(Notice::council);
    after().state = WindowState::council;
    after().council = event.url;
  }

  void operator()(const Close&) {
    if (before_.state == WindowState::closed) return refuse(Refusal::already);
    if (before_.state != WindowState::open) return refuse(Refusal::over);
    after().state = WindowState::closed;
    if (before_.told != Told::nothing) say(Notice::closed);
  }

  void operator()(const StatusChanged&) {
    if (before_.state != WindowState::ended) after().state = WindowState::closed;
  }

  void operator()(const DraftAgain&) {
    if (before_.state == WindowState::ended) after().state = WindowState::closed;
  }

  void operator()(const TimePassed&) {
    if (before_.state != WindowState::open) return;
    const Told latest = passed(before_, now_);
    if (latest <= before_.told) return;
    after().told = latest;
    if (latest == Told::end) {
      after().state = WindowState::ended;
      return say(Notice::end, late(latest));
    }
    // Found when only some days are left: that it is open, and until when, is all there is to say.
    if (before_.told == Told::nothing) return say(Notice::opened);
    say(latest == Told::one_day ? Notice::one_day : Notice::three_days, late(latest));
  }

 private:
  Window& after() { return out_.after; }
  void say(Notice what, bool is_late = false, std::optional<std::size_t> objection = std::nullopt) {
    out_.say.push_back({what, is_late, objection});
  }
  void refuse(Refusal why) { out_.refusal = why; }
  bool running() const { return before_.state == WindowState::open && now_ < before_.closes; }
  bool late(Told what) const { return now_ > instant_of(before_, what) + late_after; }

  void move_to(sys_seconds closes) {
    if (closes > before_.opened + longest_window) return refuse(Refusal::too_long);
    after().closes = closes;
    // What lies before us again will be said again.
    if (before_.told != Told::nothing) after().told = passed(after(), now_);
    say(Notice::extended);
  }

  // Whether so many are recorded that one more is a flood.
  Refusal crowded(const Claim& event) const {
    const auto stands = [](const Objection& one) {
      return one.verdict == Objection::Verdict::claimed ||
             one.verdict == Objection::Verdict::substantive;
    };
    const auto theirs = [&](const Objection& one) {
      return !event.person.empty() && one.space == event.space && one.person == event.person;
    };
    const auto& all = before_.objections;
    const auto both = [&](const Objection& one) { return stands(one) && theirs(one); };
    if (std::ranges::count_if(all, both) >= most_of_one ||
        std::ranges::count_if(all, theirs) >= most_tries)
      return Refusal::too_many_of_one;
    return std::ranges::count_if(all, stands) >= most_objections ? Refusal::too_many
                                                                 : Refusal::none;
  }

  // What stopped it was no reason to.
  void go_on(const Judge& event) {
    const auto& all = before_.objections;
    const std::string key = event.url.empty() ? std::string() : mail_key(event.url, rules_.archive);
    const auto meant = [&](const Objection& one) {
      return key.empty() || mail_key(one.url, rules_.archive) == key;
    };
    const auto found = std::ranges::find_if(all, [&](const Objection& one) {
      return one.verdict == Objection::Verdict::substantive && meant(one);
    });
    if (found == all.end() || now_ >= before_.closes) return refuse(Refusal::over);
    const auto at = static_cast<std::size_t>(found - all.begin());
    after().objections[at].verdict = Objection::Verdict::not_substantive;
    after().state = WindowState::open;
    after().closes = std::max(before_.closes, now_ + days_of(rules_.days));
    if (before_.told != Told::nothing) after().told = passed(after(), now_);
    say(Notice::not_substantive, false, at);
  }

  // The place of the objection that is judged, or why there is none.
  std::pair<std::size_t, Refusal> chosen(const Judge& event, Objection::Verdict verdict) const {
    const auto& all = before_.objections;
    std::optional<std::size_t> found;
    bool judged_so = false;
    std::size_t waits = 0;
    const std::string key = event.url.empty() ? std::string() : mail_key(event.url, rules_.archive);
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (all[at].verdict == Objection::Verdict::taken_back) continue;
      if (!key.empty() && mail_key(all[at].url, rules_.archive) != key) continue;
      judged_so = judged_so || all[at].verdict == verdict;
      const bool claimed = all[at].verdict == Objection::Verdict::claimed;
      if (claimed) ++waits;
      if (claimed || (!key.empty() && all[at].verdict != verdict)) found = at;
    }
    if (waits > 1 && key.empty()) return {0, Refusal::which};
    if (found) return {*found, Refusal::none};
    return {0, judged_so ? Refusal::already : Refusal::no_objection};
  }

  const Window& before_;
  sys_seconds now_;
  const WindowRules& rules_;
  WindowStep out_;
};

}  // namespace

int comment_days(int configured) { return std::clamp(configured, fewest_days, most_days); }

Window open_window(int number, sys_seconds opened, int days, std::string url) {
  Window out;
  out.number = number;
  out.opened = opened;
  out.closes = opened + days_of(days);
  out.url = std::move(url);
  return out;
}

sys_seconds instant_of(const Window& window, Told what) {
  switch (what) {
    case Told::three_days:
      return window.closes - hours(3 * 24);
    case Told::one_day:
      return window.closes - hours(24);
    case Told::end:
      return window.closes;
    case Told::nothing:
    case Told::opened:
      break;
  }
  return window.opened;
}

std::optional<sys_seconds> next_due(const Window& window) {
  if (window.state != WindowState::open || window.told == Told::end) return std::nullopt;
  return instant_of(window, static_cast<Told>(std::to_underlying(window.told) + 1));
}

WindowStep advance(
    const Window& window, const WindowEvent& event, sys_seconds now, const WindowRules& rules
) {
  Machine machine(window, now, rules);
  std::visit(machine, event);
  return std::move(machine).done();
}

std::vector<const Objection*> waiting(const Window& window) {
  std::vector<const Objection*> out;
  for (const Objection& one : window.objections)
    if (one.verdict == Objection::Verdict::claimed) out.push_back(&one);
  return out;
}

}  // namespace usher::proposals
