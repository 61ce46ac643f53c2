#!/usr/bin/env python3
# tests/system/hyperkitty_test.py: final comment periods from a mailing list's archive, through the program, over weeks.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY (built with the test clock) reads a stand-in on loopback: periods open, are extended, stopped, opened
anew and end at the right instants across a change of clocks and after two days of downtime; and through every way in
which the archive fails no period opens that nobody proposed, and none is lost."""

import calendar
import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import beside
import checks
from checks import check
from hyperkitty_peer import HyperKitty

USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
MINUTE, HOUR, DAY = 60, 3600, 86400
WEEK = 7 * DAY
# A Monday; in Berlin clocks are put back on the Sunday after it, the 25th.
MONDAY = calendar.timegm((2026, 10, 19, 9, 0, 0))


def nep(number, status):
    return (f"=========\nNEP {number} — Invented {number}\n=========\n\n:Author: Ada Lovelace <ada@example.org>\n"
            f":Status: {status}\n:Type: Standards Track\n:Created: 2026-01-02\n\nAbstract\n--------\n")


class Bot:
    """`usher chat` behind a pipe; its clock is set by a file and goes on from there as all clocks do."""

    def __init__(self, folder, archive):
        self.folder, self.clock = Path(folder), Path(folder, "clock")
        self.source = Path(folder, "neps")
        self.source.mkdir()
        for number in range(50, 70):
            self.put(number, "Draft")
        self.put(50, "Final")
        self.database = Path(folder, "usher.db")
        self.settings = []
        for setting in (f"database.path={self.database}", "testing.loopback=true", "proposals.nep.source=directory",
                        f"proposals.nep.path={self.source}", f"proposals.nep.mail_url={archive.url}",
                        "proposals.nep.mail_minutes=30", "meetings.calendars=[]"):
            self.settings += ["--set", setting]
        self.set_clock(MONDAY)
        self.start()

    def put(self, number, status):
        Path(self.source, f"nep-{number:04}-invented.rst").write_text(nep(number, status), encoding="utf-8")

    def start(self):
        self.lines = []
        self.process = subprocess.Popen([USHER, "chat", *self.settings], cwd=self.folder, text=True, bufsize=1,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env={**os.environ, "USHER_CLOCK_FILE": str(self.clock), "LANG": "C.UTF-8",
                                             "TZ": "Europe/Berlin"})
        threading.Thread(target=lambda out, to: to.extend(" ".join(line.split()) for line in out),
                         args=(self.process.stdout, self.lines), daemon=True).start()

    def stop(self):
        self.process.stdin.close()
        code = self.process.wait(timeout=30)
        check(code == 0, f"the bot ended with {code}: {self.process.stderr.read()}")
        self.process.stderr.close()

    def set_clock(self, at):
        self.at, self.offset = at, int(at - time.time())
        new = self.clock.with_suffix(".new")
        new.write_text(f"{self.offset} 1\n")
        new.rename(self.clock)

    def ask(self, line, answer):
        """Says a line, and waits for an answer that holds these words."""
        seen = len(self.lines)
        print(line, file=self.process.stdin, flush=True)
        self.until(f"{line}: {answer}", lambda: any(answer in got for got in self.lines[seen:]))

    def until(self, what, happened, seconds=20):
        for _ in range(seconds * 20):
            if happened():
                return
            if self.process.poll() is not None:
                raise AssertionError("the bot has ended: " + self.process.stderr.read())
            time.sleep(0.05)
        raise AssertionError(f"did not happen: {what}; it said: " + "\n".join(self.lines[-40:]))

    def rows(self, sql, *args):
        return beside.rows(self.database, sql, *args)

    def rest(self, what):
        """Waits for all that is due by now to be over."""
        beside.rest(self.database, lambda: time.time() + self.offset, what)

    def told(self):
        """What was said of periods, without the series, in the order of its saying."""
        return [key for key, _ in self.said()]

    def said(self):
        """The same with when it was: what is there, and what is on its way, whose row of the outbox stands for its key."""
        rows = self.rows("SELECT key, at FROM posted WHERE key LIKE 'nep-window:%' UNION ALL SELECT key, created FROM outbox "
                         "WHERE key LIKE 'nep-window:%' AND takes=1 AND dead=0 ORDER BY 2, 1")
        return [(key.removeprefix("nep-window:"), at) for key, at in rows]

    def window(self, number):
        """(id, state, opened, closes) of the latest."""
        found = self.rows("SELECT id, state, opened, closes FROM proposal_windows WHERE number=? ORDER BY id DESC",
                          number)
        return found[0] if found else None

    def polls(self):
        return self.rows("SELECT poll FROM proposal_mail")[0][0]

    def idle(self):
        """No reading is due or under way; none is answered late because the clock went on."""
        self.rest("what is due before")
        self.until("a reading to end", lambda: not self.rows("SELECT 1 FROM proposal_mail WHERE started<>0"))

    def poll(self):
        """Lets half an hour pass, and with it one reading of the archive."""
        self.idle()
        before = self.polls()
        self.set_clock(self.at + 31 * MINUTE)
        self.until("the archive is read", lambda: self.polls() > before)
        self.idle()


OPEN, STOPPED, COUNCIL, ENDED, CLOSED = range(5)


def at_the_second(bot, instant, key, what):
    """Not a second before its time, and at once when it has come: it is awake a second before."""
    bot.set_clock(instant - 1)
    bot.until(what, lambda: key in bot.told())
    posted = dict(bot.said())[key]
    check(instant <= posted <= instant + 2, f"{what}: {posted - instant} s after its time")


def weeks_of_one(bot, archive):
    """Opened by a mail, extended, reminded of, and over, across the 25th of October."""
    begun = MONDAY + 10 * MINUTE
    archive.add("[Numpy-discussion] Proposal to accept NEP #55: Invented 55", begun, offset=120)
    archive.add("Re: [Numpy-discussion] Proposal to accept NEP #56: Invented 56", begun, offset=480)
    archive.add("[Numpy-discussion] Proposal to accept NEP #50: is final", begun)
    bot.poll()
    check(bot.window(55) == (1, OPEN, begun, begun + WEEK), bot.window(55))
    check(bot.window(56) is None, "an answer opens nothing")
    check(bot.window(50) is None, "nor does a mail about what is no draft")
    check(bot.told() == ["1:opened"], bot.told())
    bot.until("it is said when it closes, as clocks in Berlin will be then",
              lambda: any("Closes 2026-10-26 10:10 Europe/Berlin" in line for line in bot.lines))
    bot.ask("/nep window 55", "Opened 2026-10-19 11:10 Europe/Berlin")
    bot.ask("/nep windows", "nep-0055-invented.html>: open; it closes 2026-10-26 10:10 Europe/Berlin")
    check([what for what, in bot.rows("SELECT what FROM notices")] == [
        "a mail proposes to accept NEP 50, which is no draft that is known; no comment period was opened: "
        + bot.rows("SELECT what FROM notices")[0][0].rsplit(" ", 1)[1]], "the operator knows of it, once")

    closes = begun + WEEK
    at_the_second(bot, closes - 3 * DAY, f"1:3d:{closes}", "three days before")
    bot.ask("/nep window extend 55 2", "Closes 2026-10-28 10:10 Europe/Berlin")
    closes += 2 * DAY
    check(f"1:extended:{closes}" in bot.told(), bot.told())
    at_the_second(bot, closes - 3 * DAY, f"1:3d:{closes}", "three days before the new end")
    at_the_second(bot, closes - DAY, f"1:1d:{closes}", "a day before")
    check(bot.window(55)[1] == OPEN, "still open")
    at_the_second(bot, closes, "1:end", "the end")
    check(bot.window(55) == (1, ENDED, begun, closes), bot.window(55))
    bot.until("what comes next is said", lambda: any("sets Status and Resolution" in line for line in bot.lines))
    check(len(bot.told()) == 6, bot.told())


def stopped_and_opened_anew(bot, archive):
    begun = bot.at + 5 * MINUTE
    first = archive.add("Proposal to accept NEP 57", begun)
    bot.poll()
    check(bot.window(57) == (2, OPEN, begun, begun + WEEK), bot.window(57))
    objection = archive.add("Re: Proposal to accept NEP 57", begun + HOUR, answers=first)
    link = f"https://mail.python.org/archives/list/numpy-discussion@python.org/message/{objection}/"
    bot.ask(f"/nep window objection 57 {link}", "claimed, not judged yet")
    bot.ask("/nep window substantive 57", "stopped by a substantive objection")
    check(bot.window(57)[1] == STOPPED, bot.window(57))
    bot.set_clock(begun + 8 * DAY)
    bot.poll()
    told = sorted(key for key in bot.told() if key.startswith("2:"))
    check([":".join(key.split(":")[:2]) for key in told] == ["2:objection", "2:opened", "2:stopped"], told)
    # The discussion that goes on is no new proposal; a new mail is.
    archive.add("Re: Proposal to accept NEP 57", bot.at, answers=first)
    bot.poll()
    check(bot.window(57)[0] == 2, "an answer opens nothing anew")
    again = bot.at + 60
    archive.add("提案接受 NEP #57：再次", again, offset=480)
    bot.poll()
    check(bot.window(57) == (3, OPEN, again, again + WEEK), bot.window(57))
    bot.ask("/nep window council 57 https://example.org/council", "put to the Steering Council")
    check(bot.window(57)[1] == COUNCIL, bot.window(57))


def two_days_of_downtime(bot, archive):
    begun = bot.at + 60
    archive.add("Proposal to accept NEP 58", begun)
    bot.poll()
    closes = begun + WEEK
    check(bot.window(58)[2:] == (begun, closes), bot.window(58))
    bot.set_clock(closes - 3 * DAY - HOUR)
    bot.rest("an hour before the reminder")
    before = bot.told()
    bot.stop()
    # Two reminders pass, and a mail comes on its first day.
    sent = bot.at + 6 * HOUR
    archive.add("Proposal to accept NEP 59", sent, offset=-300)
    for hour in range(7, 47):  # more than a page of talk since
        archive.add(f"Talk {hour}", bot.at + hour * HOUR)
    bot.set_clock(bot.at + 2 * DAY + 4 * HOUR)
    bot.start()
    bot.until("the late notice", lambda: f"4:1d:{closes}" in bot.told())
    bot.until("the mail of the downtime", lambda: bot.window(59) is not None)
    check(bot.window(59) == (5, OPEN, sent, sent + WEEK), bot.window(59))
    bot.until("it is told", lambda: "5:opened" in bot.told())
    news = [key for key in bot.told() if key not in before]
    check(sorted(news) == [f"4:1d:{closes}", "5:opened"], f"one late notice, not three: {news}")
    bot.until("it says that it is late", lambda: any("This notice is late" in line for line in bot.lines))
    check(any("closes in less than a day" in line for line in bot.lines), bot.lines)

    # And once more, past the end.
    bot.set_clock(closes - 2 * HOUR)
    bot.rest("two hours before the end")
    before = bot.told()
    bot.stop()
    bot.set_clock(closes + 2 * DAY)
    bot.start()
    bot.until("the late end", lambda: "4:end" in bot.told())
    bot.until("the reminder of the other", lambda: len(bot.told()) >= len(before) + 2)
    news = sorted(key for key in bot.told() if key not in before)
    check(news == sorted(["4:end", f"5:3d:{sent + WEEK}"]), news)


def until_found(bot, number):
    """Lets half hours pass until a period is open."""
    for _ in range(12):
        bot.set_clock(bot.at + 31 * MINUTE)
        bot.rest("half an hour")
        if bot.window(number) is not None:
            return
    raise AssertionError(f"the mail about {number} is not found")


def what_fails(bot, archive):
    """In each of these the archive says nothing, and the mail is found when it speaks again."""
    number = 60
    for mode in ("too many", "server error", "not JSON", "truncated", "reset"):
        bot.idle()
        begun = bot.at + 60
        archive.add(f"Proposal to accept NEP {number}", begun)
        archive.mode = mode
        before = bot.told()
        bot.set_clock(bot.at + 31 * MINUTE)
        bot.until(f"a poll that meets: {mode}", lambda: archive.count(mode=mode) >= 1)
        bot.rest(mode)
        check(bot.window(number) is None, f"{mode}: nothing is opened")
        check([key for key in bot.told() if key not in before and not key.startswith("5:")] == [], f"{mode}: no news")
        asked = archive.count(mode=mode)
        if mode == "too many":
            bot.set_clock(bot.at + HOUR)  # less than what Retry-After asks for
            bot.rest("an hour of silence")
            check(archive.count(mode=mode) == asked == 1, "nothing is asked before its time")
        archive.mode = "normal"
        until_found(bot, number)
        check(bot.window(number)[2:] == (begun, begun + WEEK), f"{mode}: {bot.window(number)}")
        number += 1
    # Where only the API fails, the feed says it at once.
    for mode in ("API down", "API closed"):
        bot.idle()
        begun = bot.at + 60
        archive.add(f"Proposal to accept NEP {number}", begun, offset=60)
        archive.mode = mode
        until_found(bot, number)
        check(archive.count(mode=mode, kind="FEED") >= 1, f"{mode}: the feed is asked")
        check(bot.window(number)[2:] == (begun, begun + WEEK), f"{mode}: {bot.window(number)}")
        archive.mode = "normal"
        number += 1
    # Threads are called by their first mails: an answer under a subject of its own is told of by the feed alone.
    begun = bot.at + 60
    talk = archive.add(f"What about NEP {number}?", bot.at)
    archive.add(f"Proposal to accept NEP {number}", begun, answers=talk)
    until_found(bot, number)
    check(bot.window(number)[2:] == (begun, begun + WEEK), f"within another thread: {bot.window(number)}")
    for _ in range(3):
        bot.poll()
    check(("normal", "THREADS", 1, 304) in archive.requests, "an unchanged archive is a 304")


def main():
    archive = HyperKitty().start()
    archive.add("Proposal to accept NEP 54: long ago", MONDAY - 30 * DAY)
    with beside.folder("usher-hyperkitty-") as folder:
        bot = Bot(folder, archive)
        bot.ask("/nep watch all", "From now on")
        bot.until("the archive is read at the start", lambda: archive.count(kind="THREADS") >= 1)
        bot.idle()  # else it may still find, before its date, the mail that is added next
        check(bot.told() == [], "nothing is opened at first sight that is over")
        weeks_of_one(bot, archive)
        stopped_and_opened_anew(bot, archive)
        two_days_of_downtime(bot, archive)
        what_fails(bot, archive)
        keys = bot.told()
        check(len(keys) == len(set(keys)), "nothing is said twice")
        bot.stop()
        with sqlite3.connect(bot.database) as db:
            check(db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the database is whole")
        check(not archive.violations, archive.violations)
        periods = bot.rows("SELECT count(*) FROM proposal_windows")[0][0]
    archive.stop()
    print(f"{len(archive.requests)} requests, {len(keys)} notices of {periods} comment periods; {checks.count} checks")


main()
