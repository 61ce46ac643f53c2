// tests/support/matrix_fake.hpp: a thin homeserver on loopback, on a thread of its own: for unit tests, for the program
// matrix_peer, and as the generator of load that bots are measured with.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace usher::testing::matrix {

namespace json = boost::json;

// Strict where the real ones are, and with their surprises (facts/matrix.md 6.8): transaction ids within device and room;
// 400 M_DUPLICATE_ANNOTATION; 400 M_UNKNOWN for a thread begun on an event with a relation; room ids without a domain; 413; a
// stranger's edit taken with 200; soft logout and refresh with rotation; numbers that are not whole refused; filters obeyed
// (not_senders, types, limit, lazy members); `limited` and prev_batch. What a client must not do is a violation: a call before
// its Retry-After is over, a login while a token is good, an event into an encrypted room that is not m.room.encrypted, a
// message without m.mentions, a formatted_body outside the subset, a since that is older than one that was acknowledged.
class FakeHomeserver {
 public:
  // port: where it listens; 0: any that is free.
  explicit FakeHomeserver(std::uint16_t port = 0);
  FakeHomeserver(const FakeHomeserver&) = delete;
  FakeHomeserver& operator=(const FakeHomeserver&) = delete;
  ~FakeHomeserver();

  std::string url() const;  // "http://127.0.0.1:PORT"
  std::string password() const;
  std::string access_token() const;  // of the device USHER
  std::string as_token() const;
  std::string hs_token() const;

  // One command of matrix_control.hpp, where they are listed, done at once; any thread. {"ok":false,"error":…} where it cannot be.
  json::object ask(json::object command);

  // --- for unit tests: the same, in fewer words ---
  FakeHomeserver& expect(
      std::string_view method, std::string_view path
  );  // the next call of it, "*" within a segment
  FakeHomeserver& reply_with(int status, std::string_view errcode = {}, int retry_after = -1);
  FakeHomeserver& but(std::string_view how);
  std::size_t calls(std::string_view path);
  json::object last_call(std::string_view path);
  json::array violations();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace usher::testing::matrix
