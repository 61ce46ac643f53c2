// commands/proposals/windows_mail.hpp: reads the mailing list's archive for mails that propose acceptance.
//
// A poll is one Call of a mail service (bot/service.hpp) and its answer. How far back it asks follows from what was
// read before, so that nothing sent during a downtime is missed; each mail is dealt with once.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/topic.hpp"
#include "commands/proposals/windows_keeper.hpp"

#include <string_view>
#include <vector>

namespace usher::proposals {

class WindowMail {
 public:
  static constexpr std::string_view job = "windows:mail";

  // The next poll; nothing where no archive is configured.
  static std::vector<Effect> start(const Moment& now);
  static std::vector<Effect> tick(const Moment& now);
  // `tag`: "mail 7"; of an earlier poll it is passed over. What the mails lead to is the keeper's to tell.
  static std::vector<Effect> answered(
      std::string_view tag, const Fetched& answer, const Moment& now, WindowKeeper& keeper
  );
};

}  // namespace usher::proposals
