// tests/fuzz/slack_frame_fuzz.cpp: any bytes as what Slack sends through a socket, read to the event and back to its way.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/frame.hpp"
#include "tests/fuzz/slack_sound.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::slack;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  auto frame = read_frame({reinterpret_cast<const char*>(data), size});
  if (!frame) return 0;
  if (const auto* hello = std::get_if<Hello>(&*frame)) {
    fuzz::must(hello->connections >= 0);
    fuzz::must(fuzz::is_harmless(hello->host) && hello->host.size() <= 64);
  } else if (const auto* left = std::get_if<Disconnect>(&*frame)) {
    fuzz::must(fuzz::is_harmless(left->reason) && left->reason.size() <= 64);
  } else if (const auto* envelope = std::get_if<Envelope>(&*frame)) {
    fuzz::must(!envelope->id.empty() && envelope->retry >= 0);
    fuzz::must(ack(envelope->id).starts_with(R"({"envelope_id":")"));
    fuzz::check_payload(envelope->feed, envelope->payload, envelope->retry);
  }
  return 0;
}
