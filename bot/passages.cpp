// bot/passages.cpp: the file: a line that says whose vectors they are, and then each behind its fingerprint.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/passages.hpp"

#include "bot/fingerprint.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <system_error>
#include <utility>

namespace usher {

namespace {

constexpr std::size_t digits = 32;            // of a fingerprint
constexpr std::size_t most_bytes = 64 << 20;  // of the file: more than ten thousand topics have

std::string first_line(std::string_view model, std::size_t length) {
  return fmt::format("usher passages 1, {}, {} numbers\n", model, length);
}

bool is_of_length_one(const std::vector<float>& vector) {
  float squares = 0;
  for (const float one : vector) squares += one * one;
  return std::abs(squares - 1) < 0.01F;
}

}  // namespace

Passages::Passages(std::shared_ptr<const Embedder> model, std::string path)
    : model_(std::move(model)), path_(std::move(path)), known_(read()) {}

Passages::Vectors Passages::read() const {
  std::error_code none;
  const auto size = std::filesystem::file_size(path_, none);
  if (none || size > most_bytes) return {};
  std::ifstream file(path_, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begins = bytes.find('\n') + 1;
  const std::size_t mark = bytes.rfind(", ", begins);
  if (begins == 0 || mark == std::string::npos) return {};
  std::size_t length = 0;
  for (std::size_t at = mark + 2; at < begins && bytes[at] >= '0' && bytes[at] <= '9'; ++at)
    length = length * 10 + static_cast<std::size_t>(bytes[at] - '0');
  const std::size_t one = digits + length * sizeof(float);
  if (length == 0 || length > most_bytes || (bytes.size() - begins) % one != 0 ||
      !bytes.starts_with(first_line(model_->name(), length)))
    return {};
  Vectors out;
  for (std::size_t at = begins; at < bytes.size(); at += one) {
    std::vector<float> vector(length);
    std::memcpy(vector.data(), bytes.data() + at + digits, length * sizeof(float));
    if (is_of_length_one(vector)) out.emplace(bytes.substr(at, digits), std::move(vector));
  }
  return out;
}

std::vector<float> Passages::of_passage(std::string_view text) const {
  std::string key = fingerprint(text);
  const auto known = known_.find(key);
  std::vector<float> out = known != known_.end() ? known->second : model_->of_passage(text);
  const std::lock_guard lock(mutex_);
  if (!out.empty()) asked_.insert_or_assign(std::move(key), out);
  return out;
}

bool Passages::save() const {
  const std::lock_guard lock(mutex_);
  if (asked_.empty() || asked_ == known_) return true;
  const std::size_t length = asked_.begin()->second.size();
  const std::string beside = path_ + ".new";
  {
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file << first_line(model_->name(), length);
    for (const auto& [key, vector] : asked_) {
      if (vector.size() != length) continue;
      std::string bytes(length * sizeof(float), '\0');
      std::memcpy(bytes.data(), vector.data(), bytes.size());
      file << key << bytes;
    }
    file.flush();
    if (!file) return false;
  }
  std::error_code failed;
  std::filesystem::rename(beside, path_, failed);
  return !failed;
}

}  // namespace usher
