// adapters/slack/lookups.hpp: reading a conversation for Usher's own marks, once for all rows that wait for it: after a start
// every row that waits may have been sent, and Slack lets a conversation be read some fifty times a minute. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/api.hpp"
#include "adapters/slack/identity.hpp"
#include "adapters/slack/lookup.hpp"
#include "bot/clock.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace usher::slack {

class Lookups {
 public:
  // All outlive it.
  Lookups(Api& api, const Identity& us, const Clock& clock) : api_(api), us_(us), clock_(clock) {}
  Lookups(const Lookups&) = delete;
  Lookups& operator=(const Lookups&) = delete;

  // By row: the parts that are there, and their ts. Of messages that bear this installation's marks.
  using Rows = std::map<std::int64_t, std::map<int, std::string>>;

  // What stands in the channel, or in the thread of it, since `oldest`: read at `not_before` or later, by this call or by
  // another before it. uncertain: more than five thousand messages.
  boost::asio::awaitable<std::expected<std::shared_ptr<const Rows>, Refusal>> read(
      std::string channel, std::string thread, std::string installation, sys_seconds oldest,
      sys_millis not_before
  );
  // One page of it. cursor: of the next, empty at the end.
  struct Page {
    std::vector<Found> found;
    std::string cursor;
  };
  boost::asio::awaitable<std::expected<Page, Refusal>> page(
      std::string channel, std::string thread, sys_seconds oldest, std::string cursor
  );
  void sweep();  // forgets what was read

 private:
  struct Reading;

  boost::asio::awaitable<std::expected<Rows, Refusal>> fetch(
      std::string channel, std::string thread, std::string installation, sys_seconds oldest
  );

  Api& api_;
  const Identity& us_;
  const Clock& clock_;
  std::map<std::string, std::shared_ptr<Reading>, std::less<>>
      readings_;  // by channel and thread: the latest
};

}  // namespace usher::slack
