// tests/support/git_repository.hpp: a repository of a test's own, with commits at times of its choosing.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/output_of.hpp"
#include "tests/support/temp_folder.hpp"

#include <filesystem>
#include <iostream>
#include <string>

namespace usher::testing {

// Said aloud where it is missing, so that the case can end.
inline bool git_is_here() {
  try {
    test::output_of("git --version");
    return true;
  } catch (const std::exception&) {
    std::cerr << "skipped: git is not installed\n";
    return false;
  }
}

class GitRepository {
 public:
  GitRepository() {
    git("init --quiet --initial-branch=main");
    std::filesystem::create_directories(neps());
  }
  std::filesystem::path neps() const { return folder_.path() / "doc/neps"; }
  const std::filesystem::path& top() const { return folder_.path(); }

  void write(const std::string& name, const std::string& bytes) {
    std::ofstream{neps() / name, std::ios::binary} << bytes;
  }
  // Commits all there is, at so many seconds since 1970; returns the id.
  std::string commit(long at) {
    git("add --all");
    git("commit --quiet --allow-empty --message=x", at);
    return head();
  }
  std::string head() {
    std::string id = git("rev-parse HEAD");
    id.resize(40);
    return id;
  }
  std::string git(const std::string& arguments, long at = 1'500'000'000) {
    const std::string date = std::to_string(at) + " +0000";
    return test::output_of(
        "GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_COMMITTER_DATE='" + date +
        "' GIT_AUTHOR_DATE='" + date + "' git -C '" + folder_.path().string() +
        "' -c user.name=Ada -c user.email=ada@example.org " + arguments
    );
  }

 private:
  TempFolder folder_;
};

}  // namespace usher::testing
