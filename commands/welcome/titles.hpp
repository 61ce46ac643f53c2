// commands/welcome/titles.hpp: what the community's answers are called, read when somebody is about to see it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace usher::welcome {

// By the answer's id, then by language (BCP 47; there is always "en").
using TopicTitles =
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>>;

// To read and convert them takes a tenth of a second, which neither the start nor the brain has. So they are read elsewhere
// while a person chooses what interests them; whoever chooses quicker than that waits. Thread-safe.
class Titles : public std::enable_shared_from_this<Titles> {
 public:
  using Read = std::function<TopicTitles()>;
  using Elsewhere =
      std::function<void(std::move_only_function<void()>)>;  // does it on another thread

  // What reading throws is thrown to whoever asks for all().
  explicit Titles(Read read, Elsewhere elsewhere = nullptr)
      : read_(std::move(read)), elsewhere_(std::move(elsewhere)) {}

  // They will be asked for. Does not wait.
  void soon() {
    if (!elsewhere_ || asked_.exchange(true)) return;
    elsewhere_([self = shared_from_this()] {
      try {
        static_cast<void>(self->all());
      } catch (const std::exception&) {
        return;  // thrown again to whoever needs them
      }
    });
  }

  const TopicTitles& all() {
    std::call_once(once_, [this] { all_ = read_(); });
    return all_;
  }

 private:
  const Read read_;
  const Elsewhere elsewhere_;
  std::atomic<bool> asked_{false};
  std::once_flag once_;
  TopicTitles all_;
};

}  // namespace usher::welcome
