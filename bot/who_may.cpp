// bot/who_may.cpp: a sentence for each role, and the community's own link.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/who_may.hpp"

namespace usher {

namespace {

// In a sentence that sends nobody away empty-handed.
Phrase sentence(Role needed, const Say& say) {
  switch (needed) {
    case Role::maintainer:
      return say("Only maintainers and administrators can do that. Please ask one of them.");
    case Role::organiser:
      return say("Only organisers and administrators can do that. Please ask one of them.");
    case Role::committee:
      return say(
          "Only members of the Code of Conduct committee can do that. Please ask one of "
          "them."
      );
    case Role::administrator:
      return say("Only administrators can do that. Please ask one of them.");
    case Role::contributor:
    case Role::everyone:
      break;
  }
  return say("Only contributors can do that. Please ask one of them.");
}

}  // namespace

Doc who_may(Role needed, const Say& say, const Community& community) {
  Line line = {sentence(needed, say)};
  if (!community.contact_url.empty()) {
    line.emplace_back(Text(std::string(" ")));
    line.push_back(link(say("You can reach them here."), community.contact_url));
  }
  Doc doc;
  doc.paragraph(std::move(line));
  return doc;
}

}  // namespace usher
