// bot/cli_doctor_ask.hpp: usher doctor asks something of the network.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/compose.hpp"
#include "bot/net/http.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <utility>

namespace usher {

// What a coroutine finds out with a client of its own.
template <class Look, class Work>
Look ask(const Setup& setup, const Work& work) {
  boost::asio::io_context io(1);
  net::HttpClient http(
      io.get_executor(),
      {.allow_loopback = setup.config.testing.loopback, .contact = setup.config.contact_url}
  );
  Look out;
  const auto keep = [](boost::asio::awaitable<Look> looking,
                       Look* into) -> boost::asio::awaitable<void> {
    Look found = co_await std::move(looking);
    *into = std::move(found);
  };
  boost::asio::co_spawn(io, keep(work(&http), &out), [](const std::exception_ptr& thrown) {
    if (thrown) std::rethrow_exception(thrown);
  });
  io.run();
  return out;
}

}  // namespace usher
