# tests/system/github_peer.py: a stand-in for GitHub's contents, blobs and raw servers, as strict as they are.
# SPDX-License-Identifier: BSD-3-Clause
"""GitHub(files).start() serves on loopback: .api and .raw are its base URLs. Requests that the real servers refuse are
refused and kept in .violations; .mode makes it misbehave."""

import base64
import hashlib
import json
import re
import time
import urllib.parse

from http_stand_in import StandIn

FOLDER = "/repos/numpy/numpy/contents/doc/neps"
TREES = "/repos/numpy/numpy/git/trees/"
BLOBS = "/repos/numpy/numpy/git/blobs/"
COMMITS = "/repos/numpy/numpy/commits"
RAW = "/numpy/numpy/main/doc/neps/"


def blob_id(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


class GitHub(StandIn):
    def __init__(self, files):
        super().__init__()        # kinds of requests: LIST, RAW, BLOB, COMMITS, COMMIT, RAW AT
        self.files = dict(files)  # name → bytes
        self.now = time.time      # the client's clock: by it, it is held to the time that it was told to wait
        self.listed_at = []       # when, by that clock, each listing was asked for
        self.closed_until = 0
        self.token = None         # the one that is good
        self.quota = None         # how many requests are left; None: 41, for ever
        self.refill = 3000        # seconds until there are all of them again
        # Between the listing and its files: name → the bytes that raw has instead, or None where it has another name.
        self.forced = {}
        self.history = {}         # name → [(commit, ISO 8601 UTC, bytes)], the newest first
        self.history_mode = "normal"
        self.api, self.raw = self.base + "/api", self.base + "/raw"

    def listing(self):
        folder = {"name": "_static", "path": "doc/neps/_static", "sha": "0" * 40, "size": 0, "type": "dir",
                  "url": f"{self.api}{FOLDER}/_static?ref=main", "download_url": None}
        entries = [folder] + [self.listed(name, self.files[name]) for name in sorted(self.files)]
        return json.dumps(entries[:1000]).encode()  # more than a thousand are left out, without a word

    def tree(self):
        return json.dumps({"sha": "1" * 40, "url": f"{self.api}{TREES}{'1' * 40}", "truncated": False, "tree": [
            {"path": "_static", "mode": "040000", "type": "tree", "sha": "0" * 40, "url": f"{self.api}{TREES}{'0' * 40}"}
        ] + [{"path": name, "mode": "100644", "type": "blob", "sha": blob_id(content), "size": len(content),
              "url": self.api + BLOBS + blob_id(content)} for name, content in sorted(self.files.items())]}).encode()

    def listed(self, name, content):
        quoted, sha = urllib.parse.quote(name), blob_id(content)
        return {"name": name, "path": "doc/neps/" + name, "sha": sha, "size": len(content), "type": "file",
                "url": f"{self.api}{FOLDER}/{quoted}?ref=main", "git_url": self.api + BLOBS + sha,
                "download_url": self.raw + RAW + quoted}

    def handle(self, request):
        url = urllib.parse.urlsplit(request.path)
        query = urllib.parse.parse_qs(url.query, strict_parsing=bool(url.query))
        if url.path.startswith("/api"):
            self.answer_api(request, url.path.removeprefix("/api"), query)
        elif url.path.startswith("/raw" + RAW):
            self.answer_raw(request, url.path.removeprefix("/raw" + RAW))
        elif match := re.fullmatch("/raw/numpy/numpy/([0-9a-f]{40})/doc/neps/(.+)", url.path):
            self.answer_raw_at(request, match[1], urllib.parse.unquote(match[2]))
        else:
            self.refuse(request, 404, "Not Found")

    # --- what the real ones refuse ---

    def answer_api(self, request, path, query):
        if not request.headers.get("User-Agent"):
            return self.refuse(request, 403, "Request forbidden by administrative rules: no User-Agent")
        if request.headers.get("Accept") not in ("application/vnd.github+json", "application/json", "*/*"):
            return self.refuse(request, 415, "Unsupported Accept")
        if request.headers.get("X-GitHub-Api-Version", "2022-11-28") != "2022-11-28":
            return self.refuse(request, 400, "no such version of the API")
        known = request.headers.get("Authorization")
        if known and (self.token is None or known != "Bearer " + self.token):
            return self.refuse(request, 401, "Bad credentials")
        if self.now() < self.closed_until - 1:
            self.violations.append(f"asked {self.closed_until - self.now():.0f} s before its time: {request.path}")
        if path == FOLDER or path.startswith(TREES):
            self.listed_at.append(self.now())
        if self.quota is not None and self.quota <= 0:
            self.closed_until = self.now() + 3000
            return self.send(request, "QUOTA", path, 403, b'{"message":"API rate limit exceeded for 127.0.0.1."}',
                             self.limits())
        if self.quota is not None:
            self.quota -= 1
        if path.startswith(TREES):
            if urllib.parse.unquote(path.removeprefix(TREES)) != "main:doc/neps" or query:
                return self.refuse(request, 404, "Not Found")
            return self.list(request, self.tree)
        if path == FOLDER:
            if query != {"ref": ["main"]}:
                return self.refuse(request, 404, f"No commit found for the ref {query.get('ref', [''])[0]}")
            return self.list(request, self.listing)
        if path.startswith(BLOBS):
            wanted = path.removeprefix(BLOBS)
            for name, content in self.files.items():
                if blob_id(content) == wanted and self.forced.get(name) is None:
                    body = json.dumps({"sha": wanted, "encoding": "base64", "size": len(content),
                                       "content": base64.encodebytes(content).decode()}).encode()
                    return self.send(request, "BLOB", wanted, 200, body, self.limits())
            return self.send(request, "BLOB", wanted, 404, b'{"message":"Not Found"}', self.limits())
        if path == COMMITS:
            return self.commits(request, query)
        if path.startswith(COMMITS + "/"):
            return self.commit(request, path.removeprefix(COMMITS + "/"))
        return self.refuse(request, 404, "Not Found")

    def answer_raw(self, request, name):
        if request.headers.get("Authorization"):
            self.violations.append("the token was sent to raw")
        name = urllib.parse.unquote(name)
        content = self.forced.get(name, self.files.get(name))  # None: it has another name already
        if content is None:
            return self.send(request, "RAW", name, 404, b"404: Not Found")
        if self.mode == "reset raw":
            return self.reset(request, "RAW", name)
        if self.mode == "truncated raw":
            return self.truncate(request, "RAW", name, content)
        if self.mode == "other bytes in raw":
            content = content.replace(b"NEP", b"???")
        return self.send(request, "RAW", name, 200, content, {"Content-Type": "text/plain; charset=utf-8"})

    # --- the listing, well or badly ---

    def limits(self):
        left = 41 if self.quota is None else max(self.quota, 0)
        if left == 0:
            self.closed_until = self.now() + self.refill
        return {"X-RateLimit-Limit": "5000" if self.token else "60", "X-RateLimit-Remaining": str(left),
                "X-RateLimit-Reset": str(int(time.time()) + self.refill)}

    def wait(self, request, status, seconds):
        self.closed_until = self.now() + seconds
        return self.send(request, "LIST", "", status, b'{"message":"You have exceeded a secondary rate limit."}',
                         {**self.limits(), "Retry-After": str(seconds)})

    def list(self, request, what):
        body = what()
        tag = 'W/"' + hashlib.sha256(body).hexdigest() + '"'
        limits = self.limits()
        if self.mode == "forbidden":
            return self.send(request, "LIST", "", 403, b'{"message":"Forbidden"}', limits)
        if self.mode == "too many":
            return self.wait(request, 429, 1200)
        if self.mode == "secondary limit":
            return self.wait(request, 403, 1200)
        if self.mode == "exhausted":
            self.closed_until = self.now() + 3000
            return self.send(request, "LIST", "", 403, b'{"message":"API rate limit exceeded"}',
                             {**limits, "X-RateLimit-Remaining": "0"})
        if self.mode == "server error":
            return self.send(request, "LIST", "", 502, b"<html>Bad Gateway</html>")
        if self.mode == "not JSON":
            return self.send(request, "LIST", "", 200, b"<html>a login page</html>")
        if self.mode == "truncated":
            return self.truncate(request, "LIST", "", body)
        if self.mode == "reset":
            return self.reset(request, "LIST", "")
        if self.mode == "to a private address":
            return self.send(request, "LIST", "", 302, b"", {"Location": "http://10.255.255.1/neps"})
        if self.mode == "slow":
            time.sleep(5)
        if request.headers.get("If-None-Match") == tag:
            if self.quota is not None and request.headers.get("Authorization"):
                self.quota += 1  # free, but only then
            return self.send(request, "LIST", "", 304, b"", {**self.limits(), "ETag": tag})
        return self.send(request, "LIST", "", 200, body, {**limits, "ETag": tag})

    # --- the history, well or badly ---

    def parents(self, versions, place):
        return [{"sha": versions[place + 1][0] if place + 1 < len(versions) else "f" * 40}]

    def commits(self, request, query):
        page, size = query.pop("page", ["1"])[0], query.pop("per_page", ["30"])[0]
        name = query.pop("path", [""])[0].removeprefix("doc/neps/")
        if query != {"sha": ["main"]} or not page.isdigit() or not size.isdigit() or not 1 <= int(size) <= 100:
            return self.refuse(request, 422, "Validation Failed")
        limits = self.limits()
        if self.history_mode == "too many":
            return self.send(request, "COMMITS", name, 429, b'{"message":"slow down"}',
                             {**limits, "Retry-After": "1200"})
        if self.history_mode == "exhausted":
            return self.send(request, "COMMITS", name, 403, b'{"message":"API rate limit exceeded"}',
                             {**limits, "X-RateLimit-Remaining": "0"})
        versions = self.history.get(name, [])
        listed = [{"sha": commit, "node_id": "x", "commit": {"author": {"date": "1999-01-01T00:00:00Z"}, "message": "x",
                                                             "committer": {"name": "Ada", "date": at}},
                   "parents": self.parents(versions, place)} for place, (commit, at, _) in enumerate(versions)]
        begin = (int(page) - 1) * int(size)
        body = json.dumps(listed[begin:begin + int(size)]).encode()
        tag = 'W/"' + hashlib.sha256(body).hexdigest() + '"'
        if request.headers.get("If-None-Match") == tag:
            return self.send(request, "COMMITS", name, 304, b"", {**limits, "ETag": tag})
        return self.send(request, "COMMITS", name, 200, body, {**limits, "ETag": tag})

    def commit(self, request, wanted):
        for name, versions in self.history.items():
            for place, (commit, _, _) in enumerate(versions):
                if commit != wanted:
                    continue
                status = "modified" if place + 1 < len(versions) else "added"
                body = json.dumps({"sha": commit, "parents": self.parents(versions, place),
                                   "files": [{"filename": "doc/neps/" + name, "status": status}]}).encode()
                return self.send(request, "COMMIT", wanted, 200, body, self.limits())
        return self.send(request, "COMMIT", wanted, 422, b'{"message":"No commit found"}', self.limits())

    def answer_raw_at(self, request, wanted, name):
        if request.headers.get("Authorization"):
            self.violations.append("the token was sent to raw")
        for commit, _, content in self.history.get(name, []):
            if commit == wanted:
                return self.send(request, "RAW AT", name, 200, content, {"Content-Type": "text/plain; charset=utf-8"})
        return self.send(request, "RAW AT", name, 404, b"404: Not Found")
