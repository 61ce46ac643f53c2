// adapters/web/post.hpp: from a row of the outbox to rows of the space. No sockets, no coroutines: tests call it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/places.hpp"
#include "adapters/web/space.hpp"

#include <expected>
#include <functional>
#include <variant>

namespace usher::web {

using Delivered = std::expected<Receipt, Setback>;

// What is to be written for it, and what it came to once that was committed.
struct Writing {
  Write write;
  std::function<Delivered()> then;
};
using Posting = std::variant<Delivered, Writing>;

// I/O thread. The same row may come again, after a crash: it changes nothing then.
Posting post(Space& space, Pending pending);

// To the tabs, once what seat() wrote is on the disk.
void show(Space& space, Seated seated);

}  // namespace usher::web
