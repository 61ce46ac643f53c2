// tests/engine/call_trouble_test.cpp: Calls when the disk refuses their answer, when their service throws, and at the end.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/engine_rig.hpp"
#include "tests/support/shim_vfs.hpp"
#include "tests/support/store_tools.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

using namespace usher;
using namespace std::chrono_literals;
using test::number;
using test::Rig;
using test::shim_vfs;
using test::ShimVfs;

namespace {

// Does as it is told whenever it is asked, and answers, or never does.
class LambdaService final : public Service {
 public:
  LambdaService(boost::asio::io_context& io, std::function<bool()> on)
      : never_(io, std::chrono::steady_clock::time_point::max()), on_(std::move(on)) {}
  std::string_view name() const override { return "files"; }
  boost::asio::awaitable<Answer> perform(Call) override {
    if (!on_()) {
      [[maybe_unused]] const auto ended =
          co_await never_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
    Answer out;
    out.fetched.status = 200;
    co_return out;
  }

 private:
  boost::asio::steady_timer never_;
  std::function<bool()> on_;
};

// A feature that calls once for each message, on a disk that can be broken.
struct Calling {
  std::vector<errc> heard;
  Rig rig{{.ack_carries = {Kind::message}}, test::shim_vfs_name};

  explicit Calling(std::function<bool()> on) {
    rig.service(std::make_unique<LambdaService>(rig.io, std::move(on)));
    rig.feature("caller", {Kind::message}, [this](const Event& event, Context&) -> Outcome {
      if (const auto* fetched = event.as<Fetched>()) {
        heard.push_back(fetched->error);
        return {};
      }
      return {None{}, {Call{.tag = "t", .service = "files", .method = "GET", .path = "a"}}};
    });
    rig.start();
  }
  ~Calling() { shim_vfs().lift(); }
  void ask(std::string id) {
    const Event go = rig.message(std::move(id), "go");
    CHECK(rig.adapter->send(go));
  }
  std::int64_t rows() {
    std::int64_t count = -1;
    rig.query([&](Database& db) { count = number(db, "SELECT count(*) FROM calls"); });
    return count;
  }
};

const int installed = [] {
  test::install_shim_vfs();
  return 0;
}();

}  // namespace

TEST_CASE("an answer that the disk refuses is recorded once it takes it, and not asked for again") {
  shim_vfs().lift();
  int asked = 0;
  Calling bench([&] {
    ++asked;
    shim_vfs().fail(ShimVfs::Fault::full, 0, -1);
    return true;
  });
  const auto before = shim_vfs().faults.load();
  bench.ask("e1");
  bench.rig.until([&] { return shim_vfs().faults.load() >= before + 4; });
  CHECK(bench.rows() == 1);
  shim_vfs().lift();
  bench.rig.clock.advance(10s);
  bench.rig.until([&] { return bench.rows() == 0; });
  bench.rig.settle();
  CHECK(asked == 1);
  CHECK(bench.heard.back() == errc::ok);
}

TEST_CASE("a service that throws is a failure that the feature hears of, and takes nobody's place"
) {
  shim_vfs().lift();
  Calling bench([]() -> bool { throw std::runtime_error("on purpose"); });
  for (int i = 0; i < 20; ++i) bench.ask("e" + std::to_string(i));
  bench.rig.settle();
  CHECK(bench.heard == std::vector<errc>(20, errc::bug));
  CHECK(bench.rows() == 0);
  CHECK(std::ranges::count(bench.rig.troubles, "the service files failed: on purpose") == 20);
}

TEST_CASE("the end waits for no service: a call under way is a row, asked again at the next start"
) {
  shim_vfs().lift();
  Calling bench([] { return false; });
  bench.ask("e1");
  bench.rig.settle();
  bench.rig.engine->stop();
  bench.rig.settle();
  CHECK_FALSE(bench.rig.running());
  CHECK(bench.rows() == 1);
}
