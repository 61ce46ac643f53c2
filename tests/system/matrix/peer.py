# tests/system/matrix/peer.py: the thin homeserver (tests/system/matrix_peer.cpp), and the bots that are put before it.
# SPDX-License-Identifier: BSD-3-Clause
"""Standard library alone. What the homeserver understands is described in tests/support/matrix_control.hpp."""

import time

from slack.peer import ALONE, PATIENCE, SLOW, Bot, Refused, Slack, free_port, until  # noqa: F401

SELF = "@usher:localhost"


class Homeserver(Slack):
    """The fake, as a process: the same way of speaking to it as Slack's."""

    def __init__(self, program, port=0):
        super().__init__(program, port)
        self.url = self.where["url"]

    def calls(self, since=0, path=None):
        return self("calls", since=since, **({"path": path} if path else {}))["calls"]

    def rooms(self, count, people=4, inside=True):
        """So many with so many people each, Usher among them."""
        names = [f"@person{number:03}:localhost" for number in range(people)]
        made = [self("room", name=f"room {number}", join=[*names, *([SELF] if inside else [])])["room"] for number in range(count)]
        return made, names

    def hears(self, bot, patience=PATIENCE, after=-1):
        """Until a long poll waits, or, of an application service, what was pushed is taken. after: so many polls had come before
        this one began; the last of them may still wait here."""
        def there():
            if not bot.runs():
                raise AssertionError(f"it left with {bot.process.returncode}:\n{bot.said()}")
            state = self("server")
            return (state["waiting"] > 0 and state["polls"] > after) or (state["push"]["taken"] > 0 and state["push"]["waiting"] == 0)
        return until("it hears", there, patience)

    def said(self, room, since=0, sender=SELF):
        """Messages, edits left out."""
        events = self("events", room=room, since=since, sender=sender)["events"]
        return [one for one in events if one["type"] == "m.room.message" and not one["redacted"]
                and one["content"].get("m.relates_to", {}).get("rel_type") != "m.replace"]

    def settled(self, pause=0.5):
        """What would come a second time has come."""
        last = -1
        while last != (last := self("server")["last"]):
            time.sleep(pause * (4 if SLOW else 1))

    def sound(self):
        state = self("server")
        if state["violation_count"]:
            raise AssertionError(f"{state['violation_count']} violations: {state['violations'][:5]}")
        if state["server"]["too_early"]:
            raise AssertionError(f"{state['server']['too_early']} calls came before a Retry-After was over")
        return state


def usher(program, server, folder, *more, port=None, by="token", database="usher.db", environment=None):
    """The real program; with a port as an application service. by: "token", or "password" for what has to log in."""
    mode = ["--set", "matrix.transport=sync"] if port is None else [
        "--set", "matrix.transport=appservice", "--set", f"matrix.listen=127.0.0.1:{port}"]
    secrets = {"USHER_MATRIX_PASSWORD": server.where["password"]} if by == "password" else {
        "USHER_MATRIX_ACCESS_TOKEN": server.where["access_token"]}
    if port is not None:
        secrets = {"USHER_MATRIX_AS_TOKEN": server.where["as_token"], "USHER_MATRIX_HS_TOKEN": server.where["hs_token"]}
    command = [program, "run", "--set", f"database.path={folder}/{database}", "--set", f"matrix.homeserver={server.url}",
               "--set", f"matrix.user_id={SELF}", *mode, *ALONE, *more]
    return Bot(command, folder, secrets | (environment or {}))


class Load:
    """A load of the homeserver's own (tests/support/matrix_load.hpp)."""

    def __init__(self, server, **what):
        self.server, self.what = server, what
        self.run = server("load", **what)["run"]

    def state(self, times=False):
        return self.server("load_state", run=self.run, times=times)

    def stop(self):
        return self.server("load_stop", run=self.run)

    def wait(self, patience):
        """Until all that was asked is answered, or the patience is over."""
        deadline = time.monotonic() + patience
        while not self.state()["done"] and time.monotonic() < deadline:
            time.sleep(0.1)
        return self.state(times=True)

    def told(self, state):
        answers = state.get("answer_ms") or {}
        return (f"{state['sent']} commands, {state['answered']} answered in {state['seconds']:.1f} s "
                f"({state['answers_per_second']:.0f}/s); {state['unanswered']} lost, {state['answered_twice']} answered twice; "
                f"p50 {answers.get('p50', 0):.1f} ms, p99 {answers.get('p99', 0):.1f}, most {answers.get('most', 0):.1f}")
