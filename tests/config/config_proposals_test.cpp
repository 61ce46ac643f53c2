// tests/config/config_proposals_test.cpp: the words and steps of another community's proposals, and what is said of mistakes.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/config/loading.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace usher;
using namespace usher::test;

namespace {

// As a file: the section's heading is line 1, repository and directory lines 2 and 3.
LoadedConfig load_rules(const std::string& lines) { return load(std::string(proposals) + lines); }

ProposalsConfig rules(const std::string& lines) {
  const LoadedConfig loaded = load_rules(lines);
  INFO(all(loaded));
  REQUIRE(loaded.problems.empty());
  return loaded.config.proposals.at(0);
}

// One mistake, in the fourth line, whose text has the one part and whose remedy the other.
void refuses(const std::string& line, std::string_view problem, std::string_view remedy) {
  CAPTURE(line);
  const LoadedConfig loaded = load_rules(line);
  const Problem& one = only(loaded);
  CAPTURE(to_line(one));
  CHECK(one.file == "usher.toml");
  CHECK(one.line == 4);
  CHECK(one.problem.find(problem) != std::string::npos);
  CHECK(one.remedy.find(remedy) != std::string::npos);
}

}  // namespace

TEST_CASE("Without words of its own a series has none, which stands for NEP 0's") {
  const ProposalsConfig none = rules("");
  CHECK(none.statuses.empty());
  CHECK(none.types.empty());
  CHECK_FALSE(none.moves);
  CHECK(none.header == ProposalsConfig::Header::either);
  CHECK_FALSE(none.file_prefix);
  CHECK(none.examples.empty());
}

TEST_CASE("A status means itself, what stands after it, or nothing that is known") {
  const ProposalsConfig read =
      rules("statuses = [\"Draft\", \"Endorsed (accepted)\", \"April Fool!\", \" FINAL \"]\n");
  REQUIRE(read.statuses.size() == 4);
  CHECK(read.statuses[0].name == "Draft");
  CHECK(read.statuses[0].means == "draft");
  CHECK(read.statuses[1].name == "Endorsed");
  CHECK(read.statuses[1].means == "accepted");
  CHECK(read.statuses[2].name == "April Fool!");
  CHECK(read.statuses[2].means.empty());
  CHECK(read.statuses[3].name == "FINAL");
  CHECK(read.statuses[3].means == "final");
}

TEST_CASE("A step names two statuses, or any, and perhaps a type") {
  const ProposalsConfig read = rules(
      "statuses = [\"Idea (draft)\", \"Done (final)\"]\ntypes = [\"Feature\"]\n"
      "moves = [\"Idea -> Done\", \"*->Idea\", \"Idea → Done (Feature)\"]\n"
  );
  REQUIRE(read.moves);
  REQUIRE(read.moves->size() == 3);
  CHECK((*read.moves)[0].from == "Idea");
  CHECK((*read.moves)[0].to == "Done");
  CHECK((*read.moves)[0].type.empty());
  CHECK((*read.moves)[1].from.empty());
  CHECK((*read.moves)[1].to == "Idea");
  CHECK((*read.moves)[2].type == "Feature");
  CHECK(rules("moves = []\n").moves->empty());
  CHECK(rules("moves = [\"Draft -> Active (Process)\"]\n").moves->size() == 1);
}

TEST_CASE("The form of headers and files is read") {
  const ProposalsConfig read =
      rules("header = \"rfc2822\"\nfile_prefix = \"\"\nexamples = [\"8001\", \"8001 8002\"]\n");
  CHECK(read.header == ProposalsConfig::Header::rfc2822);
  CHECK(rules("index_file = \"index.md\"\n").index_file == "index.md");
  CHECK(read.index_file.empty());
  REQUIRE(read.file_prefix);
  CHECK(read.file_prefix->empty());
  CHECK(read.examples.size() == 2);
}

TEST_CASE("A comment period has seven to sixty days, or there is none") {
  for (const char* days : {"1", "6", "-1", "61"})
    refuses(std::string("comment_days = ") + days + "\n", "", days[1] == '\0' ? "7 to 60" : "60");
  for (const int days : {0, 7, 60}) {
    const LoadedConfig loaded = load_rules("comment_days = " + std::to_string(days) + "\n");
    REQUIRE(loaded.problems.empty());
    CHECK(loaded.config.proposals[0].comment_days == days);
  }
  CHECK_FALSE(load_rules("").config.proposals[0].comment_days);
}

TEST_CASE("Words may be given on the command line too") {
  const LoadedConfig loaded = load(
      proposals, {"proposals.nep.statuses=Draft,Endorsed (accepted)", "proposals.nep.header=rst"}
  );
  INFO(all(loaded));
  REQUIRE(loaded.problems.empty());
  CHECK(loaded.config.proposals[0].statuses.at(1).means == "accepted");
  CHECK(loaded.config.proposals[0].header == ProposalsConfig::Header::rst);
}

TEST_CASE("Every mistake in the words of a series is told with its line and a remedy") {
  refuses("statuses = [\"Endorsed (acepted)\"]\n", "nothing that a status can mean", "accepted?");
  refuses("statuses = [\"Endorsed (\"]\n", "is no status", "Endorsed (accepted)");
  refuses("statuses = [\"(draft)\"]\n", "is no status", "the word alone");
  refuses("statuses = [\"\"]\n", "empty", "remove");
  refuses("statuses = [\"Draft\", \"draft (final)\"]\n", "stands here twice", "Remove one");
  refuses("statuses = []\n", "There are 0 statuses", "1 to 30");
  refuses("statuses = \"Draft\"\n", "must be a list", "[\"a\", \"b\"]");
  refuses("statuses = [3]\n", "must be text", "quotes");
  refuses("types = [\"" + std::string(41, 'x') + "\"]\n", "longer than 40", "as the proposals do");
  refuses("moves = [\"Draft to Final\"]\n", "is no step", "Draft -> Accepted");
  refuses("moves = [\"-> Final\"]\n", "is no step", "from any status");
  refuses("moves = [\"Draft -> Finall\"]\n", "no status \"Finall\"", "Did you mean Final?");
  refuses("moves = [\"draft -> Final\"]\n", "no status \"draft\"", "Did you mean Draft?");
  refuses("moves = [\"Draft -> Active (Proces)\"]\n", "no type \"Proces\"", "Process?");
  refuses("header = \"mail\"\n", "not known", "either, rst or rfc2822");
  refuses("file_prefix = \"nep-\"\n", "names of files", "before the first dash");
  refuses("index_file = \"*/index.md\"\n", "no name of a text", "Write its name alone");
  refuses("index_file = \"index.html\"\n", "no name of a text", "Write its name alone");
  refuses(
      "examples = [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\"]\n", "There are 7 examples",
      "up to 6"
  );
}

TEST_CASE("Steps are not blamed for a mistake in the words that they name") {
  const std::string moves = "moves = [\"Draft -> Endorsed\", \"* -> Draft (Guide)\"]\n";
  for (const char* line :
       {"statuses = [\"Draft\", \"Endorsed (acepted)\"]\ntypes = [\"Guide\"]\n",
        "statuses = [\"Draft\", \"draft\", \"Endorsed\"]\ntypes = [\"Guide\"]\n",
        "statuses = [\"Draft\", \"Endorsed\"]\ntypes = [3]\n"}) {
    CAPTURE(line);
    CHECK(only(load_rules(line + moves)).line < 6);
  }
}

TEST_CASE("A mistake in a list that covers several lines is told with its own line") {
  const LoadedConfig loaded =
      load_rules("moves = [\n  \"Draft -> Final\",\n  \"Draft -> Nowhere\",\n]\n");
  CHECK(only(loaded).line == 6);
}

TEST_CASE("A series cannot take the name of a command that is there, in whichever place") {
  for (const char* name : {"help", "run", "check", "restore", "quit"}) {
    CAPTURE(name);
    const LoadedConfig loaded =
        load(fmt::format("[proposals.{}]\nrepository = \"a/b\"\ndirectory = \"c\"\n", name));
    const Problem& one = only(loaded);
    CHECK(one.line == 1);
    CHECK(one.problem.find("which cannot be") != std::string::npos);
  }
}

TEST_CASE("A series has other names in other languages, which are no other command's") {
  CHECK(rules("").also.empty());
  CHECK(rules("also = [\"提案\", \"neps\"]\n").also == std::vector<std::string>{"提案", "neps"});
  for (const char* name : {"", "two words", "Capital", "/nep", "9th", "a.b", "@all", "\u3000提案"})
    refuses(fmt::format("also = [\"{}\"]\n", name), "can follow a slash", "\"提案\"");
  refuses("also = [\"" + std::string(21, 'a') + "\"]\n", "can follow a slash", "20 letters");
  for (const char* name : {"nep", "help", "帮助", "會議", "cancel", "agenda", "答案", "groups"})
    refuses(fmt::format("also = [\"{}\"]\n", name), "another command already", "Take another");
  refuses("also = [\"提案\", \"提案\"]\n", "twice", "Remove");
}

TEST_CASE("Of two series neither has a name of the other's") {
  const std::string other = "[proposals.pep]\nrepository = \"python/peps\"\ndirectory = \"peps\"\n";
  const auto of_both = [&](const std::string& first, const std::string& second) {
    return load(std::string(proposals) + first + other + second);
  };
  CHECK(of_both("also = [\"提案\"]\n", "also = [\"增强提案\"]\n").problems.empty());
  const LoadedConfig name = of_both("also = [\"pep\"]\n", "");
  CHECK(only(name).line == 4);
  const LoadedConfig same = of_both("also = [\"提案\"]\n", "also = [\"提案\"]\n");
  CHECK(only(same).line == 8);
  CHECK(only(same).problem.contains("/提案 is another command already."));
}

TEST_CASE("A series is not called like a command of Usher's own") {
  for (const char* name : {"help", "agenda", "answers", "groups", "faq", "lang", "backup"}) {
    CAPTURE(name);
    const LoadedConfig loaded =
        load(fmt::format("[proposals.{}]\nrepository = \"a/b\"\ndirectory = \"c\"\n", name));
    CHECK(only(loaded).problem.contains("which cannot be"));
  }
}
