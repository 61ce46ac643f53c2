#!/usr/bin/env python3
# tests/system/github_hours_test.py: hours beside a strict GitHub: no false news, none lost, and never too many requests.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY, built with the test clock. Beside github_test.py, which has the listing and the files fail in every way:

  304                                  an unchanged listing costs one request (here, and there)
  403 and 429 with Retry-After         `told_to_wait`; the stand-in counts whoever asks before the time as a violation
  rate limit, with and without token   `exhausted`
  truncated bodies, resets             `transport`
  force-push                           `force_push`: older texts, most of them gone, texts that change under the listing
  renamed files                        `renamed`
  5 s latency                          `slow`
  four listings an hour                `four_an_hour`, `crash_loop`, `put_off`, and at the end of every run
  folders beyond the contents API      `large_folder`

News are what proposal_news holds: each case compares all of it with what was really changed."""

import bisect
import subprocess

import beside
import checks
from checks import check
from github_peer import GitHub
from github_test import HOUR, SECOND, USHER, Bot, invented, nep, until

JUMP = 150  # seconds that the clock goes on by at once

STATUS = 1  # as stored: NewsKind::status


class Run:
    """A bot, its GitHub, and the news that there must be by now."""

    def __init__(self, folder, github, *more, **env):
        self.github, self.expected = github, []
        self.bot = Bot(folder, github, *more, **env)
        until("the baseline", lambda: self.bot.row(2) == "Draft", self.bot)
        self.status = "Draft"
        check(self.bot.news() == [], "nothing is told of the baseline")

    def change(self):
        old, self.status = self.status, "Accepted" if self.status == "Draft" else "Draft"
        self.github.files[SECOND] = nep(2, self.status)
        self.expected.append((STATUS, 2, old, self.status))

    def meets(self, mode, kind="LIST"):
        """The mode is met, while something has changed; nothing false is told, and then it is told once."""
        self.change()
        self.github.mode = mode
        before = self.github.count(mode=mode, kind=kind)
        until(f"a poll that meets: {mode}", lambda: self.github.count(mode=mode, kind=kind) > before, self.bot)
        self.bot.rest(mode)
        check(self.bot.news() in (self.expected, self.expected[:-1]), (mode, self.bot.news()))
        self.github.mode = "normal"
        self.is_told(mode)

    def is_told(self, what):
        until(f"the news, after: {what}", lambda: self.bot.news() == self.expected, self.bot)
        check(self.bot.status(2) == self.status, f"{what}: the table has it too")

    def polls(self, count=1):
        """So many listings more are answered."""
        for _ in range(count):
            before = len(self.github.listed_at)
            until("a poll", lambda: len(self.github.listed_at) > before, self.bot)
        self.bot.rest("a poll")

    def end(self):
        self.bot.stop()
        check(self.bot.news() == self.expected, self.bot.news())
        check(not self.github.violations, self.github.violations)
        at = sorted(self.github.listed_at)
        if self.github.token is None:
            # On a busy machine a listing may arrive when the clock stands one jump further already than when it was asked for.
            hour = HOUR - JUMP
            most = max(place + 1 - bisect.bisect_right(at, when - hour) for place, when in enumerate(at))
            check(most <= 4, f"{most} listings in an hour without a token")
        self.github.stop()


def told_to_wait(run):
    for mode in ("too many", "secondary limit"):
        run.meets(mode)


def transport(run):
    for mode in ("truncated", "reset", "server error"):
        run.meets(mode)
    for mode in ("truncated raw", "reset raw", "other bytes in raw"):
        run.meets(mode, "RAW")


def slow(run):
    run.change()
    run.github.mode = "slow"
    before = run.github.count(mode="slow", kind="LIST")
    run.bot.jump(HOUR + 60)
    until("a slow listing", lambda: run.github.count(mode="slow", kind="LIST") > before, run.bot)
    run.github.mode = "normal"
    run.is_told("slow")


def renamed(run):
    github = run.github
    name = "nep-0002-a-better-name.rst"
    github.files[name] = github.files.pop(SECOND)
    run.polls(2)
    check(run.bot.news() == run.expected, "a new name is no news")
    check(any("a-better-name" in line for line in run.bot.ask("/nep 2")), "but a new address")
    # Renamed while it is read: raw has it no more under the old name, the blobs API still has its bytes.
    github.files[SECOND] = github.files.pop(name)
    run.change()
    github.forced[SECOND] = None
    github.mode = "moved"
    run.polls(1)
    github.forced.clear()
    github.mode = "normal"
    run.is_told("renamed while it was read")


def force_push(run):
    github = run.github
    # To an older state: what was taken back is news, as it is true.
    run.change()
    run.is_told("a force-push to an older text")
    # To one that has lost a third: an accident until somebody says otherwise.
    kept = dict(github.files)
    for name in [name for name in kept if name.startswith("nep-")][10:30]:
        del github.files[name]
    run.polls(1)
    check(run.bot.status(2) == run.status and run.bot.news() == run.expected, "a listing that lost a third is refused")
    check(run.bot.status(20) == "Final", "and the table is whole")
    github.files.update(kept)
    run.polls(1)
    check(run.bot.news() == run.expected, "what comes back was never away")
    # Between the listing and its files: neither raw nor the blobs API has the bytes that were listed.
    run.change()
    github.forced[SECOND] = b"<html>not what was listed</html>"
    github.mode = "forced"
    until("files that are no more", lambda: github.count(mode="forced", kind="BLOB") > 0, run.bot)
    run.bot.rest("files that are no more")
    check(run.bot.news() == run.expected[:-1], "no bytes are taken that were not listed")
    github.forced.clear()
    github.mode = "normal"
    run.is_told("a force-push between listing and file")


def exhausted(run):
    """The last request of the quota is answered well, the next would be refused: it is not made."""
    run.github.quota = 1
    run.polls(1)
    run.change()
    asked = run.github.count(kind="LIST")
    run.bot.jump(2400)
    run.bot.rest("a quota that is used up")
    check(run.github.count(kind="LIST") == asked, "nothing is asked before the quota is there again")
    run.github.quota = None
    run.is_told("a quota that was used up")
    # Used up by somebody else: a refusal, then silence.
    run.change()
    run.github.quota = 0
    refusals = run.github.count(kind="QUOTA")
    until("a refusal", lambda: run.github.count(kind="QUOTA") > refusals, run.bot)
    run.bot.jump(1200)
    run.bot.rest("a quota used up by others")
    check(run.github.count(kind="QUOTA") == refusals + 1, "one refusal is enough")
    check(run.bot.news() == run.expected[:-1], "and no news")
    run.github.quota = None
    run.is_told("a quota used up by others")


def with_token():
    with beside.folder() as folder:
        github = GitHub(invented())
        github.token, github.quota = "ghp_invented", 5000
        run = Run(folder, github.start(), USHER_GITHUB_TOKEN=github.token)
        spent = github.quota
        run.polls(3)
        check(github.quota == spent, "with a token a 304 is free")
        run.change()
        run.is_told("a change, with a token")
        exhausted(run)
        run.end()


def four_an_hour():
    """As often as the configuration allows, beside a server that fails: its repeated attempts are listings too."""
    with beside.folder() as folder:
        run = Run(folder, GitHub(invented()).start(), "proposals.nep.poll_minutes=15")
        for mode in ("server error", "reset", "normal", "truncated"):
            run.github.mode = mode
            for _ in range(24):
                run.bot.jump(JUMP)
                run.bot.rest(mode)
        run.github.mode = "normal"
        run.change()
        run.is_told("hours of failures")
        check(len(run.github.listed_at) >= 8, f"it went on asking: {len(run.github.listed_at)}")
        run.end()


def crash_loop():
    """Killed and started over and over, beside a server that fails, and polled by a script in between: four an hour."""
    with beside.folder() as folder:
        run = Run(folder, GitHub(invented()).start(), "proposals.nep.poll_minutes=15")
        run.github.mode = "server error"
        asked = len(run.github.listed_at)
        for _ in range(24):
            run.bot.jump(300)
            run.bot.rest("a crash loop")
            run.bot.kill()
            run.bot.start()
        check(len(run.github.listed_at) > asked + 3, "it went on asking")
        run.github.mode = "normal"
        run.change()
        run.is_told("a crash loop")
        run.end()


def put_off():
    """Four listings within minutes, by a script. What is over waits for its time, and is nobody's trouble."""
    with beside.folder() as folder:
        run = Run(folder, GitHub(invented()).start(), "proposals.nep.poll_minutes=15")
        run.bot.stop()
        for _ in range(5):
            asked = len(run.github.listed_at)
            done = subprocess.run([USHER, "nep", "poll", *run.bot.settings], cwd=folder, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, env=run.bot.env)
            check(done.returncode == 0 and done.stdout == "", done)
            if len(run.github.listed_at) == asked:
                break
            check(done.stderr == "", done)
        check("asked 4 times within an hour" in done.stderr, done)
        run.change()
        run.bot.start()
        for _ in range(3):
            run.bot.jump(960)
            run.bot.rest("an hour that is used up")
        check(len(run.github.listed_at) == asked, "nothing was asked")
        check(beside.rows(run.bot.database, "SELECT what FROM notices") == [], "and nothing is amiss")
        run.is_told("the next hour")
        run.end()


def large_folder():
    """The contents API leaves out what comes after 1,000 entries; the trees API does not."""
    files = {**invented(), **{f"nep-{number:04}-invented.rst": nep(number, "Final") for number in range(100, 1300)}}
    with beside.folder() as folder:
        run = Run(folder, GitHub(files).start())
        until("the whole of it", lambda: run.bot.row(1299) == "Final", run.bot)
        run.polls(1)
        asked = run.github.count()
        run.polls(1)
        check(run.github.count() == asked + 1, "unchanged, it costs one request")
        check(run.github.requests[-1][3] == 304, "which is a 304")
        run.change()
        run.is_told("a change in a large folder")
        run.end()


def main():
    with beside.folder() as folder:
        run = Run(folder, GitHub(invented()).start())
        for case in (told_to_wait, transport, slow, renamed, force_push, exhausted):
            case(run)
        run.end()
        print(f"{len(run.expected)} changes told, each once; {len(run.github.listed_at)} listings, "
              f"{run.github.count()} requests")
    with_token()
    four_an_hour()
    crash_loop()
    put_off()
    large_folder()
    print(f"{checks.count} checks")


main()
