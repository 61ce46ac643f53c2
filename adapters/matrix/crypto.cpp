// adapters/matrix/crypto.cpp: what stands in for end-to-end encryption: nothing is read, and nothing is sent.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/crypto.hpp"

namespace usher::matrix {

namespace {

namespace json = boost::json;

class NoCrypto final : public MatrixCrypto {
 public:
  bool able() const override { return false; }
  boost::asio::awaitable<Result<void>> sync(json::object) override { co_return Result<void>(); }
  boost::asio::awaitable<Result<RoomEvent>> decrypt(RoomEvent) override {
    co_return std::unexpected(errc::unsupported);
  }
  boost::asio::awaitable<Result<Sealed>> encrypt(std::string, std::string, json::object) override {
    co_return std::unexpected(errc::unsupported);
  }
};

}  // namespace

std::unique_ptr<MatrixCrypto> no_crypto() { return std::make_unique<NoCrypto>(); }

}  // namespace usher::matrix
