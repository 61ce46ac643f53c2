// tests/support/engine_rig.cpp: the rig that engine tests stand on.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/engine_rig.hpp"

#include "bot/store.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <mutex>
#include <stdexcept>
#include <thread>

namespace usher::test {

namespace asio = boost::asio;

Doc words(std::string_view text) {
  Doc doc;
  doc.paragraph({Inline(Text(text))});
  return doc;
}

struct ScriptedAdapter::State {
  explicit State(asio::io_context& io) : stopped(io) {
    stopped.expires_at(std::chrono::steady_clock::time_point::max());
  }
  asio::steady_timer stopped;
  std::optional<Accept> accept;
};

ScriptedAdapter::ScriptedAdapter(asio::io_context& io, Capabilities can, std::string space)
    : io_(io), can_(can), space_(std::move(space)), state_(std::make_unique<State>(io)) {}
ScriptedAdapter::~ScriptedAdapter() = default;

asio::awaitable<void> ScriptedAdapter::run(Accept accept) {
  state_->accept.emplace(std::move(accept));
  if (on_run) on_run();
  [[maybe_unused]] const auto ended =
      co_await state_->stopped.async_wait(asio::as_tuple(asio::use_awaitable));
}

void ScriptedAdapter::stop() { state_->stopped.cancel(); }

asio::awaitable<std::expected<Receipt, Setback>> ScriptedAdapter::deliver(Pending pending) {
  attempts.push_back(pending);
  if (before_delivery) before_delivery(pending);
  if (!failures.empty()) {
    Setback setback = failures.front();
    failures.erase(failures.begin());
    co_return std::unexpected(std::move(setback));
  }
  delivered.push_back(pending);
  co_return Receipt{pending.to.place, "ref" + std::to_string(pending.id)};
}

Write ScriptedAdapter::forget(const Person& who) const {
  return [id = who.id](Database& db) {
    db.run("INSERT INTO meta(name,value) VALUES('adapter forgot ' || ?, x'00')", id);
  };
}

Result<Reply> ScriptedAdapter::send(Inbound inbound) {
  std::optional<Result<Reply>> answer;
  const auto ask = [](Accept accept, Inbound in,
                      std::optional<Result<Reply>>* to) -> asio::awaitable<void> {
    Result<Reply> reply = co_await accept(std::move(in));
    to->emplace(std::move(reply));
  };
  asio::co_spawn(io_, ask(state_->accept.value(), std::move(inbound), &answer), asio::detached);
  while (!answer) io_.run_one();
  return std::move(*answer);
}

Rig::Rig(Capabilities can, std::string vfs) : path(folder.file("usher.db")), vfs_(std::move(vfs)) {
  build(can);
}

void Rig::build(Capabilities can) {
  settings.trouble = [this](std::string_view line) {
    static std::mutex mutex;
    const std::scoped_lock lock(mutex);
    troubles.emplace_back(line);
  };
  settings.slow = [this](std::string_view line) { slow.emplace_back(line); };
  const auto migrations = usher_migrations();
  engine =
      std::make_unique<Engine>(io, settings, clock, catalog, open_store(path, migrations, vfs_));
  auto made = std::make_unique<ScriptedAdapter>(io, can);
  adapter = made.get();
  engine->add(std::unique_ptr<Adapter>(std::move(made)));
}

void Rig::take_over(const std::string& database) {
  const Capabilities can = adapter->capabilities();
  engine.reset();
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
  std::filesystem::copy(database, path);
  build(can);
}

Rig::~Rig() {
  if (running_) stop();
}

LambdaFeature& Rig::feature(
    std::string name, Kinds wants, LambdaFeature::On on, std::span<const CommandSpec> specs
) {
  auto made = std::make_unique<LambdaFeature>(std::move(name), wants, std::move(on));
  made->specs.assign(specs.begin(), specs.end());  // the engine reads them when it is added
  LambdaFeature& out = *made;
  engine->add(std::unique_ptr<Feature>(std::move(made)));
  return out;
}

void Rig::service(std::unique_ptr<Service> service) { engine->add(std::move(service)); }

void Rig::start() {
  running_ = true;
  asio::co_spawn(io, engine->run(), [this](const std::exception_ptr& thrown) {
    running_ = false;
    if (thrown) std::rethrow_exception(thrown);
  });
  settle();
}

void Rig::stop() {
  engine->stop();
  io.restart();
  while (running_) io.run_one();
  delivered_so_far.insert(
      delivered_so_far.end(), adapter->delivered.begin(), adapter->delivered.end()
  );
  adapter = nullptr;
  engine.reset();
}

void Rig::settle() {
  // Nothing is under way when the brain owes no answer and some turns of the loop in a row find no work.
  int quiet = 0;
  while (quiet < 5) {
    io.restart();
    const bool worked = io.poll() != 0;
    if (engine->figures().under_way != 0) {
      quiet = 0;
      if (!worked) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    } else if (!worked) {
      ++quiet;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    } else {
      quiet = 0;
    }
  }
}

void Rig::until(const std::function<bool()>& condition) {
  for (int turn = 0; turn < 20000; ++turn) {
    if (condition()) return;
    io.restart();
    if (io.poll() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  throw std::runtime_error("what the test waits for did not happen");
}

void Rig::query(const std::function<void(Database&)>& look) {
  Database db(path, Database::Mode::read_only);
  look(db);
}

Event Rig::message(std::string id, std::string text, std::string who, std::string room) const {
  Event event;
  event.id = std::move(id);
  event.at = {"test", std::move(room), ""};
  event.who.id = std::move(who);
  event.who.lang = "en";
  event.what = Message{std::move(text), true, false};
  return event;
}

Event Rig::command(std::string id, std::string name, std::string args, std::string who) const {
  Event event = message(std::move(id), "", std::move(who));
  event.what = Command{std::move(name), std::move(args)};
  return event;
}

}  // namespace usher::test
