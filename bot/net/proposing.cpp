// bot/net/proposing.cpp: look, write, look again.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/proposing.hpp"

#include "bot/net/http.hpp"
#include "bot/net/http_service.hpp"
#include "bot/net/outside_json.hpp"
#include "bot/net/proposing_reading.hpp"
#include "bot/net/tree.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <utility>

namespace usher::net {

namespace {

namespace json = boost::json;

Proposed problem(std::string_view word, int status, errc error, std::string_view body = {}) {
  const std::string words = words_of_refusal(body);
  return {status, error, words.empty() ? std::string(word) : fmt::format("{} {}", word, words)};
}

Proposed refused(int status, std::string_view body) {
  const errc error = status_error(status);
  if (error == errc::ok) return problem("odd", status, errc::malformed);
  return problem("github", status, error, body);
}

}  // namespace

Proposing::Proposing(Proposal proposal)
    : proposal_(std::move(proposal)),
      root_("/repos/" + proposal_.repository),
      blob_(blob_id(proposal_.content)) {}

Proposing::Action Proposing::begin() { return ask(Step::pulls); }

Proposed Proposing::done(std::string_view state, const Pull& of) const {
  const auto or_dash = [](const std::string& text) { return text.empty() ? "-" : text.c_str(); };
  return {
      state == "made" ? 201 : 200, errc::ok,
      fmt::format("{} {} {} {}", state, or_dash(of.number), blob_, or_dash(of.url))
  };
}

Proposing::Action Proposing::ask(Step step) {
  step_ = step;
  const auto file_in = [this](const std::string& branch) {
    return Ask{
        "GET",
        fmt::format(
            "{}/contents/{}?ref={}", root_, percent_encode(proposal_.file, "/"),
            percent_encode(branch)
        ),
        {}
    };
  };
  const auto head = [this](const std::string& branch) {
    return Ask{"GET", fmt::format("{}/git/ref/heads/{}", root_, percent_encode(branch, "/")), {}};
  };
  switch (step) {
    case Step::pulls: {
      const std::string owner = proposal_.repository.substr(0, proposal_.repository.find('/'));
      return Ask{
          "GET",
          fmt::format(
              "{}/pulls?state=all&head={}&base={}&per_page=20", root_,
              percent_encode(fmt::format("{}:{}", owner, proposal_.branch)),
              percent_encode(proposal_.base)
          ),
          {}
      };
    }
    case Step::base_file:
      return file_in(proposal_.base);
    case Step::our_file:
      return file_in(proposal_.branch);
    case Step::our_ref:
      return head(proposal_.branch);
    case Step::base_ref:
      return head(proposal_.base);
    case Step::make_ref:
    case Step::put:
    case Step::pull:
      break;  // they have bodies
  }
  return problem("odd", 0, errc::bug);
}

Proposing::Action Proposing::resume(int status, std::string_view body) {
  if (status == 401) return refused(status, body);
  switch (step_) {
    case Step::pulls:
      return see_pulls(status, body);
    case Step::base_file:
      return see_base_file(status, body);
    case Step::our_ref:
      if (status == 200) return ask(Step::our_file);
      return status == 404 ? ask(Step::base_ref) : Action(refused(status, body));
    case Step::base_ref:
      return see_base_ref(status, body);
    case Step::make_ref:
      return see_made_ref(status, body);
    case Step::our_file:
      return see_our_file(status, body);
    case Step::put:
      return see_put(status, body);
    case Step::pull:
      return see_pull(status, body);
  }
  return problem("odd", status, errc::bug);
}

Proposing::Action Proposing::see_pulls(int status, std::string_view body) {
  if (status != 200) return refused(status, body);
  const auto value = parse_outside(body);
  const json::array* const list = value ? value->if_array() : nullptr;
  if (list == nullptr) return problem("odd", status, errc::malformed);
  for (const json::value& item : *list) {
    const json::object* const object = item.if_object();
    if (object == nullptr) return problem("odd", status, errc::malformed);
    if (!is_from_branch(*object, proposal_.branch)) continue;
    const json::value* const at = object->if_contains("merged_at");
    const bool is_merged = at != nullptr && at->is_string();
    const bool is_open = text_of(*object, "state") == "open";
    Pull& out = is_open ? open_ : is_merged ? merged_ : was_;
    if (out.state.empty())
      out = {
          is_open     ? "open"
          : is_merged ? "merged"
                      : "closed",
          number_of_pull(*object), page_address(text_of(*object, "html_url"))
      };
  }
  if (pulls_again_ && !open_.state.empty()) return done("open", open_);
  if (!open_.state.empty() && proposal_.look_only) return done("open", open_);
  // Of an edit: what it was made from is looked at first.
  if (!open_.state.empty() && proposal_.from.empty()) return ask(Step::our_file);
  if (!merged_.state.empty() && proposal_.look_only) return done("merged", merged_);
  if (proposal_.look_only && proposal_.edits)
    return was_.state.empty() ? done("none", {}) : done("closed", was_);
  return ask(Step::base_file);
}

// Of an edit: the base branch has the file as it was, as it is to be, or in another way.
Proposing::Action Proposing::see_edited_file(int status, std::string_view body) {
  if (status == 404) return problem("moved", 409, errc::refused);
  if (status != 200) return refused(status, body);
  const std::string there = blob_in(body);
  if (there.empty()) return problem("odd", status, errc::malformed);
  if (there == blob_) return merged_.state.empty() ? done("there", {}) : done("merged", merged_);
  if (there != proposal_.from) return problem("moved", 409, errc::refused);
  if (!open_.state.empty()) return ask(Step::our_file);
  if (!merged_.state.empty()) return done("merged", merged_);
  if (!was_.state.empty()) return done("closed", was_);
  return ask(Step::our_ref);
}

Proposing::Action Proposing::see_base_file(int status, std::string_view body) {
  if (!proposal_.from.empty()) return see_edited_file(status, body);
  if (status == 404) {
    if (!merged_.state.empty()) return done("merged", merged_);
    if (!was_.state.empty()) return done("closed", was_);
    return proposal_.look_only ? Action(done("none", {})) : ask(Step::our_ref);
  }
  if (status != 200) return refused(status, body);
  const auto value = parse_outside(body);
  if (!value) return problem("odd", status, errc::malformed);
  Pull file;
  if (value->is_object()) file.url = page_address(text_of(value->get_object(), "html_url"));
  if (proposal_.look_only || blob_in(body) == blob_)
    return merged_.state.empty() ? done("there", file) : done("merged", merged_);
  return problem("taken", 409, errc::refused);
}

Proposing::Action Proposing::see_base_ref(int status, std::string_view body) {
  if (status == 404) return problem("base", status, errc::not_found);
  if (status == 409) return problem("empty", status, errc::refused);
  if (status != 200) return refused(status, body);
  const std::string commit = commit_in(body);
  if (commit.empty()) return problem("odd", status, errc::malformed);
  step_ = Step::make_ref;
  const json::object made{{"ref", "refs/heads/" + proposal_.branch}, {"sha", commit}};
  return Ask{"POST", root_ + "/git/refs", json::serialize(made)};
}

Proposing::Action Proposing::see_made_ref(int status, std::string_view body) {
  const bool there = status == 422 && words_of_refusal(body).contains("already exists");
  fresh_ref_ = status == 201;
  if (status == 201 || there) return ask(Step::our_file);
  return refused(status, body);
}

Proposing::Action Proposing::see_our_file(int status, std::string_view body) {
  // In an open one that we had written it to: somebody has taken it out, or given it another name.
  const bool was_there = !proposal_.known.empty() || !proposal_.from.empty();
  if (status == 404 && !open_.state.empty() && was_there)
    return problem("edited", 409, errc::refused);
  if (status == 404) return put({});
  if (status != 200) return refused(status, body);
  const std::string there = blob_in(body);
  if (there == blob_) return pull();
  // The base branch went on between two requests, and the new branch began there.
  if (!proposal_.from.empty() && fresh_ref_ && there != proposal_.from)
    return problem("moved", 409, errc::refused);
  if (!there.empty() && (there == proposal_.known || there == proposal_.from)) return put(there);
  return problem("edited", 409, errc::refused);
}

Proposing::Action Proposing::put(std::string_view instead_of) {
  step_ = Step::put;
  json::object file{
      {"message", proposal_.title},
      {"content", base64_of(proposal_.content)},
      {"branch", proposal_.branch}
  };
  if (!instead_of.empty()) file["sha"] = instead_of;
  return Ask{
      "PUT", fmt::format("{}/contents/{}", root_, percent_encode(proposal_.file, "/")),
      json::serialize(file)
  };
}

Proposing::Action Proposing::see_put(int status, std::string_view body) {
  if (status == 200 || status == 201) return pull();
  // Somebody has written to the branch meanwhile: what is there now decides. 422: "sha" was not supplied; 409: it is not that any more.
  const bool moved = status == 409 || (status == 422 && words_of_refusal(body).contains("sha"));
  if (moved && !std::exchange(put_again_, true)) return ask(Step::our_file);
  return refused(status, body);
}

Proposing::Action Proposing::pull() {
  wrote_ = blob_;
  if (!open_.state.empty()) return done("open", open_);
  step_ = Step::pull;
  const json::object made{
      {"title", proposal_.title},
      {"head", proposal_.branch},
      {"base", proposal_.base},
      {"body", proposal_.description}
  };
  return Ask{"POST", root_ + "/pulls", json::serialize(made)};
}

Proposing::Action Proposing::see_pull(int status, std::string_view body) {
  if (status == 201) {
    const auto value = parse_outside(body);
    const json::object* const object = value ? value->if_object() : nullptr;
    if (object == nullptr) return problem("odd", status, errc::malformed);
    return done(
        "made", {"open", number_of_pull(*object), page_address(text_of(*object, "html_url"))}
    );
  }
  const bool there = status == 422 && words_of_refusal(body).contains("already exists");
  if (there && !std::exchange(pulls_again_, true)) return ask(Step::pulls);
  return refused(status, body);
}

}  // namespace usher::net
