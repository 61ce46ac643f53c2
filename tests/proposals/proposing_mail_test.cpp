// tests/proposals/proposing_mail_test.cpp: subjects that propose acceptance, subjects that do not, and links.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/proposing_mail.hpp"

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include <string>

using namespace usher::proposals;

TEST_CASE("A mail proposes acceptance by its subject, however it is written") {
  for (const char* subject :
       {"Proposal to accept NEP #55: A title", "Proposal to accept NEP 55",
        "proposal to accept nep-55", "PROPOSAL TO ACCEPT NEP55 — __array_function__",
        "[Numpy-discussion] Proposal to accept NEP #55: x",
        "  [Numpy-discussion]  [NEP] Proposal  to\taccept   NEP # 55.",
        "Proposal to accept NEP no. 55, x", "Proposal to accept NEP 0055 (x)", "提案接受 NEP 55",
        "提案接受NEP #55：标题", "【公告】提案接受　ＮＥＰ　＃５５：標題", "提議接受 NEP 55",
        "提议接受：NEP-55"}) {
    INFO(subject);
    CHECK(proposed_number(subject, "NEP") == 55);
  }
  CHECK(proposed_number("Proposal to accept PEP 8016: x", "PEP") == 8016);
  CHECK(proposed_number("Proposal to accept NEP 0", "NEP") == 0);
}

TEST_CASE("Answers, forwarded mails and talk about a proposal open nothing") {
  for (const char* subject :
       {"Re: Proposal to accept NEP #55: A title",
        "RE: [Numpy-discussion] Proposal to accept NEP 55",
        "[Numpy-discussion] Re: Proposal to accept NEP 55",
        "Aw: Proposal to accept NEP 55",
        "Re[2]: Proposal to accept NEP 55",
        "Fwd: Proposal to accept NEP 55",
        "FW: Proposal to accept NEP 55",
        "回复: 提案接受 NEP 55",
        "回复：提案接受 NEP 55",
        "答覆：提案接受 NEP 55",
        "转发：提案接受 NEP 55",
        "Objections to the Proposal to accept NEP 55",
        "Withdrawn: Proposal to accept NEP 55",
        "Proposal to accept",
        "Proposal to accept NEP",
        "Proposal to accept NEP #",
        "Proposal to accept NEPs 4 and 5",
        "Proposal to accept NEP fifty-five",
        "Proposal to accept NEP -",
        "Proposal to accept NEP 55th",
        "Proposal to accept NEP 5.5",
        "Proposal to accept NEP 55/56",
        "Proposal to accept NEP 123456789012345",
        "Proposal to accept NEP 100000",
        "Proposal to accept PEP 55",
        "Proposal to reject NEP 55",
        "NEP 55 — a title",
        "",
        "[",
        "[unclosed Proposal to accept NEP 55",
        "[][][]"}) {
    INFO(subject);
    CHECK_FALSE(proposed_number(subject, "NEP"));
  }
}

TEST_CASE("Hostile subjects are read without harm") {
  CHECK_FALSE(proposed_number(std::string(1U << 20U, '['), "NEP"));
  CHECK_FALSE(proposed_number(std::string("\xFF\xFE\0Proposal", 11), "NEP"));
  CHECK_FALSE(proposed_number(std::string(2000, ' ') + "Proposal to accept NEP 55", "NEP"));
  CHECK(
      proposed_number("\xE2\x80\xAEProposal to accept NEP 55", "NEP") == 55
  );  // a direction mark is dropped
  CHECK(proposed_number("Proposal to accept NEP 55\r\nBcc: x", "NEP") == 55);
}

TEST_CASE("A mail is the same by the archive's name of it, else by its address") {
  const std::string hash = "3MT5FBV4PQ6WYTCKVOHIWPNQUHIWPNQU";
  const std::string list = "https://mail.python.org/archives/list/numpy-discussion@python.org/";
  CHECK(mail_key(list + "thread/" + hash + "/", list) == hash);
  CHECK(mail_key(list + "message/" + hash, list) == hash);
  CHECK(mail_key(list + "thread/" + hash + "/?sort=date#x", list) == hash);
  CHECK(mail_key("HTTPS://Example.org/A/b/", list) == "https://example.org/A/b");
  CHECK(mail_key("https://example.org/A/b/?x", list) == "https://example.org/A/b?x");
  CHECK(mail_key("https://example.org/thread/short/", list) == "https://example.org/thread/short");
  CHECK(mail_key("", list).empty());
}

TEST_CASE("A link to a mail is https, has a host, and is not endless") {
  for (const char* good :
       {"https://mail.python.org/archives/list/x@y/thread/ABC/", "https://example.org",
        "HTTPS://example.org/a?b=c#d", "https://example.org:8443/a"}) {
    INFO(good);
    CHECK(is_mail_url(good));
  }
  for (const char* bad :
       {"http://example.org/", "https://", "https://localhost/", "https://a b.org/", "javascript:x",
        "https://user:secret@example.org/", "https://example.org/\"><script>", "https://.org/",
        "https://exa\xC3\xA4mple.org/", "mailto:a@example.org", "https://a..b/", "",
        "https://mail.python.org:x@evil.example/", "https://mail.python.org@evil.example/",
        "https://example.org:80x/", "https://example.org:/", "https://example.org:80:90/"}) {
    INFO(bad);
    CHECK_FALSE(is_mail_url(bad));
  }
  CHECK_FALSE(is_mail_url("https://example.org/" + std::string(500, 'a')));
  CHECK(host_of("https://Mail.Python.org:443/x") == "mail.python.org");
  CHECK(host_of("mail.python.org").empty());
}

TEST_CASE("Only the list's own archive is trusted with the name of a mail") {
  const std::string hash = "3MT5FBV4PQ6WYTCKVOHIWPNQUHIWPNQU";
  const std::string list = "https://mail.python.org/archives/list/numpy-discussion@python.org/";
  for (const std::string front :
       {"https://evil.example/", "https://mail.python.org:x@evil.example/",
        "https://mail.python.org@evil.example/", "https://mail.python.org.evil.example/"}) {
    INFO(front);
    const std::string thread = fmt::format("{}thread/{}", front, hash);
    CHECK(mail_key(thread + "/", list) == thread);
    CHECK(host_of(thread + "/") != "mail.python.org");
  }
  CHECK(mail_key(list + "thread/" + hash, "") == list + "thread/" + hash);
}

TEST_CASE(
    "Answers in one thread, comments below one page and mails named by a query are different mails"
) {
  const std::string first = "3MT5FBV4PQ6WYTCKVOHIWPNQUHIWPNQU";
  const std::string second = "A2T5FBV4PQ6WYTCKVOHIWPNQUHIWPNQU";
  const std::string list = "https://mail.python.org/archives/list/numpy-discussion@python.org/";
  CHECK(mail_key(list + "thread/" + first + "/#" + second, list) == second);
  CHECK(mail_key(list + "thread/" + first + "/?sort=date#" + second, list) == second);
  CHECK(mail_key(list + "message/" + second + "/", list) == second);
  const std::string page = "https://github.com/numpy/numpy/issues/7";
  CHECK(mail_key(page + "#issuecomment-1", list) == page + "#issuecomment-1");
  CHECK(mail_key(page + "#issuecomment-2", list) != mail_key(page + "#issuecomment-1", list));
  CHECK(mail_key(page + "#", list) == page);
  CHECK(
      mail_key("https://marc.info/?l=numpy&m=1", list) !=
      mail_key("https://marc.info/?l=numpy&m=2", list)
  );
}
