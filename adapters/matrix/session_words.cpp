// adapters/matrix/session_words.cpp: what an operator is told when a login is refused for good.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/session_machine.hpp"

namespace usher::matrix {

namespace {

using Way = SessionMachine::Way;

constexpr std::string_view by_token =
    "Make an access token for the account (in Element: Settings, Help & About, Advanced; of an "
    "account that signs in through "
    "a web page: its account page) and put it into the file that matrix.access_token_file names.";

}  // namespace

std::string login_advice(Way way, std::string_view errcode) {
  if (errcode == "M_USER_DEACTIVATED")
    return "The account is closed, and cannot be opened again: make another one, and name it in "
           "matrix.user_id.";
  if (errcode == "M_USER_SUSPENDED" || errcode == "M_USER_LOCKED")
    return "The homeserver's operators have locked the account: ask them.";
  if (way == Way::appservice) {
    if (errcode == "M_EXCLUSIVE")
      return "The registration that the homeserver has does not cover matrix.user_id: its "
             "sender_localpart must be what "
             "stands there before the colon. Print it again (usher registration), give it to the "
             "homeserver, and restart "
             "that.";
    return "The homeserver does not know this application service. Give it the registration (usher "
           "registration prints it), "
           "restart the homeserver, and check that matrix.as_token_file holds the same as_token.";
  }
  if (errcode == "M_FORBIDDEN")
    return "Either the password is wrong or matrix.user_id is: try them in another client. Does "
           "that sign in through a web "
           "page? Then a password is of no use here: " +
           std::string(by_token);
  // M_UNKNOWN, M_UNRECOGNIZED: there is no login by password there.
  return std::string(by_token);
}

}  // namespace usher::matrix
