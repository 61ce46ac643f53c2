// bot/log.cpp: spdlog, with a sink that redacts. The one file that includes it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/log.hpp"

#include "bot/redact.hpp"

#include <fcntl.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <mutex>
#include <system_error>
#include <vector>

namespace usher::log {

namespace {

class Sink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  Sink() {
    // UTC, so that lines of several machines can be laid side by side.
    formatter_ = std::make_unique<spdlog::pattern_formatter>(
        "%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc
    );
  }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  ~Sink() override {
    if (fd_ != STDERR_FILENO) ::close(fd_);
  }

  void go_to(int fd) {
    const std::scoped_lock lock(mutex_);
    if (fd_ != STDERR_FILENO) ::close(fd_);
    fd_ = fd;
  }
  void hide(const Secret<std::string>& secret) {
    const std::scoped_lock lock(mutex_);
    known_.push_back(secret);
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    const std::string safe = redact({line.data(), line.size()}, known_);
    // A log that cannot be written (its disk is full, its reader gone) must not stop the bot.
    [[maybe_unused]] const ssize_t written = ::write(fd_, safe.data(), safe.size());
  }
  void flush_() override {}

 private:
  int fd_ = STDERR_FILENO;
  std::vector<Secret<std::string>> known_;
};

struct Log {
  std::shared_ptr<Sink> sink = std::make_shared<Sink>();
  spdlog::logger logger{"usher", sink};
  Log() { logger.set_level(spdlog::level::warn); }
};

Log& the_log() {
  static Log log;
  return log;
}

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::error:
      return spdlog::level::err;
    case Level::warning:
      return spdlog::level::warn;
    case Level::info:
      return spdlog::level::info;
    case Level::debug:
      return spdlog::level::debug;
  }
  return spdlog::level::err;
}

}  // namespace

void open(Level level, const std::string& file) {
  int fd = STDERR_FILENO;
  if (!file.empty()) {
    fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
      throw std::system_error(
          errno, std::generic_category(), "the log file " + file + " cannot be written"
      );
  }
  the_log().sink->go_to(fd);
  the_log().logger.set_level(level_of(level));
}

void hide(const Secret<std::string>& secret) {
  if (!secret.empty()) the_log().sink->hide(secret);
}

bool wanted(Level level) { return the_log().logger.should_log(level_of(level)); }

void write(Level level, std::string_view line) { the_log().logger.log(level_of(level), line); }

}  // namespace usher::log
