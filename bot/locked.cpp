// bot/locked.cpp: locked memory from libsodium.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/locked.hpp"

#include <sodium.h>

#include <cstring>
#include <new>

namespace usher {

void LockedBytes::Free::operator()(unsigned char* memory) const noexcept { sodium_free(memory); }

LockedBytes::LockedBytes(std::string_view bytes) : size_(bytes.size()) {
  if (sodium_init() < 0) throw std::bad_alloc();
  const std::size_t size = size_ == 0 ? 1 : size_;
  memory_.reset(static_cast<unsigned char*>(sodium_malloc(size)));
  if (!memory_) throw std::bad_alloc();
  // sodium_malloc locks too, but does not tell whether it could; locks do not nest, so asking again changes nothing.
  locked_ = sodium_mlock(memory_.get(), size) == 0;
  std::memcpy(memory_.get(), bytes.data(), size_);
}

std::string_view LockedBytes::view() const {
  return {reinterpret_cast<const char*>(memory_.get()), size_};
}

}  // namespace usher
