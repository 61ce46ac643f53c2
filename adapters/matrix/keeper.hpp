// adapters/matrix/keeper.hpp: what is done about rooms: joining, declining, following, telling once. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/crypto.hpp"
#include "adapters/matrix/directs.hpp"
#include "adapters/matrix/doing.hpp"
#include "adapters/matrix/invites.hpp"
#include "adapters/matrix/names.hpp"
#include "adapters/matrix/rooms.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace usher::matrix {

class Keeper {
 public:
  // How a word is said to somebody: as a post of the adapter's own through the sender's way (mark row 0, txn from what it is
  // about), and never into an encrypted room. False: not now.
  using Say =
      std::function<boost::asio::awaitable<bool>(std::string person, Doc doc, std::string once)>;
  struct Parts {
    Api& api;
    Rooms& rooms;
    const Names& names;
    Directs& directs;
    MatrixCrypto& crypto;
    const Catalog& catalog;
    const Clock& clock;
    const Settings& settings;
  };
  Keeper(
      const boost::asio::any_io_executor& executor, Parts parts, Directs::Commit commit, Say say
  );
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;
  ~Keeper();

  void read_from(Database* reader);
  // At the start, with the rows read: what is to be done is lined up for run(). Configured rooms by alias, children of a
  // configured Space, invitations that wait, doings that are left, which rooms Usher is in, the state of those that are not
  // known (an application service has no /sync). Asks nothing of the homeserver. Throws DatabaseError.
  void begin();
  // What a batch has brought (Offices::keep), once Rooms has taken its state. The rows of its doings are in the Write that the
  // feed commits with the state; empty where there are none. Idempotent.
  Write take(const RoomNews& news, const Change& change);
  // One after another; a 429 holds all of them. After stop() the call that is under way is not waited for longer than it takes.
  boost::asio::awaitable<void> run();  // until stop()
  void stop();
  bool serves(std::string_view person) const;  // known to be in a room that Usher is in

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace usher::matrix
