// adapters/matrix/pill.cpp: reading them.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/pill.hpp"

#include "bot/text.hpp"

#include <array>
#include <utility>

namespace usher::matrix {

namespace {

constexpr std::string_view reply_end = "</mx-reply>";

std::string_view without_reply(std::string_view html) {
  if (!html.starts_with("<mx-reply>")) return html;
  const auto end = html.find(reply_end);
  return end == std::string_view::npos ? std::string_view() : html.substr(end + reply_end.size());
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// "%40ada%3Aexample.org" → "@ada:example.org".
std::string decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0;
    if (escape && hex(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

// Whether an address that begins here leads to that person.
bool leads_to(std::string_view address, std::string_view user) {
  constexpr std::size_t longest = std::size_t{3} * 255;
  address = address.substr(0, longest);
  address = address.substr(0, address.find_first_of("\"'?/<> "));
  return decoded(address) == user;
}

// Where links to people begin, and what of a user id is left out there.
struct Form {
  std::string_view before;
  std::size_t sigil;
};
constexpr std::array forms{Form{"matrix.to/#/", 0}, Form{"matrix:u/", 1}};

std::string unescaped(std::string_view html) {
  constexpr std::array<std::pair<std::string_view, char>, 5> entities{
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}
  };
  std::string out;
  while (!html.empty()) {
    std::size_t taken = 0;
    for (const auto& [entity, meant] : entities) {
      if (!html.starts_with(entity)) continue;
      out.push_back(meant);
      taken = entity.size();
    }
    if (taken == 0) out.push_back(html.front());
    html.remove_prefix(taken == 0 ? 1 : taken);
  }
  return out;
}

}  // namespace

bool has_pill(std::string_view html, std::string_view user) {
  if (user.empty()) return false;
  html = without_reply(html);
  for (const auto& [before, sigil] : forms) {
    for (std::size_t at = html.find(before); at != std::string_view::npos;
         at = html.find(before, at)) {
      at += before.size();
      if (leads_to(html.substr(at), user.substr(sigil))) return true;
    }
  }
  return false;
}

std::string leading_pill(std::string_view html, std::string_view user) {
  html = trim(without_reply(html));
  if (html.starts_with("<p>")) html = trim(html.substr(3));
  if (!html.starts_with("<a ")) return {};
  const auto open = html.find('>');
  if (open == std::string_view::npos || !has_pill(html.substr(0, open), user)) return {};
  const auto close = html.find('<', open);
  if (close == std::string_view::npos || !html.substr(close).starts_with("</a>")) return {};
  constexpr std::size_t longest = 255;
  const std::string_view inner = html.substr(open + 1, close - open - 1);
  if (inner.size() > longest) return {};
  const std::string name = sanitize(unescaped(inner), true);
  return std::string(trim(name));
}

}  // namespace usher::matrix
