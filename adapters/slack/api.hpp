// adapters/slack/api.hpp: calling Slack's Web API. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"
#include "bot/net/http.hpp"
#include "bot/secret.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <expected>
#include <string>
#include <string_view>

namespace usher::slack {

// Why a call did not do what it should.
struct Refusal {
  errc why = errc::
      unavailable;  // rate_limited, unauthorized, not_found, refused, uncertain, unavailable, timed_out, …
  std::string
      error;  // Slack's word: "channel_not_found"; empty where the answer was none of Slack's
  std::string needed;                        // missing_scope: the scope that it takes
  std::chrono::milliseconds retry_after{0};  // of a 429; 0: Slack did not say
};

// An answer that says ok.
struct Answer {
  boost::json::object body;
  std::string
      scopes;  // X-OAuth-Scopes: what the token may do, "chat:write,commands"; empty where it does not say
  std::string date;  // the header Date: Slack's clock
};

class Api {
 public:
  // client outlives it. base: settings.api_url.
  Api(net::HttpClient& client, std::string base, Secret<std::string> bot_token,
      Secret<std::string> app_token);

  // POST with a JSON body (form-encoded where Slack takes no JSON), the bot's token in the Authorization header. The answer's
  // object where it says ok. What changes something and may have arrived is errc::uncertain: a broken connection, a time
  // limit, a 5xx (Slack's documentation of internal_error: "some aspect of the operation may have succeeded").
  boost::asio::awaitable<std::expected<boost::json::object, Refusal>> call(
      std::string method, boost::json::object arguments
  );
  boost::asio::awaitable<std::expected<Answer, Refusal>> ask(
      std::string method, boost::json::object arguments
  );
  // apps.connections.open, with the app-level token.
  boost::asio::awaitable<std::expected<boost::json::object, Refusal>> open_connection();
  // POST to a response_url, which answers "ok" as plain text. Only to the API's own host and those below it (hooks.slack.com
  // of slack.com): errc::refused_host. A URL that is used up is errc::expired.
  boost::asio::awaitable<std::expected<void, Refusal>> respond(
      std::string url, boost::json::object message
  );

 private:
  boost::asio::awaitable<std::expected<Answer, Refusal>> post(
      std::string method, boost::json::object arguments, const Secret<std::string>* token
  );

  net::HttpClient& client_;
  std::string base_, host_;
  Secret<std::string> bot_token_, app_token_;
};

// What Slack's error word means: errc, for the delivery's decision whether to try again.
errc meaning(std::string_view error);
// Whether the method only reads: what became of the request does not matter then.
bool only_reads(std::string_view method);

// The body of a form-encoded request: texts as they are, anything else as JSON.
std::string form_body(const boost::json::object& arguments);

}  // namespace usher::slack
