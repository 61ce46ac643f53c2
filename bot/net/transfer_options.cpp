// bot/net/transfer_options.cpp: what libcurl is told about one transfer.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/transfer.hpp"

#include <algorithm>
#include <utility>

namespace usher::net {

void LinesDeleter::operator()(curl_slist* lines) const {
  for (curl_slist* at = lines; at != nullptr; at = at->next)
    wipe(at->data, std::char_traits<char>::length(at->data));
  curl_slist_free_all(lines);
}

bool append(Lines& lines, const char* line) {
  curl_slist* longer = curl_slist_append(lines.get(), line);
  if (longer == nullptr) return false;
  static_cast<void>(lines.release());  // the old head is the new one, or part of it
  lines.reset(longer);
  return true;
}

namespace {

template <class Value>
void set(CURL* easy, CURLoption option, Value value, bool& all) {
  all = curl_easy_setopt(easy, option, value) == CURLE_OK && all;
}

void add(Lines& lines, const char* line, bool& all) { all = append(lines, line) && all; }

void add(Lines& lines, std::string line, bool& all) {
  add(lines, line.c_str(), all);
  wipe(line);
}

bool has(const Headers& headers, std::string_view name) {
  return std::ranges::any_of(headers, [name](const Header& header) {
    return same_name(header.name, name);
  });
}

// What libcurl would write for itself where it was told of it by an option, which it does twice for each request, character by
// character; of a header it is told as it is to be sent.
constexpr const char* encodings = "gzip, deflate";
constexpr const char* encodings_line = "Accept-Encoding: gzip, deflate";

bool fill(Lines& lines, const Request& request, bool with_bearer, const std::string& agent) {
  bool all = true;
  if (!has(request.headers, "user-agent")) add(lines, agent.c_str(), all);
  if (!request.brief) add(lines, encodings_line, all);
  for (const Header& header : request.headers) {
    // Nothing after the colon would take the header away; a semicolon sends it empty.
    add(lines, header.value.empty() ? header.name + ";" : header.name + ": " + header.value, all);
  }
  if (!request.etag.empty()) add(lines, "If-None-Match: " + request.etag, all);
  if (with_bearer) add(lines, "Authorization: Bearer " + request.bearer.reveal(), all);
  if (request.brief) add(lines, "Accept-Encoding:", all);  // without a value libcurl says nothing
  // libcurl would wait a second for "100 Continue", and would call any body a form.
  add(lines, "Expect:", all);
  if (!request.body.empty() && !has(request.headers, "content-type"))
    add(lines, "Content-Type:", all);
  return all;
}

}  // namespace

// Where a path is as it will be sent, libcurl is told of it as what the request line says, and of the origin alone as an address
// that it need not read: it takes a URL apart and puts it together again for each transfer, half of what a short request costs.
bool Transfer::set_address(const Url& url) {
  bool all = true;
  CURL* const e = easy();
  const std::string& target = url.target;
  if (url.text.size() <= target.size() || !target.starts_with('/') || !url.text.ends_with(target)) {
    easy_.origin.clear();
    set(e, CURLOPT_CURLU, static_cast<CURLU*>(nullptr), all);
    set(e, CURLOPT_URL, url.text.c_str(), all);
    return all;
  }
  set(e, CURLOPT_REQUEST_TARGET, target.c_str(), all);
  return set_origin(url.text.substr(0, url.text.size() - target.size() + 1)) && all;
}

bool Transfer::set_origin(std::string origin) {
  if (easy_.origin == origin) return true;
  std::unique_ptr<CURLU, AddressDeleter> address(curl_url());
  if (!address || curl_url_set(address.get(), CURLUPART_URL, origin.c_str(), 0) != CURLUE_OK)
    return false;
  bool all = true;
  set(easy(), CURLOPT_URL, static_cast<const char*>(nullptr), all);  // of the origin before
  set(easy(), CURLOPT_CURLU, address.get(), all);
  easy_.address = std::move(address);
  easy_.origin = std::move(origin);
  return all;
}

bool Transfer::set_method(const Request& request) {
  bool all = true;
  CURL* const e = easy();
  if (head_) {
    set(e, CURLOPT_NOBODY, 1L, all);
  } else if (request.method != "GET" || !body_out_.empty()) {
    if (!body_out_.empty() || request.method == "POST" || request.method == "PUT") {
      set(e, CURLOPT_POST, 1L, all);
      set(e, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_out_.size()), all);
      set(e, CURLOPT_POSTFIELDS, body_out_.c_str(), all);
    }
    if (request.method != "POST") set(e, CURLOPT_CUSTOMREQUEST, request.method.c_str(), all);
  }
  return all;
}

// What is the same for every transfer of a client: said once to each handle, for libcurl copies and reads much of it anew.
bool Transfer::set_always(const HttpSettings& settings) {
  bool all = true;
  CURL* const e = easy();
  set(e, CURLOPT_PROTOCOLS_STR, settings.allow_loopback ? "http,https" : "https", all);
  set(e, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L, all);
  set(e, CURLOPT_FOLLOWLOCATION, 0L, all);
  set(e, CURLOPT_PROXY, "", all);
  set(e, CURLOPT_NOPROXY, "*", all);
  set(e, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED), all);
  easy_.agent = "User-Agent: " + user_agent(settings.contact);
  set(e, CURLOPT_ACCEPT_ENCODING, encodings, all);  // to be decoded
  set(e, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS), all);
  set(e, CURLOPT_MAXAGE_CONN, 60L, all);
  // Taken and given back with each request that has a body: 64 KB unless said otherwise.
  set(e, CURLOPT_UPLOAD_BUFFERSIZE, 16384L, all);
  set(e, CURLOPT_NOSIGNAL, 1L, all);
  // Else giving up on a name blocks the whole I/O thread until the resolver's thread has ended.
  set(e, CURLOPT_QUICK_EXIT, 1L, all);

  set(e, CURLOPT_SSL_VERIFYPEER, 1L, all);
  set(e, CURLOPT_SSL_VERIFYHOST, 2L, all);
  set(e, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2), all);
  if (!settings.ca_file.empty()) set(e, CURLOPT_CAINFO, settings.ca_file.c_str(), all);

  set(e, CURLOPT_HEADERFUNCTION, &Transfer::on_header, all);
  set(e, CURLOPT_WRITEFUNCTION, &Transfer::on_body, all);
  set(e, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_open, all);
  set(e, CURLOPT_PREREQFUNCTION, &Transfer::on_before_request, all);
  return all;
}

bool Transfer::set_up(
    const Request& request, const Url& url, bool with_bearer, const HttpSettings& settings
) {
  bool all =
      fill(lines_, request, with_bearer, easy_.agent) && set_method(request) && set_address(url);
  CURL* const e = easy();
  set(e, CURLOPT_PRIVATE, this, all);
  set(e, CURLOPT_HTTPHEADER, lines_.get(), all);
  // The total is the multi bridge's own deadline, which also runs while a transfer waits for its turn.
  set(e, CURLOPT_CONNECTTIMEOUT_MS,
      static_cast<long>(std::max<std::int64_t>(request.limits.connect.count(), 1)), all);
  // Of a HEAD there is no file.
  set(e, CURLOPT_MAXFILESIZE_LARGE,
      head_ ? curl_off_t{0} : static_cast<curl_off_t>(request.limits.body), all);
  for (const std::string& entry : settings.resolve) add(resolve_, entry.c_str(), all);
  if (resolve_) set(e, CURLOPT_RESOLVE, resolve_.get(), all);
  set(e, CURLOPT_HEADERDATA, this, all);
  set(e, CURLOPT_WRITEDATA, this, all);
  set(e, CURLOPT_OPENSOCKETDATA, this, all);
  set(e, CURLOPT_PREREQDATA, this, all);
  return all;
}

Easy Transfer::give_back() {
  bool all = true;
  CURL* const e = easy();
  set(e, CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr), all);
  set(e, CURLOPT_RESOLVE, static_cast<curl_slist*>(nullptr), all);
  set(e, CURLOPT_CUSTOMREQUEST, static_cast<const char*>(nullptr), all);
  set(e, CURLOPT_REQUEST_TARGET, static_cast<const char*>(nullptr), all);
  set(e, CURLOPT_POSTFIELDS, static_cast<const char*>(nullptr), all);
  set(e, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t{-1}, all);
  set(e, CURLOPT_HTTPGET, 1L, all);  // the last: what went before makes it a POST
  for (const CURLoption one :
       {CURLOPT_PRIVATE, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_OPENSOCKETDATA,
        CURLOPT_PREREQDATA})
    set(e, one, static_cast<void*>(nullptr), all);
  ready_ = false;
  if (!all) easy_ = {};
  return std::move(easy_);
}

}  // namespace usher::net
