// bot/engine.cpp: composing brain, adapters and services; accepting events; starting and shutting down.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/engine.hpp"

#include "bot/engine_impl.hpp"
#include "bot/retention.hpp"
#include "bot/step.hpp"
#include "bot/tidying.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace usher {

namespace asio = boost::asio;

Engine::Impl::Impl(
    asio::io_context& io_context, EngineSettings engine_settings, const Clock& engine_clock,
    const Catalog& catalog, std::unique_ptr<Database> database
)
    : io(io_context),
      settings(std::move(engine_settings)),
      clock(engine_clock),
      dispatcher(catalog, settings.community, clock, {settings.trouble, settings.slow}),
      change(io),
      job_timer(io),
      call_timer(io),
      flight_timer(io),
      brain(std::make_unique<Brain>(
          std::move(database), Brain::Hooks{
                                   .home = [&io_context](std::move_only_function<void()> job
                                           ) { asio::post(io_context, std::move(job)); },
                                   .rolled_back = [this] { dispatcher.drop_caches(); },
                                   .committed = [this](Database& db) { dispatcher.committed(db); },
                                   .rewritten = tidying::settle,
                                   .trouble = settings.trouble
                               }
      )) {
  dispatcher.know(settings.roles);
  dispatcher.add(std::make_unique<Retention>([this](Database& db, sys_seconds before, int limit) {
    return dispatcher.prune_inbox(db, before, limit);
  }));
}

void Engine::Impl::submit(
    std::function<void(Database&)> work, std::move_only_function<void(errc)> done, bool lazy
) {
  ++submitted;
  // What comes in the same turn of the loop is committed together, rather than the first alone and the rest after it.
  if (gathered.empty()) asio::post(io, [this] { brain->submit(std::exchange(gathered, {})); });
  gathered.push_back(
      {.work = std::move(work),
       .done =
           [this, done = std::move(done)](errc why) mutable {
             --submitted;
             done(why);
             if (stopping) changed();
           },
       .lazy = lazy}
  );
}

void Engine::Impl::accept(Inbound&& inbound, std::move_only_function<void(Result<Reply>)> answer) {
  if ((stopping && inbound.event && !inbound.uncarried) || !started) {
    answer(std::unexpected(errc::shutting_down));
    return;
  }
  struct Going {
    Inbound inbound;
    Handled handled;
  };
  auto going = std::make_shared<Going>(std::move(inbound), Handled{});
  step("arrived");
  submit(
      [this, going](Database& db) { going->handled = dispatcher.inbound(db, going->inbound); },
      [this, going, answer = std::move(answer)](errc why) mutable {
        if (why != errc::ok) {
          counters.failed.fetch_add(1, std::memory_order_relaxed);
          answer(std::unexpected(why));
          return;
        }
        switch (going->handled.how) {
          case Handled::How::handled:
            counters.accepted.fetch_add(1, std::memory_order_relaxed);
            break;
          case Handled::How::repeat:
            counters.repeats.fetch_add(1, std::memory_order_relaxed);
            break;
          case Handled::How::dropped:
            counters.dropped.fetch_add(1, std::memory_order_relaxed);
            break;
          case Handled::How::failed:
            counters.failed.fetch_add(1, std::memory_order_relaxed);
            break;
        }
        // The adapter's own rows come before what answers them, also where both are shown.
        answer(std::move(going->handled.reply));
        act(std::move(going->handled));
      }
  );
}

void Engine::Impl::act(Handled handled) {
  for (const auto& shown : handled.shown) {
    try {
      shown();
    } catch (const std::exception& error) {
      settings.trouble(std::string("an adapter could not show what was placed: ") + error.what());
    }
  }
  if (handled.forgot) {
    // What is held in memory may be theirs: all of it is read anew. Then nothing of it stays in the write-ahead log.
    for (const auto& slot : slots) slot->delivery.forget_all();
    for (const OutboxRow& row : handled.rows) checkpoint_after.insert(row.pending.id);
    brain->checkpoint();
  }
  std::set<Slot*> touched;
  for (OutboxRow& row : handled.rows) {
    const auto slot = std::ranges::find(slots, row.pending.to.place.space, [](const auto& s) {
      return s->adapter->space();
    });
    if (slot == slots.end()) {
      leave(row);
      continue;
    }
    (*slot)->delivery.add(std::move(row));
    touched.insert(slot->get());
  }
  if (handled.forgot)
    for (const auto& slot : slots) touched.insert(slot.get());
  for (Slot* slot : touched) pump(*slot);
  for (calls::Row& row : handled.calls)
    if (calls_known) ask(std::move(row));  // else read with the others
  if (handled.jobs_changed) schedule();
}

bool Engine::Impl::is_prompt(const calls::Row& row) const {
  const auto service = services.find(row.call.service);
  return service != services.end() && service->second->is_prompt();
}

// Calls under way are rows, and asked again at the next start: no service keeps the program from its end, but for those that
// answer in moments.
bool Engine::Impl::idle(sys_millis now) const {
  const auto prompt = [this](const calls::Row& row) { return is_prompt(row); };
  return submitted == 0 && std::ranges::none_of(calls_ready, prompt) &&
         std::ranges::none_of(
             calls_flying, [&](const auto& flying) { return prompt(flying.second.row); }
         ) &&
         std::ranges::all_of(slots, [&](const auto& slot) { return slot->delivery.settled(now); });
}

asio::awaitable<void> Engine::Impl::wait_for_change(std::chrono::milliseconds at_most) {
  change.expires_after(at_most);
  [[maybe_unused]] const auto ended =
      co_await change.async_wait(asio::as_tuple(asio::use_awaitable));
}

Engine::Engine(
    asio::io_context& io, EngineSettings settings, const Clock& clock, const Catalog& catalog,
    std::unique_ptr<Database> database
)
    : impl_(std::make_unique<Impl>(io, std::move(settings), clock, catalog, std::move(database))) {}

Engine::~Engine() { impl_->brain->stop(); }

void Engine::add(std::unique_ptr<Feature> feature) { impl_->dispatcher.add(std::move(feature)); }

void Engine::add(std::unique_ptr<Service> service) {
  const std::string name(service->name());
  impl_->services[name] = std::move(service);
}

void Engine::add(std::unique_ptr<Adapter> adapter) {
  Adapter* raw = adapter.get();
  const Capabilities can = raw->capabilities();
  Dispatcher::Served served{
      can, [raw](const Person& who) { return raw->forget(who); },
      [raw](const Person& who) { raw->forgotten(who); }
  };
  served.language = [raw](Database& db, std::string_view person) {
    return raw->language(db, person);
  };
  served.direct_room = [raw](Database& db, const Person& who) { return raw->direct_room(db, who); };
  served.direct_rooms = [raw](Database& db, const Person& who, const Place& at) {
    return raw->direct_rooms(db, who, at);
  };
  if (can.at_home)
    served.place = [raw](Database& db, const Pending& pending) { return raw->place(db, pending); };
  impl_->dispatcher.serve(std::string(raw->space()), std::move(served));
  const EngineSettings& settings = impl_->settings;
  const Delivery::Limits limits{
      .retry_base = settings.retry_base,
      .retry_cap = settings.retry_cap,
      .max_tries = settings.max_tries,
      .max_age = settings.max_age,
      .parallel = can.parallel,
      .per_second = can.posts_per_second,
      .burst = can.burst,
      .account = can.limit_of == Capabilities::LimitOf::account
  };
  impl_->slots.push_back(std::make_unique<Slot>(
      std::move(adapter), Delivery(limits), asio::steady_timer(impl_->io),
      asio::steady_timer(impl_->io)
  ));
}

asio::awaitable<void> Engine::run(bool until_adapters_end) {
  Impl& self = *impl_;
  auto handled = std::make_shared<Handled>();
  self.brain->run_now([&self, handled](Database& db) {
    self.last_of_before = outbox::newest(db);
    *handled = self.dispatcher.start(db);
    self.go_on_tidying(db);
  });
  self.started = true;
  for (const auto& slot : self.slots) self.load_backlog(*slot);
  self.load_calls();  // what start() has just asked is among them
  handled->calls.clear();
  handled->rows.clear();
  self.schedule();

  const Accept accept([&self](Inbound&& in, std::move_only_function<void(Result<Reply>)> answer) {
    self.accept(std::move(in), std::move(answer));
  });
  for (const auto& slot : self.slots)
    asio::co_spawn(
        self.io, slot->adapter->run(accept),
        [&self, raw = slot.get()](const std::exception_ptr& thrown) {
          if (thrown)
            self.settings.trouble(
                "the adapter " + std::string(raw->adapter->space()) + " failed and was closed"
            );
          raw->ended = true;
          self.changed();
        }
    );

  constexpr std::chrono::milliseconds long_time = std::chrono::hours(1);
  const auto all_ended = [&self] { return std::ranges::all_of(self.slots, &Slot::ended); };
  while (!self.stopping && !(until_adapters_end && all_ended()))
    co_await self.wait_for_change(long_time);

  self.stopping = true;  // nothing new is accepted from here on
  for (const auto& slot : self.slots)
    if (!slot->ended) slot->adapter->stop_accepting();
  const auto deadline = std::chrono::steady_clock::now() + self.settings.drain;
  while (!self.hurry && !self.idle(self.clock.now()) && std::chrono::steady_clock::now() < deadline)
    co_await self.wait_for_change(std::chrono::milliseconds(50));

  for (const auto& slot : self.slots)
    if (!slot->ended) slot->adapter->stop();
  const auto close_by = std::chrono::steady_clock::now() + std::chrono::seconds(self.hurry ? 0 : 3);
  while (!all_ended() && std::chrono::steady_clock::now() < close_by)
    co_await self.wait_for_change(std::chrono::milliseconds(50));
  self.job_timer.cancel();
  self.call_timer.cancel();
  self.flight_timer.cancel();
  for (const auto& slot : self.slots) {
    slot->timer.cancel();
    slot->rest_timer.cancel();
  }
  if (auto rest = self.rest_all()) {
    [[maybe_unused]] const errc kept = co_await write(std::move(rest));
  }
}

void Engine::stop() {
  if (impl_->stopping) impl_->hurry = true;
  impl_->stopping = true;
  impl_->changed();
}

asio::awaitable<errc> Engine::write(std::function<void(Database&)> work) {
  auto initiate = [](auto handler, Impl* impl, std::function<void(Database&)> what) {
    impl->submit(std::move(what), [handler = std::move(handler)](errc why) mutable {
      std::move(handler)(why);
    });
  };
  const errc why = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(errc)>(
      initiate, asio::use_awaitable, impl_.get(), std::move(work)
  );
  co_return why;
}

void Engine::stop_writes() {
  impl_->frozen = true;
  impl_->brain->refuse();
}

const CommandTable& Engine::commands() const { return impl_->dispatcher.commands(); }

}  // namespace usher
