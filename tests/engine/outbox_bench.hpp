// tests/engine/outbox_bench.hpp: a database, its outbox and what is posted, with somebody who asks.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/outbox.hpp"
#include "tests/support/engine_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace usher {

struct OutboxBench {
  static constexpr sys_seconds now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 28)};

  test::TempFolder folder;
  std::unique_ptr<Database> db = open_store(folder.file("o.db"), usher_migrations());
  Posted posted{*db};
  Event event;
  To here{.place = {"test", "general", ""}, .people = {}};

  OutboxBench() {
    event.id = "e1";
    event.at = here.place;
    event.who.id = "ada";
  }
  std::optional<OutboxRow> post(
      Posted& by, std::string key, const To& to, Lane lane = Lane::reply
  ) {
    return outbox::enqueue(
        *db, by, {"feature", &event},
        Post{.to = to, .body = test::words("hello"), .key = std::move(key), .lane = lane}, now
    );
  }
  std::optional<OutboxRow> post(std::string key) { return post(posted, std::move(key), here); }
  std::optional<OutboxRow> edit(std::string key) {
    return outbox::enqueue(
        *db, posted, {"feature", &event}, Edit{std::move(key), here, test::words("hello again")},
        now
    );
  }
  void deliver(const OutboxRow& row, std::string ref = "7") {
    outbox::delivered(*db, posted, row, {{"test", "C1", "t1"}, std::move(ref)}, now);
  }
  std::int64_t kept(std::string_view which = "1") {
    return test::number(*db, "SELECT count(*) FROM posted WHERE " + std::string(which));
  }
  std::int64_t waiting() { return test::number(*db, "SELECT count(*) FROM outbox WHERE dead=0"); }
};

}  // namespace usher
