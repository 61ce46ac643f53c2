// bench/matrix_run.cpp: starts a bot before a homeserver, and loads it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/matrix_bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

namespace usher::bench {

namespace {

constexpr int people = 8;
constexpr std::string_view self = "@usher:localhost";

json::array some_people() {
  json::array ids;
  for (int i = 0; i < people; ++i) ids.emplace_back(fmt::format("@person{:03}:localhost", i));
  return ids;
}

}  // namespace

MatrixRun::MatrixRun(const Bot& bot, const std::string& answer, int rooms) : bot_(bot) {
  // Bots of others neither say whom they mention nor wait as long as they are told to: that is not what is measured.
  tell(
      {{"do", "configure"},
       {"kept_calls", 0},
       {"history", 20000},
       {"allow", json::array{"mentions", "too_early"}}}
  );
  json::array inside = some_people();
  inside.emplace_back(self);
  for (int i = 0; i < rooms; ++i)
    tell({{"do", "room"}, {"name", fmt::format("room {}", i)}, {"join", inside}});
  std::vector<std::string> words = bot_.command;
  if (bot_.ours)
    for (const std::string& setting :
         {"database.path=" + folder_.file("usher.db"), "matrix.homeserver=" + server_.url(),
          std::string("matrix.user_id=@usher:localhost"), std::string("matrix.transport=sync")}) {
      words.emplace_back("--set");
      words.push_back(setting);
    }
  process_.start(
      std::move(words),
      {"USHER_MATRIX_ACCESS_TOKEN=" + server_.access_token(),
       "MATRIX_TOKEN=" + server_.access_token(), "MATRIX_HOMESERVER=" + server_.url(),
       fmt::format("MATRIX_USER={}", self), "BENCH_ANSWER=" + answer},
      folder_.path()
  );
  while (number_of(tell({{"do", "server"}}), "waiting") == 0) {
    if (!process_.runs() || ms_since(process_.begun()) > 60000)
      throw std::runtime_error(
          fmt::format("{} waits for nothing: {}", bot_.name, process_.last_words())
      );
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ready_ms_ = ms_since(process_.begun());
}

json::object MatrixRun::tell(json::object command) {
  const std::string said = json::serialize(command);
  json::object answer = server_.ask(std::move(command));
  if (const json::value* ok = answer.if_contains("ok");
      ok != nullptr && ok->is_bool() && !ok->get_bool())
    throw std::runtime_error(fmt::format("the homeserver: {} to {}", json::serialize(answer), said)
    );
  return answer;
}

json::object MatrixRun::load(json::object what, std::chrono::milliseconds time) {
  what["do"] = "load";
  what["users"] = some_people();
  const std::int64_t run = number_of(tell(std::move(what)), "run");
  if (time.count() > 0) {
    std::this_thread::sleep_for(time);
    tell({{"do", "load_stop"}, {"run", run}});
  }
  auto moved = std::chrono::steady_clock::now();
  std::int64_t seen = -1;
  auto pause = std::chrono::milliseconds(20);
  while (true) {
    const json::object state = tell({{"do", "load_state"}, {"run", run}});
    const std::int64_t now = number_of(state, "sent") + number_of(state, "answered");
    if (state.at("done").as_bool()) break;
    if (now != seen) moved = std::chrono::steady_clock::now();
    seen = now;
    if (!process_.runs() || ms_since(moved) > 20000) break;
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::milliseconds(500));  // to ask costs the fake time
  }
  return tell({{"do", "load_state"}, {"run", run}, {"times", true}});
}

std::string MatrixRun::wrong() {
  if (!process_.runs()) return "it has ended: " + process_.last_words();
  const json::object state = tell({{"do", "server"}});
  const std::int64_t violations = number_of(state, "violation_count");
  if (violations == 0) return {};
  return fmt::format(
      "{} times what a client must not do, first: {}", violations,
      std::string_view(state.at("violations").at(0).as_string()).substr(0, 100)
  );
}

}  // namespace usher::bench
