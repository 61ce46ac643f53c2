#!/usr/bin/env python3
# tests/system/nep_replay_test.py: the real history of NumPy's proposals, a poll for each commit, through the program.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program, built with USHER_TEST_CLOCK. USHER_SHARED: where data/neps-history.bundle and
data/nep_transitions.json lie; without it the test says that it was skipped, with USHER_FULL=1 it fails then.

nep_replay_test.py [KILLS]     how often the program is killed in a second replay (10)

The news of kinds status, first_status and new equal the truth; the other kinds tests/golden/proposals/news.jsonl, which
USHER_UPDATE_GOLDEN=1 writes anew."""

import collections
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import beside

USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
SHARED = os.environ.get("USHER_SHARED", "")
GOLDEN = Path(__file__).resolve().parent.parent / "golden/proposals/news.jsonl"
STEPS = ("before commit", "after commit", "asked", "answered", "polled")
FOLDER = "doc/neps/"


class History:
    """The commits of the bundle, and what each changes in the folder of proposals."""

    def __init__(self, folder, bundle):
        self.repository = Path(folder, "history")
        subprocess.run(["git", "clone", "--quiet", "--no-checkout", bundle, self.repository], check=True)
        self.commits, self.changed = [], {}  # commit → (letter, name, blob) of the files in the folder itself
        for record in self.git("log", "--reverse", "--first-parent", "--raw", "--no-abbrev", "--no-renames", "-z",
                               "--format=%x01%H %ct %(trailers:key=Upstream-Commit,valueonly,separator=%x20)",
                               ).decode().split("\x01")[1:]:
            head, *raw = record.split("\0")
            commit, at, upstream = head.split()
            self.commits.append((commit, int(at), upstream))
            self.changed[commit] = [(head.split()[4], path.removeprefix(FOLDER), head.split()[3])
                                    for head, path in zip(raw[0::2], raw[1::2])
                                    if path.startswith(FOLDER) and "/" not in path.removeprefix(FOLDER)]
        self.blobs = subprocess.Popen(["git", "-C", self.repository, "cat-file", "--batch"], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE)

    def git(self, *args):
        return subprocess.run(["git", "-C", self.repository, *args], check=True, capture_output=True).stdout

    def blob(self, name):
        self.blobs.stdin.write(name.encode() + b"\n")
        self.blobs.stdin.flush()
        size = int(self.blobs.stdout.readline().split()[2])
        content = self.blobs.stdout.read(size)
        self.blobs.stdout.read(1)
        return content

    def check_out(self, commit, to):
        """Brings the folder from the commit before to this one. True where files come or go."""
        moved = False
        for letter, name, blob in self.changed[commit]:
            moved = moved or letter in "AD"
            if letter == "D":
                (to / name).unlink()
            else:
                (to / name).write_bytes(self.blob(blob))
        return moved


class Bot:
    """A database, a folder, and the program between them."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.source = self.folder / "neps"
        self.source.mkdir(parents=True)
        self.database = self.folder / "usher.db"
        self.clock = self.folder / "clock"
        self.settings = ["--set", f"database.path={self.database}", "--set", "proposals.nep.source=directory",
                         "--set", f"proposals.nep.path={self.source}", "--set", "proposals.nep.mail_minutes=0",
                         "--set", "meetings.calendars=[]"]

    def run(self, *args, kill="", stdin=""):
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8", "TZ": "UTC",
               "USHER_CLOCK_FILE": str(self.clock), "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        if kill:
            env["USHER_KILL_AT"] = kill
        return subprocess.run([USHER, *args, *self.settings], cwd=self.folder, capture_output=True, text=True, env=env,
                              input=stdin, timeout=60, check=False)

    def set_clock(self, at):
        self.clock.write_text(f"{at - int(time.time())} 1\n")

    def poll(self):
        done = self.run("nep", "poll", "--json")
        assert done.returncode == 0, (done.returncode, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    def watch(self):
        """A person and a room are told of everything; the same person watches one proposal as well."""
        done = self.run("chat", stdin="/nep watch all\n/nep watch new\n/nep watch all\n/nep watch all here\n")
        assert done.returncode == 0, done
        with sqlite3.connect(self.database) as db:
            assert db.execute("SELECT count(*) FROM proposal_watches").fetchone() == (3,), done.stdout
            db.execute("INSERT INTO proposal_watches SELECT series,space,room,person,'18',since,lang FROM "
                       "proposal_watches WHERE what='new'")

    def news(self):
        with sqlite3.connect(self.database) as db:
            return db.execute("SELECT kind,number,was,now,noted,digest FROM proposal_news ORDER BY id").fetchall()

    def announcements(self):
        """Keys without the number of their poll, with whom they are for. Each waits once, and its row stands for its key."""
        with sqlite3.connect(self.database) as db:
            posted = db.execute("SELECT key,to_key FROM posted WHERE key LIKE 'nep-news:%'").fetchall()
            rows = db.execute("SELECT key,to_key,takes FROM outbox WHERE key LIKE 'nep-news:%' ORDER BY id").fetchall()
        waiting = [(key, to) for key, to, _ in rows]
        assert not posted and all(takes for _, _, takes in rows), "a post is lost"
        assert len(set(waiting)) == len(waiting), "a post is there twice"
        polls = {poll: place for place, poll in enumerate(sorted({int(key.split(":")[1]) for key, _ in waiting}))}
        return [(re.sub(r":\d+", f":{polls[int(key.split(':')[1])]}", key, count=1), to) for key, to in waiting]


def replay(history, bot, on_commit):
    for place, (commit, at, upstream) in enumerate(history.commits):
        moved = history.check_out(commit, bot.source)
        bot.set_clock(at)
        if place == 0:
            bot.watch()
        on_commit(place, upstream, at, moved)


def compare(what, got, wanted):
    if got == wanted:
        return
    for ours, theirs in zip(got, wanted):
        if ours != theirs:
            raise SystemExit(f"{what}: {ours} where the truth has {theirs}")
    raise SystemExit(f"{what}: {len(got)} where the truth has {len(wanted)}: {(got + wanted)[min(len(got), len(wanted))]}")


def whole_replay(history, folder, truth):
    bot = Bot(folder)
    polls, busy, told = [], set(), []

    def on_commit(place, upstream, at, moved):
        news, said = bot.poll()
        if news or moved:
            busy.add(place)
        told.extend(line for line in said.splitlines() if line)
        if news:
            polls.append((upstream, at, news))

    begun = time.monotonic()
    replay(history, bot, on_commit)
    took = time.monotonic() - begun

    def of(kind):
        return [(commit, one["nep"], one["old"], one["new"]) for commit, _, news in polls for one in news
                if one["kind"] == kind]

    def true(entries):
        return [(entry["commit"], entry["nep"], entry["old"], entry["new"]) for entry in entries]

    compare("status", of("status"), true(truth["transitions"]))
    compare("first_status", of("first_status"), true(truth["first_assignment_2018"]))
    compare("new", of("new"), true([entry for entry in truth["initial"] if entry["nep"] != 1]))
    everything = [(commit, one) for commit, _, news in polls for one in news]
    noted = [(commit, one["nep"]) for commit, one in everything if one["note"]]
    compare("notes", noted, [(entry["commit"], entry["nep"]) for entry in truth["transitions"] if not entry["text_ok"]])
    assert all(one["kind"] == "status" and str(one["nep"]) in one["note"] for _, one in everything if one["note"])
    for commit, _, news in polls:
        digest = [one["digest"] for one in news]
        assert digest == [len(news) > 3] * len(news), (commit, news)
    bursts = [count for count in (sum(one["kind"] in ("status", "first_status") for one in news) for _, _, news in polls)
              if count > 3]
    compare("bursts", bursts, [14, 4, 11])

    lines = [json.dumps({"date": time.strftime("%Y-%m-%d", time.gmtime(at)), "commit": commit[:12], **one},
                        ensure_ascii=False) + "\n"
             for commit, at, news in polls for one in news if one["kind"] in ("resolution", "replaced_by", "title")]
    if os.environ.get("USHER_UPDATE_GOLDEN"):
        GOLDEN.write_text("".join(lines), encoding="utf-8")
    compare("the golden list", lines, GOLDEN.read_text(encoding="utf-8").splitlines(keepends=True))

    # A post for each piece of news, or one for a digest, to each of two.
    posts = sum(1 if len(news) > 3 else len(news) for _, _, news in polls)
    keys = bot.announcements()
    by_reader = collections.Counter(to for _, to in keys)
    assert sorted(by_reader.values()) == [posts, posts], by_reader
    assert len(set(keys)) == len(keys)
    kinds = collections.Counter(one["kind"] for _, one in everything)
    print(f"{len(history.commits)} polls in {took:.1f} s, {took / len(history.commits) * 1000:.0f} ms each; " +
          ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) +
          f"; {sum(len(news) > 3 for _, _, news in polls)} digests, {len(noted)} notes, {posts} posts to each reader, "
          f"{len(told)} lines for the operator")
    return bot, busy


def killed_replay(history, folder, whole, busy, kills):
    """Only commits that matter are polled: with news, or files that come or go."""
    seed = int(os.environ.get("USHER_SEED", time.time_ns() % 1_000_000))
    chance = random.Random(seed)
    bot = Bot(folder)
    killed = collections.Counter()
    due = collections.Counter(chance.choices(sorted(busy - {0}), k=kills))

    def on_commit(place, _upstream, _at, _moved):
        if place not in busy:
            return
        for _ in range(due[place]):
            # Every step is passed once or more in a poll, the first ones three times.
            step = chance.choice(STEPS)
            times = chance.randrange(1, 5) if step in ("before commit", "after commit") else 1
            done = bot.run("nep", "poll", "--json", kill=f"{times} {step}")
            if done.returncode == -signal.SIGKILL:
                killed[step] += 1
            else:  # it was over before
                assert done.returncode == 0, (done.returncode, done.stderr)
                due[min((other for other in busy if other > place), default=place)] += 1
        bot.poll()

    replay(history, bot, on_commit)
    for step in STEPS * kills:  # those that the end of the history left over: nothing is new by now
        if sum(killed.values()) >= kills:
            break
        killed[step] += bot.run("nep", "poll", "--json", kill=f"1 {step}").returncode == -signal.SIGKILL
    bot.poll()
    compare(f"news after kills (USHER_SEED={seed})", bot.news(), whole.news())
    compare(f"announcements after kills (USHER_SEED={seed})", bot.announcements(), whole.announcements())
    with sqlite3.connect(bot.database) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM calls").fetchone() == (0,)
    assert sum(killed.values()) >= kills, killed
    print(f"{sum(killed.values())} kills (seed {seed}): " + ", ".join(f"{n} {step}" for step, n in sorted(killed.items())) +
          "; nothing lost, nothing twice")


def main():
    bundle = Path(SHARED, "data/neps-history.bundle")
    if not SHARED or not bundle.exists():
        if os.environ.get("USHER_FULL"):
            raise SystemExit("neps-history.bundle is not in USHER_SHARED, and with --full nothing may be skipped")
        print("skipped: the replay of the history: neps-history.bundle is not in USHER_SHARED")
        return
    truth = json.loads(Path(SHARED, "data/nep_transitions.json").read_text(encoding="utf-8"))
    with beside.folder("usher-replay-") as folder:
        history = History(folder, bundle)
        whole, busy = whole_replay(history, Path(folder, "whole"), truth)
        killed_replay(history, Path(folder, "killed"), whole, busy, int(sys.argv[1]) if len(sys.argv) > 1 else 10)


if __name__ == "__main__":
    main()
