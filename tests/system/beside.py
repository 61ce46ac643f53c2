# tests/system/beside.py: what the database of a running bot says, read beside it; and where it lies.
# SPDX-License-Identifier: BSD-3-Clause
import contextlib
import shutil
import sqlite3
import tempfile
import time


def folder(prefix="usher-"):
    """A folder in memory where there is enough: what ends here is the program, never the machine, so no disk is waited for."""
    memory = "/dev/shm"
    try:
        roomy = shutil.disk_usage(memory).free > 256 << 20
    except OSError:
        roomy = False
    return tempfile.TemporaryDirectory(prefix=prefix, dir=memory if roomy else None)


def rows(database, sql, *args):
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as db:
        return db.execute(sql, args).fetchall()


def idle(database, now):
    """At `now`, by the bot's clock, nothing is due and nothing under way: only time will bring something new. A bot that has
    begun has always some job to do later."""
    try:
        due = rows(database, "SELECT min(at) FROM jobs")[0][0]
        return due is not None and due > now and not rows(database, "SELECT 1 FROM calls WHERE due<=?", now * 1000)
    except sqlite3.OperationalError:  # it is not there yet, or not as a whole
        return False


def rest(database, now, what):
    """Waits for all that was set off to be over."""
    for _ in range(1000):
        if idle(database, now()):
            return
        time.sleep(0.02)
    raise AssertionError("it does not come to rest: " + what)
