// bot/compose_serve.cpp: usher run and usher chat: configuration → lock → store → engine → adapters → run → join.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/local_user.hpp"
#include "adapters/terminal/terminal.hpp"
#include "bot/compose.hpp"
#include "bot/compose_features.hpp"
#include "bot/compose_matrix.hpp"
#include "bot/compose_meetings.hpp"
#include "bot/compose_shelf.hpp"
#include "bot/compose_slack.hpp"
#include "bot/compose_translations.hpp"
#include "bot/compose_tree.hpp"
#include "bot/compose_watch.hpp"
#include "bot/compose_web.hpp"
#include "bot/engine.hpp"
#include "bot/listing_book.hpp"
#include "bot/log.hpp"
#include "bot/net/github_tree.hpp"
#include "bot/store.hpp"
#include "bot/worker.hpp"
#include "bot/zone_names.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sched.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <thread>

namespace usher {

namespace asio = boost::asio;

namespace {

// For each event the threads wake one another. By this policy who is woken waits until the other has done what it
// began, and finds more to do at once (docs/architecture.md, Threads). Another policy than the usual one stays.
void let_each_other_finish() {
  constexpr sched_param none{};
  if (::sched_getscheduler(0) == SCHED_OTHER) ::sched_setscheduler(0, SCHED_BATCH, &none);
}

// A person is at the keyboard and looks at the screen: what is logged must not run through what they type.
void open_log(const Config& config, bool chat, bool person) {
  for (const auto* secret :
       {&config.secrets.slack_bot_token, &config.secrets.slack_app_token,
        &config.secrets.slack_signing_secret, &config.secrets.matrix_access_token,
        &config.secrets.matrix_password, &config.secrets.matrix_as_token,
        &config.secrets.matrix_hs_token, &config.secrets.github_token,
        &config.secrets.hackmd_token})
    log::hide(*secret);
  if (config.web)
    for (const WebPerson& member : config.web->people) log::hide(member.token);
  const auto wanted = static_cast<log::Level>(config.log.level);
  const auto beside = std::filesystem::path(config.database.path).parent_path() / "usher.log";
  log::open(chat ? std::min(wanted, log::Level::warning) : wanted, person ? beside.string() : "");
}

EngineSettings engine_settings(const Setup& setup) {
  const Config& config = setup.config;
  EngineSettings settings;
  settings.roles = setup.roles;
  settings.community = config.community;
  settings.drain = config.delivery.drain;
  settings.max_tries = config.delivery.max_tries;
  settings.max_age = config.delivery.max_age;
  settings.retry_base = config.delivery.retry_base;
  settings.retry_cap = config.delivery.retry_cap;
  settings.trouble = [](std::string_view what) { log::write(log::Level::error, what); };
  settings.slow = [](std::string_view what) { log::write(log::Level::info, what); };
  return settings;
}

// What a pipe asks of meetings is answered from the calendars that lie in files, also by a database that is new.
asio::awaitable<void> read_calendar_files(Engine* engine, const Setup* setup) {
  constexpr std::chrono::seconds longest{5};
  constexpr std::chrono::milliseconds look_again{20};
  if (!setup->meetings) co_return;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  const auto until = std::chrono::steady_clock::now() + longest;
  const auto done = std::make_shared<bool>(false);
  while (!*done && std::chrono::steady_clock::now() < until) {
    const errc why = co_await engine->write([done, setup](Database& db) {
      *done = calendar_files_read(*setup->meetings, db);
    });
    if (why != errc::ok) co_return;
    if (*done) co_return;
    timer.expires_after(look_again);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

terminal::TerminalAdapter& add_terminal(
    Engine& engine, asio::io_context& io, const Clock& clock, const Setup& setup
) {
  const Config& config = setup.config;
  // Who leaves the prompt of a bot that they started there wants it to end, whoever else it serves.
  Person user = terminal::local_user();
  user.roles = setup.roles.of("terminal", user.id, user.roles, false);
  terminal::Settings settings{
      .user = std::move(user),
      .look = terminal::local_look(),
      .community = config.community.name,
      .language = config.community.language,
      .database = config.database.path,
      .left = [&engine] { engine.stop(); },
      .before_pipe = [&engine, &setup] { return read_calendar_files(&engine, &setup); }
  };
  auto adapter = std::make_unique<terminal::TerminalAdapter>(
      io.get_executor(), clock, setup.catalog, engine.commands(), std::move(settings),
      terminal::make_console(config.terminal.history_file)
  );
  terminal::TerminalAdapter& out = *adapter;
  engine.add(std::move(adapter));
  return out;
}

// Whether one more listing may be asked for is on the disk before it is: whatever ends the program then, it counts.
asio::awaitable<std::chrono::seconds> ask_book(
    Engine* engine, std::string service, sys_seconds now
) {
  constexpr std::chrono::minutes disk_trouble{1};
  const auto wait = std::make_shared<std::chrono::seconds>(0);
  const errc why = co_await engine->write([wait, service = std::move(service), now](Database& db) {
    *wait = until_listing(db, service, now, net::most_listings_in_an_hour);
  });
  co_return why == errc::ok ? *wait : disk_trouble;
}

// SIGTERM and Ctrl-C stop the engine, a second one skips its wait. In a chat Ctrl-C belongs to the line that is typed.
void listen(asio::signal_set& signals, Engine& engine, const terminal::TerminalAdapter* terminal) {
  signals.async_wait([&signals, &engine,
                      terminal](const boost::system::error_code& ec, int signal) {
    if (ec) return;
    const bool typed = signal == SIGINT && terminal != nullptr && terminal->owns_interrupt();
    if (!typed) engine.stop();
    listen(signals, engine, terminal);
  });
}

}  // namespace

int serve(const Order& order) {
  if (order.verb == Order::Verb::run)
    let_each_other_finish();                     // and every thread that begins later
  const std::jthread zones(look_through_zones);  // beside the rest of the start
  Setup setup = set_up(order, true);
  const Config& config = setup.config;
  complain(setup.mistakes);
  if (!setup.mistakes.empty()) return exit_failed;
  const bool chat = order.verb == Order::Verb::chat;
  const bool person = ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0;
  const bool with_terminal = chat || person;

  const DatabaseLock lock(config.database.path);
  open_log(config, chat, with_terminal && person);
  for (const Problem& problem : setup.remarks) log::write(log::Level::warning, to_line(problem));
  const bool with_web = !chat && config.web.has_value();
  const bool with_slack = !chat && config.slack.has_value();
  const bool with_matrix = !chat && config.matrix.has_value();
  if (!with_terminal && !with_web && !with_slack && !with_matrix)
    log::warning("nobody can talk to this bot: it has no adapter");
  std::signal(SIGHUP, SIG_IGN);

  const auto clock = make_clock();
  asio::io_context io(1);
  // From here on a signal is an orderly end: one that comes before the engine runs waits for it.
  asio::signal_set signals(io, SIGTERM, SIGINT);
  net::HttpClient http(
      io.get_executor(), {.allow_loopback = config.testing.loopback, .contact = config.contact_url}
  );
  Engine engine(
      io, engine_settings(setup), *clock, setup.catalog,
      open_store(config.database.path, all_migrations())
  );
  const Translations translations(order, setup.catalog);
  // It ends before what its jobs look at: one may be under way when the engine has waited long enough.
  Worker worker;
  for (auto& feature : make_features(setup, *clock, true, &worker)) engine.add(std::move(feature));
  const ListingBook book = [&engine](std::string service, sys_seconds now) {
    return ask_book(&engine, std::move(service), now);
  };
  for (std::size_t i = 0; i < config.proposals.size(); ++i)
    engine.add(tree_of(config, config.proposals[i], setup.series[i], worker, http, *clock, book));
  for (const proposals::Settings& series : setup.series)
    if (auto mail = mail_of(series, http, *clock)) engine.add(std::move(mail));
  for (auto& calendar : calendars_of(setup, worker, http, *clock)) engine.add(std::move(calendar));
  if (auto archive = archive_of(setup, http, *clock)) engine.add(std::move(archive));
  for (auto& source : sources_of(setup, http, *clock)) engine.add(std::move(source));
  engine.add(translation_service(translations, worker));
  if (auto answers = answer_service(order, setup, translations, worker))
    engine.add(std::move(answers));
  if (auto pads = pads_of(setup, http, *clock)) engine.add(std::move(pads));
  if (with_web) add_web(engine, io, *clock, setup);
  bool failed = false;
  const auto ended = [&engine, &failed](std::string_view) {
    failed = true;
    engine.stop();
  };
  if (with_slack) add_slack(engine, io, *clock, setup, ended);
  if (with_matrix) add_matrix(engine, io, *clock, setup, ended);
  const terminal::TerminalAdapter* terminal =
      with_terminal ? &add_terminal(engine, io, *clock, setup) : nullptr;

  log::info(
      "usher {} serves {} from {}", USHER_VERSION, config.community.name, config.database.path
  );
  Watch watch(io, engine, *clock, config.database.path);
  asio::co_spawn(io, engine.run(with_terminal), [&io, &watch](const std::exception_ptr& thrown) {
    watch.stop();
    io.stop();
    if (thrown) std::rethrow_exception(thrown);
  });
  asio::post(io, [&watch, with_terminal] { watch.start(!with_terminal); });
  listen(signals, engine, terminal);
  io.run();
  log::info("usher has stopped");
  if (failed) return exit_failed;
  return watch.zones_changed() ? exit_again : exit_fine;
}

}  // namespace usher
