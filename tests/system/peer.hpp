// tests/system/peer.hpp: the main() of the programs over a real engine that system tests drive from outside.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/engine.hpp"
#include "bot/step_kill.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <span>
#include <string>
#include <string_view>

namespace usher::testing {

// Lines for the operator are for whoever looks at the test.
inline EngineSettings peer_settings() {
  EngineSettings settings;
  settings.retry_base = std::chrono::milliseconds(20);
  settings.trouble = [](std::string_view line) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
  };
  return settings;
}

inline void run_to_end(boost::asio::io_context& io, Engine& engine, bool until_adapters_end) {
  boost::asio::co_spawn(
      io, engine.run(until_adapters_end),
      [&io](const std::exception_ptr& thrown) {
        io.stop();
        if (thrown) std::rethrow_exception(thrown);
      }
  );
  io.run();
}

// PROGRAM with as many words as `serve` takes, and perhaps STEP COUNT: then the process kills itself (SIGKILL) the COUNT-th
// time that it passes that step.
template <class Serve>
int peer_main(int argc, char** argv, std::size_t words, const Serve& serve) {
  const std::span<char*> all(argv, static_cast<std::size_t>(argc));
  const bool dies = all.size() == 1 + words + 2;
  if (all.size() != 1 + words && !dies) return 2;
  if (dies) die_at(all[1 + words], std::atol(all[2 + words]));
  try {
    serve(all.subspan(1, words));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", all[0], error.what());
    return 1;
  }
}

}  // namespace usher::testing
