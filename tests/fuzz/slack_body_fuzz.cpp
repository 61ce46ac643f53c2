// tests/fuzz/slack_body_fuzz.cpp: any bytes as the body of a request to the Events API's endpoint. The first byte says which
// content type it came with.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/http_body.hpp"
#include "adapters/slack/signature.hpp"
#include "tests/fuzz/slack_sound.hpp"

#include <array>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::slack;
  if (size == 0) return 0;
  constexpr std::array<std::string_view, 4> types{
      "application/json", "application/x-www-form-urlencoded", "", "text/plain; charset=utf-8"
  };
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto signature = check_signature(
      usher::Secret<std::string>(std::string("invented")), body.substr(0, 12), body, body,
      fuzz::now()
  );
  fuzz::must(signature != Signature::good);
  auto read = read_body(types.at(data[0] % types.size()), body);
  if (!read) return 0;
  if (const auto* payload = std::get_if<HttpPayload>(&*read)) {
    fuzz::must(payload->feed != Feed::other);
    fuzz::check_payload(payload->feed, payload->payload, 0);
  } else if (const auto* challenge = std::get_if<Challenge>(&*read)) {
    fuzz::must(!challenge->challenge.empty());
  } else if (const auto* limited = std::get_if<RateLimited>(&*read)) {
    fuzz::must(limited->minute >= usher::sys_seconds());
  }
  return 0;
}
