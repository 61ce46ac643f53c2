// bot/config_roles.cpp: [roles], and the committee's own file.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_sections.hpp"
#include "bot/secret_file.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher {

namespace {

using Section = ConfigReader::Section;

constexpr std::size_t most_problems = 60;

bool consists_of(std::string_view text, std::size_t most, std::string_view others, bool capitals) {
  return !text.empty() && text.size() <= most && std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (capitals && c >= 'A' && c <= 'Z') ||
           others.find(c) != std::string_view::npos;
  });
}

// "U123", or "T1:U123" with the workspace.
bool is_slack(std::string_view id) {
  const auto colon = id.rfind(':');
  const bool alone = colon == std::string_view::npos;
  const std::string_view user = alone ? id : id.substr(colon + 1);
  const auto code = [](std::string_view text) {
    return text.size() >= 2 && text.size() <= 30 && std::ranges::all_of(text, [](char c) {
             return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
           });
  };
  if (!alone && (!code(id.substr(0, colon)) || (id.front() != 'T' && id.front() != 'E')))
    return false;
  return code(user) && (user.front() == 'U' || user.front() == 'W');
}

bool is_person(std::string_view value) {
  const auto colon = std::min(value.find(':'), value.size());
  const std::string_view platform = value.substr(0, colon);
  const std::string_view id = value.substr(std::min(colon + 1, value.size()));
  if (platform == "web") return consists_of(id, 40, "-_", false);
  if (platform == "slack") return is_slack(id);
  if (platform == "matrix") return !check_matrix_id(id);
  if (platform == "terminal") return consists_of(id, 64, "-_.", true);
  return false;
}

constexpr std::string_view how =
    "Write the platform and the id there: web:ada, slack:U123, matrix:@ada:example.org or "
    "terminal:ada.";

// A line for each person; empty lines and those that begin with # are left out.
void read_members(
    ConfigReader& reader, std::string_view text, const std::string& file, RolesConfig& roles
) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  int at = 0;
  std::size_t problems = 0;
  for (const std::string_view raw : split(text, '\n')) {
    ++at;
    const std::string_view line = trim(raw);
    if (line.empty() || line.starts_with('#')) continue;
    if (is_person(line)) {
      roles.committee.emplace_back(line);
    } else if (++problems <= most_problems) {
      // No word of the file: it may be another secret in the wrong place.
      reader.problem_elsewhere({file, at, "This line names nobody.", std::string(how)});
    }
  }
  if (roles.committee.empty() && problems == 0)
    reader.problem_elsewhere(
        {file, 0, "There is nobody in this file, so the committee would be empty.", std::string(how)
        }
    );
}

}  // namespace

Verdict check_person(std::string_view value) {
  if (is_person(value)) return std::nullopt;
  return Flaw{fmt::format("\"{}\" names nobody.", shown(value)), std::string(how)};
}

void read_roles(ConfigReader& reader, RolesConfig& roles) {
  Section section = reader.section("roles");
  section.list("contributors", roles.contributors, check_person);
  section.list("maintainers", roles.maintainers, check_person);
  section.list("organisers", roles.organisers, check_person);
  section.list("administrators", roles.administrators, check_person);
  section.text("committee_file", roles.committee_file);
}

void read_committee(ConfigReader& reader, Config& config) {
  Section section = reader.section("roles");
  if (!section.given("committee_file")) return;
  RolesConfig& roles = config.roles;
  const auto file = read_private_file(roles.committee_file);
  if (!file)
    return section.problem(
        "committee_file", fmt::format("roles.committee_file: {}", file.error().problem),
        file.error().remedy
    );
  read_members(reader, file->reveal(), roles.committee_file, roles);
  if (!config.web) return;
  const auto member = [&](const std::string& id) {
    return std::ranges::find(roles.committee, "web:" + id) != roles.committee.end();
  };
  // Without tokens anybody could say that they are one of them.
  const bool any = std::ranges::any_of(roles.committee, [](const std::string& who) {
    return who.starts_with("web:");
  });
  if (any && !reader.section("web").given("people_file"))
    section.problem(
        "committee_file",
        "roles.committee_file names people of the web, where everybody says who they are.",
        "Add people_file = \"…\" in [web], so that each has a token, or remove them."
    );
  for (const WebPerson& person : config.web->people)
    if (person.role == "committee" && !member(person.id))
      section.problem(
          "committee_file",
          fmt::format(
              "web.people_file calls {} a member of the committee, and roles.committee_file does "
              "not.",
              person.id
          ),
          fmt::format("Add the line web:{} there, or give them another role.", person.id)
      );
}

}  // namespace usher
