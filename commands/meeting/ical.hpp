// commands/meeting/ical.hpp: libical's handles, owned. It parses and does nothing else here (facts: its expansion goes wrong).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <libical/ical.h>

#include <memory>
#include <string>
#include <string_view>

namespace usher::meeting {

struct ComponentDeleter {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, ComponentDeleter>;

// One component from its text; null where it is none. Worker thread, or one thread at a time.
Component parse_component(std::string_view text);
// Those of a kind, in order: for (auto* p = first(c, kind); p != nullptr; p = next(c, kind)).
inline icalproperty* first_of(icalcomponent* in, icalproperty_kind kind) {
  return icalcomponent_get_first_property(in, kind);
}
inline icalproperty* next_of(icalcomponent* in, icalproperty_kind kind) {
  return icalcomponent_get_next_property(in, kind);
}
// The name that TZID gives; empty where there is none.
std::string_view tzid_of(icalproperty* property);

}  // namespace usher::meeting
