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

// Whom an address that begins here leads to, as it stands there.
std::string led_to(std::string_view address) {
  constexpr std::size_t longest = std::size_t{3} * 255;
  address = address.substr(0, longest);
  address = address.substr(0, address.find_first_of("\"'?/<> "));
  return decoded(address);
}

// Where links to people begin, and what of a user id is left out there.
struct Form {
  std::string_view before;
  std::size_t sigil;
};
constexpr std::array forms{Form{"matrix.to/#/", 0}, Form{"matrix:u/", 1}};

constexpr std::size_t longest_name = 255;

// The person that the tag of a link leads to; empty for another link.
std::string person_of(std::string_view tag) {
  for (const auto& [before, sigil] : forms) {
    const auto at = tag.find(before);
    if (at == std::string_view::npos) continue;
    std::string user = (sigil == 0 ? "" : "@") + led_to(tag.substr(at + before.size()));
    if (user.starts_with('@') && user.contains(':')) return user;
  }
  return {};
}

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

std::string name_in(std::string_view inner) {
  if (inner.size() > longest_name) return {};
  const std::string name = sanitize(unescaped(inner), true);
  return std::string(trim(name));
}

}  // namespace

bool has_pill(std::string_view html, std::string_view user) {
  if (user.empty()) return false;
  html = without_reply(html);
  for (const auto& [before, sigil] : forms) {
    for (std::size_t at = html.find(before); at != std::string_view::npos;
         at = html.find(before, at)) {
      at += before.size();
      if (led_to(html.substr(at)) == user.substr(sigil)) return true;
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
  return name_in(html.substr(open + 1, close - open - 1));
}

std::vector<Pill> pills_in(std::string_view html) {
  constexpr std::size_t most = 20;
  html = without_reply(html);
  std::vector<Pill> out;
  while (out.size() < most) {
    const auto begin = html.find("<a ");
    if (begin == std::string_view::npos) break;
    html.remove_prefix(begin);
    const auto open = html.find('>');
    if (open == std::string_view::npos) break;
    const auto close = html.find('<', open);
    if (close == std::string_view::npos) break;
    Pill pill{person_of(html.substr(0, open)), name_in(html.substr(open + 1, close - open - 1))};
    if (!pill.user.empty() && !pill.name.empty()) out.push_back(std::move(pill));
    html.remove_prefix(close);
  }
  return out;
}

}  // namespace usher::matrix
