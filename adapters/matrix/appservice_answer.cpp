// adapters/matrix/appservice_answer.cpp: paths, tokens, and what is answered.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/appservice_answer.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <charconv>
#include <utility>

namespace usher::matrix {

namespace {

constexpr std::size_t longest_txn = 255;

bool take(std::string_view& text, std::string_view lead) {
  if (!text.starts_with(lead)) return false;
  text.remove_prefix(lead.size());
  return true;
}

// A hash of it, so that neither the time nor the length tells anything.
std::string digest(std::string_view text) {
  std::string out(crypto_hash_sha256_BYTES, '\0');
  // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  crypto_hash_sha256(
      reinterpret_cast<unsigned char*>(out.data()),
      reinterpret_cast<const unsigned char*>(text.data()), text.size()
  );
  // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
  return out;
}

}  // namespace

std::string decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned value = 0;
    if (text[at] == '%' && at + 2 < text.size()) {
      const char* const from = text.data() + at + 1;
      const auto [end, error] = std::from_chars(from, from + 2, value, 16);
      if (error == std::errc() && end == from + 2) {
        out += static_cast<char>(value);
        at += 2;
        continue;
      }
    }
    out += text[at];
  }
  return out;
}

std::string token_of(const net::HttpRequest& request) {
  std::string_view header = net::find(request.headers, "authorization");
  if (take(header, "Bearer ")) return std::string(header);
  const std::size_t mark = request.target.find('?');
  if (mark == std::string::npos) return {};
  std::string_view query = std::string_view(request.target).substr(mark + 1);
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    std::string_view one = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    if (take(one, "access_token=")) return decoded(one);
  }
  return {};
}

bool is_token(std::string_view given, const Secret<std::string>& right) {
  if (right.empty()) return false;
  const std::string a = digest(given);
  const std::string b = digest(right.reveal());
  return sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Asked asked_of(std::string_view method, std::string_view target) {
  using What = Asked::What;
  std::string_view path = target.substr(0, target.find('?'));
  const bool reads = method == "GET" || method == "HEAD";
  if (reads && path == "/healthz") return {What::health, {}};
  if (reads && path == "/readyz") return {What::ready, {}};
  const bool led = take(path, "/_matrix/app/v1");
  if (method == "PUT" && take(path, "/transactions/")) {
    std::string txn = decoded(path);
    const bool good =
        !txn.empty() && txn.size() <= longest_txn && path.find('/') == std::string_view::npos;
    return good ? Asked{What::transaction, std::move(txn)} : Asked{};
  }
  if (led && method == "POST" && path == "/ping") return {What::ping, {}};
  const bool about = path.starts_with("/users/") || path.starts_with("/rooms/") ||
                     path.starts_with("/thirdparty/");
  return about && reads ? Asked{What::nobody, {}} : Asked{};
}

net::HttpResponse json_answer(int status, std::string_view errcode, std::string_view error) {
  net::HttpResponse out;
  out.status = status;
  out.headers = {{"Content-Type", "application/json"}};
  // Both are literals of the code's.
  out.body = errcode.empty() ? std::string("{}")
                             : fmt::format(R"({{"errcode":"{}","error":"{}"}})", errcode, error);
  return out;
}

}  // namespace usher::matrix
