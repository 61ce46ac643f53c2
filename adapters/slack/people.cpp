// adapters/slack/people.cpp: the cache, and asking Slack for what it lacks.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/people.hpp"

#include "adapters/slack/rows.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>
#include <vector>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t most_in_memory = 4096;
constexpr std::size_t most_asked = 64;  // at once; who comes then is answered without
constexpr std::chrono::seconds roles_hold{60};
constexpr std::chrono::hours fresh{24};
constexpr std::chrono::milliseconds patience_for_a_stranger{800};
constexpr std::chrono::milliseconds patience_for_roles{1500};

// A clock that was set back makes everything old.
bool is_older(sys_seconds at, sys_seconds now, std::chrono::seconds than) {
  return at > now || now - at > than;
}

bool says_the_same(const Known& a, const Known& b) {
  const Person& x = a.person;
  const Person& y = b.person;
  return x.lang == y.lang && x.zone == y.zone && x.name == y.name && x.roles == y.roles &&
         x.guest == y.guest && a.active == b.active && a.bot == b.bot;
}

}  // namespace

// Those who wait each have a timer of their own; the answer ends it.
struct People::Question {
  std::vector<std::shared_ptr<asio::steady_timer>> waiting;
  bool answered = false;
  bool keep = false;  // what it is answered with is to be written down
  errc why = errc::ok;
};

Role role_needed(const Event& event, const CommandTable& commands) {
  const auto* command = event.as<Command>();
  const CommandTable::Entry* entry = command != nullptr ? commands.find(command->name) : nullptr;
  if (entry == nullptr) return Role::everyone;
  return role_of(*entry->spec, match_word(*entry->spec, command->args).word);
}

People::People(
    asio::any_io_executor executor, Api& api, const Clock& clock, const RoleBook& book,
    std::string team, Store store
)
    : executor_(std::move(executor)),
      api_(api),
      clock_(clock),
      book_(book),
      team_(std::move(team)),
      space_("slack:" + team_),
      store_(std::move(store)) {}

People::~People() { *alive_ = false; }

// Slack knows administrators, and these may do all but what is the committee's.
bool People::asks_slack(std::string_view id, Role needed) const {
  if (needed == Role::everyone || needed == Role::committee) return false;
  return !book_.of(space_, id, {}, false).has(needed);
}

std::optional<Person> People::at_once(const std::string& id, Role needed) {
  const sys_seconds now = clock_.seconds();
  const Known* at_hand = known(id);
  if (at_hand == nullptr) return std::nullopt;
  if (asks_slack(id, needed) && is_older(at_hand->at, now, roles_hold)) return std::nullopt;
  Person out = at_hand->person;
  if (is_older(at_hand->at, now, fresh)) ask(id);  // for the next time
  return out;
}

asio::awaitable<Result<Person>> People::introduce(std::string id, Role needed) {
  if (auto person = at_once(id, needed)) co_return std::move(*person);
  const bool must = asks_slack(id, needed);
  const errc why = co_await answer(id, must ? patience_for_roles : patience_for_a_stranger);
  const Known* learnt = known(id);
  if (must && (why != errc::ok || learnt == nullptr))
    co_return std::unexpected(why == errc::ok ? errc::not_found : why);
  if (learnt != nullptr) co_return learnt->person;
  Person nobody;
  nobody.id = std::move(id);
  co_return nobody;
}

const Known* People::known(std::string_view id) {
  const std::string key(id);
  const sys_seconds now = clock_.seconds();
  if (const auto at = memory_.find(key); at != memory_.end()) {
    if (now - at->second.known.at <= rows::keep_people) {
      turns_.splice(turns_.begin(), turns_, at->second.turn);
      return &at->second.known;
    }
    turns_.erase(at->second.turn);
    memory_.erase(at);
  }
  if (reader_ == nullptr) return nullptr;
  try {
    auto row = rows::person(*reader_, id, now);
    if (!row) return nullptr;
    remember(std::move(*row));
  } catch (const DatabaseError& error) {
    log::warning("slack: what is known of people could not be read: {}", error.what());
    return nullptr;
  }
  return &memory_.at(key).known;
}

void People::keep(std::string_view id) {
  if (known(id) != nullptr) {
    Known& at_hand = memory_.at(std::string(id)).known;
    if (at_hand.written == sys_seconds{}) write(at_hand);
  }
  if (const auto asked = asked_.find(id); asked != asked_.end()) asked->second->keep = true;
}

void People::alone_in(std::string_view id, std::string_view room) {
  const auto met = memory_.find(std::string(id));
  if (met != memory_.end() && std::exchange(met->second.alone, room) == room) return;
  store_([person = std::string(id), alone = std::string(room)](Database& db) {
    rows::keep_alone(db, person, alone);
  });
}

void People::told(const json::object& user) {
  auto said = read_user(user, team_);
  const Known* before = said ? known(said->person.id) : nullptr;
  if (before == nullptr) return;
  said->at = before->at;
  said->written = before->written;
  // An event's user object lacks the locale, which users.info has where it is asked for.
  if (said->person.lang.empty()) said->person.lang = before->person.lang;
  if (says_the_same(*before, *said)) return;
  if (said->written != sys_seconds{}) write(*said);
  remember(std::move(*said));
}

void People::forgotten(std::string_view id) {
  if (const auto at = memory_.find(std::string(id)); at != memory_.end()) {
    // Slack may have said something of them since the transaction that took their row away: it would be written again.
    if (at->second.known.written != sys_seconds{})
      store_([who = std::string(id)](Database& db) { rows::forget_person(db, who); });
    turns_.erase(at->second.turn);
    memory_.erase(at);
  }
  // What is under way would bring them back.
  if (const auto question = asked_.find(id); question != asked_.end()) asked_.erase(question);
}

void People::remember(Known known) {
  const std::string id = known.person.id;
  if (const auto at = memory_.find(id); at != memory_.end()) {
    at->second.known = std::move(known);
    turns_.splice(turns_.begin(), turns_, at->second.turn);
    return;
  }
  turns_.push_front(id);
  memory_.emplace(id, Entry{std::move(known), turns_.begin()});
  if (memory_.size() <= most_in_memory) return;
  memory_.erase(turns_.back());
  turns_.pop_back();
}

// What is written down is no more than a day behind what is known.
void People::learn(Known known, bool wanted) {
  const Known* before = this->known(known.person.id);
  const bool kept = before != nullptr && before->written != sys_seconds{};
  if (kept) known.written = before->written;
  const bool news =
      kept && (!says_the_same(*before, known) || is_older(before->written, known.at, fresh));
  if (news || (wanted && !kept)) write(known);
  remember(std::move(known));
}

void People::write(Known& known) {
  known.written = known.at;
  store_([known](Database& db) { rows::keep_person(db, known); });
}

// The question under way, or a new one; nothing where none may be asked now.
std::shared_ptr<People::Question> People::ask(const std::string& id) {
  if (const auto asked = asked_.find(id); asked != asked_.end()) return asked->second;
  if (clock_.now() < not_before_ || asked_.size() >= most_asked) return nullptr;
  auto question = std::make_shared<Question>();
  asked_.emplace(id, question);
  asio::co_spawn(executor_, ask_slack(id, question), asio::detached);
  return question;
}

asio::awaitable<void> People::ask_slack(std::string id, std::shared_ptr<Question> question) {
  const std::shared_ptr<bool> alive = alive_;
  json::object arguments{{"user", id}, {"include_locale", true}};
  auto said = co_await api_.call("users.info", std::move(arguments));
  question->answered = true;
  const json::value* user = said ? said->if_contains("user") : nullptr;
  if (!said)
    question->why = said.error().why;
  else if (user == nullptr || !user->is_object())
    question->why = errc::malformed;
  if (*alive) {
    const auto asked = asked_.find(id);
    const bool wanted =
        asked != asked_.end() && asked->second == question;  // else: forgotten meanwhile
    if (wanted) asked_.erase(asked);
    if (wanted && question->why == errc::ok) {
      if (auto known = read_user(user->as_object(), team_)) {
        known->at = clock_.seconds();
        learn(std::move(*known), question->keep);
      }
    }
    if (question->why == errc::rate_limited) not_before_ = clock_.now() + said.error().retry_after;
    if (said) warned_ = false;
    if (!said && said.error().why == errc::unauthorized && !std::exchange(warned_, true))
      log::warning(
          "slack: users.info is refused ({}{}{}): nobody's language or role is known. See usher "
          "doctor.",
          said.error().error, said.error().needed.empty() ? "" : ", needs ", said.error().needed
      );
  }
  for (const auto& timer : question->waiting) timer->cancel();
}

asio::awaitable<errc> People::answer(std::string id, std::chrono::milliseconds patience) {
  const std::shared_ptr<Question> question = ask(id);
  if (!question) co_return errc::rate_limited;
  if (question->answered) co_return question->why;
  auto timer = std::make_shared<asio::steady_timer>(executor_);
  // The machine's own time, whatever the clock is: Slack is no faster than it.
  timer->expires_after(patience);
  question->waiting.push_back(timer);
  [[maybe_unused]] const auto woken =
      co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
  co_return question->answered ? question->why : errc::timed_out;
}

}  // namespace usher::slack
