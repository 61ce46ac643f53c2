// A console that types what a test says, on the test's own thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/terminal/console.hpp"

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace usher::test {

class FakeConsole final : public terminal::Console {
 public:
  // What to type at the next prompts. When nothing is left the console waits, or ends where `then_end` says so.
  std::deque<std::string> lines;
  bool then_end = true;

  std::string screen;  // all that was printed
  std::vector<terminal::Ask> asked;
  std::vector<std::pair<std::string, bool>> remembered;
  int forgotten = 0;
  int withdrawn = 0;
  bool person = false;
  bool nobody_reads = false;
  std::string draft;  // what stands in the line when it is withdrawn
  terminal::Completer completer;
  std::function<void()> on_print;

  void start(std::function<void(terminal::Input)> on_input, terminal::Completer complete) override {
    on_input_ = std::move(on_input);
    completer = std::move(complete);
  }
  bool interactive() const override { return person; }
  int columns() const override { return 0; }
  void ask(terminal::Ask what) override {
    asked.push_back(std::move(what));
    waiting_ = true;
    go_on();
  }
  void withdraw() override {
    if (!std::exchange(waiting_, false)) return;
    ++withdrawn;
    on_input_({terminal::Input::Kind::withdrawn, Secret(draft)});
  }
  void print(std::string text, std::move_only_function<void(bool)> done) override {
    if (!nobody_reads) screen += text;
    if (on_print) on_print();
    done(!nobody_reads);
  }
  void remember(std::string line, bool keep) override {
    remembered.emplace_back(std::move(line), keep);
  }
  void forget_history() override { ++forgotten; }
  void interrupt() override { give(terminal::Input::Kind::interrupt, ""); }
  void suspend() override {}
  void resized() override {}

  void give(terminal::Input::Kind kind, std::string text) {
    waiting_ = false;
    on_input_({kind, Secret(std::move(text))});
  }
  bool waiting() const { return waiting_; }

 private:
  void go_on() {
    if (!lines.empty()) {
      std::string line = std::move(lines.front());
      lines.pop_front();
      give(terminal::Input::Kind::line, std::move(line));
    } else if (then_end) {
      give(terminal::Input::Kind::end, "");
    }
  }

  std::function<void(terminal::Input)> on_input_;
  bool waiting_ = false;
};

}  // namespace usher::test
