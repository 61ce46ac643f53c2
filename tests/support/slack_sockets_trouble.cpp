// tests/support/slack_sockets_trouble.cpp: refreshes, cuts and ghosts of Socket Mode.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_sockets.hpp"

#include <fmt/format.h>

namespace usher::testing::slack {

using std::chrono::milliseconds;

std::vector<std::uint64_t> Sockets::chosen(bool all) const {
  std::vector<std::uint64_t> out;
  for (const auto& [id, socket] : sockets_)
    if (socket.ready && !socket.closing && socket.brings && (all || out.empty())) out.push_back(id);
  return out;
}

void Sockets::refresh(std::string_view reason, bool brings, milliseconds grace, bool all) {
  for (const std::uint64_t id : chosen(all)) {
    Socket& socket = sockets_.at(id);
    write(
        socket, 1,
        fmt::format(
            R"({{"type":"disconnect","reason":"{}","debug_info":{{"host":"applink-fake"}}}})",
            reason
        )
    );
    socket.brings = brings;
    loop_.after(grace, [this, id] {
      const auto found = sockets_.find(id);
      if (found == sockets_.end()) return;
      ++cut_;
      found->second.wire->cut();
      over(id, false);
    });
  }
}

void Sockets::cut(Cut how, bool all) {
  for (const std::uint64_t id : chosen(all)) {
    ++cut_;
    const auto wire = sockets_.at(id).wire;
    if (how == Cut::freeze) {
      wire->freeze();  // it stays registered, as ghosts do, and payloads go there
      continue;
    }
    if (how == Cut::rst)
      wire->reset();
    else
      wire->cut();
    over(id, false);
  }
}

void Sockets::say(std::string_view text) {
  for (const auto& [id, socket] : sockets_) write(socket, 1, text);
}

json::object Sockets::state() const {
  return {
      {"open", open()},
      {"registered", sockets_.size()},
      {"opened", opened_},
      {"closed_politely", closed_politely_},
      {"closed_rudely", closed_rudely_},
      {"cut", cut_},
      {"acknowledged_twice", twice_},
      {"nowhere", nowhere_},  // of what is sent once: no socket was there to bring it
      {"caught", caught_},  // of that: it came less than half a second before the end of its socket
      {"under_way", under_way_.size()}
  };
}

}  // namespace usher::testing::slack
