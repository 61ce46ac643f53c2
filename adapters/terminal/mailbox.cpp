// adapters/terminal/mailbox.cpp: eventfd, poll, and writing it all.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/mailbox.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace usher::terminal {

Mailbox::Mailbox() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (event_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Mailbox::~Mailbox() { ::close(event_); }

void Mailbox::put(Letter letter) {
  const std::scoped_lock lock(mutex_);
  letters_.push_back(std::move(letter));
  ::eventfd_write(event_, 1);
}

std::optional<Letter> Mailbox::take() {
  const std::scoped_lock lock(mutex_);
  if (letters_.empty()) {
    eventfd_t count = 0;
    ::eventfd_read(event_, &count);  // readable again with the next letter
    return std::nullopt;
  }
  std::optional<Letter> letter(std::move(letters_.front()));
  letters_.pop_front();
  return letter;
}

bool wait_for(int fd, const Mailbox& mailbox) {
  std::array<pollfd, 2> all{{{mailbox.descriptor(), POLLIN, 0}, {fd, POLLIN, 0}}
  };  // poll skips a negative one
  while (::poll(all.data(), all.size(), -1) < 0 && errno == EINTR) {
  }
  return (all[1].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) != 0;
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t wrote = ::write(fd, text.data(), text.size());
    if (wrote >= 0) {
      text.remove_prefix(static_cast<std::size_t>(wrote));
    } else if (errno == EAGAIN) {  // whoever shares this terminal may have made it non-blocking
      pollfd out{fd, POLLOUT, 0};
      ::poll(&out, 1, -1);
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

int columns_of(int fd) {
  if (::isatty(fd) == 0) return 0;
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace usher::terminal
