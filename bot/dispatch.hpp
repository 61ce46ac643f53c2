// From an event to its outcome, inside the brain's transaction: dedupe, roles, language, features, effects, reply.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/adapter.hpp"
#include "bot/calls.hpp"
#include "bot/dialogues.hpp"
#include "bot/feature.hpp"
#include "bot/inbox.hpp"
#include "bot/outbox.hpp"
#include "bot/posted.hpp"
#include "bot/role_book.hpp"
#include "bot/scheduler.hpp"
#include "bot/service.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace usher {

// What one task has written, for the I/O thread to act on after the commit.
struct Handled {
  enum class How : std::uint8_t { handled, repeat, dropped, failed } how = How::dropped;
  Reply reply;                               // travels with the ack
  std::vector<OutboxRow> rows;               // to deliver
  std::vector<calls::Row> calls;             // to ask
  std::vector<std::function<void()>> shown;  // what adapters do once it is on the disk
  bool jobs_changed = false;
  bool forgot = false;  // a person was forgotten: rows held in memory are stale, checkpoint
};

// Brain thread only, after start-up.
class Dispatcher {
 public:
  struct Served {
    Capabilities capabilities;
    std::function<Write(const Person&)> forget;
    std::function<void(const Person&)> forgotten = {};
    std::function<std::optional<Placed>(Database&, const Pending&)> place = {};  // at home only
    std::function<std::string(Database&, std::string_view person)> language = {};
    std::function<std::string(Database&, const Person&)> direct_room = {};
    std::function<std::vector<std::string>(Database&, const Person&, const Place&)> direct_rooms = {
    };
  };
  // Lines for the operator, as EngineSettings has them.
  struct Tell {
    std::function<void(std::string_view)> trouble = [](std::string_view) {};
    std::function<void(std::string_view)> slow = [](std::string_view) {};
  };
  Dispatcher(const Catalog& catalog, Community community, const Clock& clock, Tell tell);

  void add(std::unique_ptr<Feature> feature);               // before start()
  void know(RoleBook roles) { roles_ = std::move(roles); }  // before start()
  void serve(std::string space, Served served);             // an adapter's space
  const CommandTable& commands() const { return commands_; }

  Handled start(Database& db);
  Handled inbound(Database& db, const Inbound& in);
  Handled tick(Database& db, const scheduler::Job& job);
  Handled answered(Database& db, const calls::Row& row, const Fetched& fetched);
  Handled told(Database& db, const outbox::Told& told);
  Result<Doc> unseal(Database& db, std::string_view feature, const Sealed& sealed);
  void drop_caches();
  Posted& posted() { return posted_.value(); }  // after start()
  // Inbox::prune; nothing before start().
  std::int64_t prune_inbox(Database& db, sys_seconds before, int limit);
  // After each commit: what the operator must see is said, and secret dialogues follow.
  void committed(Database& db);

 private:
  struct Run {
    Reply reply;
    bool failed = false;
  };
  std::vector<Feature*> wanting(const Event& event) const;
  Feature* named(std::string_view name) const;
  std::string negotiated(Database& db, const Event& event) const;
  // --- dispatch_roles.cpp ---
  Context context(Database& db, bool repeat) const;
  Person known(const Event& event) const;
  std::optional<Reply> refused(const Event& event) const;
  std::vector<To> holders(Role role) const;
  std::vector<std::pair<std::string, std::string>> meant_by(std::string_view what) const;
  std::vector<Place> rooms(std::string_view what) const;
  std::vector<To> people(std::string_view what) const;
  bool confides(Database& db, const Event& event) const;

  Handled event(Database& db, Event event);
  Handled answer_late(Database& db, Event event, const Reply& reply);  // Inbound::uncarried
  Handled replay(Database& db, const Event& event, std::span<Feature* const> features);
  Run run(Database& db, Feature& feature, const Event& event, Handled& into);
  void run_own(Database& db, std::string_view feature, const Event& event, Handled& into);
  void apply(Database& db, const Origin& origin, const std::vector<Effect>& effects, Handled& into);
  void forget(Database& db, const Person& who, const Place& said_at, Handled& into);
  void remember_forgotten(std::string_view space, std::string_view person);
  bool was_forgotten(std::string_view space, std::string_view person) const;
  void settle_reply(
      Database& db, const Event& event, std::string_view feature, Reply reply, Handled& into
  );
  void edit_reply(
      Database& db, const Origin& origin, const Edited& edited, const SayReply& say, Handled& into
  );
  Reply apology(const Event& event) const;
  bool is_for_one(const Event& event, const SayReply& say) const;
  bool ack_carries(const Event& event, const Reply& reply) const;
  outbox::AtHome at_home(Database& db, Handled& into) const;

  // --- dispatch_dialogue.cpp ---
  // What belongs to a form under way on a platform without forms goes to no feature.
  std::optional<Handled> talk(Database& db, const Event& event);
  Handled talk_on(Database& db, const Event& event, Dialogue dialogue, std::string_view typed);
  Handled talk_again(const Event& event, const std::optional<Dialogue>& dialogue) const;
  Handled lost(Database& db, const Event& event, bool live);
  Handled had(const Event& event, const Say& say) const;
  Handled told_off(Database& db, const Event& event, Phrase words);
  void submit(Database& db, const Event& event, Dialogue dialogue, Submit what, Handled& into);
  void cancel(Database& db, const Event& event, const Dialogue& dialogue, Handled& into);

  // --- dispatch_form.cpp ---
  const Served* formless(std::string_view space) const;
  // As the platform's inputs can take it.
  Form fitting(const Event* event, Form form, std::string_view lang) const;
  void open(Database& db, const Origin& origin, const Open& what, Handled& into);
  bool begin_dialogue(Database& db, const Origin& origin, const Open& open, Handled& into);
  void keep(
      Database& db, const Place& at, const Person& who, const Dialogue& dialogue, Handled& into
  );
  void ask(Database& db, const Event& event, const Dialogue& dialogue, Handled& into);
  void post_question(
      Database& db, const Event& event, To to, Audience audience, const Dialogue& dialogue,
      Handled& into
  );
  Doc wording(std::string_view space, const Dialogue& dialogue) const;
  Doc unseal_question(Database& db, const Sealed& sealed);

  const Catalog& catalog_;
  Community community_;
  const Clock& clock_;
  Tell tell_;
  CommandTable commands_;
  RoleBook roles_;
  std::vector<std::unique_ptr<Feature>> features_;
  std::map<std::string, Served, std::less<>> served_;
  std::optional<Inbox> inbox_;
  std::optional<Posted> posted_;
  Dialogues dialogues_;
  std::deque<std::size_t> forgotten_;  // hashes: not even here are they named
  std::int64_t last_notice_ = 0;       // the newest row of notices that was said
};

}  // namespace usher
