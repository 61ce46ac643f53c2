// Bytes in memory that is never swapped out, never in a core file, and wiped at the end.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace usher {

// A copy of some bytes between guard pages (libsodium's sodium_malloc). Each takes at least four pages, so it is for few and
// precious ones. Moves, does not copy.
class LockedBytes {
 public:
  explicit LockedBytes(std::string_view bytes);  // throws std::bad_alloc
  std::string_view view() const;                 // valid while this object lives
  // False where the system refused to lock it (RLIMIT_MEMLOCK): it is still wiped, but may reach the swap.
  bool locked() const { return locked_; }

 private:
  struct Free {
    void operator()(unsigned char* memory) const noexcept;
  };
  std::unique_ptr<unsigned char[], Free> memory_;
  std::size_t size_ = 0;
  bool locked_ = false;
};

}  // namespace usher
