// bot/engine_delivery.cpp: the thin loop around the delivery state machine.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/engine_impl.hpp"
#include "bot/step.hpp"
#include "bot/tidying.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace usher {

namespace asio = boost::asio;

void Engine::Impl::set_timer(
    asio::steady_timer& timer, std::chrono::milliseconds wait, std::function<void()> then
) {
  // Never over a minute: the wall clock decides, and it may step or the machine may sleep.
  constexpr std::chrono::milliseconds longest = std::chrono::minutes(1);
  timer.expires_after(clock.real(std::clamp(wait, std::chrono::milliseconds(0), longest)));
  timer.async_wait([then = std::move(then)](const boost::system::error_code& ec) {
    if (!ec) then();
  });
}

void Engine::Impl::again(int& refusals, std::function<void()> then) {
  if (frozen) return;
  constexpr std::chrono::milliseconds first{250};
  constexpr int most_doublings = 8;  // a minute
  const auto wait = first * (1 << std::min(refusals++, most_doublings));
  auto timer = std::make_shared<asio::steady_timer>(io);
  set_timer(*timer, wait, [timer, then = std::move(then)] { then(); });
}

void Engine::Impl::pump(Slot& slot) {
  if (slot.pumping) return;  // an attempt may end before it was suspended
  if (frozen) return;        // what is sent now could not be recorded, and would be sent again
  slot.pumping = true;
  while (true) {
    const sys_millis now = clock.now();
    Delivery::Action action = slot.delivery.next(now);
    if (auto* start = std::get_if<Delivery::Start>(&action)) {
      begin_attempt(slot, std::move(*start));
    } else if (const auto* what = std::get_if<Delivery::Load>(&action)) {
      load(slot, *what);
    } else {
      if (const auto* wait = std::get_if<Delivery::Wait>(&action))
        set_timer(slot.timer, wait->until - now, [this, &slot] { pump(slot); });
      break;
    }
  }
  slot.pumping = false;
  watch_rest(slot);
  if (stopping) changed();
}

void Engine::Impl::begin_attempt(Slot& slot, Delivery::Start&& start) {
  if (start.claim || !start.row.begun || start.row.needs_claim()) {
    claim_then_attempt(slot, start.queue, std::move(start.row));
    return;
  }
  attempt(slot, start.queue, std::move(start.row.pending));
}

void Engine::Impl::claim_then_attempt(Slot& slot, std::int64_t queue, OutboxRow row) {
  struct Going {
    OutboxRow row;
    outbox::Claim claim;
    Result<Doc> doc;
    bool whole;  // as it is held here, whatever stands for it in the database
  };
  const bool whole = is_secret_form(row);
  auto going = std::make_shared<Going>(std::move(row), outbox::Claim{}, Doc{}, whole);
  submit(
      [this, going](Database& db) {
        going->claim =
            outbox::claim(db, dispatcher.posted(), going->row.pending.id, going->row.pending.kind);
        if (!going->row.begun) outbox::begin(db, going->row.pending.id);
        if (going->claim.sealed && !going->whole)
          going->doc = dispatcher.unseal(db, going->claim.feature, *going->claim.sealed);
      },
      [this, &slot, queue, going](errc why) {
        if (why == errc::bug) return end_attempt(slot, queue, std::unexpected(Setback(why)));
        if (why != errc::ok || going->claim.go == outbox::Claim::Go::later) {
          slot.delivery.claim_failed(queue, clock.now());
          return pump(slot);
        }
        if (!going->doc)
          return end_attempt(slot, queue, std::unexpected(Setback(going->doc.error())));
        if (going->claim.go == outbox::Claim::Go::drop) {
          slot.delivery.drop(queue);
          submit(
              [id = going->row.pending.id](Database& db) {
                db.run("DELETE FROM outbox WHERE id=?", id);
              },
              [](errc) {}
          );
          return pump(slot);
        }
        Pending pending = std::move(going->row.pending);
        if (!going->whole) pending.kind = going->claim.kind;
        pending.ref = going->claim.ref;
        if (!pending.ref.empty()) pending.to.place = going->claim.at;
        if (going->claim.sealed && !going->whole) {
          pending.doc = std::move(*going->doc);
          pending.sealed = true;
        }
        attempt(slot, queue, std::move(pending));
      }
  );
}

void Engine::Impl::trouble_of(const Slot& slot, const std::exception& error) {
  settings.trouble(
      "the adapter " + std::string(slot.adapter->space()) + " failed to deliver: " + error.what()
  );
}

void Engine::Impl::attempt(Slot& slot, std::int64_t queue, Pending&& pending) {
  std::optional<Sending> sending;
  try {
    sending = slot.adapter->deliver(std::move(pending));
  } catch (const std::exception& error) {
    trouble_of(slot, error);
    return end_attempt(slot, queue, std::unexpected(Setback(errc::bug)));
  }
  asio::co_spawn(io, attempt(&slot, queue, std::move(*sending)), asio::detached);
}

asio::awaitable<void> Engine::Impl::attempt(Slot* slot, std::int64_t queue, Sending sending) {
  step("before delivery");
  std::expected<Receipt, Setback> result = std::unexpected(Setback(errc::bug));
  try {
    result = co_await std::move(sending);
  } catch (const std::exception& error) {
    trouble_of(*slot, error);
  }
  step("after delivery");
  end_attempt(*slot, queue, std::move(result));
}

void Engine::Impl::end_attempt(
    Slot& slot, std::int64_t queue, std::expected<Receipt, Setback> result
) {
  const double jitter = std::uniform_real_distribution<double>(0, 1)(chance);
  Delivery::Verdict verdict = slot.delivery.finished(queue, result, clock.now(), jitter);
  using End = Delivery::Verdict::What;
  switch (verdict.what) {
    case End::delivered:
      counters.delivered.fetch_add(1, std::memory_order_relaxed);
      break;
    case End::retry:
      counters.retried.fetch_add(1, std::memory_order_relaxed);
      break;
    case End::corrected:
      break;
    case End::dead:
      counters.dead.fetch_add(1, std::memory_order_relaxed);
      break;
    case End::dropped:
      break;
  }
  auto ended = std::make_shared<Ended>();
  ended->verdict = std::move(verdict);
  if (result) ended->receipt = std::move(*result);
  record_end(ended);
  pump(slot);
}

void Engine::Impl::record_end(const std::shared_ptr<Ended>& ended) {
  submit(
      [this, ended](Database& db) {
        using End = Delivery::Verdict::What;
        const Delivery::Verdict& v = ended->verdict;
        ended->handled.reset();
        std::optional<outbox::Told> told;
        if (v.what == End::delivered)
          told = outbox::delivered(db, dispatcher.posted(), v.row, ended->receipt, clock.seconds());
        if (v.what == End::dead)
          told = outbox::died(db, dispatcher.posted(), v.id, v.why, clock.seconds());
        if (v.what == End::corrected) outbox::correct(db, v.id);
        if (v.what == End::retry) outbox::retry_later(db, v.id, v.tries, v.due, v.uncertain);
        if (told) ended->handled = std::make_unique<Handled>(dispatcher.told(db, *told));
      },
      [this, ended](errc why) {
        if (why == errc::ok) {
          const bool waits = ended->verdict.what == Delivery::Verdict::What::retry ||
                             ended->verdict.what == Delivery::Verdict::What::corrected;
          if (!waits && checkpoint_after.erase(ended->verdict.id) != 0) brain->checkpoint();
          if (ended->handled) act(std::move(*ended->handled));
        } else if (why != errc::shutting_down && why != errc::bug) {
          // Until the disk takes it, the row stays: after a restart it is delivered again under the same id.
          again(ended->refusals, [this, ended] { record_end(ended); });
        }
      },
      true  // nobody waits for it, and a repeat under the same id does no harm
  );
}

// It ended after somebody was forgotten, and before the file was written anew, or before they were told.
void Engine::Impl::go_on_tidying(Database& db) {
  const auto answers = tidying::owed(db);
  if (!answers) return;
  checkpoint_after.insert(answers->begin(), answers->end());
  brain->checkpoint();
}

void Engine::Impl::load(Slot& slot, const Delivery::Load& what) {
  auto rows = std::make_shared<std::vector<OutboxRow>>();
  submit(
      [this, rows, what](Database& db) {
        *rows = outbox::load(
            db, dispatcher.posted(), what.queue, what.after, what.limit, clock.seconds()
        );
      },
      [this, &slot, rows, what](errc why) {
        if (why == errc::ok) {
          slot.delivery.loaded(what.queue, std::move(*rows), what.limit);
        } else {
          slot.delivery.load_failed(what.queue, clock.now());
        }
        pump(slot);
      }
  );
}

void Engine::Impl::load_backlog(Slot& slot) {
  slot.delivery.await_backlog();
  auto backlog = std::make_shared<outbox::Backlog>();
  submit(
      [backlog, until = last_of_before, space = std::string(slot.adapter->space())](Database& db) {
        *backlog = outbox::backlog(db, space);
        outbox::doubt(db, space, until);
      },
      [this, &slot, backlog](errc why) {
        if (why == errc::shutting_down) return;
        if (why != errc::ok) return again(slot.refusals, [this, &slot] { load_backlog(slot); });
        slot.delivery.backlog(backlog->queues);
        pump(slot);
      }
  );
}

// What is not sent at once rests, and need not be looked up after a crash.
void Engine::Impl::watch_rest(Slot& slot) {
  if (slot.watching || stopping || frozen || !slot.delivery.may_rest()) return;
  slot.watching = true;
  set_timer(slot.rest_timer, settings.rest, [this, &slot] {
    slot.watching = false;
    if (frozen) return;
    auto rows = slot.delivery.resting(false);
    if (!rows.empty())
      submit(
          [rows = std::move(rows)](Database& db) {
            for (const outbox::Span& one : rows) outbox::rest(db, one);
          },
          [](errc) {}, true
      );
    watch_rest(slot);
  });
}

// Kept as a row until that adapter is switched on again.
void Engine::Impl::leave(const OutboxRow& row) {
  submit(
      [one = outbox::Span{row.queue, row.pending.id, row.pending.id}](Database& db) {
        outbox::rest(db, one);
      },
      [](errc) {}, true
  );
}

std::function<void(Database&)> Engine::Impl::rest_all() {
  std::vector<outbox::Span> all;
  for (const auto& slot : slots)
    for (auto rows = slot->delivery.resting(true); !rows.empty();
         rows = slot->delivery.resting(true))
      all.insert(all.end(), rows.begin(), rows.end());
  if (all.empty()) return {};
  return [all = std::move(all)](Database& db) {
    for (const outbox::Span& one : all) outbox::rest(db, one);
  };
}

}  // namespace usher
