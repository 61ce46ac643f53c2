// tests/engine/service_manager_test.cpp: datagrams of sd_notify(3), to a socket of the test's own.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/service_manager.hpp"

#include "tests/support/temp.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/datagram_protocol.hpp>
#include <catch2/catch.hpp>
#include <unistd.h>

#include <array>
#include <string>

using namespace usher;
namespace asio = boost::asio;
using Datagrams = asio::local::datagram_protocol;

namespace {

struct Listener {
  asio::io_context io;
  Datagrams::socket socket;

  explicit Listener(const std::string& address) : socket(io, Datagrams::endpoint(address)) {}
  std::string hears() {
    std::array<char, 256> text{};
    return {text.data(), socket.receive(asio::buffer(text))};
  }
};

}  // namespace

TEST_CASE("the service manager is told at the path that it names") {
  const test::TempFolder folder;
  Listener listener(folder.path() + "/notify");
  const ServiceManager manager(folder.path() + "/notify", "", "");
  CHECK(manager.tell("READY=1"));
  CHECK(listener.hears() == "READY=1");
  CHECK(manager.tell("STATUS=The database is damaged."));
  CHECK(listener.hears() == "STATUS=The database is damaged.");
}

TEST_CASE("a name with an at sign is an abstract one") {
  const std::string name = "usher-test-" + std::to_string(::getpid());
  Listener listener(std::string(1, '\0') + name);
  CHECK(ServiceManager("@" + name, "", "").tell("STOPPING=1"));
  CHECK(listener.hears() == "STOPPING=1");
}

TEST_CASE("that nobody listens, or nobody is named, is no trouble") {
  const test::TempFolder folder;
  CHECK_FALSE(ServiceManager("", "", "").tell("READY=1"));
  CHECK_FALSE(ServiceManager(folder.path() + "/nobody", "", "").tell("READY=1"));
  CHECK_FALSE(ServiceManager("vsock:2:1234", "", "").tell("READY=1"));
  CHECK_FALSE(ServiceManager("/" + std::string(200, 'x'), "", "").tell("READY=1"));
}

TEST_CASE("a full socket is not waited for") {
  const test::TempFolder folder;
  const Listener listener(folder.path() + "/notify");
  const ServiceManager manager(folder.path() + "/notify", "", "");
  int told = 0;
  while (told < 100'000 && manager.tell("WATCHDOG=1")) ++told;
  CHECK(told > 0);
  CHECK(told < 100'000);
}

TEST_CASE("the watchdog is the one that is meant for this process") {
  using std::chrono::microseconds;
  const std::string us = std::to_string(::getpid());
  CHECK(ServiceManager("", "30000000", "").watchdog() == microseconds(30'000'000));
  CHECK(ServiceManager("", "30000000", us).watchdog() == microseconds(30'000'000));
  CHECK_FALSE(ServiceManager("", "30000000", "1").watchdog());
  CHECK_FALSE(ServiceManager("", "", us).watchdog());
  CHECK_FALSE(ServiceManager("", "0", us).watchdog());
  CHECK_FALSE(ServiceManager("", "-5", us).watchdog());
  CHECK_FALSE(ServiceManager("", "soon", us).watchdog());
}
