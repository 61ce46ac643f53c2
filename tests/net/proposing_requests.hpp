// tests/net/proposing_requests.hpp: the requests by which a file comes into a repository, and GitHub's answers to them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/proposing.hpp"

#include <fmt/format.h>

#include <string>

namespace usher::testing::proposing {

inline const std::string commit(40, 'c');
inline const std::string notes_page = "# Notes\n";
inline const std::string pulls =
    "GET /repos/o/archive/pulls?state=all&head=o%3Anotes-1&base=main&per_page=20";
inline const std::string base_file = "GET /repos/o/archive/contents/a/2026/c.md?ref=main";
inline const std::string our_file = "GET /repos/o/archive/contents/a/2026/c.md?ref=notes-1";
inline const std::string our_ref = "GET /repos/o/archive/git/ref/heads/notes-1";
inline const std::string base_ref = "GET /repos/o/archive/git/ref/heads/main";
inline const std::string make_ref = "POST /repos/o/archive/git/refs";
inline const std::string put = "PUT /repos/o/archive/contents/a/2026/c.md";
inline const std::string make_pull = "POST /repos/o/archive/pulls";
inline const std::string not_found = R"({"message":"Not Found"})";

inline net::Proposal proposal() {
  return {
      .repository = "o/archive",
      .base = "main",
      .branch = "notes-1",
      .file = "a/2026/c.md",
      .content = notes_page,
      .known = {},
      .title = "Add notes",
      .description = "Taken in chat.\n"
  };
}

inline std::string file_json(const std::string& blob) {
  return fmt::format(R"({{"type":"file","sha":"{}","html_url":"https://h.example/f"}})", blob);
}
inline std::string ref_json() { return fmt::format(R"({{"object":{{"sha":"{}"}}}})", commit); }
inline std::string pull_json(const std::string& state, bool merged = false, int number = 7) {
  return fmt::format(
      R"({{"number":{},"state":"{}","merged_at":{},"html_url":"https://h.example/p","head":{{"ref":"notes-1"}}}})",
      number, state, merged ? R"("2026-01-15T00:00:00Z")" : "null"
  );
}

}  // namespace usher::testing::proposing
