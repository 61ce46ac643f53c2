// commands/proposals/proposing_mail.cpp: subjects and addresses, read without regular expressions.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/proposing_mail.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace usher::proposals {

namespace {

constexpr std::size_t longest_subject = 1000;  // bytes that are looked at
constexpr int highest_number = 99999;

// Lower-case, one blank for many, and what Chinese keyboards write in full width ("＃", "：", "５") as ASCII.
std::string plain(std::string_view subject) {
  const std::string clean = sanitize(subject.substr(0, longest_subject));
  std::string out;
  out.reserve(clean.size());
  for (std::size_t at = 0; at < clean.size();) {
    char32_t c = next_code_point(clean, at);
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c == 0x3000 || c == 0xA0 || c == '\t') c = ' ';
    if (c == 0x3010) c = '[';  // 【…】 around a list's name
    if (c == 0x3011) c = ']';
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    append_code_point(out, c);
  }
  return to_lower_ascii(out);
}

bool take(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) return false;
  text.remove_prefix(what.size());
  return true;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "[numpy-discussion] [neps] " at the front.
void drop_tags(std::string_view& text) {
  text = trim(text);
  while (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return;
    text = trim(text.substr(end + 1));
  }
}

bool take_any(std::string_view& text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return take(text, word); });
}

// HyperKitty: SHA-1 of the Message-ID, in base 32.
bool is_hash(std::string_view text) {
  return text.size() == 32 && std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
         });
}

constexpr std::array<std::string_view, 2> english = {"proposal to accept ", "proposal to accept:"};
constexpr std::array<std::string_view, 3> chinese = {"提案接受", "提议接受", "提議接受"};

}  // namespace

std::optional<int> proposed_number(std::string_view subject, std::string_view label) {
  const std::string lower = plain(subject);
  std::string_view text = lower;
  drop_tags(text);
  if (!take_any(text, english) && !take_any(text, chinese)) return std::nullopt;
  text = trim(text);
  if (take(text, ":")) text = trim(text);
  if (!take(text, to_lower_ascii(label))) return std::nullopt;
  text = trim(text);
  if (take(text, "no.") || take(text, "-")) text = trim(text);
  if (take(text, "#")) text = trim(text);
  int number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || !is_digit(text.front()) || ec != std::errc() || number > highest_number)
    return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  // "55th", "5.5" and "55/56" are no numbers of proposals.
  const bool more = text.size() > 1 && (text[0] == '.' || text[0] == '/') && is_digit(text[1]);
  if (more || (!text.empty() && (is_letter(text[0]) || text[0] == '_'))) return std::nullopt;
  return number;
}

std::string host_of(std::string_view url) {
  const auto begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  std::string_view rest = url.substr(begin + 3);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  const auto colon = rest.find(':');
  if (rest.contains('@')) return {};
  if (colon != std::string_view::npos) {
    const std::string_view port = rest.substr(colon + 1);
    if (port.empty() || !std::ranges::all_of(port, is_digit)) return {};
  }
  return to_lower_ascii(rest.substr(0, colon));
}

bool is_mail_url(std::string_view url) {
  if (url.size() > longest_mail_url || !to_lower_ascii(url.substr(0, 8)).starts_with("https://"))
    return false;
  const bool printable = std::ranges::all_of(url, [](char c) {
    return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != '"' && c != '\\' && c != '`';
  });
  const std::string host = host_of(url);
  const bool named = std::ranges::all_of(host, [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '-';
  });
  return printable && named && host.contains('.') && !host.starts_with('.') &&
         !host.ends_with('.') && !host.contains("..");
}

std::string mail_key(std::string_view url, std::string_view archive) {
  const std::string host = host_of(url);
  const auto sharp = std::min(url.find('#'), url.size());
  const std::string_view fragment = url.substr(std::min(sharp + 1, url.size()));
  std::string_view rest = url.substr(0, url.find_first_of("?#"));
  const std::string_view query = url.substr(rest.size(), sharp - rest.size());
  while (rest.ends_with('/')) rest.remove_suffix(1);
  const auto slash = rest.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
  const std::string_view before = slash == std::string_view::npos ? "" : rest.substr(0, slash);
  if (is_hash(last) && !host.empty() && host == host_of(archive) &&
      (before.ends_with("/thread") || before.ends_with("/message") || before.ends_with("/email")))
    return std::string(is_hash(fragment) ? fragment : last);  // "thread/<first>/#<answer>"
  const auto scheme = rest.find("://");
  const auto path =
      scheme == std::string_view::npos ? std::string_view::npos : rest.find('/', scheme + 3);
  std::string out = to_lower_ascii(rest.substr(0, std::min(path, rest.size())));
  if (path != std::string_view::npos) out += rest.substr(path);
  out += query;
  if (!fragment.empty()) out.append("#").append(fragment);
  return out;
}

}  // namespace usher::proposals
