// adapters/terminal/secret_line.cpp: what each key does.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/secret_line.hpp"

#include "adapters/terminal/console.hpp"

namespace usher::terminal {

SecretLine::Key SecretLine::put(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  if (escape_ == Escape::begun) {
    escape_ = c == '[' || c == 'O' ? Escape::sequence : Escape::none;
    return Key::more;
  }
  if (escape_ == Escape::sequence) {
    if (c >= 0x40 && c <= 0x7E) escape_ = Escape::none;
    return Key::more;
  }
  switch (c) {
    case '\r':
    case '\n':
      return Key::done;
    case 0x04:  // Ctrl-D
      return text_.empty() ? Key::end : Key::more;
    case 0x08:
    case 0x7F:  // Backspace: a whole character
      while (!text_.empty() && (static_cast<unsigned char>(text_.back()) & 0xC0U) == 0x80U)
        text_.pop_back();
      if (!text_.empty()) text_.pop_back();
      return Key::more;
    case 0x15:  // Ctrl-U
      wipe(text_);
      text_.clear();
      return Key::more;
    case 0x1B:
      escape_ = Escape::begun;
      return Key::more;
    default:
      break;
  }
  if (text_.capacity() < max_line) text_.reserve(max_line);
  if ((c >= 0x20 || c == '\t') && text_.size() < max_line) text_.push_back(byte);
  return Key::more;
}

Secret<std::string> SecretLine::take() {
  Secret<std::string> out(std::move(text_));
  text_.clear();
  escape_ = Escape::none;
  return out;
}

}  // namespace usher::terminal
