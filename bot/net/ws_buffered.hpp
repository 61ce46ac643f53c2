// bot/net/ws_buffered.hpp: a stream under a WebSocket that sends many frames with one system call, and takes many with one.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace usher::net {

// Beast writes one frame at a time and reads with 1.5 KB. Where the caller knows that another frame follows at once, it says
// hold() before it writes one: that one is done when it stands in memory, and goes with what follows, in order. One operation
// each way at a time, as everywhere in Beast.
template <class Next>
class Buffered {
  using Error = boost::system::error_code;

 public:
  using next_layer_type = Next;  // NOLINT(readability-identifier-naming): Beast's name
  using executor_type = typename Next::executor_type;

  // read_ahead: bytes taken at once, 0: what the reader asks for.
  Buffered(Next next, std::size_t read_ahead)
      : state_(std::make_shared<State>(std::move(next), read_ahead)) {}

  executor_type get_executor() { return state_->next.get_executor(); }
  Next& next_layer() { return state_->next; }
  const Next& next_layer() const { return state_->next; }

  // Of the next write alone.
  void hold() { state_->hold = true; }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return boost::asio::async_compose<Token, void(Error, std::size_t)>(
        Read<Buffers>{state_, buffers}, token
    );
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    const std::size_t before = state_->waiting.size();
    for (const boost::asio::const_buffer one : boost::beast::buffers_range_ref(buffers))
      state_->waiting.append(static_cast<const char*>(one.data()), one.size());
    const std::size_t size = state_->waiting.size() - before;
    return boost::asio::async_compose<Token, void(Error, std::size_t)>(Write{state_, size}, token);
  }

 private:
  // With more than this it is sent all the same.
  static constexpr std::size_t most_held = 32U << 10U;
  static constexpr std::size_t most_kept = 64U << 10U;

  struct State {
    State(Next n, std::size_t read_ahead) : next(std::move(n)), ahead(read_ahead) {}
    Next next;
    std::size_t ahead;
    std::vector<char> read;             // `ahead` bytes, from the first read on
    std::size_t filled = 0, taken = 0;  // of it: what has come, and what of that the reader has
    std::string waiting, going;
    bool hold = false;
  };

  template <class Buffers>
  struct Read {
    std::shared_ptr<State> state;
    Buffers buffers;
    enum { begin, filled, passed, there } step = begin;

    template <class Self>
    void operator()(Self& self, Error error = {}, std::size_t count = 0) {
      State& at = *state;
      switch (std::exchange(step, there)) {
        case begin:
          // Never from within the call that begins it.
          if (at.taken < at.filled)
            return boost::asio::post(at.next.get_executor(), std::move(self));
          at.taken = at.filled = 0;
          if (at.ahead == 0) {
            step = passed;
            return at.next.async_read_some(buffers, std::move(self));
          }
          at.read.resize(at.ahead);
          step = filled;
          return at.next.async_read_some(boost::asio::buffer(at.read), std::move(self));
        case filled:
          at.filled = count;
          if (error) return self.complete(error, 0);
          break;
        case passed:
          return self.complete(error, count);
        case there:
          break;
      }
      const std::size_t out =
          boost::asio::buffer_copy(buffers, boost::asio::buffer(at.read, at.filled) + at.taken);
      at.taken += out;
      self.complete({}, out);
    }
  };

  struct Write {
    std::shared_ptr<State> state;
    std::size_t size;
    bool begun = false;

    template <class Self>
    void operator()(Self& self, Error error = {}, std::size_t = 0) {
      State& at = *state;
      if (std::exchange(begun, true)) {
        at.going.clear();
        // One large frame is no reason to keep its room for ever.
        if (at.going.capacity() > most_kept) std::string().swap(at.going);
        return self.complete(error, error ? 0 : size);
      }
      if (std::exchange(at.hold, false) && at.waiting.size() < most_held)
        return boost::asio::post(at.next.get_executor(), std::move(self));
      at.going.swap(at.waiting);
      boost::asio::async_write(at.next, boost::asio::buffer(at.going), std::move(self));
    }
  };

  std::shared_ptr<State> state_;
};

template <class Next, class Handler>
void async_teardown(boost::beast::role_type role, Buffered<Next>& stream, Handler&& handler) {
  using boost::beast::websocket::async_teardown;
  async_teardown(role, stream.next_layer(), std::forward<Handler>(handler));
}

}  // namespace usher::net
