# tests/system/pty_screen.py: a pseudo-terminal with a screen that can be read, for tests of what a person sees.
# SPDX-License-Identifier: BSD-3-Clause
"""Drives a program in a pseudo-terminal and keeps its screen, as far as a line editor needs one: cursor movements,
erasing, inserting and deleting, wide characters, wrapping. What it does not know stops the test: better than guessing."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import unicodedata

TIMEOUT = float(os.environ.get("USHER_TEST_PATIENCE", "20"))  # seconds until a text is given up; sanitizers are slow
CSI = re.compile(r"\x1b\[([?>]?)([0-9;]*)([@-~])")
OSC = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


def width(char):
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Screen:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.lines = [[" "] * columns for _ in range(rows)]
        self.above = []  # what has scrolled away
        self.row = self.column = 0
        self.wrap = False  # the last column is filled: the next character goes to the next line
        self.insert = False
        self.pending = ""
        self.sgr_seen = False

    def text(self):
        rows = self.above + ["".join(cell for cell in line if cell != "") for line in self.lines]
        return "\n".join(row.rstrip() for row in rows).rstrip("\n")

    def line(self):
        """The line with the cursor."""
        return "".join(cell for cell in self.lines[self.row] if cell != "").rstrip()

    def resize(self, columns, rows):
        """Without reflow, as the simplest terminals do it."""
        self.lines = [(line + [" "] * columns)[:columns] for line in self.lines]
        while len(self.lines) > rows:
            self.above.append("".join(self.lines.pop(0)).rstrip())
            self.row = max(self.row - 1, 0)
        while len(self.lines) < rows:
            self.lines.append([" "] * columns)
        self.columns, self.rows = columns, rows
        self.column = min(self.column, columns - 1)
        self.wrap = False

    def feed(self, data):
        self.pending += data
        while self.pending:
            char = self.pending[0]
            if char != "\x1b":
                self.pending = self.pending[1:]
                self.put(char)
                continue
            match = CSI.match(self.pending) or OSC.match(self.pending)
            if match:
                self.pending = self.pending[match.end():]
                if match.re is CSI:
                    self.control(*match.groups())
            elif re.match(r"\x1b[()][A-Z0-9]", self.pending):
                self.pending = self.pending[3:]
            elif re.match(r"\x1b[=>78M]", self.pending):
                self.pending = self.pending[2:]
            elif len(self.pending) > 100:
                raise AssertionError(f"an escape sequence that this screen does not know: {self.pending[:40]!r}")
            else:
                return  # the rest is still to come

    def down(self):
        self.wrap = False
        if self.row + 1 < self.rows:
            self.row += 1
        else:
            self.above.append("".join(cell for cell in self.lines.pop(0) if cell != "").rstrip())
            self.lines.append([" "] * self.columns)

    def put(self, char):
        if char == "\n":
            self.down()
        elif char == "\r":
            self.column, self.wrap = 0, False
        elif char == "\b":
            self.column, self.wrap = max(self.column - 1, 0), False
        elif char == "\t":
            self.column = min((self.column // 8 + 1) * 8, self.columns - 1)
        elif char in "\x07\x0e\x0f":
            pass
        elif char < " ":
            raise AssertionError(f"a control character on the screen: {char!r}")
        else:
            self.draw(char)

    def draw(self, char):
        cells = width(char)
        if cells == 0:
            self.lines[self.row][max(self.column - 1, 0)] += char
            return
        if self.wrap or self.column + cells > self.columns:
            self.column = 0
            self.down()
        line = self.lines[self.row]
        if self.insert:
            line[self.column:self.column] = [" "] * cells
            del line[self.columns:]
        line[self.column] = char
        if cells == 2:
            line[self.column + 1] = ""
        self.column += cells
        if self.column >= self.columns:
            self.column, self.wrap = self.columns - 1, True

    def control(self, private, numbers, final):
        values = [int(n) if n else 0 for n in numbers.split(";")]
        count = max(values[0], 1)
        line = self.lines[self.row]
        if private and final in "hlcm":
            return
        if final == "m":
            self.sgr_seen = True
            return
        self.wrap = False
        if final == "A":
            self.row = max(self.row - count, 0)
        elif final == "B":
            self.row = min(self.row + count, self.rows - 1)
        elif final == "C":
            self.column = min(self.column + count, self.columns - 1)
        elif final == "D":
            self.column = max(self.column - count, 0)
        elif final == "G":
            self.column = min(count, self.columns) - 1
        elif final == "H":
            self.row, self.column = count - 1, (max(values[1], 1) if len(values) > 1 else 1) - 1
        elif final == "K":
            start, end = {0: (self.column, self.columns), 1: (0, self.column + 1), 2: (0, self.columns)}[values[0]]
            line[start:end] = [" "] * (end - start)
        elif final == "J":
            assert values[0] in (0, 2), "an erasure that this screen does not know"
            line[self.column:] = [" "] * (self.columns - self.column)
            for below in range(self.row + 1 if values[0] == 0 else 0, self.rows):
                self.lines[below] = [" "] * self.columns
        elif final == "P":
            del line[self.column:self.column + count]
            line.extend([" "] * (self.columns - len(line)))
        elif final == "@":
            line[self.column:self.column] = [" "] * count
            del line[self.columns:]
        elif final in "hl":
            if values[0] == 4:
                self.insert = final == "h"
        elif final not in "rt":
            raise AssertionError(f"a control sequence that this screen does not know: {numbers}{final}")


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, argv, cwd, columns=80, rows=30, **environment):
        self.screen = Screen(columns, rows)
        self.bytes = b""
        self.decoded = 0
        self.fd, tty = pty.openpty()
        self.size(columns, rows)
        env = {"PATH": os.environ["PATH"], "HOME": str(cwd), "TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC"}
        env.update(environment)
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH"):
            if name in os.environ:
                env[name] = os.environ[name]
        self.process = subprocess.Popen(
            argv, cwd=cwd, env=env, stdin=tty, stdout=tty, stderr=tty, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        self.modes = termios.tcgetattr(tty)
        self.tty = tty  # kept open, so that the terminal's modes can be looked at after the program has left

    def size(self, columns, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows):
        self.screen.resize(columns, rows)
        self.size(columns, rows)
        self.process.send_signal(signal.SIGWINCH)

    def read(self, seconds):
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.bytes += data
        # What is cut in the middle of a character waits for its rest.
        whole = self.bytes[self.decoded:]
        for cut in range(4):
            try:
                text = whole[:len(whole) - cut].decode()
            except UnicodeDecodeError:
                continue
            self.decoded += len(whole) - cut
            self.screen.feed(text)
            break
        return bool(data)

    def type(self, text):
        data = text.encode()
        while data:  # the kernel's buffer is small; a person's terminal feeds it as it empties
            _, writable, _ = select.select([], [self.fd], [], 0.2)
            if writable:
                data = data[os.write(self.fd, data[:256]):]
            self.read(0)

    def until(self, what, predicate):
        end = time.monotonic() + TIMEOUT
        while not predicate():
            if time.monotonic() > end or (not self.read(0.1) and self.process.poll() is not None and not predicate()):
                raise AssertionError(f"waited in vain for {what}; the screen shows:\n{self.screen.text()}")

    def wait_for(self, text):
        """Until the text is on the screen (or has scrolled away)."""
        self.until(repr(text), lambda: text in self.screen.text())

    def wait_for_line(self, text):
        """Until the line with the cursor reads so."""
        self.until(f"the line {text!r}", lambda: self.screen.line() == text)

    def command(self, text, answer, prompt="usher>"):
        self.type(text + "\r")
        self.wait_for(answer)
        self.wait_for_line(prompt)

    def settle(self, seconds=0.3):
        """Until nothing has come for a while."""
        while self.read(seconds):
            pass

    def restored(self):
        """Whether the terminal's modes are as the program found them."""
        return termios.tcgetattr(self.tty)[:4] == self.modes[:4]

    def leave(self, expected=0):
        end = time.monotonic() + TIMEOUT
        while self.process.poll() is None:
            self.read(0.05)
            if time.monotonic() > end:
                self.process.kill()
                raise AssertionError(f"the program did not leave; the screen shows:\n{self.screen.text()}")
        self.settle(0.05)
        assert self.process.returncode == expected, f"left with {self.process.returncode}:\n{self.screen.text()}"

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.fd)
        os.close(self.tty)


def run_all(tests):
    """Runs functions by name; prints what failed; the exit code."""
    failed = []
    for test in tests:
        started = time.monotonic()
        try:
            test()
            print(f"ok      {test.__name__} ({time.monotonic() - started:.1f} s)", flush=True)
        except Exception as error:  # pylint: disable=broad-except
            failed.append(f"FAILED  {test.__name__}: {type(error).__name__}: {error}")
            print(failed[-1], flush=True)
    print(f"{len(tests) - len(failed)} of {len(tests)} passed")
    for line in failed:  # once more, beside the count: of a long log people see the end
        print(line[:2000])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit("pty_screen.py is for other tests to import.")
