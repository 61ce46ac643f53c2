// tests/web/server_edge_test.cpp: sockets that may not be opened or stay open, and what every answer carries.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/hub.hpp"
#include "tests/web/server_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

Outcome silent(const Event&, Context&) { return {}; }

net::Request to(std::string target, std::string method = "GET") {
  net::Request out;
  out.method = std::move(method);
  out.url = std::move(target);
  return out;
}

}  // namespace

TEST_CASE("only its own person opens a socket, from the page of this host") {
  ServerRig rig(silent);
  const std::string ada = rig.enter("Ada", "maintainer");
  const std::string grace = rig.enter("Grace", "newcomer");
  CHECK(rig.open("ada", "").error() == errc::unauthorized);
  CHECK(rig.open("ada", grace).error() == errc::unauthorized);
  CHECK(rig.open("ada", ada, {{"Origin", "https://evil.example"}}).error() == errc::unauthorized);
  const std::string here = "http://127.0.0.1:" + std::to_string(rig.port);
  CHECK(rig.open("ada", ada, {{"Origin", here}}));
}

TEST_CASE("a socket that does not begin with hello is closed") {
  ServerRig rig(silent);
  const std::string ada = rig.enter("Ada", "maintainer");
  for (const char* first : {"", "hello", R"({"do":"home","id":"a"})", R"({"do":"hello"})"}) {
    CAPTURE(first);
    const auto socket = rig.open("ada", ada);
    REQUIRE(socket);
    (*socket)->send(first);
    CHECK_FALSE(testing::run(rig.io, (*socket)->read()));
    CHECK((*socket)->end().code == 1008);
    CHECK((*socket)->end().reason == "hello first");
  }
}

TEST_CASE("a page that sends what is no frame, or greets twice, is closed") {
  ServerRig rig(silent);
  const std::string ada = rig.enter("Ada", "maintainer");
  const json::object hello{{"do", "hello"}, {"since", 0}, {"tab", "tab"}};
  for (const json::object& wrong : {json::object{{"do", "unheard_of"}, {"id", "a"}}, hello}) {
    Page page(rig, "ada", ada);
    page.send(wrong);
    const net::WsEnd end = page.end();
    CHECK(end.code == 1008);
    CHECK(end.reason == "not understood");
  }
}

TEST_CASE("a page that sends more than it may is closed") {
  ServerRig rig(silent);
  const std::string ada = rig.enter("Ada", "maintainer");
  Page page(rig, "ada", ada);
  for (int i = 0; i < 200; ++i)
    page.send({{"do", "complete"}, {"id", "a" + std::to_string(i)}, {"line", "/"}});
  const net::WsEnd end = page.end();
  CHECK(end.code == 1008);
  CHECK(end.reason == "too many frames");
}

TEST_CASE("who leaves is shown out of every tab") {
  ServerRig rig(silent);
  const std::string ada = rig.enter("Ada", "maintainer");
  Page one(rig, "ada", ada);
  Page two(rig, "ada", ada);
  net::Request leave = to("/as/ada/api/leave", "POST");
  leave.headers = {{"Cookie", ada}};
  const int status = rig.ask(std::move(leave)).status;
  CHECK(status == 200);
  CHECK(one.end().code == signed_out);
  CHECK(two.end().code == signed_out);
}

TEST_CASE("every answer of the server forbids what the page does not need") {
  ServerRig rig(silent);
  std::vector<net::Request> all = {to("/"),           to("/page/main.js"),   to("/nothing"),
                                   to("/api/start"),  to("/healthz"),        to("/readyz"),
                                   to("/", "DELETE"), to("/api/who", "POST")};
  for (net::Request& request : all) {
    CAPTURE(request.method, request.url);
    const net::Response answer = rig.ask(request);
    CAPTURE(answer.status);
    const std::string_view policy = net::find(answer.headers, "content-security-policy");
    CHECK(policy.contains("default-src 'none'"));
    CHECK(net::find(answer.headers, "x-content-type-options") == "nosniff");
    CHECK(net::find(answer.headers, "referrer-policy") == "no-referrer");
    CHECK_FALSE(net::find(answer.headers, "cache-control").empty());
  }
}
