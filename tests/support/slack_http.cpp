// tests/support/slack_http.cpp: HTTP/1.1 as far as SDKs speak it, and RFC 6455's frames.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_http.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace usher::testing::slack {
namespace {

constexpr std::size_t largest = 64U << 20U;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The body in chunks: its bytes, and where it ends; nothing while it is not whole.
std::optional<std::size_t> read_chunks(std::string_view in, std::size_t at, std::string& body) {
  while (true) {
    const auto end = in.find("\r\n", at);
    if (end == std::string_view::npos) return std::nullopt;
    std::size_t size = 0;
    std::from_chars(in.data() + at, in.data() + end, size, 16);
    at = end + 2;
    if (size > largest || in.size() < at + size + 2) return std::nullopt;
    body.append(in.substr(at, size));
    at += size + 2;
    if (size == 0) return at;
  }
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                        hex_digit(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace

std::string_view HttpMessage::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, [](const auto& header) {
    return std::string_view(header.first);
  });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<HttpMessage> take_http(std::string& in) {
  const auto head = in.find("\r\n\r\n");
  if (head == std::string::npos) {
    if (in.size() <= 65536) return std::nullopt;
    in.clear();
    return HttpMessage{};
  }
  HttpMessage out;
  const std::string_view text(in.data(), head);
  const auto line_end = std::min(text.find("\r\n"), text.size());
  const std::string_view line = text.substr(0, line_end);
  const auto first = line.find(' ');
  const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (first == std::string_view::npos) {
    in.clear();
    return out;
  }
  out.old = line.contains("HTTP/1.0");
  if (line.starts_with("HTTP/")) {
    std::from_chars(line.data() + first + 1, line.data() + line.size(), out.status);
  } else if (second != std::string_view::npos) {
    out.method = line.substr(0, first);
    out.target = line.substr(first + 1, second - first - 1);
  }
  std::size_t length = 0;
  bool chunked = false;
  for (std::size_t at = line_end; at < text.size();) {
    at += 2;
    const auto end = std::min(text.find("\r\n", at), text.size());
    const std::string_view header = text.substr(at, end - at);
    at = end;
    const auto colon = header.find(':');
    if (colon == std::string_view::npos) continue;
    std::string name(header.substr(0, colon));
    std::ranges::transform(name, name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    const std::string_view value = trimmed(header.substr(colon + 1));
    if (name == "content-length")
      std::from_chars(value.data(), value.data() + value.size(), length);
    if (name == "transfer-encoding") chunked = value == "chunked";
    out.headers.emplace_back(std::move(name), value);
  }
  std::size_t end = head + 4;
  if (chunked) {
    const auto whole = read_chunks(in, end, out.body);
    if (!whole) return std::nullopt;
    end = *whole;
  } else {
    if (length > largest || in.size() - end < length) return std::nullopt;
    out.body.assign(in, end, length);
    end += length;
  }
  in.erase(0, end);
  return out;
}

std::string http_answer(
    int status, std::string_view body, std::string_view type,
    const std::vector<std::pair<std::string, std::string>>& headers
) {
  std::string out = fmt::format("HTTP/1.1 {} Slack\r\nContent-Length: {}\r\n", status, body.size());
  if (!body.empty()) fmt::format_to(std::back_inserter(out), "Content-Type: {}\r\n", type);
  for (const auto& [name, value] : headers)
    fmt::format_to(std::back_inserter(out), "{}: {}\r\n", name, value);
  return out.append("\r\n").append(body);
}

std::vector<std::pair<std::string, std::string>> form_fields(std::string_view body) {
  std::vector<std::pair<std::string, std::string>> fields;
  while (!body.empty()) {
    const auto end = std::min(body.find('&'), body.size());
    const std::string_view one = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    const auto equals = std::min(one.find('='), one.size());
    if (!one.empty())
      fields.emplace_back(
          decoded(one.substr(0, equals)), decoded(one.substr(std::min(equals + 1, one.size())))
      );
  }
  return fields;
}

std::string form_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::strchr("-._*", c) != nullptr;
    if (plain && c != '\0') {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::optional<WsFrame> take_frame(std::string_view in, std::size_t& at) {
  const std::string_view rest = in.substr(at);
  if (rest.size() < 2) return std::nullopt;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  WsFrame frame{
      .opcode = byte(0) & 0x0FU,
      .fin = (byte(0) & 0x80U) != 0,
      .legal = (byte(1) & 0x80U) != 0,
      .payload = {}
  };
  std::uint64_t size = byte(1) & 0x7FU;
  std::size_t head = 2;
  const std::size_t extra = size == 126 ? 2 : size == 127 ? 8 : 0;
  if (rest.size() < head + extra) return std::nullopt;
  if (extra != 0) {
    size = 0;
    for (std::size_t i = 0; i < extra; ++i) size = (size << 8U) | byte(head + i);
    head += extra;
  }
  if (size > largest) frame.legal = false;
  if (!frame.legal) {
    at = in.size();
    return frame;
  }
  if (rest.size() < head + 4 + size) return std::nullopt;
  const std::string_view mask = rest.substr(head, 4);
  frame.payload.assign(rest.substr(head + 4, static_cast<std::size_t>(size)));
  for (std::size_t i = 0; i < frame.payload.size(); ++i)
    frame.payload[i] = static_cast<char>(frame.payload[i] ^ mask[i % 4]);
  at += head + 4 + static_cast<std::size_t>(size);
  return frame;
}

void append_frame(std::string& out, unsigned opcode, std::string_view payload) {
  out += static_cast<char>(0x80U | opcode);
  const std::uint64_t size = payload.size();
  int bytes = 0;
  if (size < 126) {
    out += static_cast<char>(size);
  } else if (size < 65536) {
    out += static_cast<char>(126);
    bytes = 2;
  } else {
    out += static_cast<char>(127);
    bytes = 8;
  }
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
    out += static_cast<char>((size >> static_cast<unsigned>(shift)) & 0xFFU);
  out.append(payload);
}

std::string accept_value(std::string_view key) {
  const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr);
  std::array<unsigned char, 64> out{};
  const int length = EVP_EncodeBlock(out.data(), digest.data(), static_cast<int>(size));
  return {reinterpret_cast<const char*>(out.data()), static_cast<std::size_t>(length)};
}

std::string hmac_sha256_hex(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(
      EVP_sha256(), key.data(), static_cast<int>(key.size()),
      reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size
  );
  std::string out;
  for (unsigned i = 0; i < size; ++i)
    fmt::format_to(std::back_inserter(out), "{:02x}", digest.at(i));
  return out;
}

}  // namespace usher::testing::slack
