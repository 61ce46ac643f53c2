// adapters/matrix/session.cpp: does what the session's machine says, and lets calls wait for it.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/session.hpp"

#include "adapters/matrix/session_file.hpp"
#include "adapters/matrix/session_login.hpp"
#include "bot/log.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <random>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

namespace {

using Machine = SessionMachine;
using Time = Machine::Time;

Time now() { return std::chrono::steady_clock::now(); }
Machine::Wall wall() { return std::chrono::system_clock::now(); }

bool same(const Secret<std::string>& one, const Secret<std::string>& other) {
  return one.reveal() == other.reveal();
}

}  // namespace

struct Session::Impl : std::enable_shared_from_this<Session::Impl> {
  Impl(
      asio::any_io_executor context, net::HttpClient* http, Settings given,
      std::function<void(std::string_view)> end, Machine::Limits limits
  )
      : executor(std::move(context)),
        client(http),
        settings(std::move(given)),
        fatal(std::move(end)),
        machine(
            limits, {settings.identity.user, settings.device}, ways_of(settings),
            [this] { return std::uniform_real_distribution<double>(0, 1)(random); }
        ),
        alarm(executor),
        finished(executor, Time::max()) {}

  // Does what the machine says, and sets the alarm. Called after whatever it was told.
  void pump();
  void perform(const Machine::LogIn& login);
  void perform(const Machine::Refresh& refresh);
  void perform(const Machine::Keep& keep);
  void perform(const Machine::Erase&) { erase_session(settings.session_file); }
  void perform(const Machine::Use& use);
  void perform(const Machine::Pause&) { current.reset(); }
  void perform(const Machine::Tell& tell);
  void perform(const Machine::GiveUp& why);
  void ask(asio::awaitable<Answered<Grant>> work);
  void answered(const std::exception_ptr& thrown, Answered<Grant> answer);
  void end();  // run() returns
  void wake_all();

  asio::any_io_executor executor;
  net::HttpClient* client;  // nullptr: a token as it is
  const Settings settings;
  const std::function<void(std::string_view)> fatal;
  std::mt19937_64 random{std::random_device{}()};  // for the jitter alone
  Machine machine;
  std::optional<Token> current;
  std::vector<asio::steady_timer*> waiting;  // of token(): theirs
  asio::steady_timer alarm;                  // machine.wake()
  asio::steady_timer finished;
  std::optional<Time> armed;
  asio::cancellation_signal cancel;  // the request under way
  bool asking = false, pumping = false, over = false, stopped = false;
};

void Session::Impl::pump() {
  if (pumping) return;
  pumping = true;
  while (auto action = machine.next())
    std::visit([this](const auto& what) { perform(what); }, *action);
  pumping = false;
  const auto wake = machine.wake();
  if (wake == armed) return;
  armed = wake;
  if (!wake) {
    alarm.cancel();
    return;
  }
  alarm.expires_at(*wake);
  alarm.async_wait([self = shared_from_this()](const boost::system::error_code& cancelled) {
    if (cancelled) return;
    self->armed.reset();
    self->machine.tick(now());
    self->pump();
  });
}

void Session::Impl::ask(asio::awaitable<Answered<Grant>> work) {
  asking = true;
  asio::co_spawn(
      executor, std::move(work),
      asio::bind_cancellation_slot(
          cancel.slot(),
          [self = shared_from_this()](const std::exception_ptr& thrown, Answered<Grant> answer) {
            self->answered(thrown, std::move(answer));
          }
      )
  );
}

void Session::Impl::answered(const std::exception_ptr& thrown, Answered<Grant> answer) {
  asking = false;
  if (thrown) {
    Refusal refusal;
    refusal.why = errc::bug;
    answer = std::unexpected(std::move(refusal));
  }
  if (answer)
    machine.granted(std::move(*answer), wall(), now());
  else
    machine.failed(answer.error().why, answer.error().errcode, answer.error().retry_after, now());
  pump();
  if (over) end();
}

void Session::Impl::perform(const Machine::LogIn& login) {
  ask(log_in(client, &settings, login.way));
}
void Session::Impl::perform(const Machine::Refresh& what) {
  ask(refresh(client, &settings, what.token));
}

void Session::Impl::perform(const Machine::Keep& keep) {
  const Grant& grant = keep.grant;
  log::hide(grant.access);
  if (!grant.refresh.empty()) log::hide(grant.refresh);
  // What the operator keeps in a file of theirs stays there alone.
  const bool theirs =
      same(grant.access, settings.access_token) || same(grant.access, settings.as_token);
  bool on_disk = true;
  if (!theirs) {
    const auto kept = write_session(settings.session_file, settings.homeserver, grant);
    if (!kept) log::error("matrix: {}", kept.error());
    on_disk = kept.has_value();
  }
  machine.kept(on_disk, now());
}

void Session::Impl::perform(const Machine::Use& use) {
  log::hide(use.token);
  current = Token{use.number, use.token};
  wake_all();
}
void Session::Impl::perform(const Machine::Tell& tell) {
  log::write(tell.trouble ? log::Level::warning : log::Level::info, "matrix: {}", tell.text);
}
void Session::Impl::perform(const Machine::GiveUp& why) {
  over = true;
  end();
  if (fatal) return fatal(why.text);
  log::error("matrix: {}", why.text);
}

void Session::Impl::end() {
  wake_all();
  finished.expires_at(Time::min());  // wakes who waits
}

void Session::Impl::wake_all() {
  for (asio::steady_timer* const one : std::exchange(waiting, {})) one->cancel();
}

Session::Session(
    asio::any_io_executor executor, net::HttpClient& client, const Settings& settings,
    std::function<void(std::string_view)> fatal, Machine::Limits limits
)
    : impl_(std::make_shared<Impl>(std::move(executor), &client, settings, std::move(fatal), limits)
      ) {}

Session::Session(asio::any_io_executor executor, Secret<std::string> token)
    : impl_(std::make_shared<Impl>(
          std::move(executor), nullptr, Settings(), nullptr, Machine::Limits()
      )) {
  log::hide(token);
  impl_->current = Token{1, std::move(token)};
}

Session::~Session() { stop(); }

asio::awaitable<void> Session::run() {
  const std::shared_ptr<Impl> self = impl_;
  if (self->client == nullptr) co_return;
  if (!self->over) {
    const Settings& with = self->settings;
    auto kept = read_session(with.session_file, with.homeserver, with.identity.user, with.device);
    if (kept)
      self->machine.start(std::move(*kept), wall(), now());
    else
      self->perform(Machine::GiveUp{kept.error()});
    self->pump();
  }
  while (!self->over || self->asking) {
    boost::system::error_code woken;
    self->finished.expires_at(Time::max());
    co_await self->finished.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
}

void Session::stop() {
  if (impl_->stopped) return;
  impl_->stopped = true;
  impl_->over = true;
  impl_->machine.stop();
  impl_->pump();
  impl_->current.reset();
  if (impl_->asking) impl_->cancel.emit(asio::cancellation_type::terminal);
  impl_->end();
}

const Session::Token* Session::token_at_hand() const {
  return impl_->current ? &*impl_->current : nullptr;
}

asio::awaitable<Result<Session::Token>> Session::token(std::chrono::milliseconds patience) {
  const std::shared_ptr<Impl> self = impl_;
  const Time deadline = now() + patience;
  while (true) {
    if (self->current) co_return *self->current;
    if (self->over) co_return std::unexpected(self->stopped ? errc::cancelled : errc::unauthorized);
    if (now() >= deadline) co_return std::unexpected(errc::timed_out);
    asio::steady_timer timer(self->executor, deadline);
    self->waiting.push_back(&timer);
    boost::system::error_code woken;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    std::erase(self->waiting, &timer);
    const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none)
      co_return std::unexpected(errc::cancelled);
  }
}

void Session::refused(std::uint64_t number, bool soft) {
  if (impl_->client == nullptr) {
    if (!impl_->current || impl_->current->number != number) return;
    impl_->current.reset();
    impl_->over = true;
    return impl_->end();
  }
  impl_->machine.refused(number, soft, now());
  impl_->pump();
}

}  // namespace usher::matrix
