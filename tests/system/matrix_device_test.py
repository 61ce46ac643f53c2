#!/usr/bin/env python3
# tests/system/matrix_device_test.py: a restored backup, a new database, a new device: nothing is swallowed, nothing doubled.
# SPDX-License-Identifier: BSD-3-Clause
"""matrix_device_test.py MATRIX_PEER

USHER_BINARY: the program. Transaction ids count within a device, and a homeserver answers a used one with the old event, whatever the
body: so a database that begins anew, or that is a day old, must not use the same ids for other messages. The one thing that may be
answered again is what was said after the backup and within the last five minutes: the database does not know that it was."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import checks
from checks import check
from matrix import peer
from matrix.peer import Homeserver, Load

COUNT = 30


def answered(server, rooms, people, name, bot):
    load = Load(server, rooms=rooms, users=people, text="!nep 0", count=COUNT, in_flight=5)
    state = load.wait(60)
    server.settled()
    state = load.state(times=True)
    print(f"{name}: {load.told(state)}", flush=True)
    check(state["unanswered"] == 0, f"{name}: swallowed: {state['which']['unanswered']}\n{bot.said()}")
    return load


def main():
    fake = os.path.abspath(sys.argv[1])
    usher = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
    with tempfile.TemporaryDirectory(prefix="usher-matrix-device-") as folder, Homeserver(fake) as server:
        server("configure", allow=["since", "login"])
        rooms, people = server.rooms(5)

        def life(name, database, by="token"):
            before = server("server")["polls"]
            with peer.usher(usher, server, folder, "--set", "matrix.reactions=false", database=database, by=by) as bot:
                server.hears(bot, after=before)
                server.settled()
                load = answered(server, rooms, people, name, bot)
                check(bot.stop() == 0, f"{name}: it leaves in peace\n{bot.said()}")
            return load

        def once(loads, name):
            for load in loads:
                check(load.state()["answered_twice"] == 0, f"{name}: answered twice: {load.state()['which']['answered_twice']}")

        first = life("first", "usher.db")
        for file in Path(folder).glob("usher.db*"):
            shutil.copy(file, Path(folder) / f"backup-{file.name}")
        second = life("after the backup", "usher.db")
        once([first, second], "before anything is restored")
        third = life("a new database on the same device", "new.db")
        once([first, second, third], "a new database acts on nothing old")
        for file in Path(folder).glob("backup-usher.db*"):
            shutil.copy(file, Path(folder) / file.name.removeprefix("backup-"))
        fourth = life("the backup, restored", "usher.db")
        # What another database has answered since the backup may be answered by this one too: it knows nothing of that
        # (docs/matrix.md, "Moving and restoring").
        once([first, fourth], "what was before the backup, and after it was restored")
        once([life("another device", "device.db", by="password")], "a device of its own")
        server.sound()
    print(f"{checks.count} checks passed")


if __name__ == "__main__":
    main()
