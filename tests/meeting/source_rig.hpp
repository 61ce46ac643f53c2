// tests/meeting/source_rig.hpp: meetings whose calendar is made of a YAML in a repository.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/meeting/archive_rig.hpp"
#include "tests/meeting/organising.hpp"

#include <string>
#include <utility>
#include <vector>

namespace usher::test {

inline const std::string base_blob(40, 'b');
inline const std::string our_blob(40, 'c');
inline const std::string source_yaml = R"(name: Calendar
events:
  - summary: Community Call
    begin: 2026-01-14 18:00:00 +00:00
    end: 2026-01-14 19:00:00 +00:00
    url: https://e.zoom.us/j/x1?pwd=a
    repeat:
      interval:
        days: 14
      until: 2027-01-01 00:00:00 +00:00
)";

// A repository that behaves; `answers` come first.
struct SourceWorld {
  std::string file = source_yaml;
  std::string blob = base_blob;
  std::vector<Fetched> answers;
  std::string proposed;  // the content

  Fetched answer(const Call& call) {
    Fetched out;
    out.status = 200;
    if (call.method == "READ") {
      CHECK(call.path == "calendars/n.yaml");
      out.body = file;
      out.etag = blob;
      return out;
    }
    if (!answers.empty()) {
      out = answers.front();
      answers.erase(answers.begin());
      return out;
    }
    if (call.method == "LOOK") {
      CHECK(call.body == "edit");
      out.body = "open 7 - https://h.example/7";
      return out;
    }
    proposed = call.body.substr(call.body.find("\n\n") + 2);
    out.status = 201;
    out.etag = our_blob;
    out.body = "made 7 " + our_blob + " https://h.example/7";
    return out;
  }
};

struct SourceRig : Organising {
  SourceWorld world;

  explicit SourceRig(bool with_token = true, bool with_file = true) {
    meeting::Settings settings = usual_settings();
    settings.organisers = {"web:organisers"};
    if (with_file) {
      settings.sources[0].file = {"o/site", "calendars/n.yaml", ""};
      if (with_token) settings.sources[0].file.service = "source-1";
    }
    rig.configure(settings);
    rig.source = [this](const Call& call) { return world.answer(call); };
    rig.start();
  }
  std::string open(Person who, const std::string& edit = "1") {
    return said(rig.give(Press{"meeting.source", edit, {}, ""}, std::move(who)));
  }
  std::string last(const std::string& whom = "grace") { return rig.posts_to(whom).back().text(); }
};

inline Fetched refused(int status, const std::string& body, errc error = errc::refused) {
  Fetched out;
  out.status = status;
  out.error = error;
  out.body = body;
  return out;
}

}  // namespace usher::test
