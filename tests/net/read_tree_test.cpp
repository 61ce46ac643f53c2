// tests/net/read_tree_test.cpp: files that are read on the worker on their way.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/read_tree.hpp"

#include "tests/support/run.hpp"
#include "tests/support/scripted_service.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <thread>

using namespace usher;
using usher::test::ScriptedService;

namespace {

struct Tree {
  explicit Tree(net::ReadTree::Reader reader) {
    auto inner = std::make_unique<ScriptedService>(io);
    script = inner.get();
    tree = std::make_unique<net::ReadTree>(std::move(inner), worker, std::move(reader));
  }
  Answer ask(std::string method) {
    Call call;
    call.method = std::move(method);
    call.path = "1234 a.rst";
    return usher::testing::run(io, tree->perform(std::move(call)));
  }

  boost::asio::io_context io;
  Worker worker;
  ScriptedService* script = nullptr;
  std::unique_ptr<net::ReadTree> tree;
};

std::string says(std::string_view path, std::string_view bytes) {
  return std::string(path) + " says " + std::string(bytes);
}

}  // namespace

TEST_CASE("what is read of a file comes instead of its bytes, and is read on the worker") {
  std::thread::id where;
  Tree tree([&](std::string_view path, std::string_view bytes) {
    where = std::this_thread::get_id();
    return says(path, bytes);
  });
  tree.script->script = {ScriptedService::answer(200, "hello")};
  const Answer answer = tree.ask("READ");
  CHECK(tree.script->asked.front().method == "GET");
  CHECK(answer.fetched.status == 200);
  CHECK(answer.fetched.etag == "tag");
  CHECK(answer.fetched.body == "1234 a.rst says hello");
  CHECK(where != std::thread::id());
  CHECK(where != std::this_thread::get_id());
}

TEST_CASE("all else passes by the reader") {
  Tree tree(says);
  tree.script->script = {ScriptedService::answer(200, "hello")};
  CHECK(tree.ask("GET").fetched.body == "hello");
  CHECK(tree.ask("LIST").fetched.body == "hello");
  tree.script->script = {ScriptedService::answer(404, "")};
  CHECK(tree.ask("READ").fetched.body.empty());
  tree.script->script = {ScriptedService::failure(errc::rate_limited, std::chrono::seconds(7))};
  const Answer failed = tree.ask("READ");
  CHECK(failed.fetched.error == errc::rate_limited);
  CHECK(failed.retry_after == std::chrono::seconds(7));
}

TEST_CASE("a reader that throws is a file that cannot be had now") {
  Tree tree([](std::string_view, std::string_view) -> std::string {
    throw std::runtime_error("no memory");
  });
  tree.script->script = {ScriptedService::answer(200, "hello")};
  CHECK(tree.ask("READ").fetched.error == errc::unavailable);
}
