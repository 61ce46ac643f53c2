// bot/net/mail_archive.hpp: the mail service over one list in a HyperKitty, Mailman's archive.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/net/http.hpp"
#include "bot/net/hyperkitty.hpp"
#include "bot/service.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

struct MailArchiveSettings {
  std::string name;      // what Call::service says
  std::string list_url;  // "https://lists.example.org/archives/list/talk@lists.example.org/"
  std::function<bool(std::string_view subject)> wanted;  // which mails are told of; clean UTF-8
  int most_pages = 40;                                   // of threads, for one LIST
  HttpLimits limits;                                     // limits.body bounds a page
};

// LIST asks the REST API for threads, page by page until one was active before the instant asked for, and for the date
// of each wanted mail that began one; these never change and are kept in memory. Where something has changed, the list's
// feed, which holds only the newest mails, is asked as well for wanted ones within threads of another subject; whether it
// has an answer or not. Where the API has none, the feed stands in: 206 when it does not reach back far enough, as when
// there are too many pages, threads or wanted mails. 429 is rate_limited and 5xx unavailable with the server's Retry-After; until then nothing is asked.
class MailArchive final : public Service {
 public:
  // client and clock outlive the service. Throws std::invalid_argument where list_url is no list of a HyperKitty.
  MailArchive(HttpClient& client, const Clock& clock, MailArchiveSettings settings);

  std::string_view name() const override { return settings_.name; }
  boost::asio::awaitable<Answer> perform(Call call) override;

 private:
  struct Reading;  // what one LIST has found so far
  boost::asio::awaitable<Answer> list(sys_seconds since, std::string etag);
  // The wanted threads; an answer other than 200 and 206 is why there are none.
  boost::asio::awaitable<Answer> threads(Reading* reading, std::string etag);
  boost::asio::awaitable<Answer> dates(Reading* reading);
  boost::asio::awaitable<Answer> feed(Reading* reading);
  boost::asio::awaitable<Result<std::string>> within_threads(Reading* reading
  );  // more lines, if there are
  boost::asio::awaitable<Result<std::vector<FeedItem>>> items();
  std::string lines_of(const std::vector<FeedItem>& items, sys_seconds since) const;
  boost::asio::awaitable<Answer> fetch(std::string url, std::string etag);

  HttpClient& client_;
  const Clock& clock_;
  MailArchiveSettings settings_;
  ListAddress at_;
  sys_seconds silent_until_{};
  std::map<std::string, sys_seconds, std::less<>> dates_;  // by hash
};

}  // namespace usher::net
