// tests/answers/shipped_test.cpp: the answers that ship: where they lead, what they must not say, how long they are.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "tests/support/answer_score.hpp"
#include "tests/support/shared.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace usher;
namespace json = boost::json;

namespace {

const answers::Book& book() {
  static const answers::Book all =
      test::shipped_book(std::string(USHER_SOURCE_DIR) + "/config/numpy/answers");
  return all;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int sentences_in(const std::string& body) {
  int out = 0;
  for (std::size_t at = 0; at < body.size(); ++at) {
    const bool latin = (body[at] == '.' || body[at] == '?') &&
                       (at + 1 == body.size() || body[at + 1] == ' ' || body[at + 1] == '\n');
    const std::string_view rest = std::string_view(body).substr(at);
    if (latin || rest.starts_with("。") || rest.starts_with("？")) ++out;
  }
  return out;
}

}  // namespace

TEST_CASE("every topic that is known has an answer, in English and Chinese", "[answers]") {
  const auto path = test::shared_data("data/topics.json");
  if (!path) return;
  for (const json::value& topic : json::parse(bytes_of(*path)).as_array()) {
    const std::string id(topic.at("id").as_string());
    INFO(id);
    CHECK(book().find(id) != nullptr);
  }
  for (const char* more : {"social-accounts", "sprints", "ask-privately", "what-is-a-user-group"})
    CHECK(book().find(more) != nullptr);
  for (const answers::Topic& topic : book().topics()) {
    INFO(topic.id);
    REQUIRE(topic.in("zh-Hans") != nullptr);
    REQUIRE(topic.in("zh-Hant") != nullptr);
    CHECK(topic.in("zh-Hans")->translates == answers::digest(topic.in("en")->body));
  }
}

TEST_CASE("every link of an answer is one that the sources have", "[answers]") {
  const auto topics = test::shared_data("data/topics.json");
  const auto seeds = test::shared_data("seeds");
  if (!topics || !seeds) return;
  std::string known;
  for (const auto& entry : std::filesystem::directory_iterator(*seeds))
    known += bytes_of(entry.path());
  std::set<std::string> urls;
  for (const json::value& topic : json::parse(bytes_of(*topics)).as_array())
    for (const json::value& url : topic.at("urls").as_array()) urls.emplace(url.as_string());
  for (const answers::Topic& topic : book().topics())
    for (const std::string& link : topic.links) {
      INFO(topic.id << ": " << link);
      CHECK((urls.contains(link) || known.contains(link)));
    }
}

TEST_CASE("no answer says what is no longer so, or what changes", "[answers]") {
  for (const answers::Topic& topic : book().topics())
    for (const auto& [language, text] : topic.texts) {
      INFO(topic.id << " " << language);
      const std::string all = to_lower_ascii(text.title + "\n" + text.body);
      for (const char* stale :
           {"nabble", "twitter", "anirudh", "subramanian", "gallery/team", "@googlegroups.com",
            "@numfocus.org", "zoom.us", "slack.com/", "202"})
        CHECK_FALSE(all.contains(stale));
    }
}

TEST_CASE("answers are short", "[answers]") {
  for (const answers::Topic& topic : book().topics())
    for (const auto& [language, text] : topic.texts) {
      INFO(topic.id << " " << language << ": " << text.body);
      CHECK(sentences_in(text.body) >= 1);
      CHECK(sentences_in(text.body) <= 4);
    }
}

TEST_CASE("each title finds its own topic", "[answers]") {
  for (const answers::Topic& topic : book().topics())
    for (const auto& [language, text] : topic.texts) {
      INFO(text.title);
      const auto found = book().index().find(text.title, 3);
      REQUIRE_FALSE(found.matches.empty());
      CHECK(book().topics()[found.matches.front().topic].id == topic.id);
    }
}
