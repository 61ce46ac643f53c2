#!/usr/bin/env python3
# tests/system/github_test.py: the program beside a GitHub that misbehaves: the table stays right and /nep keeps answering.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY (built with the test clock) follows a stand-in on loopback through every way in which it fails."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import beside
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

    def __init__(self, folder, github, *more, **env):
        self.folder, self.clock, self.jumped = folder, Path(folder, "clock"), 0
        self.database = Path(folder, "usher.db")
        github.now = self.now
        self.env = {**os.environ, "USHER_CLOCK_FILE": str(self.clock), "LANG": "C.UTF-8", **env}
        self.settings = []
        for setting in (f"database.path={self.database}", "testing.loopback=true",
                        "proposals.nep.api_url=" + github.api, "proposals.nep.raw_url=" + github.raw,
                        "proposals.nep.mail_minutes=0", "meetings.calendars=[]", *more):
            self.settings += ["--set", setting]
        self.jump(0)
        self.start()

    def start(self):
        self.process = subprocess.Popen([USHER, "chat", *self.settings], cwd=self.folder, text=True, bufsize=1,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=self.env)
        slowest = getattr(self, "slowest", 0)
        self.first = self.ask("/nep 0")  # it has begun its work when it answers
        self.slowest = slowest
        self.rest("the start")

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

    def now(self):
        return time.time() + self.jumped

    def row(self, number):
        """The status in the table: what `status` tells once a poll has ended, without starting a program."""
        found = beside.rows(self.database, "SELECT status FROM proposals WHERE number=?", number)
        return found[0][0] if found else None

    def news(self):
        """All that was ever told, in order."""
        return beside.rows(self.database, "SELECT kind,number,was,now FROM proposal_news ORDER BY id")

    def rest(self, what):
        """Waits for what a jump has set off to be over."""
        beside.rest(self.database, self.now, what)

    def poll(self):
        """One poll from the command line: how it ended, and the news."""
        self.jump(HOUR)
        done = subprocess.run([USHER, "nep", "poll", "--json", *self.settings], cwd=self.folder, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                              env=self.env)
        news = [json.loads(line) for line in done.stdout.splitlines()]
        return done.returncode, [(one["kind"], one["nep"], one["old"], one["new"]) for one in news]

    def kill(self):
        """As a crash ends it."""
        self.process.kill()
        self.process.wait(timeout=30)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()

    def stop(self):
        self.process.stdin.close()
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        errors = self.process.stderr.read()
        self.process.stderr.close()
        check(code == 0, f"the bot ended with {code}: {errors}")


def until(what, happened, bot, jumps=60):
    """Lets hours pass until it has happened, each when nothing is under way: a request that was on its way while the clock went on
    by an hour would seem to have been asked for an hour later than it was."""
    for _ in range(jumps):
        for _ in range(1000):
            resting = beside.idle(bot.database, bot.now())  # asked before: what happens in between is seen
            if happened():
                return
            if resting:
                break
            time.sleep(0.02)
        else:
            raise AssertionError("it does not come to rest: " + what)
        bot.jump(HOUR + 60)
    raise AssertionError("did not happen within days: " + what)


def history(github, bot):
    """Told at once as far as it is known, and as a whole when it was read; 150 commits are two pages."""
    of_two = [(f"{number:040x}", f"2024-01-{number // 10 + 1:02}T00:{number % 60:02}:00Z", nep(2, "Draft"))
              for number in range(150, 0, -1)]
    of_two[0] = (of_two[0][0], "2025-06-01T12:00:00Z", nep(2, "Accepted"))
    github.history[SECOND] = of_two
    slowest = bot.slowest  # what is waited for here is a reading, no answer
    answer = bot.ask("/nep history 2", last="History read")
    check(any("I am reading the history of NEP 2" in line for line in answer), answer)
    check(any("2025-06-01 12:00" in line and of_two[0][0][:10] in line for line in answer), answer)
    check(any("2024-01-01 00:01" in line for line in answer), answer)
    check(any("https://github.com/numpy/numpy/compare/" + of_two[0][0] in line for line in answer), answer)
    check(github.count(kind="COMMITS") == 2 and github.count(kind="RAW AT") == 150, "each page and each text once")
    check(github.count(kind="COMMIT") == 1, "and whether it had another name before")
    asked = github.count()
    bot.ask("/nep history 2", last="History read")
    check(github.count() == asked, "what is known is told without a request")

    for asked, status in ((3, "Accepted"), (4, "Draft")):
        github.files[SECOND] = nep(2, status)
        until(f"the poll that sees: {status}", lambda status=status: bot.row(2) == status, bot)
        bot.ask("/nep history 2", last="History read")
        # What the reading before has said late has that line too, and may have been taken for the answer. Now it was heard, and
        # the clock does not go on while its request is being made.
        bot.ask("/nep 0")
        until("the log is asked for again", lambda asked=asked: github.count(kind="COMMITS") == asked, bot)
    check([r for r in github.requests if r[1] == "COMMITS" and r[3] == 304], "what is unchanged is a 304")
    check(github.count(kind="RAW AT") == 150, "and nothing is read again")

    github.history_mode = "too many"
    answer = bot.ask("/nep history 1", last="Its source has asked me to wait")
    asked = github.count(kind="COMMITS")
    bot.ask("/nep history 1", last="Its source has asked me to wait")
    check(github.count(kind="COMMITS") == asked, "who asks to be left alone is left alone")
    github.history_mode = "normal"
    bot.jump(1300)

    # What is left of the quota is for listings.
    github.quota, github.refill = 19, 9 * HOUR
    listed = github.count(kind="LIST")
    until("a listing that says how little is left", lambda: github.count(kind="LIST") > listed, bot)
    bot.rest("that listing")
    asked, listed = github.count(kind="COMMITS"), github.count(kind="LIST")
    bot.ask("/nep history 4", last="Its source has asked me to wait")
    until("a listing", lambda: github.count(kind="LIST") > listed, bot, jumps=3)
    check(github.count(kind="COMMITS") == asked, "no log is asked for with the last of a quota")
    github.quota, github.refill = None, 3000
    bot.jump(9 * HOUR)
    bot.slowest = slowest


FAILURES = ["forbidden", "too many", "exhausted", "server error", "not JSON", "truncated", "reset", "to a private address"]


def main():
    github = GitHub(invented()).start()
    with beside.folder() as folder:
        bot = Bot(folder, github)
        check(any("Active" in line for line in bot.first), bot.first)

        until("the first poll", lambda: bot.row(2) == "Draft", bot)
        check(bot.status(1) == "Final", "the whole table is that of the source")
        check(github.count(kind="RAW") == len(github.files) - 1, "each proposal is read once, and no other file")

        before = github.count()
        until("an unchanged listing is a 304", lambda: ("normal", "LIST", "", 304) in github.requests, bot)
        check(github.count() == before + 1, "which costs one request")

        history(github, bot)

        statuses = ["Accepted", "Draft"]
        for round_, mode in enumerate(FAILURES):
            old, new = bot.status(2), statuses[round_ % 2]
            github.files[SECOND] = nep(2, new)
            github.mode = mode
            until(f"a poll that meets: {mode}", lambda: github.count(mode=mode, kind="LIST") >= 1, bot)
            bot.rest(mode)
            check(bot.status(2) == old, f"{mode}: the table stays as it was")
            check(any(old in line for line in bot.ask("/nep 2")), f"{mode}: /nep answers from it")
            asked = github.count(mode=mode)
            if mode in ("too many", "exhausted"):
                bot.jump(600)  # less than what Retry-After or the quota's reset ask for
                bot.rest(mode)
                check(github.count(mode=mode) == asked, f"{mode}: nothing is asked before its time")
            github.mode = "normal"
            until(f"the change, after: {mode}", lambda: bot.row(2) == new, bot)

        for mode in ("truncated raw", "reset raw", "other bytes in raw"):
            old = bot.status(2)
            new = next(s for s in statuses if s != old)
            github.files[SECOND] = nep(2, new)
            github.mode = mode
            until(f"a poll that meets: {mode}", lambda: github.count(mode=mode, kind="RAW") >= 1, bot)
            check(any(old in line or new in line for line in bot.ask("/nep 2")), f"{mode}: /nep answers")
            check(bot.status(2) in (old, new), f"{mode}: no broken bytes are taken")
            github.mode = "normal"
            until(f"the change, after: {mode}", lambda: bot.row(2) == new, bot)

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


if __name__ == "__main__":
    main()
