// bot/net/hyperkitty.hpp: what HyperKitty, Mailman's archive, answers: its REST API's JSON, and its feed. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/errc.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

// ".../archives/list/talk@lists.example.org/" in its parts.
struct ListAddress {
  std::string root;  // "https://lists.example.org/archives"
  std::string list;  // "talk@lists.example.org", as in the address
  std::string page() const { return root + "/list/" + list + "/"; }
  std::string api() const { return root + "/api/list/" + list + "/"; }
};
// Nothing where the address is not that of a list in a HyperKitty.
std::optional<ListAddress> list_address(std::string_view url);

struct MailThread {
  std::string id;        // of its page: "<list>/thread/<id>/"
  std::string first;     // the mail that began it: "<api>/email/<first>/"
  std::string subject;   // of that mail; clean, one line, at most 500 bytes
  sys_seconds active{};  // the date of its latest mail
};
struct ThreadPage {
  std::vector<MailThread> threads;  // in the order of the answer: the most recently active first
  std::string next;                 // the query of the next page: "?page=2"; empty: there is none
  bool whole = true;                // not where it holds more threads than are looked at, 500
};
// GET <api>/threads/. A list (older versions) or an object with `results` and `next`; malformed when it is neither.
// Threads that cannot be read are left out.
Result<ThreadPage> parse_threads(std::string_view json);

// GET <api>/email/<hash>/: the mail's own date.
Result<sys_seconds> parse_email_date(std::string_view json);

struct FeedItem {
  std::string id;       // of the mail's page: "<list>/message/<id>/"
  std::string subject;  // as above
  sys_seconds date{};
};
// GET <page>/feed/, RSS 2.0. malformed when it is none or cut short; items that cannot be read are left out. No entity
// but XML's own is known, a DOCTYPE is refused; time and memory are in proportion to the bytes.
Result<std::vector<FeedItem>> parse_feed(std::string_view xml);

}  // namespace usher::net
