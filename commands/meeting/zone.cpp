// commands/meeting/zone.cpp: instants and wall clocks.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::local_seconds;
using std::chrono::seconds;

// The system's, by its name or by what a vendor has put before it.
const date::time_zone* system_zone(std::string_view name) {
  const bool vendor = name.starts_with('/');
  if (vendor) name.remove_prefix(1);
  while (!name.empty()) {
    try {
      return date::locate_zone(name);
    } catch (const std::exception&) {
      // Not by this name.
    }
    const auto slash = name.find('/');
    if (!vendor || slash == std::string_view::npos) return nullptr;
    name.remove_prefix(slash + 1);
  }
  return nullptr;
}

}  // namespace

struct Zone::Impl {
  std::string name;
  const date::time_zone* system = nullptr;
  std::shared_ptr<const CustomZone> custom;

  seconds offset(sys_seconds at) const {
    if (system != nullptr) return system->get_info(at).offset;
    if (!custom) return seconds(0);
    const auto& all = custom->transitions;
    const auto after = std::ranges::upper_bound(all, at, {}, &Transition::at);
    return after == all.begin() ? custom->before : std::prev(after)->offset;
  }

  // The offsets by which a clock could show this, the earlier instant first; those of the day before and the day after, of
  // which two switches of one zone are further apart.
  std::array<seconds, 2> offsets(local_seconds shown) const {
    const sys_seconds near(shown.time_since_epoch());
    return {offset(near - days(1)), offset(near + days(1))};
  }
};

Zone::Zone() {
  static const auto utc = std::make_shared<const Impl>(Impl{"UTC", nullptr, nullptr});
  impl_ = utc;
}

Zone::Zone(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

Zone::Zone(std::shared_ptr<const CustomZone> custom)
    : impl_(std::make_shared<const Impl>(Impl{custom->name, nullptr, custom})) {}

std::optional<Zone> Zone::named(std::string_view name) {
  if (name == "UTC" || name == "Z" || name == "GMT") return Zone();
  const date::time_zone* found = system_zone(name);
  if (found == nullptr) found = system_zone(iana_of_windows(name));
  if (found == nullptr) return std::nullopt;
  return Zone(std::make_shared<const Impl>(Impl{found->name(), found, nullptr}));
}

const std::string& Zone::name() const { return impl_->name; }

local_seconds Zone::to_local(sys_seconds at) const {
  return local_seconds(at.time_since_epoch() + impl_->offset(at));
}

sys_seconds Zone::to_utc(local_seconds shown) const {
  const auto [before, after] = impl_->offsets(shown);
  for (const seconds offset : {before, after}) {
    const sys_seconds at(shown.time_since_epoch() - offset);
    if (impl_->offset(at) == offset) return at;
  }
  return sys_seconds(shown.time_since_epoch() - before);
}

Zone::Shows Zone::shows(local_seconds time) const {
  const auto [before, after] = impl_->offsets(time);
  int count = 0;
  for (const seconds offset : {before, after})
    if (impl_->offset(sys_seconds(time.time_since_epoch() - offset)) == offset) ++count;
  if (count == 0) return Shows::never;
  return before != after && count == 2 ? Shows::twice : Shows::once;
}

}  // namespace usher::meeting
