// tests/engine/fault_test.cpp: the whole engine on a disk that fills up and breaks: nothing acknowledged is lost, nothing
// unacknowledged is recorded as seen.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/store.hpp"
#include "tests/support/engine_rig.hpp"
#include "tests/support/shim_vfs.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <random>
#include <set>

using namespace usher;
using test::Rig;
using test::shim_vfs;
using test::ShimVfs;
using test::words;

namespace {

Outcome answer(const Event& event, Context& context) {
  const auto* message = event.as<Message>();
  if (message->text == "throw") throw std::runtime_error("on purpose");
  context.db.run("INSERT INTO notices(at,feature,what) VALUES(0,'answer',?)", event.id);
  return {SayReply{words("answer to " + event.id), false}, {}};
}

int rounds() {
  return std::getenv("USHER_FULL") != nullptr ? 400 : 40;
}  // NOLINT(concurrency-mt-unsafe)

}  // namespace

TEST_CASE(
    "with a disk that fills up and breaks at random, the acknowledged and only they are kept and "
    "answered, once each"
) {
  test::install_shim_vfs();
  shim_vfs().lift();
  Rig rig({}, test::shim_vfs_name);
  rig.feature("answer", {Kind::message}, answer);
  rig.start();
  std::minstd_rand chance(20261121);
  std::set<std::string> acknowledged;
  std::set<std::string> refused;
  std::set<std::string> thrown;
  int next = 0;
  for (int round = 0; round < rounds(); ++round) {
    const auto fault = static_cast<ShimVfs::Fault>(1 + chance() % 3);
    shim_vfs().fail(
        fault, static_cast<std::int64_t>(chance() % 12), 1 + static_cast<std::int64_t>(chance() % 6)
    );
    for (int i = 0; i < 5; ++i) {
      const std::string id = "e" + std::to_string(next++);
      const bool throws = chance() % 10 == 0;
      const auto reply =
          rig.adapter->send(rig.message(id, throws ? "throw" : std::string(chance() % 3000, 'x')));
      (reply ? (throws ? thrown : acknowledged) : refused).insert(id);
      if (!reply)
        CHECK((reply.error() == errc::disk_full || reply.error() == errc::storage_failed));
    }
    shim_vfs().lift();
  }
  // What was refused comes again, as a platform sends it again, and is new.
  const auto repeats = rig.engine->figures().repeats;
  for (const std::string& id : refused) {
    CHECK(rig.adapter->send(rig.message(id, "again")));
    acknowledged.insert(id);
  }
  CHECK(rig.engine->figures().repeats == repeats);
  CHECK_FALSE(refused.empty());
  rig.settle();
  rig.stop();

  std::map<std::string, int> answered;
  std::set<std::int64_t> ids;
  for (const Pending& pending : rig.delivered_so_far) {
    if (ids.insert(pending.id).second) ++answered[pending.event];
  }
  for (const std::string& id : acknowledged) {
    INFO(id);
    CHECK(answered[id] == 1);
  }
  CHECK(answered.size() == acknowledged.size());
  rig.query([&](Database& db) {
    auto row = db.query(
        "SELECT count(*), count(DISTINCT what) FROM notices WHERE feature='answer' AND what NOT "
        "LIKE 'failed%'"
    );
    REQUIRE(row.next());
    CHECK(row.integer(0) == static_cast<std::int64_t>(acknowledged.size()));
    CHECK(row.integer(1) == row.integer(0));
  });
  CHECK(quick_check(rig.path).empty());
}
