# tests/system/slack/load.py: running loads of the fake Slack, and judging what became of them.
# SPDX-License-Identifier: BSD-3-Clause
import time

from . import peer


def people(slack, count):
    """So many more in the workspace, so that so many conversations go on at once."""
    names = [f"U0LOAD{number:03}" for number in range(count)]
    for name in names:
        slack("team_join", id=name, name=name.lower())
    return names


class Load:
    def __init__(self, slack, **what):
        self.slack, self.what = slack, what
        self.run = slack("load", **what)["run"]

    def state(self, times=False):
        return self.slack("load_state", run=self.run, times=times)

    def stop(self):
        return self.slack("load_stop", run=self.run)

    def wait(self, patience, ready=None):
        """Until all that was sent is acknowledged or given up, and all that was acknowledged is answered."""
        deadline = time.monotonic() + patience
        while True:
            state = self.state()
            if state["done"] and (ready is None or ready(state)) and state["acked_unanswered"] == 0:
                return self.state(times=True)
            if time.monotonic() > deadline:
                return self.state(times=True)
            time.sleep(0.1)

    def told(self, state):
        acks, answers = state.get("ack_ms") or {}, state.get("answer_ms") or {}
        return (f"{state['sent']} sent, {state['acked']} acknowledged, {state['answered']} answered in {state['seconds']:.1f} s; "
                f"{state['lost']} lost, {state['answered_twice']} answered twice, {state['acked_unanswered']} acknowledged and not "
                f"answered; acks: {acks.get('p50', 0):.1f} ms, p99 {acks.get('p99', 0):.1f}; answers: {answers.get('p50', 0):.1f} ms, "
                f"p99 {answers.get('p99', 0):.1f}; longest gap {state['longest_gap_ms']} ms")


def settled(slack, pause=0.5):
    """What would come a second time has come."""
    last = -1
    while last != (last := slack.last_call()):
        time.sleep(pause * (4 if peer.SLOW else 1))
