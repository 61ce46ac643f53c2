// bot/secret.cpp: wiping memory.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/secret.hpp"

#include <sodium.h>

namespace usher {

void wipe(void* data, std::size_t size) noexcept { sodium_memzero(data, size); }

void wipe(std::string& text) noexcept {
  // The capacity, not the size: an earlier, longer value may still stand behind the end.
  text.resize(text.capacity());
  sodium_memzero(text.data(), text.size());
  text.clear();
}

}  // namespace usher
