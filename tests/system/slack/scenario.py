# tests/system/slack/scenario.py: plays tests/system/slack_scenario.json to a bot, and judges what the bot does.
# SPDX-License-Identifier: BSD-3-Clause
"""A step:

    name     what must hold, as a sentence
    for      which bots know it: "usher", "bolt"; both where it is not said
    modes    "socket", "http"; both where it is not said
    do       what people do, one after the other: commands of the fake (tests/support/slack_control.hpp). "as" names the answer:
             "$m.ts" later is its field ts. "fails": words of why a person cannot do it
    expect   what the bot does, in any order:
               {"call": method or "~pattern", "args": {…}, "words": pattern, "not": pattern, "fault": …, "as": name}
               {"ack": "$m.delivery", "words": pattern, "answer": {…} or null}: how a delivery was acknowledged
               {"view": "modal" or "home", "user": id, "words": pattern} or {…, "gone": true}
             what is said is compared with patterns; of args and answers, what is named must be equal, "~…" being a pattern
    loosely  true: calls that nobody expects are no mistake

After what is expected has come, nothing else may: no post, edit, deletion, reaction, view or answer."""

import json
import re
import time

from . import peer

DEEDS = ("chat.", "reactions.", "views.", "response_url", "files.")  # what people notice
READING = ("chat.getPermalink", "reactions.get")
SETTLE = 0.6 if peer.SLOW else 0.25  # seconds within which what is too much would come


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class Player:
    def __init__(self, slack, bot_kind, mode, log=lambda line: None):
        self.slack, self.kind, self.mode, self.log = slack, bot_kind, mode, log
        self.names = {}
        self.checks = 0

    def play(self, scenario):
        """How many steps were played."""
        played = 0
        for step in scenario["steps"]:
            if self.kind not in step.get("for", [self.kind]) or self.mode not in step.get("modes", [self.mode]):
                continue
            try:
                self.step(step)
            except AssertionError as error:
                raise AssertionError(f"step “{step['name']}”: {error}") from None
            self.log(f"  {step['name']}")
            played += 1
        return played

    def step(self, step):
        since = self.slack.last_call()
        acks = set()
        for deed in step.get("do", []):
            self.do(deed, acks)
        mentioned = set()
        for wanted in step.get("expect", []):
            self.await_one(wanted, since, mentioned, acks)
        for number in acks:
            state = self.slack.delivered(number)
            self.check(state["state"] == "acknowledged", f"delivery {number} was not acknowledged: {state['why']}")
            self.check(not state["answer"], f"delivery {number} was answered with {state['answer']}, which nobody expects")
        time.sleep(SETTLE)
        if step.get("loosely"):
            return
        more = [call for call in self.slack.calls(since) if call["number"] not in mentioned and is_deed(call)]
        self.check(not more, f"it did more than is expected: {[(call['method'], call['args'], call['answer']) for call in more]}")
        self.slack.sound()
        self.checks += 1

    def check(self, condition, what):
        self.checks += 1
        if not condition:
            raise AssertionError(what)

    def do(self, deed, acks):
        deed = self.filled(deed)
        name, fails, wait = deed.pop("as", None), deed.pop("fails", None), deed.pop("wait_ms", 0)
        answer = self.slack.ask(deed)
        if fails:
            self.check(not answer["ok"] and re.search(fails, answer["error"]), f"{deed} did not fail: {answer}")
            return
        self.check(answer["ok"], f"{deed}: {answer.get('error')}")
        if name:
            self.names[name] = answer
        if deed["do"] == "slash":
            self.slack.delivered(answer["delivery"])  # people press what they see
        acks |= {answer[key] for key in ("delivery", "mention") if answer.get(key)}
        time.sleep(wait / 1000)

    def await_one(self, wanted, since, mentioned, acks):
        wanted = self.filled(wanted)
        if "call" in wanted:
            call = self.wait(wanted, lambda: self.find_call(wanted, since, mentioned), since)
            mentioned.add(call["number"])
            if "as" in wanted:
                self.names[wanted["as"]] = {**call["args"], **call["answer"]}
        elif "ack" in wanted:
            number = int(wanted["ack"])
            acks.discard(number)
            state = self.slack.delivered(number)
            self.check(state["state"] == "acknowledged", f"it was not acknowledged: {state['why']}")
            if "words" in wanted:
                self.check(re.search(wanted["words"], state["words"], re.S), f"{wanted['words']} is not in the answer: {state['answer']}")
            if "not" in wanted:
                self.check(not re.search(wanted["not"], state["words"], re.S), f"{wanted['not']} is in the answer: {state['answer']}")
            if "answer" in wanted:
                self.check(agrees(wanted["answer"] or {}, state["answer"]) and (wanted["answer"] or not state["answer"]),
                           f"the acknowledgement's answer is {state['answer']}")
        else:
            self.wait(wanted, lambda: self.find_view(wanted), since)

    def wait(self, wanted, found, since):
        try:
            return peer.until("", found)
        except AssertionError:
            calls = [(call["method"], call["args"], call["answer"], call["fault"]) for call in self.slack.calls(since)]
            raise AssertionError(f"{wanted} did not come; there were {calls}") from None

    def find_call(self, wanted, since, mentioned):
        for call in self.slack.calls(since):
            good = agrees(wanted["call"], call["method"]) and call["number"] not in mentioned and agrees(wanted.get("args", {}), call["args"])
            good = good and re.search(wanted.get("words", ""), call["words"], re.S)
            good = good and not ("not" in wanted and re.search(wanted["not"], call["words"], re.S))
            good = good and (call["answer"].get("error", "") == wanted.get("error", "")) and call["fault"] == wanted.get("fault", "")
            if good:
                return call
        return None

    def find_view(self, wanted):
        seen = self.slack("view", **{"user": wanted["user"], "in": wanted["view"]})
        if wanted.get("gone"):
            return "view" not in seen
        return "view" in seen and re.search(wanted.get("words", ""), seen["words"], re.S)

    def filled(self, value):
        """With what earlier answers have named."""
        if isinstance(value, dict):
            return {key: self.filled(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.filled(inner) for inner in value]
        if not isinstance(value, str):
            return value
        if whole := re.fullmatch(r"\$(\w+)\.(\w+)", value):
            return self.names[whole[1]][whole[2]]
        return re.sub(r"\$(\w+)\.(\w+)", lambda found: str(self.names[found[1]][found[2]]), value)


def is_deed(call):
    return call["method"].startswith(DEEDS) and call["method"] not in READING


def agrees(wanted, got):
    """Whether what is named in `wanted` is so in `got`."""
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(agrees(value, got.get(key)) for key, value in wanted.items())
    if isinstance(wanted, str) and wanted.startswith("~"):
        return isinstance(got, str) and re.search(wanted[1:], got, re.S) is not None
    return wanted == got
