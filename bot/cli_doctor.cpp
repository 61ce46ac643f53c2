// bot/cli_doctor.cpp: usher doctor: what is reachable and permitted, and what to do about what is not.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/checkup.hpp"
#include "adapters/slack/checkup.hpp"
#include "adapters/slack/rows.hpp"
#include "bot/cli_doctor_notes.hpp"
#include "bot/compose.hpp"
#include "bot/compose_matrix.hpp"
#include "bot/compose_slack.hpp"
#include "bot/store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>
#include <sys/statvfs.h>

#include <cstdio>
#include <exception>
#include <filesystem>

namespace usher {

namespace asio = boost::asio;

namespace {

using Weight = Finding::Weight;

constexpr std::uint64_t little_disk = 200U << 20U;

Finding look_at_disk(const std::string& database) {
  std::filesystem::path folder = std::filesystem::absolute(database).parent_path();
  std::error_code none;
  while (!std::filesystem::exists(folder, none) && folder.has_parent_path() &&
         folder != folder.parent_path())
    folder = folder.parent_path();
  struct statvfs disk{};
  if (::statvfs(folder.c_str(), &disk) != 0)
    return {
        Weight::fault, fmt::format("{} cannot be looked at.", folder.string()),
        "Check the path of the database and its permissions."
    };
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (free < little_disk)
    return {
        Weight::fault, fmt::format("{} has {} MiB left.", folder.string(), free >> 20U),
        "Make room: what cannot be written down is not acknowledged, and nobody is answered."
    };
  return {Weight::fine, fmt::format("{} has {} MiB left.", folder.string(), free >> 20U), {}};
}

Finding look_at_database(const std::string& path) {
  if (const int holder = DatabaseLock::holder(path); holder > 0)
    return {Weight::fine, fmt::format("{} is in use by the process {}.", path, holder), {}};
  try {
    if (!open_store_read_only(path))
      return {
          Weight::fine,
          fmt::format("There is no database at {} yet: the first usher run makes it.", path),
          {}
      };
  } catch (const std::exception& error) {
    return {Weight::fault, error.what(), "Restore a backup (usher restore), or name another path."};
  }
  return {Weight::fine, fmt::format("{} can be read.", path), {}};
}

// The Slack workspace's space, as the database knows it; empty where it does not.
std::string slack_space(const std::string& path) {
  try {
    const auto db = open_store_read_only(path);
    if (!db) return {};
    const auto known = slack::rows::workspace(*db);
    return known ? known->identity.space() : std::string();
  } catch (const std::exception&) {
    return {};  // said of the database already
  }
}

// The rooms of a space that have asked to be told of something.
std::vector<std::string> rooms_of(const std::string& path, const std::string& space) {
  std::vector<std::string> rooms;
  try {
    const auto db = open_store_read_only(path);
    if (!db || space.empty()) return rooms;
    auto row = db->query(
        "SELECT room FROM proposal_watches WHERE space=?1 AND room<>'' UNION SELECT room FROM "
        "proposal_weekly WHERE space=?1",
        space
    );
    while (row.next()) rooms.emplace_back(row.text(0));
  } catch (const std::exception&) {
    rooms.clear();  // said of the database already, or it is older than these tables
  }
  return rooms;
}

std::vector<Finding> look_at_slack(const Setup& setup, const Clock& clock) {
  const slack::Settings settings = slack_settings(setup);
  asio::io_context io(1);
  net::HttpClient http(
      io.get_executor(), {.allow_loopback = settings.loopback, .contact = settings.contact}
  );
  slack::Api api(http, clock, settings.api_url, settings.bot_token, settings.app_token);
  std::vector<Finding> out;
  const auto look = [](slack::Api* of, const slack::Settings* with, std::vector<std::string> rooms,
                       sys_seconds now, std::vector<Finding>* into) -> asio::awaitable<void> {
    std::vector<Finding> found = co_await slack::examine(of, with, std::move(rooms), now);
    *into = std::move(found);
  };
  asio::co_spawn(
      io,
      look(
          &api, &settings,
          rooms_of(setup.config.database.path, slack_space(setup.config.database.path)),
          clock.seconds(), &out
      ),
      [](const std::exception_ptr& thrown) {
        if (thrown) std::rethrow_exception(thrown);
      }
  );
  io.run();
  return out;
}

std::vector<Finding> look_at_matrix(const Setup& setup, const Clock& clock) {
  matrix::Settings settings = matrix_settings(setup);
  asio::io_context io(1);
  net::HttpClient http(
      io.get_executor(), {.allow_loopback = settings.loopback, .contact = settings.contact}
  );
  auto token = matrix::token_there(settings);
  if (!token)
    return {{Weight::fault, token.error(), "Mend the file, or remove it: Usher then logs in anew."}
    };
  std::vector<Finding> out;
  const auto keep = [](asio::awaitable<std::vector<Finding>> work,
                       std::vector<Finding>* into) -> asio::awaitable<void> {
    std::vector<Finding> found = co_await std::move(work);
    *into = std::move(found);
  };
  const auto rethrow = [](const std::exception_ptr& thrown) {
    if (thrown) std::rethrow_exception(thrown);
  };
  if (!*token) {
    asio::co_spawn(
        io, keep(matrix::examine_without_token(&http, &settings, clock.seconds()), &out), rethrow
    );
    io.run();
    return out;
  }
  matrix::Session session(io.get_executor(), std::move(**token));
  matrix::Api api(http, session, settings.homeserver);
  std::vector<std::string> rooms = rooms_of(setup.config.database.path, settings.identity.space());
  asio::co_spawn(
      io, keep(matrix::examine(&api, &settings, std::move(rooms), clock.seconds()), &out), rethrow
  );
  io.run();
  return out;
}

// True where something must be mended.
bool print(std::string_view about, const std::vector<Finding>& findings) {
  bool any = false;
  std::printf("%.*s\n", static_cast<int>(about.size()), about.data());
  for (const Finding& one : findings) {
    const char* mark = one.weight == Weight::fine     ? "ok    "
                       : one.weight == Weight::advice ? "note  "
                                                      : "FAULT ";
    std::printf("  %s%s\n", mark, one.what.c_str());
    if (!one.remedy.empty()) std::printf("        → %s\n", one.remedy.c_str());
    any = any || one.weight == Weight::fault;
  }
  return any;
}

}  // namespace

int doctor(const Order& order) {
  const Setup setup = set_up(order, true);
  complain(setup.mistakes);
  complain(setup.remarks);
  if (!setup.mistakes.empty()) return exit_failed;
  const auto clock = make_clock();
  const std::string& database = setup.config.database.path;
  bool ill = print("This machine", {look_at_database(database), look_at_disk(database)});
  if (setup.config.slack && print("Slack", look_at_slack(setup, *clock))) ill = true;
  if (!setup.config.slack) std::puts("Slack\n  note  There is no [slack] in the configuration.");
  if (setup.config.matrix && print("Matrix", look_at_matrix(setup, *clock))) ill = true;
  if (!setup.config.matrix) std::puts("Matrix\n  note  There is no [matrix] in the configuration.");
  if (const auto archive = look_at_archive(setup); !archive.empty() && print("Archive", archive))
    ill = true;
  if (const auto sources = look_at_sources(setup);
      !sources.empty() && print("Calendars' sources", sources))
    ill = true;
  if (const auto pads = look_at_pads(setup); !pads.empty() && print("HackMD", pads)) ill = true;
  std::puts(
      ill ? "Something must be mended: see the lines with FAULT." : "Nothing must be mended."
  );
  return ill ? exit_failed : exit_fine;
}

}  // namespace usher
