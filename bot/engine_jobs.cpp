// bot/engine_jobs.cpp: waking jobs at their time, and asking services until they answer.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/engine_impl.hpp"
#include "bot/net/backoff.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>

namespace usher {

namespace asio = boost::asio;

namespace {

constexpr int jobs_at_once = 32;
constexpr std::size_t calls_at_once = 8;

Answer given_up() {
  Answer out;
  out.fetched.error = errc::timed_out;
  return out;
}

}  // namespace

void Engine::Impl::schedule() {
  if (scheduling) {
    schedule_again = true;
    return;
  }
  if (stopping || frozen) return;
  scheduling = true;
  struct Found {
    std::vector<scheduler::Job> jobs;
    std::optional<sys_seconds> next;
  };
  auto found = std::make_shared<Found>();
  submit(
      [this, found](Database& db) {
        found->jobs = scheduler::due(db, clock.seconds(), jobs_at_once);
        found->next = scheduler::next(db);
      },
      [this, found](errc why) {
        scheduling = false;
        if (why == errc::ok && !found->jobs.empty()) return run_jobs(std::move(found->jobs));
        if (std::exchange(schedule_again, false)) return schedule();
        set_timer(job_timer, scheduler::nap(found->next, clock.now()), [this] { schedule(); });
      }
  );
}

void Engine::Impl::run_jobs(std::vector<scheduler::Job> jobs) {
  scheduling = true;
  auto left = std::make_shared<std::size_t>(jobs.size());
  for (scheduler::Job& job : jobs) {
    auto handled = std::make_shared<Handled>();
    submit(
        [this, handled, job = std::move(job)](Database& db) {
          *handled = dispatcher.tick(db, job);
        },
        [this, handled, left](errc why) {
          handled->jobs_changed = false;  // looked at below, once for all of them
          if (why == errc::ok) act(std::move(*handled));
          if (--*left != 0) return;
          scheduling = false;
          schedule_again = false;
          // A disk that refuses writes leaves its jobs due: not at once again.
          if (why == errc::ok) return schedule();
          set_timer(job_timer, std::chrono::seconds(5), [this] { schedule(); });
        }
    );
  }
}

void Engine::Impl::load_calls() {
  auto rows = std::make_shared<std::vector<calls::Row>>();
  submit(
      [rows](Database& db) { *rows = calls::all(db); },
      [this, rows](errc why) {
        if (why == errc::shutting_down) return;
        if (why != errc::ok) return again(load_refusals, [this] { load_calls(); });
        calls_known = true;
        for (calls::Row& row : *rows) ask(std::move(row));
      }
  );
}

void Engine::Impl::ask(calls::Row row) {
  if (row.lost) {
    Answer gone;
    gone.fetched.error = errc::expired;
    return answer_call(std::move(row), std::move(gone));
  }
  if (row.due > clock.now()) {
    calls_parked.emplace(row.due, std::move(row));
  } else {
    calls_ready.push_back(std::move(row));
  }
  ask_next();
}

void Engine::Impl::ask_next() {
  const sys_millis now = clock.now();
  while (!calls_parked.empty() && calls_parked.begin()->first <= now) {
    calls_ready.push_back(std::move(calls_parked.begin()->second));
    calls_parked.erase(calls_parked.begin());
  }
  if (stopping)
    std::erase_if(calls_ready, [this](const calls::Row& row) { return !is_prompt(row); });
  while (calls_flying.size() < calls_at_once && !calls_ready.empty()) {
    calls::Row row = std::move(calls_ready.front());
    calls_ready.pop_front();
    const sys_millis until = end_of(row, now);
    if (until <= now) {  // it has waited for too long already: not asked for what nobody waits for
      answer_call(std::move(row), given_up());
      continue;
    }
    calls_flying[row.id] = {row, until};
    watch_calls();
    asio::co_spawn(io, perform(std::move(row)), asio::detached);
  }
  if (!calls_parked.empty())
    set_timer(call_timer, calls_parked.begin()->first - now, [this] { ask_next(); });
}

// When a call is given up while its service is still at it. Without a time of its own it has the outbox's, from now: after a
// long time without the bot it is still asked once.
sys_millis Engine::Impl::end_of(const calls::Row& row, sys_millis now) const {
  constexpr std::chrono::seconds rounded{1};  // `created` is in whole seconds
  if (row.call.within.count() > 0) return row.created + row.call.within + rounded;
  return now + settings.max_age;
}

// A service may never answer, and must not keep the others waiting.
void Engine::Impl::watch_calls() {
  const sys_millis now = clock.now();
  std::vector<calls::Row> over;
  auto next = sys_millis::max();
  for (auto it = calls_flying.begin(); it != calls_flying.end();) {
    if (it->second.until <= now) {
      over.push_back(std::move(it->second.row));
      it = calls_flying.erase(it);
    } else {
      next = std::min(next, it->second.until);
      ++it;
    }
  }
  if (next != sys_millis::max()) set_timer(flight_timer, next - now, [this] { watch_calls(); });
  for (calls::Row& row : over) answer_call(std::move(row), given_up());
  if (!over.empty()) ask_next();
}

asio::awaitable<void> Engine::Impl::perform(calls::Row row) {
  Answer answer;
  answer.fetched.error = errc::unsupported;
  const auto service = services.find(row.call.service);
  if (service != services.end()) {
    try {
      Call call = row.call;
      answer = co_await service->second->perform(std::move(call));
    } catch (const std::exception& error) {
      answer.fetched.error = errc::bug;
      settings.trouble("the service " + row.call.service + " failed: " + error.what());
    }
  }
  if (calls_flying.erase(row.id) == 0) co_return;  // given up meanwhile: nobody hears it
  answer_call(std::move(row), std::move(answer));
  ask_next();
}

void Engine::Impl::answer_call(calls::Row row, Answer answer) {
  const sys_millis now = clock.now();
  const auto within = row.call.within.count() > 0 ? std::chrono::milliseconds(row.call.within)
                                                  : std::chrono::milliseconds(settings.max_age);
  const bool too_late = now - row.created >= within;
  if (answer.fetched.error != errc::ok && is_transient(answer.fetched.error) && !too_late &&
      row.tries + 1 < settings.max_tries) {
    if (answer.fetched.error != errc::not_yet) ++row.tries;
    const double jitter = std::uniform_real_distribution<double>(0, 1)(chance);
    const auto wait = std::max(
        answer.retry_after,
        net::full_jitter(
            std::max(row.tries - 1, 0), settings.retry_base, settings.retry_cap, jitter
        )
    );
    // Later than it may take: the answer is that it failed, now.
    if (now + wait - row.created < within) {
      row.due = now + wait;
      submit(
          [id = row.id, tries = row.tries, due = row.due](Database& db) {
            calls::retry_later(db, id, tries, due);
          },
          [](errc) {}
      );
      return ask(std::move(row));
    }
  }
  // That it may not be asked again is no answer to what failed before.
  if (answer.fetched.error == errc::not_yet && row.tries > 0) answer.fetched.error = errc::gave_up;
  answer.fetched.tag = row.call.tag;
  answer.fetched.wait = std::chrono::ceil<std::chrono::seconds>(answer.retry_after);
  auto heard = std::make_shared<Heard>();
  heard->row = std::move(row);
  heard->fetched = std::move(answer.fetched);
  record_answer(heard);
}

// Where the disk refuses, only the recording is repeated: the service has done its part.
void Engine::Impl::record_answer(const std::shared_ptr<Heard>& heard) {
  submit(
      [this, heard](Database& db) {
        heard->handled = dispatcher.answered(db, heard->row, heard->fetched);
      },
      [this, heard](errc why) {
        if (why == errc::ok) return act(std::move(heard->handled));
        if (why != errc::shutting_down)
          again(heard->refusals, [this, heard] { record_answer(heard); });
      }
  );
}

}  // namespace usher
