// tests/support/matrix_server.cpp: one request, one answer, and what is made to go wrong between them.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_server.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace usher::testing::matrix {
namespace {

constexpr std::string_view root = "/_matrix/client";
constexpr std::string_view html =
    "<html><head><title>502 Bad Gateway</title></head><body>a proxy</body></html>";

std::string decoded(std::string_view text) {
  if (!text.contains('%')) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr ==
            text.data() + i + 3) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Messages, reactions and redactions share what an account may do.
std::string_view shared(std::string_view name) { return name == "redact" ? "send" : name; }

json::value parsed(std::string_view text) {
  boost::system::error_code bad;
  json::value value = json::parse(text, bad);
  return bad ? json::value(json::string(text.data(), text.size())) : value;
}

}  // namespace

json::object Call::object() const {
  json::object asked;
  for (const auto& [key, value] : query) asked[key] = value;
  return {
      {"number", number},
      {"name", name},
      {"method", method},
      {"path", path},
      {"query", std::move(asked)},
      {"body", parsed(body)},
      {"status", status},
      {"answer", parsed(answer)},
      {"fault", fault},
      {"at_ms", at_ms}
  };
}

void Server::take(const std::shared_ptr<slack::Wire>& wire) {
  ++connections_;
  wire->received = [this, weak = std::weak_ptr(wire)](std::string& in) {
    if (const auto self = weak.lock()) read(self, in);
  };
}

void Server::read(const std::shared_ptr<slack::Wire>& wire, std::string& in) {
  while (const auto request = slack::take_http(in)) {
    if (request->method.empty()) return wire->cut();
    serve(wire, *request);
    if (!wire->open()) return;
  }
}

void Server::serve(const std::shared_ptr<slack::Wire>& wire, const slack::HttpMessage& request) {
  Asked asked;
  asked.method = request.method;
  const auto question = std::min(request.target.find('?'), request.target.size());
  std::string_view raw = std::string_view(request.target).substr(0, question);
  if (question < request.target.size())
    asked.query = slack::form_fields(std::string_view(request.target).substr(question + 1));
  const std::string_view bearer = request.header("authorization");
  asked.bearer = bearer.starts_with("Bearer ") ? bearer.substr(7) : asked.of_query("access_token");
  asked.body = request.body;
  const bool known = raw.starts_with(root);
  if (known) raw.remove_prefix(root.size());
  asked.path = decoded(raw);
  while (!raw.empty()) {
    const auto end = std::min(raw.find('/', 1), raw.size());
    asked.segments.push_back(decoded(raw.substr(1, end - 1)));
    raw.remove_prefix(end);
  }
  if (known) asked.name = Calls::name_of(asked);
  if (asked.name.empty()) world_.violation("path", fmt::format("{} {}", asked.method, asked.path));
  const auto count = counts_.find(asked.name);
  if (count == counts_.end())
    counts_[std::string(asked.name)] = 1;
  else
    ++count->second;

  const auto hold = held_.find(shared(asked.name));
  // What was on its way when the 429 went out is not blamed.
  if (hold != held_.end() &&
      loop_.now() > hold->second.first + std::chrono::milliseconds(150) + 2 * step &&
      loop_.now() < hold->second.second - std::chrono::milliseconds(30))
    ++early_;

  const bool close = request.closes();
  const Fault* fault = faults.met(asked.method, asked.name, asked.path);
  const std::string how = fault == nullptr ? std::string() : fault->how;
  const auto wait = step + (fault == nullptr ? std::chrono::milliseconds(0) : fault->delay);
  if (fault != nullptr && fault->prevents()) {
    Answer out;
    if (fault->status != 0) {
      out = refusal(fault->status, fault->errcode, "as the test wants it");
      if (fault->errcode.empty()) out.body = html;
      if (!fault->body.empty()) out.body = fault->body;
      if (fault->retry_after_ms >= 0 && out.body.ends_with('}'))
        out.body.insert(
            out.body.size() - 1, fmt::format(R"(,"retry_after_ms":{})", fault->retry_after_ms)
        );
      if (fault->retry_after >= 0)
        out.headers.emplace_back("Retry-After", std::to_string(fault->retry_after));
    }
    held(asked.name, out);
    note(asked, out, fault->status != 0 ? std::to_string(fault->status) : how);
    return give(wire, out, how, wait, close);
  }
  // A long poll is answered when there is something; what the others need of the request is gone by then.
  const auto kept_of = [](const Asked& what) {
    Asked out;
    out.method = what.method;
    out.path = what.path;
    out.query = what.query;
    out.body = what.body;
    out.name = what.name;
    return out;
  };
  if (asked.name == "sync") {
    calls_.perform(
        asked,
        [this, wire, how, wait, close, was = kept_of(asked)](const Answer& answer) {
          note(was, answer, how);
          give(wire, answer, how, wait, close);
        }
    );
    return;
  }
  Answer out;
  calls_.perform(asked, [&](Answer answer) { out = std::move(answer); });
  held(asked.name, out);
  note(asked, out, how);
  give(wire, out, how, wait, close);
}

void Server::held(std::string_view name, const Answer& answer) {
  if (answer.status != 429) return;
  ++limited_;
  std::int64_t wait = 0;
  const json::value body = parsed(answer.body);
  if (body.is_object()) wait = number_at(body.get_object(), "retry_after_ms", 0);
  for (const auto& [header, value] : answer.headers)
    if (header == "Retry-After") {
      std::int64_t seconds = 0;
      std::from_chars(value.data(), value.data() + value.size(), seconds);
      wait = std::max(wait, seconds * 1000);
    }
  held_[std::string(shared(name))] = {loop_.now(), loop_.now() + std::chrono::milliseconds(wait)};
}

void Server::give(
    const std::shared_ptr<slack::Wire>& wire, const Answer& answer, std::string_view how,
    std::chrono::milliseconds wait, bool close
) {
  auto go = [wire, answer, how = std::string(how), close] {
    if (how == "stall" || how == "ignored") return;
    if (how == "lost" || how == "reset") return wire->reset();
    auto headers = answer.headers;
    if (close) headers.emplace_back("Connection", "close");
    const bool json = answer.body.starts_with('{') || answer.body.starts_with('[');
    const std::string bytes = slack::http_answer(
        answer.status, answer.body, json ? "application/json" : "text/html", headers
    );
    if (how == "cut") {
      wire->send(std::string_view(bytes).substr(0, bytes.size() - answer.body.size() / 2 - 1));
      return wire->cut();
    }
    wire->send(bytes);
    if (close) wire->finish();
  };
  if (wait.count() == 0) return go();
  loop_.after(wait, std::move(go));
}

void Server::note(const Asked& asked, const Answer& answer, std::string_view fault) {
  ++last_;
  if (kept == 0) return;
  log_.push_back(
      {last_, std::string(asked.name), asked.method, asked.path, asked.body,
       answer.body.substr(0, 65'536), asked.query, answer.status, std::string(fault), now_ms()}
  );
  if (log_.size() > kept) log_.pop_front();
}

json::object Server::state() const {
  json::object counts;
  for (const auto& [name, count] : counts_) counts[name.empty() ? "unknown" : name] = count;
  return {
      {"calls", std::move(counts)},
      {"last_call", last_},
      {"too_early", early_},
      {"limited", limited_},
      {"connections", connections_}
  };
}

}  // namespace usher::testing::matrix
