// adapters/matrix/send.hpp: carrying out what is to be delivered. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/buttons.hpp"
#include "adapters/matrix/calls.hpp"
#include "adapters/matrix/crypto.hpp"
#include "adapters/matrix/directs.hpp"
#include "adapters/matrix/offers.hpp"
#include "adapters/matrix/plan.hpp"
#include "adapters/matrix/rooms.hpp"
#include "bot/adapter.hpp"
#include "bot/command_table.hpp"

#include <boost/asio/awaitable.hpp>

#include <expected>
#include <memory>
#include <string>

namespace usher::matrix {

class Sender {
 public:
  struct Parts {
    const Settings& settings;
    const Clock& clock;
    const Catalog& catalog;
    const CommandTable& commands;
    Api& api;
    Rooms& rooms;
    Directs& directs;
    MatrixCrypto& crypto;
    Buttons& buttons;
    Offers& offers;
  };
  Sender(Parts parts, Directs::Commit commit);
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;
  ~Sender();

  void read_from(Database* reader);

  // goal → room → encryption and power → look-up where it is due → guard → steps, each under its transaction id → rows
  // (buttons; whether the room's latest message asks a secret: written before such a question is sent and after anything
  // else is) → receipt. Setback by Refusal: 429 rate_limited with retry_after, of the whole account; 403, 404, 413,
  // encrypted: final. A reminder to a silenced or encrypted room is final too, and the operator is told. Kind::open and
  // Kind::home: unsupported (the engine asks a form's questions itself: Capabilities::forms is false). Of several people
  // (Audience::group) who cannot be reached at all is left out, as long as anybody is reached.
  boost::asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending&& pending);
  void delivered(std::int64_t row);  // once deliver() has said so of it

  // The adapter's own words to one person, once for `once` (Keeper::Say).
  boost::asio::awaitable<bool> say(std::string person, Doc doc, std::string once);

  void forgotten(const Person& who);

 private:
  struct Impl;  // send_impl.hpp
  std::unique_ptr<Impl> impl_;
};

}  // namespace usher::matrix
