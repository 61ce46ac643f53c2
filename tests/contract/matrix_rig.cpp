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
  MatrixSide(bool as_service, const Cast& cast)
      : rig_(
            cast.hear, as_service ? Transport::appservice : Transport::sync, cast.specs, cast.also
        ),
        as_service_(as_service) {}

  Engine& engine() override { return *rig_.engine; }
  Adapter& adapter() override { return *rig_.adapter; }
  void start() override { rig_.start(); }
  void stop() override { rig_.stop(); }
  void turn(int times) override { rig_.turn(times); }
  std::string database() const override { return rig_.path; }
  void ahead(std::chrono::milliseconds by) override {
    rig_.act({{"do", "configure"}, {"ahead_ms", by.count()}});
  }

  void say(std::string_view person, std::string words) override {
    rig_.say(user(person), "usher: " + words);
  }
  void command(std::string_view person, std::string line) override {
    rig_.say(user(person), std::string(1, rig_.adapter->capabilities().command_sign) + line);
  }
  void address(std::string_view person, std::string line) override {
    say(person, std::string(1, rig_.adapter->capabilities().command_sign) + line);
  }
  // Of the newest message that has such a button: by its number, which stands before the label.
  void press(std::string_view person, std::string_view label) override {
    const std::string words = fmt::format(" {}", label);
    std::string event, key;
    for (const std::string& room : rig_.rooms()) {
      if (!rig_.is_in(user(person), room)) continue;
      for (const matrix::rig::Said& one : rig_.said(room)) {
        const auto at = one.body.find(words);
        if (at == std::string::npos || one.event < event) continue;  // ids are in order
        const auto line = one.body.rfind('\n', at);
        const auto from = line == std::string::npos ? 0 : line + 1;
        event = one.event;
        key = one.body.substr(from, at - from);
      }
    }
    rig_.act({{"do", "react"}, {"user", user(person)}, {"event", event}, {"key", key}});
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
  std::vector<std::string> in_room() override { return bodies("!general"); }
  std::vector<std::string> alone(std::string_view person) override {
    return bodies(conversation(person));
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
      case Trouble::edit_refused:  // an edit is a message that says what it corrects
        return false;
    }
    return false;
  }
  bool waits_for_usher() const override { return true; }
  std::string violations() override { return rig_.violations(); }

 private:
  std::vector<std::string> bodies(const std::string& room) {
    std::vector<std::string> out;
    if (room.empty()) return out;
    for (const matrix::rig::Said& one : rig_.said(room)) out.push_back(one.body);
    return out;
  }
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

std::unique_ptr<Rig> matrix_rig(bool as_service, const Cast& cast) {
  return std::make_unique<MatrixSide>(as_service, cast);
}

}  // namespace usher::contract
