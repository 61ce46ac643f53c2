// tests/proposals/lint_truth_test.cpp: all of NumPy's proposals: what another program found odd in them, and a golden
// list of the rest, which a script of its own has made of the data.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/lint.hpp"
#include "commands/proposals/lint_answer.hpp"
#include "tests/proposals/rig.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/output_of.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/temp_folder.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fmt/core.h>

#include <array>
#include <set>

namespace json = boost::json;
using namespace usher;
using namespace usher::proposals;

namespace {

constexpr std::array<std::string_view, 28> names = {
    "no Resolution",
    "no Replaced-By",
    "not Superseded",
    "Replaced-By nobody",
    "Replaces nobody",
    "no Replaces",
    "no counterpart",
    "still in force",
    "chain",
    "circle",
    "long Accepted",
    "silent Draft",
    "no link",
    "no thread",
    "unknown status",
    "type variant",
    "unknown type",
    "no header",
    "no Author",
    "no Status",
    "no Type",
    "no Created",
    "order",
    "authors on a line",
    "author format",
    "created format",
    "created day first",
    "title number"
};

// What `oddities` says, as the rule that it is; nothing for what no rule here is about.
std::optional<Rule> rule_of(std::string_view oddity) {
  struct Text {
    std::string_view begins;
    Rule rule;
  };
  constexpr std::array<Text, 10> texts = {{
      {"missing Author", Rule::no_author},
      {"missing Type", Rule::no_type},
      {"missing Created", Rule::no_created},
      {"several authors on one Author line", Rule::authors_one_line},
      {"header order differs", Rule::order},
      {"type not canonical", Rule::type_variant},
      {"Created format", Rule::created_format},
      {"Accepted without usable Resolution", Rule::no_resolution},
      {"Rejected without", Rule::no_resolution},
      {"Withdrawn without", Rule::no_resolution},
  }};
  for (const Text& text : texts)
    if (oddity.starts_with(text.begins)) return text.rule;
  return std::nullopt;
}

const std::set<Rule> covered = {Rule::no_author,        Rule::no_type,      Rule::no_created,
                                Rule::authors_one_line, Rule::order,        Rule::type_variant,
                                Rule::created_format,   Rule::no_resolution};

std::optional<Shelf> numpys() {
  const auto folder = test::shared_data("data/neps");
  if (!folder) return std::nullopt;
  return facts_from_directory(*folder, {}, sys_seconds{}).value();
}

// Of the history that is shared: the last commit to a Draft's file, and when the last transition was.
class History {
 public:
  History(const std::string& bundle, const std::string& transitions, const Shelf& shelf) {
    const usher::testing::TempFolder temp;
    const std::string clone = (temp.path() / "history").string();
    test::output_of("git clone -q '" + bundle + "' '" + clone + "'");
    for (const Proposal& one : shelf.proposals)
      if (one.header.status == "Draft")
        changed_[one.number] = sys_seconds(std::chrono::seconds(std::stoll(test::output_of(
            "git -C '" + clone + "' log -1 --format=%ct -- 'doc/neps/" + one.file + "'"
        ))));
    const json::value all = json::parse(test::file_bytes(transitions));
    for (const json::value& one : all.at("transitions").as_array())
      status_[static_cast<int>(one.at("nep").as_int64())] = instant(one.at("date").as_string());
  }
  Dates of(int number) const { return {known(changed_, number), known(status_, number)}; }

 private:
  using Known = std::map<int, sys_seconds>;
  static std::optional<sys_seconds> known(const Known& all, int number) {
    const auto found = all.find(number);
    if (found == all.end()) return std::nullopt;
    return found->second;
  }
  // "2020-04-29T00:08:08+03:00"
  static sys_seconds instant(std::string_view text) {
    const auto local = from_iso_time(std::string(text.substr(0, 19)) + "Z").value();
    const int hours = std::stoi(std::string(text.substr(20, 2)));
    const int minutes = std::stoi(std::string(text.substr(23, 2)));
    const auto offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    return text[19] == '-' ? local + offset : local - offset;
  }

  Known changed_, status_;
};

Dates unknown(int) { return {}; }

}  // namespace

TEST_CASE("Of the rules that another program has looked for, lint finds exactly what it found") {
  const auto shelf = numpys();
  const auto path = test::shared_data("data/nep_truth.json");
  if (!shelf || !path) return;
  using Pairs = std::set<std::pair<int, Rule>>;
  Pairs truth;
  const json::value file = json::parse(test::file_bytes(*path));
  for (const json::value& one : file.at("neps").as_array())
    for (const json::value& oddity : one.at("oddities").as_array())
      if (const auto rule = rule_of(oddity.as_string()))
        truth.emplace(static_cast<int>(one.at("number").as_int64()), *rule);
  Pairs found;
  for (const Finding& one : lint(*shelf, {}, sys_seconds{}, unknown).findings)
    if (covered.contains(one.rule)) found.emplace(one.number, one.rule);
  CHECK(truth.size() == 53);
  const auto listed = [](const Pairs& all) {
    std::string out;
    for (const auto& [number, rule] : all)
      out += fmt::format("{} {}\n", number, names.at(static_cast<std::size_t>(rule)));
    return out;
  };
  CHECK(listed(found) == listed(truth));
}

TEST_CASE("On 21 August 2026 lint finds the golden list, and words it") {
  const auto shelf = numpys();
  const auto bundle = test::shared_data("data/neps-history.bundle");
  const auto transitions = test::shared_data("data/nep_transitions.json");
  if (!shelf || !bundle || !transitions) return;
  const History history(*bundle, *transitions, *shelf);
  const auto now = from_iso_time("2026-08-21T19:32:39Z").value();
  Settings settings;
  settings.rules_url = "https://numpy.org/neps/nep-0000.html";
  settings.template_url = "https://numpy.org/neps/nep-template.html";
  const Lint found = lint(*shelf, settings, now, [&](int number) { return history.of(number); });
  CHECK(found.undated.empty());
  std::string list;
  for (const Finding& one : found.findings) {
    list += fmt::format(
        "{}\t{}\t{}", names.at(static_cast<std::size_t>(one.rule)), one.number, one.detail
    );
    for (const int other : one.others) list += fmt::format(" {}", other);
    list += one.since == sys_seconds{} ? "\n" : iso_time(one.since) + "\n";
  }
  test::check_golden("proposals/lint_findings.txt", list);

  const Catalog catalog;
  const View view(
      settings, *shelf, catalog, Say(catalog, "en"), "proposals-nep.",
      [](std::string_view, std::size_t) { return search::Found{}; }
  );
  std::string answers;
  for (int page = 0; page * 10 < static_cast<int>(found.findings.size()); ++page)
    answers += plain_text(all_findings(found, page, "proposals-nep.lint.page", view)) + "\n\n";
  const std::vector<int> asked = {0, 1, 10, 13, 18, 30, 38, 42, 43, 54, 56, 57};
  for (const int number : asked) {
    const std::vector<int> only = {number};
    const Lint of_one = lint(*shelf, settings, now, [&](int one) { return history.of(one); }, only);
    const ByNumber query{{{std::to_string(number), number}}};
    answers += plain_text(findings_of(of_one, query, view)) + "\n\n";
  }
  test::check_golden("proposals/lint_answers.en.txt", answers);
}
