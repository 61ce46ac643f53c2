# tests/system/github_peer.py: a stand-in for GitHub's contents, blobs and raw servers, as strict as they are.
# SPDX-License-Identifier: BSD-3-Clause
"""GitHub(files).start() serves on loopback: .api and .raw are its base URLs. Requests that the real servers refuse are
refused and kept in .violations; .mode makes it misbehave."""

import base64
import hashlib
import http.server
import json
import socket
import struct
import threading
import time
import urllib.parse

FOLDER = "/repos/numpy/numpy/contents/doc/neps"
BLOBS = "/repos/numpy/numpy/git/blobs/"
RAW = "/numpy/numpy/main/doc/neps/"


def blob_id(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


class GitHub:
    def __init__(self, files):
        self.files = dict(files)  # name → bytes
        self.mode = "normal"
        self.requests = []        # (mode, "LIST" | "RAW" | "BLOB", what, status)
        self.violations = []
        peer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                peer.handle(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        base = f"http://127.0.0.1:{self.server.server_port}"
        self.api, self.raw = base + "/api", base + "/raw"

    def start(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def count(self, mode=None, kind=None):
        return sum(1 for m, k, _, _ in self.requests if mode in (None, m) and kind in (None, k))

    def listing(self):
        folder = {"name": "_static", "path": "doc/neps/_static", "sha": "0" * 40, "size": 0, "type": "dir",
                  "url": f"{self.api}{FOLDER}/_static?ref=main", "download_url": None}
        return json.dumps([self.listed(name, self.files[name]) for name in sorted(self.files)] + [folder]).encode()

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
        else:
            self.refuse(request, 404, "Not Found")

    # --- what the real ones refuse ---

    def refuse(self, request, status, why):
        self.violations.append(f"{why}: {request.path}")
        self.send(request, "REFUSED", request.path, status, json.dumps({"message": why}).encode())

    def answer_api(self, request, path, query):
        if not request.headers.get("User-Agent"):
            return self.refuse(request, 403, "Request forbidden by administrative rules: no User-Agent")
        if request.headers.get("Accept") not in ("application/vnd.github+json", "application/json", "*/*"):
            return self.refuse(request, 415, "Unsupported Accept")
        if request.headers.get("X-GitHub-Api-Version", "2022-11-28") != "2022-11-28":
            return self.refuse(request, 400, "no such version of the API")
        if request.headers.get("Authorization"):
            return self.refuse(request, 401, "Bad credentials")
        if path == FOLDER:
            if query != {"ref": ["main"]}:
                return self.refuse(request, 404, f"No commit found for the ref {query.get('ref', [''])[0]}")
            return self.list(request)
        if path.startswith(BLOBS):
            wanted = path.removeprefix(BLOBS)
            for content in self.files.values():
                if blob_id(content) == wanted:
                    body = json.dumps({"sha": wanted, "encoding": "base64", "size": len(content),
                                       "content": base64.encodebytes(content).decode()}).encode()
                    return self.send(request, "BLOB", wanted, 200, body, self.limits())
            return self.send(request, "BLOB", wanted, 404, b'{"message":"Not Found"}', self.limits())
        return self.refuse(request, 404, "Not Found")

    def answer_raw(self, request, name):
        if request.headers.get("Authorization"):
            self.violations.append("the token was sent to raw")
        content = self.files.get(urllib.parse.unquote(name))
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
        return {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "41",
                "X-RateLimit-Reset": str(int(time.time()) + 3000)}

    def list(self, request):
        body = self.listing()
        tag = 'W/"' + hashlib.sha256(body).hexdigest() + '"'
        limits = self.limits()
        if self.mode == "forbidden":
            return self.send(request, "LIST", "", 403, b'{"message":"Forbidden"}', limits)
        if self.mode == "too many":
            return self.send(request, "LIST", "", 429, b'{"message":"slow down"}', {**limits, "Retry-After": "1200"})
        if self.mode == "exhausted":
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
            return self.send(request, "LIST", "", 304, b"", {**limits, "ETag": tag})
        return self.send(request, "LIST", "", 200, body, {**limits, "ETag": tag})

    # --- bytes ---

    def send(self, request, kind, what, status, body, headers=None):
        self.requests.append((self.mode, kind, what, status))
        try:
            request.send_response(status)
            for name, value in {"Content-Type": "application/json; charset=utf-8", **(headers or {})}.items():
                request.send_header(name, value)
            if status != 304:
                request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            if status != 304:
                request.wfile.write(body)
        except ConnectionError:
            pass

    def truncate(self, request, kind, what, body):
        self.requests.append((self.mode, kind, what, 200))
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[:len(body) // 2])
        request.close_connection = True

    def reset(self, request, kind, what):
        self.requests.append((self.mode, kind, what, 0))
        request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.connection.close()
        request.close_connection = True
