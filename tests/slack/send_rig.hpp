// tests/slack/send_rig.hpp: the parts that speak to Slack's Web API, on a scripted server and a database of their own.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/api.hpp"
#include "adapters/slack/blocks.hpp"
#include "adapters/slack/people.hpp"
#include "adapters/slack/rows.hpp"
#include "adapters/slack/send.hpp"
#include "adapters/slack/slack.hpp"
#include "bot/store.hpp"
#include "tests/support/http_peer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temp.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack::send_rig {

namespace json = boost::json;

inline const sys_seconds noon{std::chrono::seconds(1'764'072'000)};  // 2025-11-25, 12:00

// Tokens that are none: a scanner must not stumble over them.
inline std::string token(std::string_view kind) { return std::string(kind) + "-test-of-usher"; }

inline std::vector<Migration> all_migrations() {
  std::vector<Migration> out = usher_migrations();
  for (const Migration& one : slack_migrations()) out.push_back(one);
  return out;
}

inline Phrase phrase(std::string_view what) {
  static const Catalog catalog;
  return Say(catalog, "en")("{what}", fmt::arg("what", what));
}

struct Store {
  test::TempFolder folder;
  std::string path = folder.file("usher.db");
  std::unique_ptr<Database> db = open_store(path, all_migrations());
};

// HttpPeer as Slack: POST /api/<method>, answered with JSON.
struct SlackRig {
  SlackRig() {
    settings.api_url = peer.url("/api");
    settings.loopback = true;
    settings.language = "en";
    settings.settle = std::chrono::milliseconds(0);
    settings.identity = {
        .team = "T1", .team_name = "Example", .url = "", .user = "U0", .bot = "B0", .app = ""
    };
    people.read_from(store.db.get());
    sender.read_from(store.db.get());
  }

  SlackRig& expect(
      std::string_view method, std::string_view answer, const net::Headers& headers = {},
      int status = 200
  ) {
    peer.expect("POST /api/" + std::string(method)).reply(status, headers, answer);
    return *this;
  }
  SlackRig& ok(std::string_view method, std::string_view more = {}) {
    return expect(
        method,
        more.empty() ? std::string(R"({"ok":true})") : R"({"ok":true,)" + std::string(more) + "}"
    );
  }
  SlackRig& no(std::string_view method, std::string_view error) {
    return expect(method, R"({"ok":false,"error":")" + std::string(error) + "\"}");
  }
  // The arguments of the n-th request, where they were JSON.
  json::object sent(std::size_t n) const { return json::parse(peer.seen().at(n).body).as_object(); }
  std::string body(std::size_t n) const { return peer.seen().at(n).body; }
  std::string method(std::size_t n) const { return peer.seen().at(n).target; }
  std::size_t requests() const { return peer.seen().size(); }

  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return usher::testing::run(io, std::move(work));
  }
  std::expected<Receipt, Setback> deliver(Pending pending) {
    return run(sender.deliver(std::move(pending)));
  }

  boost::asio::awaitable<Result<void>> commit_slowly(Write write) {
    if (disk_full) co_return std::unexpected(errc::disk_full);
    commit(write);
    co_return Result<void>();
  }
  // Rows are committed at once, as nothing else writes.
  void commit(const Write& write) {
    store.db->run("BEGIN IMMEDIATE");
    write(*store.db);
    store.db->run("COMMIT");
    ++commits;
  }

  usher::testing::HttpPeer peer;
  Store store;
  boost::asio::io_context io{1};
  ManualClock clock{noon};
  Catalog catalog;
  Settings settings;
  RoleBook book;
  int commits = 0;
  bool disk_full = false;
  net::HttpClient http{io.get_executor(), {.allow_loopback = true}};
  Api api{
      http, clock, peer.url("/api/"), Secret<std::string>(token("xoxb")),
      Secret<std::string>(token("xapp"))
  };
  People people{
      io.get_executor(), api, clock, book, "T1", [this](const Write& write) { commit(write); }
  };
  Sender sender{
      settings,
      clock,
      catalog,
      api,
      people,
      [this](Write write) { return commit_slowly(std::move(write)); },
      [this](const Write& write) { commit(write); }
  };
};

// A post to the room C1, as the outbox would have it.
inline Pending post_to(std::string room, std::string_view words) {
  Pending out;
  out.id = 7;
  out.to.place = {"slack:T1", std::move(room), ""};
  out.doc = Doc(phrase(words));
  out.key = "k";
  return out;
}

}  // namespace usher::slack::send_rig
