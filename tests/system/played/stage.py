# tests/system/played/stage.py: Usher between a calendar, a page of HackMD's and an archive on GitHub, on a day of the script's.
# SPDX-License-Identifier: BSD-3-Clause
import re
import shutil
import sqlite3
import time
from pathlib import Path

import beside
from checks import check
from github_archive_peer import GitHubArchive
from hackmd_peer import HackMd
from http_stand_in import StandIn

CONFIG = Path(__file__).resolve().parents[3] / "config" / "numpy"
PAGE = "76o-IxCjQX2mOXO_wwkcpg"
SECRETS = ("pwd=", "secret", "123456", "shared_invite")  # of calls and invitations, wherever the script has them


class Calendar(StandIn):
    """One ICS file, with an ETag."""

    def __init__(self, text):
        super().__init__()
        self.bytes = text.replace("\n", "\r\n").encode()
        self.address = self.base + "/community.ics"

    def handle(self, request):
        if request.path != "/community.ics":
            return self.refuse(request, 404, "Not Found")
        if request.headers.get("If-None-Match") == '"1"':
            return self.send(request, "ICS", request.path, 304, b"", {"ETag": '"1"'})
        return self.send(request, "ICS", request.path, 200, self.bytes, {"Content-Type": "text/calendar", "ETag": '"1"'})


class Stage:
    """meetings: what meetings.toml says; more: of usher.toml; answers: those that ship are the community's."""

    def __init__(self, folder, calendar, meetings, more, now, page=None, answers=False):
        self.folder = Path(folder)
        self.database, self.clock, self.config = self.folder / "usher.db", self.folder / "clock", self.folder / "usher.toml"
        self.archive, self.calendar = GitHubArchive().start(), Calendar(calendar).start()
        self.pads = HackMd({PAGE: page}).start() if page is not None else None
        self.bot = None
        self.play = None  # whoever plays on it puts themselves here
        for kind in ("templates", "notices", *(("answers",) if answers else ())):
            shutil.copytree(CONFIG / kind, self.folder / kind)
        (self.folder / "meetings.toml").write_text(meetings, encoding="utf-8")
        pads = f'hackmd_api_url = "{self.pads.api}"\n' if self.pads else ""
        self.config.write_text(f"""[community]
name = "NumPy"
[database]
path = "{self.database}"
[meetings]
calendars = ["{self.calendar.address}"]
archive_repository = "numpy/archive"
archive_api_url = "{self.archive.api}"
{pads}{more}
[testing]
loopback = true
""", encoding="utf-8")
        self.set_time(now)
        for peer in (self.archive, self.pads):
            if peer:
                peer.now = self.now

    def set_time(self, now):
        """Only forwards, and as life goes: nothing is jumped over that the script does not want to be."""
        self.offset = int(now - time.time())
        self.clock.write_text(f"{self.offset} 1\n", encoding="ascii")

    def now(self):
        return time.time() + self.offset

    def environment(self):
        return {"USHER_CLOCK_FILE": str(self.clock), "USHER_GITHUB_TOKEN": self.archive.token,
                "USHER_HACKMD_TOKEN": self.pads.token if self.pads else ""}

    def rows(self, sql, *args):
        return beside.rows(self.database, sql, *args)

    def rests(self):
        """Nothing is due, nothing under way, nothing to be sent."""
        check(self.bot.process.poll() is None, "Usher has ended:\n" + "\n".join(self.bot.lines[-30:]))
        try:
            return beside.idle(self.database, self.now()) and not self.rows("SELECT 1 FROM outbox WHERE dead=0 LIMIT 1") \
                and not self.rows("SELECT 1 FROM meeting_rounds LIMIT 1")
        except sqlite3.OperationalError:  # it is being made
            return False

    def state(self):
        return [self.rows(f"SELECT * FROM {table}") for table in ("jobs", "calls", "outbox", "meeting_rounds")]

    def knows_the_calendar(self):
        return bool(self.rows("SELECT 1 FROM meeting_occurrences LIMIT 1"))

    def section(self, date):
        """What stands on HackMD's page under that date's heading."""
        page = self.pads.pages[PAGE]
        self.pads.read(PAGE)  # what was written late
        check(page.count(f"## {date} ") == 1, f"one heading of {date}: {page}")
        return page[page.index(f"## {date} "):].split("\n## ")[0]

    def proposed(self, date):
        """The file, in the branch that was made for it."""
        return self.archive.branches[f"usher-notes-community-{date}"][f"community_meetings/{date[:4]}/community-{date}.md"].decode()

    def end(self):
        """Politely; nobody was asked anything that they refuse, and no token stands in the log."""
        try:
            check(self.bot.stop() == 0, "it ends well")
            log = "\n".join(self.bot.lines)
            for peer in (self.archive, self.pads, self.calendar):
                if peer:
                    check(not peer.violations, peer.violations)
            for token in (self.archive.token, self.pads.token if self.pads else self.archive.token):
                check(token not in log, "a token is in the log")
            check(not re.search(r"Z (warning|error|critical) ", log), log)
            check(self.rows("PRAGMA integrity_check") == [("ok",)], "the database is whole")
            check(self.rows("SELECT count(*) FROM outbox") == [(0,)], "everything was delivered")
        finally:
            self.away()

    def away(self):
        if self.bot is not None and self.bot.process.poll() is None:
            self.bot.kill()
        for peer in (self.archive, self.pads, self.calendar):
            if peer:
                peer.stop()
