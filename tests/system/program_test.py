#!/usr/bin/env python3
# tests/system/program_test.py: the program as a person runs it: pipes, a terminal, scripts, signals, a second copy, backups.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program. What needs the real proposals (USHER_SHARED) says so and is left out without them."""

import contextlib
import datetime
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pty_screen import Terminal, run_all

USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
SHARED = os.environ.get("USHER_SHARED", "")
HERE = Path(__file__).resolve().parent
# Nobody is asked for news: the tests are about this program alone.
ALONE = ["--set", "testing.loopback=true", "--set", "proposals.nep.api_url=http://127.0.0.1:9",
         "--set", "proposals.nep.raw_url=http://127.0.0.1:9", "--set", "proposals.nep.mail_minutes=0",
         "--set", "meetings.calendars=[]"]
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}


def run(folder, *args, stdin="", env=None, timeout=30):
    return subprocess.run([USHER, *args], cwd=folder, input=stdin, text=True, capture_output=True, timeout=timeout,
                          env={**ENVIRONMENT, "HOME": str(folder), **(env or {})}, check=False)


def chat(folder, *lines, **more):
    done = run(folder, "chat", *ALONE, stdin="".join(line + "\n" for line in lines), **more)
    assert done.returncode == 0, (done.returncode, done.stderr)
    assert done.stderr == "", done.stderr
    return done.stdout


def in_folder(test):
    def wrapped():
        with tempfile.TemporaryDirectory() as folder:
            test(Path(folder))
    wrapped.__name__ = test.__name__
    return wrapped


def start(folder, *args):
    return subprocess.Popen([USHER, *args, *ALONE], cwd=folder, text=True, stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**ENVIRONMENT, "HOME": str(folder)})


def said(bot, words):
    """Reads the bot's lines up to the one with these words; that it ended before is a failure and not waited for."""
    while line := bot.stdout.readline():
        if words in line:
            return
    raise AssertionError(f"it ended without saying “{words}”: {bot.stderr.read()}")


def wait_for_file(path, process):
    for _ in range(200):
        if path.exists() and path.stat().st_size:
            return
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.05)
    raise AssertionError(f"{path} did not come to be")


@in_folder
def a_pipe_is_answered_in_the_language_that_was_chosen(folder):
    text = chat(folder, "/nep 0", "/language zh-Hant", "/nep 0")
    english, chinese = text.split("繁體中文")
    for words in ("Purpose and process", r"Status +\S+ Active", r"Type +Process", r"Author +Jarrod Millman"):
        assert re.search(words, english), text
    for words in ("狀態 +\\S+ 活動中", "類型 +流程"):
        assert re.search(words, chinese), text
    assert "\x1b" not in text, "colours in a pipe"
    assert re.search("類型 +流程", chat(folder, "/nep 0")), "the language is kept"


@in_folder
def what_does_not_exist_is_answered_with_help(folder):
    assert "Did you mean /nep?" in chat(folder, "/nepp 0")
    text = chat(folder, "/nep 33", "/nep -1", "/nep 99999999999999999999", "/nep <!channel>", "/nep " + "數" * 4000,
                "/nep ", "/nep \x07\u202e18", "/nep 18", "/help")
    assert "NEP 32" in text and "NEP 34" in text, "the nearest are named"
    assert "<!channel>" not in text.replace("“<!channel>”", ""), text
    assert "\u202e" not in text and "\x07" not in text, "what could turn the line around is taken out"
    assert "A dispatch mechanism" in text and "/language" in text, "it goes on after all that"


@in_folder
def scripts_get_a_line_of_json_for_each(folder):
    done = run(folder, "nep", "18", "47", "--json")
    assert done.returncode == 0 and done.stderr == "", done
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    assert (first["number"], second["number"]) == (18, 47)
    assert set(first) == {"number", "title", "status", "type", "authors", "created", "created_raw", "replaces",
                          "replaced_by", "resolution", "url", "as_of"}, first
    assert second["replaced_by"] == [56] and "@" not in json.dumps(first["authors"])
    assert not list(folder.iterdir()), "a look-up wrote something"
    done = run(folder, "nep", "33", "--json")
    assert done.returncode == 1 and done.stdout == "" and "33" in done.stderr, done
    done = run(folder, "nep", "list", "status:bogus", "--json")
    assert done.returncode == 1 and done.stdout == "" and "no status “bogus”" in done.stderr, done
    assert "list status:draft" in done.stderr, done
    chat(folder, "/nep 0")
    before = sorted((folder / "var").iterdir())
    for words in (["nep", "0"], ["nep", "0", "--json"]):
        assert run(folder, *words).returncode == 0
    assert sorted((folder / "var").iterdir()) == before, "a look-up left something behind"
    done = run(folder, "nep", "18", "33", "--json")
    assert done.returncode == 1 and json.loads(done.stdout)["number"] == 18, done


def all_proposals_equal_the_truth():
    if not SHARED:
        if os.environ.get("USHER_FULL"):
            raise AssertionError("USHER_SHARED is not set, and with --full nothing may be skipped")
        print("skipped: the proposals against the truth: USHER_SHARED is not set")
        return
    data = Path(SHARED, "data")
    truth = json.loads((data / "nep_truth.json").read_text(encoding="utf-8"))["neps"]
    with tempfile.TemporaryDirectory() as folder:
        source = ["--set", "proposals.nep.source=directory", "--set", f"proposals.nep.path={data / 'neps'}"]
        wrong = []
        numbers = [str(entry["number"]) for entry in truth]
        done = run(folder, "nep", *numbers, "--json", *source)
        assert done.returncode == 0 and done.stderr == "", done.stderr
        lines = done.stdout.splitlines()
        assert len(lines) == len(truth), len(lines)
        for number, line in list(zip(numbers, lines))[::19]:  # asked for alone, a proposal says the same
            alone = json.loads(run(folder, "nep", number, "--json", *source).stdout)
            assert {**alone, "as_of": None} == {**json.loads(line), "as_of": None}, number  # read a second later, perhaps
        for entry, line in zip(truth, lines):
            number, got = entry["number"], json.loads(line)
            for ours, theirs in (("number", entry["number"]), ("title", entry["title"]), ("status", entry["status"]),
                                 ("type", entry.get("type")), ("authors", names(entry)),
                                 ("created_raw", entry["created"]), ("replaces", entry["replaces_numbers"]),
                                 ("replaced_by", entry["replaced_by_numbers"]),
                                 ("resolution", entry["resolution_urls"])):
                if got[ours] != theirs:
                    wrong.append((number, ours, got[ours], theirs))
        assert len(truth) == 56 and not wrong, wrong
    print(f"{len(truth)} proposals, 9 fields each")


def names(entry):
    return [author["name"] if isinstance(author, dict) else author for author in entry["authors"]]


@in_folder
def a_question_is_answered_and_a_command_that_lost_its_stroke_is_known(folder):
    bot = start(folder, "chat")

    def say(line):
        bot.stdin.write(line + "\n")
        bot.stdin.flush()

    say("How do I install NumPy?")
    said(bot, "One moment")
    said(bot, "answers/install.md")
    say("nep 18")
    said(bot, "Did you mean /nep 18?")
    say("/ask zeppelin quokka marmalade")
    said(bot, "I do not know that.")
    say("怎麼安裝 NumPy？")
    said(bot, "虛擬環境")
    bot.stdin.close()
    assert bot.wait(timeout=20) == 0


@in_folder
def an_end_while_the_answers_are_read_is_an_end_in_order(folder):
    for seconds in (0, 1):  # that it waits for what is under way: reading takes a while longer here
        done = run(folder, "chat", *ALONE, "--set", f"database.path=shelf{seconds}.db", "--set",
                   f"delivery.drain_seconds={seconds}", stdin="how do I install numpy\n")
        assert done.returncode == 0 and done.stderr == "", (done.stdout, done.stderr)


@in_folder
def a_bot_that_nobody_can_talk_to_says_so(folder):
    config = folder / "usher.toml"
    config.write_text('[meetings]\ncalendars = []\n[proposals.nep]\nrepository = "numpy/numpy"\n'
                      'directory = "doc/neps"\n', encoding="utf-8")
    done = run(folder, "check", "--config", str(config))
    assert done.returncode == 0 and done.stdout == "No problems found.\n" and not done.stderr, done
    bot = start(folder, "run", "--config", str(config))
    bot.stdin.close()
    wait_for_file(folder / "var/usher.db", bot)
    time.sleep(0.5)
    bot.send_signal(signal.SIGTERM)
    assert bot.wait(timeout=20) == 0
    said = bot.stderr.read()
    assert "nobody can talk to this bot" in said, said


@in_folder
def every_file_of_a_community_is_checked(folder):
    config = folder / "usher.toml"
    config.write_text('[community]\nname = "N"\nlanguage = "zh-Hant"\n', encoding="utf-8")
    (folder / "locale").mkdir()
    (folder / "proposals").mkdir()
    partial = folder / "locale/zh_TW.po"
    partial.write_text('msgid "This is what I can do:"\nmsgstr "看看我會什麼："\n', encoding="utf-8")
    fine = run(folder, "check", "--config", str(config))
    assert fine.returncode == 0, fine
    text = run(folder, "chat", "--config", str(config), stdin="/help\n").stdout
    assert "看看我會什麼" in text and "指令" in text, text
    (folder / "locale/zh_CN.po").write_text("#" * (5 << 20), encoding="utf-8")
    (folder / "locale/de.po").mkdir()
    (folder / "proposals/nep.tsv").write_text("as-of\t2026-01-01T00:00:00Z\nnonsense\n", encoding="utf-8")
    done = run(folder, "check", "--config", str(config))
    assert done.returncode == 1 and done.stderr.count("\n") == 4, done
    for words in ("zh_CN.po: The file is over 4 MiB", "de.po: This is no file", "nep.tsv:2: The line has 1 fields"):
        assert words in done.stderr, done.stderr


@in_folder
def a_calendar_that_lies_in_a_file_is_answered_from_at_once(folder):
    (folder / "a.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260107T180000Z\r\nDTEND:20260107T190000Z\r\n"
        "RRULE:FREQ=WEEKLY\r\nSUMMARY:Weekly Call\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    calendar = ["--set", 'meetings.calendars=["a.ics"]']
    for database in ("new", "another", "another"):
        done = run(folder, "chat", *ALONE, *calendar, "--set", f"database.path={database}/usher.db", stdin="/meeting\n")
        assert done.returncode == 0 and "Weekly Call" in done.stdout, done
    # One that cannot be read keeps nobody waiting.
    (folder / "a.ics").write_text("nonsense")
    done = run(folder, "chat", *ALONE, *calendar, "--set", "database.path=third/usher.db", stdin="/help\n")
    assert done.returncode == 0 and "/meeting" in done.stdout, done


@in_folder
def check_compares_meetings_with_calendars_rooms_and_templates(folder):
    (folder / "a.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20200107T180000Z\r\n"
        "SUMMARY:Weekly Call - CANCELED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    (folder / "templates").mkdir()
    (folder / "templates" / "own.md").write_text("# {title}\n")
    config, meetings = folder / "usher.toml", folder / "meetings.toml"

    def checked(calendars, series):
        config.write_text(f'[community]\nname = "T"\n[meetings]\ncalendars = {calendars}\norganisers = ["web:organisers"]\n'
                          "[web.rooms.organisers]\n[web.rooms.meetings]\n")
        meetings.write_text(series)
        done = run(folder, "check", "--config", str(config))
        return done.returncode, done.stderr
    right = '[series.weekly]\ntitle = "weekly call"\nrooms = ["web:meetings", "slack:C1"]\ntemplate = "own"\n'
    local = '[local.sprint]\ntitle = "Sprint"\nstart = "2026-01-14T18:00"\ntemplate = "own"\n'
    assert checked('["a.ics"]', right + local) == (0, ""), checked('["a.ics"]', right + local)
    wrong = '[series.weekly]\ntitle = "Weekly Cal"\nalso = ["Another"]\nrooms = ["web:metings"]\ntemplate = "meting"\n'
    code, told = checked('["a.ics"]', wrong)
    assert code == 1 and told.count("\n") == 4, told
    for words in ("meetings.toml:2: No calendar has a meeting \"Weekly Cal\"", "Weekly Call",
                  "meetings.toml:4: \"web:metings\" is no room of [web.rooms]", "meetings.toml:5: There is no template \"meting\""):
        assert words in told, (words, told)
    # An older title counts; what lies behind an address is not looked at.
    assert checked('["a.ics"]', wrong.replace("Another", "Weekly Call"))[1].count("\n") == 3
    assert checked('["a.ics", "https://example.org/b.ics"]', wrong)[1].count("\n") == 3
    config.write_text(config.read_text().replace("web:organisers", "web:organizers"))
    told = run(folder, "check", "--config", str(config)).stderr
    assert 'usher.toml:5: "web:organizers" is no room of [web.rooms]' in told, told
    # It runs all the same: rooms and calendars may come later.
    assert "/meeting" in run(folder, "chat", "--config", str(config), "--set", "meetings.calendars=[]", stdin="/help\n").stdout


@in_folder
def a_folder_of_proposals_is_answered_from_at_once_and_alone(folder):
    def put(*statuses):
        for number, status in enumerate(statuses):
            (neps / f"nep-{number:04}-invented.rst").write_text(
                f"====\nNEP {number} — Invented {number}\n====\n\n:Author: Ada\n:Status: {status}\n\nText\n")
    neps = folder / "neps"
    neps.mkdir()
    put("Draft", "Final", "Active")
    chat(folder, "/nep 0")  # a table of another source, as large as NumPy's
    source = ["--set", "proposals.nep.source=directory", "--set", f"proposals.nep.path={neps}"]
    done = run(folder, "chat", *source, stdin="/nep 0\n/nep 18\n/nep list\n")
    assert done.returncode == 0 and "Invented 0" in done.stdout, done
    assert "A dispatch mechanism" not in done.stdout and "comes with Usher" not in done.stdout, done.stdout
    put("Final")
    done = run(folder, "chat", *source, "--set", "database.path=other/usher.db", stdin="/nep 0\n")
    assert "Final" in done.stdout, done


@in_folder
def a_checkout_tells_the_history_of_its_proposals(folder):
    def put(number, status):
        (folder / f"nep-{number:04}-invented.rst").write_text(
            f"====\nNEP {number} — Invented {number}\n====\n\n:Author: Ada\n:Status: {status}\n\nText\n")

    def git(*args):
        subprocess.run(["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *args], cwd=folder, check=True,
                       capture_output=True, env={**ENVIRONMENT, "HOME": str(folder)})

    def history(number):
        # Whoever has SIGCHLD ignored hands that down to what they begin.
        return subprocess.run([USHER, "nep", "history", str(number), "--json", "--set", "proposals.nep.source=directory", "--set",
                               f"proposals.nep.path={folder}"], cwd=folder, text=True, capture_output=True, timeout=30,
                              env={**ENVIRONMENT, "HOME": str(folder)}, check=False,
                              preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN))

    put(1, "Draft")
    done = history(1)
    assert done.returncode == 1 and "lies in no git checkout" in done.stderr and done.stderr.count("\n") == 1, done
    git("init", "--quiet")
    for status in ("Draft", "Final"):
        put(1, status)
        git("add", "nep-0001-invented.rst")
        git("commit", "--quiet", "--message=x")
    put(2, "Draft")
    done = history(1)
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and [step["new"] for step in steps] == ["Draft", "Final"], done
    done = history(2)
    assert done.returncode == 1 and "no commit of its checkout has touched its file" in done.stderr, done


@in_folder
def a_poll_from_a_script_says_what_is_new(folder):
    def put(number, status):
        (folder / "peps").mkdir(exist_ok=True)
        (folder / "peps" / f"pep-{number:04}.rst").write_text(
            f"PEP: {number}\nTitle: Invented {number}\nAuthor: Ada <ada@example.org>\nStatus: {status}\nType: Process\n\nText\n",
            encoding="utf-8")

    def poll(*args, code=0):
        done = run(folder, "pep", "poll", *args, *source)
        assert done.returncode == code, done
        return done.stdout, done.stderr

    put(1, "Draft")
    source = ["--set", "proposals.pep.source=directory", "--set", "proposals.pep.path=peps",
              "--set", "proposals.pep.site=https://peps.example/"]
    assert poll("--json") == ("", ""), "the first one is where it begins"
    said = run(folder, "chat", *ALONE, *source, stdin="/pep watch 1\n").stdout
    assert "/pep unwatch 1" in said and "NEP" not in said, said
    put(1, "Final")
    put(2, "Draft")
    lines = [json.loads(line) for line in poll("--json")[0].splitlines()]
    note = lines[0].pop("note")
    assert "PEP 1" in note and "NEP" not in note, note
    assert lines == [{"kind": "status", "pep": 1, "old": "Draft", "new": "Final", "digest": False},
                     {"kind": "new", "pep": 2, "old": None, "new": "Draft", "note": None, "digest": False}], lines
    assert poll("--json") == ("", ""), "told once"
    put(2, "Active")
    assert poll() == ("PEP 2 — Invented 2 (https://peps.example/pep-0002.html): ✎ Draft → ● Active\n", "")
    told = run(folder, "chat", *ALONE, *source, stdin="/pep 1\n").stdout
    assert told.count("✎ Draft → ★ Final") == 1 and "/pep unwatch 1" in told, told
    assert "✎ Draft → ★ Final" not in run(folder, "chat", *ALONE, *source, stdin="/pep 1\n").stdout, "told twice"
    for name in ("0001", "0002"):
        (folder / "peps" / f"pep-{name}.rst").unlink()
    assert "holds no PEP" in poll("--json", code=1)[1]
    (folder / "peps").rmdir()
    out, errors = poll("--json", code=1)
    assert out == "" and errors.count("\n") == 1 and "peps" in errors, errors
    put(1, "Final")
    bot = start(folder, "chat", *source)
    try:
        print("/pep 1", file=bot.stdin, flush=True)
        assert "PEP 1" in bot.stdout.readline()
        refused = poll("--json", code=1)[1]
        assert str(bot.pid) in refused and refused.count("\n") == 1, refused
    finally:
        bot.kill()
        bot.communicate()


@in_folder
def every_planted_mistake_is_reported_at_once(folder):
    plan = (HERE / "data/mistakes.toml").read_text(encoding="utf-8").splitlines()
    config = folder / "mistakes.toml"
    config.write_text("\n".join(plan) + "\n", encoding="utf-8")
    done = run(folder, "check", "--config", str(config), "--set", "foo.bar=1")
    assert done.returncode == 1 and done.stdout == "", done
    lines = done.stderr.splitlines()
    found = {}
    for line in lines:
        at = re.match(re.escape(str(config)) + r":(\d+): (.*\.) (.+[.…?])$", line)
        if at:
            found.setdefault(int(at[1]), []).append(at[2])
    planted = {number for number, line in enumerate(plan, 1) if "#!" in line}
    assert len(planted) >= 20, planted
    assert planted == set(found), (sorted(planted ^ set(found)), done.stderr)
    assert any(line.startswith("--set foo.bar:") for line in lines), lines
    assert lines[-1] == f"usher: {len(lines) - 1} problems found.", lines[-1]
    print(f"{len(planted)} planted mistakes, {len(lines) - 1} reported")
    clean = run(folder, "check")
    assert clean.returncode == 0 and clean.stdout == "No problems found.\n", clean
    example = run(folder, "check", "--config", str(HERE.parents[1] / "config/usher.example.toml"))
    assert example.returncode == 0, example.stderr


@in_folder
def a_second_one_is_told_who_holds_the_database(folder):
    first = start(folder, "chat")
    wait_for_file(folder / "var/usher.db.lock", first)
    second = run(folder, "chat", *ALONE)
    assert second.returncode == 1 and str(first.pid) in second.stderr and second.stderr.count("\n") == 1, second
    assert run(folder, "nep", "0", "--json").returncode == 0, "a look-up goes on beside it"
    refused = run(folder, "restore", str(folder / "none.db"))
    assert refused.returncode == 1 and str(first.pid) in refused.stderr, refused
    first.stdin.close()
    assert first.wait(timeout=20) == 0


@in_folder
def run_without_a_terminal_does_not_end_with_its_input(folder):
    bot = start(folder, "run", "--set", "web.listen=127.0.0.1:0")
    bot.stdin.close()
    wait_for_file(folder / "var/usher.db", bot)
    time.sleep(0.5)
    assert bot.poll() is None, "it has ended"
    bot.send_signal(signal.SIGTERM)
    assert bot.wait(timeout=20) == 0, bot.stderr.read()


@in_folder
def it_ends_in_order_from_the_moment_that_it_says_where_it_serves(folder):
    for _ in range(5):
        bot = start(folder, "run", "--set", "web.listen=127.0.0.1:0")
        said(bot, "http://127.0.0.1:")
        bot.send_signal(signal.SIGTERM)
        _, log = bot.communicate(timeout=20)
        assert bot.returncode == 0 and "usher has stopped" in log, (bot.returncode, log)


@in_folder
def its_threads_let_each_other_finish_and_an_operators_own_policy_stays(folder):
    def policies(prepare=None):
        bot = subprocess.Popen([USHER, "run", *ALONE, "--set", "web.listen=127.0.0.1:0"], cwd=folder, text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env={**ENVIRONMENT, "HOME": str(folder)}, preexec_fn=prepare)
        said(bot, "http://127.0.0.1:")
        found = []
        for thread in os.listdir(f"/proc/{bot.pid}/task"):
            with contextlib.suppress(ProcessLookupError):  # it has ended since
                found.append(os.sched_getscheduler(int(thread)))
        bot.send_signal(signal.SIGTERM)
        bot.communicate(timeout=30)
        return found

    by_itself = policies()
    assert len(by_itself) > 1 and set(by_itself) == {os.SCHED_BATCH}, by_itself
    own = os.SCHED_OTHER | os.SCHED_RESET_ON_FORK
    chosen = policies(lambda: os.sched_setscheduler(0, own, os.sched_param(0)))
    assert os.SCHED_BATCH not in chosen, chosen


@in_folder
def killed_and_started_again_it_answers(folder):
    for _ in range(5):
        bot = start(folder, "chat")
        bot.stdin.write("/language zh-Hans\n/nep 18\n")
        bot.stdin.flush()
        said(bot, "NEP 18")
        bot.kill()
        bot.wait()
    assert "状态" in chat(folder, "/nep 0")
    with sqlite3.connect(folder / "var/usher.db") as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@in_folder
def a_damaged_or_newer_database_is_refused_and_left_alone(folder):
    chat(folder, "/nep 0")
    path = folder / "var/usher.db"
    good = path.read_bytes()
    bad = bytearray(good)
    for at in range(4096, len(bad), 4096):
        bad[at:at + 64] = b"\xff" * 64
    path.write_bytes(bad)
    done = run(folder, "chat", *ALONE, stdin="/nep 0\n")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "damaged" in done.stderr, done
    assert path.read_bytes() == bytes(bad), "it was changed"
    path.write_bytes(good)
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO migrations SELECT component, max(number) + 1, 'of_tomorrow', 0 FROM migrations")
    done = run(folder, "chat", *ALONE, stdin="/nep 0\n")
    assert done.returncode == 1 and "newer" in done.stderr, done


@in_folder
def a_large_damaged_database_is_written_to_no_more(folder):
    chat(folder, "/nep 0")
    path = folder / "var/usher.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE filler(x BLOB)")
        db.executemany("INSERT INTO filler VALUES(zeroblob(?))", [(1 << 20,)] * 20)
        db.execute("CREATE TABLE after_it(x)")
        db.execute("CREATE INDEX after_it_x ON after_it(x)")
        db.executemany("INSERT INTO after_it VALUES(?)", [(i,) for i in range(20000)])
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = path.stat().st_size
    assert size > 16 << 20, size
    with open(path, "r+b") as file:
        file.seek(size - 3 * 4096)
        file.write(b"\xff" * 4096)
    bot = start(folder, "chat")
    for _ in range(100):
        bot.stdin.write("/nep 0\n")
        bot.stdin.flush()
        line = bot.stdout.readline()
        if "NEP 0" not in line:
            break
        said(bot, "As of")
        time.sleep(0.1)
    else:
        raise AssertionError("it goes on writing")
    bot.stdin.close()
    assert bot.wait(timeout=20) == 0
    errors = bot.stderr.read()
    assert "the database is damaged" in errors, errors


@in_folder
def new_time_zones_start_it_again(folder):
    zones = folder / "zones"
    zones.write_text("1")
    bot = subprocess.Popen([USHER, "run", "--set", "log.level=info", "--set", "web.listen=127.0.0.1:0", *ALONE], cwd=folder, text=True, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                           env={**ENVIRONMENT, "HOME": str(folder), "USHER_ZONES_FILE": str(zones),
                                "USHER_CLOCK_FILE": str(folder / "clock")})
    seen = []

    def wait_for(words, times):
        for line in bot.stdout:
            seen.append(line)
            if sum(words in line for line in seen) == times:
                return
        raise AssertionError("".join(seen))

    wait_for("serves NumPy", 1)
    time.sleep(0.3)
    os.utime(zones, (1, 1))
    wait_for("serves NumPy", 2)
    bot.send_signal(signal.SIGTERM)
    assert bot.wait(timeout=20) == 0, seen


@in_folder
def a_service_manager_hears_that_it_is_ready_that_it_lives_and_that_it_ends(folder):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(folder / "notify"))
        manager.settimeout(20)
        bot = subprocess.Popen([USHER, "run", "--set", "web.listen=127.0.0.1:0", *ALONE], cwd=folder, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env={**ENVIRONMENT, "HOME": str(folder), "NOTIFY_SOCKET": str(folder / "notify"),
                                    "WATCHDOG_USEC": "400000"})
        assert manager.recv(100) == b"READY=1"
        assert [manager.recv(100) for _ in range(3)] == [b"WATCHDOG=1"] * 3
        bot.send_signal(signal.SIGTERM)
        while (told := manager.recv(100)) == b"WATCHDOG=1":
            pass
        assert told == b"STOPPING=1", told
        assert bot.wait(timeout=20) == 0


@in_folder
def a_backup_is_made_beside_a_running_bot_and_put_back(folder):
    bot = start(folder, "chat")
    bot.stdin.write("/language zh-Hant\n/nep 0\n")
    bot.stdin.flush()
    said(bot, "狀態")
    copy = folder / "copy.db"
    done = run(folder, "backup", str(copy))
    assert done.returncode == 0, done
    assert copy.stat().st_mode & 0o077 == 0, "others may read it"
    assert run(folder, "backup", str(copy)).returncode == 1, "it would overwrite"
    bot.stdin.write("/language en\n/nep 0\n")
    bot.stdin.close()
    assert bot.wait(timeout=20) == 0
    assert "Status" in chat(folder, "/nep 0")
    done = run(folder, "restore", str(copy))
    assert done.returncode == 0, done
    assert "狀態" in chat(folder, "/nep 0")
    assert not list(folder.glob("var/*.damaged*")), "it was whole"
    database = folder / "var/usher.db"
    for kept in ("usher.db.damaged", "usher.db.damaged-*Z"):
        bad = database.read_bytes()[:5000] + b"\xff" * 5000
        database.write_bytes(bad)
        done = run(folder, "restore", str(copy), env={"TZ": "Asia/Tokyo"})
        assert done.returncode == 0 and "kept as" in done.stdout, done
        assert [file.read_bytes() for file in folder.glob("var/" + kept)] == [bad], list(folder.glob("var/*"))
        assert "狀態" in chat(folder, "/nep 0")
    dated = next(folder.glob("var/usher.db.damaged-*Z")).name.removeprefix("usher.db.damaged-")
    age = datetime.datetime.now(datetime.timezone.utc) - datetime.datetime.strptime(dated + "+0000", "%Y%m%dT%H%M%SZ%z")
    assert datetime.timedelta(0) <= age < datetime.timedelta(hours=1), f"{dated} is not UTC"


@in_folder
def what_is_forgotten_leaves_no_bytes(folder):
    database = folder / "var/usher.db"
    mark = b"zh-Hant"  # the one thing that is kept of this person
    chat(folder, "/language zh-Hant")
    assert mark in database.read_bytes()
    asked = chat(folder, "/forget me", "2")
    assert mark in database.read_bytes(), "nobody said yes"
    assert "狀態" in asked or "語言" in asked, asked
    chat(folder, "/forget me", "1")
    with sqlite3.connect(database) as db:
        assert db.execute("SELECT count(*) FROM people").fetchone() == (0,)
    for file in (folder / "var").glob("usher.db*"):
        assert mark not in file.read_bytes(), file
    assert "Status" in chat(folder, "/nep 0"), "the language was forgotten too"


@in_folder
def wrong_usage_is_two_and_says_so(folder):
    for args in (["frob"], ["chat", "--nope"], ["nep", "--set", "nonsense", "0"], ["backup"], ["nep", "poll", "18"], ["jep", "poll"]):
        done = run(folder, *args)
        assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1, (args, done)
    for command in ("run", "chat", "check", "backup", "restore", "nep"):
        done = run(folder, command, "--help")
        assert done.returncode == 0 and f"usher {command}" in done.stdout, done
    missing = run(folder, "chat", "--config", "none.toml")
    assert missing.returncode == 1 and "none.toml" in missing.stderr, missing


@in_folder
def a_terminal_has_colours_completion_and_history(folder):
    t = Terminal([USHER, "chat", *ALONE], folder)
    try:
        t.wait_for_line("usher>")
        t.command("/nep 0", "Jarrod Millman")
        assert b"\x1b[" in t.bytes
        t.type("/lang\t")
        t.wait_for_line("usher> /language")
        t.type("\x15")
        t.type("\x1b[A")
        t.wait_for_line("usher> /nep 0")
        t.type("\x15\x04")
        t.leave(0)
        assert t.restored()
    finally:
        t.close()


@in_folder
def no_color_is_honoured(folder):
    t = Terminal([USHER, "chat", *ALONE], folder, NO_COLOR="1")
    try:
        t.wait_for_line("usher>")
        t.command("/nep 0", "Jarrod Millman")
        assert not re.search(rb"\x1b\[(3[0-7]|9[0-7]|4[0-7])[;m]", t.bytes), "colours in spite of NO_COLOR"
        t.type("\x04")
        t.leave(0)
    finally:
        t.close()


sys.exit(run_all([value for name, value in list(globals().items())
                  if callable(value) and getattr(value, "__module__", "") == "__main__"
                  and name not in ("run", "chat", "in_folder", "start", "said", "wait_for_file", "names")]))
