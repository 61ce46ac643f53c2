// bot/net/github_archive.cpp: the thin loop around Proposing.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_archive.hpp"

#include "bot/net/github_reply.hpp"
#include "bot/net/http_service.hpp"
#include "bot/net/proposing_reading.hpp"
#include "bot/net/tree.hpp"
#include "bot/net/url.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

namespace usher::net {

namespace asio = boost::asio;
using std::chrono::seconds;

namespace {

bool is_path(std::string_view text) {
  const auto parts = split(text, '/');
  return std::ranges::all_of(parts, [](std::string_view part) { return is_file_name(part); });
}

// The line at the beginning, which is taken away.
std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

}  // namespace

std::optional<Proposal> read_proposal(const Call& call) {
  Proposal out;
  out.look_only = call.method == "LOOK";
  if (!out.look_only && call.method != "PROPOSE") return std::nullopt;
  const auto blank = call.path.find(' ');
  if (blank == std::string::npos) return std::nullopt;
  out.branch = call.path.substr(0, blank);
  out.file = call.path.substr(blank + 1);
  if (!is_path(out.branch) || !is_path(out.file)) return std::nullopt;
  std::string_view rest = call.body;
  out.edits = out.look_only && trim(rest) == "edit";
  if (out.look_only) return out;
  const std::string_view ids = take_line(rest);
  const auto gap = ids.find(' ');
  if (const std::string_view known = ids.substr(0, gap); is_blob_id(known)) out.known = known;
  if (gap != std::string_view::npos) {
    out.from = ids.substr(gap + 1);
    if (!is_blob_id(out.from)) return std::nullopt;
  }
  out.title = take_line(rest);
  for (auto line = take_line(rest); !line.empty(); line = take_line(rest)) {
    out.description += line;
    out.description += '\n';
  }
  out.content = rest;
  if (out.title.empty() || out.content.empty()) return std::nullopt;
  return out;
}

GitHubArchive::GitHubArchive(HttpClient& client, const Clock& clock, GitHubArchiveSettings settings)
    : client_(client), clock_(clock), settings_(std::move(settings)) {
  const auto url = parse_url(settings_.api_url);
  const auto parts = split(settings_.repository, '/');
  const bool named = parts.size() == 2 && std::ranges::all_of(parts, [](std::string_view part) {
                       return is_file_name(part) && percent_encode(part) == part;
                     });
  if (!url || url->target != url->path)
    throw std::invalid_argument("not a base URL: " + settings_.api_url);
  if (!named) throw std::invalid_argument("a repository is written owner/name");
  if (!is_path(settings_.branch)) throw std::invalid_argument("that is no name of a branch");
  while (settings_.api_url.ends_with('/')) settings_.api_url.pop_back();
}

asio::awaitable<Answer> GitHubArchive::fetch(Proposing::Ask ask) {
  if (const sys_seconds now = clock_.seconds(); now < silent_until_)
    co_return failure(errc::rate_limited, 429, silent_until_ - now);
  Request request;
  request.method = std::move(ask.method);
  request.url = settings_.api_url + ask.path;
  request.headers = {
      {"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}
  };
  if (!ask.body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  request.body = std::move(ask.body);
  request.bearer = settings_.token;
  request.limits = settings_.limits;
  Result<Response> response = co_await client_.send(std::move(request));
  if (!response) co_return failure(response.error());
  const sys_seconds now = clock_.seconds();
  const Quota quota = read_quota(*response, now);
  if (quota.wait > seconds{0}) silent_until_ = std::max(silent_until_, now + quota.wait);
  if (quota.error != errc::ok) co_return failure(quota.error, response->status, quota.wait);
  if (status_error(response->status) == errc::unavailable)
    co_return failure(errc::unavailable, response->status, retry_after(*response, now));
  co_return answer(response->status, std::move(response->body));
}

asio::awaitable<Answer> GitHubArchive::read_file(std::string file) {
  if (!is_path(file)) co_return failure(errc::malformed);
  Answer reply = co_await fetch(
      {"GET",
       fmt::format(
           "/repos/{}/contents/{}?ref={}", settings_.repository, percent_encode(file, "/"),
           percent_encode(settings_.branch)
       ),
       {}}
  );
  Fetched& got = reply.fetched;
  if (got.error != errc::ok) co_return reply;
  if (got.status != 200) {
    const errc error = status_error(got.status);
    Answer out = failure(error == errc::ok ? errc::malformed : error, got.status);
    if (const std::string words = words_of_refusal(got.body); !words.empty())
      out.fetched.body = "github " + words;
    co_return out;
  }
  const std::string blob = blob_in(got.body);
  auto content =
      parse_blob(got.body);  // it is written there as in “Get a blob”; above 1 MB it is left out
  // Else the edit would be made from something else than it says.
  if (blob.empty() || !content || blob_id(*content) != blob) co_return failure(errc::malformed);
  co_return answer(200, std::move(*content), blob);
}

asio::awaitable<Answer> GitHubArchive::perform(Call call) {
  if (call.method == "READ") co_return co_await read_file(std::move(call.path));
  auto proposal = read_proposal(call);
  if (!proposal) co_return failure(errc::malformed);
  proposal->repository = settings_.repository;
  proposal->base = settings_.branch;
  Proposing proposing(std::move(*proposal));
  Proposing::Action action = proposing.begin();
  while (auto* next = std::get_if<Proposing::Ask>(&action)) {
    Answer reply = co_await fetch(std::move(*next));
    if (reply.fetched.error != errc::ok) {
      reply.fetched.etag = proposing.wrote();
      co_return reply;
    }
    action = proposing.resume(reply.fetched.status, reply.fetched.body);
  }
  auto& end = std::get<Proposed>(action);
  Answer out = answer(end.status, std::move(end.body));
  out.fetched.error = end.error;
  out.fetched.etag = proposing.wrote();
  co_return out;
}

}  // namespace usher::net
