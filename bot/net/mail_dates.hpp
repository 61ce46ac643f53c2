// bot/net/mail_dates.hpp: dates as archives of mails and of commits write them. Pure; any bytes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher::net {

// ISO 8601 with its offset: "2026-10-26T18:31:00+01:00", "2026-10-26T17:31:00.123Z". Without an offset it is UTC.
std::optional<sys_seconds> parse_iso_date(std::string_view text);

// The same in UTC: "2026-10-26T17:31:00Z".
std::string utc_text(sys_seconds at);

// RFC 5322, 3.3, as RSS has it: "Mon, 26 Oct 2026 18:31:00 +0100"; without the day's name too, and with "GMT".
std::optional<sys_seconds> parse_mail_date(std::string_view text);

}  // namespace usher::net
