// tests/proposals/history_steps_test.cpp: from commits, and what was seen in polls, to changes of status.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/history.hpp"
#include "commands/proposals/series.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace usher;
using namespace usher::proposals;

namespace {

sys_seconds day(int number) { return sys_seconds{std::chrono::hours{24 * number}}; }
std::string id(int number) { return fmt::format("{:040x}", number); }

Commit commit(int number, const std::string& status, CommitState state = CommitState::was_read) {
  return {id(number), day(number), "nep-0018-a.rst", state, status};
}

// "1:Draft 3:Draft>Accepted*", "*" without a commit, "<" taken back.
std::string text_of(const std::vector<StatusStep>& steps) {
  std::string out;
  for (const StatusStep& step : steps)
    out += fmt::format(
        "{}{}:{}{}{}{}", out.empty() ? "" : " ",
        step.at.time_since_epoch() / std::chrono::hours{24}, step.first ? "" : step.old + ">",
        step.now, step.commit.empty() ? "*" : "", step.taken_back ? "<" : ""
    );
  return out;
}

std::string steps(const std::vector<Commit>& commits, const std::vector<Seen>& seen = {}) {
  return text_of(steps_of(commits, seen, "Standards Track", {}));
}

}  // namespace

TEST_CASE("A log is read line by line, and kept oldest first") {
  const auto log = parse_log(
      id(2) + " 2018-09-09T02:10:15Z nep-0018-a.rst\n" + id(1) + " 1970-01-02T00:00:00Z a b.\n"
  );
  REQUIRE(log);
  REQUIRE(log->commits.size() == 2);
  CHECK(log->left_out == 0);
  CHECK(log->commits[0] == Commit{id(1), day(1), "a b.", CommitState::listed, {}});
  CHECK(log->commits[1].id == id(2));
  CHECK(parse_log("")->commits.empty());
}

TEST_CASE("Lines of a log that say nothing are passed over, and a text of nothing else is no log") {
  const std::string good = id(1) + " 1970-01-02T00:00:00Z a.rst\n";
  const std::string x = "X" + good;
  for (const std::string& bad :
       {std::string("x"), id(1), id(1) + " 1970-01-02T00:00:00Z", id(1) + " 1970-01-02T00:00:00Z ",
        id(1) + " yesterday a.rst", x, std::string("\0\xFF\n \n", 5)}) {
    INFO(bad);
    std::string bytes = bad;
    bytes += '\n';
    CHECK_FALSE(parse_log(bytes));
    bytes += good;
    const auto log = parse_log(bytes);
    REQUIRE(log);
    CHECK(log->commits.size() == 1);
  }
}

TEST_CASE("Of a long log the newest are kept, and the others counted") {
  std::string bytes;
  for (int number = 300; number > 0; --number)
    bytes += id(number) + " 1970-01-02T00:00:00Z a.rst\n";
  const auto log = parse_log(bytes);
  REQUIRE(log);
  CHECK(log->commits.size() == most_commits);
  CHECK(log->left_out == 300 - most_commits);
  CHECK(log->commits.back().id == id(300));
}

TEST_CASE("Commits that change no status are no steps") {
  CHECK(
      steps({commit(1, "Draft"), commit(2, "Draft"), commit(3, "draft"), commit(4, "Accepted")}) ==
      "1:Draft 4:Draft>Accepted"
  );
  CHECK(steps({}).empty());
}

TEST_CASE("Commits that took the file away, or whose text is not known, are passed over") {
  CHECK(
      steps(
          {commit(1, "Draft"), commit(2, "", CommitState::absent),
           commit(3, "", CommitState::failed), commit(4, "", CommitState::listed),
           commit(5, "Accepted")}
      ) == "1:Draft 5:Draft>Accepted"
  );
}

TEST_CASE("A status may come late, and one that nobody knows is told as it stands") {
  CHECK(
      steps({commit(1, ""), commit(2, "Finished"), commit(3, "Final")}) ==
      "1: 2:>Finished 3:Finished>Final"
  );
}

TEST_CASE("What is taken back is told so, and what the rules describe is not") {
  CHECK(
      steps({commit(1, "Draft"), commit(2, "Accepted"), commit(3, "Draft"), commit(4, "Accepted")}
      ) == "1:Draft 2:Draft>Accepted 3:Accepted>Draft< 4:Draft>Accepted"
  );
  CHECK(
      steps({commit(1, "Draft"), commit(2, "Deferred"), commit(3, "Draft")}) ==
      "1:Draft 2:Draft>Deferred 3:Deferred>Draft"
  );
}

TEST_CASE("What Usher saw is told where no commit tells of it") {
  const std::vector<Commit> commits = {commit(1, "Draft"), commit(5, "Accepted")};
  SECTION("a commit does") {
    CHECK(steps(commits, {{day(6), "Draft", "Accepted"}}) == "1:Draft 5:Draft>Accepted");
    CHECK(
        steps(commits, {{day(1), "", "Draft"}, {day(5), "Draft", "Accepted"}}) ==
        "1:Draft 5:Draft>Accepted"
    );
  }
  SECTION("a commit came later") {
    CHECK(
        steps(commits, {{day(3), "Draft", "Accepted"}}) ==
        "1:Draft 3:Draft>Accepted* 5:Draft>Accepted"
    );
  }
  SECTION("the commit is not read yet") {
    CHECK(
        steps(commits, {{day(6), "Draft", "Accepted"}, {day(9), "Accepted", "Final"}}) ==
        "1:Draft 5:Draft>Accepted 9:Accepted>Final*"
    );
  }
  SECTION("a branch was forced, and knows nothing of it any more") {
    CHECK(
        steps(
            {commit(1, "Draft")}, {{day(2), "Draft", "Accepted"}, {day(3), "Accepted", "Draft"}}
        ) == "1:Draft 2:Draft>Accepted* 3:Accepted>Draft*<"
    );
  }
  SECTION("the same change twice is two") {
    CHECK(
        steps(
            {commit(1, "Draft"), commit(2, "Accepted"), commit(3, "Draft"), commit(4, "Accepted")},
            {{day(2), "Draft", "Accepted"},
             {day(3), "Accepted", "Draft"},
             {day(4), "Draft", "Accepted"}}
        ) == "1:Draft 2:Draft>Accepted 3:Accepted>Draft< 4:Draft>Accepted"
    );
  }
}

TEST_CASE("Where there is no history at all, what Usher saw is the history") {
  CHECK(
      steps({}, {{day(3), "", "Draft"}, {day(5), "Draft", "Final"}}) == "3:Draft* 5:Draft>Final*"
  );
  CHECK(steps({}, {{day(5), "Draft", "Final"}}) == "5:Draft>Final*");
}
