#!/usr/bin/env python3
# tests/system/matrix_doctor_test.py: usher doctor before a homeserver of three answers: what it finds, and what it says to do.
# SPDX-License-Identifier: BSD-3-Clause
"""matrix_doctor_test.py

USHER_BINARY: the program."""

import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading

from pty_screen import run_all

USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
USER = "@usher:localhost"
TOKEN = "token-" + "of-this-test"


class Homeserver:
    """Answers what a doctor asks. logins: how often somebody tried to log in."""

    def __init__(self, flows=("m.login.password",), token=TOKEN, rooms=("!a",)):
        outer = self
        self.logins = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def say(self, status, body):
                text = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.logins += 1
                self.say(403, {"errcode": "M_FORBIDDEN"})

            def do_GET(self):
                path = self.path.removeprefix("/_matrix/client/")
                if path == "versions":
                    return self.say(200, {"versions": ["v1.15"]})
                if path == "v3/login":
                    return self.say(200, {"flows": [{"type": one} for one in flows]})
                if self.headers.get("Authorization") != f"Bearer {token}":
                    return self.say(401, {"errcode": "M_UNKNOWN_TOKEN", "soft_logout": False})
                if path == "v3/account/whoami":
                    return self.say(200, {"user_id": USER, "device_id": "USHER"})
                if path == "v3/joined_rooms":
                    return self.say(200, {"joined_rooms": list(rooms)})
                return self.say(404, {"errcode": "M_NOT_FOUND"})

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def doctor(home, *more, **secrets):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            [USHER, "doctor", "--set", f"database.path={folder}/usher.db", "--set", "testing.loopback=true", "--set",
             f"matrix.homeserver={home.url}", "--set", f"matrix.user_id={USER}", *more],
            cwd=folder, text=True, capture_output=True, timeout=60, check=False,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC", "HOME": folder,
                 **{f"USHER_MATRIX_{name}": value for name, value in secrets.items()}})


def a_healthy_account_has_nothing_to_mend():
    with Homeserver() as home:
        done = doctor(home, ACCESS_TOKEN=TOKEN)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Usher is @usher:localhost, with the device USHER." in done.stdout, done.stdout
        assert "FAULT" not in done.stdout and TOKEN not in done.stdout + done.stderr, done.stdout
        assert home.logins == 0


def a_token_that_is_not_taken_says_what_to_do():
    with Homeserver(token="another") as home:
        done = doctor(home, ACCESS_TOKEN=TOKEN)
        assert done.returncode == 1, done.stdout
        assert "M_UNKNOWN_TOKEN" in done.stdout and "access_token_file" in done.stdout, done.stdout
        assert TOKEN not in done.stdout + done.stderr


def a_password_is_never_tried_and_its_use_is_told():
    secret = "password-" + "of-this-test"
    with Homeserver() as home:
        done = doctor(home, PASSWORD=secret)
        assert "has not logged in yet" in done.stdout and home.logins == 0, done.stdout
    with Homeserver(flows=("m.login.sso",)) as home:
        done = doctor(home, PASSWORD=secret)
        assert done.returncode == 1 and "takes no login with a password" in done.stdout, done.stdout
        assert home.logins == 0 and secret not in done.stdout + done.stderr


def a_room_that_is_not_there_is_named():
    with Homeserver() as home:
        done = doctor(home, "--set", 'matrix.rooms=["#none:localhost"]', ACCESS_TOKEN=TOKEN)
        assert done.returncode == 1 and "There is no room #none:localhost." in done.stdout, done.stdout


if __name__ == "__main__":
    sys.exit(run_all([
        a_healthy_account_has_nothing_to_mend,
        a_token_that_is_not_taken_says_what_to_do,
        a_password_is_never_tried_and_its_use_is_told,
        a_room_that_is_not_there_is_named,
    ]))
