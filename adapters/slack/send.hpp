// adapters/slack/send.hpp: carrying out what is to be delivered: the plan's calls one after another, guards before, look-ups
// where it is not known what became of an attempt. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/api.hpp"
#include "adapters/slack/late_forms.hpp"
#include "adapters/slack/lookups.hpp"
#include "adapters/slack/people.hpp"
#include "adapters/slack/plan.hpp"
#include "adapters/slack/response_urls.hpp"
#include "adapters/slack/settings.hpp"
#include "bot/adapter.hpp"
#include "bot/catalog.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace usher::slack {

class Sender {
 public:
  // Commits rows of the adapter's own and says whether they are on the disk.
  using Commit = std::function<boost::asio::awaitable<Result<void>>(Write)>;

  // All outlive it. store: the same for rows that nobody waits for.
  Sender(
      const Settings& settings, const Clock& clock, const Catalog& catalog, Api& api,
      People& people, Commit commit, People::Store store
  );
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  // reader: a connection of the adapter's own, or nullptr.
  void read_from(Database* reader);

  boost::asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending);

  // An answer that its acknowledgement could not carry: by response_url, counted. message: as for an acknowledgement.
  boost::asio::awaitable<std::expected<void, Refusal>> respond(
      std::string url, boost::json::object message
  );

  // Whether a message of Usher's in that place answers this event already: asked for an event that Slack tries again, before
  // it is accepted, for another process may have answered it. since: when it happened. An errc: Slack could not be asked;
  // then it is new.
  boost::asio::awaitable<Result<bool>> answered(Place at, std::string event, sys_seconds since);

  // The press on the button of a form whose trigger had expired (Received::secret_press): opens it with the new trigger, or
  // tells them, by `response_url`, that it is gone and how to begin again.
  boost::asio::awaitable<void> open_late(
      Person who, Place at, std::string value, std::string trigger, std::string response_url
  );

  void forgotten(const Person& who);
  void sweep();  // now and then: warnings that were given may be given again

 private:
  // What is known of a row under way.
  struct Attempt {
    Pending pending;
    Way way;
    Plan plan;
    std::map<int, std::string>
        sent;                     // parts that are there: their ts; empty where Slack tells none
    std::string channel, thread;  // where it went
  };
  using Job = std::shared_ptr<Attempt>;
  using Delivered = std::expected<Receipt, Setback>;
  // How a course ended.
  struct Ended {
    enum class How : std::uint8_t { done, gave_way, failed } how = How::done;
    Setback setback{errc::ok};
  };

  // --- send.cpp ---
  boost::asio::awaitable<Delivered> run(Job job);
  boost::asio::awaitable<Ended> follow(Job job, std::size_t course);
  boost::asio::awaitable<std::expected<std::string, Refusal>> take_step(
      Job job, std::size_t course, std::size_t at
  );
  boost::asio::awaitable<std::expected<std::string, Refusal>> conversation(
      std::vector<std::string> people
  );
  Receipt receipt(const Attempt& attempt, Reference::Sort sort) const;
  void remember(const Attempt& attempt);
  void warn(const Refusal& refusal);
  std::string lang_of(std::string_view person);

  // --- send_late.cpp ---
  bool comes_too_late(const Attempt& attempt, const Refusal& refusal) const;
  boost::asio::awaitable<Delivered> invite(Job job);

  // --- send_lookup.cpp ---
  boost::asio::awaitable<Ended> look_up(Job job, std::size_t course);
  boost::asio::awaitable<sys_millis> settle(std::int64_t row);
  void in_doubt(std::int64_t row, errc why);
  sys_seconds created(const Pending& pending, sys_seconds otherwise);

  // --- send_guard.cpp ---
  boost::asio::awaitable<std::expected<std::string, Refusal>> guarded_room(Job job);
  boost::asio::awaitable<Setback> stay_there(Job job);
  boost::asio::awaitable<Setback> guard(Job job);
  boost::asio::awaitable<Setback> only_members(
      std::string channel, std::vector<std::string> allowed
  );
  static Setback aside(const Refusal& refusal
  );  // of what was only asked: it holds back no other row

  const Settings& settings_;
  const Clock& clock_;
  const Catalog& catalog_;
  Api& api_;
  People& people_;
  Commit commit_;
  Database* reader_ = nullptr;
  std::string installation_;
  ResponseUrls urls_;
  LateForms late_;
  Lookups lookups_;
  sys_millis started_{};
  // By row, the newest thousands: parts that are there; when an attempt ended of which nobody knows what became.
  std::map<std::int64_t, std::map<int, std::string>> broken_off_;
  std::map<std::int64_t, sys_millis> doubts_;
  std::unordered_map<std::string, std::string>
      conversations_;  // with these people: its id, which never changes
  std::set<std::string, std::less<>> warned_;
};

}  // namespace usher::slack
