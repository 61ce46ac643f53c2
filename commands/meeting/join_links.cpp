// commands/meeting/join_links.cpp: addresses by their hosts and paths.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/join_links.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::size_t longest = 2000;
constexpr std::size_t most = 50;

struct Parts {
  std::string host;
  std::string_view path, query;
};

Parts parts_of(std::string_view url) {
  const auto scheme = url.find("://");
  std::string_view rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  rest = rest.substr(0, rest.find('#'));
  const auto end = std::min(rest.find_first_of("/?"), rest.size());
  Parts out;
  out.host = to_lower_ascii(rest.substr(0, end));
  rest.remove_prefix(end);
  const auto question = std::min(rest.find('?'), rest.size());
  out.path = rest.substr(0, question);
  while (out.path.ends_with('/')) out.path.remove_suffix(1);
  out.query = rest.substr(std::min(question + 1, rest.size()));
  return out;
}

bool is_host(std::string_view host, std::string_view of) {
  return host == of || (host.ends_with(of) && host[host.size() - of.size() - 1] == '.');
}

std::string_view passcode_of(std::string_view query) {
  for (const std::string_view one : split(query, '&'))
    if (one.starts_with("pwd=")) return one.substr(4);
  return {};
}

// What ends a sentence, or a bracket that began before the address, is no part of it.
std::string_view sentence_cut(std::string_view url) {
  while (!url.empty()) {
    const char last = url.back();
    const bool bracket = last == ')' && std::ranges::count(url, ')') > std::ranges::count(url, '(');
    if (!bracket && std::string_view(".,;:!?]}*_'\"").find(last) == std::string_view::npos) break;
    url.remove_suffix(1);
  }
  for (const std::string_view sign : {"。", "，", "；", "）", "”", "’"})
    if (const auto at = url.find(sign); at != std::string_view::npos) url = url.substr(0, at);
  return url;
}

bool is_pad(const Parts& at) {
  constexpr std::array<std::string_view, 6> hosts = {"hackmd.io",      "docs.google.com",
                                                     "etherpad.org",   "demo.hedgedoc.org",
                                                     "pad.riseup.net", "codimd.org"};
  return std::ranges::any_of(
             hosts, [&](std::string_view host) { return is_host(at.host, host); }
         ) ||
         at.host.starts_with("pad.") || at.host.starts_with("hackmd.") ||
         at.host.starts_with("etherpad.");
}

bool is_numbers(const Parts& at) {
  const bool zoom = is_host(at.host, "zoom.us") || is_host(at.host, "zoom.com");
  return (zoom && at.path.starts_with("/u/")) || is_host(at.host, "tel.meet") ||
         is_host(at.host, "dialin.teams.microsoft.com");
}

}  // namespace

std::vector<std::string> addresses_in(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size() && out.size() < most;) {
    const auto colon = text.find("://", at);
    if (colon == std::string_view::npos) break;
    std::size_t begin = colon;
    for (const std::string_view scheme : {"https", "http"})
      if (begin == colon && text.substr(0, colon).ends_with(scheme)) begin = colon - scheme.size();
    const auto end = std::min(text.find_first_of(" \t\r\n<>\"|\\^`", colon + 3), text.size());
    at = end;
    if (begin == colon) continue;
    const std::string_view url = sentence_cut(text.substr(begin, end - begin));
    if (url.size() > colon - begin + 3 && url.size() <= longest) out.emplace_back(url);
  }
  return out;
}

bool is_call(std::string_view url) {
  const Parts at = parts_of(url);
  if (is_numbers(at)) return false;
  if (is_host(at.host, "zoom.us") || is_host(at.host, "zoom.com"))
    return std::ranges::any_of(
        std::array<std::string_view, 5>{"/j/", "/my/", "/w/", "/s/", "/wc/"},
        [&](std::string_view begin) { return at.path.starts_with(begin); }
    );
  constexpr std::array<std::string_view, 8> hosts = {"meet.google.com", "teams.microsoft.com",
                                                     "teams.live.com",  "meet.jit.si",
                                                     "whereby.com",     "webex.com",
                                                     "gotomeet.me",     "meet.element.io"};
  return std::ranges::any_of(
             hosts, [&](std::string_view host) { return is_host(at.host, host); }
         ) ||
         at.host.starts_with("bbb.") || at.host.starts_with("jitsi.");
}

bool same_call(std::string_view a, std::string_view b) {
  const Parts one = parts_of(a);
  const Parts two = parts_of(b);
  const std::string_view code_a = passcode_of(one.query);
  const std::string_view code_b = passcode_of(two.query);
  return one.host == two.host && one.path == two.path &&
         (code_a.empty() || code_b.empty() || code_a == code_b);
}

JoinLinks links_of(std::string_view url, std::string_view place, std::string_view description) {
  std::vector<std::string> calls;
  JoinLinks out;
  for (const std::string_view text : {url, place, description})
    for (std::string& one : addresses_in(text)) {
      const Parts at = parts_of(one);
      if (is_call(one))
        calls.push_back(std::move(one));
      else if (is_numbers(at) && out.dial_in.empty())
        out.dial_in = std::move(one);
      else if (is_pad(at) && out.agenda.empty())
        out.agenda = std::move(one);
    }
  if (!calls.empty()) {
    out.join = calls.front();
    const auto other = std::ranges::find_if(calls, [&](const std::string& one) {
      return !same_call(out.join, one);
    });
    if (other != calls.end()) out.other = *other;
    // The longer of two for one room is the one with the passcode.
    for (const std::string& one : calls)
      if (same_call(out.join, one) && passcode_of(parts_of(out.join).query).empty()) out.join = one;
  } else {
    // No service that is known: what the event has for its address, or for its place.
    for (const std::string_view text : {url, place})
      if (const auto alone = addresses_in(text);
          out.join.empty() && !alone.empty() && alone.front() != out.agenda)
        out.join = alone.front();
  }
  return out;
}

}  // namespace usher::meeting
