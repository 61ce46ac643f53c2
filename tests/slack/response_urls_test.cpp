// tests/slack/response_urls_test.cpp: how often an answer's address may still be used.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/response_urls.hpp"

#include "tests/slack/send_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using send_rig::noon;

namespace {

std::string url(int number) { return "https://hooks.slack.example/" + std::to_string(number); }

}  // namespace

TEST_CASE("an address has five uses, fewer after each, none once it is spent", "[urls]") {
  send_rig::Store store;
  ResponseUrls urls([&](const Write& write) { write(*store.db); });
  CHECK(urls.left("", noon) == 0);
  CHECK(urls.left(url(1), noon) == 5);
  urls.used(url(1), noon);
  CHECK(urls.left(url(1), noon) == 4);
  urls.spent(url(2), noon);
  CHECK(urls.left(url(2), noon) == 0);
  ResponseUrls later([](const Write&) {});
  later.read_from(store.db.get());
  CHECK(later.left(url(1), noon) == 4);
}

TEST_CASE("what is over is swept away, once a minute at most however many there are", "[urls]") {
  ResponseUrls urls([](const Write&) {});
  for (int i = 0; i < 3000; ++i) static_cast<void>(urls.left(url(i), noon));
  CHECK(urls.size() == 3000);
  const sys_seconds later = noon + ResponseUrls::life;
  // None is over at that very moment; half a minute later all are, and wait for the next sweep.
  static_cast<void>(urls.left(url(3000), later));
  const std::size_t before = urls.size();
  static_cast<void>(urls.left(url(3001), later + std::chrono::seconds(30)));
  CHECK(urls.size() == before + 1);
  static_cast<void>(urls.left(url(3002), later + std::chrono::seconds(61)));
  CHECK(urls.size() <= 3);
}
