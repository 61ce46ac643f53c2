// bot/cli_poll.cpp: usher nep poll: one poll of the source against the database, without a bot.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/local_user.hpp"
#include "adapters/terminal/mailbox.hpp"
#include "bot/cli_series.hpp"
#include "bot/compose_tree.hpp"
#include "bot/compose_web.hpp"
#include "bot/dispatch.hpp"
#include "bot/listing_book.hpp"
#include "bot/net/github_tree.hpp"
#include "bot/step.hpp"
#include "bot/store.hpp"
#include "commands/proposals/announce.hpp"
#include "commands/proposals/feature.hpp"
#include "commands/proposals/news_table.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>

namespace usher {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t calls_at_once = 8;

// What the engine does with one feature, in a row: what was asked is a row until its answer is handled, so that a poll
// which was killed is carried on by the next.
class OnePoll {
 public:
  OnePoll(const ChosenSeries& chosen, const Clock& clock, std::unique_ptr<Database> db)
      : clock_(clock),
        db_(std::move(db)),
        http_(
            io_.get_executor(), {.allow_loopback = chosen.setup.config.testing.loopback,
                                 .contact = chosen.setup.config.contact_url}
        ),
        tree_(tree_of(
            chosen.setup.config, chosen.config(), chosen.series(), worker_, http_, clock, book()
        )),
        dispatcher_(
            chosen.setup.catalog, chosen.setup.config.community, clock,
            {.trouble = [](std::string_view what) { complain(what); }}
        ),
        feature_("proposals-" + chosen.series().command) {
    dispatcher_.add(std::make_unique<proposals::Proposals>(chosen.series()));
  }

  Database& database() { return *db_; }
  // How long until the source may be asked again, where it was not.
  std::optional<std::chrono::seconds> put_off() const { return put_off_; }

  // Polls from a script count as well, each a run of its own.
  ListingBook book() {
    return [this](std::string service, sys_seconds now) {
      return count(this, std::move(service), now);
    };
  }

  void run() {
    write([&] { dispatcher_.start(*db_); });
    finish();  // a poll that was cut off
    const scheduler::Job job{feature_, std::string(proposals::Poll::job), clock_.seconds(), 0};
    write([&] {
      scheduler::remind(*db_, feature_, Remind{job.job, job.at});
      dispatcher_.tick(*db_, job);
    });
    finish();
  }

 private:
  template <class Work>
  void write(const Work& work) {
    db_->run("BEGIN IMMEDIATE");
    work();
    step("before commit");
    db_->run("COMMIT");
    step("after commit");
    dispatcher_.committed(*db_);
  }

  // While a service is asked no transaction is open.
  static asio::awaitable<std::chrono::seconds> count(
      OnePoll* self, std::string service, sys_seconds now
  ) {
    std::chrono::seconds wait{0};
    self->write([&] {
      wait = until_listing(*self->db_, service, now, net::most_listings_in_an_hour);
    });
    co_return wait;
  }

  std::vector<calls::Row> open_calls() {
    std::vector<calls::Row> rows = calls::all(*db_);
    std::erase_if(rows, [&](const calls::Row& row) {
      return row.feature != feature_ || row.call.service != tree_->name();
    });
    return rows;
  }

  // A poll of many proposals goes on by a job of its own.
  void finish() {
    while (true) {
      if (const auto job = scheduler::find(*db_, feature_, proposals::Poll::step_job))
        write([&] { dispatcher_.tick(*db_, *job); });
      else if (auto rows = open_calls(); !rows.empty())
        answer(std::move(rows));
      else
        return;
    }
  }

  void answer(std::vector<calls::Row> rows) {
    if (rows.size() > calls_at_once) rows.resize(calls_at_once);
    std::vector<Fetched> answers(rows.size());
    std::size_t left = rows.size();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      step("asked");
      asio::co_spawn(
          io_, tree_->perform(rows[i].call),
          [this, &left, &to = answers[i]](const std::exception_ptr& thrown, Answer answer) {
            to = std::move(answer.fetched);
            to.wait = std::chrono::ceil<std::chrono::seconds>(answer.retry_after);
            if (to.error == errc::not_yet) put_off_ = to.wait;
            if (thrown) to.error = errc::bug;
            if (--left == 0) io_.stop();
          }
      );
    }
    io_.restart();
    io_.run();
    step("answered");
    write([&] {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        answers[i].tag = rows[i].call.tag;
        dispatcher_.answered(*db_, rows[i], answers[i]);
      }
    });
  }

  const Clock& clock_;
  std::unique_ptr<Database> db_;
  asio::io_context io_{1};
  Worker worker_;
  net::HttpClient http_;
  std::unique_ptr<Service> tree_;
  Dispatcher dispatcher_;
  std::string feature_;
  std::optional<std::chrono::seconds> put_off_;
};

std::string json_line(const proposals::News& news, const proposals::View& view) {
  json::object out;
  out["kind"] = proposals::name_of(news.kind);
  out[view.settings.command] = news.number;
  out["old"] = or_null(news.old);
  out["new"] = or_null(news.now);
  out["note"] = news.noted ? json::value(proposals::note_of(news, view).str()) : json::value();
  out["digest"] = news.digest;
  return json::serialize(out) + "\n";
}

std::string plain_line(const proposals::News& news, const proposals::View& view) {
  Doc doc;
  doc.paragraph(proposals::line_of(news, view));
  return plain_text(doc) + "\n";
}

bool print(
    const Order& order, const Setup& setup, const proposals::Settings& series, Database& db,
    const std::vector<proposals::News>& news
) {
  const auto shelf =
      proposals::facts_from_database(db, series.command).value_or(proposals::Shelf{});
  const Person user = terminal::local_user();
  const std::string lang =
      order.json || user.lang.empty() ? setup.config.community.language : user.lang;
  const proposals::View view(
      series, shelf, setup.catalog, Say(setup.catalog, order.json ? "en" : lang), {}, {}
  );
  std::string out;
  for (const proposals::News& one : news)
    out += order.json ? json_line(one, view) : plain_line(one, view);
  return terminal::write_all(STDOUT_FILENO, out);
}

}  // namespace

int poll(const Order& order) {
  const auto chosen = choose_series(order);
  if (!chosen) return chosen.error();
  const Setup& setup = chosen->setup;
  const proposals::Settings& series = chosen->series();
  const DatabaseLock lock(setup.config.database.path);
  const auto clock = make_clock();
  OnePoll one(*chosen, *clock, open_store(setup.config.database.path, all_migrations()));
  Database& db = one.database();
  const std::int64_t before = proposals::last_news(db);
  one.run();
  step("polled");
  const bool written =
      print(order, setup, series, db, proposals::news_after(db, series.command, before));
  if (const auto wait = one.put_off())
    complain(fmt::format(
        "the {}s were not read from {}: it was asked {} times within an hour. It may be asked "
        "again "
        "in {} minutes.",
        series.label, series.source, net::most_listings_in_an_hour,
        std::chrono::ceil<std::chrono::minutes>(*wait).count()
    ));
  const auto state = proposals::freshness(db, series.command);
  if (!state || state->failures > 0 || state->started != sys_seconds{}) {
    complain(fmt::format(
        "the {}s could not be read from {}; what is known of them is kept.", series.label,
        series.source
    ));
    return exit_failed;
  }
  return written ? exit_fine : exit_failed;
}

}  // namespace usher
