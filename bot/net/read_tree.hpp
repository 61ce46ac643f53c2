// bot/net/read_tree.hpp: a tree service whose files are read as well as fetched: on the worker, where nobody waits.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/service.hpp"
#include "bot/worker.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace usher::net {

class ReadTree final : public Service {
 public:
  // What is made of the bytes of the file that a GET with this path answers. Pure; on the worker. What it throws is
  // errc::unavailable.
  using Reader = std::function<std::string(std::string_view path, std::string_view bytes)>;

  // worker outlives the service.
  ReadTree(std::unique_ptr<Service> tree, Worker& worker, Reader reader);

  std::string_view name() const override { return tree_->name(); }
  boost::asio::awaitable<Answer> perform(Call call) override;

 private:
  std::unique_ptr<Service> tree_;
  Worker& worker_;
  std::shared_ptr<const Reader>
      reader_;  // the service may be gone before a job that waited has run
};

}  // namespace usher::net
