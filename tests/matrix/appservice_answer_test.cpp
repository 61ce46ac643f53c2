// tests/matrix/appservice_answer_test.cpp: who asks an application service, and for what.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/appservice_answer.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace usher;
using namespace usher::matrix;
using Wanted = Asked::What;

TEST_CASE("paths of the application service API are told apart", "[matrix][appservice]") {
  const auto [method, target, what, txn] =
      GENERATE(table<const char*, const char*, Wanted, const char*>(
          {{"PUT", "/_matrix/app/v1/transactions/17", Wanted::transaction, "17"},
           {"PUT", "/transactions/17?access_token=x", Wanted::transaction, "17"},
           {"PUT", "/_matrix/app/v1/transactions/a%2Fb", Wanted::transaction, "a/b"},
           {"PUT", "/_matrix/app/v1/transactions/", Wanted::nothing, ""},
           {"PUT", "/_matrix/app/v1/transactions/a/b", Wanted::nothing, ""},
           {"POST", "/_matrix/app/v1/transactions/17", Wanted::nothing, ""},
           {"POST", "/_matrix/app/v1/ping", Wanted::ping, ""},
           {"GET", "/_matrix/app/v1/users/%40a%3Ax", Wanted::nobody, ""},
           {"GET", "/_matrix/app/v1/rooms/%23a%3Ax", Wanted::nobody, ""},
           {"GET", "/healthz", Wanted::health, ""},
           {"GET", "/readyz", Wanted::ready, ""},
           {"GET", "/", Wanted::nothing, ""},
           {"PUT", "", Wanted::nothing, ""}}
      ));
  INFO(method << " " << target);
  const Asked asked = asked_of(method, target);
  CHECK(asked.what == what);
  CHECK(asked.txn == txn);
}

TEST_CASE("the token is taken from the header, else from the query", "[matrix][appservice]") {
  net::HttpRequest request;
  request.target = "/transactions/1?a=b&access_token=s%65cret";
  CHECK(token_of(request) == "secret");
  request.headers = {{"Authorization", "Bearer other"}};
  CHECK(token_of(request) == "other");
  request.headers = {{"Authorization", "Basic other"}};
  request.target = "/transactions/1";
  CHECK(token_of(request).empty());
}

TEST_CASE("only the right token is right, and an empty one never", "[matrix][appservice]") {
  const Secret<std::string> right(std::string("invented token"));
  CHECK(is_token("invented token", right));
  CHECK_FALSE(is_token("invented toke", right));
  CHECK_FALSE(is_token("invented token ", right));
  CHECK_FALSE(is_token("", right));
  CHECK_FALSE(is_token("", Secret<std::string>()));
}

TEST_CASE("what is no escape stays as it is", "[matrix][appservice]") {
  CHECK(decoded("%21a%3A%") == "!a:%");
  CHECK(decoded("%zz%2") == "%zz%2");
}
