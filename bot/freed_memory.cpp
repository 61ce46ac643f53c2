// bot/freed_memory.cpp: by whichever allocator the program has: jemalloc (docs/adr/0015), or the C library's in tests.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/freed_memory.hpp"

#include <malloc.h>

#include <cstddef>

extern "C" [[gnu::weak]] int mallctl(
    const char* name, void* old_value, std::size_t* old_size, void* new_value, std::size_t new_size
);

namespace usher {

void give_back_freed_memory() noexcept {
  if (mallctl == nullptr) {
    ::malloc_trim(0);
    return;
  }
  mallctl("thread.tcache.flush", nullptr, nullptr, nullptr, 0);
  mallctl("arena.4096.purge", nullptr, nullptr, nullptr, 0);  // MALLCTL_ARENAS_ALL
}

}  // namespace usher
