// bot/net/hyperkitty.cpp: HyperKitty's JSON.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/hyperkitty.hpp"

#include "bot/net/mail_dates.hpp"
#include "bot/net/mail_hash.hpp"
#include "bot/net/outside_json.hpp"
#include "bot/net/url.hpp"
#include "bot/text.hpp"

#include <boost/json/value.hpp>

#include <algorithm>

namespace usher::net {
namespace {

namespace json = boost::json;

constexpr std::size_t most_threads = 500;  // of one page

std::optional<MailThread> thread_of(const json::value& item) {
  const json::object* const object = item.if_object();
  if (object == nullptr) return std::nullopt;
  const auto active = parse_iso_date(text_of(*object, "date_active"));
  MailThread out;
  out.id = text_of(*object, "thread_id");
  if (!active || !is_mail_hash(out.id)) return std::nullopt;
  out.active = *active;
  out.subject = clean_subject(text_of(*object, "subject"));
  // A thread is called by its first mail; older versions say so only by its id.
  out.first = hash_in(text_of(*object, "starting_email"));
  if (out.first.empty()) out.first = out.id;
  return out;
}

// "https://…/threads/?page=2" → "?page=2": the host and the path are our own.
std::string query_of(std::string_view url) {
  url = url.substr(0, url.find('#'));
  const auto at = url.find('?');
  if (at == std::string_view::npos) return {};
  const std::string_view query = url.substr(at);
  const bool plain = std::ranges::all_of(query, [](char c) { return c > ' ' && c < 0x7F; });
  return plain && query.size() <= 500 ? std::string(query) : std::string();
}

}  // namespace

std::string clean_subject(std::string_view text) { return shorten(sanitize(text), 500); }

bool is_mail_hash(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

std::string hash_in(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  const auto slash = url.rfind('/');
  if (slash == std::string_view::npos || !is_mail_hash(url.substr(slash + 1))) return {};
  const std::string_view before = url.substr(0, slash);
  const bool mail = before.ends_with("/email") || before.ends_with("/message");
  return mail ? std::string(url.substr(slash + 1)) : std::string();
}

std::optional<ListAddress> list_address(std::string_view url) {
  const auto parsed = parse_url(url);
  if (!parsed || parsed->target != parsed->path) return std::nullopt;
  std::string_view text = url;
  while (text.ends_with('/')) text.remove_suffix(1);
  const auto slash = text.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view list = text.substr(slash + 1);
  std::string_view root = text.substr(0, slash);
  const bool named = list.find('@') != std::string_view::npos && list.size() <= 200 &&
                     std::ranges::all_of(list, [](char c) {
                       return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                              (c >= '0' && c <= '9') || c == '@' || c == '.' || c == '-' ||
                              c == '_' || c == '+';
                     });
  if (!named || !root.ends_with("/list")) return std::nullopt;
  root.remove_suffix(5);
  return ListAddress{std::string(root), std::string(list)};
}

Result<ThreadPage> parse_threads(std::string_view text) {
  const auto value = parse_outside(text);
  if (!value) return std::unexpected(errc::malformed);
  ThreadPage page;
  const json::array* items = value->if_array();
  if (const json::object* const object = value->if_object()) {
    const json::value* const results = object->if_contains("results");
    items = results == nullptr ? nullptr : results->if_array();
    page.next = query_of(text_of(*object, "next"));
  }
  if (items == nullptr) return std::unexpected(errc::malformed);
  for (const json::value& item : *items) {
    if (page.threads.size() == most_threads) {
      page.whole = false;
      break;
    }
    if (auto thread = thread_of(item)) page.threads.push_back(std::move(*thread));
  }
  // Not one of them: another program's answer.
  if (page.threads.empty() && !items->empty()) return std::unexpected(errc::malformed);
  return page;
}

Result<sys_seconds> parse_email_date(std::string_view text) {
  const auto value = parse_outside(text);
  const json::object* const object = value ? value->if_object() : nullptr;
  const auto date = object == nullptr ? std::nullopt : parse_iso_date(text_of(*object, "date"));
  if (!date) return std::unexpected(errc::malformed);
  return *date;
}

}  // namespace usher::net
