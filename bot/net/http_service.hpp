// bot/net/http_service.hpp: a web API as a service: features name it and never see its address or its credential.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/net/http.hpp"
#include "bot/service.hpp"

#include <string>
#include <vector>

namespace usher::net {

struct HttpServiceSettings {
  std::string name;           // what Call::service says
  std::string base_url;       // Call::path is appended to it
  Secret<std::string> token;  // "Authorization: Bearer …"; empty: none
  Headers headers;            // with every request; a header with a secret value belongs in `token`
  std::vector<std::string> hosts;  // where redirects may lead besides the base URL's own host
  HttpLimits limits;
};

// Call::path begins with "/" (or is empty) and stays below the base URL: no "..", no "//", not encoded ones either.
// A status below 500 other than 408 and 429 is an answer, without an errc. 429 is rate_limited, 408 and 5xx unavailable,
// each with the server's Retry-After.
class HttpService final : public Service {
 public:
  // client and clock outlive the service. Throws std::invalid_argument when the base URL is none.
  HttpService(HttpClient& client, const Clock& clock, HttpServiceSettings settings);

  std::string_view name() const override { return settings_.name; }
  boost::asio::awaitable<Answer> perform(Call call) override;

 private:
  HttpClient& client_;
  const Clock& clock_;
  HttpServiceSettings settings_;
};

// Whether the path stays below where it is appended: see above.
bool is_safe_path(std::string_view path);

// Percent-encodes what RFC 3986 does not leave unreserved; `keep` lists further characters to leave alone.
std::string percent_encode(std::string_view text, std::string_view keep = {});

// How long a response asks to wait: Retry-After, by the server's own Date where it has one. 0: it does not say.
std::chrono::seconds retry_after(const Response& response, sys_seconds now);

}  // namespace usher::net
