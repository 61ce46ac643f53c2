// adapters/web/web.hpp: the community space in the browser as a chat system (docs/web-protocol.md).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/settings.hpp"
#include "bot/adapter.hpp"
#include "bot/command_table.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace usher::web {

std::span<const Migration> web_migrations();

// I/O thread. clock, catalog and commands outlive it.
class WebAdapter final : public Adapter {
 public:
  WebAdapter(
      boost::asio::io_context& io, const Clock& clock, const Catalog& catalog,
      const CommandTable& commands, Settings settings
  );
  ~WebAdapter() override;

  // Binds, so that a start that cannot succeed ends before anything is served. The port, or what is wrong. run() does it
  // where nobody has, and throws then.
  std::expected<std::uint16_t, std::string> listen();

  std::string_view space() const override { return "web"; }
  Capabilities capabilities() const override;
  boost::asio::awaitable<void> run(Accept accept) override;
  void stop() override;
  boost::asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending) override;
  std::optional<Placed> place(Database& db, const Pending& pending) const override;
  std::span<const Migration> migrations() const override { return web_migrations(); }
  std::string language(Database& db, std::string_view person) const override;
  std::string direct_room(Database& db, const Person& who) const override;
  Write forget(const Person& who) const override;
  void forgotten(const Person& who) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace usher::web
