// adapters/web/desk.hpp: what becomes of a frame: an answer at once, or something to ask the engine first. No sockets, no
// coroutines: tests call it. I/O thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/frame.hpp"
#include "adapters/web/space.hpp"

#include <functional>
#include <string>
#include <variant>

namespace usher::web {

// The tab that sent it; its person is known.
struct Sender {
  std::string person, tab;
};

struct Ask {
  Inbound inbound;
  std::function<std::string(Result<Reply>)>
      then;  // after the commit, or its failure: the frame to send; may be empty
};
using Step = std::variant<std::string, Ask>;

class Desk {
 public:
  explicit Desk(Space& space) : space_(space) {}

  // A Hello is not for this: the tab has been greeted.
  Step take(const Sender& from, Frame frame);

 private:
  struct Case {  // one frame under way
    Sender from;
    std::string id;
  };
  // --- desk.cpp ---
  std::string event_id(const Case& at) const { return at.from.person + "/" + at.id; }
  Event event(const Case& at, Place place, What what, std::int64_t message = 0) const;
  std::string ok(const Case& at, std::int64_t message = 0) const;
  std::string no(const Case& at, std::string_view error) const;
  std::string failed(const Case& at, errc why) const;
  std::optional<std::string> not_in(const Case& at, std::string_view room) const;
  std::optional<Message> visible(const Case& at, std::int64_t id, bool also_deleted = false) const;
  using Writer = std::function<rows::Added(Database&)>;
  Writer once(const Case& at, Writer write) const;  // not again, when the page repeats itself
  // The usual end: publish what was written, then acknowledge.
  Ask written(
      const Case& at, std::optional<Event> event, std::function<rows::Added(Database&)> write
  );

  Step on(const Case& at, const frame::Hello&) { return no(at, "not_understood"); }
  Step on(const Case& at, const frame::React& react);
  Step on(const Case& at, const frame::Press& press);
  Step on(const Case& at, const frame::Home& home);
  Step on(const Case& at, const frame::History& history);
  Step on(const Case& at, const frame::Complete& complete);
  // --- desk_say.cpp ---
  Step on(const Case& at, const frame::Send& send);
  Step on(const Case& at, const frame::Edit& edit);
  Step on(const Case& at, const frame::Delete& what);
  // --- desk_room.cpp ---
  Step on(const Case& at, const frame::Join& join);
  Step on(const Case& at, const frame::Leave& leave);
  Step on(const Case& at, const frame::Read& read);
  Step on(const Case& at, const frame::Me& me);
  // --- desk_form.cpp ---
  Step on(const Case& at, frame::Submit& submit);
  Step on(const Case& at, const frame::Cancel& cancel);
  std::string submitted(const Case& at, const Ticket& ticket, Result<Reply> reply);
  void close_form(const Case& at, const Ticket& ticket, std::string_view text);

  Space& space_;
};

}  // namespace usher::web
