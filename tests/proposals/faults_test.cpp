// tests/proposals/faults_test.cpp: what a file's first lines and its section Discussion lack, code by code.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/faults.hpp"

#include "bot/text.hpp"
#include "commands/proposals/discussion.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::proposals;
using Codes = std::vector<std::string>;

namespace {

const std::string title = "NEP 18 — A title\n================\n\n";
const std::string whole =
    ":Author: Ada Lovelace <ada@example.org>\n:Author: Bo\n:Status: Draft\n:Type: Process\n"
    ":Created: 2020-02-29\n";

Codes of(const std::string& header, const std::string& body = {}) {
  return faults_in(title + header + "\n" + body, "nep-0018-a-title.rst", "NEP");
}
Codes of_mail(const std::string& lines) {
  return faults_in(lines + "\nText\n", "pep-0018.rst", "PEP");
}

std::string section(const std::string& text) {
  return "Discussion\n----------\n\n" + text + "\n\nReferences\n----------\n\n";
}

}  // namespace

TEST_CASE("A header as the rules want it has no fault") {
  CHECK(of(whole).empty());
  CHECK(of(whole + ":Requires: 3\n:NumPy-Version: 2.0\n:Replaces: 4\n:Replaced-By: 5\n"
                   ":Resolution: https://example.org\n")
            .empty());
  // Fields that are not in the rules stand where they like.
  CHECK(of(":Contact: me\n" + whole + ":Updated: 2021-01-01\n").empty());
}

TEST_CASE("What is missing from a header, or is empty, is named") {
  CHECK(of(":Status: Draft\n") == Codes{"no-author", "no-type", "no-created"});
  CHECK(
      of(":Author:\n:Status:\n:Type: \n:Created:\n") ==
      Codes{"no-author", "no-status", "no-type", "no-created"}
  );
  CHECK(of(":Authors: Ada\n:Status: Draft\n:Type: Process\n:Created: 2020-01-01\n").empty());
  CHECK(of("Only prose.\n") == Codes{"no-header"});
  CHECK(faults_in("", "nep-0018.rst", "NEP") == Codes{"no-header"});
}

TEST_CASE("Fields in another order are told with the right one") {
  CHECK(
      of(":Author: Ada\n:Status: Superseded\n:Replaced-By: 56\n:Type: Process\n"
         ":Created: 2020-01-01\n:Resolution: https://example.org\n"
      ) == Codes{"order:Author,Status,Type,Created,Replaced-By,Resolution"}
  );
  CHECK(
      of(":Author: Ada\n\n:Status: Final\n:Author: Bo\n:Type: Process\n:Created: 2020-01-01\n") ==
      Codes{"order:Author,Status,Type,Created"}
  );
}

TEST_CASE("Authors have a line each, and a name before their address") {
  const std::string rest = ":Status: Draft\n:Type: Process\n:Created: 2020-01-01\n";
  for (const char* fine :
       {"Ada", "Ada <ada@example.org>", "Sammy Davis, Jr. <sd@example.org>", "Ada (the first)",
        "Ada <ada@example.org>,\n   Bo <bo@example.org>,\n   Cy", "Stéfan van der Walt"})
    CHECK(of(":Author: " + std::string(fine) + "\n" + rest).empty());
  for (const char* several :
       {"Ada, Bo", "Ada <ada@example.org>; Bo", "Ada,\n   Bo, Cy",
        "A (x), transcribed B <b@example.org>"})
    CHECK(of(":Author: " + std::string(several) + "\n" + rest) == Codes{"authors-one-line"});
  for (const char* odd :
       {"ada@example.org", "ada@example.org (Ada)", "<ada@example.org>", "Ada <ada>",
        "Ada <ada@example.org> of Example", "Ada <ada@example.org", "Ada <a b@example.org>"})
    CHECK(of(":Author: " + std::string(odd) + "\n" + rest) == Codes{"author-format"});
}

TEST_CASE("Created is a day in digits, the year first") {
  const std::string rest = ":Author: Ada\n:Status: Draft\n:Type: Process\n:Created: ";
  CHECK(of(rest + "20-Dec-2007\n") == Codes{"created-format:20-Dec-2007"});
  CHECK(of(rest + "2020-02-30\n") == Codes{"created-format:2020-02-30"});
  CHECK(of(rest + "2020-2-3\n") == Codes{"created-format:2020-2-3"});
  CHECK(of(rest + "2020-02-03 (first)\n") == Codes{"created-format:2020-02-03 (first)"});
  CHECK(of(rest + "soon\n") == Codes{"created-format:soon"});
  CHECK(of(rest + "by ada@example.org\n") == Codes{"created-format:"});  // no address is kept
}

TEST_CASE("A title with the number of another file is told") {
  CHECK(
      faults_in("NEP 17 — A title\n================\n\n" + whole, "nep-0018.rst", "NEP") ==
      Codes{"title-number:17"}
  );
  CHECK(faults_in("A title\n=======\n\n" + whole, "nep-0018.rst", "NEP").empty());
  CHECK(faults_in(title + whole, "draft.rst", "NEP").empty());
}

TEST_CASE("Mail-like headers are held against the rules of PEPs") {
  CHECK(of_mail(
            "PEP: 18\nTitle: A title\nAuthor: Ada <a@example.org>,\n        Bo\nSponsor: Cy\n"
            "PEP-Delegate: Di\nDiscussions-To: https://example.org\nStatus: Draft\nType: Process\n"
            "Created: 20-Dec-2007\nPython-Version: 3.0\nSuperseded-By: 19\n"
  )
            .empty());
  CHECK(
      of_mail("PEP: 18\nTitle: A title\nStatus: Draft\nAuthor: Ada, Bo\nType: Process\n"
              "Created: 2007-12-20\n") ==
      Codes{
          "order:Title,Author,Status,Type,Created", "authors-one-line",
          "created-day-first:2007-12-20"
      }
  );
}

TEST_CASE("A section Discussion leads to a thread, by way of footnotes and names too") {
  const Codes no_link = {"discussion-no-link"};
  const Codes no_thread = {"discussion-no-thread"};
  const std::string mail = "https://mail.python.org/pipermail/numpy-discussion/2018-June/1.html";
  CHECK(of(whole, section("We talked.")) == no_link);
  CHECK(of(whole, section("")) == no_link);
  CHECK(of(whole, section("- https://github.com/numpy/numpy/issues/1")) == no_thread);
  CHECK(of(whole, section("- " + mail)).empty());
  CHECK(of(whole, section("`Here <" + mail + ">`_")).empty());
  CHECK(of(whole, section("On the list [6]_.") + ".. [6] The thread,\n   " + mail + "\n").empty());
  CHECK(of(whole, section("See `the thread`_.") + ".. _the thread: " + mail + "\n").empty());
  CHECK(of(whole, section("See issue_.") + ".. _issue: https://github.com/a/b/1\n") == no_thread);
  CHECK(of(whole, section("See [7]_.")) == no_link);  // a footnote that is not there
  CHECK(of(whole, "Motivation\n----------\n\nNone.\n").empty());
  // What is below a title of the same level belongs to another section.
  CHECK(of(whole, section("Nothing.") + mail) == no_link);
  CHECK(of(whole, "Discussion\n----------\n\nHow\n~~~\n\n" + mail + "\n").empty());
  // Two of that name: one that leads there is enough.
  CHECK(of(whole, section("Nothing.") + section(mail)).empty());
  CHECK(of(whole + ":Discussions-To: " + mail + "\n", section("Nothing.")).empty());
}

TEST_CASE("Archives of mailing lists and forums hold threads; issues and pages do not") {
  for (const char* url :
       {"https://mail.python.org/archives/list/numpy-discussion@python.org/thread/ABC/",
        "http://mail.scipy.org/pipermail/numpy-discussion/2012-May/1.html",
        "https://discuss.scientific-python.org/t/a/202", "https://groups.google.com/g/x/c/y",
        "https://github.com/numpy/numpy/discussions/1"})
    CHECK(is_thread(url));
  for (const char* url : {"https://github.com/numpy/numpy/issues/1", "https://hackmd.io/a", ""})
    CHECK_FALSE(is_thread(url));
}

TEST_CASE("Whatever the bytes are, faults stay few, short and clean") {
  std::string many;
  for (int i = 0; i < 5000; ++i) many += ":Resolution: x\n:Author: a@b, <\n:Created: \x80\xff\t\n";
  std::string long_line = ":Created: " + std::string(300000, 'x') + "\n";
  std::string references = "Discussion\n----------\n\n";
  for (int i = 0; i < 20000; ++i) references += "[1]_ `a`_ ``b";
  std::string all = title;
  all += whole;
  all += references;
  for (const std::string& bytes :
       {many, long_line, all, std::string(100000, '\n'), std::string("\0\r\n:a:\0", 7),
        std::string(200000, '<'), ":Author: " + std::string(9999, ',')}) {
    const Codes found = faults_in(bytes, "nep-0018.rst", "NEP");
    CHECK(found.size() <= most_faults);
    for (const std::string& one : found) {
      CHECK(one.size() <= longest_fault);
      CHECK(sanitize(one) == one);
    }
  }
  // Of a very long text the end is not read, so nothing is said of what may stand there.
  CHECK(
      discussion_in(Document(section("Nothing.") + std::string(300000, 'x'), "NEP")) ==
      Discussion::absent
  );
}
