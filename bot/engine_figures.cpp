// bot/engine_figures.cpp: what others see of a running engine: its figures, and whether it is ready.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/engine_impl.hpp"

#include <algorithm>

namespace usher {

Engine::Figures Engine::figures() const {
  const Impl::Counters& c = impl_->counters;
  Figures f;
  f.accepted = c.accepted.load(std::memory_order_relaxed);
  f.repeats = c.repeats.load(std::memory_order_relaxed);
  f.dropped = c.dropped.load(std::memory_order_relaxed);
  f.failed = c.failed.load(std::memory_order_relaxed);
  f.delivered = c.delivered.load(std::memory_order_relaxed);
  f.retried = c.retried.load(std::memory_order_relaxed);
  f.dead = c.dead.load(std::memory_order_relaxed);
  f.commits = impl_->brain->commits();
  f.rebuilt = impl_->brain->rebuilt();
  f.queued = impl_->brain->waiting();
  f.under_way = std::max(f.queued, impl_->submitted.load(std::memory_order_relaxed));
  f.writable = impl_->brain->writable();
  f.stopping = impl_->stopping;
  return f;
}

std::string Engine::not_ready() const {
  const Impl& self = *impl_;
  if (self.stopping) return "stopping";
  if (!self.brain->writable()) return "the database takes nothing at present";
  for (const auto& slot : self.slots)
    if (std::string why = slot->adapter->trouble(); !why.empty()) return why;
  return {};
}

}  // namespace usher
