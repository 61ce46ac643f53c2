// tests/support/github_stand_in.hpp: the GitHub source against two peers that follow a script to the letter.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/github_tree.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace usher::testing {

inline const std::string contents = "GET /repos/numpy/numpy/contents/doc/neps?ref=main";
inline const std::string hello = "hello\n";
inline const std::string hello_sha = "ce013625030ba8dba906f756967f9e9ca394464a";
inline const std::string raw_path = "GET /numpy/numpy/main/doc/neps/a.rst";
inline const std::string blob_path = "GET /repos/numpy/numpy/git/blobs/" + hello_sha;
inline const std::string blob_json =
    R"({"sha":"ce013625030ba8dba906f756967f9e9ca394464a","size":6,"content":"aGVsbG8K\n","encoding":"base64"})";
inline const std::string listing_json = fmt::format(
    R"([{{"name":"b.rst","sha":"{0}","size":6,"type":"file"}},{{"name":"a.rst","sha":"{0}","size":6,"type":"file"}},{{"name":"d","sha":"{0}","size":0,"type":"dir"}}])",
    hello_sha
);

// What a listing or a file of numpy/numpy is asked with, and what both peers say is up to the test.
struct GitHubSetup {
  HttpPeer api, raw;
  ClientUnderTest client;
  ManualClock clock{sys_seconds{std::chrono::seconds{1'800'000'000}}};
  net::GitHubTreeSettings settings{
      .name = "neps",
      .repository = "numpy/numpy",
      .directory = "doc/neps",
      .api_url = api.url(""),
      .raw_url = raw.url("/")
  };
  std::unique_ptr<net::GitHubTree> tree;

  Answer perform(std::string method, std::string path, std::string etag) {
    if (!tree) tree = std::make_unique<net::GitHubTree>(*client, clock, settings);
    Call call;
    call.method = std::move(method);
    call.path = std::move(path);
    call.etag = std::move(etag);
    return run(client.io(), tree->perform(std::move(call)));
  }
  Answer list(std::string etag = {}) { return perform("LIST", {}, std::move(etag)); }
  Answer get() { return perform("GET", hello_sha + " a.rst", {}); }
};

}  // namespace usher::testing
