// commands/proposals/lint_detail.cpp: what a finding says of its one proposal.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/lint_words.hpp"
#include "commands/proposals/words.hpp"

#include <array>

namespace usher::proposals {

namespace {

constexpr std::size_t most_shown = 8;  // numbers

class Detail {
 public:
  Detail(const Finding& finding, const View& view) : finding_(finding), view_(view), say(view.say) {
    static const Header nothing;
    const Proposal* proposal = view.shelf.find(finding.number);
    header_ = proposal == nullptr ? &nothing : &proposal->header;
  }

  Line line() const {
    switch (finding_.rule) {
      case Rule::no_created:
        if (header_->dated.empty()) return {};
        return {say("its Date says {day}", fmt::arg("day", Text(header_->dated)))};
      case Rule::order:
        return {say("the expected order is {fields}", fmt::arg("fields", fields()))};
      case Rule::created_format:
        return {day(header_->created)};
      case Rule::created_day_first:
        return {day(day_first(header_->created))};
      case Rule::title_number:
        return {
            say("the title says {label} {number}", fmt::arg("label", view_.label),
                fmt::arg("number", Text(finding_.detail)))
        };
      case Rule::type_variant:
        return {
            say("“{typed}” is {type}", fmt::arg("typed", Text(finding_.detail)),
                fmt::arg("type", Text(type_meant(finding_.detail, view_.settings))))
        };
      case Rule::unknown_status:
      case Rule::unknown_type:
        return {say("“{typed}”", fmt::arg("typed", Text(finding_.detail)))};
      case Rule::no_resolution:
        return resolution();
      case Rule::not_superseded:
        return with_status(numbers());
      default:
        break;
    }
    return others_or_time();
  }

 private:
  Line others_or_time() const {
    const Text named = numbers();
    const auto others = fmt::arg("others", named);
    switch (finding_.rule) {
      case Rule::replaced_by_nobody:
      case Rule::replaces_nobody:
        return {say("it names {others}", others)};
      case Rule::no_replaces:
        return {say("the newer one is {others}", others)};
      case Rule::no_counterpart:
        return {say("the older one is {others}", others)};
      case Rule::still_in_force:
        return {say("it replaces {others}", others)};
      case Rule::chain:
      case Rule::circle:
        return {Text(way())};
      case Rule::long_accepted:
        return {say("since"), Text(std::string(" ")), time()};
      case Rule::silent_draft:
        return {say("last changed"), Text(std::string(" ")), time()};
      default:
        return {};
    }
  }

  // "NEP 30, NEP 31"
  Text numbers() const {
    std::string out;
    for (std::size_t i = 0; i < finding_.others.size(); ++i) {
      if (i == most_shown) return Text(out + ", …");
      if (i > 0) out += ", ";
      out += name(finding_.others[i]);
    }
    return Text(out);
  }

  std::string name(int number) const { return view_.settings.label + " " + std::to_string(number); }

  // "NEP 30 → NEP 56 → NEP 60"
  std::string way() const {
    std::string out = name(finding_.number);
    for (const int number : finding_.others) {
      out += " → ";
      out += name(number);
    }
    return out;
  }

  Text fields() const {
    std::string out;
    for (const std::string_view field : split(finding_.detail, ',')) {
      if (!out.empty()) out += ", ";
      out += field;
    }
    return Text(out);
  }

  Phrase day(std::string_view meant) const {
    const Text typed(finding_.detail);
    if (meant.empty()) return say("“{typed}” is no day", fmt::arg("typed", typed));
    return say("“{typed}” is {day}", fmt::arg("typed", typed), fmt::arg("day", Text(meant)));
  }

  // "2007-12-20" → "20-Dec-2007"
  static std::string day_first(std::string_view iso) {
    constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (iso.size() != 10) return {};
    const auto month = static_cast<std::size_t>((iso[5] - '0') * 10 + (iso[6] - '0') - 1);
    if (month >= months.size()) return {};
    return fmt::format("{}-{}-{}", iso.substr(8), months.at(month), iso.substr(0, 4));
  }

  Line with_status(Inline more) const {
    Line line = status_line(header_->status, view_.settings, say);
    line.emplace_back(Text(std::string("; ")));
    line.push_back(std::move(more));
    return line;
  }

  Line resolution() const {
    switch (header_->resolution) {
      case Resolution::absent:
        return with_status(say("the line is missing"));
      case Resolution::empty:
        return with_status(say("the line is empty"));
      default:
        return with_status(say("what the line says is no link"));
    }
  }

  Inline time() const {
    return when(finding_.since, "UTC", Text(iso_time(finding_.since).substr(0, 10)));
  }

  const Finding& finding_;
  const View& view_;
  const Say& say;
  const Header* header_;
};

}  // namespace

Line finding_detail(const Finding& finding, const View& view) {
  return Detail(finding, view).line();
}

}  // namespace usher::proposals
