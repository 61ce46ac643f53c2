#!/usr/bin/env python3
# tests/system/meetings_notes_test.py: notes from chat and from the page of an agenda, and their way into the archive.
# SPDX-License-Identifier: BSD-3-Clause
"""meetings_notes_test.py [KILLS]     how often the program is killed at random, beside once between any two requests (10)

USHER_BINARY: the program, built with USHER_TEST_CLOCK. Somebody takes notes in the browser's space and wants a pull request; the
page of the agenda is prepared. GitHub and HackMD are strict stand-ins. USHER_SEED repeats a run's choices."""

import outside

outside.go_there()

import asyncio  # noqa: E402
import itertools  # noqa: E402
import os  # noqa: E402
import random  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import beside  # noqa: E402
import checks  # noqa: E402
from checks import check  # noqa: E402
from github_archive_peer import GitHubArchive  # noqa: E402
from hackmd_peer import HackMd  # noqa: E402
from web import client  # noqa: E402

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
MEETING = 1768413600  # 14 January 2026, 18:00 UTC
DAY = 86400
PAGE = "76o-IxCjQX2mOXO_wwkcpg"
OLD = "# Agenda\n\n## 2025-12-31 Test call\n\n- old\n"
MADE = "The pull request with the notes of Test Call is there."
BRANCH, FILE = "usher-notes-call-2026-01-14", "calls/2026/call-2026-01-14.md"
MEETINGS = """
[local.call]
title = "Test Call"
start = "2026-01-14T18:00"
minutes = 60
rooms = ["web:meetings"]
leads = []
page_title = "Test call"
archive = "calls/{year}/call-{date}.md"
"""


class Bot:
    def __init__(self, folder, peer, token=None, pads=None, now=None):
        self.folder, self.peer, self.pads = Path(folder), peer, pads
        self.database, self.clock = self.folder / "usher.db", self.folder / "clock"
        (self.folder / "meetings.toml").write_text(
            MEETINGS + (f'hackmd = "{PAGE}"\n' if pads else ""), encoding="utf-8")
        self.config = self.folder / "usher.toml"
        self.config.write_text(f"""[community]
name = "Test"
[database]
path = "{self.database}"
[meetings]
archive_repository = "{peer.repository}"
archive_api_url = "{peer.api}"
hackmd_api_url = "{pads.api if pads else peer.api}"
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
        self.server, self.began = None, time.time()
        self.early = now is None  # a date that has begun before its calendar was first read is not known
        self.set_time(now or MEETING - 1800)
        peer.now = self.now
        if pads:
            pads.now = self.now

    def set_time(self, now):
        self.offset = int(now - time.time())
        self.clock.write_text(f"{self.offset} 1\n", encoding="ascii")

    def now(self):
        return time.time() + self.offset

    def environment(self):
        return {"USHER_CLOCK_FILE": str(self.clock), "USHER_GITHUB_TOKEN": self.token,
                "USHER_HACKMD_TOKEN": self.pads.token if self.pads else ""}

    def start(self):
        self.server = client.Server([USHER, "run", "--config", str(self.config)], self.folder, self.environment())
        base = self.server.wait()
        for _ in range(1000):  # until it knows the meeting; or was killed before
            if self.server.process.poll() is not None or \
                    beside.rows(self.database, "SELECT 1 FROM meeting_occurrences LIMIT 1"):
                break
            time.sleep(0.02)
        if self.early:
            self.early = False
            self.set_time(MEETING + 60)
        return base

    def once(self, *command, **environment):
        return subprocess.run([USHER, *command, "--config", str(self.config)], cwd=self.folder, text=True, timeout=60,
                              capture_output=True, check=False,
                              env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(self.folder),
                                   **self.environment(), **environment})

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


async def take_notes(tab):
    """The message with the file."""
    for line in ("start call", "here Cy and 2 newcomers", "topic Release, see https://e.zoom.us/j/x1?pwd=a",
                 "info https://numpy-team.slack.com/t/x/shared_invite/zt-secret2", "agreed ship it", "action @cy write"):
        await tab.send("meetings", "/meeting " + line)
    await tab.sees("Test Call")
    await tab.send("meetings", "/meeting end")
    return await tab.sees("The notes, for the archive:")


def file_of(message):
    return next(block["pre"] for block in message["doc"] if "pre" in block)


def made_once(peer, what):
    check(peer.made == {"refs": 1, "files": 1, "pulls": 1}, f"{what}: {peer.made}")
    check(not peer.violations, f"{what}: {peer.violations}")


async def from_chat_to_pull_request():
    peer = GitHubArchive().start()
    with beside.folder() as folder, Bot(folder, peer) as bot:
        ada = client.sign_in(bot.start(), "Ada")
        async with client.Tab(ada) as tab:
            message = await take_notes(tab)
            check(peer.requests == [], "nothing is asked before somebody wants it")
            await press(tab, message, "Open the pull request")
            told = await tab.sees(MADE)
            check("#1" in client.words(told), client.words(told))
            made_once(peer, "the first time")
            content = peer.branches[BRANCH][FILE].decode()
            check(content == file_of(message), "what goes there is what was shown")
            for secret in ("pwd=", "secret2", "shared_invite"):
                check(secret not in content and secret not in str(peer.pulls), secret)
            check("Cy, 2 newcomers" in content and "**Agreed:** ship it" in content, content)
            check(peer.pulls[0]["title"] == "Add notes of Test call, 2026-01-14", peer.pulls[0]["title"])
            check("Ada" not in str(peer.pulls), "nobody is named")
            # Once more: it is found.
            await press(tab, message, "Open the pull request")
            await tab.sees("Of the notes of Test Call:")
            made_once(peer, "the second time")
            await tab.send("meetings", "/meeting notes call")
            await tab.sees("The pull request is open.")
        check(bot.server.stop() == 0, "it ends well")
        log = "\n".join(bot.server.lines)
        check(peer.token not in log, "the token is in no log")
    peer.stop()


FAULTS = [
    # at which request; what GitHub does; what is told
    ("PULLS", "too many", "GitHub lets me ask again in 20 minutes only."),
    ("MAKE REF", "exhausted", "GitHub lets me ask again in 15 minutes only."),
    ("PULLS", "server error", "GitHub does not answer, or has trouble of its own."),
    ("REF", "reset before", "GitHub does not answer, or has trouble of its own."),
    ("PUT", "conflict", "Somebody wrote there at the same moment."),
    ("FILE", "not JSON", "I do not understand what GitHub answers."),
    ("PULLS", "not JSON", "I do not understand what GitHub answers."),
]


async def refusals_are_told_in_words():
    peer = GitHubArchive().start()
    with beside.folder() as folder, Bot(folder, peer) as bot:
        async with client.Tab(client.sign_in(bot.start(), "Ada")) as tab:
            message = await take_notes(tab)
            times = 0

            async def told(words, label="Open the pull request", of=message):
                nonlocal times
                times += 1
                def all_told(state):
                    return state.find("The file can also be put there by hand")

                before = len(all_told(tab.state))
                await press(tab, of, label)
                await tab.until(words, lambda state: len(all_told(state)) > before)
                last = all_told(tab.state)[-1]
                check(words in client.words(last), f"{words!r}: {client.words(last)}")
                check(FILE in client.words(last), "the file is named")
                return last

            peer.protected = True
            last = await told("its rules for branches may be in the way")
            check("Repository rule violations found" in client.words(last), "GitHub's words are quoted")
            peer.protected = False
            main = peer.heads.pop("main")
            await told("has no such branch")
            peer.heads["main"] = main
            for kind, what, words in FAULTS:
                peer.faults = [(kind, what)] * 12  # it is tried again, and a lost connection at once
                last = await told(words)
                peer.faults = []
                if peer.closed_until > bot.now():
                    asked = len(peer.requests)
                    await told("minutes only")
                    check(len(peer.requests) == asked, "GitHub is not asked before its time")
                    bot.set_time(peer.closed_until + 2)
            right = peer.token
            peer.token = "ghp_" + "other"
            await told("GitHub does not accept my token")
            peer.token = right
            for rights, words in (("read", "My token may not write to numpy/archive."),
                                  ("none", "GitHub shows me no numpy/archive")):
                peer.rights = rights
                await told(words)
            peer.rights = "write"
            peer.branches["main"][FILE] = b"# Somebody's own\n"
            await told("another file of that name already")
            check(peer.branches["main"][FILE] == b"# Somebody's own\n", "it is not written over")
            del peer.branches["main"][FILE]
            await press(tab, last, "Try again")
            await tab.sees(MADE)
            check(peer.made["pulls"] == 1 and peer.made["refs"] == 1, peer.made)
            check(not peer.violations, peer.violations)
            # Somebody mends the file in the branch: it is theirs.
            peer.branches[BRANCH][FILE] = b"# Mended\n"
            await told("Somebody has changed the file in the branch")
            check(peer.branches[BRANCH][FILE] == b"# Mended\n", "what they wrote stays")
            check(bot.server.stop() == 0, "it ends well")
            check(times > len(FAULTS), times)
    peer.stop()


async def a_silent_github_is_given_up():
    peer = GitHubArchive().start()
    with beside.folder() as folder, Bot(folder, peer) as bot:
        bot.config.write_text(bot.config.read_text().replace("max_tries = 2", "max_tries = 1"), encoding="utf-8")
        async with client.Tab(client.sign_in(bot.start(), "Ada")) as tab:
            message = await take_notes(tab)
            peer.faults = [("PULLS", "silent")]
            await press(tab, message, "Open the pull request")
            for _ in range(3):
                try:
                    await tab.sees("GitHub does not answer, or has trouble of its own.")
                    break
                except AssertionError:
                    continue
            check(bool(tab.state.find("GitHub does not answer")), "whoever waits is told after half a minute")
    peer.stop()


async def killed(kill, what):
    """One life that ends in the middle, and one after it: in the end there is one of each."""
    peer = GitHubArchive().start()
    peer.server.handle_error = lambda *_: None  # whoever asked is dead
    with beside.folder() as folder, Bot(folder, peer) as bot:
        ada = client.sign_in(bot.start(), "Ada")
        async with client.Tab(ada) as tab:
            message = await take_notes(tab)
            kill(bot, peer)
            try:
                await press(tab, message, "Open the pull request")
                await asyncio.wait_for(tab.sees(MADE), 5)
            except (AssertionError, TimeoutError, client.ConnectionClosed, ConnectionError):
                pass  # it was killed
        for _ in range(500):
            if bot.server.process.poll() is not None:
                break
            await asyncio.sleep(0.01)
        else:
            bot.server.kill()
        peer.before_answer = None
        again = client.sign_in(bot.start(), "Ada", id="ada")
        async with client.Tab(again) as tab:
            async def outcome():
                while not (told := tab.state.find(MADE) + tab.state.find("Of the notes of Test Call:")):
                    await asyncio.sleep(0.05)
                return told
            try:
                told = await asyncio.wait_for(outcome(), 5)
            except TimeoutError:  # it was killed before it took the press in
                await press(tab, (await tab.sees("The notes, for the archive:")), "Open the pull request")
                told = await asyncio.wait_for(outcome(), client.PATIENCE)
            check(len(told) == 1, f"{what}: told {len(told)} times")
        made_once(peer, what)
        check(beside.rows(bot.database, "SELECT count(*) FROM calls")[0][0] == 0, f"{what}: nothing is under way")
        check(peer.branches[BRANCH][FILE].decode() == file_of(message), f"{what}: the file is whole")
    peer.stop()


async def kills_make_nothing_twice():
    # Each request, before GitHub has done what it asks and after.
    for place in range(8):
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
            wait = random.uniform(0, 0.08)
            asyncio.get_running_loop().call_later(wait, bot.server.process.kill)
        await killed(somewhere, f"killed at random, {number}")


async def follow_ups_know_how_it_stands():
    for what in ("merged", "open", "by hand", "none"):
        peer = GitHubArchive().start()
        with beside.folder() as folder, Bot(folder, peer) as bot:
            base = bot.start()
            ada = client.sign_in(base, "Ada")
            async with client.Tab(ada) as tab:
                message = await take_notes(tab)
                if what in ("merged", "open"):
                    await press(tab, message, "Open the pull request")
                    await tab.sees(MADE)
                if what == "merged":
                    peer.close(1, merge=True)
                if what == "by hand":
                    peer.branches["main"][FILE] = b"# Put there by hand\n"
                before = len(peer.requests)
                bot.server.stop()
            bot.set_time(MEETING + 2 * DAY + 600)
            again = client.sign_in(bot.start(), "Ada", id="ada")
            async with client.Tab(again) as tab:
                for _ in range(600):
                    if len(peer.requests) > before and beside.idle(bot.database, bot.now()):
                        break
                    await asyncio.sleep(0.05)
                check(len(peer.requests) > before, f"{what}: it is looked at")
                check(all(kind in ("PULLS", "FILE") for _, kind, _, _ in peer.requests[before:]), "and nothing is written")
                if what in ("open", "none"):
                    asked = await tab.sees("Are the notes of Test Call in the archive?")
                    merge = "Somebody has to look it over and merge it." in client.words(asked)
                    button = "[Open the pull request]" in client.words(asked)
                    check(merge == (what == "open") and button == (what == "none"), client.words(asked))
                else:
                    await asyncio.sleep(0.3)
                    check(not tab.state.find("Are the notes of"), f"{what}: nobody is asked")
                    archived = beside.rows(bot.database, "SELECT archived,next_ask FROM meeting_minutes")[0]
                    check(archived[0] > 0 and archived[1] == 0, f"{what}: {archived}")
            check(not peer.violations, peer.violations)
        peer.stop()


async def the_doctor_looks_at_the_archive():
    peer = GitHubArchive().start()
    with beside.folder() as folder, Bot(folder, peer) as bot:
        def finds(words, ill, **environment):
            done = bot.once("doctor", **environment)
            check(words in done.stdout, f"{words!r}: {done.stdout}{done.stderr}")
            check(("FAULT" in done.stdout) == ill and done.returncode == (1 if ill else 0), done.stdout)
            check(peer.token not in done.stdout + done.stderr, "the token is shown")

        finds("numpy/archive can be reached", False)
        finds("GitHub does not accept the token.", True, USHER_GITHUB_TOKEN="ghp_" + "x")
        finds("There is no token of GitHub's", False, USHER_GITHUB_TOKEN="")
        peer.rights = "read"
        finds("The token may not write to numpy/archive.", True)
        peer.rights = "none"
        finds("GitHub shows no numpy/archive with this token.", True)
        peer.rights = "write"
        peer.put_away = True
        finds("numpy/archive is read-only", True)
        peer.put_away = False
        main = peer.heads.pop("main")
        finds("numpy/archive has no branch main.", True)
        peer.heads["main"] = main
        check(bot.once("check").returncode == 0, "the configuration is right")
        bot.config.write_text(bot.config.read_text().replace("numpy/archive", "archive"), encoding="utf-8")
        done = bot.once("check")
        check(done.returncode == 1 and "archive_repository" in done.stderr + done.stdout or "no repository" in done.stderr,
              done.stderr)
    peer.stop()


async def without_a_token_there_is_a_file():
    peer = GitHubArchive().start()
    with beside.folder() as folder, Bot(folder, peer, token="") as bot:
        async with client.Tab(client.sign_in(bot.start(), "Ada")) as tab:
            message = await take_notes(tab)
            check("[Open the pull request]" not in client.words(message), client.words(message))
            check("# 2026-01-14 Test call" in file_of(message), file_of(message))
        check(peer.requests == [], "GitHub is not asked")
    peer.stop()


async def rest(bot, what):
    for _ in range(600):
        if beside.idle(bot.database, bot.now()):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{what}: it does not come to rest")


def prepared_once(pads, what):
    page = pads.pages[PAGE]
    check(page.count("## 2026-01-14 Test call") == 1, f"{what}: {page}")
    check(page.startswith(OLD.rstrip("\n")), f"{what}: what was there stays: {page}")
    check(not pads.violations, f"{what}: {pads.violations}")


async def pages_are_prepared():
    for what in ("as it should", "typed meanwhile", "an error first", "a lost answer", "seen later", "somebody else's page"):
        peer, pads = GitHubArchive().start(), HackMd({PAGE: OLD}).start()
        if what == "typed meanwhile":
            pads.between = [(PAGE, "- typed just now\n")]
        if what == "an error first":
            pads.faults = ["server error"]
        if what == "seen later":
            pads.delay = 1
        if what == "somebody else's page":
            pads.not_ours.add(PAGE)
        with beside.folder() as folder, Bot(folder, peer, pads=pads, now=MEETING - DAY - 600) as bot:
            if what == "a lost answer":  # of the write alone
                handle = pads.write

                def lose(request, note, body, handle=handle, pads=pads):
                    pads.write = handle
                    handle(request, note, body)
                    raise ConnectionError("lost")
                pads.write = lose
                pads.server.handle_error = lambda *_: None
            async with client.Tab(client.sign_in(bot.start(), "Ada", role="organiser")) as tab:
                await tab.send("meetings", "/agenda add call: Plans, https://e.zoom.us/j/x1?pwd=a")
                await rest(bot, what)
                check(pads.written == 0, f"{what}: not before its time")
                bot.set_time(MEETING - DAY + 60)
                for _ in range(600):
                    if rows_of_pads(bot) == [(1,)]:
                        break
                    await asyncio.sleep(0.05)
                check(rows_of_pads(bot) == [(1,)], f"{what}: {rows_of_pads(bot)} {pads.requests}")
                pads.read(PAGE)
                prepared_once(pads, what)
                page = pads.pages[PAGE]
                check("Plans" in page and "pwd=" not in page, page)
                check(("- typed just now" in page) == (what == "typed meanwhile"), page)
                check(not tab.state.find("could not prepare"), "nobody is bothered")
            check(bot.server.stop() == 0, "it ends well")
            # Started again it is left alone.
            written = pads.written
            bot.start()
            await rest(bot, what)
            check(pads.written == written, f"{what}: written again")
        peer.stop()
        pads.stop()


def rows_of_pads(bot):
    return beside.rows(bot.database, "SELECT state FROM meeting_pads")


async def organisers_hear_what_is_in_the_way():
    for what, words in (("conflict", "Somebody writes on it all the time"), ("read only", "may not write on this page"),
                        ("token", "my token is wrong"), ("gone", "HackMD knows no such page"),
                        ("not JSON", "I do not understand what HackMD answers.")):
        peer, pads = GitHubArchive().start(), HackMd({PAGE: OLD}).start()
        with beside.folder() as folder, Bot(folder, peer, pads=pads, now=MEETING - DAY - 600) as bot:
            if what == "conflict":
                pads.between = [(PAGE, f"- typed {number}\n") for number in range(20)]
            if what == "read only":
                pads.read_only.add(PAGE)
            if what == "token":
                pads.token = "another"
                bot.pads = None
                bot.environment = lambda bot=bot: {"USHER_CLOCK_FILE": str(bot.clock), "USHER_GITHUB_TOKEN": bot.token,
                                                   "USHER_HACKMD_TOKEN": "wrong"}
            if what == "gone":
                pads.pages = {}
            if what == "not JSON":
                pads.faults = ["not JSON"] * 20
            async with client.Tab(client.sign_in(bot.start(), "Ada", role="organiser")) as tab:
                bot.set_time(MEETING - DAY + 60)
                told = await tab.sees("I could not prepare the page for the agenda of Test Call.")
                check(words in client.words(told), f"{what}: {client.words(told)}")
                check("## 2026-01-14 Test call" in client.words(told), "with what to put there")
                check(pads.written == 0, f"{what}: nothing is written")
            check(not pads.violations, f"{what}: {pads.violations}")
        peer.stop()
        pads.stop()


async def kills_prepare_a_page_once():
    for place in range(5):  # a look at what it says, the read; of the write: comparison, write, look
        for applied in (False, True):
            peer, pads = GitHubArchive().start(), HackMd({PAGE: OLD}).start()
            with beside.folder() as folder, Bot(folder, peer, pads=pads, now=MEETING - DAY + 60) as bot:
                seen = itertools.count(1)  # requests come at once, from several threads
                handle = pads.handle

                def kill(request, handle=handle, bot=bot, seen=seen, place=place, applied=applied):
                    meant = next(seen) == place + 1
                    if meant and not applied:
                        bot.server.process.kill()
                    handle(request)
                    if meant and applied:
                        bot.server.process.kill()
                pads.handle = kill
                pads.server.handle_error = lambda *_: None  # whoever asked is dead
                bot.start()
                for _ in range(1000):
                    if bot.server.process.poll() is not None:
                        break
                    await asyncio.sleep(0.01)
                check(bot.server.process.poll() is not None, f"killed at request {place + 1}")
                bot.start()
                for _ in range(1000):
                    if rows_of_pads(bot) == [(1,)]:
                        break
                    await asyncio.sleep(0.02)
                await rest(bot, "after a kill")
                prepared_once(pads, f"killed {'after' if applied else 'before'} request {place + 1}")
            peer.stop()
            pads.stop()


async def notes_are_read_from_the_page():
    peer, pads = GitHubArchive().start(), HackMd({PAGE: OLD}).start()
    with beside.folder() as folder, Bot(folder, peer, pads=pads, now=MEETING - 600) as bot:
        async with client.Tab(client.sign_in(bot.start(), "Ada", role="organiser")) as tab:
            await tab.until("the page is prepared", lambda _: True)
            for _ in range(600):
                if rows_of_pads(bot) == [(1,)]:
                    break
                await asyncio.sleep(0.05)
            pads.type(PAGE, "- said, https://e.zoom.us/j/x1?pwd=a\n- Passcode: 123456\n\n## 2026-01-28\n\n- later\n")
            bot.set_time(MEETING + 3600)
            await tab.send("meetings", "/meeting notes call from page")
            message = await tab.sees("The notes, for the archive:")
            text = file_of(message)
            check("- said" in text and "later" not in text and "- old" not in text, text)
            check("pwd=" not in text and "123456" not in text, text)
            await press(tab, message, "Open the pull request")
            await tab.sees(MADE)
            made_once(peer, "from a page")
            check(peer.branches[BRANCH][FILE].decode() == text, "what goes there is what was shown")
            # Given as a text, they are the same file of the same pull request.
            await tab.send("meetings", "/meeting notes call 2026-01-14: # By hand\n\n- mended\n")
            message = await tab.sees("- mended")
            await press(tab, message, "Open the pull request")
            await tab.sees("Of the notes of Test Call:")
            check(peer.branches[BRANCH][FILE] == b"# By hand\n\n- mended\n", peer.branches[BRANCH][FILE])
            check(len(peer.pulls) == 1, "there is one pull request")
        done = bot.once("doctor")
        check(f"The page {PAGE} can be read." in done.stdout, done.stdout)
        pads.pages = {}
        done = bot.once("doctor")
        check(f"The page {PAGE} cannot be read: HackMD answers 404." in done.stdout and done.returncode == 1, done.stdout)
        done = bot.once("doctor", USHER_HACKMD_TOKEN="wrong")
        check("HackMD does not accept the token." in done.stdout and done.returncode == 1, done.stdout)
    check(not pads.violations, pads.violations)
    peer.stop()
    pads.stop()


async def main():
    seed = int(os.environ.get("USHER_SEED") or time.time())
    random.seed(seed)
    print(f"USHER_SEED={seed}", flush=True)
    for test in (from_chat_to_pull_request, without_a_token_there_is_a_file, refusals_are_told_in_words,
                 the_doctor_looks_at_the_archive, follow_ups_know_how_it_stands, pages_are_prepared,
                 organisers_hear_what_is_in_the_way, notes_are_read_from_the_page, kills_prepare_a_page_once,
                 kills_make_nothing_twice,
                 a_silent_github_is_given_up):
        await test()
        print(f"ok {test.__name__}", flush=True)
    check(not client.complaints, client.complaints)
    print(f"{checks.count} checks, {24 + KILLS} kills", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
