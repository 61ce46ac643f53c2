// tests/support/tls_identity.hpp: a key and a certificate made for one test, and a file that trusts it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <string>

namespace usher::testing {

// Self-signed, valid from yesterday until tomorrow, for the one DNS name given (and 127.0.0.1 where `address` is set).
class TlsIdentity {
 public:
  explicit TlsIdentity(const std::string& name, bool address = true);
  TlsIdentity(const TlsIdentity&) = delete;
  TlsIdentity& operator=(const TlsIdentity&) = delete;
  ~TlsIdentity();

  const std::string& ca_file() const { return file_; }               // PEM; removed with this
  std::shared_ptr<void> server_context() const { return context_; }  // an SSL_CTX

 private:
  std::string file_;
  std::shared_ptr<void> context_;
};

}  // namespace usher::testing
