// tests/slack/send_lookup_rig.hpp: conversations as Slack would show them to whoever looks for what may be there already.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/slack/send_rig.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <utility>

namespace usher::slack::send_rig {

// A message of Usher's. from: whose mark it bears; empty: this database's.
inline std::string message(
    SlackRig& rig, std::int64_t row, std::string_view ts, int part = 0, std::string_view event = "",
    std::string_view from = ""
) {
  const Mark mark{
      from.empty() ? rows::installation(*rig.store.db) : std::string(from), row, part,
      std::string(event), false
  };
  const json::object out{{"ts", ts}, {"bot_id", "B0"}, {"metadata", metadata_of(mark)}};
  return json::serialize(out);
}
// A person's, with a thread below it or without one.
inline std::string said(std::string_view ts, bool has_thread = false) {
  json::object out{{"ts", ts}, {"user", "U1"}, {"text", "nep 0"}};
  if (has_thread) out["thread_ts"] = ts;
  return json::serialize(out);
}
inline std::string page(std::string_view messages, std::string_view cursor = "") {
  return fmt::format(
      R"("messages":[{}],"response_metadata":{{"next_cursor":"{}"}})", messages, cursor
  );
}

// A post of which nobody knows whether it is there.
inline Pending uncertain(std::string room = "C1") {
  Pending out = post_to(std::move(room), "Hello");
  out.uncertain = true;
  return out;
}
// The same for one person of that room, in a thread of it.
inline Pending uncertain_for_one(std::string thread = "1764072000.000100") {
  Pending out = uncertain();
  out.audience = Audience::only_you;
  out.to.people = {"U1"};
  out.to.place.thread = std::move(thread);
  return out;
}
// By a press in C1 just now, whose response_url is POST /r.
inline Pending pressed(SlackRig& rig, Pending post) {
  Way way;
  way.response_url = rig.peer.url("/r");
  way.channel = "C1";
  way.at = noon;
  post.route = way.route();
  return post;
}

}  // namespace usher::slack::send_rig
