// Secret<T>: a value that cannot be printed, compared by accident, or left behind in memory.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace usher {

// Overwrites memory in a way that the optimiser may not remove (libsodium's sodium_memzero).
void wipe(void* data, std::size_t size) noexcept;
void wipe(std::string& text) noexcept;

template <class T>
void wipe_value(T& value) noexcept {
  if constexpr (requires { wipe(value); }) {
    wipe(value);
  } else {
    value = T{};
  }
}

// Owns a T and wipes it on destruction, on assignment and when moved from. There is no formatter
// and no stream operator: logging one does not compile. Read it with reveal(), for as short a time
// as possible.
template <class T>
class Secret {
 public:
  Secret() = default;
  // A short text lies in the argument itself, which a move leaves as it was.
  explicit Secret(T value) : value_(std::move(value)) { wipe_value(value); }
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { wipe_value(other.value_); }
  Secret& operator=(const Secret& other) {
    if (this != &other) {
      wipe_value(value_);
      value_ = other.value_;
    }
    return *this;
  }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      wipe_value(value_);
      value_ = std::move(other.value_);
      wipe_value(other.value_);
    }
    return *this;
  }
  ~Secret() { wipe_value(value_); }

  const T& reveal() const& { return value_; }
  bool empty() const
    requires requires(const T& t) { t.empty(); }
  {
    return value_.empty();
  }

 private:
  T value_{};
};

}  // namespace usher
