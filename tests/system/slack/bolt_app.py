# tests/system/slack/bolt_app.py: a small app on Bolt for Python that does what tests/system/slack_scenario.json has in common.
# SPDX-License-Identifier: BSD-3-Clause
"""SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET; PORT: HTTP mode, else Socket Mode. It shows that the
fake Slack (tests/support/slack_fake.hpp) is one that an official SDK takes for Slack, and nothing else."""

import os
import re
import threading

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

NEP = "NEP 0: Purpose and Process"
HELP = {"en": "This is what I can do: /help, /language, /nep", "zh": "这是我能做的：/help、/language、/nep"}
NONSENSE = "I only understand commands so far. Type /help to see what I can do."

client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"] + "/")
app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])


def plain(text):
    return {"type": "plain_text", "text": text}


def section(text):
    return {"type": "section", "text": plain(text)}


def button(label, action, value="-"):
    return {"type": "button", "text": plain(label), "action_id": action, "value": value}


def buttons(text, *which):
    return {"text": text, "blocks": [section(text), {"type": "actions", "elements": list(which)}]}


def help_for(user):
    locale = client.users_info(user=user, include_locale=True)["user"]["locale"]
    return HELP["zh" if locale.startswith("zh") else "en"]


def answer(text, user):
    words = re.sub(r"<@\w+>", "", text).strip()
    if words.startswith("nep"):
        return NEP
    return help_for(user) if words.startswith("help") else NONSENSE


@app.command("/nep")
def nep(ack, command):
    if command["text"].startswith("list"):
        ack(buttons("Page 1", button("Next page", "page", "2")))
    elif command["text"].startswith("propose"):
        ack(buttons("NEP 43", button("Write it with me", "write", "43")))
    else:
        ack(NEP)


@app.command("/help")
def help_command(ack, command):
    ack(help_for(command["user_id"]))


@app.command("/language")
def language(ack):
    ack(buttons("Choose another", button("English", "language_en", "en"), button("繁體中文", "language_zh", "zh")))


@app.action(re.compile("^language_"))
def chosen(ack, action, respond):
    ack()
    respond(text="以後我用繁體中文回答你。" if action["value"] == "zh" else "From now on I answer you in English.", replace_original=True)


@app.action("page")
def page(ack, action, respond):
    ack()
    respond(**buttons("Page " + action["value"], button("Previous page", "page", "1")), replace_original=True)


def modal():
    return {"type": "modal", "callback_id": "mail", "title": plain("Propose NEP 43"), "submit": plain("Write the mail"),
            "notify_on_close": True, "blocks": [
                {"type": "input", "block_id": "version", "label": plain("Address of the latest version"),
                 "element": {"type": "plain_text_input", "action_id": "a", "max_length": 500}},
                {"type": "input", "block_id": "points", "label": plain("What was disputed, and how it was resolved"),
                 "element": {"type": "plain_text_input", "action_id": "a", "multiline": True, "max_length": 3000}},
                {"type": "input", "block_id": "name", "label": plain("Your name, as it stands below the mail"),
                 "element": {"type": "plain_text_input", "action_id": "a", "max_length": 100}}]}


@app.action("write")
def write(ack, body):
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=modal())


@app.view("mail")
def mail(ack, body, view):
    if not view["state"]["values"]["version"]["a"]["value"].startswith("http"):
        ack(response_action="errors", errors={"version": "This is no web address."})
        return
    ack()
    client.chat_postEphemeral(channel="C0GENERAL", user=body["user"]["id"], text="The mail")


@app.view_closed("mail")
def closed(ack):
    ack()


@app.shortcut("help.all")
def shortcut(ack, body):
    ack()
    client.chat_postMessage(channel=body["user"]["id"], text=help_for(body["user"]["id"]))


@app.shortcut("proposals-nep.about")
def about(ack, body):
    ack()
    client.chat_postMessage(channel=body["user"]["id"], text="Look one up by its number: /nep 0")


@app.message_shortcut("proposals-nep.named")
def named(ack, respond):
    ack()
    respond(text=NEP, response_type="ephemeral")


@app.event("app_mention")
def mentioned(event):
    if "bot_id" in event:
        return
    thread = {"thread_ts": event["thread_ts"]} if "thread_ts" in event else {}
    client.chat_postEphemeral(channel=event["channel"], user=event["user"], text=answer(event["text"], event["user"]), **thread)


@app.event("message")
def said(event):
    if event.get("channel_type") == "im" and "subtype" not in event and "bot_id" not in event:
        client.chat_postMessage(channel=event["channel"], text=answer(event["text"], event["user"]))


@app.event("app_home_opened")
def home(event):
    if event["tab"] == "home":
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Welcome to the tests! " + HELP["en"])]})


@app.event(re.compile("^(team_join|member_|channel_|group_|reaction_|user_)"))
def heard():
    pass


if __name__ == "__main__":
    if "PORT" in os.environ:
        app.start(port=int(os.environ["PORT"]))
    else:
        SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).connect()
        threading.Event().wait()
