// adapters/matrix/plan_post.cpp: the messages of a post.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/plan_parts.hpp"

#include <boost/json/monotonic_resource.hpp>

#include <array>
#include <memory>
#include <utility>

namespace usher::matrix {

namespace {

// Of one message's content: in one piece, nearly always, and let go in one.
struct Memory {
  std::array<unsigned char, 936> first{};
  boost::json::monotonic_resource all{first.data(), first.size()};
};

}  // namespace

bool notifies(const Pending& pending, const Goal& goal) {
  if (pending.lane == Lane::reminder || pending.lane == Lane::report) return true;
  // To somebody who has asked for nothing.
  const bool alone = !pending.to.people.empty() && pending.audience != Audience::room;
  const bool unasked = pending.event.empty() && pending.route.bytes.empty();
  return alone && unasked && goal.hang.reply.empty();
}

std::vector<Message> messages_of(const Doc& doc, const Look& look) { return render(doc, look); }

Plan plan_post(const Task& task) {
  Plan out;
  out.looked_up = task.pending.uncertain;
  const bool notify = notifies(task.pending, task.goal);
  Hang hang = task.goal.hang;
  int part = 0;
  for (const Message& message : messages_of(task.pending.doc, task.known.look)) {
    auto memory = std::make_shared<Memory>();
    const boost::json::storage_ptr there(&memory->all);
    out.steps.push_back(
        {.type = "m.room.message",
         .memory = std::move(memory),
         .content = message_content(message, notify, hang, task.mark(part), there),
         .event = {},
         .emoji = {},
         .txn = task.txn(part),
         .part = part}
    );
    ++part;
    // What goes on stands below its beginning.
    hang.reply.clear();
  }
  return out;
}

}  // namespace usher::matrix
