// tests/support/ws_frame.cpp: WebSocket frames and handshakes by hand (RFC 6455, 5.2).
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/raw_socket.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

namespace usher::testing {
namespace {

constexpr std::string_view mask_key = "\x37\xfa\x21\x3d";

std::string masked(std::string_view payload) {
  std::string bytes{payload};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(bytes[i] ^ mask_key[i % 4]);
  return bytes;
}

void append_number(std::string& to, std::uint64_t number, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
    to += static_cast<char>((number >> static_cast<unsigned>(shift)) & 0xFFU);
}

std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = (number << 8U) | static_cast<unsigned char>(c);
  return number;
}

}  // namespace

std::string encode(const Frame& frame) {
  std::string bytes;
  bytes += static_cast<char>((frame.fin ? 0x80U : 0U) | (frame.reserved << 4U) | frame.opcode);
  const unsigned mask = frame.masked ? 0x80U : 0U;
  const std::size_t size = frame.payload.size();
  if (size < 126) {
    bytes += static_cast<char>(mask | size);
  } else if (size < 65536) {
    bytes += static_cast<char>(mask | 126U);
    append_number(bytes, size, 2);
  } else {
    bytes += static_cast<char>(mask | 127U);
    append_number(bytes, size, 8);
  }
  return frame.masked ? bytes.append(mask_key).append(masked(frame.payload))
                      : bytes.append(frame.payload);
}

Frame read_frame(RawSocket& socket) {
  const std::string head = socket.read_exactly(2);
  if (head.size() < 2) return {.opcode = 0xF};
  const auto first = static_cast<unsigned char>(head[0]);
  const auto second = static_cast<unsigned char>(head[1]);
  Frame frame{
      .opcode = first & 0x0FU,
      .payload = {},
      .fin = (first & 0x80U) != 0,
      .masked = (second & 0x80U) != 0
  };
  std::uint64_t size = second & 0x7FU;
  if (size == 126) size = number_of(socket.read_exactly(2));
  if (size == 127) size = number_of(socket.read_exactly(8));
  const std::string key = frame.masked ? socket.read_exactly(4) : std::string(4, '\0');
  frame.payload = socket.read_exactly(size);
  for (std::size_t i = 0; i < frame.payload.size(); ++i)
    frame.payload[i] = static_cast<char>(frame.payload[i] ^ key[i % 4]);
  return frame;
}

std::string close_payload(std::uint16_t code, std::string_view reason) {
  std::string payload;
  append_number(payload, code, 2);
  return payload.append(reason);
}

std::uint16_t close_code(const Frame& frame) {
  if (frame.opcode != 8 || frame.payload.size() < 2) return 0;
  return static_cast<std::uint16_t>(number_of(std::string_view{frame.payload}.substr(0, 2)));
}

std::string handshake(std::string_view target, std::string_view extra) {
  return fmt::format(
      "GET {} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{}\r\n",
      target, extra
  );
}

std::string accept_key(std::string_view request) {
  constexpr std::string_view name = "Sec-WebSocket-Key: ";
  const auto at = request.find(name) + name.size();
  const std::string key = std::string{request.substr(at, request.find('\r', at) - at)} +
                          "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(key.data(), key.size(), digest.data(), &size, EVP_sha1(), nullptr);
  std::array<unsigned char, 64> text{};
  const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
  return {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(length)};
}

}  // namespace usher::testing
