// tests/matrix/session_failures_test.cpp: sessions that end, and logins that fail.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/session_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

TEST_CASE(
    "a session that the homeserver has ended is begun anew, with the operator told", "[session]"
) {
  Life life({Way::password});
  life.start(life.grant(1, minutes(5)));
  life.acts();
  life.refused(1, false);
  CHECK(life.acts() == Acts{"pause 1", "erase", "trouble", "log in password"});
}

TEST_CASE(
    "one that is ended again within the hour has a second Usher behind it: no loop", "[session]"
) {
  Life life({Way::password});
  life.log_in();
  life.tick_after(minutes(20));
  life.refused(1, false);
  CHECK(life.acts() == Acts{"pause 1", "erase", "give up"});
  CHECK(life.told.back().find("second Usher") != std::string::npos);
  Life later({Way::password});
  later.log_in();
  later.tick_after(minutes(61));
  later.refused(1, false);
  CHECK(later.deeds() == Acts{"pause 1", "erase", "log in password"});
}

TEST_CASE(
    "an operator's token that has ended asks for another, and nothing of it is tried again",
    "[session]"
) {
  for (const bool soft : {false, true}) {
    Life life({Way::token});
    life.log_in();
    life.refused(1, soft);
    CHECK(life.acts() == Acts{"pause 1", "give up"});
    CHECK(life.told.back().find("matrix.access_token_file") != std::string::npos);
  }
}

TEST_CASE("with a password beside it, a login follows an operator's token", "[session]") {
  Life life({Way::token, Way::password});
  life.log_in();
  life.refused(1, true);
  CHECK(life.deeds() == Acts{"pause 1", "log in password"});
}

TEST_CASE("soft logout without a refresh token: a login with the same device", "[session]") {
  Life life({Way::password});
  life.start(life.grant(1));
  life.acts();
  life.refused(1, true);
  CHECK(life.deeds() == Acts{"pause 1", "erase", "log in password"});
}

TEST_CASE("two logins are never less than half a minute apart", "[session]") {
  Life life({Way::password});
  life.log_in();
  life.tick_after(seconds(10));
  life.refused(1, true);
  CHECK(life.deeds() == Acts{"pause 1", "erase"});
  CHECK(life.wait() == seconds(20));
  life.tick_after(seconds(20));
  CHECK(life.deeds() == Acts{"log in password"});
}

TEST_CASE("a refresh token that is unknown or was used leads to a login", "[session]") {
  for (const auto& [why, word] :
       {std::pair(errc::unauthorized, "M_UNKNOWN_TOKEN"), std::pair(errc::refused, "M_FORBIDDEN"),
        std::pair(errc::unsupported, "M_UNRECOGNIZED")}) {
    Life life({Way::password});
    life.start(life.grant(1, minutes(5)));
    life.acts();
    life.refused(1, true);
    life.fail(why, word);
    CHECK(life.deeds() == Acts{"pause 1", "refresh r1", "erase", "log in password"});
  }
}

TEST_CASE("a refresh that fails on the way is tried again, later and later", "[session]") {
  Life life({Way::password});
  life.log_in(minutes(5));
  life.refused(1, true);
  life.acts();
  milliseconds expected = seconds(1);
  for (int i = 0; i < 10; ++i) {
    life.fail(errc::unreachable);
    CHECK(life.wait() == expected);
    life.tick_after(*life.wait());
    CHECK(life.deeds() == Acts{"refresh r1"});
    expected = std::min<milliseconds>(expected * 2, seconds(60));
  }
  life.granted(life.grant(2, minutes(5)));
  life.kept();
  CHECK(life.acts() == Acts{"keep a2", "tell", "use 2 a2"});
}

TEST_CASE("an early refresh that fails leaves the token in use, and tells nobody", "[session]") {
  Life life({Way::password});
  life.log_in(minutes(5));
  life.tick_after(minutes(4));
  life.acts();
  life.fail(errc::unavailable);
  CHECK(life.acts().empty());
  life.refused(1, false);  // and then it is ended
  CHECK(life.acts() == Acts{"pause 1", "erase", "give up"});
}

TEST_CASE("a 429 is obeyed, at logins and at refreshes", "[session]") {
  Life life({Way::password});
  life.start();
  life.acts();
  life.fail(errc::rate_limited, "M_LIMIT_EXCEEDED", minutes(5));
  CHECK(life.wait() == minutes(5));
  Life renewing({Way::password});
  renewing.log_in(minutes(5));
  renewing.refused(1, true);
  renewing.fail(errc::rate_limited, "M_LIMIT_EXCEEDED", seconds(30));
  CHECK(renewing.wait() == seconds(30));
}

TEST_CASE("a login that fails waits a minute, then twice that, up to an hour", "[session]") {
  Life life({Way::password});
  life.start();
  milliseconds expected = minutes(1);
  for (int i = 0; i < 10; ++i) {
    CHECK(life.deeds() == Acts{"log in password"});
    life.fail(errc::unreachable);
    CHECK(life.wait() == expected);
    life.tick_after(*life.wait());
    expected = std::min<milliseconds>(expected * 2, std::chrono::hours(1));
  }
  CHECK(life.told.size() == 1);
}

TEST_CASE("jitter takes off half of a wait at most", "[session]") {
  for (const double chance : {0.0, 0.3, 0.999}) {
    Life life({Way::password});
    life.chance = chance;
    life.start();
    life.fail(errc::unreachable);
    CHECK(life.wait() >= seconds(30));
    CHECK(life.wait() <= seconds(60));
  }
}

TEST_CASE(
    "what is no word of Matrix's never ends a way: a proxy's page, a wrong certificate", "[session]"
) {
  for (const errc why :
       {errc::unavailable, errc::refused, errc::not_found, errc::unauthorized, errc::tls_failed,
        errc::malformed, errc::refused_address, errc::bug}) {
    Life life({Way::password});
    life.start();
    life.acts();
    life.fail(why);
    CHECK(life.acts() == Acts{"trouble"});
    CHECK(life.wait());
  }
}

TEST_CASE("a login that is refused for good says why and what to do", "[session]") {
  const auto told = [](Way way, errc why, std::string_view word) {
    Life life({way});
    life.start();
    life.acts();
    life.fail(why, word);
    CHECK(life.acts() == Acts{"give up"});
    CHECK_FALSE(life.wait());
    return life.told.back();
  };
  CHECK(
      told(Way::password, errc::refused, "M_FORBIDDEN").find("password is wrong") !=
      std::string::npos
  );
  CHECK(
      told(Way::password, errc::refused, "M_USER_DEACTIVATED").find("is closed") !=
      std::string::npos
  );
  CHECK(told(Way::password, errc::refused, "M_UNKNOWN").find("access token") != std::string::npos);
  CHECK(
      told(Way::appservice, errc::unauthorized, "M_UNKNOWN_TOKEN").find("registration") !=
      std::string::npos
  );
  CHECK(
      told(Way::appservice, errc::refused, "M_EXCLUSIVE").find("sender_localpart") !=
      std::string::npos
  );
}

TEST_CASE("a locked account is asked again later: it may be opened", "[session]") {
  Life life({Way::password});
  life.start();
  life.acts();
  life.fail(errc::unavailable, "M_USER_LOCKED");
  CHECK(life.acts() == Acts{"trouble"});
  CHECK(life.wait() == minutes(1));
}
