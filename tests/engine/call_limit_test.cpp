// tests/engine/call_limit_test.cpp: Calls of a service that limits itself: it may not be asked yet, which is no failure.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/engine_rig.hpp"
#include "tests/support/scripted_service.hpp"
#include "tests/support/store_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace std::chrono_literals;
using test::number;
using test::Rig;
using test::ScriptedService;

namespace {

// A feature that calls when it is spoken to, for a minute at most, and notes what it hears.
struct Calling {
  std::vector<Fetched> heard;
  ScriptedService* service = nullptr;
  Rig rig{{.ack_carries = {Kind::message}}};

  explicit Calling(std::vector<Answer> script) {
    auto made = std::make_unique<ScriptedService>(rig.io);
    service = made.get();
    service->script = std::move(script);
    rig.service(std::move(made));
    rig.feature("caller", {Kind::message}, [this](const Event& event, Context&) -> Outcome {
      if (const auto* fetched = event.as<Fetched>()) {
        heard.push_back(*fetched);
        return {};
      }
      return {
          None{},
          {Call{.tag = "t", .service = "files", .method = "LIST", .path = "a", .within = 60s}}
      };
    });
    rig.start();
    CHECK(rig.adapter->send(rig.message("e1", "go")));
    rig.settle();
  }
  void until_answered() {
    rig.until([this] {
      std::int64_t count = -1;
      rig.query([&](Database& db) { count = number(db, "SELECT count(*) FROM calls"); });
      return count == 0;
    });
    rig.settle();
  }
};

Answer failure(errc why, std::chrono::milliseconds after = 0ms) {
  return ScriptedService::failure(why, after);
}

}  // namespace

TEST_CASE(
    "that nothing may be asked for longer than the call may take is heard at once, with how long"
) {
  Calling bench({failure(errc::not_yet, 2399500ms)});
  REQUIRE(bench.heard.size() == 1);
  CHECK(bench.heard[0].error == errc::not_yet);
  CHECK(bench.heard[0].wait == 40min);  // whole seconds, never fewer
}

TEST_CASE("that it may not be asked again is no answer to what failed before") {
  Calling bench({failure(errc::unavailable), failure(errc::not_yet, 40min)});
  // The second try may have been at once: its wait is drawn between nothing and a second.
  bench.rig.clock.advance(10s);
  bench.until_answered();
  REQUIRE(bench.heard.size() == 1);
  CHECK(bench.heard[0].error == errc::gave_up);
}

TEST_CASE("what may be asked soon is asked then, and that is no try") {
  std::vector<Answer> script(12, failure(errc::not_yet, 1s));
  script.push_back(ScriptedService::answer(200, "now"));
  Calling bench(std::move(script));
  for (std::size_t asked = 2; asked <= 13; ++asked) {
    CHECK(bench.heard.empty());
    bench.rig.clock.advance(1100ms);
    bench.rig.until([&] { return bench.service->asked.size() == asked; });
  }
  bench.until_answered();
  REQUIRE(bench.heard.size() == 1);
  CHECK(bench.heard[0].body == "now");
  CHECK(bench.heard[0].wait == 0s);
}
