// bot/compose_matrix.cpp: from [matrix] to an adapter that knows its homeserver.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_matrix.hpp"

#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/rows.hpp"
#include "adapters/matrix/session_file.hpp"
#include "bot/address_of.hpp"
#include "bot/config_checks.hpp"
#include "bot/log.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <utility>

namespace usher {

namespace {

// What the homeserver said the last time it was asked, of the same account.
std::string known_name(const matrix::Settings& settings) {
  Database db(settings.database, Database::Mode::read_only);
  const matrix::rows::Account account = matrix::rows::account(db);
  const bool other =
      !account.identity.user.empty() && account.identity.server != settings.identity.server;
  if (other)
    throw std::runtime_error(fmt::format(
        "This database is of the homeserver {}, and matrix.user_id is of {}. Take another "
        "database, "
        "or mend matrix.user_id.",
        account.identity.server, settings.identity.server
    ));
  return account.identity.user == settings.identity.user ? account.identity.name : "";
}

}  // namespace

matrix::Settings matrix_settings(const Setup& setup) {
  const Config& config = setup.config;
  const MatrixConfig& from = *config.matrix;
  matrix::Settings out;
  out.transport = from.transport == MatrixConfig::Transport::appservice
                      ? matrix::Settings::Transport::appservice
                      : matrix::Settings::Transport::sync;
  out.homeserver = from.homeserver;
  while (out.homeserver.ends_with('/')) out.homeserver.pop_back();
  out.device = from.device_id;
  out.session_file =
      from.session_file.empty() ? config.database.path + ".matrix" : from.session_file;
  out.access_token = config.secrets.matrix_access_token;
  out.password = config.secrets.matrix_password;
  out.as_token = config.secrets.matrix_as_token;
  out.hs_token = config.secrets.matrix_hs_token;
  const ListenAddress at = split_listen(from.listen);
  out.address = at.address;
  out.port = at.port;
  out.rooms = from.rooms;
  out.welcome = {from.allow_people, from.allow_servers};
  for (const CityConfig& city : from.cities) out.cities.push_back({city.name, city.zone});
  out.contact_url = config.contact_url;
  out.moderators_organise = from.moderators_organise;
  out.receipts = from.receipts;
  out.reactions = from.reactions;
  out.act_within = from.act_within;
  out.posts_per_second = from.posts_per_second;
  out.burst = from.burst;
  out.database = config.database.path;
  // A homeserver on this machine is reached by http; nothing else here ever is.
  out.loopback = config.testing.loopback || is_loopback_url(from.homeserver);
  out.contact = config.contact_url;
  out.language = config.community.language;
  out.community = config.community.name;
  out.roles = setup.roles;
  out.identity.user = from.user_id;
  out.identity.server = matrix::server_of(from.user_id);
  return out;
}

void add_matrix(
    Engine& engine, boost::asio::io_context& io, const Clock& clock, const Setup& setup,
    std::function<void(std::string_view)> ended
) {
  matrix::Settings settings = matrix_settings(setup);
  settings.identity.name = known_name(settings);
  if (const auto kept = matrix::read_session(
          settings.session_file, settings.homeserver, settings.identity.user, settings.device
      );
      !kept)
    throw std::runtime_error(kept.error());
  settings.fatal = std::move(ended);
  settings.not_ready = [&engine] { return engine.not_ready(); };
  const matrix::Identity who = settings.identity;
  const std::string homeserver = settings.homeserver, address = settings.address;
  const bool pushed = settings.transport == matrix::Settings::Transport::appservice;
  auto adapter = std::make_unique<matrix::MatrixAdapter>(
      io, clock, setup.catalog, engine.commands(), std::move(settings), matrix::no_crypto()
  );
  const auto port = adapter->listen();
  if (!port)
    throw std::runtime_error(fmt::format(
        "{}. Another program may have that address: name one that is free as matrix.listen.",
        port.error()
    ));
  log::info("matrix: is {} at {}", who.user, homeserver);
  if (pushed) {
    const std::string host = address.find(':') == std::string::npos ? address : "[" + address + "]";
    log::info("matrix: waits for the homeserver on http://{}:{}", host, *port);
    std::printf(
        "Usher waits for the homeserver at http://%s:%u\n", host.c_str(),
        static_cast<unsigned>(*port)
    );
    std::fflush(stdout);
  }
  engine.add(std::move(adapter));
}

}  // namespace usher
