// tests/proposals/history_bundle_test.cpp: /nep history over the real history of NumPy's proposals.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/proposals/history_reading.hpp"
#include "commands/proposals/iso_time.hpp"
#include "tests/proposals/past.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/output_of.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/temp.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <iostream>
#include <sstream>

namespace json = boost::json;
using namespace usher;
using namespace usher::proposals;

namespace {

// A clone, spoken to by git alone: another way to the same answers than the program's own.
class Clone {
 public:
  explicit Clone(const std::string& bundle) {
    test::output_of("git clone --quiet --no-checkout '" + bundle + "' '" + folder_.file("n") + "'");
  }
  std::string git(const std::string& arguments) const {
    return test::output_of("git -C '" + folder_.file("n") + "' " + arguments);
  }
  // The log by number, oldest first.
  std::vector<Commit> commits(int number, const Settings& settings) const {
    std::istringstream lines(git(fmt::format(
        "log --reverse --no-renames --name-status --format=%H,%ct -- 'doc/neps/nep-{0:04}-*' "
        "'doc/neps/nep-{0:04}.*'",
        number
    )));
    std::vector<Commit> out;
    for (std::string line; std::getline(lines, line);) {
      if (const auto comma = line.find(','); comma == 40) {
        Commit commit;
        commit.id = line.substr(0, 40);
        commit.at = sys_seconds(std::chrono::seconds(std::stol(line.substr(41))));
        out.push_back(std::move(commit));
      } else if (line.size() > 2 && line[0] != 'D' && line[1] == '\t') {
        const std::string file = line.substr(line.rfind('/') + 1);
        if (proposal_number(file, grammar_of(settings)) != number) continue;
        out.back().file = file;
        const std::string bytes = git("show " + out.back().id + ":doc/neps/" + file);
        take_text(out.back(), {"", 200, bytes, "", errc::ok}, settings);
      }
    }
    return out;
  }

 private:
  test::TempFolder folder_;
};

bool git_is_here() {
  if (std::system("git --version >/dev/null 2>&1") == 0)
    return true;  // NOLINT(concurrency-mt-unsafe)
  std::cerr << "skipped: git is not installed\n";
  return false;
}

}  // namespace

TEST_CASE("The real history of every proposal gives the changes that are known for true") {
  const auto bundle = test::shared_data("data/neps-history.bundle");
  const auto truth = test::shared_data("data/nep_transitions.json");
  if (!bundle || !truth || !git_is_here()) return;
  const Clone clone(*bundle);
  const json::value all = json::parse(test::file_bytes(*truth));
  const Settings settings;
  int changes = 0;
  for (int number = 0; number <= 57; ++number) {
    INFO("NEP " << number);
    std::vector<std::string> wanted;
    for (const json::value& one : all.at("transitions").as_array())
      if (one.at("nep").as_int64() == number)
        wanted.push_back(
            std::string(one.at("old").as_string()) + ">" + std::string(one.at("new").as_string())
        );
    std::vector<std::string> told;
    for (const StatusStep& step : steps_of(clone.commits(number, settings), {}, {}, settings))
      if (!step.first && !step.old.empty()) told.push_back(step.old + ">" + step.now);
    CHECK(told == wanted);
    changes += static_cast<int>(told.size());
  }
  CHECK(changes == 55);
}

TEST_CASE("/nep history 18 shows its beginning and its five changes") {
  const auto bundle = test::shared_data("data/neps-history.bundle");
  if (!bundle || !git_is_here()) return;
  const Clone clone(*bundle);
  Past past;
  past.files["nep-0018-array-function-protocol.rst"] = file(18, "Final");
  past.now += every;
  past.whole_poll("v2");
  for (const Commit& commit : clone.commits(18, past.own))
    past.versions.push_back(
        {commit.id, iso_time(commit.at), commit.file,
         clone.git("show " + commit.id + ":doc/neps/" + commit.file)}
    );
  REQUIRE(past.versions.front().name == "nep-0018-array-function-protocol.");
  past.now += std::chrono::hours(1);
  const auto posts = past.serve(past.order("history 18").effects);
  REQUIRE(posts.size() == 1);
  test::check_golden("proposals/history-18.txt", Past::text(posts[0]) + "\n");
}
