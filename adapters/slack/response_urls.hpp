// adapters/slack/response_urls.hpp: five uses within half an hour, counted. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/rows.hpp"
#include "bot/adapter.hpp"
#include "bot/clock.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace usher::slack {

// facts/slack.md 1.4: "response_url: 5 uses, 30 min". What is used is counted here first and on the disk soon after, so a
// crash may forget the last use: Slack then refuses the sixth, which is no harm but a round trip.
class ResponseUrls {
 public:
  static constexpr int most_uses = 5;
  static constexpr std::chrono::minutes life{30};

  using Store = std::function<void(Write)>;
  explicit ResponseUrls(Store store) : store_(std::move(store)) {}
  void read_from(Database* reader) { reader_ = reader; }

  // How often it may still be used.
  int left(std::string_view url, sys_seconds now);
  void used(std::string_view url, sys_seconds now);
  void spent(std::string_view url, sys_seconds now);  // Slack says that it is no more
  std::size_t size() const { return counts_.size(); }

 private:
  struct Count {
    int uses = 0;
    sys_seconds until{};
  };
  Count& count(const std::string& mark, sys_seconds now);
  void sweep(sys_seconds now);

  Store store_;
  Database* reader_ = nullptr;
  sys_seconds swept_{};
  std::unordered_map<std::string, Count> counts_;
};

}  // namespace usher::slack
