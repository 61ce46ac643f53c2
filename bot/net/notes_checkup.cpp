// bot/net/notes_checkup.cpp: the repository, and its branch; the token, and the pages.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/notes_checkup.hpp"

#include "bot/net/http_service.hpp"
#include "bot/net/outside_json.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <string>
#include <utility>

namespace usher::net {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

bool is_true(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains({key.data(), key.size()});
  return value != nullptr && value->is_bool() && value->get_bool();
}

Request request_for(const GitHubArchiveSettings& settings, const std::string& path) {
  Request out;
  out.url = settings.api_url;
  while (out.url.ends_with('/')) out.url.pop_back();
  out.url += path;
  out.headers = {{"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}};
  out.bearer = settings.token;
  out.limits = settings.limits;
  return out;
}

}  // namespace

asio::awaitable<RepositoryLook> look_at_repository(
    HttpClient* client, const GitHubArchiveSettings* settings
) {
  RepositoryLook out;
  const std::string root = "/repos/" + settings->repository;
  const Result<Response> repository = co_await client->send(request_for(*settings, root));
  if (!repository) {
    out.error = repository.error();
    co_return out;
  }
  out.status = repository->status;
  out.error = status_error(repository->status);
  if (out.error != errc::ok) co_return out;
  const auto value = parse_outside(repository->body);
  const json::object* const object = value ? value->if_object() : nullptr;
  if (object == nullptr) {
    out.error = errc::malformed;
    co_return out;
  }
  out.read_only = is_true(*object, "archived");
  if (const json::value* const may = object->if_contains("permissions");
      may != nullptr && may->is_object())
    out.may_write = is_true(may->get_object(), "push");
  const Result<Response> branch = co_await client->send(request_for(
      *settings, fmt::format("{}/git/ref/heads/{}", root, percent_encode(settings->branch, "/"))
  ));
  out.has_branch = branch.has_value() && branch->status == 200;
  co_return out;
}

asio::awaitable<PadsLook> look_at_pads(
    HttpClient* client, const HackMdSettings* settings, std::vector<std::string> pages
) {
  PadsLook out;
  const auto request_for_pad = [settings](const std::string& path) {
    Request request;
    request.url = settings->api_url;
    while (request.url.ends_with('/')) request.url.pop_back();
    request.url += path;
    request.headers = {{"Accept", "application/json"}};
    request.bearer = settings->token;
    request.limits = settings->limits;
    return request;
  };
  const Result<Response> me = co_await client->send(request_for_pad("/me"));
  out.status = me ? me->status : 0;
  out.error = me ? status_error(me->status) : me.error();
  if (out.error != errc::ok) co_return out;
  for (const std::string& page : pages) {
    const Result<Response> answer = co_await client->send(request_for_pad("/notes/" + page));
    out.pages.push_back(answer ? answer->status : 0);
  }
  co_return out;
}

}  // namespace usher::net
