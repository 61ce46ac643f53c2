// bot/compose_web.cpp: from [web] to an adapter that listens.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_web.hpp"

#include "adapters/matrix/matrix.hpp"
#include "adapters/slack/slack.hpp"
#include "bot/address_of.hpp"
#include "bot/log.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <stdexcept>

namespace usher {

namespace {

// A socket for each tab; the limit that shells begin with is 1024.
void allow_many_sockets() {
  constexpr rlim_t wanted = 16384;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
    log::warning("web: the limit on open files could not be raised");
}

web::Settings settings_of(const Config& config, const ListenAddress& at) {
  web::Settings out;
  out.community = config.community.name;
  out.language = config.community.language;
  out.database = config.database.path;
  out.address = at.address;
  out.port = at.port;
  out.public_url = config.web->public_url;
  out.frames_per_second = config.web->frames_per_second;
  out.burst = config.web->burst;
  for (const WebRoom& room : config.web->rooms)
    out.rooms.push_back({room.name, room.topic, room.joined, room.only});
  for (const WebPerson& person : config.web->people)
    out.people.push_back({person.token, person.id, person.role, person.name});
  return out;
}

}  // namespace

std::vector<Migration> all_migrations() {
  std::vector<Migration> all = usher_migrations();
  std::ranges::copy(web::web_migrations(), std::back_inserter(all));
  std::ranges::copy(slack::slack_migrations(), std::back_inserter(all));
  std::ranges::copy(matrix::matrix_migrations(), std::back_inserter(all));
  return all;
}

void add_web(Engine& engine, boost::asio::io_context& io, const Clock& clock, const Setup& setup) {
  allow_many_sockets();
  const ListenAddress at = split_listen(setup.config.web->listen);
  web::Settings settings = settings_of(setup.config, at);
  settings.roles = [book = setup.roles](std::string_view person, Roles here) {
    return book.of("web", person, here, true);
  };
  settings.not_ready = [&engine] { return engine.not_ready(); };
  const std::string host =
      at.address.find(':') == std::string::npos ? at.address : "[" + at.address + "]";
  const std::string public_url = settings.public_url;
  auto adapter = std::make_unique<web::WebAdapter>(
      io, clock, setup.catalog, engine.commands(), std::move(settings)
  );
  const auto port = adapter->listen();
  if (!port)
    throw std::runtime_error(fmt::format(
        "{}. Another program may have that address: take any that is free with --set "
        "web.listen=127.0.0.1:0, or name one in [web].",
        port.error()
    ));
  const std::string url =
      public_url.empty() ? fmt::format("http://{}:{}/", host, *port) : public_url + "/";
  std::printf("Usher for %s is at %s\n", setup.config.community.name.c_str(), url.c_str());
  std::fflush(stdout);
  log::info("web: listening on http://{}:{}/", host, *port);
  engine.add(std::move(adapter));
}

}  // namespace usher
