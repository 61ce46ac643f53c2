// adapters/matrix/send_steps.cpp: the steps of a plan, one after another.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/send_impl.hpp"
#include "bot/step.hpp"

#include <boost/json/array.hpp>

#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr int most_pages = 5;
constexpr std::string_view page_of_reactions = "100";

std::string_view name_of(const Step& step) {
  if (step.what != Step::What::send) return "redact";
  return step.type == "m.reaction" ? "react" : "send";
}

// Of a page of reactions to a message, ours with that emoji.
std::string ours(const json::array& reactions, std::string_view us, std::string_view emoji) {
  for (const json::value& one : reactions) {
    const json::object* event = one.if_object();
    if (event == nullptr || look::text(*event, "sender") != us) continue;
    const json::object* content = look::object(*event, "content");
    if (content != nullptr && look::text(*content, "m.relates_to", "key") == emoji)
      return std::string(look::text(*event, "event_id"));
  }
  return {};
}

}  // namespace

asio::awaitable<std::optional<Refusal>> Sender::Impl::follow(Job job) {
  for (std::size_t i = 0; i < job->plan.steps.size(); ++i) {
    const Step& step = job->plan.steps[i];
    if (step.part >= 0 && job->sent.contains(step.part)) continue;
    // It may have become so since the plan was made.
    if (step.what == Step::What::send && is_closed(job->goal.room)) {
      Refusal closed;
      closed.why = errc::unsupported;
      co_return closed;
    }
    auto done = co_await take(job, i);
    if (!done) {
      if (step.lazy && is_done_already(name_of(step), done.error())) continue;
      co_return std::move(done.error());
    }
    usher::step("sent");
    if (step.part >= 0) job->sent.insert_or_assign(step.part, std::move(*done));
  }
  co_return std::nullopt;
}

asio::awaitable<Answered<std::string>> Sender::Impl::take(const Job& job, std::size_t at) {
  const Step& step = job->plan.steps[at];
  const std::string& room = job->goal.room;
  if (step.what == Step::What::unreact) return unreact(room, step);
  if (step.what == Step::What::redact)
    return calls::redact(&parts.api, room, step.event, step.txn, "");
  const Room* known = parts.rooms.find(room);
  if (known == nullptr || !known->encrypted)
    return calls::send(&parts.api, room, step.type, step.txn, step.content);
  return take_sealed(job, at);
}

asio::awaitable<Answered<std::string>> Sender::Impl::take_sealed(Job job, std::size_t at) {
  const Step& step = job->plan.steps[at];
  const std::string& room = job->goal.room;
  // Not in the plan's memory: nobody knows how long it is kept.
  auto sealed = co_await parts.crypto.encrypt(
      room, step.type, json::object(step.content, json::storage_ptr())
  );
  if (!sealed) {
    Refusal refusal;
    refusal.why = sealed.error();
    co_return std::unexpected(std::move(refusal));
  }
  auto sent =
      co_await calls::send(&parts.api, room, std::move(sealed->type), step.txn, sealed->content);
  co_return sent;
}

asio::awaitable<Answered<std::string>> Sender::Impl::unreact(std::string room, Step step) {
  std::string from;
  for (int page = 0; page < most_pages; ++page) {
    ApiCall call;
    call.path = {"v1", "rooms", room, "relations", step.event, "m.annotation", "m.reaction"};
    call.query = {{"limit", std::string(page_of_reactions)}};
    if (!from.empty()) call.query.emplace_back("from", from);
    auto answer = co_await parts.api.call(std::move(call));
    if (!answer) co_return std::unexpected(std::move(answer.error()));
    const json::array* reactions = look::array(*answer, "chunk");
    if (reactions == nullptr) break;
    const std::string event = ours(*reactions, parts.settings.identity.user, step.emoji);
    if (!event.empty()) {
      auto gone = co_await calls::redact(&parts.api, room, event, step.txn, "");
      co_return gone;
    }
    from = look::text(*answer, "next_batch");
    if (from.empty()) break;
  }
  co_return std::string();  // there is none, as was wanted
}

}  // namespace usher::matrix
