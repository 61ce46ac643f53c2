// bot/errc.cpp: what each failure is called, and which of them pass.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/errc.hpp"

namespace usher {

std::string_view describe(errc code) {
  switch (code) {
    case errc::ok:
      return "fine";
    case errc::disk_full:
      return "the disk is full";
    case errc::storage_failed:
      return "the database failed";
    case errc::bug:
      return "a feature failed";
    case errc::shutting_down:
      return "shutting down";
    case errc::cancelled:
      return "cancelled";
    case errc::unsupported:
      return "not supported here";
    case errc::unreachable:
      return "unreachable";
    case errc::uncertain:
      return "outcome unknown";
    case errc::timed_out:
      return "timed out";
    case errc::tls_failed:
      return "no trusted certificate";
    case errc::refused_address:
      return "private addresses are refused";
    case errc::refused_host:
      return "host not on the allow-list";
    case errc::refused_scheme:
      return "only https is allowed";
    case errc::too_large:
      return "too large";
    case errc::too_many_redirects:
      return "too many redirects";
    case errc::malformed:
      return "malformed";
    case errc::not_yet:
      return "asked often enough for now";
    case errc::rate_limited:
      return "rate limited";
    case errc::unauthorized:
      return "not authorized";
    case errc::not_found:
      return "not found";
    case errc::refused:
      return "refused";
    case errc::unavailable:
      return "unavailable";
    case errc::guard_failed:
      return "the room is not as the guard asks";
    case errc::expired:
      return "expired";
    case errc::gave_up:
      return "gave up";
  }
  return "unknown failure";
}

bool is_transient(errc code) {
  switch (code) {
    case errc::unreachable:
    case errc::uncertain:
    case errc::timed_out:
    case errc::not_yet:
    case errc::rate_limited:
    case errc::unavailable:
    case errc::disk_full:
    case errc::storage_failed:
    case errc::shutting_down:
    case errc::cancelled:
      return true;
    default:
      return false;
  }
}

}  // namespace usher
