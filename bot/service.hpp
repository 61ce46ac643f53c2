// A service answers Calls: a base URL with its credential, a folder, mail. Features name it and
// never see more.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"

#include <boost/asio/awaitable.hpp>

#include <string_view>

namespace usher {

struct Answer {
  Fetched fetched;  // tag is filled in by the engine
  // With errc::rate_limited, unavailable or not_yet: not before then. The feature reads it in Fetched::wait.
  std::chrono::milliseconds retry_after{0};
};

// I/O thread only. A Call is repeated after a crash, so perform() must be safe to repeat.
class Service {
 public:
  Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  virtual ~Service() = default;

  virtual std::string_view name() const = 0;  // what Call::service says; constant
  // Never throws. Fetched::error ok with a status below 500 is an answer; transient errors
  // (errc.hpp) are tried again by the engine, any other is final and reaches the feature.
  virtual boost::asio::awaitable<Answer> perform(Call call) = 0;
  // It answers in moments, without the network: an orderly end waits for what it was asked, because somebody does.
  virtual bool is_prompt() const { return false; }
};

// A *tree service* serves files of one folder, wherever that lies (a checkout, GitHub), in neutral
// bytes:
//   Call{method "LIST"}            → 200, one line "<sha> <size> <name>\n" per file of the folder
//   itself (no sub-folders),
//                                    ETag of the listing; 304 with an empty body when Call::etag
//                                    still holds.
//   Call{method "GET", path sha+" "+name} → 200 and the file's bytes; 404 when it is gone.
//   Call{method "READ", path sha+" "+name} → the same, but instead of the bytes what the program's reader makes of them,
//                                    on the worker: large files cost the brain nothing. errc::unsupported without a reader.
//   Call{method "GET", path "@"+commit+" "+name} → 200 and the bytes that the file of this name had at that commit;
//                                    404 when there was none.
//   Call{method "LOG", path name}  → 200, one line "<commit> <ISO 8601 UTC> <name>\n" per commit that touched this
//                                    file, the newest first; <name> is what it was called at that commit. ETag of the
//                                    log; 304 with an empty body when Call::etag still holds; 404 when no commit did;
//                                    errc::unsupported where the source keeps no history (a plain folder).
//   Where each file has a folder of its own, it goes by a name that stands for it: "spec-0001.md" for the
//   "spec-0001/index.md" that the configuration speaks of. Then no others are listed, and none is followed to other names.
//   A file is followed to the names that it had before. Call::body may say what all its names begin with: "nep-0018",
//   where "-" or "." follows, and the ending is that of a text (.rst, .md, .txt, none) or as it is now.
//   A checkout's log is that of its branch alone (first parents: when a change came to it). GitHub's may list commits
//   of a merged branch instead, with their own dates; where both sides of a merge had changed the file it is the main side
//   and the merge (for the four newest such merges), so that no text comes between two that it never stood between.
// A commit is 40 lower-case hex digits. sha is git's blob id (SHA-1 of "blob <size>\0" and the bytes) as lower-case hex,
// the same from every source.

// A *mail service* tells of the mails in one archive that are of interest; which those are, the program has told it.
//   Call{method "LIST", path instant} → 200, one line "<ISO 8601 UTC>\t<URL>\t<subject>\n" per mail since that instant
//                                    (and perhaps some before), each with its own date. 206: the same, but the archive
//                                    does not reach back that far. ETag and 304 as above.

// An *archive service* proposes files to a repository, as pull requests (bot/net/proposing.hpp says what it answers):
//   Call{method "PROPOSE", path branch+" "+file, body}  → how the pull request stands that brings the file. The body is a line with
//                                    git's id of what was written there last (or "-"), the title, lines that describe it,
//                                    an empty line, and then the bytes of the file. Asked twice, it is made once. ETag, also
//                                    of an error: git's id of the file that the branch has now, where it is this one.
//                                    After git's id, a blank and another one may stand: then the file is there, and this is an edit
//                                    of what has that id.
//   Call{method "LOOK", path branch+" "+file}  → the same, and nothing is written. body "edit": it is an edit.
//   Call{method "READ", path file}   → 200, the file as the branch has it that is proposed to, and as ETag git's id of it.

// A *pad service* has pages that people write on together:
//   Call{method "READ", path page}  → 200, the page's text, and an ETag of it.
//   Call{method "WRITE", path page, etag, body}  → 200 when the page is as the body says; it is written only where it is still
//                                    as the ETag says: else errc::refused, 409. Asked twice, it is written once.

}  // namespace usher
