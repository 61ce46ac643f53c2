// bot/net/tree.cpp: blob ids, listings and names of tree services.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/tree.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace usher::net {
namespace {

struct DigestDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, DigestDeleter>;

Digest begin_sha1() {
  Digest digest{EVP_MD_CTX_new()};
  if (!digest || EVP_DigestInit_ex(digest.get(), EVP_sha1(), nullptr) != 1)
    throw std::runtime_error("SHA-1 is not available");
  return digest;
}

void update(const Digest& digest, std::string_view bytes) {
  EVP_DigestUpdate(digest.get(), bytes.data(), bytes.size());
}

std::string end_hex(const Digest& digest) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  EVP_DigestFinal_ex(digest.get(), bytes.data(), &size);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) fmt::format_to(std::back_inserter(hex), "{:02x}", bytes[i]);
  return hex;
}

}  // namespace

struct BlobHash::State {
  Digest digest = begin_sha1();
};

BlobHash::BlobHash(std::uint64_t size) : state_(std::make_unique<State>()) {
  add(fmt::format("blob {}", size));
  add(std::string_view("\0", 1));  // the NUL that ends git's header
}
BlobHash::~BlobHash() = default;

void BlobHash::add(std::string_view piece) { update(state_->digest, piece); }
std::string BlobHash::id() { return end_hex(state_->digest); }

std::string blob_id(std::string_view bytes) {
  BlobHash hash{bytes.size()};
  hash.add(bytes);
  return hash.id();
}

bool is_blob_id(std::string_view text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_file_name(std::string_view name) {
  return !name.empty() && name.size() <= 255 && name != "." && name != ".." &&
         name.find_first_of("/\\") == std::string_view::npos && sanitize(name) == name;
}

std::string listing(std::vector<TreeEntry> entries) {
  std::ranges::sort(entries, {}, &TreeEntry::name);
  std::string lines;
  for (const auto& entry : entries)
    fmt::format_to(std::back_inserter(lines), "{} {} {}\n", entry.sha, entry.size, entry.name);
  return lines;
}

std::string content_etag(std::string_view bytes) {
  const Digest digest = begin_sha1();
  update(digest, bytes);
  return "\"" + end_hex(digest) + "\"";
}

std::optional<BlobPath> parse_blob_path(std::string_view path) {
  const auto blank = path.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  BlobPath parsed{std::string{path.substr(0, blank)}, std::string{path.substr(blank + 1)}};
  if (!is_blob_id(parsed.sha) || !is_file_name(parsed.name)) return std::nullopt;
  return parsed;
}

Answer answer(int status, std::string body, std::string etag) {
  Answer answer;
  answer.fetched.status = status;
  answer.fetched.body = std::move(body);
  answer.fetched.etag = std::move(etag);
  return answer;
}

Answer failure(errc error, int status, std::chrono::milliseconds retry_after) {
  Answer answer;
  answer.fetched.status = status;
  answer.fetched.error = error;
  answer.retry_after = retry_after;
  return answer;
}

}  // namespace usher::net
