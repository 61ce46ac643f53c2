#!/usr/bin/env python3
# tests/system/slack_doctor_test.py: usher doctor before a strict Slack: what it finds, and what it says to do.
# SPDX-License-Identifier: BSD-3-Clause
"""slack_doctor_test.py SLACK_PEER

USHER_BINARY: the program."""

import os
import subprocess
import sys
import tempfile

from pty_screen import run_all
from slack import peer

USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
FAKE = os.path.abspath(sys.argv[1])


def doctor(slack, *more, tokens=None):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            [USHER, "doctor", "--set", f"database.path={folder}/usher.db", "--set", "slack.mode=socket", "--set",
             f"slack.api_url={slack.api_url}", *peer.ALONE, *more],
            cwd=folder, text=True, capture_output=True, timeout=60, check=False,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC", "HOME": folder,
                 **(peer.usher_tokens(slack) if tokens is None else tokens)})


def install(slack):
    with tempfile.TemporaryDirectory() as folder:
        slack("configure", manifest=peer.manifest_of(USHER, folder))


def a_healthy_app_has_nothing_to_mend():
    with peer.Slack(FAKE) as slack:
        install(slack)
        done = doctor(slack)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "FAULT" not in done.stdout and "Nothing must be mended." in done.stdout, done.stdout
        assert "T0TESTTEAM" in done.stdout, done.stdout
        for secret in peer.usher_tokens(slack).values():
            assert secret not in done.stdout + done.stderr


def scopes_that_are_missing_are_named():
    with peer.Slack(FAKE) as slack:
        slack("configure", scopes=["chat:write", "commands"])
        done = doctor(slack)
        assert done.returncode == 1, done.stdout
        assert "FAULT The scope users:read is missing." in done.stdout, done.stdout
        assert "usher manifest" in done.stdout, done.stdout


def a_wrong_token_says_what_to_do():
    with peer.Slack(FAKE) as slack:
        tokens = peer.usher_tokens(slack) | {"USHER_SLACK_BOT_TOKEN": "xoxb-" + "not-this-one"}
        done = doctor(slack, tokens=tokens)
        assert done.returncode == 1, done.stdout
        assert "invalid_auth" in done.stdout and "copy it again" in done.stdout, done.stdout
        assert "not-this-one" not in done.stdout + done.stderr


def missing_tokens_are_a_mistake_of_the_configuration():
    with peer.Slack(FAKE) as slack:
        done = doctor(slack, tokens={})
        assert done.returncode == 1 and "bot_token_file" in done.stderr, done


def without_slack_it_looks_at_the_machine():
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([USHER, "doctor"], cwd=folder, text=True, capture_output=True, timeout=60, check=False,
                              env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": folder})
        assert done.returncode == 0, done
        assert "MiB left" in done.stdout and "no [slack]" in done.stdout, done.stdout


if __name__ == "__main__":
    sys.exit(run_all([
        a_healthy_app_has_nothing_to_mend,
        scopes_that_are_missing_are_named,
        a_wrong_token_says_what_to_do,
        missing_tokens_are_a_mistake_of_the_configuration,
        without_slack_it_looks_at_the_machine,
    ]))
