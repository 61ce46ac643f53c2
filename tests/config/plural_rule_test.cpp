// tests/config/plural_rule_test.cpp: how languages count, and rules that nobody should be able to hurt with.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/plural_rule.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace usher;

namespace {

std::vector<int> forms(std::string_view rule, const std::vector<std::uint64_t>& numbers) {
  const auto read = PluralRule::parse(rule);
  if (!read) FAIL(read.error());
  std::vector<int> out;
  out.reserve(numbers.size());
  for (const std::uint64_t n : numbers) out.push_back(read->form_of(n));
  return out;
}

std::string error_of(std::string_view rule) {
  const auto read = PluralRule::parse(rule);
  return read ? "none" : read.error();
}

}  // namespace

TEST_CASE("Numbers take the form that their language's rule says") {
  using Forms = std::vector<int>;
  CHECK(forms("nplurals=1; plural=0;", {0, 1, 2, 1000}) == Forms{0, 0, 0, 0});
  CHECK(forms("nplurals=2; plural=(n != 1);", {0, 1, 2, 21}) == Forms{1, 0, 1, 1});
  CHECK(forms("nplurals=2; plural=n>1", {0, 1, 2}) == Forms{0, 0, 1});
  CHECK(
      forms(
          "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
          "n%100>=20) ? 1 : 2);",
          {0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 111, 112, 122}
      ) == Forms{2, 0, 1, 1, 2, 2, 2, 2, 0, 1, 2, 2, 2, 1}
  );
  CHECK(
      forms(
          "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
          "n%100>=11 ? 4 : 5);",
          {0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111}
      ) == Forms{0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 4}
  );
  CHECK(
      forms(
          "nplurals=3; plural=(n == 1) ? 0 : ((n != 0 && n % 1000000 == 0) ? 1 : 2);",
          {0, 1, 2, 1'000'000, 1'000'001}
      ) == Forms{2, 0, 2, 1, 2}
  );
  CHECK(PluralRule().form_of(7) == 0);
  CHECK(PluralRule().forms() == 1);
}

TEST_CASE("Operators bind and are chained as in C") {
  using Forms = std::vector<int>;
  CHECK(forms("nplurals=2; plural=n==1||n==2&&n==3;", {1, 2, 3}) == Forms{1, 0, 0});
  CHECK(forms("nplurals=2; plural=n<2==n<1;", {0, 1, 2}) == Forms{1, 0, 1});
  CHECK(forms("nplurals=2; plural=n%7%2;", {8, 9, 10}) == Forms{1, 0, 1});
  CHECK(forms("nplurals=3; plural=n>1?n>2?2:1:0;", {1, 2, 3}) == Forms{0, 1, 2});
  // What is not taken is not evaluated.
  CHECK(forms("nplurals=2; plural=n==0 ? 0 : 10%n==0;", {0, 3, 5}) == Forms{0, 0, 1});
  CHECK(forms("nplurals=2; plural=n!=0 && 10%n==0;", {0, 3, 5}) == Forms{0, 0, 1});
}

TEST_CASE("What is no rule is refused, with what is wrong") {
  CHECK(error_of("").contains("“nplurals=” is missing"));
  CHECK(error_of("nplurals=0; plural=0;").contains("1 to 6"));
  CHECK(error_of("nplurals=7; plural=0;").contains("1 to 6"));
  CHECK(error_of("nplurals=INTEGER; plural=EXPRESSION;").contains("1 to 6"));
  CHECK(error_of("nplurals=2 plural=0;").contains("“;” is missing"));
  CHECK(error_of("nplurals=2;").contains("“plural=” is missing"));
  CHECK(error_of("nplurals=2; plural=;").contains("not understood"));
  CHECK(error_of("nplurals=2; plural=").contains("ends too soon"));
  CHECK(error_of("nplurals=2; plural=n+1;").contains("“+1;” is not understood"));
  for (const char* hostile :
       {"!n",  "n-1", "n*2",     "n/2",  "-1", "n&1", "n|1",  "n=1",  "system(n)",
        "n;n", "m",   "n n",     "(n",   "n)", "n?1", "n?1:", "n ==", "0x1",
        "1e3", "n\n", "n?0:n?1", "\xff", "n%", "%n",  "()"}) {
    CAPTURE(hostile);
    CHECK(error_of("nplurals=2; plural=" + std::string(hostile) + ";") != "none");
  }
}

TEST_CASE("A rule that names a form that there is not, or divides by zero, is refused") {
  CHECK(error_of("nplurals=2; plural=n;").contains("For 2 the rule says form 2"));
  CHECK(error_of("nplurals=2; plural=n==1000?2:0;").contains("For 1000"));
  CHECK(error_of("nplurals=2; plural=n%0;").contains("divides by zero"));
  CHECK(error_of("nplurals=2; plural=10%n;").contains("For 0 the rule divides by zero"));
  CHECK(error_of("nplurals=2; plural=n>=2000000?5:0;").contains("For 2000000"));
  // Numbers that nobody tried find a form all the same.
  const auto rule = PluralRule::parse("nplurals=2; plural=n>5000000?999:n%(n==4999998?0:2)==7;");
  REQUIRE(rule.has_value());
  CHECK(rule->form_of(5'000'001) == 1);
  CHECK(rule->form_of(4'999'998) == 0);
  CHECK(rule->form_of(std::numeric_limits<std::uint64_t>::max()) == 1);
}

TEST_CASE("Rules that are long or deep end soon") {
  const auto with = [](const std::string& rule) { return "nplurals=2; plural=" + rule + ";"; };
  CHECK(error_of(with(std::string(100'000, '('))).contains("too long"));
  CHECK(error_of(with(std::string(300, '('))).contains("too deeply"));
  CHECK(error_of(with("n" + std::string(900, '%'))).contains("not understood"));
  std::string chain = "n";
  for (int i = 0; i < 230; ++i) chain += "||n";
  CHECK(error_of(with(chain)).contains("too long"));
  std::string choices;
  for (int i = 0; i < 100; ++i) choices += "n?0:";
  CHECK(error_of(with(choices + "0")).contains("too deeply"));
  CHECK(error_of(with("n==99999999999999999999")).contains("too large"));
}
