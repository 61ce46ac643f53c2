// commands/proposals/topic.cpp: what a topic does where it does not say otherwise: nothing.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/topic.hpp"

namespace usher::proposals {

View Moment::view(std::string_view lang) const {
  return {settings, shelf, context.catalog, context.say(lang), std::string(feature) + ".", {}};
}

std::string Topic::action_of(std::string_view prefix, std::string_view what) const {
  std::string out(prefix);
  out += name();
  out += '.';
  return out += what;
}

Outcome Topic::pressed(std::string_view, std::string_view, const Question&) { return {}; }

Outcome Topic::submitted(std::string_view, const Submit&, const Question&) { return {}; }

std::vector<Effect> Topic::start(const Moment&) { return {}; }

std::vector<Effect> Topic::due(std::string_view, const Tick&, const Moment&) { return {}; }

std::vector<Effect> Topic::answered(std::string_view, const Fetched&, const Moment&) { return {}; }

std::vector<Effect> Topic::polled(std::span<const News>, int, const Moment&) { return {}; }

std::vector<Effect> Topic::room_changed(const Place&, const RoomChanged&, const Moment&) {
  return {};
}

void Topic::forget(const Person&, std::string_view, const Moment&) {}

}  // namespace usher::proposals
