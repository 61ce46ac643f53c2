// adapters/matrix/session_login.cpp: POST /login, /refresh and /register (specification, "Login", "Refreshing access tokens";
// application service API, "Server admin style permissions").
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/session_login.hpp"

#include "adapters/common/look.hpp"
#include "bot/secret_file.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

using std::chrono::milliseconds;
using Way = SessionMachine::Way;

constexpr milliseconds longest = std::chrono::hours{24 * 365 * 10};

json::object with_device(json::object login, const Settings& settings) {
  login["identifier"] = json::object{{"type", "m.id.user"}, {"user", settings.identity.user}};
  login["device_id"] = settings.device;
  login["initial_device_display_name"] = "Usher";
  login["refresh_token"] = true;
  return login;
}

Secret<std::string> secret_in(const json::object& from, std::string_view key) {
  const std::string_view text = look::text(from, key);
  if (check_secret(text)) return {};
  return Secret<std::string>(std::string(text));
}

// One POST. An answer that is no success is a Refusal.
asio::awaitable<Answered<net::Response>> post(
    net::HttpClient* client, std::string base, std::vector<std::string> path, json::object body,
    Secret<std::string> bearer
) {
  ApiCall call;
  call.method = "POST";
  call.path = std::move(path);
  net::Request request;
  request.method = call.method;
  while (base.ends_with('/')) base.pop_back();
  request.url = address_of(base, call);
  request.headers = {{"Content-Type", "application/json"}};
  request.body = json::serialize(body);
  request.bearer = std::move(bearer);
  request.limits.redirects = 0;
  Result<net::Response> response = co_await client->send(std::move(request));
  if (!response) {
    Refusal refusal;
    refusal.why = response.error();
    co_return std::unexpected(std::move(refusal));
  }
  if (response->status >= 200 && response->status < 300) co_return std::move(*response);
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  co_return std::unexpected(refusal_of(response->status, response->headers, response->body, now));
}

Answered<Grant> grant_of(const Answered<net::Response>& answer) {
  if (!answer) return std::unexpected(answer.error());
  std::optional<Grant> grant = read_grant(answer->body, std::chrono::system_clock::now());
  if (grant) return std::move(*grant);
  Refusal refusal;  // a page of somebody's in between
  refusal.status = answer->status;
  return std::unexpected(std::move(refusal));
}

Grant as_it_is(const Settings& settings, const Secret<std::string>& token, std::string device) {
  Grant out;
  out.user = settings.identity.user;
  out.device = std::move(device);
  out.access = token;
  return out;
}

asio::awaitable<Answered<Grant>> log_in_as_service(
    net::HttpClient* client, const Settings* settings
) {
  const Answered<net::Response> made = co_await post(
      client, settings->homeserver, {"v3", "register"}, appservice_account(*settings),
      settings->as_token
  );
  // It was made at an earlier start.
  if (!made && made.error().errcode != "M_USER_IN_USE") co_return std::unexpected(made.error());
  const Answered<net::Response> answer = co_await post(
      client, settings->homeserver, {"v3", "login"}, appservice_login(*settings), settings->as_token
  );
  const std::string_view word = answer ? std::string_view() : answer.error().errcode;
  if (word == "M_APPSERVICE_LOGIN_UNSUPPORTED" ||
      word == "IO.ELEMENT.MSC4190.M_APPSERVICE_LOGIN_UNSUPPORTED")
    co_return as_it_is(*settings, settings->as_token, {});
  co_return grant_of(answer);
}

}  // namespace

json::object password_login(const Settings& settings) {
  json::object out{{"type", "m.login.password"}, {"password", settings.password.reveal()}};
  return with_device(std::move(out), settings);
}

json::object appservice_login(const Settings& settings) {
  return with_device({{"type", "m.login.application_service"}}, settings);
}

json::object appservice_account(const Settings& settings) {
  return {
      {"type", "m.login.application_service"},
      {"username", settings.identity.localpart()},
      {"inhibit_login", true}
  };
}

std::optional<Grant> read_grant(std::string_view body, SessionMachine::Wall now) {
  const auto answer = read_answer(body);
  if (!answer) return std::nullopt;
  Grant out;
  out.access = secret_in(*answer, "access_token");
  if (out.access.empty()) return std::nullopt;
  out.refresh = secret_in(*answer, "refresh_token");
  out.user = look::text(*answer, "user_id");
  out.device = look::text(*answer, "device_id");
  const auto left = look::number(*answer, "expires_in_ms");
  if (left && *left >= 0)
    out.until = now + milliseconds(std::min<std::int64_t>(*left, longest.count()));
  return out;
}

asio::awaitable<Answered<Grant>> log_in(
    net::HttpClient* client, const Settings* settings, Way way
) {
  // The device of the operator's token is the one that they have named.
  if (way == Way::token) co_return as_it_is(*settings, settings->access_token, settings->device);
  if (way == Way::appservice) {
    Answered<Grant> out = co_await log_in_as_service(client, settings);
    co_return out;
  }
  const Answered<net::Response> answer =
      co_await post(client, settings->homeserver, {"v3", "login"}, password_login(*settings), {});
  co_return grant_of(answer);
}

asio::awaitable<Answered<Grant>> refresh(
    net::HttpClient* client, const Settings* settings, Secret<std::string> token
) {
  const Answered<net::Response> answer = co_await post(
      client, settings->homeserver, {"v3", "refresh"}, {{"refresh_token", token.reveal()}}, {}
  );
  co_return grant_of(answer);
}

}  // namespace usher::matrix
