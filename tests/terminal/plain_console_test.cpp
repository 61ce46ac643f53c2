// tests/terminal/plain_console_test.cpp: lines out of a pipe, text into another.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/console.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>

using namespace usher;
using namespace usher::terminal;

namespace {

class Pipe {
 public:
  Pipe() { REQUIRE(::pipe(ends_.data()) == 0); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_writer();
    close_reader();
  }
  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void put(std::string_view text) const {
    REQUIRE(::write(ends_[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  void close_reader() { close_one(0); }
  void close_writer() { close_one(1); }
  std::string all() {
    close_writer();
    std::string out;
    std::array<char, 4096> chunk{};
    for (ssize_t got = 0; (got = ::read(ends_[0], chunk.data(), chunk.size())) > 0;)
      out.append(chunk.data(), static_cast<std::size_t>(got));
    return out;
  }

 private:
  void close_one(std::size_t which) {
    if (ends_[which] >= 0) ::close(ends_[which]);
    ends_[which] = -1;
  }
  std::array<int, 2> ends_{-1, -1};
};

// Waits for what the console's thread hands over.
template <class T>
class Handed {
 public:
  void put(T value) {
    const std::scoped_lock lock(mutex_);
    values_.push_back(std::move(value));
    there_.notify_one();
  }
  T take() {
    std::unique_lock lock(mutex_);
    there_.wait(lock, [this] { return !values_.empty(); });
    T value = std::move(values_.front());
    values_.pop_front();
    return value;
  }

 private:
  std::mutex mutex_;
  std::condition_variable there_;
  std::deque<T> values_;
};

struct Rig {
  Pipe in, out;
  Handed<Input> inputs;
  std::unique_ptr<Console> console;

  Rig() : console(make_plain_console(in.reader(), out.writer())) {
    console->start(
        [this](Input input) { inputs.put(std::move(input)); },
        [](std::string_view, const std::string&) { return std::vector<Completion>(); }
    );
  }
  Input ask(Ask what = {}) {
    console->ask(std::move(what));
    return inputs.take();
  }
};

}  // namespace

TEST_CASE("lines come one for each time they are asked for, then the end", "[plain_console]") {
  Rig rig;
  rig.in.put("one\r\n\ntwo 中文\nunfinished");
  rig.in.close_writer();
  CHECK(rig.ask().text.reveal() == "one");
  CHECK(rig.ask().text.reveal().empty());
  CHECK(rig.ask().text.reveal() == "two 中文");
  CHECK(rig.ask().text.reveal() == "unfinished");
  CHECK(rig.ask().kind == Input::Kind::end);
  CHECK(rig.ask().kind == Input::Kind::end);
}

TEST_CASE(
    "a pipe sees no prompt, and all that was printed is written before the end", "[plain_console]"
) {
  Rig rig;
  CHECK_FALSE(rig.console->interactive());
  CHECK(rig.console->columns() == 0);
  Ask what;
  what.prompt = "usher> ";
  rig.in.put("x\n");
  rig.ask(what);
  Handed<bool> printed;
  rig.console->print("answer\n", [&](bool ok) { printed.put(ok); });
  CHECK(printed.take());
  for (int i = 0; i < 100; ++i) rig.console->print("more\n", [](bool) {});
  rig.console.reset();
  const std::string out = rig.out.all();
  CHECK(out.starts_with("answer\nmore\n"));
  CHECK(out.size() == 7 + 100 * 5);
}

TEST_CASE(
    "a line that is waited for can be withdrawn, and is kept for the next time", "[plain_console]"
) {
  Rig rig;
  rig.console->ask({});
  rig.console->withdraw();
  CHECK(rig.inputs.take().kind == Input::Kind::withdrawn);
  rig.console->withdraw();  // nothing is asked: nothing happens
  rig.in.put("later\n");
  CHECK(rig.ask().text.reveal() == "later");
}

TEST_CASE("a line over the limit is dropped whole and the next one is read", "[plain_console]") {
  Rig rig;
  rig.console->ask({});
  const std::string part(16384, 'x');
  for (int i = 0; i < 5; ++i) rig.in.put(part);
  rig.in.put("\nnext\n");
  CHECK(rig.inputs.take().kind == Input::Kind::too_long);
  CHECK(rig.ask().text.reveal() == "next");
}

TEST_CASE("printing to a reader that is gone says so", "[plain_console]") {
  std::signal(SIGPIPE, SIG_IGN);
  Rig rig;
  rig.out.close_reader();
  Handed<bool> printed;
  rig.console->print("answer\n", [&](bool ok) { printed.put(ok); });
  CHECK_FALSE(printed.take());
}

TEST_CASE("the console can be destroyed while it waits for a line", "[plain_console]") {
  Rig rig;
  rig.console->ask({});
  rig.console.reset();
  CHECK(rig.inputs.take().kind == Input::Kind::withdrawn);
}
