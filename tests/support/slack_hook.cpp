// tests/support/slack_hook.cpp: connections are kept; each answers one request at a time.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_hook.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <utility>

namespace usher::testing::slack {
namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";

// A slash command's fields as the form that Slack sends.
std::string form_of(const std::string& payload) {
  std::string out;
  const json::value value = json::parse(payload);
  for (const auto& [name, field] : value.as_object()) {
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(form_encoded(
        field.is_string() ? std::string_view(field.get_string()) : std::string_view("false")
    ));
  }
  return out;
}

}  // namespace

bool Hook::send(const std::shared_ptr<Delivery>& delivery) {
  if (port == 0) return false;
  std::string body = delivery->payload;
  std::string_view type = "application/json";
  if (delivery->kind == Delivery::Kind::slash) body = form_of(delivery->payload);
  if (delivery->kind == Delivery::Kind::interactive)
    body = "payload=" + form_encoded(delivery->payload);
  if (delivery->kind != Delivery::Kind::event) type = form_type;
  std::vector<std::pair<std::string, std::string>> headers;
  if (delivery->attempt > 0) {
    headers.emplace_back("X-Slack-Retry-Num", std::to_string(delivery->attempt));
    headers.emplace_back(
        "X-Slack-Retry-Reason", delivery->reason == "timeout" ? "http_timeout" : "connection_failed"
    );
  }
  request(std::move(body), type, std::move(headers), [this, delivery](const HttpMessage& answer) {
    if (answer.status == 0) return dispatch_.attempt_failed(delivery, "connection_failed");
    if (answer.status != 200) {
      if (answer.header("x-slack-no-retry") == "1") delivery->attempt = 99;
      return dispatch_.attempt_failed(delivery, fmt::format("http_error {}", answer.status));
    }
    boost::system::error_code bad;
    const json::value value = json::parse(answer.body, bad);
    const auto* payload = bad ? nullptr : value.if_object();
    // A plain text answers a slash command too.
    const json::object words{{"text", answer.body}};
    if (payload == nullptr && !answer.body.empty() && delivery->kind == Delivery::Kind::slash)
      payload = &words;
    if (payload != nullptr && payload->empty()) payload = nullptr;
    dispatch_.acknowledged(delivery, delivery->accepts ? payload : nullptr);
  });
  loop_.after(world_.settings.ack, [this, delivery, attempt = delivery->attempt] {
    if (delivery->state != Delivery::State::under_way || delivery->attempt != attempt) return;
    dispatch_.count_late();
    dispatch_.attempt_failed(delivery, "timeout");
  });
  return true;
}

void Hook::request(
    std::string body, std::string_view type,
    std::vector<std::pair<std::string, std::string>> headers, Answered answered
) {
  const auto time = std::chrono::system_clock::to_time_t(world_.now() + clock_error);
  std::string signature =
      "v0=" + hmac_sha256_hex(world_.settings.signing_secret, fmt::format("v0:{}:{}", time, body));
  if (wrong_signature) signature.back() = signature.back() == '0' ? '1' : '0';
  std::string bytes = fmt::format(
      "POST {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUser-Agent: Slackbot 1.0 "
      "(+https://api.slack.com/robots)\r\nAccept: application/json,*/*\r\n"
      "Content-Type: {}\r\nContent-Length: {}\r\nX-Slack-Request-Timestamp: "
      "{}\r\nX-Slack-Signature: {}\r\n",
      path, port, type, body.size(), time, signature
  );
  for (const auto& [name, value] : headers)
    fmt::format_to(std::back_inserter(bytes), "{}: {}\r\n", name, value);
  bytes.append("\r\n").append(body);
  auto told = std::make_shared<Answered>(std::move(answered));
  const auto go = [this, bytes = std::move(bytes), told] {
    const auto connection = wire();
    if (connection == nullptr) return (*told)(HttpMessage{});
    put(connection, bytes, told);
  };
  // Never within the call, so that whoever sends many does not recurse.
  loop_.after(step, go);
}

std::shared_ptr<Wire> Hook::wire() {
  while (!idle_.empty()) {
    const auto out = idle_.front();
    idle_.pop_front();
    if (out->open()) return out;
  }
  return loop_.connect(port);
}

void Hook::put(
    const std::shared_ptr<Wire>& wire, std::string bytes, std::shared_ptr<Answered> answered
) {
  wire->received = [this, wire = std::weak_ptr(wire), answered](std::string& in) {
    const auto answer = take_http(in);
    const auto self = wire.lock();
    if (!answer || self == nullptr) return;
    self->received = nullptr;
    if (answer->closes())
      self->finish();
    else
      idle_.push_back(self);
    if (const auto tell = std::exchange(*answered, nullptr)) tell(*answer);
  };
  wire->gone = [answered] {
    if (const auto tell = std::exchange(*answered, nullptr)) tell(HttpMessage{});
  };
  wire->send(bytes);
}

}  // namespace usher::testing::slack
