// adapters/matrix/crypto.hpp: the seam for end-to-end encryption, and what stands there until it is built: nothing is read,
// and nothing is ever sent in plain into an encrypted room. I/O thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/wire.hpp"
#include "bot/errc.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace usher::matrix {

// Modelled on facts/matrix.md 3, "API surface": what has to be known before a since-token is kept, what is sent and read.
class MatrixCrypto {
 public:
  MatrixCrypto() = default;
  MatrixCrypto(const MatrixCrypto&) = delete;
  MatrixCrypto& operator=(const MatrixCrypto&) = delete;
  virtual ~MatrixCrypto() = default;

  // Whether encrypted rooms can be read and spoken in. False: they are declined, and left alone where they became so.
  virtual bool able() const = 0;
  // Batch::crypto. Must have succeeded before the batch's since-token is kept: room keys are lost for good else (trap 5).
  virtual boost::asio::awaitable<Result<void>> sync(boost::json::object to_device) = 0;
  // An m.room.encrypted event as what it says. not_found: no key has come (yet): silence, never a word about it.
  virtual boost::asio::awaitable<Result<RoomEvent>> decrypt(RoomEvent event) = 0;
  struct Sealed {
    std::string type;  // "m.room.encrypted"
    boost::json::object content;
  };
  // unsupported: nothing may be sent there.
  virtual boost::asio::awaitable<Result<Sealed>> encrypt(
      std::string room, std::string type, boost::json::object content
  ) = 0;
};

// able() is false; sync() takes everything; decrypt() and encrypt() are errc::unsupported.
std::unique_ptr<MatrixCrypto> no_crypto();

}  // namespace usher::matrix
