// bot/net/proposing_reading.cpp: from JSON to ids, numbers and words.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/proposing_reading.hpp"

#include "bot/net/outside_json.hpp"
#include "bot/net/tree.hpp"
#include "bot/text.hpp"

#include <boost/json/array.hpp>
#include <openssl/evp.h>

#include <algorithm>

namespace usher::net {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_words = 300;

}  // namespace

std::string base64_of(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // with the NUL that OpenSSL adds
  const int size = EVP_EncodeBlock(
      reinterpret_cast<unsigned char*>(out.data()),
      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size())
  );
  out.resize(static_cast<std::size_t>(std::max(size, 0)));
  return out;
}

std::string page_address(std::string_view url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  const bool whole =
      url.size() <= 500 && std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7f'; });
  return web && whole ? std::string(url) : std::string();
}

std::string number_of_pull(const json::object& object) {
  const json::value* const number = object.if_contains("number");
  if (number == nullptr || !number->is_int64() || number->get_int64() <= 0) return {};
  return std::to_string(number->get_int64());
}

std::string blob_in(std::string_view body) {
  const auto value = parse_outside(body);
  const json::object* const object = value ? value->if_object() : nullptr;
  if (object == nullptr || text_of(*object, "type") != "file") return {};
  const std::string_view sha = text_of(*object, "sha");
  return is_blob_id(sha) ? std::string(sha) : std::string();
}

bool is_from_branch(const json::object& pull, std::string_view branch) {
  const json::value* const head = pull.if_contains("head");
  return head != nullptr && head->is_object() && text_of(head->get_object(), "ref") == branch;
}

std::string commit_in(std::string_view body) {
  const auto value = parse_outside(body);
  const json::object* const object = value ? value->if_object() : nullptr;
  const json::value* const target = object == nullptr ? nullptr : object->if_contains("object");
  const json::object* const commit = target == nullptr ? nullptr : target->if_object();
  if (commit == nullptr) return {};
  const std::string_view sha = text_of(*commit, "sha");
  return is_blob_id(sha) ? std::string(sha) : std::string();
}

std::string words_of_refusal(std::string_view body) {
  const auto value = parse_outside(body);
  const json::object* const object = value ? value->if_object() : nullptr;
  if (object == nullptr) return {};
  std::string out(text_of(*object, "message"));
  if (const json::value* const errors = object->if_contains("errors");
      errors != nullptr && errors->is_array() && !errors->get_array().empty())
    if (const json::object* const first = errors->get_array().front().if_object();
        first != nullptr && !text_of(*first, "message").empty()) {
      out += ": ";
      out += text_of(*first, "message");
    }
  return shorten(sanitize(out), longest_words);
}

}  // namespace usher::net
