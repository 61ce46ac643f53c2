#!/usr/bin/env python3
# tests/system/terminal_peer_test.py: forms, secrets, messages that arrive while one types: in a pseudo-terminal.
# SPDX-License-Identifier: BSD-3-Clause
"""terminal_peer_test.py PROGRAM: drives the program made from terminal_peer.cpp."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from pty_screen import Terminal, run_all

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit("usage: terminal_peer_test.py PROGRAM")


class Peer(Terminal):
    def __init__(self, **options):
        self.folder = tempfile.TemporaryDirectory()
        super().__init__([PROGRAM, "db"], self.folder.name, **options)
        self.wait_for_line("usher>")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        self.folder.cleanup()


def a_form_is_filled_in():
    with Peer() as t:
        t.type("/form\r")
        t.wait_for("Your name")
        t.type("Ada\r")
        t.wait_for("2 Green")
        t.type("green\r")
        t.wait_for("3 Wednesday")
        t.type("1、3\r")
        t.wait_for("Answer with a date: 2026-03-31")
        t.type("2026-02-30\r")
        t.wait_for("There is no such day; please look again.")
        t.type("\r")
        t.wait_for("a line with only a full stop ends it.")
        t.type("第一行\r\rlast line\r.\r")
        t.wait_for("What you type here is not shown.")
        t.type("s3cret\x7fT\r")
        t.wait_for("Thank you, Ada.")
        t.wait_for_line("usher>")
        text = t.screen.text()
        assert "    mo\n    we\n" in text, text
        assert "    第一行\n\n    last line" in text, text
        assert "s3cre" not in text and b"s3cre" not in t.bytes, "the secret was shown"
        history = Path(t.folder.name, "db.history").read_text()
        assert history == "/form\n", history


def an_error_stands_at_its_field():
    with Peer() as t:
        t.type("/form\r")
        t.wait_for("Your name")
        t.type("wrong\r1\r\r\rstory\r.\rpw\r")
        t.wait_for("✗ That name is taken.")
        t.wait_for("Enter keeps: wrong")
        t.type("Eve\r")
        t.wait_for("Thank you, Eve.")
        t.wait_for_line("usher>")


def cancel_leaves_a_form():
    with Peer() as t:
        t.type("/form\r")
        t.wait_for("Your name")
        t.type("/cancel\r")
        t.wait_for("Cancelled, I see.")
        t.wait_for_line("usher>")


def a_message_does_not_garble_what_is_typed():
    for typed in ("half a sentence", "寫到一半的中文句子，還沒有寫完，而且比一行還要長一些，所以會換行，這是第二行了", "x" * 33, "x" * 400):
        with Peer(columns=40, rows=12) as t:
            t.type("/later 1\r")
            t.wait_for("In a while.")
            t.type(typed)
            t.wait_for("A reminder arrives.")
            t.type("!")
            t.until("the end of the line", lambda t=t: t.screen.line().endswith("!"))
            t.settle()
            after = t.screen.text().split("A reminder arrives.\n")[1]
            shown = after.replace("\n", "").removeprefix("usher> ")
            if len(typed) < 300:
                assert shown == typed + "!", shown
            t.type("\r")
            t.wait_for("You said:")
            t.wait_for_line("usher>")


def the_cursor_stays_in_the_middle():
    with Peer(columns=40) as t:
        t.type("/later 1\r")
        t.wait_for("In a while.")
        t.type("abcdef" + "\x1b[D" * 3)
        t.wait_for("A reminder arrives.")
        t.type("X\r")
        t.wait_for("You said: abcXdef")


def a_resize_redraws_the_line():
    with Peer(columns=60) as t:
        t.type("一段很長的文字 that goes on and on until it needs more than one line of the screen")
        t.settle()
        t.resize(30, 20)
        t.settle()
        t.resize(100, 20)
        t.settle()
        t.type(" end")
        t.until("the end", lambda: t.screen.line().endswith(" end"))
        t.type("\r")
        t.wait_for("You said: 一段很長的文字 that goes on and on until it needs more than one line of")


def tab_completes_commands_and_words():
    with Peer() as t:
        t.type("/pai\t")
        t.wait_for_line("usher> /paint")
        t.type("r\t")
        t.wait_for_line("usher> /paint red")
        t.type("\x15/paint g\t")
        t.wait_for_line("usher> /paint gre")
        t.type("\t")
        t.wait_for("grey   The colour grey")
        t.wait_for_line("usher> /paint gre")
        t.type("y\r")
        t.wait_for("paint with “grey”.")


def control_c_clears_and_twice_leaves():
    with Peer() as t:
        t.type("half a line")
        t.wait_for_line("usher> half a line")
        t.type("\x03")
        t.wait_for("half a line^C\nPress Ctrl-C again to leave.")
        t.wait_for_line("usher>")
        t.type("hello\r")
        t.wait_for("You said: hello")
        t.wait_for_line("usher>")
        t.type("\x03")
        t.wait_for("usher> ^C\nPress Ctrl-C again to leave.\n")
        t.wait_for_line("usher>")
        t.type("\x03")
        t.leave(0)
        assert t.restored(), "the terminal's modes were not restored"


def control_c_leaves_a_secret_question():
    with Peer() as t:
        t.type("/form\rAda\r1\r\r\rstory\r.\r")
        t.wait_for("What you type here is not shown.")
        t.type("abc\x03")
        t.wait_for("Press Ctrl-C again to leave.")
        t.type("\x03")
        t.leave(0)
        assert t.restored()


def several_lines_pasted_at_once():
    with Peer() as t:
        t.type("one\rtwo\r/paint 中文\r/form\rAnn\r2\r\r\rs\r.\rpw\rlast")
        t.wait_for("Thank you, Ann.")
        t.wait_for_line("usher> last")
        text = t.screen.text()
        assert text.index("You said: one") < text.index("You said: two") < text.index("paint with “中文”.")
        assert text.count("one\n") == 2, "typed text was shown twice:\n" + text


def chinese_of_four_thousand_characters():
    with Peer(columns=80, rows=24) as t:
        t.type("中文測試" * 1000 + "\r")
        t.wait_for("You said:")
        t.wait_for_line("usher>")
        t.command("hello", "You said: hello")


def reports_stay_out_of_the_history():
    with Peer() as t:
        t.command("/report somebody did something", "report with")
        t.command("/reprot the same", "/reprot")
        t.command("/paint red", "paint with “red”.")
        t.type("\x1b[A")
        t.wait_for_line("usher> /paint red")
        t.type("\x1b[A\x1b[A\x1b[A")
        t.settle()
        assert "report" not in t.screen.line() and "reprot" not in t.screen.line(), t.screen.line()
        path = Path(t.folder.name, "db.history")
        assert path.read_text() == "/paint red\n", path.read_text()
        assert path.stat().st_mode & 0o777 == 0o600


def the_end_of_input_leaves():
    with Peer() as t:
        t.type("\x04")
        t.leave(0)
        assert t.restored()


def a_terminal_that_goes_away_ends_the_chat():
    with Peer() as t:
        os.close(t.tty)
        os.close(t.fd)
        t.fd, t.tty = os.pipe()
        assert t.process.wait(20) in (0, -signal.SIGHUP)


def suspended_and_continued():
    with Peer() as t:
        t.type("abc")
        t.wait_for_line("usher> abc")
        t.process.send_signal(signal.SIGTSTP)
        os.waitpid(t.process.pid, os.WUNTRACED)
        assert t.restored(), "the shell would find a terminal without echo"
        t.process.send_signal(signal.SIGCONT)
        t.type("def\r")
        t.wait_for("You said: abcdef")


def a_dumb_terminal_is_served_without_an_editor():
    with tempfile.TemporaryDirectory() as folder:
        t = Terminal([PROGRAM, "db"], folder, TERM="dumb")
        t.wait_for("usher>")
        t.type("hello\n")
        t.wait_for("You said: hello")
        t.type("/form\nAda\n1\n\n\nstory\n.\n")
        t.wait_for("What you type here is not shown.")
        t.wait_for_line(">")  # what is typed before the prompt stands is the terminal's to show
        t.type("s3cret\n")
        t.wait_for("Thank you, Ada.")
        assert b"s3cret" not in t.bytes
        assert b"\x1b" not in t.bytes
        t.type("\x04")
        t.leave(0)
        t.close()


def pipes_work():
    with tempfile.TemporaryDirectory() as folder:
        lines = "hello\n/form\nAda\n2\n1 2\n\nstory\n.\npw\n/pages\n1\n9\n"
        done = subprocess.run([PROGRAM, "db"], cwd=folder, input=lines, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done
        assert done.stderr == "", done.stderr
        assert "\x1b" not in done.stdout
        for text in ("You said: hello\n", "Thank you, Ada.\n", "Page 2 of many\n", "There is no button 9; the newest ones are 1 to 3.\n"):
            assert text in done.stdout, done.stdout
        assert "usher>" not in done.stdout


def a_reader_that_leaves_early_ends_it():
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(f"yes hello | '{PROGRAM}' db | head -1", shell=True, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
        assert done.stdout == "You said: hello\n", done


TESTS = [value for name, value in list(globals().items()) if callable(value) and getattr(value, "__module__", "") == "__main__" and isinstance(value, type(run_all))]

if __name__ == "__main__":
    sys.exit(run_all(TESTS))
