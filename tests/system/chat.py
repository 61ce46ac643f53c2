# tests/system/chat.py: usher chat, held by a test.
# SPDX-License-Identifier: BSD-3-Clause
import signal
import subprocess

from checks import check
from slack.peer import PATIENCE


class Chat:
    """Somebody who types into `usher chat`, and reads what it says; without a terminal, as in a pipe."""

    def __init__(self, usher, folder, environment, *args):
        self.process = subprocess.Popen([usher, "chat", *args], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, env={**environment, "HOME": str(folder)})

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hears(self, *words):
        """Lines until one has all of these words."""
        seen = []

        def too_late(*_):
            raise AssertionError(f"{words} were not said in {PATIENCE} s: {seen}")
        signal.signal(signal.SIGALRM, too_late)
        signal.alarm(PATIENCE)
        while line := self.process.stdout.readline():
            seen.append(line)
            if all(one in line for one in words):
                signal.alarm(0)
                check(True, words)
                return seen
        raise AssertionError(f"{words} were not said before it ended: {seen}")

    def end(self):
        self.process.stdin.close()
        check(self.process.wait(timeout=60) == 0, "it leaves in peace")
