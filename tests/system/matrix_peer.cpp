// tests/system/matrix_peer.cpp: the thin homeserver as a program: one JSON object a line in, one a line out, in their order.
//
//   matrix_peer [PORT]
//
// Its first line says where it is: {"url":…,"password":…,"access_token":…,"as_token":…,"hs_token":…}. Ends with its input. The
// commands are those of tests/support/matrix_control.hpp.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_fake.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <span>
#include <string>

int main(int argc, char** argv) {
  namespace json = boost::json;
  const std::span<char*> args(argv, static_cast<std::size_t>(argc));
  try {
    usher::testing::matrix::FakeHomeserver fake(
        args.size() > 1 ? static_cast<std::uint16_t>(std::atoi(args[1])) : std::uint16_t{0}
    );
    const json::object where{
        {"url", fake.url()},
        {"password", fake.password()},
        {"access_token", fake.access_token()},
        {"as_token", fake.as_token()},
        {"hs_token", fake.hs_token()},
    };
    std::cout << json::serialize(where) << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
      boost::system::error_code bad;
      json::value command = json::parse(line, bad);
      json::object answer{{"ok", false}, {"error", "a command is a JSON object"}};
      if (!bad && command.is_object()) answer = fake.ask(std::move(command.get_object()));
      std::cout << json::serialize(answer) << std::endl;
    }
  } catch (const std::exception& error) {
    std::cerr << "matrix_peer: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
