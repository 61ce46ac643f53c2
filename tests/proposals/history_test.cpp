// tests/proposals/history_test.cpp: every version that any of NumPy's proposals ever had is read without a crash.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/proposals/reading.hpp"
#include "tests/support/output_of.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <map>
#include <sstream>

using namespace usher;
using namespace usher::proposals;

namespace {

// Names of files by the id of their bytes. A line of a blob has its path; commits have none, and trees do no harm.
std::map<std::string, std::string> names_by_id(const std::string& objects) {
  std::map<std::string, std::string> names;
  std::istringstream lines(objects);
  for (std::string line; std::getline(lines, line);) {
    const auto space = line.find(' ');
    if (space != std::string::npos) names[line.substr(0, space)] = line.substr(line.rfind('/') + 1);
  }
  return names;
}

// "<id> <kind> <size>\n<bytes>\n", over and over: what git cat-file --batch prints.
void for_each_blob(
    const std::string& batch,
    const std::function<void(const std::string& id, std::string_view bytes)>& visit
) {
  for (std::size_t at = 0; at < batch.size();) {
    const auto end = batch.find('\n', at);
    std::istringstream head(batch.substr(at, end - at));
    std::string id;
    std::string kind;
    std::size_t size = 0;
    head >> id >> kind >> size;
    if (kind == "blob") visit(id, std::string_view(batch).substr(end + 1, size));
    at = end + 1 + size + 1;
  }
}

}  // namespace

TEST_CASE("Every version of every file in the history of NumPy's proposals is read without a crash"
) {
  const auto bundle = test::shared_data("data/neps-history.bundle");
  if (!bundle) return;
  const test::TempFolder folder;
  const std::string clone = "'" + folder.file("history") + "'";
  test::output_of("git clone --quiet --no-checkout '" + *bundle + "' " + clone);
  const std::string listed = "git -C " + clone + " rev-list --objects --all";
  auto names = names_by_id(test::output_of(listed));
  const std::string batch =
      test::output_of(listed + " | cut -d' ' -f1 | git -C " + clone + " cat-file --batch --buffer");

  int files = 0;
  int of_proposals = 0;
  int with_status = 0;
  int with_abstract = 0;
  for_each_blob(batch, [&](const std::string& id, std::string_view bytes) {
    ++files;
    const std::string& name = names[id];
    INFO(id << " " << name);
    const Header header = read_proposal(bytes, name, std::string_view("NEP"));
    CHECK(header.abstract.size() <= 400);
    CHECK(sanitize(header.abstract) == header.abstract);
    with_abstract += header.abstract.empty() ? 0 : 1;
    CHECK(sanitize(header.title) == header.title);
    for (const std::string& author : header.authors) CHECK(author.find('@') == std::string::npos);
    if (!proposal_number(name, "NEP")) return;
    ++of_proposals;
    CHECK_FALSE(header.title.empty());
    with_status += header.status.empty() ? 0 : 1;
  });
  CHECK(files == 709);
  CHECK(of_proposals > 400);
  CHECK(with_abstract > 400);
  CHECK(with_status >= of_proposals - 45);  // fields came to the oldest ones later
}
