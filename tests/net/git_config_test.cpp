// tests/net/git_config_test.cpp: a checkout's own configuration runs nothing, fetches nothing, and changes nothing that is told.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/directory_tree.hpp"
#include "tests/support/git_repository.hpp"

#include <catch2/catch.hpp>
#include <fmt/core.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
namespace fs = std::filesystem;

namespace {

Call log_of_a() {
  Call call;
  call.method = "LOG";
  call.path = "a.rst";
  return call;
}

}  // namespace

TEST_CASE("nothing that a checkout's configuration names is run", "[gitlog]") {
  if (!git_is_here()) return;
  GitRepository repository;
  const auto trap = repository.top() / "trap.sh";
  const auto sprung = repository.top() / "sprung";
  std::ofstream{trap} << "#!/bin/sh\ntouch '" << sprung.string() << "'\ncat\n";
  ::chmod(trap.c_str(), 0755);
  repository.write("a.rst", "one\n");
  std::ofstream{repository.top() / ".gitattributes"} << "*.rst diff=trap filter=trap\n";
  const auto commit = repository.commit(1'500'000'000);
  for (const char* key :
       {"core.pager", "core.fsmonitor", "diff.external", "diff.trap.command", "diff.trap.textconv",
        "filter.trap.smudge", "filter.trap.clean", "gpg.program", "core.sshCommand", "alias.log"})
    repository.git(
        std::string("config ") + key + " '" + (key == std::string("alias.log") ? "!" : "") +
        trap.string() + "'"
    );
  repository.git("config log.showSignature true");
  const DirectoryTreeSettings settings{.name = "neps", .path = repository.neps()};
  CHECK(log_of_directory(settings, log_of_a()).fetched.status == 200);
  CHECK(get_from_directory(settings, "@" + commit + " a.rst").fetched.body == "one\n");
  CHECK_FALSE(fs::exists(sprung));
}

TEST_CASE("a checkout's configuration changes nothing of what is told", "[gitlog]") {
  if (!git_is_here()) return;
  GitRepository repository;
  repository.write("old.rst", "A text that is long enough to be known again.\nAnd more.\n");
  const auto first = repository.commit(1'500'000'000);
  fs::rename(repository.neps() / "old.rst", repository.neps() / "a.rst");
  const auto second = repository.commit(1'500'000'100);
  repository.git("checkout --quiet -b side");
  repository.write("a.rst", "Quite another text.\n");
  repository.commit(1'500'000'200);
  repository.git("checkout --quiet main");
  repository.git("merge --quiet --no-ff --message=merge side", 1'500'000'900);
  const auto merge = repository.head();
  const DirectoryTreeSettings settings{.name = "neps", .path = repository.neps()};
  const std::string log = fmt::format(
      "{} 2017-07-14T02:55:00Z a.rst\n{} 2017-07-14T02:41:40Z a.rst\n"
      "{} 2017-07-14T02:40:00Z old.rst\n",
      merge, second, first
  );
  for (const char* setting :
       {"log.follow true", "log.diffMerges off", "log.diffMerges combined", "log.showRoot false",
        "i18n.logOutputEncoding UTF-16", "diff.orderFile /nonexistent", "diff.renames copies",
        "diff.relative true", "color.ui always", "format.pretty oneline"}) {
    INFO(setting);
    repository.git(std::string("config ") + setting);
    CHECK(log_of_directory(settings, log_of_a()).fetched.body == log);
    const std::string words(setting);
    repository.git("config --unset-all " + words.substr(0, words.find(' ')));
  }
}

TEST_CASE("what a checkout lacks is fetched from nowhere", "[gitlog]") {
  if (!git_is_here()) return;
  GitRepository repository;
  repository.write("a.rst", "one\n");
  const auto commit = repository.commit(1'500'000'000);
  const std::string blob = repository.git("rev-parse HEAD:doc/neps/a.rst");
  fs::remove(repository.top() / ".git/objects" / blob.substr(0, 2) / blob.substr(2, 38));
  const auto sprung = repository.top() / "sprung";
  for (const std::string& setting :
       {std::string("core.repositoryFormatVersion 1"),
        std::string("extensions.partialClone origin"), std::string("remote.origin.promisor true"),
        std::string("protocol.ext.allow always"),
        "remote.origin.url 'ext::touch " + sprung.string() + "'"})
    repository.git("config " + setting);
  const DirectoryTreeSettings settings{.name = "neps", .path = repository.neps()};
  CHECK(get_from_directory(settings, "@" + commit + " a.rst").fetched.status == 404);
  CHECK_FALSE(fs::exists(sprung));
}
