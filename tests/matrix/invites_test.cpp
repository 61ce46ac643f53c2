// tests/matrix/invites_test.cpp: which invitations are accepted.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/invites.hpp"

#include "tests/matrix/room_tools.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

using Verdicts = Verdict::What;

Settings settings_with(std::vector<std::string> people, std::vector<std::string> servers) {
  Settings out;
  out.welcome.people = std::move(people);
  out.welcome.servers = std::move(servers);
  out.rooms = {"#general:localhost", "!by-id"};
  return out;
}

Invite invite(std::string room = "!room", std::string inviter = "@ada:localhost") {
  Invite out;
  out.room = std::move(room);
  out.inviter = std::move(inviter);
  return out;
}

}  // namespace

TEST_CASE("an invitation is read from its stripped state", "[matrix][invites]") {
  const Invite one = read_invite(only_room(synced("sync_invite.json")), usher_id);
  CHECK(one.inviter == "@ada:localhost");
  CHECK(one.name == "general");
  CHECK(one.alias == "#general:localhost");
  CHECK(one.version == "12");
  CHECK_FALSE(one.direct);
  CHECK_FALSE(one.encrypted);
}

TEST_CASE("that a conversation is encrypted is known before anybody types", "[matrix][invites]") {
  const Invite one = read_invite(only_room(synced("sync_invite_encrypted.json")), usher_id);
  CHECK(one.inviter == "@bo:localhost");
  CHECK(one.direct);
  CHECK(one.encrypted);
}

TEST_CASE("an application service's invitation reads the same", "[matrix][invites]") {
  const Invite one = read_invite(only_room(pushed("transaction_invite.json")), usher_id);
  CHECK(one.inviter == "@ada:localhost");
  CHECK(one.version == "12");
}

TEST_CASE("who is welcome, and where", "[matrix][invites]") {
  struct Row {
    std::string_view what;
    Settings settings;
    Invite invite;
    bool served, can_read;
    int recent;
    Verdict::What verdict;
    Verdict::Why why;
  };
  using Why = Verdict::Why;
  const auto direct = [](Invite one) {
    one.direct = true;
    return one;
  };
  const auto encrypted = [](Invite one) {
    one.encrypted = true;
    return one;
  };
  const auto space = [](Invite one) {
    one.space = true;
    return one;
  };
  const Settings nobody = settings_with({}, {}), ada = settings_with({"@ada:localhost"}, {}),
                 here = settings_with({}, {"localhost"}), all = settings_with({}, {"*"});
  const Invite far = invite("!room", "@eve:elsewhere");
  const std::vector<Row> rows{
      {"a stranger's room", nobody, invite(), false, false, 0, Verdicts::decline, Why::stranger},
      {"sharing a room is no right to invite to others", nobody, invite(), true, false, 0,
       Verdicts::decline, Why::stranger},
      {"an allowed person's", ada, invite(), false, false, 0, Verdicts::join, Why::welcome},
      {"another's than the allowed person's", ada, far, false, false, 0, Verdicts::decline,
       Why::stranger},
      {"an allowed server's", here, invite(), false, false, 0, Verdicts::join, Why::welcome},
      {"another server's", here, far, false, false, 0, Verdicts::decline, Why::stranger},
      {"everybody's", all, far, false, false, 0, Verdicts::join, Why::welcome},
      {"a configured room, whoever invites", nobody, invite("!by-id", "@eve:elsewhere"), false,
       false, 0, Verdicts::join, Why::named},
      {"a configured alias's room", nobody, invite("!named", "@eve:elsewhere"), false, false, 0,
       Verdicts::join, Why::named},
      {"a conversation with who is in a room of Usher's", nobody, direct(far), true, false, 0,
       Verdicts::join, Why::direct},
      {"a conversation with a stranger", nobody, direct(far), false, false, 0, Verdicts::decline,
       Why::stranger},
      {"a conversation with who is allowed", ada, direct(invite()), false, false, 0, Verdicts::join,
       Why::direct},
      {"an encrypted conversation", nobody, encrypted(direct(far)), true, false, 0,
       Verdicts::instead, Why::encrypted_direct},
      {"a stranger's encrypted conversation opens none", nobody, encrypted(direct(far)), false,
       false, 0, Verdicts::decline, Why::stranger},
      {"an encrypted room", ada, encrypted(invite()), false, false, 0, Verdicts::decline,
       Why::encrypted_room},
      {"a configured room that is encrypted", nobody, encrypted(invite("!by-id")), false, false, 0,
       Verdicts::decline, Why::encrypted_room},
      {"an encrypted room that can be read", ada, encrypted(invite()), false, true, 0,
       Verdicts::join, Why::welcome},
      {"a Space", ada, space(invite()), false, false, 0, Verdicts::decline, Why::is_space},
      {"a configured Space", nobody, space(invite("!by-id")), false, false, 0, Verdicts::join,
       Why::named},
      {"the eleventh in a minute", ada, invite(), false, false, 10, Verdicts::wait, Why::crowded},
      {"a configured room, however many came before", nobody, invite("!by-id"), false, false, 99,
       Verdicts::join, Why::named},
      {"a stranger's, however many came before", nobody, invite(), false, false, 99,
       Verdicts::decline, Why::stranger},
  };
  const std::vector<std::string> named{"!named"};
  for (const Row& row : rows) {
    INFO(row.what);
    const Verdict verdict = judge(
        row.invite,
        Known{
            .settings = row.settings,
            .named = named,
            .served = row.served,
            .can_read = row.can_read,
            .recent = row.recent
        }
    );
    CHECK(verdict.what == row.verdict);
    CHECK(verdict.why == row.why);
  }
}

TEST_CASE(
    "an alias that stripped state claims makes no room a configured one", "[matrix][invites]"
) {
  Invite one = invite("!trap", "@eve:elsewhere");
  one.alias = "#general:localhost";
  const Settings settings = settings_with({}, {});
  CHECK(judge(one, Known{.settings = settings, .named = {}}).what == Verdicts::decline);
}
