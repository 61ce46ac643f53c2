// bot/net/document.hpp: a service over one document, read as well as fetched: a calendar by its URL, in a file, or as written.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/net/http.hpp"
#include "bot/service.hpp"
#include "bot/worker.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace usher::net {

struct DocumentUrl {
  std::string url;
};
struct DocumentFile {
  std::string path;
};
struct DocumentText {
  std::string text;
};

struct DocumentSettings {
  std::string name;  // what Call::service says
  std::variant<DocumentUrl, DocumentFile, DocumentText> from;
  std::size_t most = 32U << 20U;  // bytes
};

// Call{method "READ", path, etag} → 200, and what the reader makes of the path and the document's bytes, on the worker, where
// nobody waits; 304 with an empty body where the document still has this ETag; 404 where it is not there. The ETag is the
// server's, or one of the bytes. Another method is errc::unsupported.
class Document final : public Service {
 public:
  // Pure. What it throws is errc::unavailable.
  using Reader = std::function<std::string(std::string_view path, std::string_view bytes)>;

  // All outlive the service.
  Document(
      HttpClient& client, Worker& worker, const Clock& clock, DocumentSettings settings,
      Reader reader
  );

  std::string_view name() const override { return settings_.name; }
  boost::asio::awaitable<Answer> perform(Call call) override;

 private:
  boost::asio::awaitable<Answer> fetched(std::string url, std::string etag);
  boost::asio::awaitable<Answer> loaded(std::string path);

  HttpClient& client_;
  Worker& worker_;
  const Clock& clock_;
  DocumentSettings settings_;
  std::shared_ptr<const Reader>
      reader_;  // the service may be gone before a job that waited has run
};

}  // namespace usher::net
