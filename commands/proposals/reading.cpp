// commands/proposals/reading.cpp: asks each of the readers.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/reading.hpp"

#include "commands/proposals/body.hpp"
#include "commands/proposals/faults.hpp"

#include <utility>

namespace usher::proposals {

Header read_proposal(std::string_view bytes, std::string_view file_name, const Grammar& grammar) {
  const Document document(bytes, grammar);
  Header header = parse_header(document.header, file_name, grammar);
  BodyFacts body = read_body(document, grammar.label);
  header.abstract = std::move(body.abstract);
  header.discussion_urls = std::move(body.discussion_urls);
  header.faults = faults_in(document, file_name, grammar);
  return header;
}

}  // namespace usher::proposals
