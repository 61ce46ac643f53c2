# tests/system/slack/news.py: a folder of proposals in which there is always something new, and a room that is told of it.
# SPDX-License-Identifier: BSD-3-Clause
import collections
import os
import re
import subprocess
from pathlib import Path

from . import peer

FIRST = 9000
TEXT = """:Author: Ada Example <ada@example.org>
:Status: Draft
:Type: Standards Track
:Created: 2026-01-01

Abstract
--------

Nothing.
"""


class News:
    """What it needs of the program's settings is `settings`; the database is the folder's usher.db."""

    def __init__(self, usher, folder, room="C0NEPS"):
        self.usher, self.folder, self.room = usher, Path(folder), room
        self.number = FIRST
        self.settings = ["--set", "proposals.nep.source=directory", "--set", f"proposals.nep.path={self.folder}/neps"]
        (self.folder / "neps").mkdir()
        self._write()
        assert self._poll() == 0, "what is there at first is no news"

    def watch(self, slack):
        """By somebody who may, of the program that runs."""
        sent = slack("slash", user="U0ADA", channel=self.room, command="/nep", text="watch all here")
        state = slack.delivered(sent["delivery"])
        assert state["state"] == "acknowledged" and "every change" in state["words"], state

    def more(self):
        """While the program does not run: another proposal, whose announcement waits for the next start."""
        self.number += 1
        self._write()
        assert self._poll() == 1, f"NEP {self.number} is new"

    def expected(self):
        return range(FIRST + 1, self.number + 1)

    def announced(self, slack):
        """How often each was announced."""
        found = collections.Counter()
        for message in slack("history", channel=self.room)["messages"]:
            if heading := re.match(r"NEP (\d+) — Made", message["words"]):
                found[int(heading[1])] += 1
        return found

    def _write(self):
        title = f"NEP {self.number} — Made for a test"
        line = "=" * len(title)
        (self.folder / "neps" / f"nep-{self.number}-made.rst").write_text(f"{line}\n{title}\n{line}\n\n{TEXT}", encoding="utf-8")

    def _poll(self):
        done = subprocess.run(
            [self.usher, "nep", "poll", "--json", "--set", f"database.path={self.folder}/usher.db", *peer.ALONE, *self.settings],
            cwd=self.folder, capture_output=True, text=True, check=False, timeout=peer.PATIENCE,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8", "TZ": "UTC",
                 "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")})
        assert done.returncode == 0, (done.returncode, done.stderr)
        return len(done.stdout.splitlines())
