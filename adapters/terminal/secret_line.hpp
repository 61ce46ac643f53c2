// A line that is typed without echo, key by key. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace usher::terminal {

class SecretLine {
 public:
  enum class Key : std::uint8_t { more, done, end };
  // One byte as the terminal sends it: Enter, Backspace, Ctrl-U and Ctrl-D do what they do in any line; the sequences of
  // arrow and function keys are ignored.
  Key put(char byte);
  Secret<std::string> take();

 private:
  enum class Escape : std::uint8_t { none, begun, sequence };
  std::string text_;  // reserved once, so that growing leaves no copy behind
  Escape escape_ = Escape::none;
};

}  // namespace usher::terminal
