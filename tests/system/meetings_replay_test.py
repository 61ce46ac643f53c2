#!/usr/bin/env python3
# tests/system/meetings_replay_test.py: 38 versions of NumPy's calendar, one after another, through the program.
# SPDX-License-Identifier: BSD-3-Clause
"""meetings_replay_test.py [KILLS]     how often the program is killed in a second replay (10)

USHER_BINARY: the program, built with USHER_TEST_CLOCK. USHER_SHARED: where data/calendars lies; without it the test says that
it was skipped, with USHER_FULL=1 it fails then. Calendars are made of the YAML by yaml2ics, as the community makes them, with
new UIDs each time; what is to be told is worked out of the YAML here, by sets of dates."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import outside

outside.go_there("calendars")

import yaml
from yaml2ics import files_to_calendar

import beside
import checks
from checks import check

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
AHEAD = timedelta(days=400)
MARK = re.compile(r"\s*[-–]?\s*\bcancell?ed\b", re.I)


# --- what the YAML says ---------------------------------------------------------------------------------------------------


def instant(value):
    if isinstance(value, str):
        value = datetime.fromisoformat(re.sub(r" ([+-])", r"\1", value))
    return (value if value.tzinfo else value.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)


def key_of(title):
    words = re.sub(r"['’]", "", MARK.sub("", title).lower())
    return " ".join(re.sub(r"[^a-z0-9]+", " ", words).split())


class Version:
    """One version of the calendar, as it was looked at on its day."""

    def __init__(self, file, day, hour):
        self.file, self.now = file, day + timedelta(hours=6 + hour)
        self.until = day + AHEAD
        self.dates, self.agenda, self.marked, self.titles = {}, {}, set(), {}
        for event in yaml.safe_load(file.read_text(encoding="utf-8"))["events"]:
            title = event["summary"].strip()
            key = key_of(title)
            at, repeat = instant(event["begin"]), event.get("repeat")
            step = timedelta(**repeat["interval"]) if repeat else None
            last = instant(repeat["until"]) if repeat else at
            dates = self.dates.setdefault(key, set())
            while at <= last and at < self.until:
                if at > self.now:
                    dates.add(at)
                if not step:
                    break
                at += step
            page = re.search(r"https://hackmd\.io/\S+", event.get("description") or "")
            self.agenda.setdefault(key, page.group().rstrip(".") if page else "")
            self.titles[key] = MARK.sub("", title).strip()
            if MARK.search(title):
                self.marked.add(key)

    def calendar(self):
        return files_to_calendar([str(self.file)]).serialize()


def is_renamed(before, old, after, new):
    ours, theirs = sorted(before.get(old, ()))[:10], sorted(after.dates[new])[:10]
    shared = len(set(theirs) & before.get(old, set()))
    few = min(len(before.get(old, ())), len(after.dates[new]), 10)
    if few and shared * 2 >= few:
        return 2 + shared / few
    a, b = set(old.split()), set(new.split())
    alike = len(a & b) * 2 > max(len(a), len(b))
    return 1 if alike and AGENDAS.get(old) and AGENDAS.get(old) == after.agenda[new] and ours is not None else 0


AGENDAS = {}


class Expected:
    """The dates that are known, and which of them were called off; what each version is to tell."""

    def __init__(self):
        self.known, self.off, self.until, self.first = {}, {}, None, True

    def take(self, version):
        now = version.now
        known = {key: {at for at in dates if at > now} for key, dates in self.known.items()}
        lost = [key for key in known if key not in version.dates]
        fresh = [key for key in version.dates if key not in known]
        pairs = sorted(((is_renamed(known, old, version, new), old, new) for old in lost for new in fresh), reverse=True)
        for score, old, new in pairs:
            if score and old in lost and new in fresh:
                lost.remove(old)
                fresh.remove(new)
                known[new] = known.pop(old)
                self.off[new] = self.off.pop(old, set())
        told = []
        for key, dates in version.dates.items():
            off = {at for at in self.off.get(key, set()) if at > now}
            now_off = {min(dates)} if key in version.marked and dates else set()
            before = known.get(key, set())
            if self.first:
                pass
            elif key in fresh:
                if dates - now_off:
                    told.append(version.titles[key])
            else:
                gone = before - dates - off
                called_off = (now_off & before) - off
                back = (off & dates) - now_off
                new = {at for at in dates - before if at < self.until and not (before and at > max(before))}
                if gone or called_off or back or new - now_off:
                    told.append(version.titles[key])
            self.off[key] = (off & dates) - ((off & dates) - now_off) | now_off
        for key in lost:
            if known[key] - self.off.get(key, set()) and not self.first:
                told.append(TITLES[key])
        self.known = {key: set(dates) for key, dates in version.dates.items()}
        self.until, self.first = version.until, False
        TITLES.update(version.titles)
        AGENDAS.update(version.agenda)
        return sorted(told)


TITLES = {}


# --- the program ----------------------------------------------------------------------------------------------------------


class Bot:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.database, self.calendar, self.clock = self.folder / "usher.db", self.folder / "numpy.ics", self.folder / "clock"
        config = self.folder / "usher.toml"
        config.write_text(f'[community]\nname = "NumPy"\n[database]\npath = "{self.database}"\n[meetings]\n'
                          f'calendars = ["{self.calendar}"]\n[roles]\norganisers = ["web:grace"]\n[web]\nlisten = "127.0.0.1:0"\n'
                          '[web.rooms.meetings]\n', encoding="utf-8")
        self.command = [USHER, "run", "--config", str(config)]
        self.seen = 0

    def look(self, version, kills=0):
        """The program runs on that day until it has nothing to do."""
        self.calendar.write_text(version.calendar(), encoding="utf-8")
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8", "TZ": "UTC",
               "USHER_CLOCK_FILE": str(self.clock), "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        for kill in range(kills + 1):
            # From the first attempt to the last it is the same moment.
            began = time.time()
            self.clock.write_text(f"{int(version.now.timestamp() - began)} 1\n", encoding="ascii")
            bot = subprocess.Popen(self.command, cwd=self.folder, env=env, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if kill < kills:
                time.sleep(random.uniform(0.02, 0.6))
                bot.kill()
                bot.communicate()
                continue
            lines = iter(bot.stdout.readline, "")
            serves = next((line for line in lines if "http://127.0.0.1:" in line), None)
            check(serves is not None, "it does not start")
            since = int(version.now.timestamp())
            for _ in range(2000):
                if bot.poll() is not None:
                    raise AssertionError(bot.stdout.read())
                if self.has_read(since) and beside.idle(self.database, since + int(time.time() - began)):
                    break
                time.sleep(0.02)
            else:
                state = [beside.rows(self.database, f"SELECT * FROM {table}")
                         for table in ("notices", "meeting_calendars", "meeting_rounds", "jobs", "calls")]
                raise AssertionError(f"the calendar is not read: {state}")
            bot.send_signal(signal.SIGTERM)
            said = bot.communicate(timeout=60)[0]
            check(bot.returncode == 0, f"{bot.returncode}: {said}")

    def has_read(self, since):
        try:
            return bool(beside.rows(self.database, "SELECT 1 FROM meeting_calendars WHERE read>=? AND started=0", since - 3)) and \
                not beside.rows(self.database, "SELECT 1 FROM meeting_rounds")
        except Exception:  # it is being made
            return False

    def subscribe(self):
        """The room is told of everything that changes."""
        import sqlite3
        with sqlite3.connect(self.database) as db:
            db.execute("INSERT INTO meeting_subscriptions VALUES('*','web','meetings','',86400,0)")

    def news(self):
        """The titles of what was told since the last time."""
        rows = beside.rows(self.database, "SELECT id,body FROM web_messages WHERE room='meetings' AND key LIKE 'meeting-news:%' "
                                          "AND id>? ORDER BY id", self.seen)
        told = []
        for number, body in rows:
            self.seen = number
            head = bytes(body)[:300].decode("utf-8", "replace")
            titles = [title for title in TITLES.values() if title in head]
            check(bool(titles), head)
            told.append(max(titles, key=len))
        return sorted(told)


def versions(shared):
    out, days = [], {}
    for file in sorted((shared / "history").glob("numpy-*.yaml")):
        day = datetime.fromisoformat(re.search(r"\d{4}-\d\d-\d\d", file.name).group()).replace(tzinfo=timezone.utc)
        days[day] = days.get(day, -1) + 1
        out.append(Version(file, day, days[day]))
    out.append(Version(shared / "numpy.yaml", datetime(2026, 6, 29, tzinfo=timezone.utc), 0))
    return out


def main():
    shared = Path(os.environ.get("USHER_SHARED") or "../shared") / "data/calendars"
    if not (shared / "history").is_dir():
        print("skipped: data/calendars is not in USHER_SHARED", flush=True)
        sys.exit(1 if os.environ.get("USHER_FULL") == "1" else 0)
    random.seed(8)
    all_versions = versions(shared)
    with beside.folder() as folder, beside.folder() as other:
        expected, bot, killed = Expected(), Bot(folder), Bot(other)
        total = 0
        kills = sorted(random.sample(range(1, len(all_versions)), min(KILLS, len(all_versions) - 1)))
        for number, version in enumerate(all_versions):
            wanted = expected.take(version)
            bot.look(version)
            killed.look(version, kills=max(1, KILLS // len(all_versions)) if number in kills else 0)
            if number == 0:
                bot.subscribe()
                killed.subscribe()
            told = bot.news()
            check(told == wanted, f"{version.file.name}: told of {told}, expected {wanted}")
            again = killed.news()
            check(again == wanted, f"{version.file.name}, killed: told of {again}, expected {wanted}")
            total += len(wanted)
            if os.environ.get("USHER_SHOW"):
                print(version.file.name, wanted, flush=True)
            if number % 6 == 0:  # the same once more, with other UIDs
                bot.look(version)
                check(bot.news() == [], f"{version.file.name}: said twice")
        for one in (bot, killed):
            check(beside.rows(one.database, "PRAGMA integrity_check") == [("ok",)], "the database is whole")
        print(f"{checks.count} checks: {len(all_versions)} versions, {total} changes, {len(kills)} kills", flush=True)


if __name__ == "__main__":
    main()
