#!/usr/bin/env python3
# tests/system/notes_outside_test.py: the stand-ins that notes are written to, GitHub and HackMD, before clients that nobody here wrote.
# SPDX-License-Identifier: BSD-3-Clause
"""What PyGithub and PyHackMD write through the stand-ins, and how they take refusals, is what they do with the real ones."""

import outside

outside.go_there()

import json  # noqa: E402

import PyHackMD  # noqa: E402
import requests  # noqa: E402

from github import (  # noqa: E402
    Auth, BadCredentialsException, Github, GithubException, RateLimitExceededException, UnknownObjectException,
)

import checks  # noqa: E402
from checks import check  # noqa: E402
from github_archive_peer import GitHubArchive, blob_id  # noqa: E402
from hackmd_peer import HackMd  # noqa: E402

FILE = "calls/2026/call-2026-01-14.md"


def refused(status, ask, kind=GithubException, words=""):
    try:
        ask()
    except kind as error:
        check(error.status == status, f"{error.status} is not {status}: {error.data}")
        check(words in json.dumps(error.data), f"{words!r} is not in {error.data}")
        return
    raise AssertionError(f"{status} was not raised")


def repository(peer, token=None):
    github = Github(base_url=peer.api, lazy=True, retry=None, seconds_between_requests=None,
                    auth=Auth.Token(token or peer.token))
    return github.get_repo(peer.repository)


def github():
    peer = GitHubArchive().start()
    repo = repository(peer)
    check(repo.default_branch == "main" and repo.permissions.push, "the repository is told")

    base = repo.get_git_ref("heads/main")
    refused(404, lambda: repo.get_git_ref("heads/notes").object, UnknownObjectException)
    made = repo.create_git_ref("refs/heads/notes", base.object.sha)
    check(made.object.sha == base.object.sha, "a branch is made at that commit")
    refused(422, lambda: repo.create_git_ref("refs/heads/notes", base.object.sha), words="Reference already exists")
    refused(422, lambda: repo.create_pull(base="main", head="notes", title="t"), words="No commits between")
    refused(422, lambda: repo.create_pull(base="main", head="other", title="t"), words="invalid")
    check(not peer.violations, peer.violations)
    refused(422, lambda: repo.create_git_ref("refs/heads/other", "0" * 40), words="Object does not exist")
    peer.violations.clear()

    refused(404, lambda: repo.get_contents(FILE, ref="notes"), UnknownObjectException)
    refused(404, lambda: repo.get_contents(FILE, ref="elsewhere"), words="No commit found")
    done = repo.create_file(FILE, "Add notes", "# 笔记\n", branch="notes")
    content = "# 笔记\n".encode()
    check(done["content"].sha == blob_id(content), "the file has git's id")
    check(repo.get_contents(FILE, ref="notes").decoded_content == content, "and its bytes")
    refused(422, lambda: repo.create_file(FILE, "again", "x", branch="notes"), words="wasn't supplied")
    refused(409, lambda: repo.update_file(FILE, "again", "x", "0" * 40, branch="notes"), words="does not match")
    repo.update_file(FILE, "again", "# Notes\n", blob_id(content), branch="notes")
    check(repo.get_contents(FILE, ref="notes").decoded_content == b"# Notes\n", "it is replaced under its id")
    refused(404, lambda: repo.create_file(FILE, "m", "x", branch="elsewhere"), words="not found")

    pull = repo.create_pull(base="main", head="notes", title="Add notes", body="Words.")
    check(pull.state == "open" and pull.title == "Add notes" and not pull.merged_at, "a pull request is open")
    refused(422, lambda: repo.create_pull(base="main", head="notes", title="t"), words="A pull request already exists for")
    listed = list(repo.get_pulls(state="all", head="numpy:notes", base="main"))
    check([one.number for one in listed] == [pull.number], "it is found by its branch")
    check(not list(repo.get_pulls(state="all", head="numpy:other")), "and by no other")
    peer.close(pull.number, merge=True)
    merged = list(repo.get_pulls(state="all", head="numpy:notes"))[0]
    check(merged.state == "closed" and merged.merged_at is not None, "merged")
    check(repo.get_contents(FILE, ref="main").decoded_content == b"# Notes\n", "and the file is in the base branch")
    check(not peer.violations, peer.violations)

    refused(401, lambda: repository(peer, "wrong").get_contents(FILE), BadCredentialsException)
    peer.rights = "read"
    refused(403, lambda: repo.create_file("x", "m", "x"), words="not accessible")
    peer.rights = "none"
    refused(404, lambda: repo.get_contents(FILE), UnknownObjectException)
    peer.rights = "write"
    peer.protected = True
    refused(422, lambda: repo.create_git_ref("refs/heads/more", peer.heads["main"]), words="rule violations")
    peer.faults = [(None, "exhausted")]
    refused(403, lambda: repo.get_contents(FILE), RateLimitExceededException)
    peer.closed_until = 0
    for what, status in (("too many", 429), ("server error", 502)):
        peer.faults = [(None, what)]
        refused(status, lambda: repo.get_contents(FILE))
        peer.closed_until = 0
    peer.stop()


def hackmd():
    note = "76o-IxCjQX2mOXO_wwkcpg"
    peer = HackMd({note: "# Agenda\n"}).start()
    answers = []

    def to_the_peer(method, url, headers, data=None):
        answer = requests.request(method, url.replace("https://api.hackmd.io/v1", peer.api), headers=headers, json=data, timeout=10)
        answers.append(answer.status_code)
        return answer

    PyHackMD.API.__init__.__globals__["send_requests"] = to_the_peer
    api = PyHackMD.API(peer.token)
    check(api.get_me()["userPath"] == "usher", "the token is known")
    check(api.get_note(note)["content"] == "# Agenda\n", "a page is read")
    before = api.get_note(note)["lastChangedAt"]
    check(api.update_note(note, content="# 议程\n") == "Accepted" and answers[-1] == 202, "a page is written")
    check(api.get_note(note)["content"] == "# 议程\n", "and is there")
    check(api.get_note(note)["lastChangedAt"] > before, "with the time of its change")
    check("error" in api.get_note("x" * 22) and answers[-1] == 404, "another is not there")
    check(not peer.violations, peer.violations)
    peer.not_ours.add(note)
    api.update_note(note, content="# Theirs\n")
    check(answers[-1] == 403 and api.get_note(note)["content"] == "# Theirs\n", "somebody else's is refused, and written")
    check("error" in PyHackMD.API("wrong").get_me() and answers[-1] == 401, "a wrong token")
    peer.stop()


github()
hackmd()
print(f"{checks.count} checks")
