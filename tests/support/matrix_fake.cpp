// tests/support/matrix_fake.cpp: the thread, and the words for unit tests.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_fake.hpp"

#include "tests/support/matrix_control.hpp"

#include <fmt/format.h>

#include <exception>
#include <future>
#include <thread>
#include <utility>

namespace usher::testing::matrix {

struct FakeHomeserver::Impl {
  Control control;
  json::object fault;  // expect() begun
  std::jthread thread;
};

FakeHomeserver::FakeHomeserver(std::uint16_t port) : impl_(std::make_unique<Impl>()) {
  Control& control = impl_->control;
  control.port = control.loop.listen(
      [&control](const std::shared_ptr<slack::Wire>& wire) { control.server.take(wire); }, port
  );
  impl_->thread = std::jthread([&control] { control.loop.run(); });
}

FakeHomeserver::~FakeHomeserver() {
  impl_->control.loop.stop();
  impl_->thread.join();
}

std::string FakeHomeserver::url() const {
  return fmt::format("http://127.0.0.1:{}", impl_->control.port);
}
// Constant while it runs.
std::string FakeHomeserver::password() const { return impl_->control.accounts.rules.password; }
std::string FakeHomeserver::access_token() const {
  return impl_->control.accounts.rules.access_token;
}
std::string FakeHomeserver::as_token() const { return impl_->control.accounts.rules.as_token; }
std::string FakeHomeserver::hs_token() const { return impl_->control.accounts.rules.hs_token; }

json::object FakeHomeserver::ask(json::object command) {
  std::promise<json::object> promise;
  auto answer = promise.get_future();
  impl_->control.loop.post([this, &promise, &command] {
    try {
      promise.set_value(impl_->control.obey(command));
    } catch (const std::exception& error) {
      promise.set_value(
          {{"ok", false}, {"error", fmt::format("the script is wrong: {}", error.what())}}
      );
    }
  });
  return answer.get();
}

FakeHomeserver& FakeHomeserver::expect(std::string_view method, std::string_view path) {
  impl_->fault = {{"do", "fault"}, {"method", method}, {"path", path}};
  return *this;
}

FakeHomeserver& FakeHomeserver::reply_with(int status, std::string_view errcode, int retry_after) {
  impl_->fault["status"] = status;
  if (!errcode.empty()) impl_->fault["errcode"] = errcode;
  if (retry_after >= 0) impl_->fault["retry_after"] = retry_after;
  ask(impl_->fault);
  return *this;
}

FakeHomeserver& FakeHomeserver::but(std::string_view how) {
  impl_->fault["how"] = how;
  ask(impl_->fault);
  return *this;
}

std::size_t FakeHomeserver::calls(std::string_view path) {
  return ask({{"do", "calls"}, {"path", path}}).at("calls").as_array().size();
}

json::object FakeHomeserver::last_call(std::string_view path) {
  const json::object answer = ask({{"do", "calls"}, {"path", path}});
  const json::array& calls = answer.at("calls").as_array();
  return calls.empty() ? json::object() : calls.back().as_object();
}

json::array FakeHomeserver::violations() {
  return ask({{"do", "server"}}).at("violations").as_array();
}

}  // namespace usher::testing::matrix
