// tests/support/slack_fake.cpp: the thread, and the words for unit tests.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_fake.hpp"

#include "tests/support/slack_control.hpp"

#include <fmt/format.h>

#include <exception>
#include <future>
#include <thread>
#include <utility>

namespace usher::testing::slack {

struct FakeSlack::Impl {
  Control control;
  json::object fault;  // expect() begun
  std::jthread thread;
};

FakeSlack::FakeSlack(std::uint16_t port) : impl_(std::make_unique<Impl>()) {
  Control& control = impl_->control;
  control.world.port = control.loop.listen(
      [&control](const std::shared_ptr<Wire>& wire) { control.server.take(wire); }, port
  );
  impl_->thread = std::jthread([&control] { control.loop.run(); });
}

FakeSlack::~FakeSlack() {
  impl_->control.loop.stop();
  impl_->thread.join();
}

std::string FakeSlack::api_url() const {
  return fmt::format("http://127.0.0.1:{}/api", impl_->control.world.port);
}
// Constant while it runs.
std::string FakeSlack::bot_token() const { return impl_->control.world.settings.bot_token; }
std::string FakeSlack::app_token() const { return impl_->control.world.settings.app_token; }
std::string FakeSlack::signing_secret() const {
  return impl_->control.world.settings.signing_secret;
}

json::object FakeSlack::ask(json::object command) {
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

FakeSlack& FakeSlack::expect(std::string_view method) {
  impl_->fault = {{"do", "fault"}, {"method", method}};
  return *this;
}

void FakeSlack::push() { ask(impl_->fault); }

FakeSlack& FakeSlack::reply_with(int status, int retry_after, std::string_view body) {
  impl_->fault["status"] = status;
  if (retry_after >= 0) impl_->fault["retry_after"] = retry_after;
  if (!body.empty()) impl_->fault["body"] = body;
  push();
  return *this;
}

FakeSlack& FakeSlack::reply_with(std::string_view error) {
  impl_->fault["error"] = error;
  push();
  return *this;
}

FakeSlack& FakeSlack::but(std::string_view how) {
  impl_->fault["how"] = how;
  push();
  return *this;
}

std::size_t FakeSlack::calls(std::string_view method) {
  return ask({{"do", "calls"}, {"method", method}}).at("calls").as_array().size();
}

json::object FakeSlack::last_call(std::string_view method) {
  const json::object answer = ask({{"do", "calls"}, {"method", method}});
  const json::array& calls = answer.at("calls").as_array();
  return calls.empty() ? json::object() : calls.back().as_object().at("args").as_object();
}

json::array FakeSlack::violations() { return ask({{"do", "state"}}).at("violations").as_array(); }

}  // namespace usher::testing::slack
