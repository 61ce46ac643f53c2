// commands/proposals/shelf.cpp: finding on a shelf, and filling one from a folder.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/shelf.hpp"

#include "bot/index_file.hpp"
#include "commands/proposals/reading.hpp"
#include "commands/proposals/rst.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace usher::proposals {

namespace {

constexpr std::uintmax_t largest_file = 2U << 20U;

std::optional<std::string> content_of(const std::filesystem::path& path) {
  std::error_code ec;
  const auto size = std::filesystem::file_size(path, ec);
  if (ec || size > largest_file) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  return in.bad() ? std::nullopt : std::optional(std::move(bytes));
}

}  // namespace

const Proposal* Shelf::find(int number) const {
  const auto found = std::ranges::lower_bound(proposals, number, {}, &Proposal::number);
  return found != proposals.end() && found->number == number ? &*found : nullptr;
}

int Shelf::highest() const { return proposals.empty() ? -1 : proposals.back().number; }

void Shelf::arrange() {
  std::ranges::sort(proposals, [](const Proposal& a, const Proposal& b) {
    if (a.number != b.number) return a.number < b.number;
    return a.file.size() != b.file.size() ? a.file.size() > b.file.size() : a.file > b.file;
  });
  const auto rest = std::ranges::unique(proposals, {}, &Proposal::number);
  proposals.erase(rest.begin(), rest.end());
}

std::string page_of(const Settings& settings, const Proposal& proposal) {
  const std::string_view file = proposal.file;
  return settings.site + std::string(file.substr(0, file.rfind('.'))) + settings.page_ending;
}

std::string name_of(const Settings& settings, const Proposal& proposal) {
  const std::string title = plain_title(proposal.header.title);
  const std::string name = settings.label + " " + std::to_string(proposal.number);
  return title.empty() ? name : name + " — " + title;
}

Result<Shelf> facts_from_directory(
    const std::string& folder, const Settings& settings, sys_seconds now
) {
  std::error_code ec;
  const Grammar grammar = grammar_of(settings);
  const IndexFile index(settings.index_file);
  Shelf shelf;
  shelf.as_of = now;
  for (std::filesystem::directory_iterator at(folder, ec), end; !ec && at != end;
       at.increment(ec)) {
    const std::string entry = at->path().filename().string();
    const std::string name = index.given() ? index.name_in(entry) : entry;
    const auto path = index.given() ? at->path() / settings.index_file : at->path();
    std::error_code kind;
    const auto number = proposal_number(name, grammar);
    if (!number || !std::filesystem::is_regular_file(path, kind)) continue;
    if (auto bytes = content_of(path))
      shelf.proposals.push_back({*number, name, {}, read_proposal(*bytes, name, grammar)});
  }
  if (ec) return std::unexpected(errc::unreachable);
  if (shelf.proposals.empty()) return std::unexpected(errc::not_found);
  shelf.arrange();
  return shelf;
}

}  // namespace usher::proposals
