// tests/engine/store_lock_test.cpp: one bot a database.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/store.hpp"
#include "tests/support/child.hpp"
#include "tests/support/store_tools.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace usher;
using namespace usher::test;

TEST_CASE("the second holder of a database is refused and told who has it, until the first has gone"
) {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  CHECK(DatabaseLock::holder(path) == 0);  // no lock file yet, and none is made
  CHECK_FALSE(std::filesystem::exists(path + ".lock"));
  {
    const DatabaseLock lock(path);
    CHECK(DatabaseLock::holder(path) == ::getpid());
    CHECK(DatabaseLock::holder(path) == ::getpid());  // asking takes nothing away
    const std::string same = refusal([&] { const DatabaseLock second(path); });
    CHECK(
        has(same, "locked: " + path + ": another Usher is using it (process " +
                      std::to_string(::getpid()) + ")")
    );
    const std::string other =
        Child([&] { return refusal([&] { const DatabaseLock second(path); }); }).result();
    CHECK(other == same);
  }
  CHECK(DatabaseLock::holder(path) == 0);
  const DatabaseLock again(path);
  CHECK(DatabaseLock::holder(path) == ::getpid());
}

TEST_CASE("a holder that was killed holds nothing") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  Child child([&]() -> std::string {
    const DatabaseLock lock(path);
    std::ofstream(folder.file("ready")) << "yes";
    for (;;) ::pause();
  });
  for (int i = 0; i < 10000 && DatabaseLock::holder(path) == 0; ++i) ::usleep(1000);
  CHECK(DatabaseLock::holder(path) == child.pid());
  child.kill();
  CHECK(DatabaseLock::holder(path) == 0);
  const DatabaseLock lock(path);
}

TEST_CASE("who only asks for the holder never keeps another from starting") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  {
    const DatabaseLock lock(path);
  }
  Child asker([&]() -> std::string {
    for (;;) static_cast<void>(DatabaseLock::holder(path));
  });
  for (int i = 0; i < 2000; ++i) CHECK_NOTHROW(DatabaseLock(path));
}
