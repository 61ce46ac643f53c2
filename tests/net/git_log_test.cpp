// tests/net/git_log_test.cpp: what a checkout says of the past of a file, and nothing that its configuration runs.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/git_log.hpp"

#include "bot/net/directory_tree.hpp"
#include "tests/support/git_repository.hpp"
#include "tests/support/shared.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
namespace fs = std::filesystem;

namespace {

const std::string id_a(40, 'a');
const std::string id_b(40, 'b');

std::string zero(std::string_view text) {
  std::string out(text);
  std::ranges::replace(out, '|', '\0');
  return out;
}

DirectoryTreeSettings settings_of(const fs::path& path) { return {.name = "neps", .path = path}; }

Call log_call(std::string name, std::string beginning = {}, std::string etag = {}) {
  Call call;
  call.method = "LOG";
  call.path = std::move(name);
  call.body = std::move(beginning);
  call.etag = std::move(etag);
  return call;
}

std::string at(long seconds) {
  const auto text = log_text({{id_a, sys_seconds{std::chrono::seconds{seconds}}, "x"}});
  return text.substr(41, 20);
}

}  // namespace

TEST_CASE("what git prints is read commit by commit", "[gitlog]") {
  const LogNames names{"nep-0018-a.rst", "nep-0018"};
  const auto entries = parse_git_log(
      zero(
          "\x01" + id_a + " 1527885000|\nM|doc/neps/nep-0018-a.rst|\x01" + id_b +
          " 7|\nD|doc/neps/nep-0018-a.|A|doc/neps/nep-0018-a.rst|"
      ),
      names
  );
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK(
      (*entries)[0] ==
      LogEntry{id_a, sys_seconds{std::chrono::seconds{1527885000}}, "nep-0018-a.rst"}
  );
  CHECK((*entries)[1] == LogEntry{id_b, sys_seconds{std::chrono::seconds{7}}, "nep-0018-a.rst"});
}

TEST_CASE(
    "of several names in one commit the best is taken, and a commit without any is passed over",
    "[gitlog]"
) {
  const LogNames names{"nep-0016-b.rst", "nep-0016"};
  const auto named = [&](const std::string& changes) {
    const auto entries = parse_git_log(zero("\x01" + id_a + " 7|\n" + changes), names);
    REQUIRE(entries);
    return entries->empty() ? std::string("none") : entries->front().name;
  };
  CHECK(named("M|d/nep-0016-benchmark.py|M|d/nep-0016-b.rst|") == "nep-0016-b.rst");
  CHECK(named("M|d/nep-0016-benchmark.py|") == "none");
  CHECK(named("A|d/nep-0016-old.md|D|d/nep-0016-b.rst|") == "nep-0016-old.md");
  CHECK(named("M|d/nep-00161.rst|M|d/nep-0016.rst|") == "nep-0016.rst");
  CHECK(named("M|d/nep-0016-x\ny.rst|") == "none");
}

TEST_CASE("what git does not print is malformed", "[gitlog]") {
  const LogNames names{"a.rst", {}};
  for (const std::string& bytes :
       {std::string("x"), zero("M|a.rst|"), zero("\x01" + id_a + " x|"), zero("\x01" + id_a + "|"),
        zero("\x01short 7|"), zero("\x01" + id_a + " -7|"),
        zero("\x01" + id_a + " 99999999999999|"), zero("\x01" + id_a + " 7|\nM|"),
        zero("\x01" + id_a + " 7|\nM|a.rst"), zero("\x01" + id_a + " 7|\nMM|a.rst|")}) {
    INFO(bytes);
    const auto entries = parse_git_log(bytes, names);
    REQUIRE_FALSE(entries);
    CHECK(entries.error() == errc::malformed);
  }
}

TEST_CASE("the name that a file had before is found among what a commit changed", "[gitlog]") {
  const std::string changes =
      zero("M|d/index.rst|R100|d/a.rst|d/b.rst|C90|d/b.rst|d/c.rst|R70|e/z.rst|d/y.rst|");
  CHECK(previous_name(changes, "d/", "b.rst") == "a.rst");
  CHECK(previous_name(changes, "d/", "c.rst").empty());
  CHECK(previous_name(changes, "d/", "y.rst").empty());  // from another folder
  CHECK(previous_name(changes, "d/", "index.rst").empty());
  CHECK(previous_name(zero("R100|d/a.rst"), "d/", "b.rst").empty());
  CHECK(previous_name("", "d/", "b.rst").empty());
}

TEST_CASE("a checkout tells who changed a file when, the newest first", "[gitlog]") {
  if (!git_is_here()) return;
  GitRepository repository;
  repository.write("nep-0018-a.", "one\n");
  const auto first = repository.commit(1'500'000'000);
  fs::rename(repository.neps() / "nep-0018-a.", repository.neps() / "nep-0018-a.rst");
  repository.write("nep-0018-a.rst", "quite another text\n");
  repository.write("nep-0018-benchmark.py", "pass\n");
  const auto second = repository.commit(1'500'000'100);
  repository.write("nep-0019-other.rst", "x\n");
  repository.write("nep-0018-benchmark.py", "raise\n");
  repository.commit(1'500'000'200);
  repository.write("nep-0018-a.rst", "three\n");
  const auto last = repository.commit(1'500'000'300);

  const auto settings = settings_of(repository.neps());
  const auto told = log_of_directory(settings, log_call("nep-0018-a.rst", "nep-0018"));
  CHECK(told.fetched.error == errc::ok);
  CHECK(told.fetched.status == 200);
  CHECK(
      told.fetched.body == last + " " + at(1'500'000'300) + " nep-0018-a.rst\n" + second + " " +
                               at(1'500'000'100) + " nep-0018-a.rst\n" + first + " " +
                               at(1'500'000'000) + " nep-0018-a.\n"
  );

  SECTION("and the bytes of then") {
    const auto get = [&](const std::string& path) { return get_from_directory(settings, path); };
    CHECK(get("@" + first + " nep-0018-a.").fetched.body == "one\n");
    CHECK(get("@" + last + " nep-0018-a.rst").fetched.body == "three\n");
    CHECK(get("@" + last + " nep-0018-a.").fetched.status == 404);
    CHECK(get("@" + id_a + " nep-0018-a.rst").fetched.status == 404);
    CHECK(get("@" + last + " ../../.git/config").fetched.error == errc::malformed);
    CHECK(get("@HEAD nep-0018-a.rst").fetched.error == errc::malformed);
    CHECK(get("@").fetched.error == errc::malformed);
  }
  SECTION("unchanged, it is a 304") {
    const auto again =
        log_of_directory(settings, log_call("nep-0018-a.rst", "nep-0018", told.fetched.etag));
    CHECK(again.fetched.status == 304);
    CHECK(again.fetched.body.empty());
    CHECK(again.fetched.etag == told.fetched.etag);
  }
  SECTION("a file that nobody has committed has none") {
    repository.write("nep-0020.rst", "new\n");
    CHECK(log_of_directory(settings, log_call("nep-0020.rst", "nep-0020")).fetched.status == 404);
  }
  SECTION("a file that is larger than it may be is not read") {
    auto small = settings;
    small.max_file = 3;
    CHECK(
        get_from_directory(small, "@" + last + " nep-0018-a.rst").fetched.error == errc::too_large
    );
  }
}

TEST_CASE("a file that had no number is followed to its former names", "[gitlog]") {
  if (!git_is_here()) return;
  GitRepository repository;
  const std::string text = "A text that is long enough to be known again.\nAnd a second line.\n";
  repository.write("format.txt", text);
  const auto first = repository.commit(1'500'000'000);
  fs::rename(repository.neps() / "format.txt", repository.neps() / "format.rst");
  const auto second = repository.commit(1'500'000'100);
  fs::rename(repository.neps() / "format.rst", repository.neps() / "nep-0001-format.rst");
  repository.write("nep-0001-format.rst", text + "More.\n");
  const auto third = repository.commit(1'500'000'200);
  const auto told =
      log_of_directory(settings_of(repository.neps()), log_call("nep-0001-format.rst", "nep-0001"));
  CHECK(
      told.fetched.body == third + " " + at(1'500'000'200) + " nep-0001-format.rst\n" + second +
                               " " + at(1'500'000'100) + " format.rst\n" + first + " " +
                               at(1'500'000'000) + " format.txt\n"
  );
}

TEST_CASE("what was merged counts when it was merged", "[gitlog]") {
  if (!git_is_here()) return;
  GitRepository repository;
  repository.write("a.rst", "one\n");
  const auto first = repository.commit(1'500'000'000);
  repository.git("checkout --quiet -b side");
  repository.write("a.rst", "two\n");
  repository.commit(1'500'000'100);
  repository.write("a.rst", "three\n");
  repository.commit(1'500'000'200);
  repository.git("checkout --quiet main");
  repository.git("merge --quiet --no-ff --message=merge side", 1'500'000'900);
  const auto merge = repository.head();
  const auto told = log_of_directory(settings_of(repository.neps()), log_call("a.rst"));
  CHECK(
      told.fetched.body ==
      merge + " " + at(1'500'000'900) + " a.rst\n" + first + " " + at(1'500'000'000) + " a.rst\n"
  );
}

TEST_CASE("a folder without a history says so", "[gitlog]") {
  const TempFolder folder;
  folder.write("a.rst", "1");
  CHECK(
      log_of_directory(settings_of(folder.path()), log_call("a.rst")).fetched.error ==
      errc::unsupported
  );
  CHECK(
      get_from_directory(settings_of(folder.path()), "@" + id_a + " a.rst").fetched.error ==
      errc::unsupported
  );
  CHECK(
      log_of_directory(settings_of(folder.path() / "none"), log_call("a.rst")).fetched.error ==
      errc::unsupported
  );
  SECTION("nor does one that only looks like a checkout") {
    fs::create_directory(folder.path() / ".git");
    CHECK(
        log_of_directory(settings_of(folder.path()), log_call("a.rst")).fetched.error ==
        errc::unsupported
    );
  }
}

TEST_CASE("a log is asked of a name and of nothing else", "[gitlog]") {
  const TempFolder folder;
  for (const auto& call :
       {log_call(""), log_call("../a.rst"), log_call("a/b.rst"), log_call("a\n.rst"),
        log_call("nep-0018-a.rst", "nep-0019"), log_call("nep-0018-a.rst", "nep-0018-a.rst/"),
        log_call(std::string(300, 'a'))})
    CHECK(log_of_directory(settings_of(folder.path()), call).fetched.error == errc::malformed);
}

TEST_CASE("names with signs of patterns are names", "[gitlog]") {
  if (!git_is_here()) return;
  GitRepository repository;
  repository.write("nep-1-[a]*.rst", "one\n");
  const auto first = repository.commit(1'500'000'000);
  repository.write("nep-1-ab.md", "two\n");
  repository.commit(1'500'000'100);
  const auto told = log_of_directory(settings_of(repository.neps()), log_call("nep-1-[a]*.rst"));
  CHECK(told.fetched.body == first + " " + at(1'500'000'000) + " nep-1-[a]*.rst\n");
}

TEST_CASE("the history of NumPy's proposals is told by number", "[gitlog]") {
  const auto bundle = test::shared_data("data/neps-history.bundle");
  if (!bundle || !git_is_here()) return;
  const TempFolder folder;
  test::output_of("git clone --quiet '" + *bundle + "' '" + folder.path().string() + "/n'");
  const auto settings = settings_of(folder.path() / "n/doc/neps");
  const auto lines = [&](const std::string& name, const std::string& beginning) {
    const auto told = log_of_directory(settings, log_call(name, beginning));
    CHECK(told.fetched.status == 200);
    return told.fetched.body;
  };
  const std::string of_18 = lines("nep-0018-array-function-protocol.rst", "nep-0018");
  CHECK(std::ranges::count(of_18, '\n') == 26);
  CHECK(of_18.ends_with(" 2018-06-01T20:50:11Z nep-0018-array-function-protocol.\n"));
  CHECK(lines("nep-0001-npy-format.rst", "nep-0001").contains(" npy-format."));
  CHECK_FALSE(lines("nep-0016-abstract-array.rst", "nep-0016").contains(".py"));
}
