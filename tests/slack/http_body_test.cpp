// tests/slack/http_body_test.cpp: the bodies of Slack's requests.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/http_body.hpp"

#include "tests/slack/wire.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

constexpr std::string_view json_type = "application/json";
constexpr std::string_view form_type = "application/x-www-form-urlencoded";

template <class What>
What body_as(std::string_view type, std::string_view bytes) {
  auto body = read_body(type, bytes);
  INFO(bytes);
  REQUIRE(body);
  REQUIRE(std::holds_alternative<What>(*body));
  return std::get<What>(std::move(*body));
}

errc fault(std::string_view type, std::string_view bytes) {
  const auto body = read_body(type, bytes);
  INFO(bytes.substr(0, 100));
  REQUIRE_FALSE(body);
  return body.error();
}

}  // namespace

TEST_CASE("an event is the payload that Socket Mode brings", "[slack][http]") {
  const auto payload = body_as<HttpPayload>(json_type, wire("http_event.json"));
  CHECK(payload.feed == Feed::events);
  const auto out = read_at_noon(payload.feed, payload.payload);
  REQUIRE(out);
  CHECK(out->event->id == received("event_message_im.json").event->id);
  CHECK(event_as<Command>(*out).name == "nep");
}

TEST_CASE("a slash command's form is read", "[slack][http]") {
  const auto payload = body_as<HttpPayload>(form_type, wire("http_slash.txt"));
  CHECK(payload.feed == Feed::slash);
  const auto out = read_at_noon(payload.feed, payload.payload);
  REQUIRE(out);
  CHECK(event_as<Command>(*out).args == "a & b 你好");
  CHECK(out->ack == Received::Ack::message);
}

TEST_CASE("an interaction is JSON within a form", "[slack][http]") {
  const auto payload = body_as<HttpPayload>(form_type, wire("http_interactive.txt"));
  CHECK(payload.feed == Feed::interactive);
  const auto out = read_at_noon(payload.feed, payload.payload);
  REQUIRE(out);
  CHECK(event_as<Shortcut>(*out).callback == "report.begin");
}

TEST_CASE("the endpoint's check has a challenge", "[slack][http]") {
  CHECK(
      body_as<Challenge>(json_type, wire("http_url_verification.json")).challenge ==
      "invented-challenge"
  );
  CHECK(fault(json_type, R"({"type":"url_verification"})") == errc::malformed);
  CHECK(fault(json_type, R"({"type":"url_verification","challenge":7})") == errc::malformed);
}

TEST_CASE("too many events an hour are said without an event", "[slack][http]") {
  CHECK(body_as<RateLimited>(json_type, wire("http_app_rate_limited.json")).minute == noon);
  CHECK(body_as<RateLimited>(json_type, R"({"type":"app_rate_limited"})").minute == sys_seconds());
  for (const std::string_view minute : {"-1", "1e300", "\"soon\"", "9223372036854775807"})
    CHECK(
        body_as<RateLimited>(
            json_type,
            R"({"type":"app_rate_limited","minute_rate_limited":)" + std::string(minute) + "}"
        )
            .minute == sys_seconds()
    );
}

TEST_CASE("the check of the certificate is told from a command", "[slack][http]") {
  body_as<CertificateCheck>(form_type, wire("http_ssl_check.txt"));
  CHECK(body_as<HttpPayload>(form_type, "command=%2Fnep&ssl_check=0").feed == Feed::slash);
}

TEST_CASE("the content type may have parameters, capitals, or be missing", "[slack][http]") {
  body_as<Challenge>("application/json; charset=utf-8", wire("http_url_verification.json"));
  body_as<Challenge>("Application/JSON", wire("http_url_verification.json"));
  body_as<Challenge>("", wire("http_url_verification.json"));
  body_as<HttpPayload>("", wire("http_slash.txt"));
  body_as<HttpPayload>("text/plain", wire("http_slash.txt"));
  CHECK(fault(json_type, wire("http_slash.txt")) == errc::malformed);
  CHECK(fault(form_type, wire("http_event.json")) == errc::malformed);
}

TEST_CASE("a form's fields are decoded once, and the first of a name counts", "[slack][http]") {
  const auto payload =
      body_as<HttpPayload>(form_type, "command=%2fnep&text=a+b%2Bc%2520&text=other&&empty=&bare");
  CHECK(payload.payload.at("command") == "/nep");
  CHECK(payload.payload.at("text") == "a b+c%20");
  CHECK(payload.payload.at("empty") == "");
  CHECK(payload.payload.at("bare") == "");
}

TEST_CASE("a broken form is malformed", "[slack][http]") {
  for (const std::string_view bytes :
       {"", "a=b", "command=%", "command=%2", "command=%zz", "%=x&command=%2Fnep",
        "payload=", "payload=%7B", "payload=[]", "payload=%5B%5D", "=command"}) {
    INFO(bytes);
    CHECK(fault(form_type, bytes) == errc::malformed);
  }
  std::string many = "command=%2Fnep";
  for (int i = 0; i < 100; ++i) many += "&f" + std::to_string(i) + "=x";
  CHECK(fault(form_type, many) == errc::malformed);
}

TEST_CASE("JSON that says nothing of an event is malformed", "[slack][http]") {
  for (const std::string_view bytes :
       {"", "{", "[]", "null", "{}", R"({"type":"event_callback"})", R"({"event":7})"}) {
    INFO(bytes);
    CHECK(fault(json_type, bytes) == errc::malformed);
  }
}

TEST_CASE("depth and size of a body have limits", "[slack][http]") {
  CHECK(fault(json_type, std::string(longest_body + 1, ' ')) == errc::too_large);
  const std::string deep =
      R"({"event":{},"deep":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  CHECK(fault(json_type, deep) == errc::malformed);
  CHECK(fault(form_type, "payload=" + std::string(100'000, '[')) == errc::malformed);
}
