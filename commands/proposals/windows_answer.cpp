// commands/proposals/windows_answer.cpp: each word after /nep window: who may, what is missing, what comes of it.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_answer.hpp"

#include "bot/text.hpp"
#include "commands/proposals/misses.hpp"
#include "commands/proposals/proposing_mail.hpp"
#include "commands/proposals/windows_answered.hpp"
#include "commands/proposals/windows_keeper.hpp"
#include "commands/proposals/windows_list.hpp"
#include "commands/proposals/windows_refusals.hpp"
#include "commands/proposals/windows_table.hpp"
#include "commands/proposals/windows_wording.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace usher::proposals {

namespace {

constexpr int most_openings = 3;  // by one person, of one proposal in a day, and by one mail

class Answerer {
 public:
  // `stale`: the button that was pressed stood below another window.
  Answerer(
      const WindowOrder& order, const Question& question, std::string_view prefix,
      bool stale = false
  )
      : order_(order),
        event_(question.event),
        who_(question.event.who),
        space_(question.event.at.space),
        view_(question.view),
        series_(view_.settings.command),
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

  Outcome turned_to(int page) {
    keeper_.pass_time();
    Doc doc = list(page);
    return {Replace{std::move(doc)}, keeper_.done()};
  }

 private:
  Doc answered() {
    if (order_.verb == WindowVerb::list && order_.odd.empty() && order_.url.empty()) return list();
    if (!order_.odd.empty()) return refused_.odd();
    if (order_.typed_number.empty()) return refused_.which_proposal();
    if (view_.shelf.proposals.empty()) return not_here_yet(view_);
    if (!order_.number) return no_number({order_.typed_number, std::nullopt}, view_);
    if (auto doc = needs_link()) return std::move(*doc);
    proposal_ = view_.shelf.find(*order_.number);
    if (context_.repeat && order_.verb != WindowVerb::show)
      if (const auto before = window_answered(context_.db, series_, space_, event_.id)) {
        window_ = window_by_id(context_.db, before->window);
        return worded(before->why);
      }
    window_ = window_of(context_.db, series_, *order_.number);
    const bool opens = order_.verb == WindowVerb::open;
    if (proposal_ == nullptr && (opens || !window_))
      return no_number({order_.typed_number, order_.number}, view_);
    if (opens && order_.days && !fits(*order_.days)) return refused_.days();
    // Of a repeat of which nothing is known any more, how it stands is the best answer.
    const bool shows = order_.verb == WindowVerb::show || context_.repeat;
    const WindowWhy why = !window_ && !opens ? WindowWhy::no_window
                          : shows && window_ ? WindowWhy::done
                                             : changed();
    if (!shows)
      note_window_answered(
          context_.db, series_, space_, event_.id, {why, window_ ? window_->id : 0}, context_.now
      );
    return worded(why);
  }

  Doc worded(WindowWhy why) const {
    if (!window_) return refused_.because(why, *order_.number, proposal_);
    if (why == WindowWhy::done) return card();
    if (why == WindowWhy::although_no_draft)
      return card().append(refused_.because(why, *order_.number, proposal_));
    Doc doc = refused_.because(why, *order_.number, proposal_);
    const bool may_not = why == WindowWhy::may_not_extend || why == WindowWhy::may_not_close ||
                         why == WindowWhy::may_not_judge || why == WindowWhy::may_not_ask_council;
    if (!may_not && why != WindowWhy::days_missing) doc.append(card());
    return doc;
  }

  WindowWhy changed() {
    switch (order_.verb) {
      case WindowVerb::open:
        return open();
      case WindowVerb::extend:
        if (!is_maintainer() && !who_.roles.has(Role::organiser) && !opened_it())
          return WindowWhy::may_not_extend;
        if (!order_.days || *order_.days < 1 || *order_.days > most_days)
          return WindowWhy::days_missing;
        return happened(Extend{*order_.days});
      case WindowVerb::objection:
        return happened(Claim{order_.url, space_, who_.id});
      case WindowVerb::retract:
        return retract();
      case WindowVerb::substantive:
      case WindowVerb::not_substantive:
        if (!is_maintainer()) return WindowWhy::may_not_judge;
        if (stale_) return WindowWhy::earlier_button;
        return happened(Judge{order_.verb == WindowVerb::substantive, order_.url});
      case WindowVerb::council:
        if (!is_maintainer()) return WindowWhy::may_not_ask_council;
        return happened(PutToCouncil{order_.url});
      case WindowVerb::close:
        if (!is_maintainer() && !opened_it()) return WindowWhy::may_not_close;
        return happened(Close{});
      default:
        return WindowWhy::done;
    }
  }

  Doc list(int page = 0) const {
    return windows_list(context_.db, page, view_, who_.zone, prefix_);
  }

  Doc card() const { return window_card(*window_, view_, who_.zone, who_.roles, prefix_); }

  std::optional<Doc> needs_link() const {
    const bool needed = order_.verb == WindowVerb::open || order_.verb == WindowVerb::objection ||
                        order_.verb == WindowVerb::council;
    if (order_.url.empty()) return needed ? std::optional(refused_.no_link()) : std::nullopt;
    if (is_mail_url(order_.url)) return std::nullopt;
    return refused_.bad_link();
  }

  bool fits(int days) const {
    return days >= comment_days(view_.settings.process_days) && days <= most_days;
  }

  WindowWhy open() {
    const int number = *order_.number;
    const auto latest = std::exchange(window_, std::nullopt);
    // The same mail is the same period, whoever says so and how often.
    auto same = window_of_mail(context_.db, series_, number, order_.url, view_.settings.mail_url);
    if (same && same->state != WindowState::closed) {
      const bool is_open = same->state == WindowState::open;
      window_ = std::move(same);
      return is_open ? WindowWhy::done : WindowWhy::had_its_period;
    }
    if (latest && latest->state == WindowState::open) {
      window_ = latest;
      return WindowWhy::another_is_open;
    }
    if (latest && latest->state == WindowState::council && !is_maintainer()) {
      window_ = latest;
      return WindowWhy::at_council;
    }
    const bool draft = means(proposal_->header.status, Meaning::draft, view_.settings);
    if (!draft && !is_maintainer()) return WindowWhy::no_draft;
    Window begun = open_window(
        number, context_.now, order_.days.value_or(view_.settings.process_days), order_.url
    );
    begun.space = space_;
    begun.person = who_.id;
    if (!draft) begun.although = proposal_->header.status;
    const sys_seconds day = context_.now - std::chrono::hours(24);
    if (opened_by(context_.db, series_, begun, day, view_.settings.mail_url) >= most_openings)
      return WindowWhy::too_often;
    keeper_.begin(begun);
    window_ = std::move(begun);
    return draft ? WindowWhy::done : WindowWhy::although_no_draft;
  }

  // One's own; a maintainer who has none there, anybody's.
  WindowWhy retract() {
    const bool own = std::ranges::any_of(waiting(*window_), [&](const Objection* one) {
      return one->space == space_ && one->person == who_.id;
    });
    const bool anybodys = is_maintainer() && !own;
    if (who_.id.empty() && !anybodys) return WindowWhy::no_objection;
    return happened(TakeBack{space_, anybodys ? std::string() : who_.id, order_.url});
  }

  // What has become so, or was so already, is answered alike.
  WindowWhy happened(const WindowEvent& event) { return why_of(keeper_.happen(*window_, event)); }

  bool is_maintainer() const { return who_.roles.has(Role::maintainer); }
  bool opened_it() const {
    return !window_->person.empty() && window_->person == who_.id && window_->space == space_;
  }

  const WindowOrder& order_;
  const Event& event_;
  const Person& who_;
  const std::string& space_;
  const View& view_;
  const std::string& series_;
  Context& context_;
  WindowKeeper keeper_;
  WindowRefusals refused_;
  std::string_view prefix_;
  bool stale_;
  const Proposal* proposal_ = nullptr;
  std::optional<Window> window_;
};

}  // namespace

Outcome answer_window(const WindowOrder& order, const Question& question, std::string_view prefix) {
  return Answerer(order, question, prefix).answer();
}

Outcome page_pressed(std::string_view value, const Question& question, std::string_view prefix) {
  return Answerer(WindowOrder{}, question, prefix).turned_to(windows_page(value));
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
