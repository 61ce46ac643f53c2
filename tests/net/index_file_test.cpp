// tests/net/index_file_test.cpp: files that have a folder each, in a folder of this machine, in a checkout and on GitHub.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/index_file.hpp"

#include "bot/net/directory_tree.hpp"
#include "bot/net/github_reply.hpp"
#include "tests/support/git_repository.hpp"
#include "tests/support/github_stand_in.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
namespace fs = std::filesystem;

namespace {

Call call_of(std::string method, std::string path, std::string body = {}) {
  Call call;
  call.method = std::move(method);
  call.path = std::move(path);
  call.body = std::move(body);
  return call;
}

std::string line(std::string_view name, std::string_view bytes) {
  return blob_id(bytes) + " " + std::to_string(bytes.size()) + " " + std::string{name} + "\n";
}

DirectoryTreeSettings specs_in(const fs::path& path) {
  return {.name = "specs", .path = path, .index = IndexFile("index.md")};
}

const std::string in_folder = R"({"sha":"0","truncated":false,"tree":[
  {"path":"README.md","mode":"100644","type":"blob","size":6,"sha":"@"},
  {"path":"spec-0001","mode":"040000","type":"tree","sha":"@"},
  {"path":"spec-0001/index.md","mode":"100644","type":"blob","size":6,"sha":"@"},
  {"path":"spec-0001/picture.md","mode":"100644","type":"blob","size":6,"sha":"@"},
  {"path":"spec-0002/old/index.md","mode":"100644","type":"blob","size":6,"sha":"@"},
  {"path":"spec-0003/index.md","mode":"120000","type":"blob","size":6,"sha":"@"},
  {"path":"/index.md","mode":"100644","type":"blob","size":6,"sha":"@"}]})";

std::string tree_json() {
  std::string out;
  for (const char c : in_folder) c == '@' ? out += hello_sha : out += c;
  return out;
}

}  // namespace

TEST_CASE("a name stands for the file in a folder, and back") {
  const IndexFile index("index.md");
  CHECK(index.path_of("spec-0001.md") == "spec-0001/index.md");
  CHECK(index.name_of("spec-0001/index.md") == "spec-0001.md");
  CHECK(index.name_in("spec-0001") == "spec-0001.md");
  for (const char* name : {"spec-0001", "spec-0001.rst", ".md", ""})
    CHECK(index.path_of(name).empty());
  for (const char* path : {"index.md", "/index.md", "a/b/index.md", "a/other.md", "a/", ""})
    CHECK(index.name_of(path).empty());
  const IndexFile none;
  CHECK_FALSE(none.given());
  CHECK(none.path_of("nep-0001.rst") == "nep-0001.rst");
  CHECK(none.name_of("nep-0001.rst") == "nep-0001.rst");
}

TEST_CASE("of folders with an index each, the indexes are listed and read, and nothing else") {
  const TempFolder folder;
  const TempFolder outside;
  outside.write("index.md", "secret");
  fs::create_directory(folder.path() / "spec-0001");
  fs::create_directory(folder.path() / "spec-0002");
  fs::create_directory(folder.path() / "empty");
  fs::create_directory_symlink(outside.path(), folder.path() / "spec-0009");
  fs::create_symlink(outside.path() / "index.md", folder.path() / "empty/index.md");
  folder.write("README.md", "read me");
  folder.write("spec-0001/index.md", "one");
  folder.write("spec-0001/draft.md", "no");
  folder.write("spec-0002/index.md", "two");
  const auto settings = specs_in(folder.path());
  const auto listed = list_directory(settings, {});
  CHECK(listed.fetched.body == line("spec-0001.md", "one") + line("spec-0002.md", "two"));
  CHECK(list_directory(settings, listed.fetched.etag).fetched.status == 304);
  const auto got = get_from_directory(settings, blob_id("one") + " spec-0001.md");
  CHECK(got.fetched.body == "one");
  for (const char* name : {" README.md", " spec-0009.md", " empty.md", " spec-0001.rst", " ...md"})
    CHECK(get_from_directory(settings, blob_id("secret") + name).fetched.status == 404);
  for (const char* name : {" spec-0001/index.md", " ../x.md"})
    CHECK(get_from_directory(settings, blob_id("one") + name).fetched.error == errc::malformed);
}

TEST_CASE("the past of a file in a folder of its own is told by the name that stands for it") {
  if (!git_is_here()) return;
  GitRepository repository;
  fs::create_directory(repository.neps() / "spec-0001");
  fs::create_directory(repository.neps() / "spec-0002");
  repository.write("spec-0001/index.md", "one");
  repository.write("spec-0002/index.md", "another");
  const std::string first = repository.commit(1'600'000'000);
  repository.write("spec-0001/index.md", "two");
  const std::string second = repository.commit(1'600'000'060);
  repository.write("spec-0002/index.md", "another still");
  repository.commit(1'600'000'120);
  const auto settings = specs_in(repository.neps());
  const auto log = log_of_directory(settings, call_of("LOG", "spec-0001.md", "spec-0001"));
  CHECK(
      log.fetched.body == second + " 2020-09-13T12:27:40Z spec-0001.md\n" + first +
                              " 2020-09-13T12:26:40Z spec-0001.md\n"
  );
  const auto then = get_from_directory(settings, "@" + first + " spec-0001.md");
  CHECK(then.fetched.body == "one");
  CHECK(get_from_directory(settings, "@" + first + " spec-0009.md").fetched.status == 404);
  CHECK(log_of_directory(settings, call_of("LOG", "spec-0009.md")).fetched.status == 404);
}

TEST_CASE("on GitHub one request lists the folders with all their indexes", "[github]") {
  GitHubSetup setup;
  setup.settings.index = IndexFile("index.md");
  const std::string trees = "GET /repos/numpy/numpy/git/trees/main%3Adoc%2Fneps?recursive=1";
  setup.api.expect(trees).reply(200, {{"ETag", "\"t1\""}}, tree_json());
  const auto listed = setup.list();
  CHECK(listed.fetched.body == hello_sha + " 6 spec-0001.md\n");
  CHECK(listed.fetched.etag == "tree \"t1\"");
  setup.api.expect(trees).reply(304, {{"ETag", "\"t1\""}});
  CHECK(setup.list(listed.fetched.etag).fetched.status == 304);
  CHECK(find(setup.api.seen().at(1).headers, "if-none-match") == "\"t1\"");

  setup.raw.expect("GET /numpy/numpy/main/doc/neps/spec-0001/index.md").reply(200, {}, "hello\n");
  CHECK(setup.perform("GET", hello_sha + " spec-0001.md", {}).fetched.body == "hello\n");
  CHECK(setup.perform("GET", hello_sha + " spec-0001.rst", {}).fetched.status == 404);
  const std::string commit(40, 'c');
  setup.raw.expect("GET /numpy/numpy/" + commit + "/doc/neps/spec-0001/index.md")
      .reply(200, {}, "then\n");
  CHECK(setup.perform("GET", "@" + commit + " spec-0001.md", {}).fetched.body == "then\n");

  setup.api
      .expect(
          "GET /repos/numpy/numpy/commits?path=doc%2Fneps%2Fspec-0001%2Findex.md&sha=main&per_page="
          "100"
      )
      .reply(
          200, {},
          R"([{"sha":")" + commit +
              R"(","commit":{"committer":{"name":"Ada","date":"2020-01-01T00:00:00Z"}},"parents":[]}])"
      );
  CHECK(
      setup.perform("LOG", "spec-0001.md", {}).fetched.body ==
      commit + " 2020-01-01T00:00:00Z spec-0001.md\n"
  );
}
