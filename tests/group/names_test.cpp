// tests/group/names_test.cpp: names that clash, offend, or are meant.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/names.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

using namespace usher::group;

namespace {

const std::array<KnownGroup, 2> known = {
    KnownGroup{"PyBerlin", "Berlin, Germany", "https://example.org"},
    KnownGroup{"Python Users of Leipzig", "Leipzig", ""}
};
const std::array<std::string, 2> offending = {"pigs", "ass"};

Doubts about(std::string_view name) { return doubts_about(name, known, offending); }

}  // namespace

TEST_CASE("a name that is the same but for case and signs, or for a letter, clashes", "[group]") {
  CHECK(about("pyberlin").clashes == std::vector<std::string>{"PyBerlin"});
  CHECK(about("PyBerlln").clashes == std::vector<std::string>{"PyBerlin"});
  CHECK_FALSE(about("Python Potsdam").any());
}

TEST_CASE("an acronym that another group has clashes, the common one does not", "[group]") {
  CHECK(about("PUOL").clashes == std::vector<std::string>{"Python Users of Leipzig"});
  CHECK_FALSE(about("PUG Potsdam").any());
}

TEST_CASE("a word that may offend is found, in initials too", "[group]") {
  CHECK(about("Python Interest Group Sydney").words == std::vector<std::string>{"pigs"});
  CHECK(about("Pigs of Python").words == std::vector<std::string>{"pigs"});
  CHECK(about("Python Class Assembly").words.empty());  // within a word it is none
}

TEST_CASE("a name is suggested from the city, or from the organisation's initials", "[group]") {
  Wizard wizard;
  wizard.kind = Kind::open;
  wizard.answers[Step::place] = "Berlin, Germany";
  CHECK(suggested_name(wizard) == "Python Berlin");
  wizard.kind = Kind::in_house;
  wizard.answers[Step::organisation] = "Acme Rocket Works";
  CHECK(suggested_name(wizard) == "PUG-ARW");
  wizard.answers[Step::organisation] = "上海研究所";
  CHECK(suggested_name(wizard) == "PUG-上海研究所");
}

TEST_CASE("a group is meant by words of its name or place", "[group]") {
  CHECK(is_meant("berlin", "PyBerlin", "Berlin, Germany"));
  CHECK(is_meant("germany", "PyBerlin", "Berlin, Germany"));
  CHECK_FALSE(is_meant("france", "PyBerlin", "Berlin, Germany"));
  CHECK_FALSE(is_meant("", "PyBerlin", "Berlin, Germany"));
  CHECK(is_meant("上海", "Python 上海", "上海"));
}

TEST_CASE("a line of the configuration is a name, a place and an address", "[group]") {
  CHECK(
      known_group("PyBerlin | Berlin | https://example.org") ==
      KnownGroup{"PyBerlin", "Berlin", "https://example.org"}
  );
  CHECK(known_group("PyBerlin | Berlin") == KnownGroup{"PyBerlin", "Berlin", ""});
  CHECK(known_group("a | b | c | d").name.empty());
}
