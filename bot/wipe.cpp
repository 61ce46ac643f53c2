// bot/wipe.cpp: an operator delete that wipes what it frees, linked into every program (an object
// library, since the linker would not pull it out of an archive). Measured to cost nothing that a
// benchmark sees. Sanitizers keep their own.
// SPDX-License-Identifier: BSD-3-Clause
#ifndef USHER_SANITIZED

#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace {

void wipe_and_free(void* memory, std::size_t size) noexcept {
  if (memory == nullptr) return;
  std::memset(memory, 0, size);
  // Whoever may read it: what explicit_bzero says too, by a call more.
  asm volatile("" : : "r"(memory) : "memory");
  std::free(memory);  // NOLINT(cppcoreguidelines-no-malloc): this is the allocator
}

// Asked for where the size is not said. What malloc gave beyond what was asked for holds nothing.
[[gnu::noinline]] std::size_t size_of(void* memory) noexcept { return malloc_usable_size(memory); }

}  // namespace

void operator delete(void* memory) noexcept { wipe_and_free(memory, size_of(memory)); }
void operator delete[](void* memory) noexcept { wipe_and_free(memory, size_of(memory)); }
void operator delete(void* memory, std::size_t size) noexcept { wipe_and_free(memory, size); }
void operator delete[](void* memory, std::size_t size) noexcept { wipe_and_free(memory, size); }
void operator delete(void* memory, std::align_val_t) noexcept {
  wipe_and_free(memory, size_of(memory));
}
void operator delete[](void* memory, std::align_val_t) noexcept {
  wipe_and_free(memory, size_of(memory));
}
void operator delete(void* memory, std::size_t size, std::align_val_t) noexcept {
  wipe_and_free(memory, size);
}
void operator delete[](void* memory, std::size_t size, std::align_val_t) noexcept {
  wipe_and_free(memory, size);
}

#endif
