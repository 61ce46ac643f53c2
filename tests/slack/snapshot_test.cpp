// tests/slack/snapshot_test.cpp: a message that somebody used a shortcut on.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/snapshot.hpp"

#include "tests/slack/wire.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

Snapshot taken(std::string_view message) {
  return snapshot(json_object(message), "C0NEPS", wire_identity()).reveal();
}

}  // namespace

TEST_CASE("a snapshot has author, words, time and a link", "[slack][snapshot]") {
  const Snapshot out =
      taken(R"({"user":"U0BOB","text":"a &amp; <@U0ADA|ada>\nb","ts":"1764072000.000100"})");
  CHECK(out.author == "U0BOB");
  CHECK(out.text == "a & @ada\nb");
  CHECK(out.at == noon);
  CHECK(out.link == "https://wire.slack.example/archives/C0NEPS/p1764072000000100");
}

TEST_CASE("a message within a thread is linked to in its thread", "[slack][snapshot]") {
  const Snapshot out = taken(
      R"({"user":"U0BOB","text":"x","ts":"1764072100.000200","thread_ts":"1764072000.000100"})"
  );
  CHECK(
      out.link ==
      "https://wire.slack.example/archives/C0NEPS/p1764072100000200"
      "?thread_ts=1764072000.000100&cid=C0NEPS"
  );
}

TEST_CASE("a bot goes by its name, else by its id", "[slack][snapshot]") {
  CHECK(taken(R"({"username":"ci","bot_id":"B0CI","text":"x"})").author == "ci");
  CHECK(taken(R"({"bot_id":"B0CI","text":"x"})").author == "B0CI");
  CHECK(taken(R"({"text":"x"})").author.empty());
}

TEST_CASE("files are named, for their words may be all there is", "[slack][snapshot]") {
  const Envelope envelope = wire_envelope("message_action_thread.json");
  const Snapshot out =
      snapshot(envelope.payload.at("message").as_object(), "C0NEPS", wire_identity()).reveal();
  CHECK(out.text == "plot.png (https://example.slack.example/files/F0FILE)\nbare.txt");
  CHECK(out.author == "ci");
  CHECK(taken(R"({"text":"look","files":[7,{},{"name":"a.png"}]})").text == "look\na.png");
}

TEST_CASE("no more than ten files are named", "[slack][snapshot]") {
  boost::json::array files;
  for (int i = 0; i < 50; ++i) files.push_back(boost::json::object{{"name", "f"}});
  boost::json::object message{{"text", ""}};
  message.emplace("files", std::move(files));
  const Snapshot out = snapshot(message, "C0NEPS", wire_identity()).reveal();
  CHECK(out.text == "f\nf\nf\nf\nf\nf\nf\nf\nf\nf");
}

TEST_CASE("without what a link needs there is none", "[slack][snapshot]") {
  CHECK(permalink(Identity(), "C0NEPS", "1764072000.000100", "").empty());
  CHECK(permalink(wire_identity(), "C0NEPS", "yesterday", "").empty());
  CHECK(permalink(wire_identity(), "", "1764072000.000100", "").empty());
  Identity bare = wire_identity();
  bare.url = "https://wire.slack.example";
  CHECK(
      permalink(bare, "C0NEPS", "1764072000.000100", "") ==
      "https://wire.slack.example/archives/C0NEPS/p1764072000000100"
  );
}

TEST_CASE("what an app says in attachments or blocks alone is read too", "[slack][snapshot]") {
  CHECK(
      taken(
          R"({"text":"","attachments":[7,{"title":"NEP 18 &amp; more","text":"<@U0ADA>"},{"fallback":"bare"}]})"
      )
          .text == "NEP 18 & more\n@U0ADA\nbare"
  );
  CHECK(
      taken(R"({"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"NEP 18"}}]})").text ==
      "NEP 18"
  );
  // Words of its own come first, and its blocks say the same again.
  CHECK(
      taken(R"({"text":"a","blocks":[{"type":"section","text":{"type":"plain_text","text":"a"}}]})")
          .text == "a"
  );
}

TEST_CASE("a message shared from elsewhere is read, a link's preview is not", "[slack][snapshot]") {
  CHECK(
      taken(
          R"({"text":"see","attachments":[{"from_url":"https://x.example","is_share":true,"text":"b"}]})"
      )
          .text == "see\nb"
  );
  CHECK(
      taken(R"({"text":"see","attachments":[{"from_url":"https://x.example","title":"A page"}]})")
          .text == "see"
  );
}

TEST_CASE("no more than ten attachments are read", "[slack][snapshot]") {
  boost::json::array many;
  for (int i = 0; i < 50; ++i) many.push_back(boost::json::object{{"text", "a"}});
  boost::json::object message{{"text", ""}};
  message.emplace("attachments", std::move(many));
  const Snapshot out = snapshot(message, "C0NEPS", wire_identity()).reveal();
  CHECK(out.text == "a\na\na\na\na\na\na\na\na\na");
}
