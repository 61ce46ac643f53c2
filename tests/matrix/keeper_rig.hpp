// tests/matrix/keeper_rig.hpp: rooms, conversations and the keeper, on a scripted homeserver and a database of their own.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/keeper.hpp"
#include "tests/matrix/room_tools.hpp"
#include "tests/support/http_peer.hpp"
#include "tests/support/run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::matrix::test_rig {

// "/_matrix/client/v3/rooms/%21room/leave"
inline std::string path(std::initializer_list<std::string_view> parts) {
  std::string out = "/_matrix/client/v3";
  for (const std::string_view part : parts) {
    out += '/';
    out += segment(part);
  }
  return out;
}

// Moves when a test says so; what waits for it looks again soon.
class HastyClock final : public Clock {
 public:
  explicit HastyClock(sys_seconds start) : now_(start) {}
  sys_millis now() const override { return now_; }
  std::chrono::milliseconds real(std::chrono::milliseconds span) const override {
    return std::min(span, std::chrono::milliseconds(20));
  }
  void advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  sys_millis now_;
};

struct KeeperRig {
  explicit KeeperRig(std::function<void(Settings&)> change = {}) {
    settings.identity = wire_identity();
    settings.language = "en";
    if (change) change(settings);
    rooms.read_from(store.db.get());
    again();
  }
  ~KeeperRig() {
    keeper.reset();
    io.restart();
    io.run_for(std::chrono::milliseconds(10));
  }
  KeeperRig(const KeeperRig&) = delete;
  KeeperRig& operator=(const KeeperRig&) = delete;
  // As after a crash: the same database, a keeper that knows nothing else.
  void again() {
    running = false;
    keeper = std::make_unique<Keeper>(
        io.get_executor(),
        Keeper::Parts{api, rooms, names, directs, *crypto, catalog, clock, settings},
        [this](Write write) { return commit(std::move(write)); },
        [this](std::string person, Doc doc, std::string once) {
          return say(std::move(person), std::move(doc), std::move(once));
        }
    );
    keeper->read_from(store.db.get());
  }

  KeeperRig& expect(
      std::string_view method, const std::string& target, std::string_view answer = "{}",
      int status = 200
  ) {
    peer.expect(std::string(method) + " " + target).reply(status, {}, answer);
    return *this;
  }
  KeeperRig& members(std::string_view room, std::initializer_list<std::string_view> people) {
    std::string body = R"({"joined":{)";
    for (const std::string_view one : people) {
      if (body.back() != '{') body += ',';
      body += '"' + std::string(one) + R"(":{})";
    }
    return expect("GET", path({"rooms", room, "joined_members"}), body + "}}");
  }
  std::string body(std::size_t n) const { return peer.seen().at(n).body; }

  // A batch, as the feed gives it.
  void take(const RoomNews& news) {
    const Rooms::Taken taken = rooms.take(std::span(&news, 1));
    store.commit([&](Database& db) {
      if (taken.rows) taken.rows(db);
      const Write more = keeper->take(news, taken.changes.at(0).second);
      if (more) more(db);
    });
  }
  // What there is to do, until the homeserver has been asked all that it expects and a little longer.
  void work() {
    if (!std::exchange(running, true))
      boost::asio::co_spawn(io, keeper->run(), boost::asio::detached);
    io.restart();
    for (int turn = 0; turn < 40 && !peer.done(); ++turn) io.run_for(std::chrono::milliseconds(50));
    io.run_for(std::chrono::milliseconds(100));
    CHECK(peer.done());
  }
  template <class T>
  T run(boost::asio::awaitable<T> what) {
    return usher::testing::run(io, std::move(what));
  }
  boost::asio::awaitable<Result<void>> commit(Write write) {
    if (disk_full) co_return std::unexpected(errc::disk_full);
    store.commit(write);
    co_return Result<void>();
  }
  boost::asio::awaitable<bool> say(std::string person, Doc doc, std::string once) {
    if (!speaks) co_return false;
    said.push_back(person + " " + once + " " + plain_text(doc));
    co_return true;
  }

  usher::testing::HttpPeer peer;
  MatrixStore store;
  boost::asio::io_context io{1};
  HastyClock clock{std::chrono::floor<std::chrono::seconds>(noon)};
  Catalog catalog;
  Settings settings;
  RoleBook book;
  std::vector<std::string> said;
  bool speaks = true, disk_full = false, running = false;
  net::HttpClient http{io.get_executor(), {.allow_loopback = true}};
  Session session{io.get_executor(), Secret<std::string>(std::string("token-of-this-test"))};
  Api api{http, session, peer.url("")};
  Rooms rooms{"matrix:localhost", usher_id, book, true};
  Names names;
  std::unique_ptr<MatrixCrypto> crypto = no_crypto();
  Directs directs{api,      rooms,
                  catalog,  clock,
                  usher_id, "en",
                  "",       [this](Write write) { return commit(std::move(write)); }};
  std::unique_ptr<Keeper> keeper;
};

}  // namespace usher::matrix::test_rig
