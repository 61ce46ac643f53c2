// adapters/slack/slack.hpp: a Slack workspace as a chat system, by Socket Mode or the HTTP Events API.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/settings.hpp"
#include "bot/adapter.hpp"
#include "bot/catalog.hpp"
#include "bot/command_table.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace usher::slack {

std::span<const Migration> slack_migrations();

// I/O thread. clock, catalog and commands outlive it.
class SlackAdapter final : public Adapter {
 public:
  SlackAdapter(
      boost::asio::io_context& io, const Clock& clock, const Catalog& catalog,
      const CommandTable& commands, Settings settings
  );
  ~SlackAdapter() override;

  // http mode: binds, so that a start that cannot succeed ends before anything is served. The port, or what is wrong in words
  // for the operator.
  std::expected<std::uint16_t, std::string> listen();

  // A connection that reads the database, where one was opened already: each of them reads every table's definition. Before run().
  void read_with(std::unique_ptr<Database> reader);

  // For health, metrics and tests.
  struct Figures {
    std::size_t connections = 0;  // socket mode: those that have said hello
    int counted = 0;              // by Slack, at the latest hello
    std::uint64_t taken = 0;      // payloads
    std::uint64_t elsewhere = 0;  // of these, answered by another process
  };
  Figures figures() const;

  std::string_view space() const override;
  Capabilities capabilities() const override;
  boost::asio::awaitable<void> run(Accept accept) override;
  void stop_accepting() override;
  void stop() override;
  boost::asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending) override;
  std::span<const Migration> migrations() const override { return slack_migrations(); }
  // Socket Mode: while no connection stands; HTTP mode: before it listens.
  std::string trouble() const override;
  std::vector<std::string> direct_rooms(Database& db, const Person& who, const Place& at)
      const override;
  Write forget(const Person& who) const override;
  void forgotten(const Person& who) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace usher::slack
