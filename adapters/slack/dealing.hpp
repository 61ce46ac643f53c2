// adapters/slack/dealing.hpp: how somebody of whom an event tells has to do with Usher, and so what is learnt of them. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/event.hpp"

#include <cstdint>

namespace usher::slack {

enum class Dealing : std::uint8_t {
  // They only write, react or leave where Usher is: Slack is not asked about them, and nothing is kept.
  near,
  // They come to a channel or to the workspace, or look at Usher's home tab: Slack is asked, so that they are met in their
  // language, and what it says is held in memory; kept only once Usher has written to them.
  arrives,
  // They said, pressed or sent something to Usher: what Slack says of them is kept, 30 days.
  speaks
};

Dealing dealing_of(const Event& event);

}  // namespace usher::slack
