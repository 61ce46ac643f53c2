// bot/net/read_tree.cpp: READ is a GET, and what the reader makes of its bytes.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/read_tree.hpp"

#include "bot/net/tree.hpp"

#include <exception>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;

ReadTree::ReadTree(std::unique_ptr<Service> tree, Worker& worker, Reader reader)
    : tree_(std::move(tree)),
      worker_(worker),
      reader_(std::make_shared<const Reader>(std::move(reader))) {}

asio::awaitable<Answer> ReadTree::perform(Call call) {
  const bool reads = call.method == "READ";
  std::string path = call.path;
  if (reads) call.method = "GET";
  Answer found = co_await tree_->perform(std::move(call));
  if (!reads || found.fetched.error != errc::ok || found.fetched.status != 200) co_return found;
  auto job = [reader = reader_, path = std::move(path), found = std::move(found)]() mutable {
    try {
      found.fetched.body = (*reader)(path, found.fetched.body);
      return std::move(found);
    } catch (const std::exception&) {
      return failure(errc::unavailable);  // no memory
    }
  };
  Answer result = co_await worker_.run<Answer>(std::move(job));
  co_return result;
}

}  // namespace usher::net
