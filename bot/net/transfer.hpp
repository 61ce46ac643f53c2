// bot/net/transfer.hpp: one request and its response on one libcurl handle, with every limit that applies to them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"
#include "bot/net/http.hpp"
#include "bot/net/url.hpp"

#include <curl/curl.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace usher::net {

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct AddressDeleter {
  void operator()(CURLU* address) const { curl_url_cleanup(address); }
};

// A handle of libcurl's, with what it was told once.
struct Easy {
  std::unique_ptr<CURLU, AddressDeleter> address;  // of `origin`; the handle reads it
  std::string origin;                              // empty: the handle was told of a whole URL
  std::string agent;                               // the line that says who asks
  std::unique_ptr<CURL, EasyDeleter> handle;

  explicit operator bool() const { return handle != nullptr; }
};

// A list of lines for libcurl; wiped when freed, for one of them may be the Authorization.
struct LinesDeleter {
  void operator()(curl_slist* lines) const;
};
using Lines = std::unique_ptr<curl_slist, LinesDeleter>;
// false: no memory, and `lines` is as it was.
bool append(Lines& lines, const char* line);

// One hop: no redirect is followed here. Owned by the multi handle's table while it is under way, for libcurl holds its
// address; it neither moves nor copies.
class Transfer {
 public:
  // The request's URL and bearer are ignored in favour of `url` and `with_bearer`: they are the hop's. easy: what another
  // transfer with the same settings gave back; empty: it makes its own.
  Transfer(
      const Request& request, const Url& url, bool with_bearer, const HttpSettings& settings,
      Easy easy = {}
  );
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() = default;

  bool ready() const { return ready_; }  // false: libcurl refused an option; do not start it
  CURL* easy() const { return easy_.handle.get(); }
  // Called for each socket that is opened for it.
  void tell_opened(std::function<void(curl_socket_t)> opened) { tell_opened_ = std::move(opened); }
  // Once it is no longer under way: for another transfer of the same client. Nothing of this one is left in it, but its URL.
  Easy give_back();

  // What the end means. `raw` is libcurl's word, or what stopped the transfer from our side.
  errc outcome(CURLcode raw) const;
  errc outcome(errc stopped) const;
  // Only after outcome(CURLE_OK) was ok.
  Response take_response();

 private:
  static std::size_t on_header(char* data, std::size_t one, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t one, std::size_t count, void* self);
  static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_before_request(
      void* self, char* remote, char* local, int remote_port, int local_port
  );

  bool set_always(const HttpSettings& settings);
  bool set_up(
      const Request& request, const Url& url, bool with_bearer, const HttpSettings& settings
  );
  bool set_address(const Url& url);
  bool set_origin(std::string origin);
  bool set_method(const Request& request);
  void make_room();
  bool take_header_line(std::string_view line);
  bool address_refused(const sockaddr& address, std::size_t size) const;

  bool safe_;  // GET or HEAD: may be sent again
  bool once_;  // all the same it is not
  bool head_;
  bool allow_loopback_;
  bool only_loopback_;  // plain http
  std::size_t body_limit_, header_limit_;
  std::string body_out_;
  Lines lines_, resolve_;
  std::function<void(curl_socket_t)> tell_opened_;
  Easy easy_;
  bool ready_ = false;

  bool refused_ = false;     // an address that the host's name leads to was refused
  bool opened_ = false;      // another one was not
  bool sent_ = false;        // the request may have arrived
  errc stopped_ = errc::ok;  // why one of our callbacks ended the transfer
  std::size_t header_size_ = 0;
  bool in_body_ = false;
  Headers headers_;
  std::string body_;
};

}  // namespace usher::net
