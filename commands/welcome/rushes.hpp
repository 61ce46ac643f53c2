// commands/welcome/rushes.hpp: more people come at once than a community gets. Who they are is for administrators to say.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/welcome/settings.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace usher::welcome {

enum class Verdict : std::uint8_t { none, go_on, nobody };

inline constexpr std::string_view go_on_action = "welcome.go-on";  // value: the space
inline constexpr std::string_view nobody_action = "welcome.nobody";

// Somebody came there. Where that makes a rush, administrators are told of it, once; where there is none to tell, it is none.
std::vector<Effect> watch_rush(
    std::string_view space, const Settings& settings, const Context& context
);
// An administrator has pressed.
Reply judge(const Press& press, const Event& event, Context& context);
// Nobody has said anything about it for so long that it is too late to welcome anybody: it is over.
void drop_old_rushes(Database& db, sys_seconds before);

}  // namespace usher::welcome
