// tests/slack/fake_rig.hpp: the stand-in for Slack, called as a program calls Slack.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/http_client.hpp"
#include "tests/support/slack_fake.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace usher::slack::test_rig {

struct FakeRig {
  testing::slack::FakeSlack slack;
  testing::ClientUnderTest client;

  Result<net::Response> post(
      const std::string& url, std::string_view body, std::string_view type, std::string token
  ) {
    net::Request request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", std::string(type)}};
    request.body = body;
    request.bearer = Secret<std::string>(std::move(token));
    request.limits.total = std::chrono::milliseconds(3000);
    return client.send(std::move(request));
  }
  boost::json::object call(std::string_view method, const boost::json::object& arguments) {
    return call_as(method, arguments, slack.bot_token());
  }
  boost::json::object call_as(
      std::string_view method, const boost::json::object& arguments, std::string token
  ) {
    const auto answer = post(
        slack.api_url() + "/" + std::string(method), boost::json::serialize(arguments),
        "application/json; charset=utf-8", std::move(token)
    );
    REQUIRE(answer);
    return boost::json::parse(answer->body).as_object();
  }
};

inline std::string error_of(const boost::json::object& answer) {
  const auto* error = answer.if_contains("error");
  return error == nullptr ? "" : std::string(error->as_string());
}

}  // namespace usher::slack::test_rig
