// A rig on a platform without forms: a feature that opens forms, one that hears every message, and people who answer.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/engine_rig.hpp"

#include <fstream>
#include <stdexcept>

namespace usher::test {

struct DialogueRig {
  explicit DialogueRig(Capabilities can = {.forms = false}, std::string vfs = {})
      : rig(can, std::move(vfs)) {}

  // "/poll" opens a form of two fields, "/report" a secret one, "/ping" says pong.
  void begin() {
    static constexpr CommandSpec specs[] = {
        {.name = "poll", .grammar = "", .summary = {}},
        {.name = "report", .grammar = "", .summary = {}},
        {.name = "ping", .grammar = "", .summary = {}},
        {.name = "forgetme", .grammar = "", .summary = {}}
    };
    rig.feature(
        "poll", {}, [this](const Event& event, Context& context) { return on(event, context); },
        specs
    );
    rig.feature(
        "ears", {Kind::message, Kind::edited},
        [this](const Event& event, Context&) -> Outcome {
          if (const auto* edited = event.as<Edited>())
            overheard.push_back(std::get<Message>(edited->now).text);
          if (const auto* message = event.as<Message>()) overheard.push_back(message->text);
          return {};  // Forgotten comes to every feature
        }
    );
    rig.start();
  }

  static Form form(bool secret) {
    Form out;
    out.id = secret ? "poll.report" : "poll.new";
    out.title = secret ? "A report" : "A poll";
    out.secret = secret;
    Field title;
    title.name = "title";
    title.label = secret ? "What happened?" : "What is it about?";
    title.secret = secret;
    Field when = title;
    when.name = "when";
    when.label = secret ? "What else should we know?" : "Until when?";
    when.type = secret ? Field::Type::text : Field::Type::date;
    out.fields = {title, when};
    return out;
  }

  Outcome on(const Event& event, Context& context) {
    if (const auto* command = event.as<Command>()) {
      if (command->name == "ping") return {SayReply{words("pong")}, {}};
      if (command->name == "forgetme")
        return {SayReply{words("forgotten")}, {ForgetPerson{event.who}}};
      return {None{}, {Open{event.who, form(command->name == "report")}}};
    }
    if (const auto* cancelled = event.as<Cancelled>()) stopped.push_back(cancelled->form);
    if (event.as<Submit>() == nullptr) return {};
    sent.push_back(event);
    context.db.run("INSERT INTO notices(at,feature,what) VALUES(0,'poll','sent')");
    return answer ? answer(event) : Outcome{};
  }

  // What they say, each in a conversation with Usher alone.
  Result<Reply> say(
      std::string id, std::string text, const std::string& who = "ada", bool answers_secret = false
  ) {
    Event event = rig.message(std::move(id), "", who, "dm-" + who);
    event.what = Message{std::move(text), false, true, answers_secret};
    return send(std::move(event));
  }
  Result<Reply> command(std::string id, std::string name, const std::string& who = "ada") {
    return send(rig.command(std::move(id), std::move(name), "", who));
  }
  Result<Reply> send(Event event) {
    Result<Reply> reply = rig.adapter->send(std::move(event));
    rig.settle();
    return reply;
  }

  const Pending& last() const {
    if (rig.adapter->delivered.empty()) throw std::runtime_error("nothing was posted");
    return rig.adapter->delivered.back();
  }
  std::string heard() const { return plain_text(last().doc); }  // what Usher said last
  std::size_t posts() const { return rig.adapter->delivered.size(); }
  std::int64_t count(const std::string& sql) {
    std::int64_t out = 0;
    rig.query([&](Database& db) {
      auto row = db.query(sql);
      row.next();
      out = row.integer(0);
    });
    return out;
  }
  // Whether the database's files hold these bytes.
  bool on_disk(std::string_view bytes) const {
    for (const char* suffix : {"", "-wal"}) {
      std::ifstream in(rig.path + suffix, std::ios::binary);
      const std::string all((std::istreambuf_iterator<char>(in)), {});
      if (all.find(bytes) != std::string::npos) return true;
    }
    return false;
  }

  std::function<Outcome(const Event&)> answer;  // to a complete form; nothing: None
  std::vector<Event> sent;
  std::vector<std::string> stopped, overheard;
  Rig rig;  // last: its engine ends before what its features write to
};

}  // namespace usher::test
