// commands/report/feature.cpp: addresses, and what to expect.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/report/feature.hpp"

#include <array>
#include <utility>

namespace usher {

namespace {

constexpr std::array<std::string_view, 4> also = {"举报", "舉報", "报告", "回報"};
constexpr std::array<std::string_view, 1> examples = {"/report"};
constexpr std::array<CommandSpec, 1> specs = {{
    {.name = "report",
     .grammar = "",
     .summary = mark("Says how to tell the Code of Conduct committee of harm, in private"),
     .examples = examples,
     .also = also},
}};

Inline blank() { return Text(std::string(" ")); }

Doc how_to(const ReportSettings& settings, const Context& context, const Say& say, bool typed) {
  const Text community(context.community.name);
  Doc doc;
  doc.heading({say("How to report harm")});
  doc.paragraph(
      {say("Write to the Code of Conduct committee of {community}:",
           fmt::arg("community", community)),
       blank(), link(Text(settings.email), "mailto:" + settings.email)}
  );
  if (!settings.instead.empty()) {
    const Text other(settings.instead);
    doc.paragraph({say(
        "If you would rather not write to the committee, turn to: {other}", fmt::arg("other", other)
    )});
  }
  doc.paragraph(
      {say("Say what happened, where and when, and whether anybody is in danger. A screenshot "
           "helps. You "
           "need not be the one who was harmed, and you need not be sure.")}
  );
  if (!settings.url.empty())
    doc.paragraph({say("What happens then:"), blank(), link(Text(settings.url), settings.url)});
  // It may have been seen by others where it was typed.
  if (typed)
    doc.paragraph({bold(say(
        "I take no report here yet, and have kept nothing of what you wrote. If others can see it, "
        "you may want to delete it."
    ))});
  return doc;
}

}  // namespace

ReportDesk::ReportDesk(ReportSettings settings) : settings_(std::move(settings)) {}

std::span<const CommandSpec> ReportDesk::commands() const { return specs; }

Outcome ReportDesk::on(const Event& event, Context& context) {
  const auto* command = event.as<Command>();
  if (command == nullptr) return {};
  const bool typed = command->args.find_first_not_of(" \t\r\n") != std::string::npos;
  SayReply reply{how_to(settings_, context, context.say(event.who), typed)};
  reply.confidential = true;
  return {std::move(reply), {}};
}

}  // namespace usher
