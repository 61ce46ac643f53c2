# tests/system/traces.py: whether something is still in the files of a database, and where.
# SPDX-License-Identifier: BSD-3-Clause

import asyncio
import time
from pathlib import Path

import beside
from checks import check


def where(database, word):
    """The columns that hold it; none where only bytes that no row has do."""
    out = []
    for (table,) in beside.rows(database, "SELECT name FROM sqlite_master WHERE type='table'"):
        for (column,) in beside.rows(database, f"SELECT name FROM pragma_table_info('{table}')"):
            if beside.rows(database, f'SELECT 1 FROM "{table}" WHERE instr(hex("{column}"),hex(?))', word):
                out.append(f"{table}.{column}")
    return out


def look(database, word, end, but=()):
    """Whether no byte of it is left, but in these columns; it has to be so by then."""
    files = [Path(database), Path(f"{database}-wal")]
    there = sum(file.read_bytes().count(word.encode()) for file in files if file.exists())
    columns = where(database, word) if there else []
    # Where a row may have it, no byte between rows may.
    if not set(columns) - set(but) and there == in_rows(database, word, columns):
        return True
    check(time.monotonic() < end, f"“{word}” is in the database's files, {there} times: {columns}")
    return False


def in_rows(database, word, columns):
    """How often it stands there. In a column that is in no index, and whose table's rows are stored once."""
    return sum(text.count(word) for column in columns for (text,) in beside.rows(database, 'SELECT "{1}" FROM "{0}"'.format(*column.split("."))))


async def gone(database, word, patience):
    """Waits until no byte of it is left, in rows or between them: Usher writes the file anew soon after somebody is forgotten."""
    end = time.monotonic() + patience
    while not look(database, word, end):
        await asyncio.sleep(0.1)


def gone_now(database, word, patience, but=()):
    """The same, where nothing else goes on meanwhile."""
    end = time.monotonic() + patience
    while not look(database, word, end, but):
        time.sleep(0.1)
