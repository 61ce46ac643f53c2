// bot/accept.cpp: waiting for the commit.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/adapter.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace usher {

namespace asio = boost::asio;

// No coroutine itself: there is one frame less, and the event is moved less often.
asio::awaitable<Result<Reply>> Accept::operator()(Inbound inbound) const {
  // The sink answers on the I/O thread, where the caller waits.
  auto initiate = [](auto handler, const Sink* sink, Inbound in) {
    (*sink)(std::move(in), [handler = std::move(handler)](Result<Reply> reply) mutable {
      std::move(handler)(std::move(reply));
    });
  };
  return asio::async_initiate<const asio::use_awaitable_t<>, void(Result<Reply>)>(
      initiate, asio::use_awaitable, &sink_, std::move(inbound)
  );
}

}  // namespace usher
