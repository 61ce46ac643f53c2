// bot/net/hackmd.hpp: the pad service (bot/service.hpp) over HackMD's API, version 1.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/net/http.hpp"
#include "bot/net/pad_writing.hpp"
#include "bot/service.hpp"

#include <string>
#include <string_view>

namespace usher::net {

struct HackMdSettings {
  std::string name;  // what Call::service says
  std::string api_url = "https://api.hackmd.io/v1";
  Secret<std::string> token;  // goes to the API alone
  HttpLimits limits;
};

// I/O thread. When HackMD says wait, nothing is asked until then.
class HackMd final : public Service {
 public:
  // client and clock outlive the service. Throws std::invalid_argument when api_url is no base URL.
  HackMd(HttpClient& client, const Clock& clock, HackMdSettings settings);

  std::string_view name() const override { return settings_.name; }
  boost::asio::awaitable<Answer> perform(Call call) override;

 private:
  boost::asio::awaitable<Answer> fetch(std::string page, PadWriting::Ask ask);

  HttpClient& client_;
  const Clock& clock_;
  HackMdSettings settings_;
  sys_seconds silent_until_{};
};

// What is the id of a page on HackMD: letters, digits, - and _.
bool is_pad_id(std::string_view text);

}  // namespace usher::net
