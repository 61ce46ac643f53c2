// tests/fuzz/web_frame_fuzz.cpp: any bytes as what a page sends.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/frame.hpp"

#include <concepts>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace usher::web;  // NOLINT(google-build-using-namespace): a program of one file

void must(bool holds) {
  if (!holds) std::abort();
}

// Of whatever frame it is: no number below 0.
struct NotNegative {
  void operator()(const auto& what) const {
    if constexpr (requires {
                    { what.message } -> std::convertible_to<std::int64_t>;
                  })
      must(what.message >= 0);
    if constexpr (requires {
                    { what.thread } -> std::convertible_to<std::int64_t>;
                  })
      must(what.thread >= 0);
    if constexpr (requires {
                    { what.before } -> std::convertible_to<std::int64_t>;
                  })
      must(what.before >= 0);
    if constexpr (requires {
                    { what.button } -> std::convertible_to<std::int64_t>;
                  })
      must(what.button >= 0);
    if constexpr (requires {
                    { what.since } -> std::convertible_to<std::int64_t>;
                  })
      must(what.since >= 0);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const auto frame = read_frame({reinterpret_cast<const char*>(data), size});
  if (!frame) return 0;
  std::visit(NotNegative{}, frame->what);
  if (const auto* hello = std::get_if<frame::Hello>(&frame->what)) {
    must(is_name(hello->tab) && frame->id.empty());
  } else if (std::holds_alternative<frame::Read>(frame->what)) {
    must(frame->id.empty());
  } else {
    must(is_name(frame->id));
  }
  return 0;
}
