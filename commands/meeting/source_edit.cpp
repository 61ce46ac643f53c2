// commands/meeting/source_edit.cpp: lines put in and taken out, and the result read again.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/source_edit.hpp"

#include "bot/text.hpp"
#include "commands/meeting/names.hpp"
#include "commands/meeting/source_dates.hpp"
#include "commands/meeting/source_lines.hpp"
#include "commands/meeting/source_yaml.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace usher::meeting {

namespace {

using Flaw = SourceFlaw;
using Done = std::expected<void, Flaw>;

constexpr std::chrono::days behind{120}, ahead{400};

bool has(const std::vector<sys_seconds>& dates, sys_seconds at) {
  return std::ranges::find(dates, at) != dates.end();
}

class Editor {
 public:
  Editor(std::string_view text, const SourceChange& change, sys_seconds now)
      : text_(text), change_(change), now_(now) {}

  std::expected<std::string, Flaw> run() {
    if (const Done read = this->read(); !read) return std::unexpected(read.error());
    if (meetings_.empty()) return std::unexpected(Flaw::missing);
    stands_ = where_it_stands();
    const std::vector<sys_seconds> wanted = wanted_dates();
    if (dates() != wanted) {
      if (const Done done = put_right(wanted); !done) return std::unexpected(done.error());
      if (dates() != wanted) return std::unexpected(Flaw::form);
    }
    if (change_.on && !change_.link.empty() && change_.link != change_.link_before)
      if (const Done done = relocate(); !done) return std::unexpected(done.error());
    return text_;
  }

 private:
  Done read() {
    auto file = read_source(text_);
    if (!file) return std::unexpected(Flaw::form);
    auto found = meetings_of(
        *file, change_.key, std::min(change_.said, now_) - behind,
        std::max({change_.said, change_.start, now_}) + ahead
    );
    if (!found) return std::unexpected(Flaw::form);
    file_ = std::move(*file);
    meetings_ = std::move(*found);
    return {};
  }
  Done changed() {
    text_ = file_.text();
    return read();
  }

  std::vector<sys_seconds> dates() const { return dates_of(meetings_, now_); }
  std::vector<sys_seconds> wanted_dates() const {
    std::vector<sys_seconds> out = dates();
    std::erase(out, stands_);
    if (change_.on && change_.start > now_ && !has(out, change_.start))
      out.push_back(change_.start);
    std::ranges::sort(out);
    return out;
  }

  // When the file has it: where that was changed before, it may be a time that it had in between.
  sys_seconds where_it_stands() const {
    const std::vector<sys_seconds> all = dates();
    if (has(all, change_.said)) return change_.said;
    for (const sys_seconds at : change_.former)
      if ((!change_.on || at != change_.start) && has(all, at)) return at;
    return change_.said;
  }

  // The one that has this date; nothing where none or several have.
  const SourceMeeting* owner(sys_seconds at, int* count = nullptr) const {
    const SourceMeeting* out = nullptr;
    int several = 0;
    for (const SourceMeeting& one : meetings_)
      if (has(one.dates, at)) {
        out = &one;
        ++several;
      }
    if (count != nullptr) *count = several;
    return several == 1 ? out : nullptr;
  }

  Done put_right(const std::vector<sys_seconds>& wanted) {
    const bool marked = std::ranges::any_of(meetings_, &SourceMeeting::marked);
    if (marked) {
      // The mark is about whichever date comes next: it can go, but it cannot be written around.
      if (!change_.on) return std::unexpected(Flaw::ambiguous);
      if (const Done done = unmark(); !done) return done;
      if (dates() == wanted) return {};
    }
    int several = 0;
    const SourceMeeting* const its = owner(stands_, &several);
    if (several > 1) return std::unexpected(Flaw::ambiguous);
    std::size_t place = 0;
    if (its != nullptr) {
      place = its->event;
      const bool leaves = !change_.on || change_.start != stands_;
      if (leaves && !its->recurs) return change_.on ? shift(*its) : mark(*its);
      if (leaves)
        if (const Done done = take_out(place); !done) return done;
    } else {
      if (!change_.on) return std::unexpected(Flaw::missing);
      const auto home = home_of(change_.said);
      if (!home) return std::unexpected(home.error());
      place = *home;
    }
    if (!change_.on || owner(change_.start) != nullptr) return {};
    return put_in(place);
  }

  const SourceMeeting* at_place(std::size_t place) const {
    const auto found = std::ranges::find(meetings_, place, &SourceMeeting::event);
    return found == meetings_.end() ? nullptr : &*found;
  }

  // Where a date belongs that no meeting has now: to the one that leaves it out, else, where it is put back at its own time, to
  // the only one that recurs. Of a series that was put elsewhere as a whole none has it, and a second date would be added.
  std::expected<std::size_t, Flaw> home_of(sys_seconds at) const {
    std::vector<std::size_t> out;
    std::vector<std::size_t> recur;
    for (const SourceMeeting& one : meetings_) {
      if (!one.recurs) continue;
      recur.push_back(one.event);
      if (leaves_out(file_, one, at)) out.push_back(one.event);
    }
    if (out.empty() && change_.start == change_.said) out = recur;
    if (out.empty()) return std::unexpected(Flaw::missing);
    if (out.size() > 1) return std::unexpected(Flaw::ambiguous);
    return out.front();
  }

  Done take_out(std::size_t place) {
    const SourceMeeting* one = at_place(place);
    if (drop_added(file_, *one, stands_)) {
      if (const Done done = changed(); !done) return done;
      one = at_place(place);
      if (one == nullptr) return std::unexpected(Flaw::form);
      if (!has(one->dates, stands_)) return {};
    }
    if (!leave_out(file_, *one, stands_)) return std::unexpected(Flaw::form);
    return changed();
  }

  Done put_in(std::size_t place) {
    const SourceMeeting* one = at_place(place);
    if (one == nullptr) return std::unexpected(Flaw::form);
    if (drop_left_out(file_, *one, change_.start)) {
      if (const Done done = changed(); !done) return done;
      one = at_place(place);
      if (one == nullptr) return std::unexpected(Flaw::form);
      if (has(one->dates, change_.start)) return {};
    }
    if (!add_date(file_, *one, change_.start)) return std::unexpected(Flaw::form);
    return changed();
  }

  // One that takes place once.
  Done shift(const SourceMeeting& one) {
    const auto by = one.zone.to_local(change_.start) - one.begin.shown;
    shift_times(file_, one, by);
    return changed();
  }
  // As calendars that are kept by hand do it. With others of its title the mark would be about the next of them.
  Done mark(const SourceMeeting& one) {
    if (meetings_.size() > 1) return std::unexpected(Flaw::ambiguous);
    add_to_title(file_, one, " - CANCELED");
    return changed();
  }
  Done unmark() {
    for (const SourceMeeting& one : meetings_)
      if (one.marked)
        set_title(file_, one, [](std::string_view title) { return without_mark(title); });
    return changed();
  }

  Done relocate() {
    const SourceMeeting* const one = owner(change_.start);
    if (one == nullptr) return std::unexpected(Flaw::ambiguous);
    if (one->recurs) return std::unexpected(Flaw::no_words);
    if (!replace_link(file_, *one, change_.link_before, change_.link))
      return std::unexpected(Flaw::no_words);
    return changed();
  }

  std::string text_;
  const SourceChange& change_;
  sys_seconds now_;
  sys_seconds stands_{};
  SourceFile file_;
  std::vector<SourceMeeting> meetings_;
};

}  // namespace

std::expected<std::string, SourceFlaw> edit_source(
    std::string_view text, const SourceChange& change, sys_seconds now
) {
  return Editor(text, change, now).run();
}

}  // namespace usher::meeting
