#!/usr/bin/env python3
# tests/system/slack_manifest_test.py: usher manifest: what an operator pastes into Slack's page.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program."""

import json
import os
import subprocess
import sys
import tempfile

from pty_screen import run_all

USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}


def manifest(*args):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run([USHER, "manifest", *args], cwd=folder, text=True, capture_output=True, timeout=30,
                              env={**ENVIRONMENT, "HOME": folder}, check=False)


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


def a_series_of_the_configuration_is_a_command():
    commands = {one["command"] for one in printed("--set", "proposals.jep.path=.", "--set",
                                                  "proposals.jep.source=directory")["features"]["slash_commands"]}
    assert "/jep" in commands, commands


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
        a_series_of_the_configuration_is_a_command,
        it_speaks_the_language_of_the_community,
        http_mode_asks_where_slack_reaches_the_bot,
        a_url_that_socket_mode_does_not_need_is_told,
        a_mistaken_configuration_is_told_and_nothing_printed,
    ]))
