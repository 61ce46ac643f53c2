// tests/fuzz/matrix_transaction_fuzz.cpp: any bytes as a request to the application service: a line with its target, then its body.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/appservice_answer.hpp"
#include "tests/matrix/sound.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::matrix;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const std::string_view all{reinterpret_cast<const char*>(data), size};
  const std::size_t end = std::min(all.find('\n'), all.size());
  usher::net::HttpRequest request;
  request.method = "PUT";
  request.target = std::string(all.substr(0, end));
  must(!is_token(token_of(request), usher::Secret<std::string>()));
  const Asked asked = asked_of(request.method, request.target);
  must(asked.txn.size() <= 255);
  must((asked.what == Asked::What::transaction) != asked.txn.empty());
  const std::string_view body = all.substr(std::min(end + 1, all.size()));
  if (const auto batch = read_transaction(body, "@usher:localhost", {1000}))
    must(sound::holds(*batch));
  return 0;
}
