// tests/proposals/header_test.cpp: headers as they are met, each oddity by itself.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/header.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using usher::proposals::Header;
using usher::proposals::parse_header;
using usher::proposals::proposal_number;
using usher::proposals::Resolution;

namespace {

Header read(std::string_view text, std::string_view file = "nep-0099-test.rst") {
  return parse_header(text, file, "NEP");
}

using Names = std::vector<std::string>;
using Numbers = std::vector<int>;

}  // namespace

TEST_CASE("Mail-like lines right below a title are a header; further down they are prose") {
  const std::string title = "=====\nTitle\n=====\n\n";
  Header header = parse_header(
      title +
          "Author: Ada <ada@example.org>\nStatus: Draft\nCreated: 20-Dec-2007\n\nStatus: none\n",
      "npy-format.txt", "NEP"
  );
  CHECK(header.title == "Title");
  CHECK(header.status == "Draft");
  CHECK(header.authors == std::vector<std::string>{"Ada"});
  CHECK(header.created == "2007-12-20");
  header = parse_header(title + "Prose.\n\nAuthor: Ada\nStatus: Draft\n", "a.rst", "NEP");
  CHECK(header.status.empty());
}

TEST_CASE("A header as the template asks for it is read whole") {
  const Header header = read(
      ".. _NEP99:\n\n=====================\nNEP 99 — A fine title\n=====================\n\n"
      ":Author: Ada Example <ada@example.org>\n:Author: Bo Example\n:Status: Draft\n:Type: "
      "Standards Track\n"
      ":Created: 2024-02-29\n:Resolution: https://example.org/a/1\n\nAbstract\n--------\n"
  );
  CHECK(header.number == 99);
  CHECK(header.title == "A fine title");
  CHECK(header.status == "Draft");
  CHECK(header.type == "Standards Track");
  CHECK(header.authors == Names{"Ada Example", "Bo Example"});
  CHECK(header.created == "2024-02-29");
  CHECK(header.created_raw == "2024-02-29");
  CHECK(header.resolution == Resolution::linked);
  CHECK(header.resolution_urls == Names{"https://example.org/a/1"});
  CHECK(header.notes.empty());
}

TEST_CASE("Fields in several blocks, after a directive, with repeated keys, are all read") {
  const Header header = read(
      "==========\nNEP 99 — T\n==========\n\n.. currentmodule:: numpy\n\n:Author: Ada\n:Contact: "
      "ada@example.org\n"
      ":Date: 2013-07-10\n\n:Author: Bo\n\n:Author: Cy\n:Date: 2017-03-31\n\n:Status: "
      "Final\n:Author: Di\n\nSummary\n=======\n"
  );
  CHECK(header.authors == Names{"Ada", "Bo", "Cy", "Di"});
  CHECK(header.status == "Final");
  CHECK(header.dated == "2013-07-10");
  CHECK(header.created.empty());
  CHECK(header.created_raw.empty());
}

TEST_CASE("A second list of fields after prose is another proposal's") {
  const Header header = read(
      "NEP 99 — T\n==========\n:Author: Ada\n:Status: Final\n\nRevised from the one by\n\n:Author: "
      "Bo\n:Status: Draft\n"
  );
  CHECK(header.authors == Names{"Ada"});
  CHECK(header.status == "Final");
}

TEST_CASE("Body text right below the fields is no continuation of them") {
  const Header header = read(
      "NEP 99 — T\n==========\n\n:Status: Final\nThere is a need for more.\n\n  :Author: Nobody\n"
  );
  CHECK(header.status == "Final");
  CHECK(header.authors.empty());
}

TEST_CASE("An indented line continues the field above it, but not after a blank line") {
  const Header header = read(
      "NEP 99 — T\n===\n\n:Resolution: https://a.example/1,\n             "
      "https://a.example/2\n:Status: Final\n\n   deferred\n"
  );
  CHECK(header.resolution_urls == Names{"https://a.example/1", "https://a.example/2"});
  CHECK(header.status == "Final");
}

TEST_CASE("Titles: too long a line above, no blank line below, any dash, two lines, none at all") {
  CHECK(
      read("=======================\nNEP 99 — T\n=======================\n\n:Status: Draft\n")
          .title == "T"
  );
  CHECK(read("NEP 99 — T\n==========\n:Status: Draft\n").title == "T");
  CHECK(read("NEP 99 - T\n==========\n\n:Status: Draft\n").title == "T");
  CHECK(read("NEP 99: “T” – U\n===============\n\n:Status: Draft\n").title == "“T” – U");
  CHECK(read("NEP 99 — “T”\n===============\n\n:Status: Draft\n").title == "“T”");
  CHECK(
      read("=======\nA title in\ntwo lines\n=======\n\n:Status: Draft\n").title ==
      "A title in two lines"
  );
  CHECK(read(":Title: In a field\n:Status: Draft\n").title == "In a field");
  CHECK(read(":Status: Draft\n\nBody\n").title.empty());
}

TEST_CASE("Mail-like lines, as the oldest proposals have them, are a header too") {
  const Header header = usher::proposals::parse_header(
      "PEP: 465\nTitle: A dedicated operator\nVersion: $Revision$\nAuthor: Ada Example "
      "<ada@example.org>,\n        Bo Example\n"
      "Status: Draft\nType: Standards Track\nCreated: 20-Feb-2014\n\nAbstract: none\n",
      "matmul.rst", "PEP"
  );
  CHECK(header.number == 465);
  CHECK(header.title == "A dedicated operator");
  CHECK(header.authors == Names{"Ada Example", "Bo Example"});
  CHECK(header.created == "2014-02-20");
  CHECK(header.created_raw == "20-Feb-2014");
}

TEST_CASE("Authors on one line are parted, and addresses never kept") {
  CHECK(
      read(":Author: Ada Example <ada@example.org>, Bo Example (Bo, B.), cy@example.org (Cy "
           "Example); Di, Jr.\n")
          .authors == Names{"Ada Example", "Bo Example (Bo, B.)", "Cy Example", "Di, Jr."}
  );
  CHECK(read(":Author: ada@example.org\n").authors.empty());
  CHECK(
      read(":Author: A (sasha), transcribed B <b@example.org>\n").authors ==
      Names{"A (sasha)", "transcribed B"}
  );
}

TEST_CASE("Dates are ISO or day-month-year; what is no date stays as it was written") {
  CHECK(read(":Created: 20-Dec-2007\n").created == "2007-12-20");
  CHECK(read(":Created: 20-December-2007\n").created == "2007-12-20");
  CHECK(read(":Created: 2007-12-20 (second draft)\n").created == "2007-12-20");
  CHECK(read(":Created: 2023-02-29\n").created.empty());
  for (const char* beyond : {"2013-07-777", "2013-268-07", "777-Jul-2013", "2013-07-32"})
    CHECK(read(fmt::format(":Created: {}\n", beyond)).created.empty());
  CHECK(read(":Created: 2023-02-29\n").created_raw == "2023-02-29");
  CHECK(read(":Created: <date created on>\n").created.empty());
}

TEST_CASE("Replacements are named in any of the usual ways") {
  CHECK(
      read(":Replaces: :ref:`NEP30`, :ref:`NEP31`, NEP 37 and 47\n").replaces ==
      Numbers{30, 31, 37, 47}
  );
  CHECK(read(":Replaced-By: :ref:`NEP 56 <NEP56>`\n").replaced_by == Numbers{56});
  CHECK(
      read(":Replaced-By: `NEP 56 <https://numpy.org/neps/nep-0056-x.html>`_ (since 1.22)\n")
          .replaced_by == Numbers{56}
  );
}

TEST_CASE("A resolution is a link, a link in disguise, a promise, or nothing") {
  CHECK(
      read(":Resolution: `Discussion <https://a.example/x/#y>`_\n").resolution_urls ==
      Names{"https://a.example/x/#y"}
  );
  CHECK(
      read(":Resolution: https://a.example/1 and https://a.example/2\n").resolution_urls ==
      Names{"https://a.example/1", "https://a.example/2"}
  );
  CHECK(read(":Resolution: TODO\n").resolution == Resolution::pending);
  CHECK(read(":Resolution: -\n").resolution == Resolution::empty);
  CHECK(read(":Resolution:\n").resolution == Resolution::empty);
  CHECK(read(":Status: Draft\n").resolution == Resolution::absent);
}

TEST_CASE("Notes right below the header become short plain text; those of the body stay there") {
  const Header header = read(
      "NEP 99 — T\n==========\n\n:Status: Final\n\n.. highlight:: c\n\n.. note::\n\n   This is "
      "*superseded* by `SPEC 0 — Minimum\n"
      "   <https://example.org/spec>`__ and :ref:`NEP56`, see ``numpy.x`` [1]_ or write to "
      "ada@example.org.\n\n"
      ".. warning:: Read\n   :doc:`nep-0022-overview` too\n\nAbstract\n--------\n\n.. note::\n\n   "
      "Not this.\n"
  );
  CHECK(
      header.notes ==
      Names{
          "This is superseded by SPEC 0 — Minimum and NEP 56, see numpy.x or write to",
          "Read NEP 22 too"
      }
  );
}

TEST_CASE("Control and bidirectional characters and broken bytes do not get through") {
  const Header header = read(
      "NEP 99 — A\x1b[31m \xE2\x80\xAE title\n==========\n\n:Author: \xFF\xFE Ada\x07\n:Status: "
      "Dra\x01\x66t\n"
  );
  CHECK(header.title == "A[31m  title");
  CHECK(header.authors == Names{"\uFFFD\uFFFD Ada"});
  CHECK(header.status == "Draft");
}

TEST_CASE("Windows line ends, a byte order mark and a missing last line end are no obstacle") {
  const Header header =
      read("\xEF\xBB\xBFNEP 99 — T\r\n==========\r\n\r\n:Status: Final\r\n:Created: 2020-01-02");
  CHECK(header.title == "T");
  CHECK(header.status == "Final");
  CHECK(header.created == "2020-01-02");
}

TEST_CASE("What is bounded stays bounded, whatever the bytes") {
  std::string many = ":Author: ";
  for (int i = 0; i < 20000; ++i) many += "A, ";
  for (int i = 0; i < 2000; ++i) many += "\n:Replaces: " + std::to_string(i);
  const Header header = read(many + "\n:Title: " + std::string(100000, 'x') + "\n");
  CHECK(header.authors.size() <= 100);
  CHECK(header.replaces.size() <= 200);
  CHECK(header.title.size() <= 300);
  CHECK(read(std::string(1U << 20U, '`')).title.empty());
  CHECK(read(std::string(1U << 20U, '*')).title.empty());
  CHECK(read("").number == 99);
}

TEST_CASE("The file's name says the number, and whether it is a proposal at all") {
  CHECK(proposal_number("nep-0018-array-function-protocol.rst", "NEP") == 18);
  CHECK(proposal_number("nep-0000.rst", "NEP") == 0);
  CHECK(proposal_number("nep-0053-c-abi.md", "NEP") == 53);
  CHECK(proposal_number("nep-0018-array-function-protocol.", "NEP") == 18);
  CHECK(proposal_number("pep-8012.rst", "PEP") == 8012);
  for (const char* other :
       {"nep-template.rst", "nep-0016-benchmark.py", "index.rst", "nep-.rst", "nep-0001",
        "nep-0001x.rst", "nep-123456.rst", "nep-0000-diagram.png", "", "NEP", "nep-18.rst/../x"})
    CHECK_FALSE(proposal_number(other, "NEP").has_value());
  CHECK(read("NEP 12 — T\n===\n", "draft.rst").number == 12);
  CHECK_FALSE(read("T\n===\n", "draft.rst").number.has_value());
}
