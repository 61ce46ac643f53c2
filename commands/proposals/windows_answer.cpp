// commands/proposals/windows_answer.cpp: each word after /nep window: who may, what is missing, what comes of it.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_answer.hpp"

#include "bot/text.hpp"
#include "commands/proposals/misses.hpp"
#include "commands/proposals/proposing_mail.hpp"
#include "commands/proposals/windows_keeper.hpp"
#include "commands/proposals/windows_refusals.hpp"
#include "commands/proposals/windows_table.hpp"
#include "commands/proposals/windows_wording.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <charconv>

namespace usher::proposals {

namespace {

constexpr int most_listed = 200;
constexpr int most_openings = 3;  // by one person, of one proposal in a day, and by one mail

class Answerer {
 public:
  // `stale`: the button that was pressed stood below another window.
  Answerer(
      const WindowOrder& order, const Question& question, std::string_view prefix,
      bool stale = false
  )
      : order_(order),
        who_(question.event.who),
        space_(question.event.at.space),
        view_(question.view),
        context_(question.context),
        keeper_(view_.settings, view_.shelf, context_),
        refused_(view_, order),
        prefix_(prefix),
        stale_(stale) {}

  Outcome answer() {
    keeper_.pass_time();  // what is over must not be shown as open, nor be changed
    Doc doc = answered();
    return {SayReply{std::move(doc)}, keeper_.done()};
  }

 private:
  Doc answered() {
    if (order_.verb == WindowVerb::list && order_.odd.empty() && order_.url.empty()) return list();
    if (!order_.odd.empty()) return refused_.odd();
    if (order_.typed_number.empty()) return refused_.which_proposal();
    if (view_.shelf.proposals.empty()) return not_here_yet(view_);
    if (!order_.number) return no_number({order_.typed_number, std::nullopt}, view_);
    if (auto doc = needs_link()) return std::move(*doc);
    if (order_.verb == WindowVerb::open) return open();
    const std::string& series = view_.settings.command;
    // Said again, it is about what was closed.
    const bool closed = context_.repeat && order_.verb == WindowVerb::close;
    window_ = closed ? latest_window(context_.db, series, *order_.number)
                     : window_of(context_.db, series, *order_.number);
    if (!window_) {
      if (view_.shelf.find(*order_.number) == nullptr)
        return no_number({order_.typed_number, order_.number}, view_);
      return refused_.no_window(*order_.number);
    }
    return changed();
  }

  Doc changed() {
    switch (order_.verb) {
      case WindowVerb::extend:
        return extend();
      case WindowVerb::objection:
        return result(Claim{order_.url, space_, who_.id});
      case WindowVerb::retract:
        if (context_.repeat) return card();  // not the one before it as well
        return result(TakeBack{space_, is_maintainer() ? std::string() : who_.id});
      case WindowVerb::substantive:
      case WindowVerb::not_substantive:
        if (!is_maintainer()) return refused_.maintainers_judge();
        if (stale_) return refused_.earlier_button().append(card());
        return result(Judge{order_.verb == WindowVerb::substantive, order_.url});
      case WindowVerb::council:
        if (!is_maintainer()) return refused_.maintainers_only();
        return result(PutToCouncil{order_.url});
      case WindowVerb::close:
        if (!is_maintainer() && !opened_it()) return refused_.who_may_close();
        return result(Close{});
      default:
        return card();
    }
  }

  Doc list() const {
    return windows_list(
        latest_windows(context_.db, view_.settings.command, most_listed), view_, who_.zone, prefix_
    );
  }

  Doc card() const { return window_card(*window_, view_, who_.zone, who_.roles, prefix_); }

  std::optional<Doc> needs_link() const {
    const bool needed = order_.verb == WindowVerb::open || order_.verb == WindowVerb::objection ||
                        order_.verb == WindowVerb::council;
    if (order_.url.empty()) return needed ? std::optional(refused_.no_link()) : std::nullopt;
    if (is_mail_url(order_.url)) return std::nullopt;
    return refused_.bad_link();
  }

  Doc open() {
    const int number = *order_.number;
    const std::string& series = view_.settings.command;
    const Proposal* proposal = view_.shelf.find(number);
    if (proposal == nullptr) return no_number({order_.typed_number, order_.number}, view_);
    if (order_.days &&
        (*order_.days < comment_days(view_.settings.process_days) || *order_.days > most_days))
      return refused_.days();
    // The same mail is the same period, whoever says so and how often.
    const auto same =
        window_of_mail(context_.db, series, number, order_.url, view_.settings.mail_url);
    if (same && (same->state == WindowState::open || context_.repeat)) {
      window_ = same;
      return card();
    }
    if (same && same->state != WindowState::closed) {
      window_ = same;
      return refused_.had_its_period().append(card());
    }
    const auto latest = window_of(context_.db, series, number);
    if (latest && latest->state == WindowState::open) {
      window_ = latest;
      return refused_.another_is_open().append(card());
    }
    if (latest && latest->state == WindowState::council && !is_maintainer()) {
      window_ = latest;
      return refused_.at_council().append(card());
    }
    const bool draft = means(proposal->header.status, Meaning::draft, view_.settings);
    if (!draft && !is_maintainer()) return refused_.no_draft(*proposal);
    window_ = open_window(
        number, context_.now, order_.days.value_or(view_.settings.process_days), order_.url
    );
    window_->space = space_;
    window_->person = who_.id;
    if (!draft) window_->although = proposal->header.status;
    const sys_seconds day = context_.now - std::chrono::hours(24);
    if (opened_by(context_.db, series, *window_, day, view_.settings.mail_url) >= most_openings)
      return refused_.too_often();
    keeper_.begin(*window_);
    Doc doc = card();
    if (!draft) doc.append(refused_.although_no_draft(*proposal));
    return doc;
  }

  Doc extend() {
    const Roles& roles = who_.roles;
    if (!is_maintainer() && !roles.has(Role::organiser) && !opened_it())
      return refused_.who_may_extend();
    if (!order_.days || *order_.days < 1 || *order_.days > most_days) return refused_.more_days();
    // It is not longer once more because it was said again.
    if (context_.repeat && window_->state == WindowState::open) return card();
    return result(Extend{*order_.days});
  }

  // What has become so, or was so already, is answered alike.
  Doc result(const WindowEvent& event) {
    const Refusal why = keeper_.happen(*window_, event);
    if (why == Refusal::none || why == Refusal::already) return card();
    return refused_.because(why, *window_).append(card());
  }

  bool is_maintainer() const { return who_.roles.has(Role::maintainer); }
  bool opened_it() const {
    return !window_->person.empty() && window_->person == who_.id && window_->space == space_;
  }

  const WindowOrder& order_;
  const Person& who_;
  const std::string& space_;
  const View& view_;
  Context& context_;
  WindowKeeper keeper_;
  WindowRefusals refused_;
  std::string_view prefix_;
  bool stale_;
  std::optional<Window> window_;
};

}  // namespace

Outcome answer_window(const WindowOrder& order, const Question& question, std::string_view prefix) {
  return Answerer(order, question, prefix).answer();
}

Outcome judge_pressed(
    bool substantive, std::string_view value, const Question& question, std::string_view prefix
) {
  const auto [number, objection] = first_word(value);
  WindowOrder order = window_order(number, question.view.settings.label);
  order.verb = substantive ? WindowVerb::substantive : WindowVerb::not_substantive;
  std::int64_t id = 0;
  std::from_chars(objection.data(), objection.data() + objection.size(), id);
  // The objection that the button stood below, whichever were recorded since; never one of a later window.
  bool stale = false;
  if (order.number)
    if (const auto window =
            window_of(question.context.db, question.view.settings.command, *order.number)) {
      const auto found = std::ranges::find(window->objections, id, &Objection::id);
      stale = found == window->objections.end();
      if (!stale) order.url = found->url;
    }
  return Answerer(order, question, prefix, stale).answer();
}

}  // namespace usher::proposals
