// tests/net/mail_rig.hpp: the archive of a mailing list beside a server that follows a script to the letter.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/mail_archive.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace usher::testing::mail {

inline const std::string list = "/archives/list/talk@example.org/";
inline const std::string api = "/archives/api/list/talk@example.org/";
inline const std::string threads = "GET " + api + "threads/?format=json";
inline const std::string feed = "GET " + list + "feed/";

inline std::string thread(
    const std::string& id, const std::string& active, const std::string& subject
) {
  return fmt::format(
      R"({{"thread_id":"{0}","subject":"{2}","date_active":"{1}","starting_email":"http://x{3}email/{0}/"}})",
      id, active, subject, api
  );
}
inline std::string page(const std::string& items, const std::string& next = "") {
  return fmt::format(
      R"({{"count":9,"next":{},"previous":null,"results":[{}]}})",
      next.empty() ? "null" : "\"http://elsewhere.example/" + next + "\"", items
  );
}
inline std::string mail_json(const std::string& date) { return R"({"date":")" + date + R"("})"; }
inline std::string email(const std::string& id) {
  return "GET " + api + "email/" + id + "/?format=json";
}
inline std::string rss(const std::string& items) {
  return R"(<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>)" + items +
         "</channel></rss>";
}
inline std::string item(
    const std::string& id, const std::string& date, const std::string& subject
) {
  return "<item><title>" + subject + "</title><link>http://x" + list + "message/" + id +
         "/</link><pubDate>" + date + "</pubDate></item>";
}

struct Setup {
  HttpPeer peer;
  ClientUnderTest client;
  ManualClock clock{sys_seconds{std::chrono::seconds{1'800'000'000}}};
  net::MailArchiveSettings settings{
      .name = "nep-mail",
      .list_url = peer.url(list),
      .wanted = [](std::string_view subject) { return subject.starts_with("Proposal"); }
  };
  std::unique_ptr<net::MailArchive> archive;

  Answer ask(const std::string& etag = {}, const std::string& since = "2026-10-20T00:00:00Z") {
    if (!archive) archive = std::make_unique<net::MailArchive>(*client, clock, settings);
    Call call;
    call.method = "LIST";
    call.path = since;
    call.etag = etag;
    return run(client.io(), archive->perform(std::move(call)));
  }
  // After threads that have changed: nobody has proposed anything within another thread.
  void quiet_feed() { peer.expect(feed).reply(200, {}, rss("")); }
  std::string line(
      const std::string& date, const std::string& page_of, const std::string& subject
  ) {
    return date + "\t" + peer.url(list + page_of) + "\t" + subject + "\n";
  }
};

}  // namespace usher::testing::mail
