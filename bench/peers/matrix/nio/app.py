# bench/peers/matrix/nio/app.py: what ./dev bench --peers asks of a bot, on matrix-nio: a command, answered as a reply.
# SPDX-License-Identifier: BSD-3-Clause
"""It keeps nothing. As matrix-nio's own examples do it: callbacks and sync_forever."""

import asyncio
import os

from nio import AsyncClient, RoomMessageText

HOMESERVER, USER, TOKEN, ANSWER = (
    os.environ[name] for name in ("MATRIX_HOMESERVER", "MATRIX_USER", "MATRIX_TOKEN", "BENCH_ANSWER"))


async def main():
    client = AsyncClient(HOMESERVER, USER)
    client.access_token, client.user_id, client.device_id = TOKEN, USER, "USHER"

    async def heard(room, event):
        if event.sender == USER or event.body != "!forget":
            return
        await client.room_send(room.room_id, "m.room.message", {
            "msgtype": "m.notice", "body": ANSWER, "m.mentions": {},
            "m.relates_to": {"m.in_reply_to": {"event_id": event.event_id}},
        })

    client.add_event_callback(heard, RoomMessageText)
    await client.sync_forever(timeout=30000, set_presence="offline")


asyncio.run(main())
