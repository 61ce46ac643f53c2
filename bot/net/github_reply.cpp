// bot/net/github_reply.cpp: GitHub's JSON and its rate-limit headers.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_reply.hpp"

#include "bot/net/backoff.hpp"
#include "bot/net/http_service.hpp"
#include "bot/net/log.hpp"
#include "bot/net/outside_json.hpp"
#include "bot/text.hpp"

#include <boost/json/value.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace usher::net {
namespace {

namespace json = boost::json;
using std::chrono::seconds;

constexpr std::size_t longest_subject = 200;

const json::object* object_in(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains({key.data(), key.size()});
  return value == nullptr ? nullptr : value->if_object();
}

const json::array* array_in(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains({key.data(), key.size()});
  return value == nullptr ? nullptr : value->if_array();
}

// Who commits may be elsewhere in time than who wrote it: what counts is when it came to be there.
std::optional<ListedCommit> commit_of(const json::value& item) {
  const json::object* const object = item.if_object();
  const json::object* const commit = object == nullptr ? nullptr : object_in(*object, "commit");
  const json::object* const committer =
      commit == nullptr ? nullptr : object_in(*commit, "committer");
  if (committer == nullptr) return std::nullopt;
  const auto at = parse_utc(text_of(*committer, "date"));
  ListedCommit out;
  out.id = text_of(*object, "sha");
  if (!at || !is_blob_id(out.id)) return std::nullopt;
  out.at = *at;
  const json::array* const parents = array_in(*object, "parents");
  if (parents == nullptr) return std::nullopt;
  if (parents->empty()) return out;
  const json::object* const first = parents->front().if_object();
  if (first == nullptr) return std::nullopt;
  out.parent = text_of(*first, "sha");
  if (!is_blob_id(out.parent)) return std::nullopt;
  const std::string_view message = text_of(*commit, "message");
  out.subject = message.substr(0, std::min(message.find('\n'), longest_subject));
  if (parents->size() < 2) return out;
  const json::object* const second = (*parents)[1].if_object();
  if (second == nullptr) return std::nullopt;
  out.merged = text_of(*second, "sha");
  if (!is_blob_id(out.merged)) return std::nullopt;
  return out;
}

std::optional<std::uint64_t> number_of(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains({key.data(), key.size()});
  if (value == nullptr) return std::nullopt;
  json::error_code error;
  const auto number = value->to_number<std::uint64_t>(error);
  if (error) return std::nullopt;
  return number;
}

// RFC 4648 with line breaks, as GitHub writes it; nothing for anything else.
std::optional<std::string> decode_base64(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  std::ranges::copy_if(text, std::back_inserter(clean), [](char c) {
    return c != '\n' && c != '\r';
  });
  if (clean.size() % 4 != 0) return std::nullopt;
  if (clean.empty()) return std::string{};
  std::string bytes(clean.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(
      reinterpret_cast<unsigned char*>(bytes.data()),
      reinterpret_cast<const unsigned char*>(clean.data()), static_cast<int>(clean.size())
  );
  if (size < 0) return std::nullopt;
  // EVP_DecodeBlock counts the padding as bytes.
  const auto padding = static_cast<std::size_t>(
      clean.ends_with("==")  ? 2
      : clean.ends_with('=') ? 1
                             : 0
  );
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

std::optional<std::int64_t> number_in(const Headers& headers, std::string_view name) {
  const std::string_view text = trim(find(headers, name));
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<std::vector<TreeEntry>> parse_contents(std::string_view text) {
  const auto value = parse_outside(text);
  if (!value || !value->is_array()) return std::unexpected(errc::malformed);
  const json::array& array = value->get_array();
  if (array.size() >= 1000) return std::unexpected(errc::too_large);
  std::vector<TreeEntry> entries;
  for (const json::value& item : array) {
    if (!item.is_object()) return std::unexpected(errc::malformed);
    const json::object& object = item.get_object();
    if (text_of(object, "type") != "file") continue;
    TreeEntry entry{
        std::string{text_of(object, "sha")}, number_of(object, "size").value_or(0),
        std::string{text_of(object, "name")}
    };
    if (!is_blob_id(entry.sha)) return std::unexpected(errc::malformed);
    if (is_file_name(entry.name)) entries.push_back(std::move(entry));
  }
  return entries;
}

Result<std::vector<TreeEntry>> parse_tree(std::string_view text, const IndexFile& index) {
  const auto value = parse_outside(text);
  const json::object* const object = value ? value->if_object() : nullptr;
  const json::array* const tree = object == nullptr ? nullptr : array_in(*object, "tree");
  if (tree == nullptr) return std::unexpected(errc::malformed);
  const json::value* const truncated = object->if_contains("truncated");
  if (truncated == nullptr || !truncated->is_bool()) return std::unexpected(errc::malformed);
  if (truncated->get_bool()) return std::unexpected(errc::too_large);
  constexpr std::string_view symlink = "120000";
  std::vector<TreeEntry> entries;
  entries.reserve(tree->size());
  for (const json::value& item : *tree) {
    const json::object* const file = item.if_object();
    if (file == nullptr) return std::unexpected(errc::malformed);
    if (text_of(*file, "type") != "blob" || text_of(*file, "mode") == symlink) continue;
    TreeEntry entry{
        std::string{text_of(*file, "sha")}, number_of(*file, "size").value_or(0),
        index.name_of(text_of(*file, "path"))
    };
    if (!is_blob_id(entry.sha)) return std::unexpected(errc::malformed);
    if (is_file_name(entry.name)) entries.push_back(std::move(entry));
  }
  return entries;
}

Result<std::string> parse_blob(std::string_view text) {
  const auto value = parse_outside(text);
  if (!value || !value->is_object()) return std::unexpected(errc::malformed);
  const json::object& object = value->get_object();
  if (text_of(object, "encoding") != "base64") return std::unexpected(errc::malformed);
  const json::value* const content = object.if_contains("content");
  if (content == nullptr || !content->is_string()) return std::unexpected(errc::malformed);
  auto bytes = decode_base64(text_of(object, "content"));
  if (!bytes) return std::unexpected(errc::malformed);
  return std::move(*bytes);
}

Result<std::vector<ListedCommit>> parse_commits(std::string_view text) {
  const auto value = parse_outside(text);
  const json::array* const array = value ? value->if_array() : nullptr;
  if (array == nullptr) return std::unexpected(errc::malformed);
  std::vector<ListedCommit> commits;
  commits.reserve(array->size());
  for (const json::value& item : *array) {
    auto commit = commit_of(item);
    if (!commit) return std::unexpected(errc::malformed);
    commits.push_back(std::move(*commit));
  }
  return commits;
}

const std::string& parent_on(std::string_view branch, const ListedCommit& merge) {
  std::string_view rest = merge.subject;
  const auto skip = [&rest](std::string_view what) {
    const bool there = rest.starts_with(what);
    if (there) rest.remove_prefix(what.size());
    return there;
  };
  const bool remote = skip("Merge remote-tracking branch '");
  if (merge.merged.empty() || (!remote && !skip("Merge branch '"))) return merge.parent;
  std::string_view name = rest.substr(0, rest.find('\''));
  if (remote) name = name.substr(std::min(name.size(), name.find('/') + 1));
  const auto into = rest.find(" into ");
  if (name != branch || into == std::string_view::npos) return merge.parent;
  return trim(rest.substr(into + 6)) == branch ? merge.parent : merge.merged;
}

Result<std::string> parse_previous_path(std::string_view text, std::string_view path) {
  const auto value = parse_outside(text);
  const json::object* const object = value ? value->if_object() : nullptr;
  const json::array* const files = object == nullptr ? nullptr : array_in(*object, "files");
  if (files == nullptr) return std::unexpected(errc::malformed);
  for (const json::value& item : *files) {
    const json::object* const file = item.if_object();
    if (file == nullptr) return std::unexpected(errc::malformed);
    if (text_of(*file, "filename") == path && text_of(*file, "status") == "renamed")
      return std::string(text_of(*file, "previous_filename"));
  }
  return std::string();
}

Quota read_quota(const Response& response, sys_seconds now) {
  const auto bounded = [](seconds wait) {
    return std::clamp(wait, seconds{1}, longest_retry_after);
  };
  const sys_seconds theirs = parse_http_date(find(response.headers, "date")).value_or(now);
  const auto remaining = number_in(response.headers, "x-ratelimit-remaining");
  const auto reset = number_in(response.headers, "x-ratelimit-reset");
  const bool exhausted = remaining && *remaining <= 0;
  // Clamped before it becomes a time point, or a hostile number would overflow the subtraction.
  const std::int64_t far = theirs.time_since_epoch().count() + longest_retry_after.count();
  const seconds until_reset =
      reset ? seconds{std::clamp<std::int64_t>(*reset, 0, far)} - theirs.time_since_epoch()
            : seconds{60};

  Quota out;
  if (remaining && reset) {
    out.left = remaining;
    out.until_reset = bounded(until_reset);
  }
  if (response.status != 403 && response.status != 429) {
    if (exhausted && reset) out.wait = out.until_reset;
    return out;
  }
  const seconds told = retry_after(response, now);
  const bool named =
      to_lower_ascii(std::string_view{response.body}.substr(0, 4096)).contains("rate limit");
  if (told > seconds{0} || exhausted) {
    out.wait = bounded(told > seconds{0} ? told : until_reset);
  } else if (response.status == 429 || named) {
    out.wait = seconds{60};
    out.told = false;
  } else {
    return out;
  }
  out.error = errc::rate_limited;
  return out;
}

}  // namespace usher::net
