// tests/support/matrix_calls_session.cpp: logging in, who one is, and what an account keeps.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_calls.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace usher::testing::matrix {
namespace {

std::optional<json::object> object_in(std::string_view body) {
  boost::system::error_code bad;
  json::value value = json::parse(body, bad);
  if (bad || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

Answer of(json::object answer, const Accounts::Refused& why) {
  if (why.status == 0) return done(answer);
  Answer out = refusal(why.status, why.errcode, why.error);
  if (why.status == 401) out.body.insert(out.body.size() - 1, R"(,"soft_logout":false)");
  return out;
}

}  // namespace

Answer Calls::session(Asked& asked) {
  const json::object body = object_in(asked.body).value_or(json::object());
  Accounts::Refused why;
  if (asked.name == "versions")
    return done(
        {{"versions", json::array{"r0.6.1", "v1.1", "v1.5", "v1.8", "v1.11", "v1.12", "v1.15"}},
         {"unstable_features", json::object()}}
    );
  if (asked.name == "flows") {
    json::array flows;
    if (accounts_.rules.password_flow) flows.push_back(json::object{{"type", "m.login.password"}});
    if (accounts_.rules.service_flow)
      flows.push_back(json::object{{"type", "m.login.application_service"}});
    return done({{"flows", std::move(flows)}});
  }
  if (asked.name == "login") {
    json::object out = accounts_.log_in(body, asked.bearer, why);
    return of(std::move(out), why);
  }
  if (asked.name == "refresh") {
    json::object out = accounts_.renew(text_at(body, "refresh_token"), why);
    return of(std::move(out), why);
  }
  if (asked.name == "register") {
    if (asked.bearer != accounts_.rules.as_token)
      return refusal(403, "M_FORBIDDEN", "Registration has been disabled.");
    return refusal(400, "M_USER_IN_USE", "User ID already taken.");
  }
  if (asked.name == "whoami") {
    json::object out{{"user_id", asked.device->user}, {"is_guest", false}};
    if (!asked.device->id.empty()) out["device_id"] = asked.device->id;
    return done(out);
  }
  if (asked.name == "logout") {
    asked.device->live = asked.device->soft = false;
    return {};
  }
  if (asked.name == "ping") {
    if (!ping || !ping()) return refusal(502, "M_CONNECTION_FAILED", "it does not answer");
    return done({{"duration_ms", 1}});
  }
  return done(
      {{"capabilities",
        json::object{{"m.room_versions", json::object{{"default", world_.rules.room_version}}}}}}
  );
}

Answer Calls::data(Asked& asked) {
  const std::string& user = asked.device->user;
  if (asked.name == "receipt") {
    receipts[fmt::format("{} {}", asked.at(2), user)] = asked.at(5);
    return {};
  }
  if (asked.name == "typing" || asked.name == "read_markers") return {};
  if (asked.name == "profile") {
    const auto found = world_.names.find(asked.at(2));
    json::object out;
    if (found != world_.names.end()) out["displayname"] = found->second;
    return done(out);
  }
  if (asked.at(2) != user) return refusal(403, "M_FORBIDDEN", "Cannot do that for other users");
  const auto body = object_in(asked.body);
  if (asked.name == "account_data") {
    const auto found = accounts_.data.find(fmt::format("{} {}", user, asked.at(4)));
    if (found == accounts_.data.end()) return refusal(404, "M_NOT_FOUND", "Account data not found");
    return done(found->second);
  }
  if (!body) return refusal(400, "M_NOT_JSON", "Content not JSON.");
  if (asked.name == "set_account_data") {
    const std::string key = fmt::format("{} {}", user, asked.at(4));
    accounts_.data[key] = *body;
    accounts_.data_at[key] = ++accounts_.data_count;
    sync_.happened();
    return {};
  }
  if (asked.name == "filter") {
    const std::string id = std::to_string(filters.size() + 1);
    filters[id] = *body;
    return done({{"filter_id", id}});
  }
  if (asked.name == "set_profile") {
    world_.names[user] = text_at(*body, "displayname");
    return {};
  }
  return refusal(404, "M_UNRECOGNIZED", "Unrecognized request");
}

}  // namespace usher::testing::matrix
