// bot/net/tree.hpp: what every tree service shares: git's blob ids, listings, and which names are names.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"
#include "bot/service.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

// git's blob id in the making: for a file that is read piece by piece.
class BlobHash {
 public:
  explicit BlobHash(std::uint64_t size);  // of the whole file; part of what is hashed
  BlobHash(const BlobHash&) = delete;
  BlobHash& operator=(const BlobHash&) = delete;
  ~BlobHash();

  void add(std::string_view piece);
  std::string id();  // 40 lower-case hex digits; once, at the end

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string blob_id(std::string_view bytes);
bool is_blob_id(std::string_view text);

// Whether the name can stand in a listing and in a path: 1 to 255 bytes of clean UTF-8, one line, no slash or backslash,
// not "." or "..".
bool is_file_name(std::string_view name);

struct TreeEntry {
  std::string sha;
  std::uint64_t size = 0;
  std::string name;
};

// "<sha> <size> <name>\n" for each, ordered by the bytes of the name: equal folders give equal listings.
std::string listing(std::vector<TreeEntry> entries);

// A strong ETag made from the bytes.
std::string content_etag(std::string_view bytes);

// The path of a GET: "<sha> <name>".
struct BlobPath {
  std::string sha, name;
};
std::optional<BlobPath> parse_blob_path(std::string_view path);

Answer answer(int status, std::string body = {}, std::string etag = {});
Answer failure(errc error, int status = 0, std::chrono::milliseconds retry_after = {});

}  // namespace usher::net
