// adapters/matrix/appservice_answer.hpp: who asks an application service, and for what. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/server.hpp"
#include "bot/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace usher::matrix {

// The token of a request: of the Authorization header, else of ?access_token= (servers before v1.4); empty where there is none.
std::string token_of(const net::HttpRequest& request);
// In the same time whatever differs. An empty secret makes everything wrong.
bool is_token(std::string_view given, const Secret<std::string>& right);

struct Asked {
  enum class What : std::uint8_t {
    transaction,
    ping,
    nobody,
    health,
    ready,
    nothing
  } what = What::nothing;
  std::string txn;  // of a transaction, decoded; at most 255 bytes
};
// By method and path: /_matrix/app/v1/… and, of old servers, the same without that lead.
Asked asked_of(std::string_view method, std::string_view target);

// "%21a" → "!a"; what is no escape stays.
std::string decoded(std::string_view text);

net::HttpResponse json_answer(
    int status, std::string_view errcode = {}, std::string_view error = {}
);

}  // namespace usher::matrix
