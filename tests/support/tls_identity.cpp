// tests/support/tls_identity.cpp: a self-signed certificate with OpenSSL.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/tls_identity.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

namespace usher::testing {
namespace {

void must(bool ok) {
  if (!ok) throw std::runtime_error("OpenSSL cannot make a certificate");
}

void add_extension(X509* certificate, int nid, const std::string& value) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  must(extension != nullptr);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

}  // namespace

TlsIdentity::TlsIdentity(const std::string& name, bool address) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{
      EVP_EC_gen("P-256"), &EVP_PKEY_free
  };
  const std::unique_ptr<X509, decltype(&X509_free)> certificate{X509_new(), &X509_free};
  must(key && certificate);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -86400);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86400);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* const subject = X509_get_subject_name(certificate.get());
  const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, text, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), subject);
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(
      certificate.get(), NID_subject_alt_name, "DNS:" + name + (address ? ",IP:127.0.0.1" : "")
  );
  must(X509_sign(certificate.get(), key.get(), EVP_sha256()) != 0);

  std::string path = (std::filesystem::temp_directory_path() / "usher-test-ca-XXXXXX").string();
  const int fd = mkstemp(path.data());
  must(fd >= 0);
  std::FILE* const file = fdopen(fd, "w");
  PEM_write_X509(file, certificate.get());
  std::fclose(file);
  file_ = path;

  SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
  must(context != nullptr);
  context_ = {context, [](void* c) { SSL_CTX_free(static_cast<SSL_CTX*>(c)); }};
  must(
      SSL_CTX_use_certificate(context, certificate.get()) == 1 &&
      SSL_CTX_use_PrivateKey(context, key.get()) == 1
  );
}

TlsIdentity::~TlsIdentity() {
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

}  // namespace usher::testing
