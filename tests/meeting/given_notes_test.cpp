// tests/meeting/given_notes_test.cpp: notes that were taken elsewhere.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/given_notes.hpp"

#include "commands/meeting/notes.hpp"
#include "tests/meeting/archive_rig.hpp"

using namespace usher;
using test::archive_rig;
using test::at;
using test::blob;
using test::has_button;
using test::MeetingRig;
using test::person;
using test::propose;
using test::said;
using test::stands;

TEST_CASE("notes that were taken elsewhere become the same file", "[meeting][archive]") {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  rig.archive = [](const Call&) { return stands("made 12 " + blob + " https://h.example/12"); };
  const Person grace = person("grace", {Role::organiser});
  CHECK(said(rig.say("notes community: # Notes", grace)).contains("no date of Community Call"));
  rig.run_until(at(2026, 1, 29, 9));
  CHECK(said(rig.say("notes community: # Notes", person("mal"))).contains("Organisers and maint"));
  CHECK(said(rig.say("notes sprint: # Notes", grace)).contains("I know no meeting"));
  CHECK(said(rig.say("notes community 2025-01-14: # Notes", grace)).contains("no date"));
  const std::string shown = said(rig.say(
      "notes community 2026-01-14: # Notes\n\nhttps://e.zoom.us/j/x1?pwd=a\nPasscode: 12\n\n- said",
      grace
  ));
  INFO(shown);
  CHECK(shown.contains("calls/2026/call-2026-01-14.md"));
  CHECK(shown.contains("- said"));
  CHECK_FALSE(shown.contains("pwd"));
  CHECK_FALSE(shown.contains("12\n"));
  propose(rig, grace);
  REQUIRE(rig.archive_calls.size() == 1);
  CHECK(
      rig.archive_calls[0].path == "usher-notes-community-2026-01-14 calls/2026/call-2026-01-14.md"
  );
  CHECK(rig.archive_calls[0].body.contains("\n\n# Notes\n\nhttps://e.zoom.us/j/x1\n"));
}

TEST_CASE("a form takes notes of the date that began last", "[meeting][archive]") {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  const Person grace = person("grace", {Role::organiser});
  rig.run_until(at(2026, 1, 29, 9));
  const Outcome shown = rig.say("notes community", grace);
  CHECK(said(shown).contains("There are no notes yet."));
  REQUIRE(has_button(std::get<SayReply>(shown.reply).doc, "meeting.give-notes"));
  std::string date;
  for (const Block& block : std::get<SayReply>(shown.reply).doc.blocks())
    if (const auto* buttons = std::get_if<Buttons>(&block)) date = buttons->buttons[0].value;
  const auto give = [&](const Person& who) {
    return rig.give(Press{"meeting.give-notes", date, {}, ""}, who);
  };
  CHECK(said(give(person("mal"))).contains("Organisers and maintainers"));
  const Outcome opened = give(grace);
  REQUIRE(opened.effects.size() >= 1);
  const auto* open = std::get_if<Open>(&opened.effects.front());
  REQUIRE(open != nullptr);
  CHECK(open->form.id == meeting::notes_form);
  CHECK(plain_text(open->form.intro).contains("2026-01-28"));
  const auto submit = [&](const std::string& text, const Person& who) {
    return rig.give(
        Submit{open->form.id, {{"notes", text}, {"_state", open->form.state}}, {}}, who
    );
  };
  CHECK(std::holds_alternative<Reject>(submit(" ", grace).reply));
  CHECK(said(submit("# X", person("mal"))).contains("Organisers and maintainers"));
  CHECK(said(submit("# X", grace)).contains("calls/2026/call-2026-01-28.md"));
  // Given again, they are asked about once.
  submit("# Y", grace);
  rig.run_until(at(2026, 2, 1));
  CHECK(rig.posts_to("grace").size() == 1);
}
