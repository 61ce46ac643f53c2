// bot/freed_memory.hpp: memory that was freed, given back to the system.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace usher {

// After work that took much memory and is over. Of the calling thread, and of what no thread keeps for itself. Any thread.
void give_back_freed_memory() noexcept;
// Of that, what nobody has used for a while (bot/malloc_conf.cpp): jemalloc looks for it only while memory is asked for. To be
// called now and then. Any thread.
void give_back_unused_memory() noexcept;

}  // namespace usher
