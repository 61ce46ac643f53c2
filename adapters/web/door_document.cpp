// adapters/web/door_document.cpp: what features have published, for everybody.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/door.hpp"
#include "bot/documents.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <charconv>

namespace usher::web {

using net::HttpResponse;

namespace {

constexpr std::size_t longest_path = 500;

// "/calendar/%E4%BC%9A.ics" → its bytes; nothing where a % is followed by no two hex digits.
std::optional<std::string> decoded(std::string_view path) {
  std::string out;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] != '%') {
      out += path[at];
      continue;
    }
    if (path.size() - at < 3) return std::nullopt;
    unsigned byte = 0;
    const char* const end = path.data() + at + 3;
    if (std::from_chars(path.data() + at + 1, end, byte, 16).ptr != end) return std::nullopt;
    out += static_cast<char>(byte);
    at += 2;
  }
  return out;
}

// If-None-Match: a list, weak or not, or anything at all (RFC 9110, 13.1.2).
bool names_tag(std::string_view field, std::string_view tag) {
  const auto each = split(field, ',');
  return std::ranges::any_of(each, [&](std::string_view one) {
    one = trim(one);
    if (one.starts_with("W/")) one.remove_prefix(2);
    return one == "*" || one == tag;
  });
}

}  // namespace

std::optional<HttpResponse> Door::document(std::string_view path, const net::HttpRequest& request)
    const {
  if (path.size() > longest_path) return std::nullopt;
  const auto plain = decoded(path);
  if (!plain || !space_.reader) return std::nullopt;
  auto tag = document_tag(*space_.reader, *plain);
  if (!tag) return std::nullopt;
  HttpResponse out;
  if (names_tag(net::find(request.headers, "if-none-match"), *tag)) {
    out.status = 304;
  } else {
    auto found = document_at(*space_.reader, *plain);
    if (!found) return std::nullopt;
    tag = std::move(found->tag);
    out = answer(200, std::move(found->document.bytes), std::move(found->document.type));
  }
  out.headers.push_back({"ETag", std::move(*tag)});
  // Kept for a few minutes by whoever likes; then it is asked whether it has changed.
  out.headers.push_back({"Cache-Control", "public, max-age=300, must-revalidate"});
  // It is public: pages elsewhere may show it. A script in it could do nothing: the policy of all answers holds.
  out.headers.push_back({"Cross-Origin-Resource-Policy", "cross-origin"});
  out.headers.push_back({"Access-Control-Allow-Origin", "*"});
  return out;
}

}  // namespace usher::web
