// adapters/matrix/matrix.hpp: a Matrix homeserver as a chat system, by /sync or as an application service.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/crypto.hpp"
#include "adapters/matrix/settings.hpp"
#include "bot/adapter.hpp"
#include "bot/catalog.hpp"
#include "bot/command_table.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>

namespace usher::matrix {

std::span<const Migration> matrix_migrations();

// I/O thread. clock, catalog and commands outlive it. Capabilities: ack_carries nothing (every answer is a row of the outbox);
// forms false (bot/dialogue.hpp, in the conversation with the person); command_sign '!'; limit_of account; parallel 16.
class MatrixAdapter final : public Adapter {
 public:
  // crypto: no_crypto() until end-to-end encryption is there.
  MatrixAdapter(
      boost::asio::io_context& io, const Clock& clock, const Catalog& catalog,
      const CommandTable& commands, Settings settings, std::unique_ptr<MatrixCrypto> crypto
  );
  ~MatrixAdapter() override;

  // appservice: binds, so that a start that cannot succeed ends before anything is served. The port, or what is wrong in
  // words for the operator. sync: 0.
  std::expected<std::uint16_t, std::string> listen();

  // For health, metrics and tests.
  struct Figures {
    std::size_t rooms = 0;      // joined
    std::uint64_t batches = 0;  // answers of /sync, or transactions
    std::uint64_t events = 0, accepted = 0, old = 0, encrypted = 0;
    bool hears = false;
  };
  Figures figures() const;

  std::string_view space() const override;
  Capabilities capabilities() const override;
  boost::asio::awaitable<void> run(Accept accept) override;
  void stop_accepting() override;
  void stop() override;
  boost::asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending) override;
  std::span<const Migration> migrations() const override { return matrix_migrations(); }
  std::string trouble() const override;  // no /sync has been answered for two polls; no session
  std::string direct_room(Database& db, const Person& who) const override;
  std::vector<std::string> direct_rooms(Database& db, const Person& who, const Place& at)
      const override;
  Write forget(const Person& who) const override;
  void forgotten(const Person& who) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace usher::matrix
