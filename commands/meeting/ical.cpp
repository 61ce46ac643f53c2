// commands/meeting/ical.cpp: text to components.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/ical.hpp"

#include <algorithm>

namespace usher::meeting {

Component parse_component(std::string_view text) {
  // Else a mistake in a file would end the program, where libical was built so.
  static const bool set = [] {
    icalerror_set_errors_are_fatal(false);
    return true;
  }();
  static_cast<void>(set);
  std::string whole(text);
  std::ranges::replace(whole, '\0', ' ');  // it would be the end
  return Component(icalparser_parse_string(whole.c_str()));
}

std::string_view tzid_of(icalproperty* property) {
  icalparameter* const found = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
  const char* const name = found == nullptr ? nullptr : icalparameter_get_tzid(found);
  return name == nullptr ? std::string_view() : std::string_view(name);
}

}  // namespace usher::meeting
