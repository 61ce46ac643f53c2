// adapters/matrix/feed_window.hpp: who said the latest messages, so that an edit of one need not be asked about. In memory.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/wire.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace usher::matrix {

class Window {
 public:
  explicit Window(std::size_t most = 512) : most_(most) {}
  struct Said {
    std::string room, sender;
    sys_millis at{};
  };
  // A message, and no edit of one. One that is known stays as it was first.
  void heard(const RoomEvent& event);
  void gone(std::string_view event);  // redacted: nobody may edit it
  const Said* find(std::string_view event) const;

 private:
  std::size_t most_;
  std::deque<std::string> turns_;  // the latest last
  std::unordered_map<std::string, Said> said_;
};

}  // namespace usher::matrix
