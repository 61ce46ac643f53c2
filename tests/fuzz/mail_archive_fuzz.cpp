// tests/fuzz/mail_archive_fuzz.cpp: any bytes as a mailing list's archive, its feed, its dates, and a mail's subject.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/hyperkitty.hpp"
#include "bot/net/mail_dates.hpp"
#include "bot/net/mail_hash.hpp"
#include "bot/text.hpp"
#include "commands/proposals/proposing_mail.hpp"
#include "commands/proposals/windows_words.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

void is_subject(const std::string& text) {
  must(text.size() <= 500 && usher::sanitize(text) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::net;
  using namespace usher::proposals;
  const std::string_view bytes(
      reinterpret_cast<const char*>(data), size
  );  // NOLINT: bytes are bytes
  if (const auto page = parse_threads(bytes)) {
    must(page->next.empty() || page->next.front() == '?');
    for (const MailThread& thread : page->threads) {
      must(is_mail_hash(thread.id) && is_mail_hash(thread.first));
      is_subject(thread.subject);
    }
  }
  if (const auto feed = parse_feed(bytes))
    for (const FeedItem& item : *feed) {
      must(is_mail_hash(item.id));
      is_subject(item.subject);
    }
  (void)parse_email_date(bytes);
  (void)parse_iso_date(bytes);
  (void)parse_mail_date(bytes);
  (void)list_address(bytes);
  if (const auto number = proposed_number(bytes, "NEP")) must(*number >= 0 && *number <= 99999);
  must(mail_key(bytes, bytes).size() <= bytes.size());
  if (is_mail_url(bytes)) must(!host_of(bytes).empty());
  const WindowOrder order = window_order(bytes, "NEP");
  must(!order.number || (*order.number >= 0 && *order.number <= 99999));
  return 0;
}
