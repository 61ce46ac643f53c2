#!/usr/bin/env python3
# tests/system/slack_manifest_test.py: usher manifest: what an operator pastes into Slack's page.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program. What it prints is held against Slack's own types and limits (slack/manifest.py); for the types npm
installs what slack/package-lock.json names, and where it cannot, that is said (with USHER_FULL=1 it fails)."""

import copy
import functools
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from pty_screen import run_all
from slack import manifest as judge

SOURCE = Path(__file__).resolve().parent.parent.parent
USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}


def manifest(*args):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run([USHER, "manifest", *args], cwd=folder, text=True, capture_output=True, timeout=30,
                              env={**ENVIRONMENT, "HOME": folder}, check=False)


@functools.cache
def printed(*args):
    done = manifest(*args)
    assert done.returncode == 0, (done.returncode, done.stderr)
    assert done.stderr == "", done.stderr
    return json.loads(done.stdout)


def it_needs_neither_tokens_nor_a_database():
    app = printed()
    commands = {one["command"] for one in app["features"]["slash_commands"]}
    assert {"/nep", "/help", "/language", "/forget"} <= commands, commands
    assert app["settings"]["socket_mode_enabled"] is True
    assert "message.im" in app["settings"]["event_subscriptions"]["bot_events"]
    assert "chat:write" in app["oauth_config"]["scopes"]["bot"]


SERIES = ("--set", "proposals.jep.path=.", "--set", "proposals.jep.source=directory")
HTTP = ("--set", "slack.mode=http", "--url", "https://usher.example.org/")
ALL = ((), SERIES, HTTP, ("--set", "community.language=zh-Hans"), ("--set", "community.language=zh-Hant"),
       ("--set", "community.name=" + "A community with quite a long name, so" * 2),
       (*SERIES, "--set", "proposals.jep.label=EnhancementProposal"))


def a_series_of_the_configuration_is_a_command_and_in_both_menus():
    features = printed(*SERIES)["features"]
    commands = {one["command"] for one in features["slash_commands"]}
    assert {"/nep", "/jep"} <= commands, commands
    menus = {one["callback_id"]: one for one in features["shortcuts"]}
    assert menus["proposals-jep.named"]["type"] == "message" and menus["proposals-jep.named"]["name"] == "Look up JEPs", menus
    assert menus["proposals-jep.about"]["type"] == "global" and menus["help.all"]["type"] == "global", menus


def slack_takes_each_of_them():
    for args in ALL:
        assert not judge.own_judgement(printed(*args)), (args, judge.own_judgement(printed(*args)))
    said = judge.slacks_judgement([printed(*args) for args in ALL])
    assert not said, said


def what_slack_would_refuse_is_seen():
    """The judges are judged: each of these mistakes is found by at least one."""
    def broken(change):
        app = copy.deepcopy(printed())
        change(app)
        return app

    def put(path, value):
        def change(app):
            *way, last = path
            inner = functools.reduce(lambda holder, key: holder[key], way, app)
            if value is None:
                del inner[last]
            else:
                inner[last] = value
        return change

    command = printed()["features"]["slash_commands"][0]
    wrong = [
        (put(("display_information", "name"), "U" * 36), "characters"), (put(("display_information", "name"), None), "lacks"),
        (put(("display_information", "description"), ""), "characters"),
        (put(("features", "slash_commands"), []), "entries"), (put(("features", "slash_commands", 0, "command"), "nep"), "not like"),
        (put(("features", "slash_commands", 0, "command"), "/NEP"), "not like"),
        (put(("features", "slash_commands"), [command] * 51), "entries"), (put(("features", "slash_commands"), [command] * 2), "twice"),
        (put(("features", "slash_commands", 0, "should_escape"), "yes"), "no bool"),
        (put(("features", "slash_commands", 0, "url"), "https://x.example/"), "addresses"),
        (put(("features", "shortcuts", 0, "name"), "N" * 25), "characters"), (put(("features", "shortcuts", 0, "type"), "any"), "not like"),
        (put(("features", "shortcuts", 0, "colour"), "red"), "does not know"),
        (put(("settings", "event_subscriptions", "bot_events"), ["message.im"] * 2), "twice"),
        (put(("settings", "socket_mode_enabled"), False), "addresses"),
    ]
    for change, why in wrong:
        found = judge.own_judgement(broken(change))
        assert any(why in one for one in found), (why, found)
    known = [put(("oauth_config", "scopes", "bot", 0), "chat:writ"), put(("settings", "event_subscriptions", "bot_events", 0), "message.imm"),
             put(("features", "shortcuts", 0, "type"), "any"), put(("features", "bot_user", "display_name"), None),
             put(("settings", "interactivity", "enabled"), True), put(("setting",), {})]
    said = judge.slacks_judgement([broken(change) for change in known])
    if said is not None:
        lines = set(re.findall(r"manifests\.ts\((\d+),", said))
        assert lines == {str(number) for number in range(3, 3 + len(known))}, said


# What each method takes, by its page in Slack's documentation, for every kind of conversation that it is used in.
READ, HISTORY = {f"{kind}:read" for kind in ("channels", "groups", "im", "mpim")}, {f"{kind}:history" for kind in ("channels", "groups", "im", "mpim")}
METHODS = {"apps.connections.open": set(), "auth.test": set(), "chat.postMessage": {"chat:write", "chat:write.public"},
           "chat.postEphemeral": {"chat:write"}, "chat.update": {"chat:write"}, "chat.delete": {"chat:write"},
           "conversations.history": HISTORY, "conversations.replies": HISTORY, "conversations.info": READ, "conversations.members": READ,
           "users.conversations": READ, "conversations.open": {"im:write", "mpim:write"}, "reactions.add": {"reactions:write"},
           "reactions.remove": {"reactions:write"}, "users.info": {"users:read"}, "views.open": set(), "views.publish": set(),
           "views.update": set(), "views.push": set()}
# The same of events.
EVENTS = {"app_home_opened": set(), "app_mention": {"app_mentions:read"}, "message.channels": {"channels:history"},
          "message.groups": {"groups:history"}, "message.im": {"im:history"}, "reaction_added": {"reactions:read"},
          "reaction_removed": {"reactions:read"}, "team_join": {"users:read"}, "user_change": {"users:read"},
          "member_joined_channel": {"channels:read", "groups:read"}, "member_left_channel": {"channels:read", "groups:read"},
          "channel_archive": {"channels:read"}, "channel_deleted": {"channels:read"}, "channel_id_changed": {"channels:read", "groups:read"},
          "channel_rename": {"channels:read"}, "channel_unarchive": {"channels:read"}, "group_archive": {"groups:read"},
          "group_deleted": {"groups:read"}, "group_rename": {"groups:read"}, "group_unarchive": {"groups:read"}}


def it_asks_for_the_scopes_that_calls_and_events_take_and_for_no_other():
    code = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "adapters" / "slack").glob("*.cpp"))
    called = set(re.findall(r'"((?:admin|api|apps|auth|bookmarks|bots|chat|conversations|emoji|files|pins|reactions|team|usergroups|users|views)'
                            r'\.[a-z]+[a-zA-Z.]*)"', code))
    assert "chat.postMessage" in called and called <= set(METHODS), called - set(METHODS)
    events = set(printed()["settings"]["event_subscriptions"]["bot_events"])
    assert events == set(EVENTS), events ^ set(EVENTS)
    needed = {"commands"}.union(*(METHODS[method] for method in called), *(EVENTS[event] for event in events))
    asked = set(printed()["oauth_config"]["scopes"]["bot"])
    assert asked == needed, asked ^ needed
    # They are the same for everybody: nothing that a configuration says adds a scope or an event.
    for args in ALL:
        assert printed(*args)["oauth_config"] == printed()["oauth_config"], args
        assert set(printed(*args)["settings"]["event_subscriptions"]["bot_events"]) == events, args


def help_explains_it():
    done = manifest("--help")
    assert done.returncode == 0 and done.stderr == "", done
    for words in ("Slack app manifest", "--url", "--config", "usher manifest --config usher.toml", "https://"):
        assert words in done.stdout, (words, done.stdout)
    listed = subprocess.run([USHER, "help"], text=True, capture_output=True, timeout=30, env=ENVIRONMENT, check=False)
    assert listed.returncode == 0 and all(word in listed.stdout for word in ("manifest", "doctor", "slack.md")), listed


def what_it_does_not_know_is_told():
    for args, words in ((("--ur", "https://x.example"), "--ur"), (("now",), "now"), (("--url",), "--url"),
                        (("--config", "nowhere.toml"), "nowhere.toml")):
        done = manifest(*args)
        assert done.returncode in (1, 2) and done.stdout == "" and words in done.stderr and done.stderr.count("\n") == 1, (args, done)


def it_speaks_the_language_of_the_community():
    english = printed()["display_information"]["description"]
    chinese = printed("--set", "community.language=zh-Hant")["features"]["slash_commands"]
    assert english.isascii(), english
    assert any(not one["description"].isascii() for one in chinese), chinese


def http_mode_asks_where_slack_reaches_the_bot():
    mode = ["--set", "slack.mode=http"]
    done = manifest(*mode)
    assert done.returncode == 2 and done.stdout == "" and "--url https://" in done.stderr, done
    app = printed(*mode, "--url", "https://usher.example.org/")
    assert app["settings"]["socket_mode_enabled"] is False
    assert app["settings"]["event_subscriptions"]["request_url"] == "https://usher.example.org/slack/events"
    assert app["features"]["slash_commands"][0]["url"] == "https://usher.example.org/slack/commands"
    for wrong in ("http://usher.example.org", "usher.example.org", "https://", "https://a b"):
        done = manifest(*mode, "--url", wrong)
        assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1, (wrong, done)


def a_url_that_socket_mode_does_not_need_is_told():
    done = manifest("--url", "https://usher.example.org")
    assert done.returncode == 0 and "not used" in done.stderr, done
    assert "usher.example.org" not in done.stdout


def a_mistaken_configuration_is_told_and_nothing_printed():
    done = manifest("--set", "slack.mode=carrier-pigeon")
    assert done.returncode == 1 and done.stdout == "" and "slack.mode" in done.stderr, done


if __name__ == "__main__":
    sys.exit(run_all([
        it_needs_neither_tokens_nor_a_database,
        a_series_of_the_configuration_is_a_command_and_in_both_menus,
        slack_takes_each_of_them,
        what_slack_would_refuse_is_seen,
        it_asks_for_the_scopes_that_calls_and_events_take_and_for_no_other,
        help_explains_it,
        what_it_does_not_know_is_told,
        it_speaks_the_language_of_the_community,
        http_mode_asks_where_slack_reaches_the_bot,
        a_url_that_socket_mode_does_not_need_is_told,
        a_mistaken_configuration_is_told_and_nothing_printed,
    ]))
