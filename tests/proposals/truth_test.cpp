// tests/proposals/truth_test.cpp: all of NumPy's proposals, against headers that were read by hand and another program.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/proposals/index.hpp"
#include "commands/proposals/iso_time.hpp"
#include "tests/proposals/rig.hpp"
#include "tests/support/output_of.hpp"
#include "tests/support/shared.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

namespace json = boost::json;
using namespace usher;
using namespace usher::proposals;

namespace {

std::string text_or_empty(const json::value& value) {
  return value.is_null() ? std::string() : std::string(value.as_string());
}

std::vector<std::string> names(const json::value& authors) {
  std::vector<std::string> out;
  for (const json::value& author : authors.as_array())
    out.emplace_back(author.at("name").as_string());
  return out;
}
std::vector<int> integers(const json::value& list) {
  std::vector<int> out;
  for (const json::value& one : list.as_array()) out.push_back(static_cast<int>(one.as_int64()));
  return out;
}
std::vector<std::string> strings(const json::value& list) {
  std::vector<std::string> out;
  for (const json::value& one : list.as_array()) out.emplace_back(one.as_string());
  return out;
}

void compare_with_truth(const Shelf& shelf, const std::string& truth_path) {
  const json::value truth = json::parse(test::file_bytes(truth_path));
  const json::array& all = truth.at("neps").as_array();
  REQUIRE(all.size() == 56);
  REQUIRE(shelf.proposals.size() == 56);
  for (const json::value& one : all) {
    const int number = static_cast<int>(one.at("number").as_int64());
    INFO("NEP " << number);
    const Proposal* proposal = shelf.find(number);
    REQUIRE(proposal != nullptr);
    const Header& header = proposal->header;
    CHECK(header.number == number);
    CHECK(proposal->file == one.at("file").as_string());
    CHECK(page_of({}, *proposal) == one.at("url").as_string());
    CHECK(header.title == one.at("title").as_string());
    CHECK(header.status == one.at("status").as_string());
    CHECK(header.type == text_or_empty(one.at("type")));
    CHECK(header.authors == names(one.at("authors")));
    CHECK(header.created_raw == text_or_empty(one.at("created")));
    CHECK(header.replaces == integers(one.at("replaces_numbers")));
    CHECK(header.replaced_by == integers(one.at("replaced_by_numbers")));
    CHECK(header.resolution_urls == strings(one.at("resolution_urls")));
  }
}

}  // namespace

TEST_CASE("All 56 proposals of NumPy are read as they should be") {
  const auto folder = test::shared_data("data/neps");
  const auto truth = test::shared_data("data/nep_truth.json");
  if (!folder || !truth) return;
  const auto shelf = facts_from_directory(*folder, {}, sys_seconds{});
  REQUIRE(shelf.has_value());
  compare_with_truth(*shelf, *truth);
}

TEST_CASE("The index that ships says the same, and holds no address of a person") {
  const std::string text = test::shipped_index();
  const auto shelf = facts_from_index(text);
  REQUIRE(shelf.has_value());
  CHECK(shelf->shipped);
  CHECK(iso_time(shelf->as_of) == "2026-08-21T19:32:39Z");
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1))
    CHECK(text.substr(0, at).ends_with("https://mail.python.org/archives/list/numpy-discussion"));
  if (const auto truth = test::shared_data("data/nep_truth.json"))
    compare_with_truth(*shelf, *truth);
}

TEST_CASE("Made anew from the same folder, the index is the same to the byte") {
  const auto folder = test::shared_data("data/neps");
  if (!folder) return;
  const auto shipped = facts_from_index(test::shipped_index());
  auto shelf = facts_from_directory(*folder, {}, shipped->as_of);
  REQUIRE(shelf.has_value());
  for (Proposal& proposal : shelf->proposals) {
    const std::string blob =
        test::output_of("git hash-object '" + *folder + "/" + proposal.file + "'");
    proposal.sha = std::string(trim(blob));
  }
  CHECK(write_index(*shelf) == test::shipped_index());
}
