// adapters/slack/lookups.hpp: reading a conversation for Usher's own marks, once for all rows that wait for it: after a start
// every row that waits may have been sent, and Slack lets a conversation be read some fifty times a minute. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/api.hpp"
#include "adapters/slack/identity.hpp"
#include "adapters/slack/lookup.hpp"
#include "bot/clock.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace usher::slack {

class Lookups {
 public:
  // All outlive it.
  Lookups(Api& api, const Identity& us, const Clock& clock) : api_(api), us_(us), clock_(clock) {}
  Lookups(const Lookups&) = delete;
  Lookups& operator=(const Lookups&) = delete;

  // By row: the parts that are there, and their ts. Of messages that bear this installation's marks.
  using Rows = std::map<std::int64_t, std::map<int, std::string>>;
  struct Seen {
    Rows rows;  // of read()
    // Of answers(): the events that Usher has answered there, whichever installation of it, and the messages below which
    // there is no thread.
    std::set<std::string, std::less<>> events, alone;
  };
  using Answer = std::expected<std::shared_ptr<const Seen>, Refusal>;
  struct Question {
    std::string channel, thread;  // thread: empty for what stands in the channel itself
    std::string installation;     // of read()
    sys_seconds oldest{};         // UTC; since then
    sys_millis not_before{};      // UTC; what was read earlier does not do
  };

  // What stands there, read by this call or by another. uncertain: more than five thousand messages.
  boost::asio::awaitable<Answer> read(Question question);
  // The same of the latest few hundred messages. A conversation is read at most once a second: whoever asks meanwhile waits
  // for the next reading with all others.
  boost::asio::awaitable<Answer> answers(Question question);
  void sweep();  // forgets what was read

 private:
  enum class Sort : char { rows = 'r', answers = 'a' };
  struct Reading;
  struct Page {
    std::vector<Found> found;
    std::vector<std::string> alone;
    std::string cursor;  // of the next; empty at the end
  };

  boost::asio::awaitable<Answer> share(Question question, Sort sort);
  boost::asio::awaitable<std::expected<Seen, Refusal>> fetch(Question question, Sort sort);
  boost::asio::awaitable<std::expected<Page, Refusal>> page(Question question, std::string cursor);

  Api& api_;
  const Identity& us_;
  const Clock& clock_;
  std::map<std::string, std::shared_ptr<Reading>, std::less<>>
      readings_;  // by sort, channel and thread: the latest
};

}  // namespace usher::slack
