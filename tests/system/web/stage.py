# tests/system/web/stage.py: Usher's page on a folder of its own, and a clock that goes on when it is told to.
# SPDX-License-Identifier: BSD-3-Clause

import asyncio
import time
from pathlib import Path

import beside
from web.client import Server


class Stage:
    """The program has to be built with USHER_TEST_CLOCK. files: what lies beside the configuration, by name; in the
    configuration {database} is where the database is."""

    def __init__(self, program, folder, begin, config, **files):
        self.program, self.folder = program, Path(folder)
        self.database, self.clock = self.folder / "usher.db", self.folder / "clock"
        for name, text in {"usher.toml": config.format(database=self.database), **files}.items():
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")
        self.at(begin)
        self.server = None

    def start(self):
        self.server = Server([self.program, "run", "--config", str(self.folder / "usher.toml")], self.folder,
                             {"USHER_CLOCK_FILE": str(self.clock)})
        return self.server.wait()

    def at(self, now):
        self.offset = int(now - time.time())
        made = self.clock.with_suffix(".new")
        made.write_text(f"{self.offset} 1\n", encoding="ascii")
        made.replace(self.clock)  # never half of it

    def now(self):
        return time.time() + self.offset

    def later(self, seconds):
        """Time goes on, and everything that is due meanwhile is done."""
        self.at(self.now() + seconds)
        beside.rest(self.database, self.now, "after time went on")

    async def go_on(self, seconds):
        await asyncio.to_thread(self.later, seconds)

    def rows(self, sql, *args):
        return beside.rows(self.database, sql, *args)
