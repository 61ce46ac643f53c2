// tests/slack/door_test.cpp: Slack's requests over HTTP, and everybody else's.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/door.hpp"

#include "adapters/slack/http_body.hpp"
#include "tests/slack/desk_rig.hpp"
#include "tests/support/raw_socket.hpp"

#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <future>
#include <thread>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

constexpr std::string_view secret = "an invented signing secret";

std::string signature(std::string_view timestamp, std::string_view body) {
  const std::string base = fmt::format("v0:{}:{}", timestamp, body);
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(
      &state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size()
  );
  crypto_auth_hmacsha256_update(
      &state, reinterpret_cast<const unsigned char*>(base.data()), base.size()
  );
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::string out = "v0=";
  for (const unsigned char byte : mac) out += fmt::format("{:02x}", byte);
  return out;
}

constexpr std::string_view form = "application/x-www-form-urlencoded";
constexpr std::string_view json_type = "application/json";

struct DoorRig : DeskRig {
  DoorRig() {
    DoorSettings settings;
    settings.port = 0;
    settings.signing_secret = Secret<std::string>(std::string(secret));
    settings.not_ready = [this] { return trouble; };
    door = std::make_unique<Door>(io.get_executor(), clock, *desk, std::move(settings));
  }

  // As Slack sends it, signed at noon.
  static net::HttpRequest request(
      std::string body, std::string_view type, std::string target = "/slack/events"
  ) {
    net::HttpRequest out;
    out.method = "POST";
    out.target = std::move(target);
    const std::string at = std::to_string(noon.time_since_epoch().count());
    out.headers = {
        {"Content-Type", std::string(type)},
        {"X-Slack-Request-Timestamp", at},
        {"X-Slack-Signature", signature(at, body)}
    };
    out.body = std::move(body);
    return out;
  }
  net::HttpResponse ask(net::HttpRequest what) {
    return testing::run(io, door->answer(std::move(what)));
  }
  net::HttpResponse ask(
      const std::string& file, std::string_view type, std::string target = "/slack/events"
  ) {
    return ask(request(wire(file), type, std::move(target)));
  }

  std::string trouble;
  std::unique_ptr<Door> door;
};

std::string header(const net::HttpResponse& response, std::string_view name) {
  return std::string(net::find(response.headers, name));
}

}  // namespace

TEST_CASE("an event is acknowledged with an empty 200 once it is recorded") {
  DoorRig rig;
  const net::HttpResponse response = rig.ask("http_event.json", json_type);
  CHECK(response.status == 200);
  CHECK(response.body.empty());
  CHECK(rig.events.size() == 1);
  CHECK(rig.door->figures().requests == 1);
}

TEST_CASE("a slash command's answer is the body of its acknowledgement") {
  DoorRig rig;
  rig.engine = [](const Event& event) -> Result<Reply> {
    CHECK(event.ack_carries);
    return say("NEP 0");
  };
  const std::string target =
      GENERATE(as<std::string>{}, "/slack/events", "/slack/commands", "/slack/interactive?x=1");
  const net::HttpResponse response = rig.ask("http_slash.txt", form, target);
  CHECK(response.status == 200);
  CHECK(header(response, "content-type").starts_with("application/json"));
  CHECK(response.body.find("NEP 0") != std::string::npos);
  CHECK(rig.responded.empty());
}

TEST_CASE("a press is acknowledged with an empty 200") {
  DoorRig rig;
  const net::HttpResponse response = rig.ask("http_interactive.txt", form);
  CHECK(response.status == 200);
  CHECK(response.body.empty());
  CHECK(rig.events.size() == 1);
}

TEST_CASE("what was not recorded is a 503, so that Slack brings it again") {
  DoorRig rig;
  rig.engine = [](const Event&) -> Result<Reply> { return std::unexpected(errc::disk_full); };
  const net::HttpResponse response = rig.ask("http_event.json", json_type);
  CHECK(response.status == 503);
  CHECK(header(response, "x-slack-no-retry").empty());
}

TEST_CASE("the address is confirmed with its challenge, if Slack signed the question") {
  DoorRig rig;
  net::HttpResponse response = rig.ask("http_url_verification.json", json_type);
  CHECK(response.status == 200);
  CHECK(header(response, "content-type").starts_with("text/plain"));
  const std::string challenge{
      json_object(wire("http_url_verification.json")).at("challenge").as_string()
  };
  CHECK(response.body == challenge);
  net::HttpRequest forged = DoorRig::request(wire("http_url_verification.json"), json_type);
  forged.headers.back().value.back() = forged.headers.back().value.back() == '0' ? '1' : '0';
  const net::HttpResponse refused = rig.ask(std::move(forged));
  CHECK(refused.status == 401);
}

TEST_CASE("too many events and a look at the certificate are acknowledged and are no events") {
  DoorRig rig;
  CHECK(rig.ask("http_app_rate_limited.json", json_type).status == 200);
  CHECK(rig.door->figures().limited == 1);
  CHECK(rig.ask("http_ssl_check.txt", form).status == 200);
  CHECK(rig.log.empty());
}

TEST_CASE("a request that Slack has not signed, or long ago, or for later, reaches nobody") {
  DoorRig rig;
  net::HttpRequest request = DoorRig::request(wire("http_event.json"), json_type);
  SECTION("none") { request.headers.resize(1); }
  SECTION("another body") { request.body += ' '; }
  SECTION("another time") {
    request.headers[1].value = std::to_string(noon.time_since_epoch().count() + 1);
  }
  SECTION("long ago") { rig.clock.advance(std::chrono::seconds(301)); }
  SECTION("for later") { rig.clock.advance(-std::chrono::seconds(301)); }
  const net::HttpResponse response = rig.ask(std::move(request));
  CHECK(response.status == 401);
  CHECK(rig.door->figures().strangers == 1);
  CHECK(rig.log.empty());
}

TEST_CASE("a clock that is five minutes off is forgiven") {
  DoorRig rig;
  rig.clock.advance(std::chrono::seconds(GENERATE(-299, 299)));
  CHECK(rig.ask("http_event.json", json_type).status == 200);
}

TEST_CASE("a body that cannot be understood is refused, and not to be brought again") {
  DoorRig rig;
  const std::string body = GENERATE(as<std::string>{}, "", "{", "[]", "{}", "a=b", "payload=%7B");
  const std::string_view type = GENERATE(form, json_type);
  const net::HttpResponse response = rig.ask(DoorRig::request(body, type));
  CHECK(response.status == 400);
  CHECK(header(response, "x-slack-no-retry") == "1");
  CHECK(rig.log.empty());
}

TEST_CASE("an event that Slack tries again is looked up first") {
  DoorRig rig;
  const std::string tries = GENERATE(as<std::string>{}, "1", "3", "0", "-1", "x", "");
  net::HttpRequest request = DoorRig::request(wire("http_event.json"), json_type);
  request.headers.push_back({"X-Slack-Retry-Num", tries});
  request.headers.push_back({"X-Slack-Retry-Reason", "http_timeout"});
  const net::HttpResponse response = rig.ask(std::move(request));
  CHECK(response.status == 200);
  CHECK(rig.desk->figures().retried == (tries == "1" || tries == "3" ? 1U : 0U));
  CHECK(rig.events.size() == 1);
}

TEST_CASE("other paths and methods lead nowhere") {
  DoorRig rig;
  CHECK(rig.ask("http_event.json", json_type, "/").status == 404);
  CHECK(rig.ask("http_event.json", json_type, "/slack/events/more").status == 404);
  net::HttpRequest get = DoorRig::request("", json_type);
  get.method = "GET";
  const net::HttpResponse response = rig.ask(std::move(get));
  CHECK(response.status == 405);
  CHECK(header(response, "allow") == "POST");
  CHECK(rig.log.empty());
}

TEST_CASE("who watches is told whether it lives and whether it is ready") {
  DoorRig rig;
  const std::string method = GENERATE(as<std::string>{}, "GET", "HEAD");
  const auto get = [&](std::string target) {
    net::HttpRequest request;
    request.method = method;
    request.target = std::move(target);
    return rig.ask(std::move(request)).status;
  };
  CHECK(get("/healthz") == 200);
  CHECK(get("/readyz") == 200);
  rig.trouble = "stopping";
  CHECK(get("/readyz") == 503);
  CHECK(get("/healthz") == 200);
}

TEST_CASE("over a real socket, with the public name that a proxy passes on") {
  DoorRig rig;
  rig.engine = [](const Event&) -> Result<Reply> { return say("NEP 0"); };
  const std::uint16_t port = rig.door->listen().value();
  bool ended = false;
  asio::co_spawn(rig.io, rig.door->run(), [&](const std::exception_ptr&) { ended = true; });
  const net::HttpRequest slack = DoorRig::request(wire("http_slash.txt"), form);
  std::string bytes =
      "POST /slack/commands HTTP/1.1\r\nHost: usher.example\r\nConnection: close\r\n";
  for (const net::Header& field : slack.headers)
    bytes += fmt::format("{}: {}\r\n", field.name, field.value);
  bytes += fmt::format("Content-Length: {}\r\n\r\n{}", slack.body.size(), slack.body);
  std::promise<std::string> promise;
  std::future<std::string> answer = promise.get_future();
  const std::jthread proxy([&] {
    const auto socket = testing::RawSocket::connect(port);
    socket->send(bytes);
    promise.set_value(socket->read_to_end());
  });
  rig.io.restart();
  while (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    rig.io.run_one_for(std::chrono::milliseconds(20));
  const std::string response = answer.get();
  CHECK(response.starts_with("HTTP/1.1 200 "));
  CHECK(response.find("NEP 0") != std::string::npos);
  rig.door->stop();
  rig.io.restart();
  while (!ended) rig.io.run_one_for(std::chrono::milliseconds(20));
  CHECK(ended);
}
