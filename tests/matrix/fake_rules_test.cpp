// tests/matrix/fake_rules_test.cpp: what the thin homeserver holds against messages.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_faults.hpp"
#include "tests/support/matrix_rules.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using namespace usher::testing::matrix;

TEST_CASE("only permitted and closed HTML passes", "[matrix][fake]") {
  CHECK(fault_of_html("").empty());
  CHECK(fault_of_html("plain &amp; <b>bold <i>both</i></b><br>x<br/>").empty());
  CHECK(fault_of_html(
            R"(<a href="https://example.org/?a=1&amp;b=2">x</a><code class="language-py">y</code>)"
  )
            .empty());
  CHECK_FALSE(fault_of_html("<b>").empty());
  CHECK_FALSE(fault_of_html("</b>").empty());
  CHECK_FALSE(fault_of_html("<b><i></b></i>").empty());
  CHECK_FALSE(fault_of_html("<script>x</script>").empty());
  CHECK_FALSE(fault_of_html("<mx-reply>x</mx-reply>").empty());
  CHECK_FALSE(fault_of_html("a & b").empty());
  CHECK_FALSE(fault_of_html("a < b").empty());
  CHECK_FALSE(fault_of_html(R"(<a href="javascript:x">x</a>)").empty());
  CHECK_FALSE(fault_of_html(R"(<span data-mx-color="#fff">x</span>)").empty());
}

TEST_CASE("a message has m.mentions, and an edit has them in what is new", "[matrix][fake]") {
  const auto faults = [](const char* text) {
    return faults_of_message(boost::json::parse(text).as_object());
  };
  CHECK(faults(R"({"msgtype":"m.notice","body":"x","m.mentions":{}})").empty());
  CHECK(faults(R"({"msgtype":"m.notice","body":"x"})").size() == 1);
  CHECK(
      faults(
          R"({"msgtype":"m.text","body":"* x","m.relates_to":{"rel_type":"m.replace","event_id":"$a"},
                   "m.new_content":{"msgtype":"m.text","body":"x","m.mentions":{}}})"
      )
          .empty()
  );
  CHECK_FALSE(
      faults(R"({"msgtype":"m.text","body":"x","m.mentions":{},"format":"org.matrix.custom.html"})")
          .empty()
  );
}

TEST_CASE("canonical JSON has whole numbers alone", "[matrix][fake]") {
  CHECK(is_canonical(boost::json::parse(R"({"a":[1,{"b":9007199254740991}]})")));
  CHECK_FALSE(is_canonical(boost::json::parse(R"({"a":[1,{"b":1.5}]})")));
  CHECK_FALSE(is_canonical(boost::json::parse(R"({"a":9007199254740992})")));
}

TEST_CASE("a star stands for one segment of a path", "[matrix][fake]") {
  CHECK(is_like("/v3/rooms/*/leave", "/v3/rooms/!a/leave"));
  CHECK_FALSE(is_like("/v3/rooms/*/leave", "/v3/rooms/!a/b/leave"));
  CHECK_FALSE(is_like("/v3/rooms/*", "/v3/rooms"));
  CHECK_FALSE(is_like("/v3/rooms", "/v3/rooms/!a"));
}
