// bot/net/directory_tree.cpp: a folder as a tree service.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/directory_tree.hpp"

#include "bot/net/folder.hpp"
#include "bot/net/git_log.hpp"
#include "bot/net/tree.hpp"

#include <exception>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;

namespace {

Answer bytes_at(
    const DirectoryTreeSettings& settings, const CommitPath& asked, std::stop_token stop
) {
  const auto checkout = Checkout::around(settings.path, Checkout::one_minute(), std::move(stop));
  if (!checkout) return failure(checkout.error());
  const std::string path = settings.index.path_of(asked.name);
  if (path.empty()) return answer(404);
  auto bytes = checkout->bytes_at(asked.commit, path, settings.max_file);
  if (!bytes && bytes.error() == errc::not_found) return answer(404);
  if (!bytes) return failure(bytes.error());
  return answer(200, std::move(*bytes));
}

}  // namespace

DirectoryTree::DirectoryTree(Worker& worker, DirectoryTreeSettings settings)
    : worker_(worker), settings_(std::move(settings)) {}

asio::awaitable<Answer> DirectoryTree::perform(Call call) {
  // The job holds copies: the service may be gone before a job that waited has run.
  auto job = [settings = settings_, call = std::move(call), stop = stop_.get_token()]() -> Answer {
    try {
      if (call.method == "LIST") return list_directory(settings, call.etag);
      if (call.method == "GET") return get_from_directory(settings, call.path, stop);
      if (call.method == "LOG") return log_of_directory(settings, call, stop);
      return failure(errc::unsupported);
    } catch (const std::exception&) {
      return failure(errc::unavailable
      );  // no memory, or a file system that std::filesystem cannot name
    }
  };
  Answer result = co_await worker_.run<Answer>(std::move(job));
  co_return result;
}

Answer list_directory(const DirectoryTreeSettings& settings, std::string_view etag) {
  const auto folder = Folder::open(settings.path);
  if (!folder) return failure(folder.error());
  const IndexFile& index = settings.index;
  const auto names =
      index.given() ? folder->folders(settings.max_files) : folder->names(settings.max_files);
  if (!names) return failure(names.error());

  std::vector<TreeEntry> entries;
  std::uint64_t total = 0;
  for (const auto& entry : *names) {
    const std::string name = index.given() ? index.name_in(entry) : entry;
    if (!is_file_name(name)) continue;
    const auto file = folder->file_at(index.path_of(name));
    // A file that cannot be read must not look like one that was deleted: that ends the listing. Not so one that is
    // really gone, or is none.
    if (!file && file.error() == errc::not_found) continue;
    if (!file) return failure(file.error());
    total += file->size;
    if (total > settings.max_total) return failure(errc::too_large);
    BlobHash hash{file->size};
    const errc read = read_all(*file, [&hash](std::string_view piece) { hash.add(piece); });
    if (read != errc::ok) return failure(read);
    entries.push_back({hash.id(), file->size, name});
  }
  std::string lines = listing(std::move(entries));
  std::string now = content_etag(lines);
  if (now == etag) return answer(304, {}, std::move(now));
  return answer(200, std::move(lines), std::move(now));
}

Answer log_of_directory(
    const DirectoryTreeSettings& settings, const Call& call, std::stop_token stop
) {
  const auto names = log_names(call);
  if (!names) return failure(errc::malformed);
  const auto checkout = Checkout::around(settings.path, Checkout::one_minute(), std::move(stop));
  if (!checkout) return failure(checkout.error());
  const std::string path = settings.index.path_of(names->name);
  if (path.empty()) return answer(404);
  auto entries =
      settings.index.given() ? checkout->log_below(path, names->name) : checkout->log(*names);
  if (!entries && entries.error() == errc::not_found) return answer(404);
  if (!entries) return failure(entries.error());
  std::string lines = log_text(*entries);
  std::string now = content_etag(lines);
  if (now == call.etag) return answer(304, {}, std::move(now));
  return answer(200, std::move(lines), std::move(now));
}

Answer get_from_directory(
    const DirectoryTreeSettings& settings, std::string_view path, std::stop_token stop
) {
  if (const auto past = parse_commit_path(path)) return bytes_at(settings, *past, std::move(stop));
  const auto asked = parse_blob_path(path);
  if (!asked) return failure(errc::malformed);
  const auto folder = Folder::open(settings.path);
  if (!folder) return failure(folder.error());
  const std::string name = settings.index.path_of(asked->name);
  if (name.empty()) return answer(404);
  const auto file = folder->file_at(name);
  if (!file && file.error() == errc::not_found) return answer(404);
  if (!file) return failure(file.error());
  if (file->size > settings.max_file) return failure(errc::too_large);
  std::string bytes;
  bytes.reserve(file->size);
  const errc read = read_all(*file, [&bytes](std::string_view piece) { bytes.append(piece); });
  if (read != errc::ok) return failure(read);
  if (blob_id(bytes) != asked->sha) return answer(404);
  return answer(200, std::move(bytes));
}

}  // namespace usher::net
