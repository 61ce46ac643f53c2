// bot/net/proposing.hpp: how one file comes into a repository on GitHub as a pull request: which requests, one after another.
// Pure: no I/O.
//
// The file is a new one, or an edit of one that is there.
//
// Every step looks before it writes, and what it writes has a name that follows from the file: begun again after a crash, at
// any step, it finds what is there and makes no second branch, file or pull request.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace usher::net {

struct Proposal {
  std::string repository, base;  // "numpy/archive", "main"
  std::string branch, file;      // of the pull request; the path in the repository
  std::string content;           // of the file
  std::string known;             // git's id of what was written there last by us; empty: nothing
  // Where it is an edit of a file that is there: git's id of what `content` was made from. Empty: the file is new.
  std::string from;
  std::string title, description;  // of the pull request
  bool look_only = false;          // nothing is written: how things stand
  bool edits = false;              // of a look: at an edit, whose file is there in any case
};

// What has become of it. body: a line "<state> <number> <blob> <url>", with "-" for what there is not:
//   made, open   a pull request is open, a new one or one that was there
//   merged       it was merged, and the base branch has this content, or the file no more; when only looked at: it was merged
//   closed       somebody has closed it without merging
//   there        the file is in the base branch already: with the same content, or, when only looked at, with any
//   none         when only looked at: nothing is there
// With an error, the body is one word for what stands in the way, and after it GitHub's own words:
//   taken        409: the base branch has another file of that name; after a merge: another content
//   edited       409: somebody has changed the file in the branch, or taken it out of an open pull request
//   moved        409: the base branch has the file no more as the edit was made from it
//   base         404: there is no such base branch
//   empty        409: the repository has no commit yet
//   github       anything else that GitHub refuses, with its status
//   odd          its answer cannot be understood
struct Proposed {
  int status = 0;  // 200, 201 where something was made; else of what went wrong
  errc error = errc::ok;
  std::string body;
};

class Proposing {
 public:
  struct Ask {
    std::string method, path, body;  // below the API's base URL
  };
  using Action = std::variant<Ask, Proposed>;

  explicit Proposing(Proposal proposal);

  Action begin();
  // What was asked last is answered, with any status below 500 other than 408 and 429.
  Action resume(int status, std::string_view body);

  // git's id of the file once the branch has it as it is proposed, also where the pull request is refused then; empty before.
  const std::string& wrote() const { return wrote_; }

 private:
  enum class Step : std::uint8_t {
    pulls,
    base_file,
    our_ref,
    base_ref,
    make_ref,
    our_file,
    put,
    pull
  };
  struct Pull {
    std::string state, number, url;  // empty: there is none
  };

  Action ask(Step step);
  Action put(std::string_view instead_of);
  Action pull();
  Action see_pulls(int status, std::string_view body);
  Action see_base_file(int status, std::string_view body);
  Action see_edited_file(int status, std::string_view body);
  Action see_our_file(int status, std::string_view body);
  Action see_base_ref(int status, std::string_view body);
  Action see_made_ref(int status, std::string_view body);
  Action see_put(int status, std::string_view body);
  Action see_pull(int status, std::string_view body);
  Proposed done(std::string_view state, const Pull& of) const;

  Proposal proposal_;
  std::string root_, blob_, wrote_;
  Step step_ = Step::pulls;
  Pull open_;
  Pull merged_;
  Pull was_;                  // closed without merging
  bool put_again_ = false;    // the file or branch moved while it was written
  bool pulls_again_ = false;  // somebody else opened it meanwhile
  bool fresh_ref_ = false;    // the branch was made just now
};

}  // namespace usher::net
