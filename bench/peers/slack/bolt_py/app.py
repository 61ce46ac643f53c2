# bench/peers/slack/bolt_py/app.py: what ./dev bench --peers asks of a bot, on Bolt for Python: a command and an echo.
# SPDX-License-Identifier: BSD-3-Clause
"""app.py builtin | aiohttp: the client of Socket Mode that its documentation begins with, or the asynchronous one. It keeps nothing."""

import asyncio
import json
import os
import sys

API_URL, BOT_TOKEN, APP_TOKEN = (os.environ[name] for name in ("SLACK_API_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"))
ANSWER = json.loads(os.environ["BENCH_ANSWER"])


def is_for_us(event):
    return event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id")


def builtin():
    from slack_bolt import App
    from slack_bolt.adapter.socket_mode import SocketModeHandler
    from slack_sdk import WebClient

    app = App(client=WebClient(token=BOT_TOKEN, base_url=API_URL + "/"))

    @app.command("/forget")
    def forget_command(ack):
        ack(ANSWER)

    @app.event("message")
    def message(event, say):
        if is_for_us(event):
            say(event["text"])

    SocketModeHandler(app, APP_TOKEN).start()


async def asynchronous():
    import aiohttp
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    # Connections that stay: without a session of ours each call would open one.
    async with aiohttp.ClientSession() as session:
        app = AsyncApp(client=AsyncWebClient(token=BOT_TOKEN, base_url=API_URL + "/", session=session))

        @app.command("/forget")
        async def forget_command(ack):
            await ack(ANSWER)

        @app.event("message")
        async def message(event, say):
            if is_for_us(event):
                await say(event["text"])

        await AsyncSocketModeHandler(app, APP_TOKEN).start_async()


if __name__ == "__main__":
    if sys.argv[1] == "aiohttp":
        asyncio.run(asynchronous())
    else:
        builtin()
