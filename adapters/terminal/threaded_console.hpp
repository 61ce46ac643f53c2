// What both consoles share: a thread, its letters, and the calls that write them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/terminal/mailbox.hpp"

#include <thread>
#include <utility>

namespace usher::terminal {

class ThreadedConsole : public Console {
 public:
  void start(std::function<void(Input)> on_input, Completer completer) final {
    on_input_ = std::move(on_input);
    completer_ = std::move(completer);
    thread_ = std::jthread([this] { loop(); });
  }
  void ask(Ask what) final { mailbox_.put(std::move(what)); }
  void withdraw() final { mailbox_.put(Order::withdraw); }
  void print(std::string text, std::move_only_function<void(bool)> done) final {
    mailbox_.put(Print{std::move(text), std::move(done)});
  }
  void remember(std::string line, bool keep) final {
    mailbox_.put(Remember{std::move(line), keep});
  }
  void forget_history() final { mailbox_.put(Order::forget_history); }
  void interrupt() final { mailbox_.put(Order::interrupt); }
  void suspend() final { mailbox_.put(Order::suspend); }
  void resized() final { mailbox_.put(Order::resized); }

 protected:
  // On the console's thread, until Order::stop was taken. Throws nothing.
  virtual void loop() = 0;

  // The most derived destructor calls this first: the thread uses its members. What was printed before is written.
  void finish() {
    if (!thread_.joinable()) return;
    mailbox_.put(Order::stop);
    thread_.join();
  }

  void give(Input::Kind kind, Secret<std::string> text = {}) { on_input_({kind, std::move(text)}); }
  Mailbox& mailbox() { return mailbox_; }
  const Completer& completer() const { return completer_; }

 private:
  Mailbox mailbox_;
  std::function<void(Input)> on_input_;
  Completer completer_;
  std::jthread thread_;
};

}  // namespace usher::terminal
