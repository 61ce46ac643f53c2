# tests/system/http_stand_in.py: what the stand-ins for other people's servers share: a port, a list of what was asked, bytes.
# SPDX-License-Identifier: BSD-3-Clause
"""A StandIn answers GETs, and what else its `methods` name, on loopback, from start() to stop(), with what its handle(request)
sends. What was asked is kept in .requests, what the real server would refuse in .violations; .mode makes it misbehave."""

import http.server
import json
import socket
import struct
import threading


class StandIn:
    methods = ("GET",)  # any other is 501

    def __init__(self):
        self.mode = "normal"
        self.requests = []    # (mode, kind, what, status)
        self.violations = []
        peer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

        for method in self.methods:
            setattr(Handler, "do_" + method, lambda request: peer.handle(request))

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def start(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def count(self, mode=None, kind=None):
        return sum(1 for m, k, _, _ in self.requests if mode in (None, m) and kind in (None, k))

    def refuse(self, request, status, why, key="message"):
        """As the real one does, which a client that keeps to the rules never sees."""
        self.violations.append(f"{why}: {request.path}")
        self.send(request, "REFUSED", request.path, status, json.dumps({key: why}).encode())

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
