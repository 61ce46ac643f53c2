// tests/engine/dialogue_secret_test.cpp: secret forms under way: nothing on the disk, nothing lost with a transaction,
// nothing kept after a restart.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/locked.hpp"
#include "bot/secret_dialogues.hpp"
#include "bot/store.hpp"
#include "tests/engine/dialogue_rig.hpp"
#include "tests/support/shim_vfs.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace usher;
using test::DialogueRig;
using test::words;

TEST_CASE("neither the answers nor the questions of a secret form reach the disk") {
  DialogueRig talk;
  talk.begin();
  talk.rig.adapter->failures = {errc::unavailable};  // so that the first question waits as a row
  CHECK(talk.command("c1", "report"));
  CHECK(talk.posts() == 0);
  CHECK(talk.count("SELECT count(*) FROM outbox") == 1);
  CHECK_FALSE(talk.on_disk("What happened?"));
  talk.rig.clock.advance(std::chrono::minutes(10));
  talk.rig.until([&] { return talk.posts() == 1; });
  CHECK(talk.heard().starts_with("A report\n"));
  CHECK(talk.heard().find("What happened? (1 of 2)") != std::string::npos);
  CHECK(talk.last().secret_question);

  CHECK(talk.say("m1", "a canary sang", "ada", true));
  CHECK(talk.last().secret_question);
  CHECK(talk.heard().starts_with("What else should we know? (2 of 2)"));
  CHECK(talk.count("SELECT count(*) FROM dialogues") == 0);
  talk.answer = [](const Event& event) -> Outcome {
    if (event.as<Submit>()->secrets.at("when").reveal() == "nothing")
      return {Reject{{{"when", "You said that a canary sang: there is more."}}}, {}};
    return {SayReply{words("Thank you.")}, {}};
  };
  CHECK(talk.say("m2", "nothing", "ada", true));
  CHECK(talk.heard().starts_with("You said that a canary sang: there is more.\nWhat else"));
  CHECK(talk.say("m3", "the canary's song", "ada", true));
  CHECK(talk.heard() == "Thank you.");
  CHECK_FALSE(talk.last().secret_question);
  REQUIRE(talk.sent.size() == 2);
  CHECK(talk.sent[1].as<Submit>()->secrets.at("title").reveal() == "a canary sang");
  CHECK(talk.sent[1].as<Submit>()->secrets.at("when").reveal() == "the canary's song");
  CHECK(talk.overheard.empty());
  for (const char* text : {"canary", "What happened?", "What else"})
    CHECK_FALSE(talk.on_disk(text));
}

TEST_CASE("after a restart a secret form is gone: its answers go nowhere and the person is told") {
  test::TempFolder kept;
  DialogueRig before;
  before.begin();
  CHECK(before.command("c1", "report"));
  CHECK(before.say("m1", "a canary sang", "ada", true));
  CHECK(before.command("c2", "report", "grace"));
  before.rig.adapter->failures = {errc::unavailable};
  CHECK(before.say("m2", "grace's canary", "grace", true));
  before.rig.settings.drain = std::chrono::seconds(0);
  before.rig.stop();
  std::filesystem::copy(before.rig.path, kept.file("usher.db"));

  DialogueRig after;
  after.rig.take_over(kept.file("usher.db"));
  after.rig.clock.advance(std::chrono::minutes(10));
  after.begin();
  REQUIRE(after.posts() == 1);  // the question that was still to be asked
  CHECK(after.last().to.people == std::vector<std::string>{"grace"});
  CHECK(after.heard().starts_with("The question that stood here is no longer open."));

  const auto inbox = after.count("SELECT count(*) FROM inbox");
  CHECK(after.say("m3", "the canary's song", "ada", true));
  CHECK(after.posts() == 2);
  CHECK(after.heard().starts_with("I no longer have the form that this belongs to"));
  CHECK(after.heard().find("this message included") != std::string::npos);
  Event edited = after.rig.message("m4", "", "ada", "dm-ada");
  edited.what =
      Edited{"m1", Message{"canaries sang", false, true, true}, after.rig.clock.seconds()};
  CHECK(after.send(edited));
  Event slashed = after.rig.command("m5", "etc/canary", "sang");
  slashed.what = Command{"etc/canary", "sang", true};
  CHECK(after.send(slashed));
  CHECK(after.say("m3", "the canary's song", "ada", true));
  CHECK(after.posts() == 4);
  CHECK(after.overheard.empty());
  CHECK(after.sent.empty());
  CHECK(after.count("SELECT count(*) FROM inbox") == inbox);
  for (const char* text : {"canar", "What happened?"}) CHECK_FALSE(after.on_disk(text));

  CHECK(after.command("c3", "report"));
  CHECK(after.heard().find("What happened? (1 of 2)") != std::string::npos);
}

TEST_CASE("an answer that looks like a command nobody knows is not given to anybody") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "report"));
  CHECK(talk.command("c2", "canary"));
  CHECK(talk.heard().starts_with("I do not know that command, and kept nothing of it."));
  CHECK_FALSE(talk.on_disk("canary"));
  CHECK(talk.command("c3", "ping"));
  CHECK(talk.heard() == "pong");
  CHECK(talk.say("m1", "an answer", "ada", true));
  CHECK(talk.heard().starts_with("What else"));
}

TEST_CASE("an answer to a secret question is never put into another form") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "report"));
  CHECK(talk.command("c2", "poll"));
  CHECK(talk.say("m1", "a canary sang", "ada", true));
  CHECK(talk.heard().starts_with("I no longer have the form"));
  CHECK(talk.say("m2", "NumPy 3", "ada", false));
  CHECK(talk.say("m3", "2026-12-01", "ada", false));
  REQUIRE(talk.sent.size() == 1);
  CHECK(talk.sent[0].as<Submit>()->fields.at("title") == "NumPy 3");
  CHECK_FALSE(talk.on_disk("canary"));
  // A repeat of what was handled goes to no feature either.
  CHECK(talk.command("c4", "report"));
  CHECK(talk.say("m4", "x", "ada", true));
  CHECK(talk.say("m5", "y", "ada", true));
  const std::size_t posts = talk.posts();
  CHECK(talk.say("m5", "y", "ada", true));
  CHECK(talk.posts() == posts);
  CHECK(talk.overheard.empty());
}

TEST_CASE("a secret form is given up an hour after its last answer") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "report"));
  talk.rig.clock.advance(std::chrono::minutes(59));
  CHECK(talk.say("m1", "a canary sang", "ada", true));
  talk.rig.clock.advance(std::chrono::minutes(59));
  CHECK(talk.command("c2", "back"));
  CHECK(talk.heard().starts_with("What happened?"));
  talk.rig.clock.advance(std::chrono::minutes(60));
  CHECK(talk.say("m2", "the canary's song", "ada", true));
  CHECK(talk.heard().starts_with("I no longer have the form"));
  CHECK(talk.overheard.empty());
}

TEST_CASE("who asks to be forgotten has no form under way any more") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "report", "ada"));
  CHECK(talk.command("c2", "poll", "grace"));
  CHECK(talk.say("m1", "a canary sang", "ada", true));
  CHECK(talk.say("m2", "a-plain-word", "grace"));
  CHECK(talk.on_disk("a-plain-word"));
  CHECK(talk.command("c3", "forgetme", "ada"));
  CHECK(talk.command("c4", "forgetme", "grace"));
  CHECK(talk.count("SELECT count(*) FROM dialogues") == 0);
  CHECK_FALSE(talk.on_disk("a-plain-word"));
  CHECK(talk.command("c5", "cancel", "ada"));
  CHECK(talk.heard() == "There is no form under way.");
  CHECK(talk.command("c6", "cancel", "grace"));
  CHECK(talk.heard() == "There is no form under way.");
}

TEST_CASE(
    "a disk that breaks takes back no acknowledged answer of a secret form, and counts none twice"
) {
  test::install_shim_vfs();
  test::shim_vfs().lift();
  DialogueRig talk{{.forms = false}, test::shim_vfs_name};
  talk.begin();
  std::minstd_rand chance(20261121);
  int refused = 0;
  int next = 0;
  // As a platform sends it: until it is acknowledged.
  const auto insist = [&](const auto& send) {
    const std::string id = "e" + std::to_string(next++);
    while (true) {
      using Fault = test::ShimVfs::Fault;
      const auto fault = static_cast<Fault>(1 + chance() % 3);
      test::shim_vfs().fail(
          fault, static_cast<std::int64_t>(chance() % 10),
          static_cast<std::int64_t>(1 + chance() % 4)
      );
      const Result<Reply> reply = send(id);
      test::shim_vfs().lift();
      if (reply) return;
      ++refused;
    }
  };
  constexpr int rounds = 15;
  for (int round = 0; round < rounds; ++round) {
    const std::string text = "canary " + std::to_string(round);
    insist([&](const std::string& id) {
      return talk.rig.adapter->send(talk.rig.command(id, "report"));
    });
    for (const char* part : {" one", " two"})
      insist([&](const std::string& id) {
        Event event = talk.rig.message(id, "", "ada", "dm-ada");
        event.what = Message{text + part, false, true, true};
        return talk.rig.adapter->send(std::move(event));
      });
  }
  CHECK(refused > 0);
  REQUIRE(talk.count("SELECT count(*) FROM notices WHERE what='sent'") == rounds);
  // A form that was sent but not acknowledged was sent again: the last of each is what counts.
  std::map<std::string, std::string> sent;
  for (const Event& event : talk.sent) {
    const auto& secrets = event.as<Submit>()->secrets;
    sent[secrets.at("title").reveal()] = secrets.at("when").reveal();
  }
  CHECK(sent.size() == rounds);
  for (const auto& [title, when] : sent) CHECK(when == title.substr(0, title.size() - 4) + " two");
  CHECK_FALSE(talk.on_disk("canary"));
  CHECK(talk.overheard.empty());
}

TEST_CASE("secret forms in memory follow savepoints and transactions") {
  test::TempFolder folder;
  const auto db = open_store(folder.file("usher.db"), usher_migrations());
  const sys_seconds now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);
  SecretDialogues secrets;
  const auto found = [&] {
    return std::string(secrets.find(*db, "s", "ada", now).value_or("none"));
  };

  db->run("BEGIN IMMEDIATE");
  CHECK(secrets.put(*db, "s", "ada", "one", now));
  {
    const Savepoint savepoint(*db, "event");
    secrets.put(*db, "s", "ada", "two", now);
    secrets.put(*db, "s", "grace", "hers", now);
    CHECK(found() == "two");
  }
  CHECK(found() == "one");
  CHECK_FALSE(secrets.find(*db, "s", "grace", now));
  CHECK_FALSE(secrets.find(*db, "elsewhere", "ada", now));
  db->run("COMMIT");
  secrets.committed(*db, now);

  db->run("BEGIN IMMEDIATE");
  secrets.put(*db, "s", "ada", "three", now);
  secrets.remove(*db, "s", "ada");
  CHECK(found() == "none");
  db->run("ROLLBACK");
  // Another's commit between the rollback and the next look must not wipe what holds.
  db->run("BEGIN IMMEDIATE");
  db->run("COMMIT");
  secrets.committed(*db, now);
  CHECK(found() == "one");

  db->run("BEGIN IMMEDIATE");
  secrets.remove(*db, "s", "ada");
  db->run("COMMIT");
  CHECK(secrets.size() == 1);
  secrets.committed(*db, now);
  CHECK(secrets.size() == 0);

  db->run("BEGIN IMMEDIATE");
  secrets.put(*db, "s", "ada", "four", now);
  db->run("COMMIT");
  secrets.committed(*db, now + SecretDialogues::lifetime - std::chrono::seconds(1));
  CHECK(secrets.size() == 1);
  secrets.committed(*db, now + SecretDialogues::lifetime);
  CHECK(secrets.size() == 0);
}

TEST_CASE("locked bytes are what they were made of, and move") {
  LockedBytes bytes("some bytes");
  CHECK(bytes.view() == "some bytes");
  const LockedBytes moved = std::move(bytes);
  CHECK(moved.view() == "some bytes");
  CHECK(LockedBytes("").view().empty());
}
