// tests/net/proposing_again_test.cpp: a file's way into a repository, interrupted and begun again.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/proposing.hpp"
#include "bot/net/tree.hpp"
#include "tests/net/proposing_requests.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <utility>

using namespace usher;
using namespace usher::net;
using namespace usher::testing::proposing;

namespace {

// A repository as small as one can be, with GitHub's refusals.
struct Repository {
  int refs = 0, files = 0, opened = 0, writes = 0;
  std::optional<std::string> blob;

  std::pair<int, std::string> answer(const Proposing::Ask& ask) {
    const std::string asked = ask.method + " " + ask.path;
    if (ask.method != "GET") ++writes;
    if (asked == pulls) return {200, opened == 0 ? "[]" : "[" + pull_json("open") + "]"};
    if (asked == base_file) return {404, not_found};
    if (asked == our_ref) return refs == 0 ? std::pair(404, not_found) : std::pair(200, ref_json());
    if (asked == base_ref) return {200, ref_json()};
    if (asked == make_ref) {
      if (refs > 0) return {422, R"({"message":"Reference already exists"})"};
      ++refs;
      return {201, ref_json()};
    }
    if (asked == our_file) {
      if (!blob) return {404, not_found};
      return {200, file_json(*blob)};
    }
    if (asked == put) {
      if (refs == 0) return {404, R"({"message":"Branch notes-1 not found"})"};
      if (blob) return {422, R"({"message":"Invalid request.\n\n\"sha\" wasn't supplied."})"};
      ++files;
      blob = blob_id(notes_page);
      return {201, "{}"};
    }
    if (asked == make_pull) {
      if (opened > 0)
        return {
            422,
            R"({"message":"Validation Failed","errors":[{"message":"A pull request already exists for o:notes-1."}]})"
        };
      ++opened;
      return {201, pull_json("open")};
    }
    FAIL(asked);
    return {};
  }
};

}  // namespace

TEST_CASE("begun again after any step, it makes nothing twice", "[proposing]") {
  for (int stop = 0; stop <= 8; ++stop) {
    for (const bool heard : {false, true}) {  // whether the last answer came back
      Repository repository;
      Proposing first(proposal());
      Proposing::Action action = first.begin();
      for (int step = 0; step < stop; ++step) {
        const auto* ask = std::get_if<Proposing::Ask>(&action);
        if (ask == nullptr) break;
        const auto [status, body] = repository.answer(*ask);
        if (step + 1 < stop || heard) action = first.resume(status, body);
      }
      Proposing second(proposal());
      action = second.begin();
      while (const auto* ask = std::get_if<Proposing::Ask>(&action)) {
        const auto [status, body] = repository.answer(*ask);
        action = second.resume(status, body);
      }
      INFO(stop);
      const auto& end = std::get<Proposed>(action);
      CHECK(end.error == errc::ok);
      CHECK(end.body.contains(" 7 "));
      CHECK(repository.refs == 1);
      CHECK(repository.files == 1);
      CHECK(repository.opened == 1);
      CHECK(repository.writes == 3);
    }
  }
}
