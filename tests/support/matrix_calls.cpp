// tests/support/matrix_calls.cpp: which call it is, who calls, and the long poll.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_calls.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace usher::testing::matrix {
namespace {

struct Spec {
  std::string_view method, path, name;
};
// The most frequent first.
constexpr std::array<Spec, 34> specs{{
    {"PUT", "/v3/rooms/*/send/*/*", "send"},
    {"GET", "/v3/sync", "sync"},
    {"POST", "/v3/rooms/*/receipt/*/*", "receipt"},
    {"PUT", "/v3/rooms/*/redact/*/*", "redact"},
    {"GET", "/v3/rooms/*/messages", "messages"},
    {"GET", "/v3/rooms/*/event/*", "event"},
    {"GET", "/v3/rooms/*/state/*", "state_of"},
    {"GET", "/v3/rooms/*/state/*/*", "state_of"},
    {"GET", "/v3/rooms/*/state", "state"},
    {"GET", "/v3/rooms/*/joined_members", "joined_members"},
    {"GET", "/v3/rooms/*/members", "members"},
    {"GET", "/v3/joined_rooms", "joined_rooms"},
    {"PUT", "/v3/rooms/*/state/*/*", "set_state"},
    {"PUT", "/v3/rooms/*/state/*", "set_state"},
    {"PUT", "/v3/rooms/*/typing/*", "typing"},
    {"POST", "/v3/rooms/*/read_markers", "read_markers"},
    {"POST", "/v3/join/*", "join"},
    {"POST", "/v3/rooms/*/join", "join"},
    {"POST", "/v3/rooms/*/leave", "leave"},
    {"POST", "/v3/rooms/*/forget", "forget"},
    {"POST", "/v3/rooms/*/invite", "invite"},
    {"POST", "/v3/rooms/*/kick", "kick"},
    {"POST", "/v3/createRoom", "createRoom"},
    {"GET", "/v3/directory/room/*", "resolve"},
    {"GET", "/v3/user/*/account_data/*", "account_data"},
    {"PUT", "/v3/user/*/account_data/*", "set_account_data"},
    {"POST", "/v3/user/*/filter", "filter"},
    {"GET", "/v3/profile/*", "profile"},
    {"GET", "/v3/profile/*/displayname", "profile"},
    {"PUT", "/v3/profile/*/displayname", "set_profile"},
    {"GET", "/v3/account/whoami", "whoami"},
    {"POST", "/v3/logout", "logout"},
    {"GET", "/v3/capabilities", "capabilities"},
    {"POST", "/v1/appservice/*/ping", "ping"},
}};
// Of these nobody needs a token.
constexpr std::array<Spec, 5> open{{
    {"GET", "/versions", "versions"},
    {"GET", "/v3/login", "flows"},
    {"POST", "/v3/login", "login"},
    {"POST", "/v3/refresh", "refresh"},
    {"POST", "/v3/register", "register"},
}};

bool is_open(std::string_view name) {
  return std::ranges::any_of(open, [&](const Spec& one) { return one.name == name; });
}

}  // namespace

std::string_view Asked::of_query(std::string_view key) const {
  for (const auto& [what, value] : query)
    if (what == key) return value;
  return {};
}

Answer refusal(int status, std::string_view errcode, std::string_view error) {
  Answer out;
  out.status = status;
  out.body = fmt::format(R"({{"errcode":"{}","error":{}}})", errcode, quoted(error));
  return out;
}

Answer done(const json::object& what) {
  Answer out;
  out.body = json::serialize(what);
  return out;
}

std::string_view Calls::name_of(const Asked& asked) {
  // Segments, not the path: an identifier may have a slash in it.
  const auto like = [&](const Spec& spec) {
    if (spec.method != asked.method) return false;
    std::string_view rest = spec.path;
    for (const std::string& segment : asked.segments) {
      if (rest.empty()) return false;
      const auto end = std::min(rest.find('/', 1), rest.size());
      const std::string_view wanted = rest.substr(1, end - 1);
      // r0 and v1 of old are the same here.
      const bool version = wanted == "v3" && segment == "r0";
      if (wanted != "*" && wanted != segment && !version) return false;
      rest.remove_prefix(end);
    }
    return rest.empty();
  };
  for (const Spec& spec : specs)
    if (like(spec)) return spec.name;
  for (const Spec& spec : open)
    if (like(spec)) return spec.name;
  return {};
}

void Calls::perform(Asked asked, std::function<void(Answer)> then) {
  if (asked.name.empty()) return then(refusal(404, "M_UNRECOGNIZED", "Unrecognized request"));
  if (!is_open(asked.name)) {
    Accounts::Refused why;
    asked.device = accounts_.device(asked.bearer, why);
    if (asked.device == nullptr) {
      Answer out = refusal(why.status, why.errcode, why.error);
      out.body.insert(out.body.size() - 1, fmt::format(R"(,"soft_logout":{})", why.soft));
      return then(std::move(out));
    }
    if (asked.device->id.empty() && !asked.of_query("user_id").empty() &&
        asked.of_query("user_id") != world_.usher)
      return then(refusal(403, "M_FORBIDDEN", "Application service cannot masquerade as this user")
      );
  }
  if (asked.name == "sync") return poll(asked, then);
  then(run(asked));
}

void Calls::poll(Asked& asked, const std::function<void(Answer)>& then) {
  if (asked.device->id.empty()) return then(refusal(500, "M_UNKNOWN", "Internal server error"));
  const std::string_view given = asked.of_query("filter");
  json::object filter;
  if (given.starts_with('{')) {
    boost::system::error_code bad;
    json::value value = json::parse(given, bad);
    if (bad || !value.is_object()) return then(refusal(400, "M_NOT_JSON", "filter is no JSON"));
    filter = std::move(value.get_object());
  } else if (!given.empty()) {
    const auto found = filters.find(std::string(given));
    if (found == filters.end()) return then(refusal(404, "M_NOT_FOUND", "No such filter"));
    filter = found->second;
  }
  std::int64_t timeout = 0;
  const std::string_view wait = asked.of_query("timeout");
  std::from_chars(wait.data(), wait.data() + wait.size(), timeout);
  Sync::Asked what;
  what.device = asked.device;
  what.since = asked.of_query("since");
  what.filter = SyncFilter::read(filter);
  what.timeout = std::chrono::milliseconds(std::clamp<std::int64_t>(timeout, 0, 600'000));
  what.answer = [then](std::string body) {
    Answer out;
    out.body = std::move(body);
    then(std::move(out));
  };
  if (!sync_.ask(std::move(what))) then(refusal(400, "M_UNKNOWN", "Invalid stream token"));
}

Answer Calls::too_fast(const std::string& user) {
  Answer fine;
  if (per_second <= 0) return fine;
  const auto [at, fresh] = paces_.try_emplace(user);
  Pace& pace = at->second;
  if (fresh) pace = {burst, loop_.now()};
  pace.tokens = std::min(
      burst, pace.tokens + std::chrono::duration<double>(loop_.now() - pace.at).count() * per_second
  );
  pace.at = loop_.now();
  if (pace.tokens >= 1) {
    pace.tokens -= 1;
    return fine;
  }
  const auto wait = static_cast<std::int64_t>((1 - pace.tokens) * 1000 / per_second) + 1;
  Answer out = refusal(429, "M_LIMIT_EXCEEDED", "Too Many Requests");
  out.body.insert(out.body.size() - 1, fmt::format(R"(,"retry_after_ms":{})", wait));
  out.headers.emplace_back("Retry-After", std::to_string((wait + 999) / 1000));
  return out;
}

Answer Calls::run(Asked& asked) {
  if (asked.name == "send") return send(asked);
  if (asked.name == "redact") return redact(asked);
  if (asked.name == "set_state") return set_state(asked);
  if (asked.name == "createRoom") return create(asked);
  for (const std::string_view one : {"join", "leave", "forget", "invite", "kick"})
    if (asked.name == one) return coming(asked);
  for (const std::string_view one :
       {"messages", "event", "state_of", "state", "joined_members", "members", "joined_rooms",
        "resolve"})
    if (asked.name == one) return reading(asked);
  for (const std::string_view one :
       {"versions", "flows", "login", "refresh", "register", "whoami", "logout", "capabilities",
        "ping"})
    if (asked.name == one) return session(asked);
  return data(asked);
}

}  // namespace usher::testing::matrix
