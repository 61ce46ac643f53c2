// bot/cli_registration.cpp: usher registration: what a homeserver is told of Usher as an application service.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/ids.hpp"
#include "bot/compose.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <cstdio>
#include <stdexcept>

namespace usher {

namespace {

// 256 bits, as hex: a word for a file, for YAML and for an HTTP header.
std::string new_token() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be started");
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
  out.pop_back();
  return out;
}

// For a single-quoted YAML scalar.
std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out.append(c == '\'' ? 2U : 1U, c);
  return out + "'";
}

// A regular expression that this user id alone matches.
std::string only(std::string_view user) {
  std::string out;
  for (const char c : user) {
    if (std::string_view(".+*?()[]{}|^$\\/").contains(c)) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

int print_registration(const Order& order) {
  const Setup setup = set_up(order, false);
  complain(setup.mistakes);
  if (!setup.mistakes.empty()) return exit_failed;
  if (!setup.config.matrix) {
    complain("There is no [matrix] in the configuration: add homeserver and user_id first.");
    return exit_failed;
  }
  const MatrixConfig& matrix = *setup.config.matrix;
  if (matrix.transport != MatrixConfig::Transport::appservice)
    complain("matrix.transport is \"sync\", which needs no registration: set it to \"appservice\"."
    );
  const auto token = [](const Secret<std::string>& configured, std::string_view key) {
    if (!configured.empty()) return configured.reveal();
    complain(fmt::format(
        "{0} is new: put it into a file that only Usher's user can read (chmod 600), and name that "
        "as matrix.{0}_file.",
        key
    ));
    return new_token();
  };
  const std::string as_token = token(setup.config.secrets.matrix_as_token, "as_token");
  const std::string hs_token = token(setup.config.secrets.matrix_hs_token, "hs_token");
  const std::string url = order.url.empty() ? "http://" + matrix.listen : order.url;
  const std::string_view user = matrix.user_id;
  const std::string_view localpart = user.substr(1, user.find(':') - 1);
  std::printf(
      "%s", fmt::format(
                "# Usher as an application service: for the homeserver's operator, who reads both "
                "tokens.\n"
                "id: usher\n"
                "url: {}\n"
                "as_token: {}\n"
                "hs_token: {}\n"
                "sender_localpart: {}\n"
                "rate_limited: false\n"
                "namespaces:\n"
                "  users:\n"
                "    - exclusive: true\n"
                "      regex: {}\n"
                "  aliases: []\n"
                "  rooms: []\n",
                single_quoted(url), single_quoted(as_token), single_quoted(hs_token),
                single_quoted(localpart), single_quoted(only(user))
            )
                .c_str()
  );
  return exit_fine;
}

}  // namespace usher
