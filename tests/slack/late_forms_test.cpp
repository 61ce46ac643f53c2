// tests/slack/late_forms_test.cpp: forms behind a button, and addresses that are used five times.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/late_forms.hpp"

#include "adapters/slack/response_urls.hpp"
#include "tests/slack/send_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

namespace {

rows::LateForm late(std::int64_t id, bool secret, std::string person = "U1") {
  rows::LateForm out{id, std::move(person), "C1", "", {}, noon};
  out.form.id = "report.new";
  out.form.secret = secret;
  out.form.fields.push_back({.name = "what", .label = "What happened", .type = Field::Type::text});
  return out;
}

}  // namespace

TEST_CASE("a form waits as a row, also over a restart", "[late]") {
  Store store;
  {
    LateForms forms;
    const Write row = forms.keep(late(7, false));
    REQUIRE(row);
    row(*store.db);
  }
  LateForms forms;
  forms.read_from(store.db.get());
  const auto found = forms.find(7, "U1", noon);
  REQUIRE(found);
  CHECK(found->form.id == "report.new");
  CHECK_FALSE(forms.find(7, "U2", noon));
}

TEST_CASE("a secret form is in memory only, for its person and a day", "[late]") {
  Store store;
  LateForms forms;
  forms.read_from(store.db.get());
  CHECK_FALSE(forms.keep(late(7, true)));
  rows::LateForm field = late(8, false);
  field.form.fields[0].secret = true;
  const Write row = forms.keep(std::move(field));
  CHECK_FALSE(row);
  CHECK(forms.find(7, "U1", noon)->form.fields.at(0).label == "What happened");
  CHECK(forms.find(8, "U1", noon));
  CHECK_FALSE(forms.find(7, "U2", noon));
  CHECK(test::number(*store.db, "SELECT count(*) FROM slack_forms") == 0);
  CHECK_FALSE(forms.find(7, "U1", noon + std::chrono::hours(25)));
  LateForms after;
  after.read_from(store.db.get());
  CHECK_FALSE(after.find(8, "U1", noon));
}

TEST_CASE("of secret forms the hundred newest are held; who was forgotten has none", "[late]") {
  LateForms forms;
  for (int i = 0; i <= 100; ++i) {
    rows::LateForm one = late(i, true, i == 50 ? "U2" : "U1");
    one.at = noon + std::chrono::seconds(i);
    forms.keep(std::move(one));
  }
  CHECK_FALSE(forms.find(0, "U1", noon));
  CHECK(forms.find(1, "U1", noon));
  CHECK(forms.find(50, "U2", noon));
  forms.forgotten("U1");
  CHECK_FALSE(forms.find(100, "U1", noon));
  CHECK(forms.find(50, "U2", noon));
}

TEST_CASE("a response_url is of use five times, counted over a restart", "[late]") {
  Store store;
  const auto keep = [&](const Write& write) { write(*store.db); };
  const std::string url = "https://hooks.slack.com/commands/T1/2/3";
  {
    ResponseUrls urls(keep);
    urls.read_from(store.db.get());
    CHECK(urls.left(url, noon) == 5);
    CHECK(urls.left("", noon) == 0);
    urls.used(url, noon);
    urls.used(url, noon);
    CHECK(urls.left(url, noon) == 3);
  }
  ResponseUrls urls(keep);
  urls.read_from(store.db.get());
  CHECK(urls.left(url, noon) == 3);
  for (int i = 0; i < 5; ++i) urls.used(url, noon);
  CHECK(urls.left(url, noon) == 0);
  const std::string other = url + "4";
  urls.spent(other, noon);
  CHECK(urls.left(other, noon) == 0);
  CHECK(test::number(*store.db, "SELECT count(*) FROM slack_urls WHERE mark LIKE '%hooks%'") == 0);
}

TEST_CASE("addresses that are over leave no memory behind", "[late]") {
  ResponseUrls urls([](const Write&) {});
  for (int i = 0; i < 5000; ++i)
    urls.used("https://hooks.slack.com/" + std::to_string(i), noon + std::chrono::minutes(i));
  CHECK(urls.left("https://hooks.slack.com/4999", noon + std::chrono::minutes(4999)) == 4);
  CHECK(urls.left("https://hooks.slack.com/0", noon + std::chrono::minutes(4999)) == 5);
}
