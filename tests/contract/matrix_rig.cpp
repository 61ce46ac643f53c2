// tests/contract/matrix_rig.cpp: Matrix as the contract sees it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/matrix_rig.hpp"

#include "tests/contract/contract.hpp"

namespace usher::contract {
namespace {

namespace json = boost::json;
using Transport = matrix::Settings::Transport;

class MatrixSide final : public Rig {
 public:
  explicit MatrixSide(bool as_service)
      : rig_(hear, as_service ? Transport::appservice : Transport::sync, specs(), add_help),
        as_service_(as_service) {}

  Engine& engine() override { return *rig_.engine; }
  Adapter& adapter() override { return *rig_.adapter; }
  void start() override { rig_.start(); }
  void stop() override { rig_.stop(); }
  void turn(int times) override { rig_.turn(times); }

  void say(std::string_view person, std::string words) override {
    rig_.say(user(person), "usher: " + words);
  }
  void command(std::string_view person, std::string line) override {
    rig_.say(user(person), std::string(1, rig_.adapter->capabilities().command_sign) + line);
  }
  void address(std::string_view person, std::string line) override {
    say(person, std::string(1, rig_.adapter->capabilities().command_sign) + line);
  }
  // The first button of the newest message that has that label.
  void press(std::string_view person, std::string_view label) override {
    std::string event;
    for (const matrix::rig::Said& one : rig_.said())
      if (one.body.contains(label)) event = one.event;
    rig_.act({{"do", "react"}, {"user", user(person)}, {"event", event}, {"key", "1️⃣"}});
  }
  // In the conversation with them, the newest thing of Usher's is the question, or that all is answered.
  bool asked(std::string_view person) override {
    const std::string room = conversation(person);
    if (room.empty()) return false;
    const auto said = rig_.said(room);
    return !said.empty() && (said.back().body.contains("Why") || at_end(said.back().body));
  }
  void fill(std::string_view person, std::string value) override {
    const std::string room = conversation(person);
    const std::size_t before = rig_.said(room).size();
    rig_.say(user(person), value, room);
    rig_.until([&] { return rig_.said(room).size() > before; });
    if (at_end(rig_.said(room).back().body)) rig_.say(user(person), "1", room);
  }
  std::vector<std::string> sees(std::string_view person) override {
    std::vector<std::string> out;
    for (const std::string& room : rig_.rooms()) {
      if (!rig_.is_in(user(person), room)) continue;
      for (const matrix::rig::Said& one : rig_.said(room)) out.push_back(one.body);
    }
    return out;
  }
  bool trouble(Trouble what) override {
    switch (what) {
      case Trouble::refused_for_now:
        rig_.act(
            {{"do", "fault"},
             {"path", "send"},
             {"status", 429},
             {"errcode", "M_LIMIT_EXCEEDED"},
             {"retry_after_ms", 200}}
        );
        return true;
      case Trouble::lost_after_done:
        rig_.act({{"do", "fault"}, {"path", "send"}, {"how", "lost"}});
        return true;
      case Trouble::given_twice:
        if (as_service_) {
          rig_.act({{"do", "configure"}, {"appservice", {{"repeat", 1}}}});
        } else {
          rig_.act({{"do", "sync"}, {"repeat", 2}});
        }
        return true;
    }
    return false;
  }
  bool waits_for_usher() const override { return true; }
  std::string violations() override { return rig_.violations(); }

 private:
  static std::string user(std::string_view person) { return fmt::format("@{}:localhost", person); }
  static bool at_end(std::string_view body) { return body.contains("Everything is answered."); }
  // Where they are alone with Usher; empty where there is none yet.
  std::string conversation(std::string_view person) {
    const std::string other = user(person == "ada" ? "bo" : "ada");
    for (const std::string& room : rig_.rooms())
      if (rig_.is_in(user(person), room) && !rig_.is_in(other, room)) return room;
    return "";
  }

  matrix::rig::MatrixRig rig_;
  bool as_service_;
};

}  // namespace

std::unique_ptr<Rig> matrix_rig(bool as_service) {
  return std::make_unique<MatrixSide>(as_service);
}

}  // namespace usher::contract
