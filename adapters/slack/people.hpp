// adapters/slack/people.hpp: who wrote that: language, zone, name and roles, as Slack last said. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/api.hpp"
#include "adapters/slack/known.hpp"
#include "bot/adapter.hpp"
#include "bot/clock.hpp"
#include "bot/command_table.hpp"
#include "bot/database.hpp"
#include "bot/event.hpp"
#include "bot/role_book.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace usher::slack {

// The role that it takes to say what this event says: of a Command, and of nothing else.
Role role_needed(const Event& event, const CommandTable& commands);

// Held in memory (the 4,096 who were met last), and in slack_people those for whom keep() was called; both for 30 days from
// when Slack said it. It is asked again in the background when it is over a day old. One users.info at a time for one person,
// and none while Slack says "too many".
class People {
 public:
  using Store = std::function<void(Write)>;

  // api, clock and book outlive it. book: what the configuration says, beside which Slack need not be asked.
  // store: commits rows of the adapter's own that nobody waits for.
  People(
      boost::asio::any_io_executor executor, Api& api, const Clock& clock, const RoleBook& book,
      std::string team, Store store
  );
  People(const People&) = delete;
  People& operator=(const People&) = delete;
  ~People();

  // reader: a connection of the adapter's own, or nullptr (memory alone).
  void read_from(Database* reader) { reader_ = reader; }

  // Completes a person of whom an event has the id. With role everyone it never fails and waits for Slack at most 800 ms,
  // and only for somebody who has never been seen: what is not known stays empty. With any other role that Slack could give
  // and the configuration does not, roles are at most 60 s old; errc: Slack could not be asked (within 1.5 s), and the
  // command is to be refused with that reason.
  boost::asio::awaitable<Result<Person>> introduce(std::string id, Role needed = Role::everyone);
  // The same of whom introduce() need not wait for; nothing: it would.
  std::optional<Person> at_once(const std::string& id, Role needed);

  // They have spoken to Usher, or were written to: what is known of them, or will be when the question under way is answered,
  // is written down. Of whom nothing is known nothing is.
  void keep(std::string_view id);

  // They have spoken to Usher in this conversation of two: so much is written down, once. The row is committed before what is given
  // to the engine afterwards.
  void alone_in(std::string_view id, std::string_view room);

  // What is at hand, without asking Slack. Valid until the next call.
  const Known* known(std::string_view id);
  // A user object that came with an event: what is known of them is set right. Of others nothing is learnt, and it counts no
  // more days: a person who changes their picture has not spoken to Usher.
  void told(const boost::json::object& user);

  void forgotten(std::string_view id);

 private:
  struct Question;  // a users.info under way, with those who wait for it
  struct Entry {
    Known known;
    std::list<std::string>::iterator turn;
    std::string alone{};  // the conversation that was written down last
  };

  void remember(Known known);
  void learn(Known known, bool wanted);
  void write(Known& known);
  bool asks_slack(std::string_view id, Role needed) const;
  std::shared_ptr<Question> ask(const std::string& id);
  boost::asio::awaitable<void> ask_slack(std::string id, std::shared_ptr<Question> question);
  boost::asio::awaitable<errc> answer(std::string id, std::chrono::milliseconds patience);

  boost::asio::any_io_executor executor_;
  Api& api_;
  const Clock& clock_;
  const RoleBook& book_;
  std::string team_, space_;
  Store store_;
  Database* reader_ = nullptr;
  std::list<std::string> turns_;  // the one who spoke last comes first
  std::unordered_map<std::string, Entry> memory_;
  std::map<std::string, std::shared_ptr<Question>, std::less<>> asked_;
  bool warned_ = false;      // that Slack refuses to say anything of people
  sys_millis not_before_{};  // after a 429
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace usher::slack
