// tests/proposals/source.hpp: the feature with ten proposals and a source that answers from memory.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/file_facts.hpp"
#include "commands/proposals/poll.hpp"
#include "tests/proposals/rig.hpp"

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include <map>
#include <optional>

namespace usher::proposals {

inline constexpr std::chrono::minutes every{60};

// Files by name; the blob id is any 40 digits that follow from the bytes.
using Files = std::map<std::string, std::string>;

inline std::string sha_of(const std::string& bytes) {
  return fmt::format("{:040x}", std::hash<std::string>{}(bytes));
}

inline std::string file(int number, const std::string& status, const std::string& more = {}) {
  return fmt::format(
      "NEP {} — Title {}\n=====================\n\n:Author: Ada\n:Status: {}\n:Type: "
      "Process\n{}\nText\n",
      number, number, status, more
  );
}

inline std::string name(int number) { return fmt::format("nep-{:04}-title.rst", number); }

inline Files ten() {
  Files files;
  for (int number = 1; number <= 10; ++number) files[name(number)] = file(number, "Draft");
  files["index.rst"] = "not a proposal";
  files["nep-template.rst"] = "NEP X — Template\n";
  return files;
}

// The feature with a source that answers from memory.
class Source : public test::ProposalsRig {
 public:
  explicit Source(Settings settings = plain())
      : test::ProposalsRig(settings), read_as(std::move(settings)) {}

  static Settings plain() {
    Settings settings;
    settings.source = "test:ten";
    settings.every = every;
    return settings;
  }

  std::string listing() const {
    std::string out;
    for (const auto& [file_name, bytes] : files)
      out += fmt::format("{} {} {}\n", sha_of(bytes), bytes.size(), file_name);
    return out;
  }

  std::vector<Effect> tick() { return event(Tick{"poll", now, now}).effects; }
  std::vector<Effect> answer(const Fetched& fetched) { return event(fetched).effects; }

  static std::vector<Call> calls(const std::vector<Effect>& effects) {
    std::vector<Call> out;
    for (const Effect& effect : effects)
      if (const auto* call = std::get_if<Call>(&effect)) out.push_back(*call);
    return out;
  }
  // When the next poll is, as far as these effects say.
  std::optional<std::chrono::minutes> next(const std::vector<Effect>& effects) const {
    std::optional<std::chrono::minutes> out;
    for (const Effect& effect : effects)
      if (const auto* remind = std::get_if<Remind>(&effect); remind && remind->job == Poll::job)
        out = std::chrono::floor<std::chrono::minutes>(remind->at - now);
    return out;
  }

  Fetched served(const Call& call) {
    ++reads;
    const std::string file_name = call.path.substr(call.path.find(' ') + 1);
    const auto found = files.find(file_name);
    if (found == files.end()) return {call.tag, 404, "", "", errc::not_found};
    if (call.method == "GET") return {call.tag, 200, found->second, "", errc::ok};
    return {call.tag, 200, facts_of_file(call.path, found->second, read_as), "", errc::ok};
  }

  // A whole poll without trouble; returns the effects of its last event.
  std::vector<Effect> poll(const std::string& etag = "v1") {
    auto effects = tick();
    const auto list = calls(effects);
    REQUIRE(list.size() == 1);
    asked_etag = list[0].etag;
    effects = answer({list[0].tag, 200, listing(), etag, errc::ok});
    for (const Call& call : calls(effects)) effects = answer(served(call));
    return effects;
  }

  Freshness state() { return *freshness(db, "nep"); }
  std::string status(int number) {
    const auto shelf = facts_from_database(db, "nep");
    const Proposal* proposal = shelf->find(number);
    return proposal == nullptr ? std::string("none") : proposal->header.status;
  }
  int notices() {
    auto row = db.query("SELECT count(*) FROM notices");
    return row.next() ? static_cast<int>(row.integer(0)) : -1;
  }

  Settings read_as;
  Files files = ten();
  int reads = 0;
  std::string asked_etag;
};

}  // namespace usher::proposals
