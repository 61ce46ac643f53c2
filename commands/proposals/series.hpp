// commands/proposals/series.hpp: what makes one kind of enhancement proposal: NEP, PEP, …
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/rules.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace usher::proposals {

// One [proposals.<name>] of the configuration.
struct Settings {
  std::string command = "nep";         // "/nep"; also the name of the series in the database
  std::vector<std::string> also = {};  // other names of the command, lower-case: "提案"
  std::string label = "NEP";           // "NEP 18"; files are called nep-0018-….rst
  std::string title = "NumPy Enhancement Proposal";
  std::string service = "nep";  // a tree service (bot/service.hpp); empty: never polled
  std::string source;           // which one that is, as one string: "github:numpy/numpy/doc/neps"
  std::string site =
      "https://numpy.org/neps/";  // pages are <site><file without ending><page_ending>
  std::string page_ending = ".html";
  std::string mail_url;  // where proposals are discussed; may be empty
  std::string
      mail_service;  // reads that archive (bot/service.hpp, "mail service"); empty: never asked
  std::chrono::minutes mail_every{30};  // between two readings
  std::string rules_url;  // the page with the rules for proposals: NEP 0's; may be empty
  std::string
      web_url;  // the repository's pages: <web_url>/commit/…, <web_url>/compare/…; empty: no links
  std::chrono::minutes every{60};  // between two polls
  std::string index;  // facts to begin with, until the source was polled (index.hpp); may be empty
  std::vector<Status> statuses = usual_statuses();  // in the order in which people are told of them
  std::vector<std::string> types = usual_types();
  std::vector<Move> moves =
      usual_moves();  // any other step is announced with a note; empty: none is
  HeaderStyle header = HeaderStyle::either;
  // What the author's helper goes by: days of the final comment period before a proposal is accepted (0: this series has
  // no such process, and no helper), and where the template is (may be empty).
  int process_days = 7;
  std::string template_url;
  std::string council = "Steering Council";  // who decides where the community cannot agree
  std::optional<std::string>
      file_prefix;  // "nep" of nep-0018-….rst; the label where it is not set; empty: 0018-….rst
  // "index.md" where each proposal has a folder of its own, "spec-0001/index.md", which stands for a file "spec-0001.md";
  // empty: they lie in one folder.
  std::string index_file = {};
  // What help shows after the command: numbers and words that exist. Those of topics are made from the first number.
  std::vector<std::string> examples = {"0", "18 47", "array api"};
};

}  // namespace usher::proposals
