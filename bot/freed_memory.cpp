// bot/freed_memory.cpp: by whichever allocator the program has: jemalloc (docs/adr/0015), or the C library's in tests.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/freed_memory.hpp"

#include <malloc.h>

#include <cstddef>

extern "C" [[gnu::weak]] int mallctl(
    const char* name, void* old_value, std::size_t* old_size, void* new_value, std::size_t new_size
);

namespace usher {

namespace {

// MALLCTL_ARENAS_ALL; a macro makes texts of it in jemalloc's header, which is not there in tests.
constexpr const char* purge_all = "arena.4096.purge";
constexpr const char* decay_all = "arena.4096.decay";

void tell(const char* what) noexcept { mallctl(what, nullptr, nullptr, nullptr, 0); }

}  // namespace

void give_back_freed_memory() noexcept {
  if (mallctl == nullptr) {
    ::malloc_trim(0);
    return;
  }
  tell("thread.tcache.flush");
  tell(purge_all);
}

void give_back_unused_memory() noexcept {
  if (mallctl != nullptr) tell(decay_all);
}

}  // namespace usher
