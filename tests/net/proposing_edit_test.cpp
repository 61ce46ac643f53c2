// tests/net/proposing_edit_test.cpp: an edit of a file that is there, request by request.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/proposing.hpp"
#include "bot/net/tree.hpp"
#include "tests/net/proposing_requests.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>
#include <vector>

using namespace usher;
using namespace usher::net;
using namespace usher::testing::proposing;

namespace {

const std::string before(40, 'b');
const std::string other(40, 'd');

Proposal edit() {
  Proposal out = proposal();
  out.from = before;
  return out;
}

struct Step {
  std::string asked;
  int status;
  std::string body;
};
struct Played {
  Proposed end;
  std::vector<std::string> bodies;
};
Played play(Proposal of, const std::vector<Step>& steps) {
  Played out;
  Proposing machine(std::move(of));
  Proposing::Action action = machine.begin();
  for (const Step& step : steps) {
    const auto* ask = std::get_if<Proposing::Ask>(&action);
    REQUIRE(ask != nullptr);
    CHECK(ask->method + " " + ask->path == step.asked);
    out.bodies.push_back(ask->body);
    action = machine.resume(step.status, step.body);
  }
  const auto* end = std::get_if<Proposed>(&action);
  REQUIRE(end != nullptr);
  out.end = *end;
  return out;
}

}  // namespace

TEST_CASE("an edit replaces what it was made from", "[proposing]") {
  const auto played = play(
      edit(), {{pulls, 200, "[]"},
               {base_file, 200, file_json(before)},
               {our_ref, 404, not_found},
               {base_ref, 200, ref_json()},
               {make_ref, 201, "{}"},
               {our_file, 200, file_json(before)},
               {put, 200, "{}"},
               {make_pull, 201, pull_json("open")}}
  );
  CHECK(played.end.body == fmt::format("made 7 {} https://h.example/p", blob_id(notes_page)));
  CHECK(played.bodies[6].contains(fmt::format(R"("sha":"{}")", before)));
}

TEST_CASE("what is there of an edit is found", "[proposing]") {
  const auto state = [](Proposal of, const std::vector<Step>& steps) {
    return play(std::move(of), steps).end;
  };
  const std::string ours = blob_id(notes_page);
  // The pull request and the file are there.
  CHECK(state(
            edit(), {{pulls, 200, "[" + pull_json("open") + "]"},
                     {base_file, 200, file_json(before)},
                     {our_file, 200, file_json(ours)}}
  ).body.starts_with("open 7 "));
  // The branch began with an earlier file: what is written is made from the file of now.
  Proposal known = edit();
  known.known = other;
  const auto again = play(
      known, {{pulls, 200, "[" + pull_json("open") + "]"},
              {base_file, 200, file_json(before)},
              {our_file, 200, file_json(other)},
              {put, 200, "{}"}}
  );
  CHECK(again.end.body.starts_with("open 7 "));
  CHECK(again.bodies[3].contains(fmt::format(R"("sha":"{}")", other)));
  // Merged; and the base says so.
  CHECK(state(
            edit(),
            {{pulls, 200, "[" + pull_json("closed", true) + "]"}, {base_file, 200, file_json(ours)}}
  ).body.starts_with("merged 7 "));
  CHECK(state(
            edit(), {{pulls, 200, "[]"}, {base_file, 200, file_json(ours)}}
  ).body.starts_with("there - "));
  // Closed: no other one is opened.
  CHECK(state(
            edit(),
            {{pulls, 200, "[" + pull_json("closed") + "]"}, {base_file, 200, file_json(before)}}
  ).body.starts_with("closed 7 "));
}

TEST_CASE("an edit of a file that went on is not written", "[proposing]") {
  for (const auto& [status, body] :
       std::vector<std::pair<int, std::string>>{{200, file_json(other)}, {404, not_found}}) {
    const auto end = play(edit(), {{pulls, 200, "[]"}, {base_file, status, body}}).end;
    CHECK(end.body == "moved");
    CHECK(end.status == 409);
  }
  // Between two requests.
  CHECK(
      play(
          edit(), {{pulls, 200, "[]"},
                   {base_file, 200, file_json(before)},
                   {our_ref, 404, not_found},
                   {base_ref, 200, ref_json()},
                   {make_ref, 201, "{}"},
                   {our_file, 200, file_json(other)}}
      ).end.body == "moved"
  );
  // What somebody else has written to the branch stays.
  CHECK(
      play(
          edit(), {{pulls, 200, "[]"},
                   {base_file, 200, file_json(before)},
                   {our_ref, 200, ref_json()},
                   {our_file, 200, file_json(other)}}
      ).end.body == "edited"
  );
}

TEST_CASE("a look at an edit asks for its pull request alone", "[proposing]") {
  Proposal look = edit();
  look.from.clear();
  look.look_only = look.edits = true;
  for (const auto& [list, begin] : std::vector<std::pair<std::string, std::string>>{
           {"[]", "none "},
           {"[" + pull_json("open") + "]", "open 7 "},
           {"[" + pull_json("closed") + "]", "closed 7 "},
           {"[" + pull_json("closed", true) + "]", "merged 7 "}
       })
    CHECK(play(look, {{pulls, 200, list}}).end.body.starts_with(begin));
}
