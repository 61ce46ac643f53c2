# tests/system/github_archive_peer.py: a stand-in for what GitHub lets a token write: refs, contents, pull requests.
# SPDX-License-Identifier: BSD-3-Clause
"""GitHubArchive().start() serves one repository on loopback: .api is its base URL, .token the one that is good. What GitHub
refuses is refused in its words; what a client that keeps to its rules never sends is kept in .violations. .rights, .faults and
.before_answer make it misbehave."""

import base64
import binascii
import hashlib
import json
import re
import time
import urllib.parse

from http_stand_in import StandIn

KINDS = ("REPOSITORY", "PULLS", "FILE", "REF", "MAKE REF", "PUT", "MAKE PULL")


def blob_id(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


class GitHubArchive(StandIn):
    methods = ("GET", "POST", "PUT")

    def __init__(self, repository="numpy/archive"):
        super().__init__()
        self.repository, self.owner = repository, repository.split("/")[0]
        self.api = self.base + "/api/v3"
        self.token = "ghp_" + "good"
        self.rights = "write"      # "read": sees it, and may not write; "none": does not see it
        self.protected = False     # a rule keeps branches from being made
        self.put_away = False      # archived by its owners
        self.commits = 0
        self.branches = {"main": {"README.md": b"Notes\n"}}
        self.heads = {"main": self.commit()}
        self.pulls = []
        self.faults = []           # (kind or None, what): the next request of that kind meets it
        self.before_answer = None  # called with (kind, applied): before it is applied, and before it is answered
        self.closed_until = 0
        self.now = time.time       # the client's clock
        self.made = {"refs": 0, "files": 0, "pulls": 0}

    def commit(self):
        self.commits += 1
        return hashlib.sha1(b"commit %d" % self.commits).hexdigest()

    # --- requests ---

    def handle(self, request):
        length = int(request.headers.get("Content-Length") or 0)
        body = request.rfile.read(length)
        url = urllib.parse.urlsplit(request.path)
        path = url.path.removeprefix("/api/v3")
        root = "/repos/" + self.repository
        if not url.path.startswith("/api/v3/"):
            return self.refuse(request, 404, "Not Found")
        if not request.headers.get("User-Agent"):
            return self.refuse(request, 403, "Request forbidden by administrative rules: no User-Agent")
        if request.headers.get("X-GitHub-Api-Version", "2022-11-28") != "2022-11-28":
            return self.refuse(request, 400, "no such version of the API")
        if self.now() < self.closed_until - 1:
            self.violations.append(f"asked {self.closed_until - self.now():.0f} s before its time: {request.path}")
        query = urllib.parse.parse_qs(url.query, strict_parsing=bool(url.query), keep_blank_values=True)
        kind, answer = self.route(request.command, path, root, query)
        if kind is None:
            return self.refuse(request, 404, "Not Found")
        if request.headers.get("Authorization") not in (f"Bearer {self.token}", f"token {self.token}"):
            return self.say(request, kind, 401, {"message": "Bad credentials"})
        if self.meets_fault(request, kind, answer, body):
            return None
        if self.before_answer:
            self.before_answer(kind, False)
        status, said = self.answered(answer, request, body)
        if self.before_answer:
            self.before_answer(kind, True)
        return self.say(request, kind, status, said)

    def route(self, method, path, root, query):
        """What kind of request it is, and who answers it, given a body."""
        path = urllib.parse.unquote(path)
        if path != root and not path.startswith(root + "/"):
            return "REPOSITORY", lambda _: (404, {"message": "Not Found"})
        rest = path.removeprefix(root)
        file = re.fullmatch("/contents/(.+)", rest)
        ref = re.fullmatch("/git/ref/heads/(.+)", rest)
        routes = {
            ("GET", rest == ""): ("REPOSITORY", lambda _: self.repository_told()),
            ("GET", rest == "/pulls"): ("PULLS", lambda _: self.list_pulls(query)),
            ("GET", bool(file)): ("FILE", lambda _: self.file(file[1], query)),
            ("GET", bool(ref)): ("REF", lambda _: self.ref(ref[1])),
            ("POST", rest == "/git/refs"): ("MAKE REF", self.make_ref),
            ("PUT", bool(file)): ("PUT", lambda sent: self.put(file[1], sent)),
            ("POST", rest == "/pulls"): ("MAKE PULL", self.make_pull),
        }
        return routes.get((method, True), (None, None))

    def answered(self, answer, request, body):
        if self.rights == "none":
            return 404, {"message": "Not Found", "status": "404"}
        if request.command == "GET":
            return answer(None)
        if self.rights == "read":
            return 403, {"message": "Resource not accessible by personal access token", "status": "403"}
        if self.put_away:
            return 403, {"message": "Repository was archived so is read-only.", "status": "403"}
        try:
            sent = json.loads(body)
            assert isinstance(sent, dict)
        except (ValueError, AssertionError):
            self.violations.append(f"no JSON: {request.path}")
            return 400, {"message": "Problems parsing JSON"}
        return answer(sent)

    def meets_fault(self, request, kind, answer, body):
        for fault in self.faults:
            if fault[0] not in (None, kind):
                continue
            self.faults.remove(fault)
            what = fault[1]
            if what == "too many":
                self.closed_until = self.now() + 1200
                self.say(request, kind, 429, {"message": "You have exceeded a secondary rate limit."}, {"Retry-After": "1200"})
            elif what == "exhausted":
                self.closed_until = self.now() + 900
                self.say(request, kind, 403, {"message": "API rate limit exceeded for user."},
                         {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 900)})
            elif what == "server error":
                self.send(request, kind, request.path, 502, b"<html>Bad Gateway</html>")
            elif what == "reset before":
                self.reset(request, kind, request.path)
            elif what == "reset after":
                self.answered(answer, request, body)
                self.reset(request, kind, request.path)
            elif what == "not JSON":
                self.send(request, kind, request.path, 200, b"<html>a login page</html>")
            elif what == "silent":
                time.sleep(40)
                self.reset(request, kind, request.path)
            elif what == "conflict":
                self.say(request, kind, 409, {"message": "notes does not match " + "0" * 40})
            else:
                raise AssertionError(what)
            return True
        return False

    def say(self, request, kind, status, body, headers=None):
        limits = {"X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": "4999",
                  "X-RateLimit-Reset": str(int(time.time()) + 3000)}
        self.send(request, kind, request.path, status, json.dumps(body).encode(), {**limits, **(headers or {})})

    def invalid(self, resource, **error):
        return 422, {"message": "Validation Failed", "errors": [{"resource": resource, **error}], "status": "422"}

    # --- what is there ---

    def repository_told(self):
        return 200, {"id": 1, "name": self.repository.split("/")[1], "full_name": self.repository, "private": False,
                     "default_branch": "main", "archived": self.put_away,
                     "permissions": {"admin": False, "push": self.rights == "write", "pull": True}}

    def page(self, kind, path):
        return f"{self.base}/{self.repository}/{kind}/{urllib.parse.quote(path)}"

    def file(self, path, query):
        branch = query.get("ref", ["main"])[0]
        if branch not in self.branches:
            return 404, {"message": f"No commit found for the ref {branch}", "status": "404"}
        content = self.branches[branch].get(path)
        if content is None:
            return 404, {"message": "Not Found", "status": "404"}
        return 200, self.file_told(path, branch, content)

    def file_told(self, path, branch, content):
        return {"type": "file", "encoding": "base64", "size": len(content), "name": path.rsplit("/", 1)[-1], "path": path,
                "content": base64.encodebytes(content).decode(), "sha": blob_id(content),
                "url": f"{self.api}/repos/{self.repository}/contents/{urllib.parse.quote(path)}?ref={branch}",
                "html_url": self.page("blob", f"{branch}/{path}")}

    def ref(self, branch):
        if branch not in self.heads:
            return 404, {"message": "Not Found", "status": "404"}
        return 200, self.ref_told(branch)

    def ref_told(self, branch):
        return {"ref": "refs/heads/" + branch, "node_id": "x",
                "url": f"{self.api}/repos/{self.repository}/git/refs/heads/{branch}",
                "object": {"type": "commit", "sha": self.heads[branch],
                           "url": f"{self.api}/repos/{self.repository}/git/commits/{self.heads[branch]}"}}

    def list_pulls(self, query):
        state = query.get("state", ["open"])[0]
        size = query.get("per_page", ["30"])[0]
        if state not in ("open", "closed", "all") or not size.isdigit() or not 1 <= int(size) <= 100:
            self.violations.append(f"pulls: {query}")
            return 422, {"message": "Validation Failed"}
        head, base = query.get("head", [""])[0], query.get("base", [""])[0]
        found = [pull for pull in reversed(self.pulls) if state in ("all", pull["state"]) and
                 (":" not in head or pull["head"]["label"] == head) and base in ("", pull["base"]["ref"])]
        return 200, found[:int(size)]

    # --- what is written ---

    def make_ref(self, sent):
        name, commit = sent.get("ref"), sent.get("sha")
        if not isinstance(name, str) or not re.fullmatch(r"refs/heads/[^\s~^:?*\[\\]+", name):
            self.violations.append(f"no name of a ref: {name}")
            return 422, {"message": "Reference name must start with 'refs' and have at least two slashes."}
        if commit not in self.heads.values():
            self.violations.append(f"no commit: {commit}")
            return 422, {"message": "Object does not exist"}
        branch = name.removeprefix("refs/heads/")
        if branch in self.heads:
            return 422, {"message": "Reference already exists", "status": "422"}
        if self.protected:
            return 422, {"message": "Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n"}
        of = next(other for other, at in self.heads.items() if at == commit)
        self.heads[branch], self.branches[branch] = commit, dict(self.branches[of])
        self.made["refs"] += 1
        return 201, self.ref_told(branch)

    def put(self, path, sent):
        for key in ("message", "content"):
            if not isinstance(sent.get(key), str):
                self.violations.append(f"{key} is missing")
                return 422, {"message": f'Invalid request.\n\n"{key}" wasn\'t supplied.', "status": "422"}
        try:
            content = base64.b64decode(sent["content"], validate=True)
        except binascii.Error:
            self.violations.append("no base64")
            return 422, {"message": "content is not valid Base64", "status": "422"}
        branch = sent.get("branch", "main")
        if branch not in self.branches:
            return 404, {"message": f"Branch {branch} not found", "status": "404"}
        there = self.branches[branch].get(path)
        if there is not None and "sha" not in sent:
            return 422, {"message": 'Invalid request.\n\n"sha" wasn\'t supplied.', "status": "422"}
        if sent.get("sha", blob_id(there) if there is not None else None) != (blob_id(there) if there is not None else None):
            return 409, {"message": f"{path} does not match {sent['sha']}", "status": "409"}
        self.branches[branch][path] = content
        self.heads[branch] = self.commit()
        self.made["files"] += 1
        told = self.file_told(path, branch, content)
        return 200 if there is not None else 201, {"content": told, "commit": {"sha": self.heads[branch],
                                                                               "message": sent["message"]}}

    def make_pull(self, sent):
        for key in ("title", "head", "base"):
            if not isinstance(sent.get(key), str) or not sent[key]:
                self.violations.append(f"{key} is missing")
                return self.invalid("PullRequest", code="missing_field", field=key)
        head, base = sent["head"].removeprefix(self.owner + ":"), sent["base"]
        for field, branch in (("head", head), ("base", base)):
            if branch not in self.branches:
                return self.invalid("PullRequest", field=field, code="invalid")
        if self.branches[head] == self.branches[base]:
            return self.invalid("PullRequest", code="custom", message=f"No commits between {base} and {head}")
        label = f"{self.owner}:{head}"
        if any(pull["state"] == "open" and pull["head"]["label"] == label and pull["base"]["ref"] == base
               for pull in self.pulls):
            return self.invalid("PullRequest", code="custom", message=f"A pull request already exists for {label}.")
        number = len(self.pulls) + 1
        self.pulls.append({
            "number": number, "id": 100 + number, "state": "open", "title": sent["title"], "body": sent.get("body"),
            "merged_at": None, "html_url": self.page("pull", str(number)),
            "url": f"{self.api}/repos/{self.repository}/pulls/{number}",
            "head": {"label": label, "ref": head, "sha": self.heads[head]},
            "base": {"label": f"{self.owner}:{base}", "ref": base, "sha": self.heads[base]}})
        self.made["pulls"] += 1
        return 201, self.pulls[-1]

    # --- what people do there ---

    def close(self, number, merge):
        pull = self.pulls[number - 1]
        pull["state"] = "closed"
        if merge:
            pull["merged_at"] = "2026-01-15T12:00:00Z"
            self.branches["main"] |= self.branches[pull["head"]["ref"]]
            self.heads["main"] = self.commit()
            del self.branches[pull["head"]["ref"]], self.heads[pull["head"]["ref"]]
