// tests/terminal/cli_test.cpp: the command line, and what the log hides.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/cli.hpp"

#include "bot/log.hpp"
#include "bot/redact.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace usher;

namespace {

struct Parsed {
  std::expected<Order, int> order;
  std::string out, err;
};

Parsed parse(std::vector<const char*> words) {
  words.insert(words.begin(), "usher");
  std::ostringstream out;
  std::ostringstream err;
  const auto known = [](const std::string& config, const std::vector<std::string>&) {
    using Series = std::vector<SeriesVerb>;
    if (config == "none.toml") return std::optional(Series{});
    if (config == "wrong.toml") return std::optional<Series>();
    return std::optional(
        Series{{"nep", "NumPy Enhancement Proposal", {"0", "18 47"}}, {"pep", "Example", {"8001"}}}
    );
  };
  auto order = parse_command_line(static_cast<int>(words.size()), words.data(), known, out, err);
  return {std::move(order), out.str(), err.str()};
}

}  // namespace

TEST_CASE("each command is understood with its options", "[cli]") {
  const auto run = parse({"run", "--config", "u.toml", "--set", "a.b=c", "--set", "x=y=z"});
  REQUIRE(run.order);
  CHECK(run.order->verb == Order::Verb::run);
  CHECK(run.order->config == "u.toml");
  CHECK(run.order->set == std::vector<std::string>{"a.b=c", "x=y=z"});
  CHECK(parse({"chat"}).order->verb == Order::Verb::chat);
  CHECK(parse({"check"}).order->verb == Order::Verb::check);
  CHECK(parse({"manifest"}).order->verb == Order::Verb::manifest);
  CHECK(parse({"manifest", "--url", "https://u.example"}).order->url == "https://u.example");
  CHECK(parse({"backup", "f.db"}).order->file == "f.db");
  CHECK(parse({"restore", "f.db"}).order->verb == Order::Verb::restore);
  CHECK(parse({"doctor", "--config", "u.toml"}).order->verb == Order::Verb::doctor);
  CHECK(parse({"strings"}).order->verb == Order::Verb::strings);
  CHECK(parse({"strings", "locale/es.po"}).order->file == "locale/es.po");
}

TEST_CASE("a look-up takes numbers, words and negative numbers", "[cli]") {
  const auto numbers = parse({"nep", "18", "47", "--json"});
  REQUIRE(numbers.order);
  CHECK(numbers.order->verb == Order::Verb::look_up);
  CHECK(numbers.order->series == "nep");
  CHECK(numbers.order->words == "18 47");
  CHECK(numbers.order->json);
  CHECK(parse({"nep", "array", "api"}).order->words == "array api");
  CHECK(parse({"nep", "-1"}).order->words == "-1");
  CHECK(parse({"nep"}).order->words.empty());
  CHECK(parse({"nep", "--set", "a=b", "list", "status:draft"}).order->words == "list status:draft");
  CHECK(parse({"pep", "8"}).order->series == "pep");
}

TEST_CASE("wrong usage is one line on stderr and exit code 2", "[cli]") {
  const std::vector<std::vector<const char*>> wrong{
      {},
      {"nep", "--jsno"},
      {"chat", "extra"},
      {"run", "--config"},
      {"run", "--set", "bad"},
      {"run", "--set", "=bad"},
      {"backup"},
      {"Chatt"},
      {"--nope"},
      {"nep", "--config"},
      {"--set", "a=b"}
  };
  for (const auto& words : wrong) {
    const auto parsed = parse(words);
    REQUIRE_FALSE(parsed.order);
    CHECK(parsed.order.error() == exit_usage);
    CHECK(std::ranges::count(parsed.err, '\n') == 1);
    CHECK(parsed.err.starts_with("usher: "));
    CHECK(parsed.err.ends_with(" --help.\n"));
    CHECK(parsed.out.empty());
  }
  CHECK(parse({"chatt"}).err.find("did you mean chat?") != std::string::npos);
}

TEST_CASE("help has an example for each command, and goes to stdout", "[cli]") {
  for (const char* verb : {"run", "chat", "check", "manifest", "backup", "restore", "nep"}) {
    const auto parsed = parse({verb, "--help"});
    REQUIRE_FALSE(parsed.order);
    CHECK(parsed.order.error() == exit_fine);
    CHECK(parsed.out.find(std::string("Example:\n  usher ") + verb) != std::string::npos);
    CHECK(parsed.err.empty());
  }
  for (const char* word : {"--help", "-h", "help"})
    CHECK(parse({word}).out.find("usher chat") != std::string::npos);
  CHECK(parse({"--version"}).out.starts_with("usher "));
}

TEST_CASE("a series of proposals is a command where the configuration has it", "[cli]") {
  const auto help = parse({"--help"}).out;
  CHECK(help.find("NumPy Enhancement Proposals: look one up") != std::string::npos);
  CHECK(help.find("\n  pep ") != std::string::npos);
  CHECK(help.find("usher nep 0 --json") != std::string::npos);
  CHECK(parse({"pep", "--help"}).out.find("usher pep 8001 --json") != std::string::npos);
  const auto other = parse({"jep", "1"});
  CHECK(other.order.error() == exit_usage);
  CHECK(
      other.err ==
      "usher: there is no command “jep”, nor [proposals.jep] in the configuration. "
      "See usher --help.\n"
  );
  CHECK(parse({"--config", "u.toml", "nep", "0"}).order->config == "u.toml");
  CHECK(parse({"peps", "1"}).err.find("did you mean pep?") != std::string::npos);
}

TEST_CASE("without a series there is no such command, in the help either", "[cli]") {
  for (const auto& words : std::vector<std::vector<const char*>>{
           {"--config", "none.toml", "--help"}, {"--help", "--config=none.toml"}
       }) {
    const auto help = parse(words).out;
    CHECK(help.find("usher chat") != std::string::npos);
    CHECK(help.find("nep") == std::string::npos);
    CHECK(help.find("roposal") == std::string::npos);
  }
  const auto none = parse({"nep", "0", "--config", "none.toml"});
  CHECK(none.order.error() == exit_usage);
  CHECK(none.err.find("there is no command “nep”") != std::string::npos);
  CHECK(none.err.ends_with("See usher --config none.toml --help.\n"));
}

TEST_CASE("where the configuration cannot be read, the look-up is left to say why", "[cli]") {
  const auto asked = parse({"nep", "0", "--config", "wrong.toml"});
  REQUIRE(asked.order);
  CHECK(asked.order->series == "nep");
  CHECK(parse({"--help", "--config", "wrong.toml"}).order.error() == exit_fine);
}

TEST_CASE("what looks like a credential is hidden", "[redact]") {
  const std::array<std::array<std::string, 2>, 10> lines{{
      {"token xoxb-12-ab_C.d end", "token xoxb-[hidden] end"},
      {"xapp-1-A1-2-ff", "xapp-[hidden]"},
      {"got syt_YWRh_x_1 and syt_b", "got syt_[hidden] and syt_[hidden]"},
      {"Authorization: Bearer abc.def-~+/=", "Authorization: Bearer [hidden]"},
      {"authorization: BEARER abc", "authorization: BEARER [hidden]"},
      {"POST https://hooks.slack.com/services/T1/B1/xyz failed",
       "POST https://hooks.slack.com/[hidden] failed"},
      {"GET /x?access_token=abc&user=1", "GET /x?access_token=[hidden]&user=1"},
      {"ghp_abc, github_pat_11_a", "ghp_[hidden], github_pat_[hidden]"},
      {"nothing to see", "nothing to see"},
      {"xoxb- alone", "xoxb- alone"},
  }};
  for (const auto& [line, safe] : lines) CHECK(redact(line) == safe);
  CHECK(redact(redact(lines[0][0])) == lines[0][1]);
}

TEST_CASE("a secret that is known is hidden wherever it stands", "[redact]") {
  const std::vector<Secret<std::string>> known{
      Secret<std::string>("hunter22"), Secret<std::string>("ab")
  };
  CHECK(redact("hunter22hunter22 ab", known) == "[hidden][hidden] ab");
}

TEST_CASE("the log redacts at its sink and keeps to its level", "[log]") {
  const test::TempFolder dir;
  log::open(log::Level::info, dir.file("log"));
  log::hide(Secret<std::string>("open sesame"));
  log::info("the word is {} and the token xoxb-{}", "open sesame", 123);
  log::debug("not wanted");
  log::write(log::Level::error, "a line with {braces}");
  CHECK_FALSE(log::wanted(log::Level::debug));
  std::ifstream in(dir.file("log"));
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  CHECK(text.find(" info the word is [hidden] and the token xoxb-[hidden]\n") != std::string::npos);
  CHECK(text.find(" error a line with {braces}\n") != std::string::npos);
  CHECK(text.find("not wanted") == std::string::npos);
  CHECK(text.find("sesame") == std::string::npos);
  CHECK_THROWS(log::open(log::Level::info, dir.file("no/such/folder")));
  log::open(log::Level::warning);
}

TEST_CASE("the log keeps three files of 5 MiB at most, for its owner alone", "[log]") {
  const test::TempFolder dir;
  log::open(log::Level::info, dir.file("usher.log"));
  const std::string line(1 << 20, 'x');
  for (int i = 0; i < 20; ++i) log::info("{} {}", i, line);
  log::info("the last");
  log::open(log::Level::warning);
  std::uintmax_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir.file(""))) {
    ++files;
    CHECK(entry.file_size() <= 5U << 20U);
    CHECK(
        (entry.status().permissions() & std::filesystem::perms(0077)) ==
        std::filesystem::perms::none
    );
  }
  CHECK(files == 3);
  std::ifstream in(dir.file("usher.log"));
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  CHECK(text.ends_with(" info the last\n"));
}
