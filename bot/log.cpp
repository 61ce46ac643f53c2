// bot/log.cpp: spdlog, with a sink that redacts. The one file that includes it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/log.hpp"

#include "bot/redact.hpp"

#include <fcntl.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <mutex>
#include <system_error>
#include <vector>

namespace usher::log {

namespace {

constexpr std::size_t largest = 5U << 20U;  // bytes of a file
constexpr std::size_t older = 2;            // files beside the newest

// Nobody but its owner reads it, whatever the umask says; it is no link to elsewhere.
void make_private(const std::string& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    throw std::system_error(
        errno, std::generic_category(), "the log file " + file + " cannot be written"
    );
  ::fchmod(fd, S_IRUSR | S_IWUSR);
  ::close(fd);
}

// Takes out what nobody may see, then hands on: to stderr, or to files of which the oldest go.
class Sink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  // UTC, so that lines of several machines can be laid side by side.
  Sink() { formatter_ = lines(); }

  void go_to(const std::string& file) {
    std::unique_ptr<spdlog::sinks::rotating_file_sink_st> files;
    if (!file.empty()) {
      make_private(file);
      spdlog::file_event_handlers handlers;
      handlers.after_open = [](const std::string&, std::FILE* opened) {
        ::fchmod(::fileno(opened), S_IRUSR | S_IWUSR);
      };
      files = std::make_unique<spdlog::sinks::rotating_file_sink_st>(
          file, largest, older, false, handlers
      );
      files->set_formatter(lines());
    }
    const std::scoped_lock lock(mutex_);
    files_ = std::move(files);
  }
  void hide(const Secret<std::string>& secret) {
    const std::scoped_lock lock(mutex_);
    known_.push_back(secret);
  }

 protected:
  // A log that cannot be written (its disk is full, its reader gone) must not stop the bot.
  void sink_it_(const spdlog::details::log_msg& message) override {
    if (files_) {
      const std::string safe = redact({message.payload.data(), message.payload.size()}, known_);
      spdlog::details::log_msg harmless = message;
      harmless.payload = safe;
      try {
        files_->log(harmless);
        files_->flush();
      } catch (const spdlog::spdlog_ex&) {
        return;
      }
      return;
    }
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    const std::string safe = redact({line.data(), line.size()}, known_);
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, safe.data(), safe.size());
  }
  void flush_() override {}

 private:
  static std::unique_ptr<spdlog::formatter> lines() {
    return std::make_unique<spdlog::pattern_formatter>(
        "%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc
    );
  }

  std::unique_ptr<spdlog::sinks::rotating_file_sink_st> files_;  // none: stderr
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
  the_log().sink->go_to(file);
  the_log().logger.set_level(level_of(level));
}

void hide(const Secret<std::string>& secret) {
  if (!secret.empty()) the_log().sink->hide(secret);
}

bool wanted(Level level) { return the_log().logger.should_log(level_of(level)); }

void write(Level level, std::string_view line) { the_log().logger.log(level_of(level), line); }

}  // namespace usher::log
