#!/usr/bin/env python3
# tests/system/meetings_source_test.py: a change on its way into the YAML that the public calendar is made of, with yaml2ics itself.
# SPDX-License-Identifier: BSD-3-Clause
"""meetings_source_test.py [KILLS]     how often the program is killed at random, beside once between any two requests (5)

USHER_BINARY: the program, built with USHER_TEST_CLOCK. USHER_SHARED: where data/calendars lies; without it one calendar is played
that stands here. An organiser changes dates in the browser's space, opens the pull request, and it is merged: at each step the
YAML, made into a calendar by yaml2ics and read by recurring-ical-events, has exactly the dates that Usher holds. GitHub is a
strict stand-in. USHER_SEED repeats a run's choices."""

import outside

outside.go_there("calendars")

import asyncio  # noqa: E402
import io  # noqa: E402
import itertools  # noqa: E402
import os  # noqa: E402
import random  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from datetime import datetime, timedelta, timezone  # noqa: E402
from pathlib import Path  # noqa: E402

import icalendar  # noqa: E402
import recurring_ical_events  # noqa: E402
from yaml2ics import files_to_calendar  # noqa: E402

import beside  # noqa: E402
import checks  # noqa: E402
from checks import check  # noqa: E402
from github_archive_peer import GitHubArchive  # noqa: E402
from web import client  # noqa: E402

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
DAY, HOUR = 86400, 3600
FILE = "calendars/it.yaml"
YAML = """name: Test calendar
events:
  - summary: Test Call
    description: |
      Everybody is welcome.

      Join us: https://e.zoom.us/j/x1?pwd=a
    begin: 2026-01-14 18:00:00 +00:00
    end: 2026-01-14 19:00:00 +00:00
    url: https://e.zoom.us/j/x1?pwd=a
    repeat:
      interval:
        # seconds, minutes, hours, days, weeks, months, years
        days: 14
      until: 2027-01-01 00:00:00 +00:00

  - summary: Test Hour  # by the clocks there
    timezone: Europe/Berlin
    begin: 2026-01-15 18:00:00
    duration: { minutes: 60 }
    ics: RRULE:FREQ=WEEKLY;BYDAY=TH

  - summary: Test Day
    begin: 2026-03-02 10:00:00 +00:00
    end: 2026-03-02 12:00:00 +00:00
"""
NOW = int(datetime(2026, 1, 10, 9, tzinfo=timezone.utc).timestamp())


def calendar_of(text):
    return files_to_calendar([io.StringIO(text)]).serialize()


def dates_in(text, title, now, days=380):
    """Instants of this title that take place, as others read what yaml2ics makes of it."""
    begin = datetime.fromtimestamp(now, timezone.utc)
    calendar = icalendar.Calendar.from_ical(calendar_of(text))
    found = set()
    for event in recurring_ical_events.of(calendar).between(begin, begin + timedelta(days=days)):
        if str(event["SUMMARY"]).strip() == title and hasattr(event["DTSTART"].dt, "hour"):
            at = int(event["DTSTART"].dt.astimezone(timezone.utc).timestamp())
            if at > now:
                found.add(at)
    return sorted(found)


class Bot:
    def __init__(self, folder, peer, text=YAML, token=None):
        self.folder, self.peer = Path(folder), peer
        self.database, self.clock, self.calendar = (self.folder / name for name in ("usher.db", "clock", "it.ics"))
        peer.branches["main"][FILE] = text.encode()
        self.publish()
        self.config = self.folder / "usher.toml"
        self.config.write_text(f"""[community]
name = "Test"
[database]
path = "{self.database}"
[meetings]
calendars = ["{self.calendar}"]
poll_minutes = 1
archive_api_url = "{peer.api}"
[meetings.source.it]
repository = "{peer.repository}"
file = "{FILE}"
[roles]
organisers = ["web:ada"]
[delivery]
max_tries = 2
retry_base_ms = 20
[web]
listen = "127.0.0.1:0"
[web.rooms.meetings]
joined = true
[testing]
loopback = true
""", encoding="utf-8")
        self.token = peer.token if token is None else token
        self.server = None
        self.set_time(NOW)
        peer.now = self.now

    def publish(self):
        """The community's site makes the calendar anew."""
        self.calendar.write_text(calendar_of(self.peer.branches["main"][FILE].decode()), encoding="utf-8")

    def set_time(self, now):
        self.offset = int(now - time.time())
        self.clock.write_text(f"{self.offset} 1\n", encoding="ascii")

    def now(self):
        return time.time() + self.offset

    def environment(self):
        return {"USHER_CLOCK_FILE": str(self.clock), "USHER_GITHUB_TOKEN": self.token}

    def start(self):
        self.server = client.Server([USHER, "run", "--config", str(self.config)], self.folder, self.environment())
        base = self.server.wait()
        for _ in range(1000):  # until it knows the meetings; or was killed before
            if self.server.process.poll() is not None or \
                    beside.rows(self.database, "SELECT 1 FROM meeting_calendars WHERE read>0 AND started=0"):
                break
            time.sleep(0.02)
        return base

    def once(self, *command, **environment):
        return subprocess.run([USHER, *command, "--config", str(self.config)], cwd=self.folder, text=True, timeout=60,
                              capture_output=True, check=False,
                              env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(self.folder),
                                   **self.environment(), **environment})

    def held(self, title):
        """When Usher says that it takes place."""
        now = self.now()
        return sorted(start for start, in beside.rows(
            self.database, "SELECT o.start FROM meeting_occurrences o JOIN meeting_series s ON s.id=o.series WHERE s.title=? "
                           "AND o.state=0 AND o.start>? AND o.start<?", title, int(now), int(now) + 380 * DAY))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.server and self.server.process.poll() is None:
            self.server.kill()


async def press(tab, message, label):
    """The button with these words."""
    number = 0
    for block in message["doc"]:
        for button in block.get("buttons", []):
            if button["label"] == label:
                return await tab.do("press", message=message["id"], button=number)
            number += 1
    raise AssertionError(f"no button {label!r}: {client.words(message)}")


async def changes(tab, command):
    """Ordered and confirmed; the answer with the text for the calendar's keeper."""
    before = len(tab.state.find("Yes, tell everybody"))
    done = len(tab.state.find("Done. I am telling everybody"))
    await tab.send("meetings", "/meeting " + command)
    await tab.until(command, lambda state: len(state.find("Yes, tell everybody")) > before)
    await press(tab, tab.state.find("Yes, tell everybody")[-1], "Yes, tell everybody")
    await tab.until(command, lambda state: len(state.find("Done. I am telling everybody")) > done)
    return tab.state.find("Done. I am telling everybody")[-1]


async def proposes(tab, message, words="is there."):
    """The pull request, and what is told of it."""
    def told(state):
        return state.find("for the calendar of") + state.find("Of the calendar of")

    before = len(told(tab.state))
    await press(tab, message, "Open the pull request")
    await tab.until("what became of it", lambda state: len(told(state)) > before)
    last = max(told(tab.state), key=lambda one: one["id"])
    check(words in client.words(last), f"{words!r}: {client.words(last)}")
    return last


async def rest(bot, what):
    for _ in range(600):
        if beside.idle(bot.database, bot.now()):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{what}: it does not come to rest")


def day(at):
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%d")


def only_lines_added(before, after, what):
    """Every line that was there is there, in order."""
    lines = iter(after.splitlines())
    check(all(line in lines for line in before.splitlines()), f"{what}: {after}")


async def a_calendar(name, text, title, single=False):
    peer = GitHubArchive("o/site").start()
    with beside.folder() as folder, Bot(folder, peer, text) as bot:
        check(bot.once("check").returncode == 0, bot.once("check").stderr)
        async with client.Tab(client.sign_in(bot.start(), "Ada", role="organiser")) as tab:
            await rest(bot, name)
            dates = bot.held(title)
            check(dates and dates == dates_in(text, title, bot.now()), f"{name}: {title}: {dates}")
            # Not the next one; not so far that it could not be moved.
            at = dates[0] if single else max([one for one in dates[:4] if one < bot.now() + 100 * DAY])
            later = at + DAY - HOUR
            number = 0
            order = [(f"cancel {title} {day(at)}", "cancel"), (f"restore {title} {day(at)}", "restore"),
                     (f"move {title} {day(at)} to {day(later)} {datetime.fromtimestamp(later, timezone.utc):%H:%M} UTC", "move")]
            if not single:
                order.append((f"cancel {title} {day(later)}", "cancel what was moved"))
            for command, what in order:
                what = f"{name}: {title}: {what}"
                before = peer.branches["main"][FILE].decode()
                message = await changes(tab, command)
                told = await proposes(tab, message)
                number += 1
                pull = peer.pulls[-1]
                check(len(peer.pulls) == number, f"{what}: {len(peer.pulls)} pull requests")
                check(f"#{number}" in client.words(told), client.words(told))
                after = peer.branches[pull["head"]["ref"]][FILE].decode()
                held = bot.held(title)
                check(dates_in(after, title, bot.now()) == held,
                      f"{what}: {set(dates_in(after, title, bot.now())) ^ set(held)}")
                if what.endswith((": cancel", ": move")) and not single and "\n    ics: RRULE" not in before:
                    only_lines_added(before, after, what)
                for other in {line.split("summary:")[1].split("#")[0].strip() for line in text.splitlines() if "- summary:" in line}:
                    if other != title:
                        check(dates_in(after, other, bot.now()) == dates_in(text, other, bot.now()), f"{what}: {other} as well")
                # It is merged, and the calendar made anew: it agrees, and nobody is told of it.
                peer.close(number, merge=True)
                bot.publish()
                news = len(tab.state.find("Told:"))
                bot.set_time(bot.now() + 120)
                for _ in range(600):
                    if not beside.rows(bot.database, "SELECT 1 FROM meeting_occurrences WHERE held=1"):
                        break
                    await asyncio.sleep(0.05)
                check(not beside.rows(bot.database, "SELECT 1 FROM meeting_occurrences WHERE held=1"), f"{what}: it agrees")
                await rest(bot, what)
                check(bot.held(title) == held, f"{what}: the dates stay")
                check(len(tab.state.find("Told:")) <= news + 1, f"{what}: told again")
            check(not peer.violations, peer.violations)
        check(bot.server.stop() == 0, "it ends well")
        check(peer.token not in "\n".join(bot.server.lines), "the token is in no log")
    peer.stop()


async def calendars_of_all_kinds():
    await a_calendar("here", YAML, "Test Call")
    await a_calendar("here", YAML, "Test Hour")
    await a_calendar("here", YAML, "Test Day", single=True)
    shared = Path(os.environ.get("USHER_SHARED") or "../shared") / "data/calendars"
    if not (shared / "numpy.yaml").is_file():
        return
    for name, title in (("numpy", "NumPy Community Call"), ("numpy", "NumPy Optimization Team meeting"),
                        ("scientific-python", "Scientific Python Tools"),
                        ("matplotlib", "Matplotlib Documentation Meeting")):
        await a_calendar(name, (shared / f"{name}.yaml").read_text(encoding="utf-8"), title)


def made_once(peer, what):
    check(peer.made == {"refs": 1, "files": 1, "pulls": 1}, f"{what}: {peer.made}")
    check(not peer.violations, f"{what}: {peer.violations}")


async def killed(kill, what):
    """One life that ends in the middle, and one after it: in the end there is one branch, one change, one pull request."""
    peer = GitHubArchive("o/site").start()
    peer.server.handle_error = lambda *_: None  # whoever asked is dead
    with beside.folder() as folder, Bot(folder, peer) as bot:
        async with client.Tab(client.sign_in(bot.start(), "Ada", role="organiser")) as tab:
            await rest(bot, what)
            message = await changes(tab, "cancel Test Call 2026-01-28")
            await rest(bot, what)
            kill(bot, peer)
            try:
                await asyncio.wait_for(proposes(tab, message), 5)
            except (AssertionError, TimeoutError, client.ConnectionClosed, ConnectionError):
                pass  # it was killed
        for _ in range(500):
            if bot.server.process.poll() is not None:
                break
            await asyncio.sleep(0.01)
        else:
            bot.server.kill()
        peer.before_answer = None
        async with client.Tab(client.sign_in(bot.start(), "Ada", id="ada", role="organiser")) as tab:
            async def outcome():
                while not (told := tab.state.find("The pull request for the calendar") +
                           tab.state.find("Of the calendar of")):
                    await asyncio.sleep(0.05)
                return told
            try:
                told = await asyncio.wait_for(outcome(), 5)
            except TimeoutError:  # it was killed before it took the press in
                await press(tab, (await tab.sees("Done. I am telling everybody")), "Open the pull request")
                told = await asyncio.wait_for(outcome(), client.PATIENCE)
            check(len(told) == 1, f"{what}: told {len(told)} times")
            await rest(bot, what)
        made_once(peer, what)
        check(beside.rows(bot.database, "SELECT count(*) FROM calls WHERE service LIKE 'source-%'")[0][0] == 0,
              f"{what}: nothing is under way")
        after = peer.branches[peer.pulls[0]["head"]["ref"]][FILE].decode()
        check(after == YAML.replace("+00:00\n\n  - summary: Test Hour", "+00:00\n      except_on:\n        - 2026-01-28 18:00:00\n\n"
                                    "  - summary: Test Hour"), f"{what}: {after}")
    peer.stop()


async def kills_make_nothing_twice():
    # Each request, before GitHub has done what it asks and after: the file, the pull requests, the file again, the branch, …
    for place in range(9):
        for applied in (False, True):
            def at(bot, peer, place=place, applied=applied):
                seen = itertools.count(1)  # requests come at once, from several threads

                def look(_, done):
                    if done == applied and next(seen) == place + 1:
                        bot.server.process.kill()
                peer.before_answer = look
            await killed(at, f"killed {'after' if applied else 'before'} request {place + 1}")
    for number in range(KILLS):
        def somewhere(bot, _):
            asyncio.get_running_loop().call_later(random.uniform(0, 0.08), bot.server.process.kill)
        await killed(somewhere, f"killed at random, {number}")


async def what_is_in_the_way():
    peer = GitHubArchive("o/site").start()
    with beside.folder() as folder, Bot(folder, peer) as bot:
        async with client.Tab(client.sign_in(bot.start(), "Ada", role="organiser")) as tab:
            await rest(bot, "the start")
            message = await changes(tab, "cancel Test Call 2026-01-28")
            check("Take out:" in client.words(message) and FILE in client.words(message), client.words(message))
            # A file that is kept as ICS, or that is not there: the text, and no guess.
            good = peer.branches["main"][FILE]
            peer.branches["main"][FILE] = calendar_of(YAML).encode()
            last = await proposes(tab, message, "I do not understand how this meeting is written in " + FILE)
            check("Take out:" in client.words(last), client.words(last))
            del peer.branches["main"][FILE]
            await proposes(tab, message, f"GitHub shows me no {FILE} in o/site")
            peer.branches["main"][FILE] = good
            peer.rights = "read"
            await proposes(tab, message, "My token may not write to o/site.")
            peer.rights = "write"
            check(peer.made == {"refs": 0, "files": 0, "pulls": 0}, peer.made)
            # Somebody writes to the file between two requests: it is read again, and what they wrote stays.
            seen = [0]

            def meanwhile(kind, done):
                if kind == "REF" and not done and not seen[0]:
                    seen[0] += 1
                    peer.branches["main"][FILE] = good.replace(b"Everybody is welcome.", b"All are welcome.")
                    peer.heads["main"] = peer.commit()
            peer.before_answer = meanwhile
            await proposes(tab, message)
            peer.before_answer = None
            branch = peer.pulls[0]["head"]["ref"]
            after = peer.branches[branch][FILE].decode()
            check(seen[0] == 1 and "All are welcome." in after and "- 2026-01-28 18:00:00" in after, after)
            made_once(peer, "written meanwhile")
            # It went on after the pull request was opened: asked for again, the branch is brought up to date, and is one.
            peer.branches["main"][FILE] = peer.branches["main"][FILE].replace(b"All are", b"Each is")
            peer.heads["main"] = peer.commit()
            await proposes(tab, message, "The pull request is open.")
            after = peer.branches[branch][FILE].decode()
            check("Each is welcome." in after and "- 2026-01-28 18:00:00" in after, after)
            check(peer.made == {"refs": 1, "files": 2, "pulls": 1}, peer.made)
            # Somebody mends it in the branch: it is theirs.
            peer.branches[branch][FILE] += b"# mine\n"
            await proposes(tab, message, "Somebody has changed the file in the branch")
            check(peer.branches[branch][FILE].endswith(b"# mine\n"), "what they wrote stays")
            peer.close(1, merge=False)
            await proposes(tab, message, "closed and not merged")
            check(peer.made["pulls"] == 1, "no other one is opened")
            check(not peer.violations, peer.violations)
    peer.stop()


async def the_doctor_reads_the_file():
    peer = GitHubArchive("o/site").start()
    with beside.folder() as folder, Bot(folder, peer) as bot:
        def finds(words, ill, **environment):
            done = bot.once("doctor", **environment)
            check(words in done.stdout, f"{words!r}: {done.stdout}{done.stderr}")
            check(("FAULT" in done.stdout) == ill and done.returncode == (1 if ill else 0), done.stdout)

        finds(f"{FILE} in o/site can be read: 3 events.", False)
        finds("organisers get changes to calendars as text", False, USHER_GITHUB_TOKEN="")
        peer.branches["main"][FILE] = b"BEGIN:VCALENDAR\r\n"
        finds("is not written as Usher can read it", True)
        del peer.branches["main"][FILE]
        finds("cannot be read", True)
        peer.rights = "none"
        finds("Check meetings.source.it.repository", True)
    peer.stop()


async def main():
    started = time.time()
    seed = int(os.environ.get("USHER_SEED") or time.time())
    random.seed(seed)
    try:
        await calendars_of_all_kinds()
        await what_is_in_the_way()
        await the_doctor_reads_the_file()
        await kills_make_nothing_twice()
    except BaseException:
        print(f"USHER_SEED={seed}", flush=True)
        raise
    print(f"{checks.count} checks in {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
