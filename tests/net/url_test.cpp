// tests/net/url_test.cpp: where a fetch may go, however the address is spelt.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/url.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace usher::net;
using usher::errc;

namespace {
errc check(std::string_view text, const std::vector<std::string>& allowed, bool loopback = false) {
  const auto url = parse_url(text);
  return url ? check_url(*url, "https", "http", allowed, loopback) : url.error();
}
}  // namespace

TEST_CASE("a URL is taken apart", "[url]") {
  const auto url = parse_url("HTTPS://API.GitHub.com:8443/repos/a%20b?ref=main#top");
  REQUIRE(url);
  CHECK(url->scheme == "https");
  CHECK(url->host == "api.github.com");
  CHECK(url->port == 8443);
  CHECK(url->path == "/repos/a%20b");
  CHECK(url->target == "/repos/a%20b?ref=main");
  CHECK(url->authority() == "api.github.com:8443");
  CHECK_FALSE(url->literal);
  CHECK(url->text.find('#') == std::string::npos);
}

TEST_CASE("a port that is not written is the scheme's own", "[url]") {
  CHECK(parse_url("https://a.example")->port == 443);
  CHECK(parse_url("https://a.example")->path == "/");
  CHECK(parse_url("http://a.example/")->port == 80);
  CHECK(parse_url("wss://a.example/x")->port == 443);
  CHECK(parse_url("wss://a.example/x")->authority() == "a.example");
  CHECK(parse_url("ws://[::1]:8080/x")->authority() == "[::1]:8080");
}

TEST_CASE("what is no clean URL is malformed", "[url]") {
  const auto* text = GENERATE(
      "", "not a url", "//host/path", "/path", "https://", "https://user@host/",
      "https://u:p@host/", "https://ho st/", "https://host/\r\nX: y", "https://host:99999/",
      "https://host:x/", "https://[::1/", "https://[zz]/"
  );
  INFO(text);
  const auto url = parse_url(text);
  const bool refused =
      !url ||
      check_url(*url, "https", "http", std::vector<std::string>{"host", "path"}, false) != errc::ok;
  CHECK(refused);
}

TEST_CASE("a URL of unlimited length is malformed", "[url]") {
  CHECK(parse_url("https://host/" + std::string(longest_url, 'a')).error() == errc::malformed);
}

TEST_CASE("only https passes, and http only to loopback in a test", "[url]") {
  const std::vector<std::string> hosts{"a.example", "127.0.0.1", "::1", "localhost"};
  CHECK(check("https://a.example/", hosts) == errc::ok);
  CHECK(check("http://a.example/", hosts) == errc::refused_scheme);
  CHECK(check("http://a.example/", hosts, true) == errc::refused_scheme);
  CHECK(check("ftp://a.example/", hosts) == errc::refused_scheme);
  CHECK(check("file://a.example/etc/passwd", hosts) == errc::malformed);
  CHECK(check("gopher://a.example/", hosts) == errc::refused_scheme);
  CHECK(check("http://127.0.0.1:8/", hosts, true) == errc::ok);
  CHECK(check("http://[::1]:8/", hosts, true) == errc::ok);
  CHECK(check("http://localhost:8/", hosts, true) == errc::ok);
  CHECK(check("https://127.0.0.1:8/", hosts, true) == errc::ok);
  CHECK(check("http://127.0.0.1:8/", hosts) == errc::refused_address);
  CHECK(check("https://localhost:8/", hosts) == errc::refused_address);
}

TEST_CASE("a private address is refused in any spelling, on the list or not", "[url]") {
  const auto* host = GENERATE(
      "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "10.0.0.1", "169.254.169.254",
      "0", "192.168.0.1", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]", "[fe80::1%25eth0]",
      "[64:ff9b::10.0.0.1]"
  );
  INFO(host);
  const auto text = "https://" + std::string(host) + "/";
  CHECK(check(text, {"127.0.0.1", "10.0.0.1", "::1"}) == errc::refused_address);
}

TEST_CASE("a test on loopback opens loopback alone", "[url]") {
  CHECK(check("http://10.0.0.1/", {"10.0.0.1"}, true) == errc::refused_address);
  CHECK(check("https://192.168.0.1/", {"192.168.0.1"}, true) == errc::refused_address);
}

TEST_CASE("a host is allowed by name or by the domain above it", "[url]") {
  const std::vector<std::string> allowed{"api.github.com", ".Slack.com"};
  CHECK(host_allowed("api.github.com", allowed));
  CHECK(host_allowed("API.github.COM", allowed));
  CHECK(host_allowed("hooks.slack.com", allowed));
  CHECK(host_allowed("a.b.slack.com", allowed));
  CHECK_FALSE(host_allowed("slack.com", allowed));
  CHECK_FALSE(host_allowed("evilslack.com", allowed));
  CHECK_FALSE(host_allowed("github.com", allowed));
  CHECK_FALSE(host_allowed("api.github.com.evil.example", allowed));
  CHECK_FALSE(host_allowed("api.github.com.", allowed));
  CHECK_FALSE(host_allowed("", allowed));
  CHECK_FALSE(host_allowed("a.example", {}));
}

TEST_CASE("Location is read from where it was said", "[url]") {
  const auto base = parse_url("https://a.example/x/y?z=1");
  REQUIRE(base);
  CHECK(resolve_url(*base, "/other")->text == "https://a.example/other");
  CHECK(resolve_url(*base, "sibling?q")->target == "/x/sibling?q");
  CHECK(resolve_url(*base, "https://b.example/")->host == "b.example");
  CHECK(resolve_url(*base, "//c.example/p")->text == "https://c.example/p");
  CHECK_FALSE(resolve_url(*base, "").has_value());
  CHECK_FALSE(resolve_url(*base, "https://u:p@b.example/").has_value());
}

TEST_CASE("an origin is scheme, host and port", "[url]") {
  const auto a = parse_url("https://a.example/x");
  CHECK(same_origin(*a, *parse_url("https://A.example:443/y")));
  CHECK_FALSE(same_origin(*a, *parse_url("https://a.example:444/x")));
  CHECK_FALSE(same_origin(*a, *parse_url("http://a.example/x")));
  CHECK_FALSE(same_origin(*a, *parse_url("https://b.example/x")));
}

TEST_CASE("a URL beside one that was read is what reading it would give, or is read", "[url]") {
  for (const char* origin : {"https://a.example", "http://127.0.0.1:8008", "http://[::1]:80"}) {
    const auto known = parse_url(std::string(origin) + "/first?of=all");
    REQUIRE(known);
    for (const char* rest :
         {"/", "/x", "/a/b?c=d", "/a%20b/%21x:y", "/~a_b-c;d=e,f", "/?", "/a?b?c", "//x", "/a//b"
         }) {
      const std::string text = std::string(origin) + rest;
      const auto made = beside(*known, text);
      const auto read = parse_url(text);
      INFO(text);
      REQUIRE(read);
      if (!made) continue;
      CHECK(made->scheme == read->scheme);
      CHECK(made->host == read->host);
      CHECK(made->port == read->port);
      CHECK(made->path == read->path);
      CHECK(made->target == read->target);
      CHECK(made->text == read->text);
      CHECK(made->literal == read->literal);
    }
    for (const char* rest : {"/a/b?c=d", "/v1.2/a.b", "/a%20b", "/a%", "/a%2", "/~a_b-c;d=e,f"})
      CHECK(beside(*known, std::string(origin) + rest));
  }
}

TEST_CASE("what leads elsewhere or would be written otherwise is not taken as it stands", "[url]") {
  const auto known = parse_url("https://a.example/x");
  REQUIRE(known);
  for (const char* text :
       {"https://a.example.evil/x", "https://a.example@evil/", "https://a.example:444/x",
        "http://a.example/x", "https://a.example", "https://a.example/a/../b",
        "https://a.example/./b", "https://a.example/%2e%2E/b", "https://a.example/a#b",
        "https://a.example/a b", "https://a.example/\\b", "https://a.example/\xc3\xa9",
        "https://A.example/x", "https://a.example/x?a=/.b"}) {
    INFO(text);
    CHECK_FALSE(beside(*known, text));
  }
}
