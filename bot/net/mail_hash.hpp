// bot/net/mail_hash.hpp: how HyperKitty's pages name a mail, and its subject made harmless. Pure; any bytes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace usher::net {

// Letters and digits: SHA-1 of the Message-ID in base 32.
bool is_mail_hash(std::string_view text);
// "…/email/<hash>/", "…/message/<hash>/" → the hash; empty where the address holds none.
std::string hash_in(std::string_view url);
// Clean UTF-8 in one line, at most 500 bytes.
std::string clean_subject(std::string_view text);

}  // namespace usher::net
