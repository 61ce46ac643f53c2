// bot/cli_nep.cpp: usher nep, usher pep: one look-up, without a bot and without writing anything.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/local_user.hpp"
#include "adapters/terminal/mailbox.hpp"
#include "bot/cli_history.hpp"
#include "bot/cli_series.hpp"
#include "bot/clock.hpp"
#include "bot/people.hpp"
#include "bot/store.hpp"
#include "commands/proposals/index.hpp"
#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/once.hpp"
#include "commands/proposals/table.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace usher {

namespace {

namespace json = boost::json;

// The table of a bot that has polled this very source, if there is one.
std::optional<proposals::Shelf> polled(Database* db, const proposals::Settings& series) {
  if (db == nullptr) return std::nullopt;
  const auto state = proposals::freshness(*db, series.command);
  if (!state || state->source != series.source || series.source.empty()) return std::nullopt;
  return proposals::facts_from_database(*db, series.command);
}

// That table, else the folder of a directory source, else the facts that ship.
Result<proposals::Shelf> shelf_of(
    Database* db, const proposals::Settings& series, const ProposalsConfig& config
) {
  if (auto shelf = polled(db, series)) return std::move(*shelf);
  if (config.source == ProposalsConfig::Source::directory)
    return proposals::facts_from_directory(config.path, series, make_clock()->seconds());
  if (auto shelf = proposals::facts_from_index(series.index)) return std::move(*shelf);
  return std::unexpected(errc::not_found);
}

// Why there is nothing to look things up in, and what to do.
void complain_of(errc why, const proposals::Settings& series, const ProposalsConfig& config) {
  if (config.source != ProposalsConfig::Source::directory)
    return complain(fmt::format(
        "nothing is known of {}s yet: run the bot once, so that it reads {}.", series.label,
        series.source
    ));
  complain(fmt::format(
      "{}: {}. Name a folder that holds {}s in [proposals.{}] path.", config.path,
      why == errc::not_found ? "no " + series.label + " is in this folder"
                             : "this folder cannot be read",
      series.label, series.command
  ));
}

template <class Items>
json::array list(const Items& items) {
  json::array out;
  for (const auto& item : items) out.emplace_back(item);
  return out;
}

std::string json_line(
    const proposals::Proposal& proposal, const proposals::Settings& series, sys_seconds as_of
) {
  const proposals::Header& header = proposal.header;
  json::object out;
  out["number"] = proposal.number;
  out["title"] = header.title;
  out["status"] = or_null(header.status);
  out["type"] = or_null(header.type);
  out["authors"] = list(header.authors);
  out["created"] = or_null(header.created);
  out["created_raw"] = or_null(header.created_raw);
  out["replaces"] = list(header.replaces);
  out["replaced_by"] = list(header.replaced_by);
  out["resolution"] = list(header.resolution_urls);
  out["url"] = proposals::page_of(series, proposal);
  out["as_of"] = proposals::iso_time(as_of);
  return json::serialize(out) + "\n";
}

int answer_in_json(
    const Order& order, const proposals::Settings& series, const proposals::Shelf& shelf,
    const Catalog& catalog, const std::string& lang
) {
  const proposals::Picked picked = proposals::pick(order.words, series, shelf, catalog, lang);
  std::string out;
  for (const proposals::Proposal* proposal : picked.proposals)
    out += json_line(*proposal, series, shelf.as_of);
  const bool written = terminal::write_all(STDOUT_FILENO, out);
  for (const std::string& missing : picked.missing)
    complain(fmt::format("there is no {} “{}”.", series.label, Text(missing).str()));
  const bool sound = picked.missing.empty() && picked.problem.blocks().empty();
  if (!picked.problem.blocks().empty()) show(picked.problem, STDERR_FILENO);
  return written && sound ? exit_fine : exit_failed;
}

int answer_in_words(
    const Order& order, const proposals::Settings& series, const proposals::Shelf& shelf,
    const Setup& setup, const std::string& lang
) {
  const proposals::Answer answer =
      proposals::look_up_once(order.words, series, shelf, setup.catalog, lang);
  const bool written = show(answer.doc, answer.found ? STDOUT_FILENO : STDERR_FILENO);
  return written && answer.found ? exit_fine : exit_failed;
}

std::string language(Database* db, const Config& config) {
  const Person user = terminal::local_user();
  if (db != nullptr)
    if (const std::string chosen = people::chosen_language(*db, "terminal", user.id);
        !chosen.empty())
      return chosen;
  return user.lang.empty() ? config.community.language : user.lang;
}

}  // namespace

int look_up(const Order& order) {
  const auto chosen = choose_series(order);
  if (!chosen) return chosen.error();
  const Setup& setup = chosen->setup;
  const proposals::Settings& series = chosen->series();
  const ProposalsConfig& config = chosen->config();
  const auto db = open_store_read_only(setup.config.database.path);
  const auto shelf = shelf_of(db.get(), series, config);
  if (!shelf) {
    complain_of(shelf.error(), series, config);
    return exit_failed;
  }
  const std::string lang = language(db.get(), setup.config);
  if (const auto asked = history_asked(order.words))
    return tell_history(order, *asked, {series, config, *shelf, db.get()}, setup.catalog, lang);
  if (order.json) return answer_in_json(order, series, *shelf, setup.catalog, lang);
  return answer_in_words(order, series, *shelf, setup, lang);
}

}  // namespace usher
