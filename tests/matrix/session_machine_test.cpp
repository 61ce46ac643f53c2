// tests/matrix/session_machine_test.cpp: how a session begins, is renewed, and is kept before it is used.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/session_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

TEST_CASE("a session that is kept is used, and nobody logs in", "[session]") {
  Life life({Way::password});
  life.start(life.grant(1));
  CHECK(life.acts() == Acts{"use 1 a1"});
  CHECK_FALSE(life.wait());
}

TEST_CASE(
    "where nothing is kept Usher logs in, and keeps the token before it uses it", "[session]"
) {
  Life life({Way::password});
  life.start();
  CHECK(life.acts() == Acts{"log in password"});
  life.granted(life.grant(1));
  CHECK(life.acts() == Acts{"keep a1"});
  life.kept();
  CHECK(life.acts() == Acts{"use 1 a1"});
}

TEST_CASE("an application service logs in its own way", "[session]") {
  Life life({Way::appservice});
  life.start();
  CHECK(life.acts() == Acts{"log in appservice"});
}

TEST_CASE("the operator's token comes before the password", "[session]") {
  Life life({Way::token, Way::password});
  life.start();
  CHECK(life.acts() == Acts{"log in token"});
}

TEST_CASE("with nothing to log in with Usher says so and asks nobody", "[session]") {
  Life life({});
  life.start();
  CHECK(life.acts() == Acts{"give up"});
  CHECK(life.told.back().find("matrix.password_file") != std::string::npos);
  CHECK_FALSE(life.wait());
}

TEST_CASE("a token is renewed a minute before it ends, and used until then", "[session]") {
  Life life({Way::password});
  life.log_in(minutes(5));
  CHECK(life.wait() == minutes(4));
  life.tick_after(minutes(4));
  CHECK(life.acts() == Acts{"refresh r1"});  // no pause: calls go on with the old one
  life.granted(life.grant(2, minutes(5)));
  CHECK(life.acts() == Acts{"keep a2"});
  life.kept();
  CHECK(life.acts() == Acts{"use 2 a2"});
  CHECK(life.wait() == minutes(4));
}

TEST_CASE("a token that lasts seconds is renewed when half of them are over", "[session]") {
  Life life({Way::password});
  life.log_in(seconds(5));
  CHECK(life.wait() == milliseconds(2500));
}

TEST_CASE("a kept token that has ended is renewed before anybody is refused", "[session]") {
  Life life({Way::password});
  Grant old = life.grant(1, minutes(5));
  old.until = life.wall - minutes(10);
  life.start(old);
  CHECK(life.acts() == Acts{"refresh r1"});
}

TEST_CASE("a kept token that has ended, and cannot be renewed, leads to a login", "[session]") {
  Life life({Way::password});
  Grant old = life.grant(1, minutes(5));
  old.until = life.wall - minutes(10);
  old.refresh = {};
  life.start(old);
  CHECK(life.deeds() == Acts{"erase", "log in password"});
}

TEST_CASE("soft logout: calls wait, and the token is renewed", "[session]") {
  Life life({Way::password});
  life.log_in(minutes(5));
  life.refused(1, true);
  CHECK(life.acts() == Acts{"pause 1", "refresh r1"});
  life.granted(life.grant(2, minutes(5)));
  life.kept();
  CHECK(life.acts() == Acts{"keep a2", "use 2 a2"});
}

TEST_CASE(
    "two refusals of one token are one refresh, and a late one of an old token is none", "[session]"
) {
  Life life({Way::password});
  life.log_in(minutes(5));
  life.refused(1, true);
  life.refused(1, true);
  life.refused(1, false);
  CHECK(life.acts() == Acts{"pause 1", "refresh r1"});
  Grant next = life.grant(2, minutes(5));
  life.granted(next);
  life.kept();
  life.acts();
  life.refused(1, true);
  life.refused(1, false);
  life.refused(7, false);
  CHECK(life.acts().empty());
}

TEST_CASE(
    "a refusal while a token is renewed early pauses the old one, and asks nothing more",
    "[session]"
) {
  Life life({Way::password});
  life.log_in(minutes(5));
  life.tick_after(minutes(4));
  life.acts();
  life.refused(1, true);
  CHECK(life.acts() == Acts{"pause 1"});
  life.granted(life.grant(2, minutes(5)));
  life.kept();
  CHECK(life.acts() == Acts{"keep a2", "use 2 a2"});
}

TEST_CASE("a new token that cannot be written down is not used before it is", "[session]") {
  Life life({Way::password});
  life.log_in(minutes(5));
  life.tick_after(minutes(4));
  life.granted(life.grant(2, minutes(5)));
  life.acts();
  life.kept(false);
  CHECK(life.acts() == Acts{"trouble"});
  CHECK(life.wait() == seconds(1));
  life.tick_after(seconds(1));
  CHECK(life.acts() == Acts{"keep a2"});
  life.kept(false);
  CHECK(life.acts().empty());  // told once
  CHECK(life.wait() == seconds(2));
  life.tick_after(seconds(2));
  life.acts();
  life.kept();
  CHECK(life.acts() == Acts{"tell", "use 2 a2"});
}

TEST_CASE(
    "a crash between granted and kept loses nothing: the old refresh token is still good",
    "[session]"
) {
  Life before({Way::password});
  before.log_in(minutes(5));
  before.tick_after(minutes(4));
  before.granted(before.grant(2, minutes(5)));
  Life after({Way::password});
  after.start(before.grant(1, minutes(1)));
  CHECK(after.acts() == Acts{"use 1 a1"});
  after.refused(1, true);
  CHECK(after.acts() == Acts{"pause 1", "refresh r1"});
}

TEST_CASE("what a refresh does not say stays as it was", "[session]") {
  Life life({Way::password});
  life.log_in(minutes(5));
  life.refused(1, true);
  Grant bare = life.grant(2);
  bare.user.clear();
  bare.device.clear();
  life.granted(bare);
  life.kept();
  CHECK(life.acts() == Acts{"pause 1", "refresh r1", "keep a2", "use 2 a2"});
  life.refused(2, true);
  CHECK(life.acts() == Acts{"pause 2", "refresh r1"});
}

TEST_CASE("a session of another user is not used, and says what to do", "[session]") {
  Life life({Way::password});
  life.start();
  life.acts();
  Grant other = life.grant(1);
  other.user = "@someone:localhost";
  life.granted(other);
  CHECK(life.acts() == Acts{"give up"});
  CHECK(life.told.back().find("matrix.user_id") != std::string::npos);
}

TEST_CASE("another device than was asked for is told", "[session]") {
  Life life({Way::password});
  life.start();
  life.acts();
  Grant other = life.grant(1);
  other.device = "OTHER";
  life.granted(other);
  CHECK(life.acts() == Acts{"trouble", "keep a1"});
  CHECK(life.told.back().find("OTHER") != std::string::npos);
}

TEST_CASE("stopped, a session asks nothing more, and still keeps what it was given", "[session]") {
  Life life({Way::password});
  life.start();
  life.machine.stop();
  CHECK(life.acts().empty());
  Life given({Way::password});
  given.start();
  given.acts();
  given.granted(given.grant(1));
  given.machine.stop();
  CHECK(given.acts() == Acts{"keep a1"});
  given.refused(1, false);
  given.fail(errc::unreachable);
  given.tick_after(minutes(100));
  CHECK(given.acts().empty());
  CHECK_FALSE(given.wait());
}
