// bot/config_web.cpp: [web], its rooms and its people, and when each person needs a token.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_people.hpp"
#include "bot/config_sections.hpp"
#include "bot/secret_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher {

namespace {

using Section = ConfigReader::Section;

bool is_room_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

void refuse_name(ConfigReader& reader, const Section& rooms, const std::string& name) {
  std::string problem =
      fmt::format("[web.rooms.{}] would be a room with a name that cannot be.", shown(name));
  std::string remedy = "Take 1 to 40 lower-case letters, digits and dashes, general for instance.";
  if (rooms.given(name))
    rooms.problem(name, std::move(problem), std::move(remedy));
  else
    reader.problem_elsewhere(
        "--set web.rooms." + shown(name), std::move(problem), std::move(remedy)
    );
}

WebRoom read_room(Section section, const std::string& name) {
  WebRoom room;
  room.name = name;
  section.text("topic", room.topic, check_topic);
  section.boolean("joined", room.joined);
  Role only{};
  if (section.choice<Role>(
          "only", only,
          {{"contributor", Role::contributor},
           {"maintainer", Role::maintainer},
           {"organiser", Role::organiser},
           {"committee", Role::committee},
           {"administrator", Role::administrator}}
      ))
    room.only = only;
  if (room.joined && room.only)
    section.problem(
        "joined",
        fmt::format("web.rooms.{}.joined would put everybody into a private room.", shown(name)),
        "Remove joined, because those whom only names are in it anyway; or remove only."
    );
  return room;
}

std::vector<WebRoom> read_rooms(ConfigReader& reader) {
  Section section = reader.section("web.rooms");
  std::vector<WebRoom> rooms;
  for (const std::string& name : reader.names_below("web.rooms")) {
    if (!is_room_name(name)) refuse_name(reader, section, name);
    rooms.push_back(read_room(reader.section("web.rooms." + name), name));
  }
  if (!rooms.empty()) return rooms;
  if (section.present())
    section.problem(
        "", "[web.rooms] names no room.",
        "Add a section for each, [web.rooms.general] for instance, or remove it for one room."
    );
  WebRoom general;
  general.name = "general";
  general.joined = true;
  rooms.push_back(std::move(general));
  return rooms;
}

// Elsewhere than on this machine anybody could else say that they are an administrator.
void need_people(const Section& section, const WebConfig& web) {
  const bool published = !web.public_url.empty() && !is_loopback_url(web.public_url);
  if (section.given("people_file")) return;
  const char* key = !is_loopback_listen(web.listen) ? "listen" : published ? "public_url" : nullptr;
  if (key == nullptr) return;
  section.problem(
      key,
      fmt::format(
          "web.{} is not on this machine, and anywhere but on this machine, each person needs a "
          "token.",
          key
      ),
      "Add people_file = \"…\", a file that only you can read (chmod 600), with a line TOKEN ID "
      "ROLE NAME for each person."
  );
}

}  // namespace

void read_web(ConfigReader& reader, Config& config) {
  Section section = reader.section("web");
  WebConfig web;
  section.text("listen", web.listen, check_listen);
  if (section.text("public_url", web.public_url, check_public_url) && web.public_url.ends_with('/'))
    web.public_url.pop_back();
  section.text("people_file", web.people_file);
  std::int64_t frames = web.frames_per_second;
  if (section.integer("frames_per_second", frames, 0, 1'000'000))
    web.frames_per_second = static_cast<int>(frames);
  std::int64_t burst = web.burst;
  if (section.integer("burst", burst, 1, 1'000'000)) web.burst = static_cast<int>(burst);
  web.rooms = read_rooms(reader);
  if (section.present()) config.web = std::move(web);
}

void read_web_people(ConfigReader& reader, WebConfig& web) {
  Section section = reader.section("web");
  need_people(section, web);
  std::string path;
  if (!section.text("people_file", path)) return;
  const auto file = read_private_file(path);
  if (!file)
    return section.problem(
        "people_file", fmt::format("web.people_file: {}", file.error().problem), file.error().remedy
    );
  WebPeople found = parse_web_people(file->reveal(), path);
  for (Problem& problem : found.problems) reader.problem_elsewhere(std::move(problem));
  web.people = std::move(found.people);
}

}  // namespace usher
