#!/usr/bin/env python3
# tests/system/github_outside_test.py: the stand-in for GitHub is one to a client that nobody here wrote, PyGithub.
# SPDX-License-Identifier: BSD-3-Clause
"""What PyGithub reads through the stand-in, and how it takes the refusals, is what it does with the real one."""

import outside

outside.go_there()

import base64  # noqa: E402
import urllib.request  # noqa: E402

from github import (  # noqa: E402
    Auth, BadCredentialsException, Github, GithubException, RateLimitExceededException, UnknownObjectException,
)

import checks  # noqa: E402
from checks import check  # noqa: E402
from github_peer import GitHub, blob_id  # noqa: E402

FILES = {
    "nep-0001-first.rst": "NEP 1 — 第一\n".encode(),
    "nep-0002-second.rst": b"NEP 2\n" * 3000,
    "nep 3#odd.rst": b"",
}


def refused(expected, ask):
    try:
        ask()
    except expected as error:
        check(type(error) is expected, f"{type(error)} is not {expected}")
        return error
    raise AssertionError(f"{expected.__name__} was not raised")


def client(peer, **more):
    return Github(base_url=peer.api, lazy=True, retry=None, seconds_between_requests=None, **more)


def main():
    peer = GitHub(FILES).start()
    github = client(peer)
    repo = github.get_repo("numpy/numpy")

    listing = repo.get_contents("doc/neps", ref="main")
    check({item.name for item in listing if item.type == "file"} == set(FILES), "every file is listed")
    check([item.name for item in listing if item.type == "dir"] == ["_static"], "and the folder")
    for item in listing:
        if item.type != "file":
            continue
        content = FILES[item.name]
        check(item.path == "doc/neps/" + item.name, item.path)
        check(item.size == len(content), f"{item.name}: {item.size}")
        check(item.sha == blob_id(content), f"{item.name}: {item.sha}")
        blob = repo.get_git_blob(item.sha)
        check(blob.encoding == "base64" and base64.b64decode(blob.content) == content, f"{item.name}: its blob")
        check(blob.size == len(content) and blob.sha == item.sha, f"{item.name}: its blob's size and id")
        with urllib.request.urlopen(item.download_url, timeout=10) as answer:
            check(answer.read() == content, f"{item.name}: raw")
    tree = repo.get_git_tree("main:doc/neps")
    check(not tree.raw_data["truncated"], "the tree of the folder is whole")
    check({(item.path, item.sha, item.size) for item in tree.tree if item.type == "blob"} ==
          {(name, blob_id(content), len(content)) for name, content in FILES.items()}, "and holds the same files")
    check(not peer.violations, peer.violations)
    refused(UnknownObjectException, lambda: repo.get_git_tree("main:doc/elsewhere"))
    peer.violations.clear()
    check(github.rate_limiting == (41, 60), f"the rate limit is told in the headers: {github.rate_limiting}")
    check(not peer.violations, peer.violations)

    refused(UnknownObjectException, lambda: repo.get_git_blob("0" * 40))
    error = refused(GithubException, lambda: repo.get_contents("doc/neps", ref="no-such-branch"))
    check(error.status == 404, f"no such branch: {error.status}")
    refused(UnknownObjectException, lambda: repo.get_contents("doc/elsewhere", ref="main"))
    wrong = client(peer, auth=Auth.Token("invented")).get_repo("numpy/numpy")
    refused(BadCredentialsException, lambda: wrong.get_contents("doc/neps", ref="main"))
    peer.mode = "exhausted"
    refused(RateLimitExceededException, lambda: repo.get_contents("doc/neps", ref="main"))
    for mode, status in (("too many", 429), ("forbidden", 403), ("server error", 502)):
        peer.mode = mode
        error = refused(GithubException, lambda: repo.get_contents("doc/neps", ref="main"))
        check(error.status == status, f"{mode}: {error.status}")
    peer.stop()
    print(f"{checks.count} checks")


main()
