// tests/matrix/inbound_broken_test.cpp: bodies with a part missing or of another type, and hostile texts: read or left out,
// never worse.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/said.hpp"
#include "bot/text.hpp"
#include "tests/matrix/sound.hpp"
#include "tests/matrix/wire.hpp"
#include "tests/slack/hostile.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

namespace json = boost::json;

bool is_sound(const std::string& body) {
  const auto sync = read_sync(body);
  const auto push = read_transaction(body, wire_identity().user);
  const auto page = read_messages(body, "!r");
  return (!sync || sound::holds(*sync)) && (!push || sound::holds(*push)) &&
         (!page || sound::holds(*page));
}

// Calls with each part of the value, at any depth.
template <class Visit>
void each_part(json::value& part, const Visit& visit) {
  if (json::object* object = part.if_object()) {
    for (auto& member : *object) {
      visit(member.value());
      each_part(member.value(), visit);
    }
  } else if (json::array* array = part.if_array()) {
    for (json::value& item : *array) {
      visit(item);
      each_part(item, visit);
    }
  }
}

}  // namespace

TEST_CASE("a body with any one part of another kind is read or refused", "[matrix][inbound]") {
  const std::array<json::value, 5> others{
      json::value(nullptr), json::value(-1), json::value(json::array{1}),
      json::value(json::object{}), json::value("@\n$!:|")
  };
  std::size_t tried = 0;
  for (const std::string& name : wire_names()) {
    const std::string bytes = wire(name);
    if (!name.ends_with(".json") || bytes.size() > 3000) continue;
    json::value body = json::parse(bytes);
    bool all = true;
    each_part(body, [&](json::value& place) {
      json::value kept = std::move(place);
      for (const json::value& other : others) {
        place = other;
        all = all && is_sound(json::serialize(body));
        ++tried;
      }
      place = std::move(kept);
    });
    INFO(name);
    CHECK(all);
  }
  CHECK(tried > 1000);
}

TEST_CASE("a body that ends anywhere is refused or empty", "[matrix][inbound]") {
  for (const char* name : {"sync_invite.json", "sync_gone.json", "transaction_invite.json"}) {
    const std::string whole = wire(name);
    const std::size_t end = whole.rfind('}');
    bool all = true;
    for (std::size_t size = 0; size < end; ++size)
      all = all && read_sync(whole.substr(0, size)).error() == errc::malformed;
    INFO(name);
    CHECK(all);
  }
}

TEST_CASE("hostile texts become harmless words", "[matrix][inbound]") {
  bool all = true;
  for (const std::string& bad : slack::test_rig::hostile_texts()) {
    for (const std::string& said :
         {bad, "!nep " + bad, fmt::format("> <{0}> x\n\n{0}", bad), "@usher " + bad}) {
      RoomEvent event = text(said);
      event.content["formatted_body"] = said;
      event.content["m.relates_to"] = {{"m.in_reply_to", {{"event_id", "$x"}}}};
      all = all && sound::holds(received(event, false), event);
      if (bad.size() > 1000) break;
      all = all && sound::holds(received(event, true), event);
    }
  }
  CHECK(all);
}
