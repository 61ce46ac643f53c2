// tests/support/slack_http.hpp: HTTP/1.1 and WebSocket frames of the fake Slack, as functions on bytes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::testing::slack {

struct HttpMessage {
  std::string method, target;                                // of a request
  int status = 0;                                            // of an answer
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;

  std::string_view header(std::string_view name) const;
  bool old = false;  // HTTP/1.0: the connection ends with the answer
  bool closes() const { return old || header("connection") == "close"; }
};

// Takes one whole request or answer from the front of `in`; nothing while it is not whole. What is no HTTP gives one without
// a method and with status 0.
std::optional<HttpMessage> take_http(std::string& in);

std::string http_answer(
    int status, std::string_view body, std::string_view type = "application/json; charset=utf-8",
    const std::vector<std::pair<std::string, std::string>>& headers = {}
);

// What a form body, or a query, says; percent-encoding undone.
std::vector<std::pair<std::string, std::string>> form_fields(std::string_view body);
std::string form_encoded(std::string_view text);

struct WsFrame {
  unsigned opcode = 1;  // 1 text, 2 binary, 8 close, 9 ping, 10 pong; 0 continuation
  bool fin = true;
  bool legal = true;  // a client's frames are masked, and not endless
  std::string payload;
};
// Takes one whole frame of a client's from the front of `in`, from `at` on; `at` is moved behind it.
std::optional<WsFrame> take_frame(std::string_view in, std::size_t& at);
void append_frame(std::string& out, unsigned opcode, std::string_view payload);
std::string accept_value(std::string_view key);  // RFC 6455, 4.2.2

std::string hmac_sha256_hex(std::string_view key, std::string_view text);

}  // namespace usher::testing::slack
