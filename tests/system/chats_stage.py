# tests/system/chats_stage.py: one Usher before the fake Slack and the thin homeserver, and a clock that goes on when it is told to.
# SPDX-License-Identifier: BSD-3-Clause

import os
import sys
import time
from pathlib import Path

import beside
from matrix.peer import SELF
from slack.peer import Bot, until, usher_tokens

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))


class Stage:
    """The program has to be built with USHER_TEST_CLOCK. config: what stands in usher.toml, with the places of what is here by name;
    files: what lies beside it, by name."""

    def __init__(self, folder, slack, server, config, **files):
        self.folder, self.slack, self.server = Path(folder), slack, server
        self.database, self.clock, self.config = self.folder / "usher.db", self.folder / "clock", self.folder / "usher.toml"
        self.newcomers = server("room", name="newcomers", join=["@ada:localhost", SELF])["room"]
        self.other = server("room", name="other", join=["@ada:localhost", SELF])["room"]
        here = {"database": self.database, "slack": slack.api_url, "server": server.url, "self": SELF, "room": self.newcomers,
                "other": self.other}
        for name, text in {"usher.toml": config.format(**here), **files}.items():
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")
        self.offset = 0
        self.write()
        command = [USHER, "run", "--config", str(self.config)]
        self.bot = Bot(command, folder, usher_tokens(slack) | {
            "USHER_MATRIX_ACCESS_TOKEN": server.where["access_token"], "USHER_CLOCK_FILE": str(self.clock)})
        server.hears(self.bot)
        slack.connected(1, self.bot)

    def write(self):
        made = self.clock.with_suffix(".new")
        made.write_text(f"{self.offset} 1\n", encoding="ascii")
        made.replace(self.clock)  # never half of it

    def now(self):
        return time.time() + self.offset

    def rows(self, sql, *args):
        return beside.rows(self.database, sql, *args)

    def go_on(self, seconds):
        self.offset += seconds
        self.write()
        self.rest()

    def rest(self):
        beside.rest(self.database, self.now, "after time went on")
        until("all is delivered", lambda: not self.rows("SELECT 1 FROM outbox WHERE dead=0 LIMIT 1"))

    def waiting(self, count):
        until(f"{count} wait to be welcomed", lambda: beside.rows(
            self.database, "SELECT count(*) FROM welcomes WHERE state=0") == [(count,)])

    def on_slack(self, user):
        """What Usher has said to them where they are alone, as they see it now."""
        messages = self.slack("history", channel="dm", user=user)["messages"]
        return [one["words"] for one in messages if one.get("user") == "U0USHERBOT"]

    def on_matrix(self, person):
        """The rooms where they are alone with Usher, and what it has said there."""
        out = {}
        for room in self.server("server")["rooms"]:
            if room in (self.newcomers, self.other):
                continue
            members = {one["state_key"] for one in self.server("events", room=room)["events"]
                       if one["type"] == "m.room.member" and one["content"]["membership"] in ("join", "invite")}
            if person in members:
                out[room] = [one["content"]["body"] for one in self.server.said(room)]
        return out
