// bot/malloc_conf.cpp: what jemalloc is told before anything runs (docs/adr/0015-jemalloc.md).
// SPDX-License-Identifier: BSD-3-Clause

// One arena: the threads share what is free, which keeps the program small; each has a cache of its own before it. What
// nobody has used for half a second goes back to the system, as more is asked for (bot/freed_memory.hpp).
extern "C" [[gnu::visibility("default")]] const char* const malloc_conf =
    "narenas:1,dirty_decay_ms:500,muzzy_decay_ms:0";
