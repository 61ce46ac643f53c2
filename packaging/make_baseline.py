#!/usr/bin/env python3
# packaging/make_baseline.py: makes the tables of a new database one script, of all of the engine's migrations.
# SPDX-License-Identifier: BSD-3-Clause
"""Usage: packaging/make_baseline.py

Applies bot/migrations/NNNN_name.sql one after the other in memory, and writes what they have made to
bot/migrations/baseline/NNNN.sql, in place of the one that was there. A new database begins with that script, and goes on with
the migrations that are newer (bot/baseline.hpp). To be run after a migration was added; where it was not, a new database takes
a little longer and is the same."""

import pathlib
import sqlite3
import sys

MIGRATIONS = pathlib.Path(__file__).resolve().parent.parent / "bot" / "migrations"

HEAD = """\
-- What the migrations 0001 to {number} make of an empty database. Made by packaging/make_baseline.py; do not edit.
"""


def migrations() -> list[pathlib.Path]:
    return sorted(MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def migrated() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("PRAGMA foreign_keys=ON")
    for path in migrations():
        db.executescript(path.read_text(encoding="utf-8"))
    return db


def script(db: sqlite3.Connection) -> list[str]:
    """The statements that make the same tables with the same rows."""
    # Tables that a virtual table makes for itself.
    shadows = {name for (name,) in db.execute("SELECT name FROM pragma_table_list WHERE type = 'shadow'")}
    out = []
    for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"):
        if name not in shadows and not name.startswith("sqlite_"):
            out.append(sql + ";")
    tables = [row[0] for row in db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")]
    for table in tables:
        if table in ("sqlite_schema", "sqlite_master"):
            continue
        columns = [row[0] for row in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        values = " || ', ' || ".join(f'quote("{column}")' for column in columns)
        names = ", ".join(columns)
        for (row,) in db.execute(f'SELECT {values} FROM "{table}" ORDER BY 1'):
            out.append(f"INSERT INTO {table} ({names}) VALUES ({row});")
    return out


def main() -> None:
    statements = script(migrated())
    if statements != script(migrated()):
        sys.exit("Some row is another each time, by chance or the clock: a migration that makes such a row cannot be in the baseline.")
    number = migrations()[-1].name[:4]
    folder = MIGRATIONS / "baseline"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.sql"):
        old.unlink()
    lines = "\n".join(line.rstrip() for line in "\n".join(statements).split("\n"))
    (folder / f"{number}.sql").write_text(HEAD.format(number=number) + lines + "\n", encoding="utf-8")
    print(f"{number}.sql: {len(statements)} statements")


if __name__ == "__main__":
    main()
