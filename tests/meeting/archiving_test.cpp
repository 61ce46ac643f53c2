// tests/meeting/archiving_test.cpp: notes on their way into the archive.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/archiving.hpp"

#include "tests/meeting/archive_rig.hpp"

using namespace usher;
using namespace std::chrono_literals;
using test::archive_rig;
using test::at;
using test::blob;
using test::has_button;
using test::MeetingRig;
using test::person;
using test::propose;
using test::said;
using test::stands;
using test::take_notes;

namespace {

Fetched fails(
    errc error, int status, const std::string& body = {}, std::chrono::seconds wait = 0s
) {
  Fetched out;
  out.status = status;
  out.error = error;
  out.body = body;
  out.wait = wait;
  return out;
}

}  // namespace

TEST_CASE("whoever ends the notes is offered a pull request", "[meeting][archive]") {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  rig.archive = [](const Call&) { return stands("made 12 " + blob + " https://h.example/12"); };
  take_notes(
      rig,
      {"topic see https://e.zoom.us/j/x1?pwd=a", "info https://x.slack.com/t/x/shared_invite/zt-1"}
  );
  const auto file = rig.posts_to("ada").back();
  CHECK(has_button(file.doc(), "meeting.propose"));
  CHECK(said(propose(rig, person("ada"))).contains("I open a pull request in o/archive"));
  REQUIRE(rig.archive_calls.size() == 1);
  const Call& call = rig.archive_calls[0];
  CHECK(call.method == "PROPOSE");
  CHECK(call.path == "usher-notes-community-2026-01-14 calls/2026/call-2026-01-14.md");
  CHECK(call.body.starts_with("-\nAdd notes of Community meeting, 2026-01-14\n"));
  CHECK_FALSE(call.body.contains("pwd"));
  CHECK_FALSE(call.body.contains("shared_invite"));
  // What was shown goes there, to the byte.
  const auto begin = call.body.find("\n\n") + 2;
  CHECK(file.text().contains(call.body.substr(begin, call.body.size() - begin - 1)));
  const std::string told = rig.posts_to("ada").back().text();
  INFO(told);
  CHECK(told.contains("The pull request with the notes of Community Call is there."));
  CHECK(told.contains("https://h.example/12"));
}

TEST_CASE("without a token the notes are a file, as before", "[meeting][archive]") {
  const auto made = archive_rig(false);
  MeetingRig& rig = *made;
  take_notes(rig);
  CHECK_FALSE(has_button(rig.posts_to("ada").back().doc(), "meeting.propose"));
  CHECK(said(propose(rig, person("ada"))).contains("Put the file there by hand"));
  CHECK(rig.archive_calls.empty());
}

TEST_CASE("only whoever has the notes and organisers open it", "[meeting][archive]") {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  take_notes(rig);
  CHECK(said(propose(rig, person("mal"))).contains("or an organiser"));
  CHECK(said(propose(rig, person("ada"), "99")).contains("not kept any more"));
  CHECK(rig.archive_calls.empty());
  rig.archive = [](const Call&) { return stands("open 12 " + blob + " https://h.example/12"); };
  propose(rig, person("grace", {Role::organiser}));
  CHECK(rig.archive_calls.size() == 1);
  CHECK(rig.posts_to("grace").back().text().contains("The pull request is open."));
}

TEST_CASE("what stands in the way is told in words, with what to do", "[meeting][archive]") {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  take_notes(rig);
  const auto told = [&](const Fetched& answer) {
    rig.archive = [&](const Call&) { return answer; };
    propose(rig, person("ada"));
    const auto post = rig.posts_to("ada").back();
    CHECK(has_button(post.doc(), "meeting.propose"));
    CHECK(post.text().contains("calls/2026/call-2026-01-14.md"));
    return post.text();
  };
  CHECK(told(fails(errc::unauthorized, 401, "github Bad credentials"))
            .contains("does not accept my token"));
  const std::string forbidden =
      told(fails(errc::unauthorized, 403, "github Resource not accessible"));
  CHECK(forbidden.contains("My token may not write to o/archive."));
  CHECK(forbidden.contains("Resource not accessible"));
  CHECK(
      told(fails(errc::not_found, 404, "github Not Found")).contains("GitHub shows me no o/archive")
  );
  CHECK(told(fails(errc::refused, 409, "taken")).contains("another file of that name"));
  CHECK(told(fails(errc::refused, 409, "edited")).contains("Somebody has changed the file"));
  CHECK(told(fails(errc::refused, 409, "empty")).contains("is empty"));
  CHECK(told(fails(errc::refused, 409, "github conflict")).contains("at the same moment"));
  CHECK(told(fails(errc::not_found, 404, "base")).contains("archive_branch"));
  CHECK(told(fails(errc::refused, 422, "github Rule violations")).contains("rules for branches"));
  CHECK(told(fails(errc::rate_limited, 429, {}, 1200s)).contains("in 20 minutes only"));
  CHECK(told(fails(errc::unavailable, 502)).contains("trouble of its own"));
  CHECK(told(fails(errc::timed_out, 0)).contains("trouble of its own"));
  CHECK(told(fails(errc::malformed, 200, "odd")).contains("I do not understand"));
  CHECK(told(fails(errc::unsupported, 0)).contains("no access to the archive any more"));
  CHECK(told(stands("nonsense")).contains("trouble of its own"));
  // And then it works.
  rig.archive = [](const Call&) { return stands("made 12 " + blob + " https://h.example/12"); };
  propose(rig, person("ada"));
  CHECK(rig.posts_to("ada").back().text().contains("is there."));
}

TEST_CASE("the last notes are shown again to whoever may have them", "[meeting][archive]") {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  CHECK(said(rig.say("notes", person("ada"))).contains("There are no notes yet."));
  take_notes(rig);
  const std::string shown = said(rig.say("notes community", person("ada")));
  CHECK(shown.contains("calls/2026/call-2026-01-14.md"));
  CHECK(shown.contains("- one"));
  CHECK(said(rig.say("notes", person("grace", {Role::organiser}))).contains("- one"));
  CHECK(said(rig.say("notes", person("mal"))).contains("with whoever ended them"));
  CHECK(said(rig.say("notes sprint", person("ada"))).contains("I know no meeting"));
}

TEST_CASE("who is asked about the archive depends on how it stands", "[meeting][archive]") {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  take_notes(rig);
  const auto before = rig.posts_to("ada").size();
  SECTION("in the archive, however it came there: nobody") {
    rig.archive = [](const Call&) { return stands("there - " + blob + " -"); };
    rig.run_until(at(2026, 2, 20));
    CHECK(rig.archive_calls.size() == 1);
    CHECK(rig.archive_calls[0].method == "LOOK");
    CHECK(rig.posts_to("ada").size() == before);
    CHECK(rig.posts_to("organisers").empty());
  }
  SECTION("merged after a week: once") {
    rig.archive = [&](const Call&) {
      return rig.now < at(2026, 1, 20) ? stands("open 12 - https://h.example/12")
                                       : stands("merged 12 - https://h.example/12");
    };
    rig.run_until(at(2026, 2, 20));
    REQUIRE(rig.posts_to("ada").size() == before + 1);
    const auto asked = rig.posts_to("ada").back();
    CHECK(asked.at == at(2026, 1, 16, 18, 50));
    CHECK(asked.text().contains("Somebody has to look it over and merge it."));
    CHECK_FALSE(has_button(asked.doc(), "meeting.propose"));
    CHECK(rig.posts_to("organisers").empty());
    CHECK(rig.archive_calls.size() == 2);
  }
  SECTION("none: with a button that opens one, and the organisers at last") {
    rig.archive = [](const Call&) { return stands("none - - -"); };
    rig.run_until(at(2026, 2, 20));
    REQUIRE(rig.posts_to("ada").size() == before + 2);
    CHECK(has_button(rig.posts_to("ada").back().doc(), "meeting.propose"));
    REQUIRE(rig.posts_to("organisers").size() == 1);
    CHECK(rig.posts_to("organisers")[0].at == at(2026, 1, 28, 18, 50));
  }
  SECTION("it cannot be looked at: as without an archive") {
    rig.run_until(at(2026, 2, 20));
    CHECK(rig.posts_to("ada").size() == before + 2);
    CHECK(rig.posts_to("organisers").size() == 1);
  }
}

TEST_CASE("notes that are ended again replace what was proposed", "[meeting][archive]") {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  rig.archive = [](const Call&) { return stands("made 12 " + blob + " https://h.example/12"); };
  take_notes(rig);
  propose(rig, person("ada"));
  rig.say("start community", person("ada"), "meetings");
  rig.say("topic two", person("ada"), "meetings");
  rig.say("end", person("ada"), "meetings");
  propose(rig, person("ada"), "2");
  REQUIRE(rig.archive_calls.size() == 2);
  CHECK(rig.archive_calls[1].path == rig.archive_calls[0].path);
  CHECK(rig.archive_calls[1].body.starts_with(blob + "\n"));
}

TEST_CASE(
    "a file that was written before its pull request was refused is replaced later",
    "[meeting][archive]"
) {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  rig.archive = [](const Call&) {
    Fetched out = fails(errc::refused, 403, "github Resource not accessible");
    out.etag = blob;
    return out;
  };
  take_notes(rig);
  propose(rig, person("ada"));
  propose(rig, person("ada"));
  REQUIRE(rig.archive_calls.size() == 2);
  CHECK(rig.archive_calls[0].body.starts_with("-\n"));
  CHECK(rig.archive_calls[1].body.starts_with(blob + "\n"));
}

TEST_CASE("who asked for a pull request can be forgotten", "[meeting][archive]") {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  take_notes(rig);
  propose(rig, person("ada"));
  rig.give(Forgotten{person("ada")}, person("ada"), "");
  auto row = rig.db.query("SELECT count(*) FROM meeting_pages WHERE person<>''");
  REQUIRE(row.next());
  CHECK(row.integer(0) == 0);
}

TEST_CASE("pages go with their notes", "[meeting][archive]") {
  const auto made = archive_rig();
  MeetingRig& rig = *made;
  take_notes(rig);
  rig.run_until(at(2026, 5, 1));
  auto row = rig.db.query("SELECT count(*) FROM meeting_pages");
  REQUIRE(row.next());
  CHECK(row.integer(0) == 0);
}
