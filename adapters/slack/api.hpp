// adapters/slack/api.hpp: calling Slack's Web API. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/holds.hpp"
#include "bot/clock.hpp"
#include "bot/errc.hpp"
#include "bot/net/http.hpp"
#include "bot/secret.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <expected>
#include <memory>
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
  std::chrono::milliseconds retry_after{0};  // of rate_limited: not before that
  std::string method;                        // which was refused; empty of a response_url
};

// An answer that says ok.
struct Answer {
  boost::json::object body;
  std::string
      scopes;  // X-OAuth-Scopes: what the token may do, "chat:write,commands"; empty where it does not say
  std::string date;  // the header Date: Slack's clock
};

// After a 429 its method rests for everybody until Retry-After is over: what calls it meanwhile, be it a second part, a repeat
// after a look-up or another lane's post, is rate_limited at once with the time that is left, and nothing goes out.
class Api {
 public:
  // client and clock outlive it. base: settings.api_url.
  Api(net::HttpClient& client, const Clock& clock, std::string base, Secret<std::string> bot_token,
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
  // of slack.com): errc::refused_host. A URL that is used up is errc::expired. A 429 is for that URL alone.
  boost::asio::awaitable<std::expected<void, Refusal>> respond(
      std::string url, boost::json::object message
  );

 private:
  boost::asio::awaitable<std::expected<Answer, Refusal>> post(
      std::string method, boost::json::object arguments, const Secret<std::string>* token
  );

  net::HttpClient& client_;
  const Clock& clock_;
  std::string base_, host_;
  Secret<std::string> bot_token_, app_token_;
  std::shared_ptr<Holds> holds_ = std::make_shared<Holds>();  // answers may come when this is gone
};

// What Slack's error word means: errc, for the delivery's decision whether to try again.
errc meaning(std::string_view error);
// Whether the method only reads: what became of the request does not matter then.
bool only_reads(std::string_view method);

// The body of a form-encoded request: texts as they are, anything else as JSON.
std::string form_body(const boost::json::object& arguments);

}  // namespace usher::slack
