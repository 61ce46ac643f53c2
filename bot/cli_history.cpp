// bot/cli_history.cpp: the statuses of a proposal over time, from the command line.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/cli_history.hpp"

#include "adapters/terminal/mailbox.hpp"
#include "bot/cli_series.hpp"
#include "bot/clock.hpp"
#include "bot/net/directory_tree.hpp"
#include "commands/proposals/history_doc.hpp"
#include "commands/proposals/history_reading.hpp"
#include "commands/proposals/history_topic.hpp"
#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/once.hpp"
#include "commands/proposals/words.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace usher {

namespace {

namespace json = boost::json;

// The whole reading at once, of a folder that lies in a checkout.
proposals::Chronicle read_now(const proposals::Proposal& proposal, const HistorySources& from) {
  const net::DirectoryTreeSettings folder{
      .name = from.config.name, .path = from.config.path, .index = IndexFile(from.config.index_file)
  };
  proposals::Chronicle out;
  const Answer answer = net::log_of_directory(folder, proposals::log_of(proposal, from.series));
  out.state.failed = answer.fetched.error;
  if (answer.fetched.status == 404) out.state.failed = errc::not_found;
  proposals::Log log;
  if (answer.fetched.error == errc::ok && answer.fetched.status == 200) {
    log = proposals::parse_log(answer.fetched.body).value_or(proposals::Log{});
    out.state.read = make_clock()->seconds();
    out.state.left_out = static_cast<int>(log.left_out);
  }
  for (proposals::Commit& commit : log.commits) {
    const Call call = proposals::text_at(commit, from.series);
    proposals::take_text(commit, net::get_from_directory(folder, call.path).fetched, from.series);
    if (commit.state == proposals::CommitState::failed) out.state.failed = errc::unavailable;
  }
  std::vector<proposals::Seen> seen;
  if (from.db != nullptr) seen = proposals::seen_of(*from.db, from.series.command, proposal.number);
  out.steps = proposals::steps_of(log.commits, seen, proposal.header.type, from.series);
  return out;
}

proposals::Chronicle chronicle(const proposals::Proposal& proposal, const HistorySources& from) {
  if (from.config.source == ProposalsConfig::Source::directory) return read_now(proposal, from);
  if (from.db != nullptr) return proposals::chronicle_of(*from.db, from.series, proposal);
  return {};
}

std::string json_line(
    int number, const proposals::StatusStep& step, const proposals::Settings& series
) {
  json::object out;
  out["number"] = number;
  out["at"] = proposals::iso_time(step.at);
  out["old"] = step.first ? json::value() : or_null(step.old);
  out["new"] = or_null(step.now);
  out["first"] = step.first;
  out["commit"] = or_null(step.commit);
  const bool known = !step.commit.empty();
  out["url"] = known ? or_null(proposals::commit_page(series, step.commit)) : json::value();
  out["compare"] =
      known && !step.first ? or_null(proposals::compare_page(series, step.commit)) : json::value();
  return json::serialize(out) + "\n";
}

std::string why_not(errc why, const std::string& folder) {
  if (why == errc::unsupported) return folder + " lies in no git checkout, or git is not installed";
  if (why == errc::not_found) return "no commit of its checkout has touched its file";
  if (why == errc::ok) return "it has no status in any commit";
  return fmt::format("git: {}", describe(why));
}

// Why there is nothing to tell, and what to do.
void complain_of(
    const proposals::Proposal& proposal, const proposals::Chronicle& known,
    const HistorySources& from
) {
  const std::string name = fmt::format("{} {}", from.series.label, proposal.number);
  if (from.config.source == ProposalsConfig::Source::directory)
    return complain(fmt::format(
        "the history of {} cannot be read: {}.", name, why_not(known.state.failed, from.config.path)
    ));
  complain(fmt::format(
      "the history of {} was not read yet. Ask the bot for it, /{} history {}: it reads it from "
      "{}.",
      name, from.series.command, proposal.number, from.series.source
  ));
}

}  // namespace

std::optional<std::string> history_asked(std::string_view words) {
  CommandSpec spec;
  const proposals::HistoryTopic topic;
  spec.words = topic.words();
  const WordMatch match = match_word(spec, words);
  if (match.word == nullptr) return std::nullopt;
  return std::string(match.rest);
}

int tell_history(
    const Order& order, const std::string& asked, const HistorySources& from,
    const Catalog& catalog, const std::string& lang
) {
  if (asked.empty()) {
    complain(fmt::format(
        "say which {}, by its number: usher {} history {}.", from.series.label, from.series.command,
        proposals::example_number(from.series)
    ));
    return exit_usage;
  }
  const proposals::Picked picked = proposals::pick(asked, from.series, from.shelf, catalog, lang);
  const proposals::View view(from.series, from.shelf, catalog, Say(catalog, lang), {}, {});
  bool sound = picked.missing.empty() && picked.problem.empty();
  for (const std::string& missing : picked.missing)
    complain(fmt::format("there is no {} “{}”.", from.series.label, Text(missing).str()));
  for (const proposals::Proposal* proposal : picked.proposals) {
    const proposals::Chronicle known = chronicle(*proposal, from);
    if (known.steps.empty()) {
      complain_of(*proposal, known, from);
      sound = false;
      continue;
    }
    std::string lines;
    for (const proposals::StatusStep& step : known.steps)
      lines += json_line(proposal->number, step, from.series);
    const bool written = order.json
                             ? terminal::write_all(STDOUT_FILENO, lines)
                             : show(proposals::history_doc(*proposal, known, view), STDOUT_FILENO);
    sound = sound && written;
  }
  return sound ? exit_fine : exit_failed;
}

}  // namespace usher
