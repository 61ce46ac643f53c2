// A service answers Calls: a base URL with its credential, a folder, mail. Features name it and
// never see more.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"

#include <boost/asio/awaitable.hpp>

#include <string_view>

namespace usher {

struct Answer {
  Fetched fetched;  // tag is filled in by the engine
  std::chrono::milliseconds retry_after{0
  };  // with errc::rate_limited or unavailable: not before then
};

// I/O thread only. A Call is repeated after a crash, so perform() must be safe to repeat.
class Service {
 public:
  Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  virtual ~Service() = default;

  virtual std::string_view name() const = 0;  // what Call::service says; constant
  // Never throws. Fetched::error ok with a status below 500 is an answer; transient errors
  // (errc.hpp) are tried again by the engine, any other is final and reaches the feature.
  virtual boost::asio::awaitable<Answer> perform(Call call) = 0;
};

// A *tree service* serves files of one folder, wherever that lies (a checkout, GitHub), in neutral
// bytes:
//   Call{method "LIST"}            → 200, one line "<sha> <size> <name>\n" per file of the folder
//   itself (no sub-folders),
//                                    ETag of the listing; 304 with an empty body when Call::etag
//                                    still holds.
//   Call{method "GET", path sha+" "+name} → 200 and the file's bytes; 404 when it is gone.
// sha is git's blob id (SHA-1 of "blob <size>\0" and the bytes) as lower-case hex, the same from
// every source.

}  // namespace usher
