#!/usr/bin/env python3
# tests/system/welcome_chats_test.py: newcomers on Slack and on Matrix: who is welcomed there, in which language, and how it stops.
# SPDX-License-Identifier: BSD-3-Clause
"""welcome_chats_test.py SLACK_PEER MATRIX_PEER

USHER_BINARY: the program, built with USHER_TEST_CLOCK, whose clock goes on by minutes here."""

import os
import sys

import beside
import checks
from chats_stage import Stage
from checks import check
from matrix.peer import Homeserver
from slack.peer import Slack, until

MINUTE, HOUR = 60, 3600
CONFIG = """[community]
name = "NumPy"
[database]
path = "{database}"
[roles]
administrators = ["slack:U0ADA"]
[report]
email = "conduct@example.org"
url = "https://example.org/conduct/"
[slack]
api_url = "{slack}"
[matrix]
homeserver = "{server}"
user_id = "{self}"
reactions = false
act_within_minutes = 1440
[welcome]
rooms = ["slack:C0NEPS", "matrix:{room}"]
spaces = ["slack"]
[welcome.interests.docs]
[welcome.interests.code]
[testing]
loopback = true
"""


def on_slack(stage):
    slack = stage.slack
    slack("team_join", id="U0NEW", name="new", locale="zh-TW", zone="Asia/Taipei")
    slack("team_join", id="U0DE", name="neu", locale="de-DE", zone="Europe/Berlin")
    stage.waiting(2)
    slack("join", user="U0NEW", channel="C0NEPS")  # the same arrival
    stage.go_on(4 * MINUTE)
    chinese, german = stage.on_slack("U0NEW"), stage.on_slack("U0DE")
    check(len(chinese) == 1 and "歡迎來到 NumPy" in chinese[0], chinese)
    check(len(german) == 1 and "Welcome to NumPy!" in german[0] and "简体中文" in german[0], german)

    slack("press", user="U0DE", channel="dm", label="简体中文")
    until("the message in Chinese", lambda: any("欢迎来到 NumPy" in one for one in stage.on_slack("U0DE")))
    check(not any("Welcome to NumPy" in one for one in stage.on_slack("U0DE")), stage.on_slack("U0DE"))
    slack("press", user="U0DE", channel="dm", label="停止")
    until("it stops", lambda: any("不再主动" in one for one in stage.on_slack("U0DE")))

    # They come and go.
    slack("join", user="U0NEW", channel="C0NEPS", leave=True)
    slack("join", user="U0NEW", channel="C0NEPS")
    stage.go_on(HOUR)
    check(sum("歡迎來到" in one for one in stage.on_slack("U0NEW")) == 1, stage.on_slack("U0NEW"))


def on_matrix(stage):
    server, cleo, dan = stage.server, "@cleo:localhost", "@dan:localhost"
    server("join", room=stage.other, user=dan)
    server("join", room=stage.newcomers, user=cleo)
    stage.waiting(1)
    stage.go_on(4 * MINUTE)
    check(stage.on_matrix(dan) == {}, "he has not joined the room for newcomers")
    alone = stage.on_matrix(cleo)
    check(len(alone) == 1, alone)
    room, said = next(iter(alone.items()))
    hello = [one for one in said if "Welcome to NumPy!" in one]  # beside what Matrix has to say of each conversation
    check(len(hello) == 1 and "「繁體中文」" in hello[0] and "!report" in hello[0], said)

    server("join", room=room, user=cleo)
    server("leave", room=stage.newcomers, user=cleo)
    server("join", room=stage.newcomers, user=cleo)
    stage.go_on(HOUR)
    check(sum("Welcome to" in one for one in stage.on_matrix(cleo)[room]) == 1, stage.on_matrix(cleo))


def main():
    slack_peer, matrix_peer = (os.path.abspath(one) for one in sys.argv[1:3])
    with beside.folder() as folder, Slack(slack_peer) as slack, Homeserver(matrix_peer) as server:
        stage = Stage(folder, slack, server, CONFIG)
        with stage.bot as bot:
            try:
                on_slack(stage)
                on_matrix(stage)
                check(bot.stop() == 0, "it ends well")
            except BaseException as error:
                raise AssertionError(f"{error}\n{bot.said()}") from error
        slack.sound()
        server.sound()
    print(f"{checks.count} checks")


if __name__ == "__main__":
    main()
