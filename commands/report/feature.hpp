// commands/report/feature.hpp: /report, as long as reports are written by e-mail: whom to write to, told to the asker alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"

#include <string>
#include <string_view>

namespace usher {

struct ReportSettings {
  std::string email;    // of the committee
  std::string instead;  // whom to turn to where one is uneasy about the committee; may be empty
  std::string url;      // the Code of Conduct; may be empty
};

// Takes no text, and repeats none: what somebody writes after the command goes nowhere.
class ReportDesk final : public Feature {
 public:
  explicit ReportDesk(ReportSettings settings);

  std::string_view name() const override { return "report"; }
  std::span<const CommandSpec> commands() const override;
  Outcome on(const Event& event, Context& context) override;

 private:
  ReportSettings settings_;
};

}  // namespace usher
