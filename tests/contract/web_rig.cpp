// tests/contract/web_rig.cpp: the space in the browser as the contract sees it: a page of each person, that comes again when
// Usher was away, and sends again what was not acknowledged.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/contract/contract.hpp"
#include "tests/web/server_rig.hpp"

#include <boost/asio/detached.hpp>

#include <map>
#include <ranges>
#include <stdexcept>

namespace usher::contract {
namespace {

using namespace web::test_rig;

struct Tab {
  std::shared_ptr<net::WebSocket> socket;
  bool open = false, welcome = false;
  std::map<std::int64_t, json::object> messages;
  std::vector<std::string> notes;
  std::map<std::string, json::object> unanswered;  // frames, by their id
  json::object form;                               // empty: none is open

  void heard(const json::object& frame) {
    const std::string is = str(frame, "is");
    if (is == "welcome") welcome = true;
    if (is == "welcome" || is == "changes")
      for (const json::value& one : list(frame, "messages"))
        messages[num(one.as_object(), "id")] = one.as_object();
    if (is == "note") notes.push_back(json::serialize(frame.at("doc")));
    if (is == "form") form = obj(frame, "form");
    if (is == "ack") acknowledged(frame);
  }

 private:
  void acknowledged(const json::object& frame) {
    if (flag(frame, "again")) return;
    const auto sent = unanswered.find(str(frame, "id"));
    if (sent == unanswered.end()) return;
    if (str(sent->second, "do") == "submit") {
      if (str(frame, "reply") == "reject") {
        notes.push_back(json::serialize(frame.at("errors")));
      } else if (flag(frame, "ok")) {
        form.clear();
      }
    }
    unanswered.erase(sent);
  }
};

boost::asio::awaitable<void> listen(std::shared_ptr<Tab> tab) {
  while (true) {
    const auto message = co_await tab->socket->read();
    if (!message) break;
    tab->heard(read_json(message->data));
  }
  tab->open = false;
}

class WebSide final : public Rig {
 public:
  explicit WebSide(const Cast& cast) : rig_(cast.hear, cast.specs, cast.also) {
    cookies_["ada"] = rig_.enter("Ada", "maintainer");
    cookies_["bo"] = rig_.enter("Bo", "newcomer");
    come();
  }
  ~WebSide() override {
    for (auto& [person, tab] : tabs_)
      if (tab->socket) tab->socket->close(1000);
    rig_.until([this] { return !tabs_["ada"]->open && !tabs_["bo"]->open; });
  }

  Engine& engine() override { return *rig_.engine; }
  Adapter& adapter() override { return *rig_.adapter; }
  void start() override {
    rig_.start();
    come();
  }
  void stop() override {
    rig_.stop();
    rig_.until([this] { return !tabs_["ada"]->open && !tabs_["bo"]->open; });
  }
  std::string database() const override { return rig_.path; }
  void turn(int times) override {
    for (int i = 0; i < times; ++i) {
      rig_.io.restart();
      if (rig_.io.poll() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  void say(std::string_view person, std::string words) override {
    send(person, {{"do", "send"}, {"room", "general"}, {"text", "@usher " + words}});
  }
  void command(std::string_view person, std::string line) override {
    const std::string sign(1, adapter().capabilities().command_sign);
    send(person, {{"do", "send"}, {"room", "general"}, {"text", sign + line}});
  }
  void press(std::string_view person, std::string_view label) override {
    for (const auto& [id, message] : std::views::reverse(tabs_.at(std::string(person))->messages)) {
      if (!message.contains("doc")) continue;
      for (const json::value& block : list(message, "doc")) {
        if (!block.as_object().contains("buttons")) continue;
        const json::object button = one_of(block.as_object(), "buttons", "label", label);
        if (!button.empty())
          return send(person, {{"do", "press"}, {"message", id}, {"button", num(button, "n")}});
      }
    }
    throw std::runtime_error("nothing has such a button");
  }
  bool asked(std::string_view person) override {
    return !tabs_.at(std::string(person))->form.empty();
  }
  void fill(std::string_view person, std::string value) override {
    send(
        person, {{"do", "submit"},
                 {"ticket", str(tabs_.at(std::string(person))->form, "ticket")},
                 {"fields", {{"why", value}}},
                 {"secrets", json::object()}}
    );
  }
  std::vector<std::string> sees(std::string_view person) override {
    std::vector<std::string> out = tabs_.at(std::string(person))->notes;
    for (const auto& [id, message] : tabs_.at(std::string(person))->messages)
      if (message.contains("doc")) out.push_back(json::serialize(message.at("doc")));
    return out;
  }
  std::vector<std::string> in_room() override {
    return docs("ada", [](const json::object& one) {
      return str(one, "room") == "general" && !flag(one, "only");
    });
  }
  std::vector<std::string> alone(std::string_view person) override {
    const std::string room = fmt::format("dm:{}", person);
    return docs(person, [&](const json::object& one) { return str(one, "room") == room; });
  }
  bool trouble(Trouble what) override {
    if (what != Trouble::given_twice) return false;  // its messages are rows of Usher's database
    twice_ = true;
    return true;
  }
  bool waits_for_usher() const override { return true; }

 private:
  std::vector<std::string> docs(
      std::string_view person, const std::function<bool(const json::object&)>& which
  ) {
    std::vector<std::string> out;
    for (const auto& [id, message] : tabs_.at(std::string(person))->messages)
      if (message.contains("doc") && which(message))
        out.push_back(json::serialize(message.at("doc")));
    return out;
  }
  void come() {
    for (const auto& [person, cookie] : cookies_) {
      auto tab = std::make_shared<Tab>();
      if (const auto before = tabs_.find(person); before != tabs_.end())
        tab->unanswered = before->second->unanswered;
      tab->socket = rig_.open(person, cookie).value();
      tab->open = true;
      tabs_[person] = tab;
      boost::asio::co_spawn(rig_.io, listen(tab), boost::asio::detached);
      tab->socket->send(json::serialize(json::object{{"do", "hello"}, {"since", 0}, {"tab", "t"}}));
      rig_.until([&] { return tab->welcome; });
      for (const auto& [id, frame] : tab->unanswered) tab->socket->send(json::serialize(frame));
    }
  }
  void send(std::string_view person, json::object frame) {
    const std::string id = fmt::format("f-{:06}", ++frames_);
    frame["id"] = id;
    Tab& tab = *tabs_.at(std::string(person));
    tab.unanswered[id] = frame;
    if (!tab.open) return;
    tab.socket->send(json::serialize(frame));
    if (std::exchange(twice_, false)) tab.socket->send(json::serialize(frame));
  }

  ServerRig rig_;
  std::map<std::string, std::string, std::less<>> cookies_;
  std::map<std::string, std::shared_ptr<Tab>, std::less<>> tabs_;
  int frames_ = 0;
  bool twice_ = false;
};

}  // namespace

std::unique_ptr<Rig> web_rig(const Cast& cast) { return std::make_unique<WebSide>(cast); }

}  // namespace usher::contract
