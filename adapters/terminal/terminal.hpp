// The terminal as a chat system: one person, one room, one screen.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/terminal/console.hpp"
#include "adapters/terminal/flow.hpp"
#include "adapters/terminal/prompts.hpp"
#include "bot/adapter.hpp"
#include "bot/command_table.hpp"
#include "bot/people.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace usher::terminal {

struct Settings {
  Person user;
  Look look;              // its width is asked of the console whenever something is printed
  std::string community;  // for the greeting
  std::string
      language;  // the community's, BCP 47: when neither the person nor the system names one
  std::string database;  // path; read for the language that the person chose. Empty: never
  std::function<void()> left = {};  // the person has gone, or their input has ended; may be empty
  // Waited for before the first line of a pipe is read: whoever types sees what is not there yet and asks again, a pipe does
  // not. May be empty.
  std::function<boost::asio::awaitable<void>()> before_pipe = {};
};

// I/O thread. clock, catalog and commands outlive it.
class TerminalAdapter final : public Adapter {
 public:
  TerminalAdapter(
      boost::asio::any_io_executor io, const Clock& clock, const Catalog& catalog,
      const CommandTable& commands, Settings settings, std::unique_ptr<Console> console
  );
  ~TerminalAdapter() override;

  std::string_view space() const override { return "terminal"; }
  Capabilities capabilities() const override;
  boost::asio::awaitable<void> run(Accept accept) override;
  void stop() override;
  boost::asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending) override;
  Write forget(const Person& who) const override;

  // While true, Ctrl-C is this adapter's and not the program's.
  bool owns_interrupt() const { return running_ && console_->interactive(); }

 private:
  // --- terminal.cpp ---
  boost::asio::awaitable<void> turn(Accept accept);
  boost::asio::awaitable<void> typed(Accept accept, std::string line);
  boost::asio::awaitable<void> answered(Accept accept, Secret<std::string> line);
  boost::asio::awaitable<void> leave_form(Accept accept);
  boost::asio::awaitable<void> press(Accept accept, std::size_t number);
  boost::asio::awaitable<void> send(Accept accept, What what);
  boost::asio::awaitable<void> show_reply(Result<Reply> reply);
  boost::asio::awaitable<void> interrupted(bool line_was_empty);
  void begin_form(Form form);

  // --- terminal_io.cpp ---
  boost::asio::awaitable<bool> print(std::string text);
  boost::asio::awaitable<bool> show(Doc doc, std::string key = {});  // false: nobody reads
  boost::asio::awaitable<Input> ask(Ask what);
  boost::asio::awaitable<void> settle();
  void next_signal();
  Look look() const;
  Say say();
  std::string lang();
  bool can_see(const Pending& pending) const;

  boost::asio::any_io_executor io_;
  const Clock& clock_;
  const Catalog& catalog_;
  const CommandTable& commands_;
  Settings settings_;
  std::unique_ptr<Database> reader_;  // a read-only connection of its own, while the adapter runs
  std::string chosen_;                // the language that the person set, as last read
  boost::asio::signal_set signals_;
  boost::asio::steady_timer news_;  // cancelled when there is a line or a delivery
  std::optional<Input> input_;
  std::size_t deliveries_ = 0;

  bool running_ = false;
  bool asking_ = false;
  bool broken_ = false;             // nobody reads what is printed
  int interrupts_ = 0;              // Ctrl-C without a line in between
  bool interrupted_early_ = false;  // Ctrl-C before there was a question
  std::string session_;             // makes event ids unique over restarts
  std::uint64_t events_ = 0;
  std::string draft_;  // what was being typed when a form came

  std::optional<Prompts> form_;
  bool form_shown_ = false;  // its title and introduction were printed
  std::deque<Form> waiting_;
  std::vector<Button> buttons_;  // of the newest message that had any
  std::string buttons_key_;      // that message's key

  // What was printed in this process. That is enough: what stands on a screen cannot be taken back or looked up, so after
  // a crash a message whose delivery was not recorded is better shown again than lost.
  std::set<std::int64_t> printed_;

  std::unique_ptr<Console>
      console_;  // last: its thread is joined before anything that it uses goes
};

}  // namespace usher::terminal
