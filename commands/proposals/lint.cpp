// commands/proposals/lint.cpp: the rules that one header, its file's faults and the time decide.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/lint.hpp"

#include "commands/proposals/faults.hpp"
#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/lint_relations.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

namespace usher::proposals {

namespace {

struct OfFile {
  std::string_view code;
  Rule rule;
};
constexpr std::array<OfFile, 12> of_file = {{
    {"no-header", Rule::no_header},
    {"no-author", Rule::no_author},
    {"no-status", Rule::no_status},
    {"no-type", Rule::no_type},
    {"no-created", Rule::no_created},
    {"order", Rule::order},
    {"authors-one-line", Rule::authors_one_line},
    {"author-format", Rule::author_format},
    {"created-format", Rule::created_format},
    {"created-day-first", Rule::created_day_first},
    {"title-number", Rule::title_number},
    {"discussion-no-link", Rule::no_link},
}};

bool is_over_a_year_ago(sys_seconds then, sys_seconds now) {
  const auto day = std::chrono::floor<std::chrono::days>(then);
  // The last of February plus a year may be no day; as sys_days it is the first of March.
  const std::chrono::sys_days later = std::chrono::year_month_day(day) + std::chrono::years(1);
  return later + (then - day) < now;
}

// The beginning of the day that a header says; nothing where it says none.
std::optional<sys_seconds> created(const Header& header) {
  const std::string& day = header.created;
  if (day.empty()) return std::nullopt;
  return from_iso_time(day + "T00:00:00Z");
}

class Inspector {
 public:
  Inspector(const Settings& settings, sys_seconds now, const DatesOf& dates_of)
      : settings_(settings), now_(now), dates_of_(dates_of) {}

  void inspect(const Proposal& proposal, bool wanted) {
    proposal_ = &proposal;
    look_at_file();
    look_at_words();
    if (wanted) look_at_age();
  }

  Lint result;

 private:
  void add(Rule rule, std::string_view detail = {}, sys_seconds since = {}) {
    result.findings.push_back({rule, proposal_->number, std::string(detail), {}, since});
  }
  bool is(Meaning meaning) const { return means(proposal_->header.status, meaning, settings_); }

  void look_at_file() {
    for (const std::string& fault : proposal_->header.faults) {
      const Fault parted = parted_fault(fault);
      const auto* const found = std::ranges::find(of_file, parted.code, &OfFile::code);
      if (found != of_file.end()) add(found->rule, parted.detail);
      // The thread is that of the mail which proposes to accept it: there may be none yet.
      if (parted.code == "discussion-no-thread" && !is(Meaning::draft) && !is(Meaning::deferred))
        add(Rule::no_thread);
    }
  }

  void look_at_words() {
    const Header& header = proposal_->header;
    if (!header.status.empty() && status_meant(header.status, settings_) == nullptr)
      add(Rule::unknown_status, header.status);
    if (!header.type.empty()) {
      const std::string_view type = type_meant(header.type, settings_);
      if (type.empty())
        add(Rule::unknown_type, header.type);
      else if (type != header.type)
        add(Rule::type_variant, header.type);
    }
    const bool decided = is(Meaning::accepted) || is(Meaning::rejected) || is(Meaning::withdrawn);
    if (decided && header.resolution != Resolution::linked) add(Rule::no_resolution);
  }

  void look_at_age() {
    const bool draft = is(Meaning::draft);
    if (!draft && !is(Meaning::accepted)) return;
    // It cannot be so for longer than it exists.
    const auto born = created(proposal_->header);
    if (born && !is_over_a_year_ago(*born, now_)) return;
    const Dates dates = dates_of_(proposal_->number);
    const auto since = draft ? dates.changed : dates.status;
    if (!since)
      result.undated.push_back(proposal_->number);
    else if (is_over_a_year_ago(*since, now_))
      add(draft ? Rule::silent_draft : Rule::long_accepted, {}, *since);
  }

  const Settings& settings_;
  sys_seconds now_;
  const DatesOf& dates_of_;
  const Proposal* proposal_ = nullptr;
};

}  // namespace

Lint lint(
    const Shelf& shelf, const Settings& settings, sys_seconds now, const DatesOf& dates_of,
    std::span<const int> only
) {
  const auto wanted = [&](int number) {
    return only.empty() || std::ranges::find(only, number) != only.end();
  };
  Inspector inspector(settings, now, dates_of);
  for (const Proposal& proposal : shelf.proposals)
    inspector.inspect(proposal, wanted(proposal.number));
  Lint out = std::move(inspector.result);
  std::ranges::move(lint_relations(shelf, settings), std::back_inserter(out.findings));
  std::erase_if(out.findings, [&](const Finding& finding) {
    return !wanted(finding.number) && std::ranges::none_of(finding.others, wanted);
  });
  std::ranges::sort(out.findings, {}, [](const Finding& finding) {
    return std::tie(finding.rule, finding.number, finding.others);
  });
  return out;
}

}  // namespace usher::proposals
