// adapters/matrix/checkup.cpp: asking, one thing after another.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/checkup.hpp"

#include "adapters/common/look.hpp"
#include "adapters/matrix/calls.hpp"
#include "adapters/matrix/ids.hpp"
#include "bot/text.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

using Weight = Finding::Weight;
using Findings = std::vector<Finding>;

void append(Findings& to, Findings more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Finding unreachable(errc why, const Settings& settings) {
  return {
      Weight::fault, fmt::format("{} does not answer: {}.", settings.homeserver, describe(why)),
      why == errc::refused_address
          ? "Its name leads to a private address, where Usher does not go: name its public one."
      : why == errc::tls_failed
          ? "Its certificate is not trusted here: renew it, or check this machine's authorities."
          : "Is it reachable from this machine? A firewall or proxy may stand between."
  };
}

ApiCall get(std::vector<std::string> path) {
  ApiCall out;
  out.path = std::move(path);
  return out;
}

// "versions": whether this is a homeserver's client API at all, and what time it is there.
Findings judge_versions(const net::Response& answer, const Settings& settings, sys_seconds now) {
  Findings out;
  const auto body = read_answer(answer.body);
  const json::array* const versions = body ? look::array(*body, "versions") : nullptr;
  if (versions == nullptr || versions->empty()) {
    out.push_back(
        {Weight::fault, fmt::format("What answers at {} is no homeserver.", settings.homeserver),
         "Name the address of its client API, as https://<server>/.well-known/matrix/client says "
         "it."}
    );
    return out;
  }
  const json::string* const newest = versions->back().if_string();
  out.push_back(
      {Weight::fine,
       fmt::format(
           "{} is a homeserver{}.", settings.homeserver,
           newest == nullptr ? std::string()
                             : " (specification " + sanitize({newest->data(), newest->size()}) + ")"
       ),
       {}}
  );
  out.push_back(judge_clock(net::find(answer.headers, "date"), now));
  return out;
}

asio::awaitable<Findings> look_at_room(Api* api, const Settings* settings, std::string named) {
  Findings out;
  std::string id = named;
  if (is_room_alias(named)) {
    const auto resolved = co_await calls::resolve(api, named);
    if (!resolved) {
      out.push_back(judge_refused_room(named, resolved.error()));
      co_return out;
    }
    id = resolved->room;
  }
  const auto state = co_await calls::state(api, id);
  if (!state) {
    out.push_back(judge_refused_room(named, state.error()));
    co_return out;
  }
  Room room;
  room.id = id;
  Standing standing;
  for (const RoomEvent& event : *state) apply(room, standing, event, settings->identity.user);
  append(out, judge_room(room));
  co_return out;
}

// The homeserver calls us, and says how that went.
asio::awaitable<Finding> ping(Api* api) {
  ApiCall call = get({"v1", "appservice", "usher", "ping"});
  call.method = "POST";
  call.limits.total = std::chrono::seconds(60);
  const auto answer = co_await api->call(std::move(call));
  if (answer) co_return Finding{Weight::fine, "The homeserver reaches Usher.", {}};
  const Refusal& why = answer.error();
  const std::string word = why.errcode.empty() ? std::string(describe(why.why)) : why.errcode;
  co_return Finding{
      Weight::advice, fmt::format("The homeserver does not reach Usher just now: {}.", word),
      why.errcode == "M_URL_NOT_SET" ? "The registration has no url: print it again (usher "
                                       "registration), and restart the homeserver."
                                     : "That is so while Usher is not running. If it is, check the "
                                       "url in the registration, and that the homeserver may "
                                       "go there."
  };
}

std::size_t people_in(const json::object& direct) {
  return static_cast<std::size_t>(std::ranges::count_if(direct, [](const auto& one) {
    const json::array* const rooms = one.value().if_array();
    return rooms != nullptr && !rooms->empty();
  }));
}

}  // namespace

asio::awaitable<Findings> examine(
    Api* api, const Settings* settings, std::vector<std::string> rooms, sys_seconds now
) {
  Findings out;
  const auto versions = co_await api->ask(get({"versions"}));
  if (!versions) {
    const Refusal& why = versions.error();
    out.push_back(
        why.status == 401 ? judge_refused_token(why, *settings) : unreachable(why.why, *settings)
    );
    co_return out;
  }
  append(out, judge_versions(*versions, *settings, now));
  if (out.front().weight == Weight::fault) co_return out;
  const auto flows = co_await api->fetch(get({"v3", "login"}));
  if (flows) out.push_back(judge_flows(*flows, *settings));

  const auto who = co_await calls::whoami(api);
  if (!who) {
    out.push_back(judge_refused_token(who.error(), *settings));
    co_return out;
  }
  append(out, judge_whoami(who->user, who->device, *settings));
  if (out.back().weight == Weight::fault) co_return out;

  const auto joined = co_await calls::joined_rooms(api);
  if (joined)
    out.push_back(
        joined->empty()
            ? Finding{Weight::advice, "Usher is in no room.", "Name rooms in matrix.rooms, or invite it."}
            : Finding{
                  Weight::fine,
                  fmt::format("Usher is in {} {}.", joined->size(), joined->size() == 1 ? "room" : "rooms"),
                  {}
              }
    );
  const auto direct = co_await calls::account_data(api, settings->identity.user, "m.direct");
  if (direct) {
    const std::size_t people = people_in(*direct);
    out.push_back(
        {Weight::fine,
         fmt::format("It has conversations with {} {}.", people, people == 1 ? "person" : "people"),
         {}}
    );
  }
  rooms.insert(rooms.begin(), settings->rooms.begin(), settings->rooms.end());
  std::vector<std::string> seen;
  for (std::string& room : rooms) {
    if (std::ranges::find(seen, room) != seen.end()) continue;
    seen.push_back(room);
    Findings found = co_await look_at_room(api, settings, std::move(room));
    append(out, std::move(found));
  }
  if (settings->transport == Settings::Transport::appservice) {
    Finding found = co_await ping(api);
    out.push_back(std::move(found));
  }
  co_return out;
}

asio::awaitable<Findings> examine_without_token(
    net::HttpClient* client, const Settings* settings, sys_seconds now
) {
  Findings out;
  net::Request request;
  request.limits.redirects = 0;
  request.url = address_of(settings->homeserver, get({"versions"}));
  const auto versions = co_await client->send(request);
  if (!versions) {
    out.push_back(unreachable(versions.error(), *settings));
    co_return out;
  }
  append(out, judge_versions(*versions, *settings, now));
  request.url = address_of(settings->homeserver, get({"v3", "login"}));
  const auto flows = co_await client->send(request);
  if (flows && out.front().weight != Weight::fault)
    out.push_back(judge_flows(flows->body, *settings));
  out.push_back(
      ways_of(*settings).empty()
          ? Finding{
                Weight::fault, "There is nothing to log in with.",
                "Name matrix.access_token_file or matrix.password_file."
            }
          : Finding{
                Weight::advice, "Usher has not logged in yet, so nothing could be asked of its rooms.",
                "usher run logs in. A doctor does not: homeservers allow few logins."
            }
  );
  co_return out;
}

}  // namespace usher::matrix
