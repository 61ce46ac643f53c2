// adapters/slack/send.cpp: from a row of the outbox to Slack's answers.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/send.hpp"

#include "adapters/slack/payload.hpp"
#include "adapters/slack/whoami.hpp"
#include "bot/log.hpp"
#include "bot/people.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t most_remembered = 4000;
constexpr std::size_t most_conversations = 4096;

// A rate limit of the method that every such row needs first holds all of them back, so that they need not learn of it one by
// one; any other holds back this row alone. What is called all the same the Api stops.
Setback setback_of(const Pending& pending, const Refusal& refusal) {
  using Kind = Pending::Kind;
  Setback out(refusal.why, refusal.retry_after);
  const bool is_post = pending.kind == Kind::post || pending.kind == Kind::correction;
  const bool posts_first =
      is_post && pending.audience != Audience::only_you && !pending.replace_original;
  out.alone = !(posts_first && refusal.method == "chat.postMessage") &&
              !(pending.kind == Kind::home && refusal.method == "views.publish");
  return out;
}

bool in_order(std::span<const std::string_view> words, std::string_view word) {
  return !word.empty() && std::ranges::find(words, word) != words.end();
}

}  // namespace

Sender::Sender(
    const Settings& settings, const Clock& clock, const Catalog& catalog, Api& api, People& people,
    Commit commit, People::Store store
)
    : settings_(settings),
      clock_(clock),
      catalog_(catalog),
      api_(api),
      people_(people),
      commit_(std::move(commit)),
      urls_(std::move(store)),
      lookups_(api, settings.identity, clock),
      started_(clock.now()) {}

void Sender::read_from(Database* reader) {
  reader_ = reader;
  urls_.read_from(reader);
  late_.read_from(reader);
  if (reader != nullptr) installation_ = rows::installation(*reader);
}

asio::awaitable<std::expected<Receipt, Setback>> Sender::deliver(Pending pending) {
  const std::int64_t row = pending.id;
  Job job = std::make_shared<Attempt>();
  job->way = Way::of(pending.route);
  job->pending = std::move(pending);
  Delivered out = std::unexpected(Setback(errc::bug));
  try {
    out = co_await run(job);
  } catch (...) {
    in_doubt(row, errc::bug);
    throw;
  }
  if (out) {
    broken_off_.erase(row);
    doubts_.erase(row);
    if (job->pending.kind != Pending::Kind::home && job->pending.to.people.size() == 1)
      people_.keep(job->pending.to.people.front());
  } else {
    in_doubt(row, out.error().why);
  }
  co_return out;
}

asio::awaitable<Sender::Delivered> Sender::run(Job job) {
  Pending& pending = job->pending;
  if (pending.to.people.size() == 1) {
    const Known* who = people_.known(pending.to.people.front());
    if (who != nullptr && (!who->active || who->bot))
      co_return std::unexpected(Setback(errc::not_found));
  }
  const sys_seconds now = clock_.seconds();
  Circumstances known;
  known.now = now;
  known.responses_left = urls_.left(job->way.response_url, now);
  known.installation = installation_;
  job->plan = plan(pending, known);
  if (const auto begun = broken_off_.find(pending.id); begun != broken_off_.end()) {
    job->sent = begun->second;
  }
  if (!pending.guard.empty()) {
    const Setback kept = co_await stay_there(job);
    if (kept.why != errc::ok) co_return std::unexpected(kept);
  }
  // What is gone by itself needs no call.
  if (job->plan.courses.empty() && !job->plan.late && job->plan.why == errc::ok)
    co_return receipt(*job, Reference::Sort::posted);
  Setback last(job->plan.why);
  for (std::size_t i = 0; i < job->plan.courses.size(); ++i) {
    const Ended ended = co_await follow(job, i);
    if (ended.how == Ended::How::done) co_return receipt(*job, job->plan.courses[i].sort);
    last = ended.setback;
    if (ended.how == Ended::How::failed) co_return std::unexpected(last);
  }
  if (job->plan.late) {
    Delivered invited = co_await invite(job);
    co_return invited;
  }
  co_return std::unexpected(last);
}

asio::awaitable<Sender::Ended> Sender::follow(Job job, std::size_t at) {
  const Course& course = job->plan.courses[at];
  const Ended seen = co_await look_up(job, at);
  if (seen.how != Ended::How::done) co_return seen;
  bool guarded = job->pending.guard.empty();
  for (std::size_t i = 0; i < course.steps.size(); ++i) {
    const Step& step = course.steps[i];
    if (step.part >= 0 && job->sent.contains(step.part)) continue;
    if (!std::exchange(guarded, true)) {
      const Setback kept = co_await guard(job);
      if (kept.why != errc::ok) co_return Ended{Ended::How::failed, kept};
    }
    const auto done = co_await take_step(job, at, i);
    if (done) {
      if (step.part >= 0) job->sent.insert_or_assign(step.part, *done);
      if (i + 1 < course.steps.size()) remember(*job);
      continue;
    }
    const Refusal& refusal = done.error();
    if (in_order(step.done, refusal.error)) continue;
    const Setback setback = setback_of(job->pending, refusal);
    const bool by_response = step.method.empty();
    const bool gives_way = by_response
                               ? !is_transient(refusal.why)
                               : course.gives_way(refusal.error) || comes_too_late(*job, refusal);
    if (i == 0 && gives_way) co_return Ended{Ended::How::gave_way, setback};
    warn(refusal);
    co_return Ended{Ended::How::failed, setback};
  }
  co_return Ended{};
}

// The ts of what was sent; empty where Slack tells none.
asio::awaitable<std::expected<std::string, Refusal>> Sender::take_step(
    Job job, std::size_t course, std::size_t at
) {
  // Each step is taken once: its arguments, the whole message, are given away and not copied.
  Step& step = job->plan.courses[course].steps[at];
  if (step.method.empty()) {
    auto responded = co_await respond(step.url, std::move(step.arguments));
    if (!responded) co_return std::unexpected(std::move(responded.error()));
    co_return std::string();
  }
  json::object arguments = std::move(step.arguments);
  if (!step.open.empty()) {
    auto opened = co_await conversation(step.open);
    if (!opened) co_return std::unexpected(std::move(opened.error()));
    arguments["channel"] = *opened;
  }
  if (const auto channel = text(arguments, "channel"); !channel.empty()) job->channel = channel;
  job->thread = text(arguments, "thread_ts");
  auto answer = co_await api_.call(step.method, std::move(arguments));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  // A person's id as the channel was turned into the conversation with them.
  if (const auto channel = text(*answer, "channel"); !channel.empty()) job->channel = channel;
  const std::string_view ts = text(*answer, "ts");
  co_return std::string(ts.empty() ? text(*answer, "message_ts") : ts);
}

asio::awaitable<std::expected<std::string, Refusal>> Sender::conversation(
    std::vector<std::string> people
) {
  std::ranges::sort(people);
  const std::string key = fmt::format("{}", fmt::join(people, ","));
  if (const auto known = conversations_.find(key); known != conversations_.end())
    co_return known->second;
  auto answer = co_await api_.call("conversations.open", json::object{{"users", key}});
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  const std::string id(text(*answer, "channel", "id"));
  if (id.empty()) co_return std::unexpected(Refusal{.why = errc::malformed});
  if (conversations_.size() >= most_conversations) conversations_.clear();
  conversations_.emplace(key, id);
  co_return id;
}

asio::awaitable<std::expected<void, Refusal>> Sender::respond(
    std::string url, json::object message
) {
  const sys_seconds now = clock_.seconds();
  const std::string address = url;
  std::expected<void, Refusal> out = co_await api_.respond(std::move(url), std::move(message));
  if (out || out.error().why == errc::uncertain)
    urls_.used(address, now);
  else if (out.error().why == errc::expired)
    urls_.spent(address, now);
  co_return out;
}

Receipt Sender::receipt(const Attempt& attempt, Reference::Sort sort) const {
  using Kind = Pending::Kind;
  const Pending& pending = attempt.pending;
  Receipt out{pending.to.place, pending.ref};
  out.at.space = settings_.identity.space();
  if (pending.kind != Kind::post) return out;
  if (!attempt.channel.empty()) {
    out.at.room = attempt.channel;
    out.at.thread = attempt.thread;
  }
  Reference reference;
  reference.sort = sort;
  for (const auto& [part, ts] : attempt.sent)
    if (!ts.empty()) reference.messages.push_back(ts);
  out.ref = reference.write();
  return out;
}

void Sender::remember(const Attempt& attempt) {
  broken_off_.insert_or_assign(attempt.pending.id, attempt.sent);
  if (broken_off_.size() > most_remembered) broken_off_.erase(broken_off_.begin());
}

// What an operator can mend is said once, until sweep().
void Sender::warn(const Refusal& refusal) {
  const std::string_view method = refusal.method.empty() ? std::string_view("a response_url")
                                                         : std::string_view(refusal.method);
  if (refusal.why != errc::unauthorized && refusal.why != errc::malformed &&
      refusal.why != errc::unsupported) {
    log::debug("slack: {}: {} {}", method, describe(refusal.why), refusal.error);
    return;
  }
  if (!warned_.insert(fmt::format("{} {}", method, refusal.error)).second) return;
  const std::string remedy = remedy_for(refusal.error, refusal.needed);
  log::warning(
      "slack: {} was refused ({}).{}{}", method,
      refusal.error.empty() ? describe(refusal.why) : std::string_view(refusal.error),
      remedy.empty() ? "" : " ", remedy
  );
}

std::string Sender::lang_of(std::string_view person) {
  try {
    if (reader_ != nullptr)
      if (auto chosen = people::chosen_language(*reader_, settings_.identity.space(), person);
          !chosen.empty())
        return chosen;
  } catch (const DatabaseError& error) {
    log::warning("slack: a chosen language could not be read: {}", error.what());
  }
  const Known* known = people_.known(person);
  return known != nullptr && !known->person.lang.empty() ? known->person.lang : settings_.language;
}

void Sender::forgotten(const Person& who) {
  late_.forgotten(who.id);
  std::erase_if(conversations_, [&](const auto& entry) { return entry.first.contains(who.id); });
}

void Sender::sweep() {
  warned_.clear();
  lookups_.sweep();
}

}  // namespace usher::slack
