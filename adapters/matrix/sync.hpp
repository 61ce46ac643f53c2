// adapters/matrix/sync.hpp: the loop around sync_machine.hpp: long polls, gaps, and the token in its row. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/calls.hpp"
#include "adapters/matrix/feed.hpp"
#include "adapters/matrix/sync_machine.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace usher::matrix {

struct SyncSettings {
  SyncMachine::Limits limits;
  std::string user;                                                     // for the filter
  std::optional<std::string> since;                                     // as stored
  std::function<boost::asio::awaitable<bool>(std::string since)> keep;  // rows::keep_since, durable
  std::function<void(std::string_view line, bool trouble)> tell;
};

class Sync {
 public:
  // api and feed outlive it.
  Sync(boost::asio::any_io_executor executor, SyncSettings settings, Api& api, Feed& feed);
  Sync(const Sync&) = delete;
  Sync& operator=(const Sync&) = delete;
  ~Sync();
  // Until stop() was called and what had come is on the disk.
  boost::asio::awaitable<void> run();
  void stop();  // cancels the poll under way
  bool fresh() const;
  std::uint64_t answers() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace usher::matrix
