// tests/config/config_web_test.cpp: [web], its rooms, and who needs a token where.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config.hpp"
#include "tests/config/files.hpp"
#include "tests/config/loading.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

using namespace usher;
using namespace usher::test;

namespace {

const std::string token = "0123456789abcdefghij";

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

struct Folder : TemporaryFolder {
  std::string people(const std::string& text) const {
    std::string file = write("people", text);
    REQUIRE(::chmod(file.c_str(), 0600) == 0);
    return file;
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

WebConfig web_of(const std::string& text, const std::vector<std::string>& set = {}) {
  const LoadedConfig loaded = load(text, set);
  INFO(all(loaded));
  REQUIRE(loaded.problems.empty());
  REQUIRE(loaded.config.web);
  return *loaded.config.web;
}

}  // namespace

TEST_CASE("[web] alone serves this machine, with one room that everybody is in") {
  const WebConfig web = web_of("[web]\n");
  CHECK(web.listen == "127.0.0.1:8008");
  CHECK(web.public_url.empty());
  CHECK(web.people.empty());
  CHECK(web.frames_per_second == 10);
  CHECK(web.burst == 60);
  REQUIRE(web.rooms.size() == 1);
  CHECK(web.rooms[0].name == "general");
  CHECK(web.rooms[0].joined);
  CHECK_FALSE(web.rooms[0].only);
}

TEST_CASE("Rooms are read in the order of their names, from the file and from --set") {
  const WebConfig web = web_of(
      "[web.rooms.neps]\ntopic = \"Proposals\"\n[web.rooms.coc]\nonly = \"committee\"\njoined = "
      "false\n",
      {"web.rooms.general.joined=true", "web.rooms.neps.topic=All of them",
       "web.frames_per_second=0", "web.burst=1000000"}
  );
  CHECK(web.frames_per_second == 0);
  CHECK(web.burst == 1000000);
  REQUIRE(web.rooms.size() == 3);
  CHECK(web.rooms[0].name == "coc");
  CHECK(web.rooms[0].only == Role::committee);
  CHECK_FALSE(web.rooms[0].joined);
  CHECK(web.rooms[1].name == "general");
  CHECK(web.rooms[1].joined);
  CHECK(web.rooms[1].topic.empty());
  CHECK(web.rooms[2].topic == "All of them");
}

TEST_CASE("A room that cannot be is told with its line and a remedy") {
  const auto room = [](const std::string& heading, const std::string& rest) {
    return only(load("[web]\n[web.rooms." + heading + "]\n" + rest));
  };
  for (const std::string& name :
       {std::string("General"), std::string("\"a.b\""), std::string("a_b"),
        std::string("\"\xC3\xA9\""), std::string(41, 'a')}) {
    CAPTURE(name);
    const Problem refused = room(name, "topic = \"x\"\n");
    CHECK(refused.line == 2);
    CHECK(has(refused.remedy, "1 to 40 lower-case letters"));
  }
  CHECK(room("neps", "topic = \"" + std::string(201, 'x') + "\"\n").line == 3);
  CHECK(room("neps", "topic = \" \"\n").line == 3);
  CHECK(room("neps", "topik = \"x\"\n").remedy == "Did you mean topic?");
  CHECK(room("neps", "burst = 3\n").remedy == "It belongs into [web].");
  CHECK(has(room("neps", "only = \"comittee\"\n").remedy, "Did you mean committee?"));
  CHECK(has(room("neps", "only = \"newcomer\"\n").problem, "not known"));
  const Problem both = room("neps", "joined = true\nonly = \"maintainer\"\n");
  CHECK(both.line == 3);
  CHECK(has(both.problem, "private room"));
  CHECK(only(load("", {"web.rooms.a_b.topic=x"})).file == "--set web.rooms.a_b");
}

TEST_CASE("A list of rooms without a room is a mistake") {
  CHECK(only(load("[web]\n[web.rooms]\n")).line == 2);
  const LoadedConfig loose = load("[web.rooms]\ntopic = \"x\"\n[web.rooms.general]\n");
  CHECK(has(only(loose).remedy, "[web.rooms.general]"));
  CHECK(has(only(load("[web]\nrooms = 3\n")).problem, "must be a section"));
}

TEST_CASE("The budget of frames has its limits") {
  for (const char* wrong :
       {"frames_per_second = -1", "frames_per_second = 1000001", "frames_per_second = 1.5",
        "burst = 0", "burst = 1000001", "burst = \"many\""}) {
    CAPTURE(wrong);
    CHECK(only(load(std::string("[web]\n") + wrong + "\n")).line == 2);
  }
}

TEST_CASE("The public address is a scheme and a host, and http only on this machine") {
  const Folder folder;
  const std::string named =
      "people_file = " + quoted(folder.people(token + " ada newcomer Ada\n")) + "\n";
  CHECK(
      web_of("[web]\npublic_url = \"https://chat.example.org/\"\n" + named).public_url ==
      "https://chat.example.org"
  );
  CHECK(web_of("[web]\npublic_url = \"https://a.example:8443\"\n" + named).people.size() == 1);
  CHECK(web_of("[web]\npublic_url = \"http://127.0.0.1:9000\"\n").people.empty());
  for (const char* wrong :
       {"http://chat.example.org", "https://chat.example.org/usher", "https://example.org/?a=b",
        "https://ada:word@example.org", "ftp://127.0.0.1", "chat.example.org", ""}) {
    CAPTURE(wrong);
    CHECK(only(load("[web]\npublic_url = " + quoted(wrong) + "\n")).line == 2);
  }
}

TEST_CASE("Anywhere but on this machine each person needs a token") {
  for (const char* reached :
       {"listen = \"0.0.0.0:8008\"", "listen = \"[::]:8008\"", "listen = \"192.0.2.1:80\"",
        "public_url = \"https://chat.example.org\""}) {
    CAPTURE(reached);
    const Problem refused = only(load(std::string("[web]\n") + reached + "\n"));
    CHECK(refused.line == 2);
    CHECK(has(refused.problem, "anywhere but on this machine, each person needs a token"));
    CHECK(has(refused.remedy, "people_file"));
  }
  CHECK(load("[web]\nlisten = \"localhost:0\"\n").problems.empty());
  CHECK(load("[web]\nlisten = \"[::1]:8008\"\n").problems.empty());
  const Folder folder;
  const std::string file = folder.people(token + " ada newcomer Ada\n");
  CHECK(
      load("[web]\nlisten = \"0.0.0.0:80\"\npeople_file = " + quoted(file) + "\n").problems.empty()
  );
}

TEST_CASE("The shipped configuration serves the community on this machine") {
  const WebConfig web = web_of(read_file(source_dir() + "/config/numpy/usher.toml"));
  CHECK(web.listen == "127.0.0.1:8008");
  REQUIRE(web.rooms.size() == 5);
  for (const WebRoom& room : web.rooms) {
    CAPTURE(room.name);
    CHECK_FALSE(room.topic.empty());
    CHECK(room.joined == (room.name == "general" || room.name == "newcomers"));
    CHECK(room.only.has_value() == (room.name == "coc-committee"));
  }
}
