// bot/config_matrix.cpp: [matrix]: the homeserver, whose invitations are accepted, and what is said how.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_checks.hpp"
#include "bot/config_sections.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher {

namespace {

using Section = ConfigReader::Section;

bool is_server(std::string_view name) {
  return !name.empty() && name.size() <= 230 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-:[]").contains(c);
  });
}

// "#numpy:example.org", "!opaque:example.org", and of version 12 "!opaque".
Verdict check_room(std::string_view value) {
  const auto colon = value.find(':');
  const bool alias = value.starts_with('#') && colon != std::string_view::npos && colon > 1 &&
                     is_server(value.substr(colon + 1));
  const bool id = value.starts_with('!') && value.size() > 1 &&
                  (colon == std::string_view::npos || is_server(value.substr(colon + 1)));
  const bool whole = value.size() <= 255 && std::ranges::none_of(value, [](char c) {
                       return static_cast<unsigned char>(c) <= ' ';
                     });
  if ((alias || id) && whole) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no Matrix room.", shown(value)),
      "Write its address, #numpy:example.org for instance, or its id, which begins with \"!\"."
  };
}

Verdict check_server(std::string_view value) {
  if (value == "*" || is_server(value)) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no homeserver's name.", shown(value)),
      "Write what stands behind the colon of its users, example.org for instance, or \"*\" for all."
  };
}

}  // namespace

void read_matrix(ConfigReader& reader, Config& config) {
  using Transport = MatrixConfig::Transport;
  MatrixConfig matrix;
  Section section = reader.section("matrix");
  // A homeserver beside Usher on the same machine is usual, so loopback is no test here.
  const bool named = section.text("homeserver", matrix.homeserver, [](std::string_view value) {
    return check_url(value, true);
  });
  const bool user = section.text("user_id", matrix.user_id, check_matrix_id);
  section.text("device_id", matrix.device_id, check_device_id);
  section.choice<Transport>(
      "transport", matrix.transport,
      {{"sync", Transport::sync}, {"appservice", Transport::appservice}}
  );
  section.text("listen", matrix.listen, check_listen);
  section.text("session_file", matrix.session_file, check_database_path);
  section.list("rooms", matrix.rooms, check_room);
  section.list("allow_people", matrix.allow_people, check_matrix_id);
  section.list("allow_servers", matrix.allow_servers, check_server);
  section.boolean("moderators_organise", matrix.moderators_organise);
  section.boolean("receipts", matrix.receipts);
  section.boolean("reactions", matrix.reactions);
  section.duration("act_within_minutes", matrix.act_within, 1, std::int64_t{24} * 60);
  section.real("posts_per_second", matrix.posts_per_second, 0, 1000);
  std::int64_t burst = matrix.burst;
  if (section.integer("burst", burst, 1, 1000)) matrix.burst = static_cast<int>(burst);
  std::vector<std::string> cities;
  section.list("cities", cities, check_city);
  matrix.cities = cities_of(cities);
  if (!section.present()) return;
  if (!named && !section.given("homeserver"))
    section.problem(
        "", "[matrix] does not say which homeserver.",
        "Add homeserver = \"https://matrix.example.org\"."
    );
  if (!user && !section.given("user_id"))
    section.problem(
        "", "[matrix] does not say who Usher is there.", "Add user_id = \"@usher:example.org\"."
    );
  config.matrix = std::move(matrix);
}

}  // namespace usher
