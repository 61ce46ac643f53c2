// commands/proposals/file_facts.cpp: "<size> +\n<line>\n", there and back; the line itself is read when it is compared.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/file_facts.hpp"

#include "commands/proposals/index.hpp"
#include "commands/proposals/reading.hpp"

#include <algorithm>
#include <charconv>

namespace usher::proposals {

std::string facts_of_file(std::string_view path, std::string_view bytes, const Settings& settings) {
  const Grammar grammar = grammar_of(settings);
  const auto space = std::min(path.find(' '), path.size());
  const std::string_view name = path.substr(std::min(space + 1, path.size()));
  const Proposal proposal{
      proposal_number(name, grammar).value_or(-1), std::string(name),
      std::string(path.substr(0, space)), read_proposal(bytes, name, grammar)
  };
  const Header& header = proposal.header;
  const bool readable = !header.title.empty() || !header.status.empty();
  return std::to_string(bytes.size()) + (readable ? " +\n" : " -\n") + to_line(proposal) + "\n";
}

std::optional<FileFacts> parse_file_facts(std::string_view text) {
  FileFacts out;
  const auto end = std::min(text.find('\n'), text.size());
  const std::string_view head = text.substr(0, end);
  const auto [at, ec] = std::from_chars(head.data(), head.data() + head.size(), out.size);
  const std::string_view sign = head.substr(static_cast<std::size_t>(at - head.data()));
  // Without its end it was cut off.
  if (ec != std::errc() || (sign != " +" && sign != " -") || !text.ends_with('\n') ||
      end + 1 == text.size())
    return std::nullopt;
  out.readable = sign == " +";
  out.line = text.substr(end + 1, text.size() - end - 2);
  return out;
}

}  // namespace usher::proposals
