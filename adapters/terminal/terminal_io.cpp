// adapters/terminal/terminal_io.cpp: deliveries, the console, signals, and the person's language.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/ansi.hpp"
#include "adapters/terminal/terminal.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <csignal>

namespace usher::terminal {

namespace asio = boost::asio;

namespace {

constexpr std::size_t ids_kept = 4096;

// How long the answer that comes as an effect is waited for. A pipe has the time, a person wants the prompt back.
constexpr std::chrono::milliseconds patience_of_a_pipe{2000};
constexpr std::chrono::milliseconds patience_of_a_person{250};

Doc note(Phrase words) {
  Doc doc;
  doc.paragraph({italic(Inline(std::move(words)))});
  return doc;
}

}  // namespace

asio::awaitable<std::expected<Receipt, Setback>> TerminalAdapter::deliver(Pending pending) {
  const Receipt receipt{{std::string(space()), "chat", {}}, std::to_string(pending.id)};
  if (printed_.contains(pending.id)) co_return receipt;
  if (!can_see(pending)) co_return std::unexpected(Setback(errc::guard_failed));
  bool shown = true;
  const Say words = say();
  switch (pending.kind) {
    case Pending::Kind::post:
    case Pending::Kind::correction:
    case Pending::Kind::edit:
    case Pending::Kind::home:
      shown = co_await show(std::move(pending.doc), std::move(pending.key));
      break;
    case Pending::Kind::retract:
      shown = co_await show(note(words("An earlier message was withdrawn.")));
      break;
    case Pending::Kind::react: {
      Doc doc;
      doc.paragraph({Inline(Text(pending.emoji))});
      if (pending.add) shown = co_await show(std::move(doc));
      break;
    }
    case Pending::Kind::open:
      waiting_.push_back(std::move(pending.form));
      if (!form_ && asking_) console_->withdraw();
      break;
  }
  ++deliveries_;
  news_.cancel();
  if (!shown) co_return std::unexpected(Setback(errc::unreachable));
  printed_.insert(pending.id);
  if (printed_.size() > ids_kept) printed_.erase(printed_.begin());
  co_return receipt;
}

bool TerminalAdapter::can_see(const Pending& pending) const {
  // The terminal is private, shared with nobody, and has one member.
  const std::string& me = settings_.user.id;
  const auto& people = pending.to.people;
  const auto& members = pending.guard.members;
  const bool for_me = people.empty() || std::ranges::find(people, me) != people.end();
  return for_me && (members.empty() || std::ranges::find(members, me) != members.end());
}

Write TerminalAdapter::forget(const Person& who) const {
  // What was typed is theirs as well. Runs before the commit, as there is no later moment; should that fail, the history
  // is gone and the question can be repeated.
  if (who.id != settings_.user.id) return {};
  return [console = console_.get()](Database&) { console->forget_history(); };
}

asio::awaitable<bool> TerminalAdapter::print(std::string text) {
  struct Wait {
    asio::steady_timer written;
    bool done = false;
    bool ok = false;
  };
  auto wait =
      std::make_shared<Wait>(Wait{asio::steady_timer(io_, asio::steady_timer::time_point::max())});
  console_->print(std::move(text), [wait, io = io_](bool ok) {
    asio::post(io, [wait, ok] {
      wait->done = true;
      wait->ok = ok;
      wait->written.cancel();
    });
  });
  while (!wait->done) {
    boost::system::error_code cancelled;
    co_await wait->written.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
  broken_ = broken_ || !wait->ok;
  if (broken_ && asking_) console_->withdraw();
  co_return wait->ok;
}

asio::awaitable<bool> TerminalAdapter::show(Doc doc, std::string key) {
  if (doc.empty()) co_return true;
  if (auto buttons = buttons_of(doc); !buttons.empty()) {
    buttons_ = std::move(buttons);
    buttons_key_ = std::move(key);
  }
  const bool ok = co_await print(ansi(doc, look()));
  co_return ok;
}

asio::awaitable<Input> TerminalAdapter::ask(Ask what) {
  input_.reset();
  // Stopped while the question was printed: there was nothing to withdraw then.
  if (!running_) co_return Input{Input::Kind::withdrawn, {}};
  if (std::exchange(interrupted_early_, false)) co_return Input{Input::Kind::interrupt, {}};
  asking_ = true;
  console_->ask(std::move(what));
  while (!input_) {
    boost::system::error_code cancelled;
    news_.expires_at(asio::steady_timer::time_point::max());
    co_await news_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
  asking_ = false;
  Input input = std::move(*input_);
  input_.reset();
  co_return input;
}

asio::awaitable<void> TerminalAdapter::settle() {
  const std::size_t before = deliveries_;
  const auto until = std::chrono::steady_clock::now() +
                     (console_->interactive() ? patience_of_a_person : patience_of_a_pipe);
  while (running_ && deliveries_ == before && std::chrono::steady_clock::now() < until) {
    boost::system::error_code cancelled;
    news_.expires_at(until);
    co_await news_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
}

void TerminalAdapter::next_signal() {
  signals_.async_wait([this](const boost::system::error_code& ec, int signal) {
    if (ec) return;
    if (signal == SIGWINCH) console_->resized();
    if (signal == SIGTSTP) console_->suspend();
    if (signal == SIGINT && asking_) console_->interrupt();
    // Between two questions there is no line to clear: it is taken for the next one, and a second one for a wish to leave.
    if (signal == SIGINT && !asking_ &&
        (interrupts_ > 0 || std::exchange(interrupted_early_, true)))
      stop();
    next_signal();
  });
}

Look TerminalAdapter::look() const {
  Look now = settings_.look;
  now.width = console_->columns();
  return now;
}

Say TerminalAdapter::say() { return {catalog_, lang()}; }

std::string TerminalAdapter::lang() {
  if (running_ && !settings_.database.empty()) {
    try {
      if (reader_ == nullptr)
        reader_ = std::make_unique<Database>(settings_.database, Database::Mode::read_only);
      chosen_ = people::chosen_language(*reader_, space(), settings_.user.id);
    } catch (const DatabaseError&) {
      reader_.reset();  // the last known will do
    }
  }
  if (!chosen_.empty()) return chosen_;
  return settings_.user.lang.empty() ? settings_.language : settings_.user.lang;
}

}  // namespace usher::terminal
