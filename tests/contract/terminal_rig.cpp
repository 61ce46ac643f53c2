// tests/contract/terminal_rig.cpp: the terminal as the contract sees it: one person, who types a line when they are asked for
// one.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/terminal.hpp"
#include "bot/store.hpp"
#include "tests/contract/contract.hpp"
#include "tests/support/fake_console.hpp"

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>

#include <sstream>
#include <thread>

namespace usher::contract {
namespace {

class TerminalSide final : public Rig {
 public:
  explicit TerminalSide(Cast cast) : cast_(std::move(cast)) { start(); }
  ~TerminalSide() override {
    if (engine_) stop();
  }

  Engine& engine() override { return *engine_; }
  Adapter& adapter() override { return *adapter_; }
  void start() override {
    engine_ = std::make_unique<Engine>(
        io_, cast_.also.settings, time(), catalog_, open_store(path_, usher_migrations())
    );
    auto feature = std::make_unique<test::LambdaFeature>("test", Kinds{Kind::message}, cast_.hear);
    feature->specs.assign(cast_.specs.begin(), cast_.specs.end());
    engine_->add(std::unique_ptr<Feature>(std::move(feature)));
    cast_.also.features(*engine_);
    auto console = std::make_unique<test::FakeConsole>();
    console_ = console.get();
    console_->then_end = false;
    terminal::Settings settings;
    settings.user.id = "ada";
    settings.language = "en";
    settings.community = "Tests";
    settings.database = path_;
    auto made = std::make_unique<terminal::TerminalAdapter>(
        io_.get_executor(), time(), catalog_, engine_->commands(), std::move(settings),
        std::move(console)
    );
    adapter_ = made.get();
    engine_->add(std::move(made));
    running_ = true;
    boost::asio::co_spawn(io_, engine_->run(), [this](const std::exception_ptr& thrown) {
      running_ = false;
      if (thrown) std::rethrow_exception(thrown);
    });
    until([this] { return console_->waiting(); });
  }
  void stop() override {
    engine_->stop();
    // What is printed meanwhile is seen, too.
    until([this] { return !running_; });
    screen_ += console_->screen;
    console_ = nullptr;
    turn(10);
    adapter_ = nullptr;
    engine_.reset();
  }
  void turn(int times) override {
    for (int i = 0; i < times; ++i) {
      io_.restart();
      if (io_.poll() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  std::string database() const override { return path_; }
  bool has(std::string_view person) const override { return person == "ada"; }
  void say(std::string_view, std::string words) override { type(std::move(words)); }
  void command(std::string_view, std::string line) override {
    type(std::string(1, adapter_->capabilities().command_sign) + line);
  }
  // As the screen numbers it, where it stands last.
  void press(std::string_view person, std::string_view label) override {
    std::string number = "1";
    for (const std::string& line : sees(person)) {
      const auto at = line.find(fmt::format("] {}", label));
      const auto from = at == std::string::npos ? at : line.rfind('[', at);
      if (from != std::string::npos) number = line.substr(from + 1, at - from - 1);
    }
    type(std::move(number));
  }
  bool asked(std::string_view) override {
    return console_->waiting() && !console_->asked.back().command;
  }
  void fill(std::string_view, std::string value) override { type(std::move(value)); }
  std::vector<std::string> sees(std::string_view) override {
    std::istringstream all(screen_ + (console_ == nullptr ? "" : console_->screen));
    std::vector<std::string> out;
    for (std::string line; std::getline(all, line);) out.push_back(line);
    return out;
  }
  std::vector<std::string> in_room() override { return sees("ada"); }
  std::vector<std::string> alone(std::string_view person) override { return sees(person); }
  bool one_screen() const override { return true; }
  bool trouble(Trouble) override { return false; }  // between a screen and its program is nothing
  bool waits_for_usher() const override { return false; }

 private:
  const Clock& time() const { return cast_.also.clock ? *cast_.also.clock : clock_; }
  void type(std::string line) {
    until([this] { return console_->waiting(); });
    console_->give(terminal::Input::Kind::line, std::move(line));
  }

  Cast cast_;
  boost::asio::io_context io_{1};
  test::TempFolder folder_;
  std::string path_ = folder_.file("usher.db"), screen_;
  SystemClock clock_;
  Catalog catalog_;
  std::unique_ptr<Engine> engine_;
  terminal::TerminalAdapter* adapter_ = nullptr;
  test::FakeConsole* console_ = nullptr;
  bool running_ = false;
};

}  // namespace

std::unique_ptr<Rig> terminal_rig(const Cast& cast) { return std::make_unique<TerminalSide>(cast); }

}  // namespace usher::contract
