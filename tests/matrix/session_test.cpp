// tests/matrix/session_test.cpp: logging in, refreshing and waiting, over a scripted homeserver.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/api.hpp"
#include "adapters/matrix/calls.hpp"
#include "adapters/matrix/session_file.hpp"
#include "adapters/matrix/session_login.hpp"
#include "tests/support/http_peer.hpp"
#include "tests/support/temp_folder.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

using namespace usher;
using namespace usher::matrix;
namespace asio = boost::asio;
namespace json = boost::json;

namespace {

asio::awaitable<void> ask(Api* api, std::vector<std::string>* out) {
  const auto who = co_await calls::whoami(api);
  out->push_back(who ? who->user : std::string(describe(who.error().why)));
}

struct SessionRig {
  SessionRig() {
    settings.homeserver = peer.url("");
    settings.identity = {"@usher:x", "x", "Usher"};
    settings.session_file = (folder.path() / "session").string();
    settings.password = Secret<std::string>("password-of-this-test");
  }
  ~SessionRig() {
    if (session) session->stop();
    turn([] { return false; }, 3);
  }
  void start() {
    session.emplace(io.get_executor(), http, settings, [this](std::string_view line) {
      fatal = line;
    });
    api.emplace(http, *session, settings.homeserver);
    asio::co_spawn(io, session->run(), [this](const std::exception_ptr&) { ended = true; });
  }
  void asks() { asio::co_spawn(io, ask(&*api, &answers), asio::detached); }
  bool turn(const std::function<bool()>& until, int most = 2000) {
    for (int i = 0; i < most && !until(); ++i) {
      io.restart();
      io.run_for(std::chrono::milliseconds(5));
    }
    return until();
  }
  SessionRig& expect(
      const std::string& method, const std::string& path, int status, const std::string& body
  ) {
    peer.expect(method + " /_matrix/client/v3/" + path).reply(status, {}, body);
    return *this;
  }
  static std::string tokens(const std::string& n) {
    return R"({"user_id":"@usher:x","device_id":"USHER","access_token":"access-)" + n +
           R"(","refresh_token":"refresh-)" + n + R"(","expires_in_ms":300000})";
  }
  std::string bearer(std::size_t n) const {
    return std::string(net::find(peer.seen().at(n).headers, "authorization"));
  }

  testing::TempFolder folder;
  testing::HttpPeer peer;
  asio::io_context io{1};
  net::HttpClient http{io.get_executor(), {.allow_loopback = true}};
  Settings settings;
  std::optional<Session> session;
  std::optional<Api> api;
  std::vector<std::string> answers;
  std::string fatal;
  bool ended = false;
};

const std::string me = R"({"user_id":"@usher:x","device_id":"USHER"})";
const std::string soft = R"({"errcode":"M_UNKNOWN_TOKEN","soft_logout":true})";

}  // namespace

TEST_CASE(
    "a first start logs in once, with the device that is configured; a second one does not",
    "[session]"
) {
  SessionRig rig;
  rig.expect("POST", "login", 200, SessionRig::tokens("1"))
      .expect("GET", "account/whoami", 200, me);
  rig.start();
  rig.asks();
  REQUIRE(rig.turn([&] { return rig.answers.size() == 1; }));
  CHECK(rig.answers[0] == "@usher:x");
  const json::object body = json::parse(rig.peer.seen()[0].body).as_object();
  CHECK(body.at("type").as_string() == "m.login.password");
  CHECK(body.at("identifier").at("user").as_string() == "@usher:x");
  CHECK(body.at("device_id").as_string() == "USHER");
  CHECK(body.at("refresh_token").as_bool());
  CHECK(rig.bearer(0).empty());
  CHECK(rig.bearer(1) == "Bearer access-1");

  SessionRig again;
  again.settings.session_file = rig.settings.session_file;
  again.settings.homeserver = rig.settings.homeserver;
  again.start();
  CHECK_FALSE(again.turn([&] { return again.ended; }, 5));
  CHECK(rig.peer.done());
}

TEST_CASE(
    "calls wait while a token is renewed, and all of them go on with the new one", "[session]"
) {
  SessionRig rig;
  Grant grant = *read_grant(SessionRig::tokens("1"), std::chrono::system_clock::now());
  REQUIRE(write_session(rig.settings.session_file, rig.settings.homeserver, grant));
  rig.expect("GET", "account/whoami", 401, soft)
      .expect("POST", "refresh", 200, SessionRig::tokens("2"));
  for (int i = 0; i < 4; ++i) rig.expect("GET", "account/whoami", 200, me);
  rig.start();
  rig.asks();
  REQUIRE(rig.turn([&] { return rig.peer.seen().size() >= 2; }));
  for (int i = 0; i < 3; ++i) rig.asks();
  REQUIRE(rig.turn([&] { return rig.answers.size() == 4; }));
  CHECK(rig.answers == std::vector<std::string>(4, "@usher:x"));
  CHECK(json::parse(rig.peer.seen()[1].body).at("refresh_token").as_string() == "refresh-1");
  const auto kept =
      read_session(rig.settings.session_file, rig.settings.homeserver, "@usher:x", "USHER");
  REQUIRE(kept);
  REQUIRE(*kept);
  CHECK((*kept)->access.reveal() == "access-2");
}

TEST_CASE("a wrong password ends it, with what to do, and calls do not wait for it", "[session]") {
  SessionRig rig;
  rig.expect("POST", "login", 403, R"({"errcode":"M_FORBIDDEN","error":"Invalid password"})");
  rig.start();
  rig.asks();
  REQUIRE(rig.turn([&] { return rig.ended && rig.answers.size() == 1; }));
  CHECK(rig.fatal.find("password is wrong") != std::string::npos);
  CHECK(rig.fatal.find("password-of-this-test") == std::string::npos);
  CHECK(rig.answers[0] == describe(errc::unavailable));
}

TEST_CASE("an application service makes its account, and logs it in", "[session]") {
  SessionRig rig;
  rig.settings.transport = Settings::Transport::appservice;
  rig.settings.as_token = Secret<std::string>("as-of-this-test");
  rig.expect("POST", "register", 400, R"({"errcode":"M_USER_IN_USE"})")
      .expect("POST", "login", 200, SessionRig::tokens("1"))
      .expect("GET", "account/whoami", 200, me);
  rig.start();
  rig.asks();
  REQUIRE(rig.turn([&] { return rig.answers.size() == 1; }));
  CHECK(rig.bearer(0) == "Bearer as-of-this-test");
  CHECK(rig.bearer(1) == "Bearer as-of-this-test");
  CHECK(rig.bearer(2) == "Bearer access-1");
  CHECK(json::parse(rig.peer.seen()[0].body).at("username").as_string() == "usher");
}

TEST_CASE(
    "where application services get no sessions, the as_token is used, and written nowhere",
    "[session]"
) {
  SessionRig rig;
  rig.settings.transport = Settings::Transport::appservice;
  rig.settings.as_token = Secret<std::string>("as-of-this-test");
  rig.expect("POST", "register", 200, "{}")
      .expect("POST", "login", 400, R"({"errcode":"M_APPSERVICE_LOGIN_UNSUPPORTED"})")
      .expect("GET", "account/whoami", 200, me);
  rig.start();
  rig.asks();
  REQUIRE(rig.turn([&] { return rig.answers.size() == 1; }));
  CHECK(rig.bearer(2) == "Bearer as-of-this-test");
  CHECK_FALSE(std::filesystem::exists(rig.settings.session_file));
}

TEST_CASE("a file that others may read ends the start", "[session]") {
  SessionRig rig;
  rig.folder.write("session", "{}");
  std::filesystem::permissions(rig.settings.session_file, std::filesystem::perms(0644));
  rig.start();
  REQUIRE(rig.turn([&] { return rig.ended; }));
  CHECK(rig.fatal.find("chmod 600") != std::string::npos);
  CHECK(rig.peer.seen().empty());
}

TEST_CASE("stopped in the middle of a login, it ends at once", "[session]") {
  SessionRig rig;
  rig.peer.expect("POST /_matrix/client/v3/login").then(testing::HttpPeer::Then::stall);
  rig.start();
  rig.asks();
  REQUIRE(rig.turn([&] { return rig.peer.seen().size() == 1; }));
  rig.session->stop();
  REQUIRE(rig.turn([&] { return rig.ended && rig.answers.size() == 1; }, 100));
  CHECK(rig.answers[0] == describe(errc::cancelled));
  CHECK(rig.fatal.empty());
}
