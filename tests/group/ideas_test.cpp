// tests/group/ideas_test.cpp: every idea once before any comes again.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/ideas.hpp"

#include "tests/group/rig.hpp"

#include <fmt/format.h>

#include <set>
#include <sstream>

using namespace usher;
using namespace usher::test;

namespace {

// The ideas that an answer shows: "Format f3."
std::vector<std::string> shown_in(const std::string& text, const std::string& begin) {
  std::vector<std::string> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (const auto at = line.find(begin); at != std::string::npos) out.push_back(line.substr(at));
  return out;
}

std::string shipped(const std::string& name) {
  std::ifstream in(
      std::string(USHER_SOURCE_DIR) + "/config/numpy/groups/" + name, std::ios::binary
  );
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("nobody is shown an idea twice before all were shown", "[group]") {
  GroupRig rig;
  std::vector<std::string> all;
  // Seven ideas, three at a time: over three rounds each comes three times.
  for (int i = 0; i < 7; ++i)
    for (std::string& one : shown_in(rig.say("ideas formats"), "Format "))
      all.push_back(std::move(one));
  REQUIRE(all.size() == 21);
  CHECK(std::set<std::string>(all.begin(), all.begin() + 7).size() == 7);
  for (std::size_t i = 0; i + 3 <= all.size(); i += 3)
    CHECK(
        std::set<std::string>(
            all.begin() + static_cast<std::ptrdiff_t>(i),
            all.begin() + static_cast<std::ptrdiff_t>(i + 3)
        )
            .size() == 3
    );
  std::map<std::string, int> times;
  for (const std::string& one : all) ++times[one];
  for (const auto& [one, count] : times) CHECK(count >= 2);
}

TEST_CASE("people are shown ideas in orders of their own", "[group]") {
  std::set<std::vector<std::string>> orders;
  GroupRig rig;
  for (const char* who : {"ada", "grace", "alan", "edsger", "barbara"})
    orders.insert(shown_in(rig.say("ideas formats", who), "Format "));
  CHECK(orders.size() > 1);
}

TEST_CASE("ideas go round over languages, and a restart forgets none", "[group]") {
  GroupRig rig;
  std::set<std::string> ids;
  for (const std::string& one : shown_in(rig.say("ideas formats"), "Format f"))
    ids.insert(one.substr(8, 1));
  rig.start();
  rig.lang = "zh-Hans";
  for (const std::string& one : shown_in(rig.say("ideas 形式"), "形式 f"))
    ids.insert(one.substr(std::string("形式 f").size(), 1));
  CHECK(ids.size() == 6);
}

TEST_CASE("the button brings more of its kind", "[group]") {
  GroupRig rig;
  CHECK(shown_in(rig.say("ideas"), "Project ").size() == 2);
  CHECK(shown_in(rig.press("More to do together"), "Project ").size() == 3);
}

TEST_CASE("at least twenty ideas of each kind ship, in every language the same", "[group]") {
  for (const std::string kind : {"formats", "projects"}) {
    const auto english = group::read_ideas(shipped(kind + ".en.txt"));
    CHECK(english.size() >= 20);
    for (const std::string locale : {"zh_CN", "zh_TW"}) {
      const auto other = group::read_ideas(shipped(fmt::format("{}.{}.txt", kind, locale)));
      REQUIRE(other.size() == english.size());
      for (std::size_t i = 0; i < other.size(); ++i) CHECK(other[i].id == english[i].id);
    }
  }
}

TEST_CASE("a file of ideas is read line by line", "[group]") {
  const auto ideas =
      group::read_ideas("# words\n\na: One.\nno idea\n b : Two: more.\r\na: Again.\n: x\n");
  REQUIRE(ideas.size() == 2);
  CHECK(ideas[0] == group::Idea{"a", "One."});
  CHECK(ideas[1] == group::Idea{"b", "Two: more."});
}
