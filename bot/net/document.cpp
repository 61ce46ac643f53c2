// bot/net/document.cpp: fetch or load, compare, read.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/document.hpp"

#include "bot/net/folder.hpp"
#include "bot/net/http_service.hpp"
#include "bot/net/tree.hpp"

#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;

namespace {

Answer load(const std::string& path, std::size_t most) {
  // Whoever configured a link means what it leads to.
  std::error_code unknown;
  const std::filesystem::path whole = std::filesystem::weakly_canonical(path, unknown);
  if (unknown) return failure(errc::not_found);
  const auto folder = Folder::open(whole.parent_path());
  if (!folder) return failure(folder.error());
  const auto file = folder->file(whole.filename().string());
  if (!file) return failure(file.error());
  if (file->size > most) return failure(errc::too_large);
  std::string bytes;
  bytes.reserve(file->size);
  const errc error = read_all(*file, [&](std::string_view part) { bytes += part; });
  if (error != errc::ok) return failure(error);
  std::string etag = content_etag(bytes);
  return answer(200, std::move(bytes), std::move(etag));
}

}  // namespace

Document::Document(
    HttpClient& client, Worker& worker, const Clock& clock, DocumentSettings settings, Reader reader
)
    : client_(client),
      worker_(worker),
      clock_(clock),
      settings_(std::move(settings)),
      reader_(std::make_shared<const Reader>(std::move(reader))) {}

asio::awaitable<Answer> Document::fetched(std::string url, std::string etag) {
  Request request;
  request.url = std::move(url);
  request.headers = {{"Accept", "text/calendar, */*;q=0.5"}};
  request.etag = std::move(etag);
  request.limits.body = settings_.most;
  request.limits.total = std::chrono::minutes(2);
  Result<Response> response = co_await client_.send(std::move(request));
  if (!response) co_return failure(response.error());
  const errc error = status_error(response->status);
  if (is_transient(error))
    co_return failure(error, response->status, retry_after(*response, clock_.seconds()));
  if (response->status != 200) co_return answer(response->status, {}, std::move(response->etag));
  std::string tag =
      response->etag.empty() ? content_etag(response->body) : std::move(response->etag);
  co_return answer(200, std::move(response->body), std::move(tag));
}

asio::awaitable<Answer> Document::loaded(std::string path) {
  Answer out = co_await worker_.run<Answer>([path = std::move(path), most = settings_.most] {
    return load(path, most);
  });
  co_return out;
}

asio::awaitable<Answer> Document::perform(Call call) {
  if (call.method != "READ") co_return failure(errc::unsupported);
  Answer found;
  if (const auto* url = std::get_if<DocumentUrl>(&settings_.from)) {
    Answer got = co_await fetched(url->url, call.etag);
    found = std::move(got);
  } else if (const auto* file = std::get_if<DocumentFile>(&settings_.from)) {
    Answer got = co_await loaded(file->path);
    found = std::move(got);
  } else {
    const std::string& text = std::get<DocumentText>(settings_.from).text;
    found = answer(200, text, content_etag(text));
  }
  if (found.fetched.error != errc::ok || found.fetched.status != 200) co_return found;
  // A server that does not know If-None-Match sends the same again.
  if (!call.etag.empty() && found.fetched.etag == call.etag) co_return answer(304, {}, call.etag);
  auto job = [reader = reader_, path = std::move(call.path), found = std::move(found)]() mutable {
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
