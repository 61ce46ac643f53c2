#!/usr/bin/env python3
# tests/system/matrix_limits_test.py: answers by the dozen on a Synapse with the limits that it ships with.
# SPDX-License-Identifier: BSD-3-Clause
"""matrix_limits_test.py [COUNT]

USHER_BINARY: the program. COUNT (60) commands at once. Synapse takes ten messages at once and then one in five seconds; all answers
arrive, in order, each once, and no message is refused more often than twice."""

import asyncio
import os
import sys
import tempfile
import time
import urllib.parse

import checks
import outside
from checks import check

outside.go_there("homeserver", within=400)

from matrix.person import PASSWORD, Person  # noqa: E402
from matrix.synapse import Synapse, ask  # noqa: E402
from slack.peer import ALONE, Bot  # noqa: E402

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
SELF = "@usher:localhost"


async def hurried(server, folder, count):
    # People are not what is limited here.
    _, admin, _ = server.register("admin", admin=True)
    account = server.register("ada")
    url = f"{server.url}/_synapse/admin/v1/users/{urllib.parse.quote(account[0])}/override_ratelimit"
    status, body = ask(url, "POST", {"messages_per_second": 0, "burst_count": 0}, admin)
    check(status == 200, body)
    server.register("usher")
    ada = await Person(server, account).come()
    command = [USHER, "run", "--set", f"database.path={folder}/usher.db", "--set", f"matrix.homeserver={server.url}", "--set",
               f"matrix.user_id={SELF}", *ALONE, "--set", 'matrix.allow_servers=["localhost"]', "--set", "matrix.reactions=false"]
    begun = time.monotonic()
    with Bot(command, folder, {"USHER_MATRIX_PASSWORD": PASSWORD}) as bot:
        room = await ada.room("general", SELF)
        member = f"{server.url}/_matrix/client/v3/rooms/{urllib.parse.quote(room)}/state/m.room.member/{SELF}"
        await ada.until("Usher joins", lambda: ask(member, token=ada.token)[1].get("membership") == "join")
        asked = [await ada.say(room, f"!nep {number % 3}") for number in range(count)]

        def answered():
            return [one["content"]["m.relates_to"]["m.in_reply_to"]["event_id"] for one in ada.said(room, SELF)]
        await ada.until("all are answered", lambda: len(answered()) >= count, patience=60 + 6 * count)
        await asyncio.sleep(1)
        check(answered() == asked, f"in order, each once: {len(answered())} of {count}")
        check(bot.stop() == 0, bot.said())
    await ada.go()
    print(f"{count} answers in {time.monotonic() - begun:.0f} s", flush=True)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory(prefix="usher-limits-") as folder:
        server = Synapse(f"{folder}/synapse", raised=False).start()
        os.makedirs(f"{folder}/usher")
        try:
            server.ready()
            asyncio.run(hurried(server, f"{folder}/usher", count))
        except AssertionError as error:
            raise AssertionError(f"{error}\n{server.said()}") from None
        finally:
            server.stop()
    print(f"{checks.count} checks passed")


if __name__ == "__main__":
    main()
