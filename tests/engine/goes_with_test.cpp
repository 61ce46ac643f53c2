// tests/engine/goes_with_test.cpp: what would be gone with somebody, as every feature says it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/engine_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::Rig;
using test::words;

TEST_CASE("a feature can ask what would go with somebody, and each says its own in their language"
) {
  Rig rig;
  class Keeper final : public Feature {
   public:
    std::string_view name() const override { return "keeper"; }
    Outcome on(const Event&, Context&) override { return {}; }
    std::vector<Phrase> goes_with(const Event& event, Context& context) override {
      if (event.who.id != "ada") return {};
      return {context.say(event.who)("Nothing was erased.")};
    }
  };
  rig.feature("asker", {Kind::message}, [](const Event& event, Context& context) -> Outcome {
    std::string all;
    for (const Phrase& one : context.goes_with(event)) all += one.str() + ";";
    return {SayReply{words(all + "asked")}, {}};
  });
  rig.engine->add(std::make_unique<Keeper>());
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  Event graces = rig.message("e2", "x");
  graces.who.id = "grace";
  CHECK(rig.adapter->send(graces));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 2);
  CHECK(plain_text(rig.adapter->delivered[0].doc) == "Nothing was erased.;asked");
  CHECK(plain_text(rig.adapter->delivered[1].doc) == "asked");
}
