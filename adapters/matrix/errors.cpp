// adapters/matrix/errors.cpp: what a homeserver's refusals mean (specification, "Standard error response", "Common error
// codes", "Rate limiting").
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/api.hpp"
#include "bot/net/backoff.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::matrix {

namespace json = boost::json;

namespace {

using std::chrono::milliseconds;

constexpr std::size_t longest_word = 100, longest_sentence = 300;

// It goes into log lines and into what operators read: capitals and underscores, and nothing else.
std::string word_of(const json::object& body) {
  const std::string_view word = look::text(body, "errcode");
  const bool plain =
      !word.empty() && word.size() <= longest_word && std::ranges::all_of(word, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '.' || c == '-';
      });
  return plain ? std::string(word) : std::string();
}

milliseconds retry_after_of(
    const net::Headers& headers, const json::object* body, sys_seconds now
) {
  if (const auto said = net::parse_retry_after(net::find(headers, "retry-after"), now))
    return *said;
  const auto number = body != nullptr ? look::number(*body, "retry_after_ms") : std::nullopt;
  constexpr milliseconds most = net::longest_retry_after;
  return number ? milliseconds(std::clamp<std::int64_t>(*number, 0, most.count()))
                : milliseconds(0);
}

using Word = std::pair<std::string_view, errc>;

// Sorted. What is not here is known by its status.
constexpr std::array words = std::to_array<Word>({
    {"M_LIMIT_EXCEEDED", errc::rate_limited},
    {"M_MISSING_TOKEN", errc::unauthorized},
    {"M_NOT_FOUND", errc::not_found},
    // Of the whole homeserver: its operators have to do something, and then it goes on.
    {"M_RESOURCE_LIMIT_EXCEEDED", errc::unavailable},
    {"M_TOO_LARGE", errc::too_large},
    {"M_UNKNOWN_TOKEN", errc::unauthorized},
    {"M_UNRECOGNIZED", errc::unsupported},
    {"M_USER_LOCKED", errc::unavailable},  // for a while (v1.12); the session stays
});
static_assert(std::ranges::is_sorted(words, {}, &Word::first));

errc meaning(int status, std::string_view errcode) {
  if (status == 429) return errc::rate_limited;
  if (status >= 500 || status == 408) return errc::unavailable;
  if (status == 413) return errc::too_large;
  if (errcode.empty()) return errc::unavailable;  // a proxy's page, or the wrong address
  const auto at = std::ranges::lower_bound(words, errcode, {}, &Word::first);
  if (at != words.end() && at->first == errcode) return at->second;
  return status >= 400 ? errc::refused : errc::unavailable;
}

bool says(const Refusal& refusal, std::initializer_list<std::string_view> any) {
  const std::string error = to_lower_ascii(refusal.error);
  return std::ranges::any_of(any, [&](std::string_view words) { return error.contains(words); });
}

}  // namespace

Refusal refusal_of(
    int status, const net::Headers& headers, std::string_view body, sys_seconds now
) {
  const auto answer = read_answer(body);
  Refusal out;
  out.status = status;
  if (answer) {
    out.errcode = word_of(*answer);
    out.error = shorten(sanitize(look::text(*answer, "error")), longest_sentence);
    out.soft_logout = look::flag(*answer, "soft_logout");
  }
  out.why = meaning(status, out.errcode);
  out.retry_after = retry_after_of(headers, answer ? &*answer : nullptr, now);
  return out;
}

bool is_done_already(std::string_view what, const Refusal& refusal) {
  if (what == "react") return refusal.errcode == "M_DUPLICATE_ANNOTATION";
  if (what == "redact") return refusal.why == errc::not_found;
  const bool forbidden = refusal.errcode == "M_FORBIDDEN" || refusal.errcode == "M_BAD_STATE";
  if (what == "join" || what == "invite")
    return forbidden && says(refusal, {"already in the room", "already joined"});
  if (what == "leave")
    return refusal.why == errc::not_found ||
           (forbidden &&
            says(refusal, {"not in room", "not in the room", "not a member", "already left"}));
  return false;
}

Setback setback_of(const Refusal& refusal) {
  // A token that is no good any more is the session's business; the post waits for another.
  if (refusal.why == errc::unauthorized) return {errc::unavailable, refusal.retry_after};
  return {refusal.why, refusal.retry_after};
}

}  // namespace usher::matrix
