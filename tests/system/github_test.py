#!/usr/bin/env python3
# tests/system/github_test.py: the program beside a GitHub that misbehaves: the table stays right and /nep keeps answering.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY (built with the test clock) follows a stand-in on loopback through every way in which it fails."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import checks
from checks import check
from github_peer import GitHub

USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
HOUR = 3600
SECOND = "nep-0002-invented.rst"


def nep(number, status):
    return (f"=========\nNEP {number} — Invented {number}\n=========\n\n:Author: Ada Lovelace <ada@example.org>\n"
            f":Status: {status}\n:Type: Standards Track\n:Created: 2026-01-02\n\nAbstract\n--------\n").encode()


def invented():
    """One for each that ships: a listing that lacks many of what is known would be refused, and rightly."""
    index = Path(__file__).resolve().parents[2] / "config/numpy/proposals/nep.tsv"
    numbers = {int(line.split("\t")[0]) for line in index.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()}
    files = {f"nep-{number:04}-invented.rst": nep(number, "Final") for number in numbers}
    return {**files, SECOND: nep(2, "Draft"), "conf.py": b"raise SystemExit\n"}


class Bot:
    """`usher chat` behind a pipe, its clock steered by a file."""

    def __init__(self, folder, github):
        self.folder, self.clock, self.jumped = folder, Path(folder, "clock"), 0
        self.settings = []
        for setting in ("database.path=" + str(Path(folder, "usher.db")), "testing.loopback=true",
                        "proposals.nep.api_url=" + github.api, "proposals.nep.raw_url=" + github.raw):
            self.settings += ["--set", setting]
        self.jump(0)
        self.start()

    def start(self):
        self.process = subprocess.Popen([USHER, "chat", *self.settings], cwd=self.folder, text=True, bufsize=1,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env={**os.environ, "USHER_CLOCK_FILE": str(self.clock), "LANG": "C.UTF-8"})

    def jump(self, seconds):
        self.jumped += seconds
        new = self.clock.with_suffix(".new")
        new.write_text(f"{self.jumped} 1\n")
        new.rename(self.clock)

    def ask(self, line, last="As of "):
        """The answer's lines up to the one that begins with `last`; it must come at once."""
        begun = time.monotonic()
        print(line, file=self.process.stdin, flush=True)
        lines = []
        for got in self.process.stdout:
            lines.append(got.rstrip("\n"))
            if got.startswith(last):
                break
        else:
            raise AssertionError("the bot has ended: " + self.process.stderr.read())
        self.slowest = max(getattr(self, "slowest", 0), time.monotonic() - begun)
        return lines

    def status(self, number):
        """What a second look, from the command line beside the running bot, sees."""
        done = subprocess.run([USHER, "nep", str(number), "--json", *self.settings], cwd=self.folder, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
        return json.loads(done.stdout)["status"] if done.returncode == 0 else None

    def poll(self):
        """One poll from the command line: how it ended, and the news."""
        self.jump(HOUR)
        done = subprocess.run([USHER, "nep", "poll", "--json", *self.settings], cwd=self.folder, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                              env={**os.environ, "USHER_CLOCK_FILE": str(self.clock), "LANG": "C.UTF-8"})
        news = [json.loads(line) for line in done.stdout.splitlines()]
        return done.returncode, [(one["kind"], one["nep"], one["old"], one["new"]) for one in news]

    def stop(self):
        self.process.stdin.close()
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        errors = self.process.stderr.read()
        self.process.stderr.close()
        check(code == 0, f"the bot ended with {code}: {errors}")


def until(what, happened, bot, jumps=60):
    """Lets hours pass until it has happened."""
    for _ in range(jumps):
        for _ in range(20):
            if happened():
                return
            time.sleep(0.05)
        bot.jump(HOUR + 60)
    raise AssertionError("did not happen within days: " + what)


FAILURES = ["forbidden", "too many", "exhausted", "server error", "not JSON", "truncated", "reset", "to a private address"]


def main():
    github = GitHub(invented()).start()
    with tempfile.TemporaryDirectory() as folder:
        bot = Bot(folder, github)
        answer = bot.ask("/nep 0")
        check(any("Active" in line for line in answer), answer)

        until("the first poll", lambda: bot.status(2) == "Draft", bot)
        check(bot.status(1) == "Final", "the whole table is that of the source")
        check(github.count(kind="RAW") == len(github.files) - 1, "each proposal is read once, and no other file")

        before = github.count()
        until("an unchanged listing is a 304", lambda: ("normal", "LIST", "", 304) in github.requests, bot)
        check(github.count() == before + 1, "which costs one request")

        statuses = ["Accepted", "Draft"]
        for round_, mode in enumerate(FAILURES):
            old, new = bot.status(2), statuses[round_ % 2]
            github.files[SECOND] = nep(2, new)
            github.mode = mode
            until(f"a poll that meets: {mode}", lambda: github.count(mode=mode, kind="LIST") >= 1, bot)
            time.sleep(0.2)
            check(bot.status(2) == old, f"{mode}: the table stays as it was")
            check(any(old in line for line in bot.ask("/nep 2")), f"{mode}: /nep answers from it")
            asked = github.count(mode=mode)
            if mode in ("too many", "exhausted"):
                bot.jump(600)  # less than what Retry-After or the quota's reset ask for
                time.sleep(0.5)
                check(github.count(mode=mode) == asked, f"{mode}: nothing is asked before its time")
            github.mode = "normal"
            until(f"the change, after: {mode}", lambda: bot.status(2) == new, bot)

        for mode in ("truncated raw", "reset raw", "other bytes in raw"):
            old = bot.status(2)
            new = next(s for s in statuses if s != old)
            github.files[SECOND] = nep(2, new)
            github.mode = mode
            until(f"a poll that meets: {mode}", lambda: github.count(mode=mode, kind="RAW") >= 1, bot)
            check(any(old in line or new in line for line in bot.ask("/nep 2")), f"{mode}: /nep answers")
            check(bot.status(2) in (old, new), f"{mode}: no broken bytes are taken")
            github.mode = "normal"
            until(f"the change, after: {mode}", lambda: bot.status(2) == new, bot)

        github.mode = "slow"
        until("a slow poll", lambda: True, bot)
        bot.jump(HOUR + 60)
        for _ in range(10):
            bot.ask("/nep 2")
            time.sleep(0.1)
        until("the end of a slow poll", lambda: github.count(mode="slow", kind="LIST") >= 1, bot)
        github.mode = "normal"

        # A poll from a script, on the same database, once the bot has stopped.
        bot.stop()
        old = bot.status(2)
        github.files[SECOND] = nep(2, "Deferred")
        for mode in ("server error", "reset", "truncated", "normal"):
            github.mode = mode
            code, news = bot.poll()
            if mode == "normal":
                check((code, news) == (0, [("status", 2, old, "Deferred")]), (code, news))
            else:
                check((code, news) == (1, []), (mode, code, news))
        check(bot.poll() == (0, []), "told once")

        # Gone altogether: it answers, also after a restart, and says as of when.
        github.stop()
        bot.start()
        answer = bot.ask("/nep 2")
        check(any("Invented 2" in line for line in answer), answer)
        check(answer[-1].startswith("As of "), answer)
        bot.stop()
        check(not github.violations, github.violations)
        print(f"{len(FAILURES) + 5} ways to fail, {github.count()} requests; the slowest answer took "
              f"{bot.slowest * 1000:.0f} ms")
    print(f"{checks.count} checks")


main()
