// The letters that other threads write to a console's thread, with a descriptor to wait on.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/terminal/console.hpp"

#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace usher::terminal {

struct Print {
  std::string text;
  std::move_only_function<void(bool)> done;
};
struct Remember {
  std::string line;
  bool keep = false;
};
enum class Order : std::uint8_t { withdraw, interrupt, suspend, resized, forget_history, stop };
using Letter = std::variant<Ask, Print, Remember, Order>;

class Mailbox {
 public:
  Mailbox();  // throws std::system_error when there is no descriptor left
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  ~Mailbox();

  void put(Letter letter);
  std::optional<Letter> take();
  int descriptor() const { return event_; }  // readable while a letter waits

 private:
  std::mutex mutex_;
  std::deque<Letter> letters_;
  int event_;
};

// Waits until a letter is there or `fd` (unless it is negative) can be read. True when fd can.
bool wait_for(int fd, const Mailbox& mailbox);

// Writes all of it; false when nobody reads any more.
bool write_all(int fd, std::string_view text);

// Columns of the terminal behind fd: 0 when it is none, 80 when it does not say.
int columns_of(int fd);

}  // namespace usher::terminal
