// tests/net/proposing_test.cpp: a file's way into a repository, request by request.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/proposing.hpp"

#include "bot/net/proposing_reading.hpp"
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

struct Step {
  std::string asked;
  int status;
  std::string body;
};
// Plays the steps to the letter; what became of it, and the bodies that were sent.
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

TEST_CASE("a file becomes a branch, a commit and a pull request", "[proposing]") {
  const auto played = play(
      proposal(), {{pulls, 200, "[]"},
                   {base_file, 404, not_found},
                   {our_ref, 404, not_found},
                   {base_ref, 200, ref_json()},
                   {make_ref, 201, "{}"},
                   {our_file, 404, not_found},
                   {put, 201, "{}"},
                   {make_pull, 201, pull_json("open")}}
  );
  CHECK(played.end.status == 201);
  CHECK(played.end.error == errc::ok);
  CHECK(played.end.body == fmt::format("made 7 {} https://h.example/p", blob_id(notes_page)));
  CHECK(played.bodies[4] == fmt::format(R"({{"ref":"refs/heads/notes-1","sha":"{}"}})", commit));
  CHECK(
      played.bodies[6] == R"({"message":"Add notes","content":"IyBOb3Rlcwo=","branch":"notes-1"})"
  );
  CHECK(
      played.bodies[7] ==
      R"({"title":"Add notes","head":"notes-1","base":"main","body":"Taken in chat.\n"})"
  );
}

TEST_CASE("what is there is found and used", "[proposing]") {
  SECTION("an open pull request with the file") {
    const auto played = play(
        proposal(), {{pulls, 200, "[" + pull_json("open") + "]"},
                     {our_file, 200, file_json(blob_id(notes_page))}}
    );
    CHECK(played.end.body.starts_with("open 7 "));
  }
  SECTION("one that was merged") {
    Proposal looked = proposal();
    looked.look_only = true;
    const auto played = play(looked, {{pulls, 200, "[" + pull_json("closed", true) + "]"}});
    CHECK(played.end.body.starts_with("merged 7 "));
  }
  SECTION("one that somebody has closed is not opened again") {
    const auto played = play(
        proposal(), {{pulls, 200, "[" + pull_json("closed") + "]"}, {base_file, 404, not_found}}
    );
    CHECK(played.end.body.starts_with("closed 7 "));
  }
  SECTION("the file itself") {
    const auto played =
        play(proposal(), {{pulls, 200, "[]"}, {base_file, 200, file_json(blob_id(notes_page))}});
    CHECK(played.end.body == fmt::format("there - {} https://h.example/f", blob_id(notes_page)));
  }
  SECTION("pull requests of other branches are none of ours") {
    const std::string other =
        R"([{"number":1,"state":"open","merged_at":null,"html_url":"https://h.example/p","head":{"ref":"x"}}])";
    const auto played =
        play(proposal(), {{pulls, 200, other}, {base_file, 200, file_json(blob_id(notes_page))}});
    CHECK(played.end.body.starts_with("there "));
  }
}

TEST_CASE("what somebody else has written is never overwritten", "[proposing]") {
  const std::string other(40, 'b');
  SECTION("in the archive") {
    const auto played = play(proposal(), {{pulls, 200, "[]"}, {base_file, 200, file_json(other)}});
    CHECK(played.end.status == 409);
    CHECK(played.end.body == "taken");
  }
  SECTION("in the branch") {
    const auto played = play(
        proposal(), {{pulls, 200, "[" + pull_json("open") + "]"}, {our_file, 200, file_json(other)}}
    );
    CHECK(played.end.body == "edited");
    CHECK(played.end.error == errc::refused);
  }
  SECTION("but what was written by us is replaced, under its id") {
    Proposal again = proposal();
    again.known = other;
    const auto played = play(
        again, {{pulls, 200, "[" + pull_json("open") + "]"},
                {our_file, 200, file_json(other)},
                {put, 200, "{}"}}
    );
    CHECK(played.bodies[2].contains(fmt::format(R"("sha":"{}")", other)));
    CHECK(played.end.body.starts_with("open 7 "));
  }
  SECTION("and what somebody has taken out of an open one, or renamed, is not put there again") {
    Proposal again = proposal();
    again.known = other;
    const auto played =
        play(again, {{pulls, 200, "[" + pull_json("open") + "]"}, {our_file, 404, not_found}});
    CHECK(played.end.body == "edited");
  }
  SECTION("nor between the look and the write") {
    const auto played = play(
        proposal(), {{pulls, 200, "[" + pull_json("open") + "]"},
                     {our_file, 404, not_found},
                     {put, 422, R"({"message":"\"sha\" wasn't supplied."})"},
                     {our_file, 200, file_json(other)}}
    );
    CHECK(played.end.body == "edited");
  }
}

TEST_CASE("somebody who does the same at the same time is no mistake", "[proposing]") {
  const auto played = play(
      proposal(),
      {{pulls, 200, "[]"},
       {base_file, 404, not_found},
       {our_ref, 404, not_found},
       {base_ref, 200, ref_json()},
       {make_ref, 422, R"({"message":"Reference already exists"})"},
       {our_file, 404, not_found},
       {put, 409, R"({"message":"a/2026/c.md does not match"})"},
       {our_file, 200, file_json(blob_id(notes_page))},
       {make_pull, 422,
        R"({"message":"Validation Failed","errors":[{"message":"A pull request already exists for o:notes-1."}]})"
       },
       {pulls, 200, "[" + pull_json("open") + "]"}}
  );
  CHECK(played.end.body.starts_with("open 7 "));
}

TEST_CASE("what GitHub refuses ends it, with its words", "[proposing]") {
  const auto refused = [](int status, const std::string& message) {
    return play(
        proposal(), {{pulls, 200, "[]"},
                     {base_file, 404, not_found},
                     {our_ref, 404, not_found},
                     {base_ref, 200, ref_json()},
                     {make_ref, status, fmt::format(R"({{"message":"{}"}})", message)}}
    );
  };
  CHECK(refused(403, "Resource not accessible").end.body == "github Resource not accessible");
  CHECK(refused(403, "no").end.error == errc::unauthorized);
  CHECK(refused(404, "Not Found").end.error == errc::not_found);
  CHECK(refused(422, "Repository rule violations found").end.error == errc::refused);
  CHECK(play(proposal(), {{pulls, 401, "{}"}}).end.error == errc::unauthorized);
  CHECK(play(proposal(), {{pulls, 404, not_found}}).end.error == errc::not_found);
  CHECK(play(proposal(), {{pulls, 200, "<html>"}}).end.error == errc::malformed);
  CHECK(play(proposal(), {{pulls, 200, R"([7])"}}).end.error == errc::malformed);
  const auto base = [](int status) {
    return play(
        proposal(), {{pulls, 200, "[]"},
                     {base_file, 404, not_found},
                     {our_ref, 404, not_found},
                     {base_ref, status, "{}"}}
    );
  };
  CHECK(base(404).end.body == "base");
  CHECK(base(409).end.body == "empty");
  CHECK(base(200).end.body == "odd");
}

TEST_CASE("a look writes nothing", "[proposing]") {
  Proposal look = proposal();
  look.look_only = true;
  look.content.clear();
  CHECK(play(look, {{pulls, 200, "[]"}, {base_file, 404, not_found}}).end.body.starts_with("none"));
  CHECK(play(
            look, {{pulls, 200, "[]"}, {base_file, 200, file_json(commit)}}
  ).end.body.starts_with("there"));
  CHECK(play(look, {{pulls, 200, "[" + pull_json("open") + "]"}}).end.body.starts_with("open 7"));
  CHECK(play(
            look, {{pulls, 200, "[" + pull_json("closed") + "]"}, {base_file, 404, not_found}}
  ).end.body.starts_with("closed 7"));
}

TEST_CASE("words of a refusal are one short line", "[proposing]") {
  CHECK(words_of_refusal(R"({"message":"a\nb"})") == "a b");
  CHECK(words_of_refusal("no JSON").empty());
  CHECK(words_of_refusal(R"({"message":")" + std::string(5'000, 'x') + "\"}").size() <= 300);
}

TEST_CASE("what was merged with other words is not said to be in the archive", "[proposing]") {
  const std::string list = "[" + pull_json("closed", true) + "]";
  CHECK(
      play(
          proposal(), {{pulls, 200, list}, {base_file, 200, file_json(std::string(40, 'b'))}}
      ).end.body == "taken"
  );
  CHECK(play(
            proposal(), {{pulls, 200, list}, {base_file, 200, file_json(blob_id(notes_page))}}
  ).end.body.starts_with("merged 7 "));
  CHECK(play(
            proposal(), {{pulls, 200, list}, {base_file, 404, not_found}}
  ).end.body.starts_with("merged 7 "));
}

TEST_CASE("a file that was written before its pull request was refused is known", "[proposing]") {
  Proposing proposing(proposal());
  CHECK(std::get<Proposing::Ask>(proposing.begin()).path.contains("/pulls"));
  for (const auto& [status, body] : std::vector<std::pair<int, std::string>>{
           {200, "[]"}, {404, not_found}, {200, ref_json()}, {404, not_found}
       }) {
    CHECK(proposing.wrote().empty());
    CHECK(std::holds_alternative<Proposing::Ask>(proposing.resume(status, body)));
  }
  CHECK(std::holds_alternative<Proposing::Ask>(proposing.resume(201, "{}")));  // the file is there
  const auto end = proposing.resume(403, R"({"message":"Resource not accessible"})");
  CHECK(std::get<Proposed>(end).status == 403);
  CHECK(proposing.wrote() == blob_id(notes_page));
}
