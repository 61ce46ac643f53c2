# tests/system/slack/peer.py: the fake Slack (tests/system/slack_peer.cpp), and the bots that are put before it.
# SPDX-License-Identifier: BSD-3-Clause
"""Standard library alone, so that tests of the program need nothing else. What the fake understands is described in
tests/support/slack_control.hpp."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import threading
import time

SLOW = any(os.environ.get(name) for name in ("USHER_ASAN", "ASAN_OPTIONS", "TSAN_OPTIONS"))
PATIENCE = 90 if SLOW else 30  # seconds; what never comes fails the test

# Nobody is asked for news, and the browser's port is any: the tests are about Slack alone.
ALONE = ["--set", "testing.loopback=true", "--set", "proposals.nep.api_url=http://127.0.0.1:9/",
         "--set", "proposals.nep.raw_url=http://127.0.0.1:9/", "--set", "proposals.nep.mail_minutes=0", "--set", "meetings.calendars=[]",
         "--set", "web.listen=127.0.0.1:0"]
UNPACED = ["--set", "slack.burst=0"]


class Refused(AssertionError):
    """The fake could not do what it was told."""


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what, happened, patience=PATIENCE, pause=0.01):
    """What `happened` gives, once that is true."""
    deadline = time.monotonic() + patience
    while True:
        found = happened()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"did not happen within {patience:.0f} s: {what}")
        time.sleep(pause)


class Slack:
    """The fake, as a process."""

    def __init__(self, program, port=0):
        self.process = subprocess.Popen([program, str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
                                        encoding="utf-8")
        self.lock = threading.Lock()
        self.where = json.loads(self.process.stdout.readline())
        self.api_url = self.where.get("api_url")  # the homeserver of the Matrix tests is spoken to the same way

    def ask(self, command):
        with self.lock:
            self.process.stdin.write(json.dumps(command) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        if not line:
            raise AssertionError("the fake Slack has ended")
        return json.loads(line)

    def __call__(self, do, **what):
        answer = self.ask({"do": do, **what})
        if not answer["ok"]:
            raise Refused(f"{do} {what}: {answer}")
        return answer

    def calls(self, since=0, method=None):
        return self("calls", since=since, **({"method": method} if method else {}))["calls"]

    def last_call(self):
        return self("calls", since=1 << 60)["last"]

    def delivered(self, number, patience=PATIENCE):
        """What became of a delivery, once something has."""
        return until(f"the end of delivery {number}", lambda: self._over(number), patience)

    def _over(self, number):
        state = self("delivery", number=number)
        return state if state["state"] != "under_way" else None

    def connected(self, count, bot=None, patience=PATIENCE):
        def there():
            if bot and not bot.runs():
                raise AssertionError(f"it left with {bot.process.returncode}:\n{bot.said()}")
            return self("state")["sockets"]["open"] >= count
        return until(f"{count} sockets", there, patience)

    def sound(self):
        """Nothing was done that must not be done."""
        state = self("state")
        if state["violation_count"]:
            raise AssertionError(f"{state['violation_count']} violations: {state['violations'][:5]}")
        if state["server"]["too_early"]:
            raise AssertionError(f"{state['server']['too_early']} calls came before a Retry-After was over")
        return state

    def stop(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(BrokenPipeError):
            self.stop()


class Bot:
    """A process that connects to the fake. Everything it says is kept."""

    def __init__(self, command, folder, environment=None):
        self.lines = []
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("USHER_", "SLACK_"))}
        kept |= {"LANG": "C.UTF-8", "TZ": "UTC", "HOME": str(folder)} | (environment or {})
        self.process = subprocess.Popen(command, cwd=folder, env=kept, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace")
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def runs(self):
        """Once it says no, all that the process said is in `lines`."""
        if self.process.poll() is None:
            return True
        self.reader.join(PATIENCE)
        return False

    def said(self, count=30):
        return "\n".join(self.lines[-count:])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)

    def stop(self):
        """Politely; what it left with."""
        self.process.terminate()
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("SIGTERM did not end it:\n" + self.said()) from None
        self.reader.join(PATIENCE)
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.runs():
            self.kill()


def usher_tokens(slack):
    return {"USHER_SLACK_BOT_TOKEN": slack.where["bot_token"], "USHER_SLACK_APP_TOKEN": slack.where["app_token"],
            "USHER_SLACK_SIGNING_SECRET": slack.where["signing_secret"]}


def usher(program, slack, folder, *more, port=None, database="usher.db", environment=None):
    """The real program in Socket Mode; with a port in HTTP mode."""
    mode = ["--set", "slack.mode=socket"] if port is None else ["--set", "slack.mode=http", "--set", f"slack.listen=127.0.0.1:{port}"]
    command = [program, "run", "--set", f"database.path={folder}/{database}", "--set", f"slack.api_url={slack.api_url}",
               *mode, *ALONE, *more]
    return Bot(command, folder, usher_tokens(slack) | (environment or {}))


def manifest_of(program, folder):
    """What the app would be installed with; None where it cannot be had."""
    done = subprocess.run([program, "manifest", "--set", "slack.mode=socket", *ALONE], cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, timeout=PATIENCE,
                          env={**os.environ, "LANG": "C.UTF-8"})
    if done.returncode != 0:
        raise AssertionError(f"usher manifest left with {done.returncode}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def listens(port):
    """Whether somebody answers HTTP there."""
    try:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return True
    except OSError:
        return False
