// bench/slack_bare.cpp: the least that a bot can do on Slack: it answers every command and every message with bytes, and looks at
// nothing. What it reaches is what the load generator can measure.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/slack_bench.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace usher::bench {

namespace {

// Text between two marks, from `at` on; empty where it is not there.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const auto from = text.find(before);
  if (from == std::string_view::npos) return {};
  const auto to = text.find(after, from + before.size());
  return to == std::string_view::npos
             ? std::string_view()
             : text.substr(from + before.size(), to - from - before.size());
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it
  if (value == nullptr) throw std::runtime_error(fmt::format("{} is not set", name));
  return value;
}

// A connection to this machine; bytes out as they are.
class Line {
 public:
  explicit Line(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(port);
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0)
      throw std::runtime_error("nobody listens");
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() { ::close(fd_); }

  int fd() const { return fd_; }
  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t put = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (put <= 0) throw std::runtime_error("the connection has ended");
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
  }
  // Appends what has come, at least a byte; false at the end.
  bool more(std::string& in) const {
    std::array<char, 65536> bytes{};
    const ssize_t got = ::recv(fd_, bytes.data(), bytes.size(), 0);
    if (got > 0) in.append(bytes.data(), static_cast<std::size_t>(got));
    return got > 0;
  }

 private:
  int fd_;
};

class Bare {
 public:
  Bare()
      : answer_(variable("BENCH_ANSWER")),
        bearer_("Authorization: Bearer " + variable("SLACK_BOT_TOKEN")) {}

  void run() {
    const std::string api = variable("SLACK_API_URL");
    const auto port =
        static_cast<std::uint16_t>(std::stoi(std::string(between(api + "/", "127.0.0.1:", "/"))));
    const Line calls(port);
    calls.send(fmt::format(
        "POST /api/apps.connections.open HTTP/1.1\r\nHost: slack\r\nAuthorization: Bearer "
        "{}\r\nContent-Length: 0\r\n\r\n",
        variable("SLACK_APP_TOKEN")
    ));
    std::string in;
    while (between(in, "\"url\":\"", "\"").empty() && calls.more(in)) {
    }
    const std::string target = fmt::format("/link/{}", between(in, "/link/", "\""));
    const Line socket(port);
    socket.send(fmt::format(
        "GET {} HTTP/1.1\r\nHost: slack\r\nUpgrade: websocket\r\nConnection: "
        "Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        target
    ));
    in.clear();
    while (!in.contains("\r\n\r\n") && socket.more(in)) {
    }
    in.erase(0, in.find("\r\n\r\n") + 4);
    std::string ignored;
    while (true) {
      take_frames(in);
      if (!acks_.empty()) socket.send(acks_);
      if (!posts_.empty()) calls.send(posts_);
      acks_.clear();
      posts_.clear();
      std::array<pollfd, 2> wait{
          pollfd{.fd = socket.fd(), .events = POLLIN, .revents = 0},
          pollfd{.fd = calls.fd(), .events = POLLIN, .revents = 0}
      };
      ::poll(wait.data(), wait.size(), -1);
      ignored.clear();
      if (wait[1].revents != 0 && !calls.more(ignored)) return;
      if (wait[0].revents != 0 && !socket.more(in)) return;
    }
  }

 private:
  void take_frames(std::string& in) {
    std::string_view rest = in;
    while (rest.size() >= 2) {
      const auto byte = [&](std::size_t at) {
        return static_cast<std::uint64_t>(static_cast<unsigned char>(rest[at]));
      };
      std::uint64_t size = byte(1) & 127;
      std::size_t head = size == 126 ? 4 : size == 127 ? 10 : 2;
      if (rest.size() < head) break;
      if (head > 2) {
        size = 0;
        for (std::size_t at = 2; at < head; ++at) size = size << 8 | byte(at);
      }
      if (rest.size() < head + size) break;
      const auto kind = byte(0) & 15;
      const std::string_view text = rest.substr(head, size);
      if (kind == 9) append_frame(10, text);
      if (kind == 1) take(text);
      rest.remove_prefix(head + size);
    }
    in.erase(0, in.size() - rest.size());
  }

  // Masked with zeros, which leaves the bytes as they are.
  void append_frame(unsigned kind, std::string_view text) {
    acks_ += static_cast<char>(0x80 | kind);
    if (text.size() < 126) {
      acks_ += static_cast<char>(0x80 | text.size());
    } else {
      acks_ += static_cast<char>(0x80 | 126);
      acks_ += static_cast<char>(text.size() >> 8);
      acks_ += static_cast<char>(text.size() & 255);
    }
    acks_.append(4, '\0');
    acks_ += text;
  }

  void take(std::string_view text) {
    const std::string_view envelope = between(text, "{\"envelope_id\":\"", "\"");
    if (envelope.empty()) return;
    if (text.contains("\"type\":\"slash_commands\""))
      return append_frame(
          1, fmt::format(R"({{"envelope_id":"{}","payload":{}}})", envelope, answer_)
      );
    append_frame(1, fmt::format(R"({{"envelope_id":"{}"}})", envelope));
    if (!text.contains("\"channel_type\":\"im\"") || text.contains("\"bot_id\"")) return;
    const std::string body = fmt::format(
        R"({{"channel":"{}","text":"{}"}})", between(text, "\"channel\":\"", "\""),
        between(text, "\"text\":\"", "\"")
    );
    posts_ += fmt::format(
        "POST /api/chat.postMessage HTTP/1.1\r\nHost: slack\r\n{}\r\nContent-Type: "
        "application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n{}",
        bearer_, body.size(), body
    );
  }

  std::string answer_, bearer_;
  std::string acks_, posts_;  // to be sent together
};

}  // namespace

int slack_bare() {
  Bare().run();
  return 0;
}

}  // namespace usher::bench
