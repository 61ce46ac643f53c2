// adapters/web/hub.hpp: the open tabs, and who is told of what. I/O thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/message.hpp"
#include "adapters/web/roster.hpp"
#include "bot/net/websocket.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::web {

inline constexpr std::uint16_t signed_out = 4001;
inline constexpr std::uint16_t forgotten = 4002;

struct Tab {
  std::string person, name;  // name: the page's own
  std::shared_ptr<net::WebSocket> socket;
};

class Hub {
 public:
  static constexpr std::size_t most_of_one = 32;  // tabs of one person

  bool has_room(std::string_view person) const;
  void add(const std::shared_ptr<Tab>& tab);
  void remove(const std::shared_ptr<Tab>& tab);

  // To every tab that may see them, in their order.
  void publish(std::span<const Message> changed, const Roster& roster);
  // The same of many at once, a hundred a frame: more frames than a tab's queue holds would close it.
  void publish_all(std::span<const Message> changed, const Roster& roster);
  void tell(std::string_view person, const std::string& frame, std::string_view but_tab = {});
  // To the tab of that name where it is open, else to all of theirs; false where they have none.
  bool tell_tab(std::string_view person, std::string_view tab, const std::string& frame);
  void tell_all(const std::string& frame);
  void close(std::string_view person, std::uint16_t code, const std::string& reason);

  std::int64_t shown() const { return shown_; }  // the newest rev that was published
  void start_at(std::int64_t rev) { shown_ = rev; }

 private:
  std::map<std::string, std::vector<std::shared_ptr<Tab>>, std::less<>> tabs_;
  std::int64_t shown_ = 0;
};

}  // namespace usher::web
