// tests/support/slack_dispatch.cpp: one delivery's life.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_dispatch.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::testing::slack {

std::string event_callback(std::string_view event, std::string_view id, std::int64_t time) {
  return fmt::format(
      R"({{"token":"fake","team_id":"{0}","context_team_id":"{0}","context_enterprise_id":null,"api_app_id":"{1}","event":{2},)"
      R"("type":"event_callback","event_id":"{3}","event_time":{4},"authorizations":[{{"enterprise_id":null,"team_id":"{0}",)"
      R"("user_id":"{5}","is_bot":true,"is_enterprise_install":false}}],"is_ext_shared_channel":false,"event_context":"4-{3}"}})",
      team_id, app_id, event, id, time, bot_user
  );
}

std::uint64_t Dispatch::send(std::shared_ptr<Delivery> delivery, bool keep) {
  delivery->number = ++last_;
  delivery->sent = Loop::Clock::now();
  ++counts_.sent;
  ++under_way_;
  delivery->kept = keep;
  if (keep) {
    kept_.push_back(delivery);
    if (kept_.size() > 2000) kept_.pop_front();
  }
  attempt(delivery);
  return delivery->number;
}

std::uint64_t Dispatch::event(json::object event, std::string id) {
  if (!wanted(event)) return 0;
  const auto time = std::chrono::system_clock::to_time_t(world_.now());
  auto delivery = std::make_shared<Delivery>();
  delivery->payload =
      event_callback(json::serialize(event), id.empty() ? world_.new_id("Ev") : id, time);
  return send(std::move(delivery));
}

bool Dispatch::wanted(const json::object& event) {
  std::string type(text_at(event, "type"));
  std::string_view room = text_at(event, "channel");
  if (const json::object* channel = object_at(event, "channel")) room = text_at(*channel, "id");
  if (type == "message") {
    const std::string_view kind = text_at(event, "channel_type");
    type += kind == "im"      ? ".im"
            : kind == "group" ? ".groups"
            : kind == "mpim"  ? ".mpim"
                              : ".channels";
  }
  if (!world_.settings.events.contains(type)) return false;
  // What happens where the bot is not is nothing that it hears of, but for its own comings and goings and those of rooms.
  const Channel* channel = world_.channel(room);
  const bool inside = channel == nullptr || channel->members.contains(std::string(bot_user));
  return inside || !(type.starts_with("message") || type == "app_mention");
}

std::shared_ptr<Delivery> Dispatch::kept(std::uint64_t number) const {
  const auto found = std::ranges::find(kept_, number, &Delivery::number);
  return found == kept_.end() ? nullptr : *found;
}

void Dispatch::attempt(const std::shared_ptr<Delivery>& delivery) {
  if (delivery->attempt > 0) ++counts_.repeated;
  if (!transport || !transport(delivery)) attempt_failed(delivery, "connection_failed");
}

void Dispatch::acknowledged(
    const std::shared_ptr<Delivery>& delivery, const json::object* payload
) {
  if (delivery->state != Delivery::State::under_way) return;
  delivery->state = Delivery::State::acknowledged;
  delivery->ended = Loop::Clock::now();
  --under_way_;
  ++counts_.acknowledged;
  if (payload != nullptr && delivery->kept) delivery->answer = *payload;
  if (const auto tell = std::exchange(delivery->acknowledged, nullptr)) tell(payload);
}

void Dispatch::attempt_failed(const std::shared_ptr<Delivery>& delivery, std::string_view why) {
  if (delivery->state != Delivery::State::under_way) return;
  const auto& retries = world_.settings.retries;
  if (delivery->kind == Delivery::Kind::event && std::cmp_less(delivery->attempt, retries.size())) {
    const auto wait = retries[static_cast<std::size_t>(delivery->attempt)];
    ++delivery->attempt;
    delivery->reason = why == "timeout" ? "timeout" : "connection_failed";
    loop_.after(wait, [this, delivery] {
      if (delivery->state == Delivery::State::under_way) attempt(delivery);
    });
    return;
  }
  delivery->state = Delivery::State::failed;
  delivery->why = why;
  delivery->ended = Loop::Clock::now();
  --under_way_;
  ++counts_.failed;
  if (const auto tell = std::exchange(delivery->failed, nullptr)) tell(why);
}

}  // namespace usher::testing::slack
