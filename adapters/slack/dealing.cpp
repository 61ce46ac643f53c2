// adapters/slack/dealing.cpp: kind by kind.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/dealing.hpp"

#include <type_traits>
#include <variant>

namespace usher::slack {

namespace {

template <class T, class... Ts>
constexpr bool is_one_of = (std::is_same_v<T, Ts> || ...);

bool is_said_to_us(const Message& message) { return message.mention || message.direct; }

}  // namespace

Dealing dealing_of(const Event& event) {
  return std::visit(
      [](const auto& what) {
        using T = std::remove_cvref_t<decltype(what)>;
        if constexpr (is_one_of<T, Message>)
          return is_said_to_us(what) ? Dealing::speaks : Dealing::near;
        else if constexpr (is_one_of<T, Edited>) {
          const auto* message = std::get_if<Message>(&what.now);
          return message == nullptr || is_said_to_us(*message) ? Dealing::speaks : Dealing::near;
        } else if constexpr (is_one_of<T, Command, Press, Submit, Cancelled, Shortcut>)
          return Dealing::speaks;
        else if constexpr (is_one_of<T, Joined, Opened>)
          return Dealing::arrives;
        else
          return Dealing::near;
      },
      event.what
  );
}

}  // namespace usher::slack
