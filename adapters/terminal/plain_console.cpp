// adapters/terminal/plain_console.cpp: a reader without an editor, for pipes, files, and terminals that cannot move
// their cursor.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/threaded_console.hpp"

#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace usher::terminal {

namespace {

// Cuts bytes into lines. A line over max_line is dropped whole and reported once.
class Lines {
 public:
  void add(std::string_view bytes) {
    for (const char c : bytes) {
      if (c == '\n') {
        if (partial_.ends_with('\r')) partial_.pop_back();
        close();
      } else if (partial_.size() < max_line) {
        partial_.push_back(c);
      } else {
        too_long_ = true;
      }
    }
  }
  void end() {
    if (!partial_.empty() || too_long_) close();
  }
  std::optional<Input> take() {
    if (ready_.empty()) return std::nullopt;
    std::optional<Input> first(std::move(ready_.front()));
    ready_.pop_front();
    return first;
  }

 private:
  void close() {
    ready_.push_back(
        {too_long_ ? Input::Kind::too_long : Input::Kind::line,
         Secret<std::string>(too_long_ ? "" : partial_)}
    );
    wipe(partial_);
    partial_.clear();
    too_long_ = false;
  }

  std::string partial_;
  bool too_long_ = false;
  std::deque<Input> ready_;
};

// Without echo while it lives, where fd is a terminal.
class NoEcho {
 public:
  NoEcho(int fd, bool wanted) : fd_(fd), on_(wanted && ::tcgetattr(fd, &before_) == 0) {
    if (!on_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(fd_, TCSADRAIN, &quiet);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;
  ~NoEcho() {
    if (on_) ::tcsetattr(fd_, TCSADRAIN, &before_);
  }

 private:
  int fd_;
  termios before_{};
  bool on_;
};

class PlainConsole final : public ThreadedConsole {
 public:
  PlainConsole(int in, int out)
      : in_(in), out_(out), person_(::isatty(in) != 0 && ::isatty(out) != 0) {}
  PlainConsole(const PlainConsole&) = delete;
  PlainConsole& operator=(const PlainConsole&) = delete;
  ~PlainConsole() override { finish(); }

  bool interactive() const override { return false; }
  int columns() const override { return columns_of(out_); }

 protected:
  void loop() override {
    while (!stopped_) {
      while (auto letter = mailbox().take()) read(std::move(*letter));
      if (asked_) serve();
      if (stopped_) return;
      const bool readable = wait_for(asked_ ? in_ : -1, mailbox());
      if (readable) read_some();
    }
  }

 private:
  void read(Letter letter) {
    if (auto* ask = std::get_if<Ask>(&letter)) {
      asked_ = true;
      prompt_ = person_ ? ask->prompt : "";
      quiet_.emplace(in_, ask->secret);
      write_all(out_, prompt_);
    } else if (auto* print = std::get_if<Print>(&letter)) {
      const bool typing = asked_ && !prompt_.empty();
      const bool ok = write_all(out_, (typing ? "\n" : "") + print->text + (typing ? prompt_ : ""));
      print->done(ok);
    } else if (const auto* order = std::get_if<Order>(&letter)) {
      if (*order == Order::stop) stopped_ = true;
      if (asked_ && (*order == Order::stop || *order == Order::withdraw))
        answer({Input::Kind::withdrawn, {}});
    }
  }

  void read_some() {
    std::array<char, 4096> chunk{};
    const ssize_t got = ::read(in_, chunk.data(), chunk.size());
    if (got > 0) {
      lines_.add({chunk.data(), static_cast<std::size_t>(got)});
      wipe(chunk.data(), chunk.size());
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
      lines_.end();
      ended_ = true;
    }
  }

  void serve() {
    if (auto line = lines_.take()) {
      answer(std::move(*line));
    } else if (ended_) {
      answer({Input::Kind::end, {}});
    }
  }

  void answer(Input input) {
    asked_ = false;
    quiet_.reset();
    give(input.kind, std::move(input.text));
  }

  int in_;
  int out_;
  bool person_;
  bool asked_ = false;
  bool ended_ = false;
  bool stopped_ = false;
  std::string prompt_;
  std::optional<NoEcho> quiet_;
  Lines lines_;
};

}  // namespace

std::unique_ptr<Console> make_plain_console(int in, int out) {
  return std::make_unique<PlainConsole>(in, out);
}

}  // namespace usher::terminal
