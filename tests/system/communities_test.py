#!/usr/bin/env python3
# tests/system/communities_test.py: the program for another community's proposals, and for one that has none.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program. The configurations and the (invented) proposals are in tests/system/data/pep and data/none."""

import outside

outside.go_there()

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from checks import check
from pty_screen import run_all
from web.client import Server, Tab, request, sign_in, words

USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
DATA = Path(__file__).resolve().parent / "data"
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}
CONFIG = ["--config", "usher.toml"]
# What belongs to the community that Usher ships for.
FOREIGN = re.compile(r"(?<![a-z])neps?(?![a-z])|numpy", re.I)
PROPOSALS = re.compile(r"proposal|提案|(?<![a-z])peps?(?![a-z])", re.I)


def run(folder, *args, stdin=""):
    return subprocess.run([USHER, *args], cwd=folder, input=stdin, text=True, capture_output=True, timeout=60,
                          env={**ENVIRONMENT, "HOME": str(folder)}, check=False)


def fine(folder, *args, **more):
    done = run(folder, *args, **more)
    check(done.returncode == 0 and done.stderr == "", (args, done.returncode, done.stderr[:600]))
    return done.stdout


def chat(folder, *lines):
    return fine(folder, "chat", *CONFIG, stdin="".join(line + "\n" for line in lines))


def native(text, what):
    """Nothing of another community's is in it."""
    found = FOREIGN.search(text)
    check(not found, f"{what} says “{text[max(0, found.start() - 40):found.end() + 40]}”" if found else "")
    return text


def silent(text, what):
    found = PROPOSALS.search(native(text, what))
    check(not found, f"{what} says “{text[max(0, found.start() - 40):found.end() + 40]}”" if found else "")
    return text


def community(name):
    def wrap(test):
        def wrapped():
            with tempfile.TemporaryDirectory() as folder:
                shutil.copytree(DATA / name, folder, dirs_exist_ok=True)
                test(Path(folder))
        wrapped.__name__ = test.__name__
        return wrapped
    return wrap


def change(folder, file, old, new):
    path = folder / "peps" / file
    text = path.read_text(encoding="utf-8")
    check(old in text, f"{file} has no {old}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def serving(folder, test):
    """What `test` gives for the home page and the completions of a page that somebody opens."""
    async def see():
        with Server([USHER, "run", *CONFIG, "--set", "web.listen=127.0.0.1:0"], folder) as server:
            base = server.wait()
            who = sign_in(base, "Ada", role="administrator")
            async with Tab(who) as tab:
                await tab.do("home")
                home = await tab.until("the home page", lambda state: state.home)
                found = {}
                for line in ("/", "/n", "/ne", "/nep ", "/p", "/pep "):
                    found[line] = [it["text"] for it in (await tab.do("complete", line=line))["found"]]
                await tab.send("general" if "general" in tab.state.rooms else next(iter(tab.state.rooms)), "/nep 0")
                answer = words(await tab.sees("There is no command"))
                said = request(base, "GET", "/api/start").body.decode() + json.dumps(tab.state.rooms)
                await test(words({"doc": home}), found, answer, said)
    asyncio.run(see())


@community("pep")
def a_look_up_reads_both_kinds_of_headers(folder):
    lines = [json.loads(line) for line in fine(folder, "pep", "8001", "8002", "8003", "--json", *CONFIG).splitlines()]
    check([line["number"] for line in lines] == [8001, 8002, 8003], lines)
    mail, short, fields = lines
    check(mail["title"] == "Warm stones as a first-class resource", mail)
    check(mail["authors"] == ["Hanna Ottersbeck", "Iko Wendelin"], mail)
    check(mail["created"] == "2025-02-03" and mail["status"] == "Draft", mail)
    check(mail["url"] == "https://peps.serpentine.example/pep-8001/", mail)
    check(short["authors"] == ["Iko Wendelin"] and short["created"] == "2025-04-01", short)
    check(fields["title"] == "How a proposal is numbered" and fields["type"] == "Process", fields)
    check(fields["authors"] == ["Ruslan Tveit", "Hanna Ottersbeck"], fields)
    text = native(fine(folder, "pep", "8001", *CONFIG), "a card")
    for part in ("PEP 8001 — Warm stones", "Draft", "Standards Track", "Hanna Ottersbeck, Iko Wendelin", "2025-02-03"):
        check(part in text, text)
    check("@" not in text, "no address of a person is shown")
    check(sorted(path.name for path in folder.iterdir()) == ["peps", "usher.toml"], "a look-up wrote something")


@community("pep")
def statuses_of_its_own_are_shown_listed_and_explained(folder):
    check("✓ Adopted" in fine(folder, "pep", "8005", *CONFIG), "a word of its own has the mark of what it means")
    card = fine(folder, "pep", "8004", *CONFIG)
    check("Superseded. See PEP 8005" in card and "⇒ Superseded" in card, card)
    check("Pondered" in fine(folder, "pep", "8006", *CONFIG), "a status that nobody knows is shown as it is")
    listed = fine(folder, "pep", "list", "status:adopted", *CONFIG)
    check("PEP 8005" in listed and "PEP 8001" not in listed, listed)
    done = run(folder, "pep", "list", "status:bogus", *CONFIG)
    check(done.returncode == 1 and "April Fool!" in done.stderr and "Adopted" in done.stderr, done.stderr)
    native(done.stderr, "the refusal of a status")
    change(folder, "pep-8002.rst", "Status: Draft", "Status: April Fool!")
    check("April Fool!" in fine(folder, "pep", "status", "8002", *CONFIG), "the whole word is the status")
    listed = fine(folder, "pep", "list", 'status:"april fool!"', *CONFIG)
    check("PEP 8002" in listed and "PEP 8001" not in listed, listed)
    overview = native(fine(folder, "pep", *CONFIG), "the overview")
    for part in ("A PEP is a Serpentine Enhancement Proposal", "/pep 8001 8002", "/pep warm stones", "2 Drafts"):
        check(part in overview, overview)


@community("pep")
def a_poll_tells_news_and_notes_what_is_not_among_its_steps(folder):
    check(fine(folder, "pep", "poll", "--json", *CONFIG) == "", "what is seen first is no news")
    change(folder, "pep-8001.txt", "Status: Draft", "Status: Adopted")
    change(folder, "pep-8002.rst", "Status: Draft", "Status: April Fool!")
    change(folder, "pep-8003.rst", ":Status: Draft", ":Status: Final")
    news = [json.loads(line) for line in fine(folder, "pep", "poll", "--json", *CONFIG).splitlines()]
    check([(it["kind"], it["pep"], it["old"], it["new"], it["digest"]) for it in news] == [
        ("status", 8001, "Draft", "Adopted", False), ("status", 8002, "Draft", "April Fool!", False),
        ("status", 8003, "Draft", "Final", False)], news)
    check([it["note"] is None for it in news] == [True, True, False], news)
    check("PEP" in native(news[2]["note"], "a note") and "Final" in news[2]["note"], news[2])
    change(folder, "pep-8003.rst", ":Status: Final", ":Status: Draft")
    fine(folder, "pep", "poll", "--json", *CONFIG)
    change(folder, "pep-8003.rst", ":Status: Draft", ":Status: Active")
    change(folder, "pep-8006.rst", "Status: Pondered", "Status: Draft")
    news = [json.loads(line) for line in fine(folder, "pep", "poll", "--json", *CONFIG).splitlines()]
    check([(it["pep"], it["note"] is None) for it in news] == [(8003, True), (8006, False)], news)
    check(fine(folder, "pep", "poll", "--json", *CONFIG) == "", "nothing is told twice")


@community("pep")
def in_chat_there_are_its_commands_and_no_others(folder):
    native(chat(folder, "/help", "/help pep", "/pep", "/pep list", "/pep 8001 8004", "/pep 1", "/pep nothing like this",
                "/pep list author:nobody", "/pep watch 8001", "/pep watch", "/pep watching", "/pep unwatch all",
                "/pep accept-listing", "/pep status 8001", "pep 8001", "/language zh-Hans", "/help", "/help pep", "/pep",
                "/pep list", "/pep 8001", "/pep 1", "/pep watch new here", "/language zh-Hant", "/help pep", "/pep 8005",
                "/pep list status:草案", "/pep list type:流程"), "the chat")
    text = chat(folder, "/language en", "/help", "/pep list", "/pep watch 8001", "/nep 0", "/pep watch new here")
    for part in ("/pep", "PEP 8003 — How a proposal is numbered", "PEP 8001", "Did you mean /pep?"):
        check(part in text, text)
    text = chat(folder, "/language zh-Hans", "/pep 8001", "/pep list status:草案")
    check("草案" in text and "PEP 8001" in text, text)
    check("Adopted" in chat(folder, "/pep 8005"), "a word of its own stays as it is in every language")


@community("pep")
def no_word_of_its_command_speaks_of_another_community(folder):
    own = re.findall(r"^/pep ([a-z-]+)", chat(folder, "/help pep"), re.M)
    check({"list", "watch", "accept-listing"} <= set(own), own)
    lines = [f"/pep {word}{rest}" for word in own for rest in ("", " 8001", " nonsense here")]
    for lang in ("en", "zh-Hant"):
        for line in lines:
            native(chat(folder, f"/language {lang}", line), f"{line} in {lang}")  # a form would take the next line
    opened = chat(folder, "/pep window open 8001 https://talk.serpentine.example/t/1", "/pep windows", "/help pep",
                  "/pep window council 8001 https://talk.serpentine.example/t/2", "/pep windows")
    check("PEP 8001" in native(opened, "a window") and "Circle of Elders" in opened, opened)


@community("pep")
def the_command_line_knows_its_command_and_no_other(folder):
    text = native(fine(folder, "--config", "usher.toml", "--help"), "the help")
    check("pep" in text and "Serpentine Enhancement Proposals" in text, text)
    text = native(fine(folder, "pep", "--help", *CONFIG), "the help of pep")
    check("usher pep 8001 --json" in text and "usher pep warm stones" in text, text)
    done = run(folder, "nep", "0", *CONFIG)
    check(done.returncode == 2 and "there is no command “nep”" in done.stderr, done.stderr)
    check(done.stderr.count("\n") == 1 and done.stdout == "", done)
    check("pep" not in fine(folder, "--help"), "without a configuration it is the one inside the program")
    check(fine(folder, "check", *CONFIG) == "No problems found.\n", "the configuration is right")


@community("pep")
def the_page_offers_its_command_and_no_other(folder):
    async def look(home, found, answer, said):
        native(home + said, "the page")
        check("/pep" in home, home)
        check("/pep" in found["/"] and "/pep" in found["/p"], found)
        check(not found["/nep "] and "/nep" not in found["/n"] + found["/ne"] + found["/"], found)
        check("list" in found["/pep "] and "watch" in found["/pep "], found)
        check("/pep" in answer, answer)
    serving(folder, look)


@community("pep")
def a_refusal_says_who_may_and_the_configuration_says_who_that_is(folder):
    async def asked(base, name):
        async with Tab(sign_in(base, name, role="newcomer")) as tab:
            offered = [it["text"] for it in (await tab.do("complete", line="/pep a"))["found"]]
            await tab.send("basking", "/pep accept-listing")
            return offered, words(await tab.sees(" "))

    async def see():
        command = [USHER, "run", *CONFIG, "--set", "web.listen=127.0.0.1:0", "--set", "roles.maintainers=web:bob"]
        with Server(command, folder) as server:
            base = server.wait()
            offered, answer = await asked(base, "Ada")
            check("accept-listing" not in offered, offered)
            check("Only maintainers and administrators can do that." in answer and "You can reach them here" in answer, answer)
            offered, answer = await asked(base, "Bob")
            check("accept-listing" in offered and "No listing of PEPs is doubted" in answer, (offered, answer))
    asyncio.run(see())


@community("pep")
def mistakes_in_its_words_are_told_with_file_and_line(folder):
    path = folder / "usher.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Draft -> Adopted"', '"Draft -> Adoptd"'), encoding="utf-8")
    done = run(folder, "check", *CONFIG)
    line = next(i for i, row in enumerate(text.splitlines(), 1) if '"Draft -> Adopted"' in row)
    check(done.returncode == 1 and f"usher.toml:{line}: " in done.stderr and "Did you mean Adopted?" in done.stderr,
          done.stderr)
    done = run(folder, "pep", "8001", *CONFIG)
    check(done.returncode == 1 and "Adoptd" in done.stderr, done.stderr)


@community("none")
def without_proposals_there_is_no_such_command_anywhere(folder):
    silent(fine(folder, "--config", "usher.toml", "--help"), "the help")
    check(fine(folder, "check", *CONFIG) == "No problems found.\n", "the configuration is right")
    for word in ("nep", "pep"):
        for words_ in ([word, "0"], [word, "0", "--json"], [word, "poll", "--json"], [word, "--help"]):
            done = run(folder, *words_, *CONFIG)
            check(done.returncode == 2 and f"there is no command “{word}”" in done.stderr, done.stderr)
            check(done.stdout == "" and done.stderr.count("\n") == 1, done)
    check(sorted(path.name for path in folder.iterdir()) == ["usher.toml"], "it wrote something")
    silent(chat(folder, "/help", "hello", "/language zh-Hans", "/help", "/language zh-Hant", "/help", "/forget"), "the chat")
    text = chat(folder, "/language en", "/nep 0", "/help nep")
    check(text.count("There is no command /nep.") + text.count("There is no command nep.") >= 1, text)
    check("/help" in text, "the way on is said")


@community("none")
def the_page_of_a_community_without_proposals_is_silent_about_them(folder):
    async def look(home, found, answer, said):
        silent(home + said, "the page")
        check("/help" in found["/"], found)
        check(not any("nep" in text or "pep" in text for texts in found.values() for text in texts), found)
        check(not found["/nep "] and not found["/pep "], found)
        check("There is no command /nep." in answer, answer)
    serving(folder, look)


def inside_the_program_is_the_configuration_that_it_ships():
    with tempfile.TemporaryDirectory() as folder:
        check('echo "/nep 0" | usher chat' in fine(folder, "--help"), "the help of the built-in one")
        check(json.loads(fine(folder, "nep", "18", "--json"))["number"] == 18, "a look-up in what ships")
        # What ships is about one source: a series of the same name with another source knows nothing of it.
        done = run(folder, "nep", "18", "--set", "proposals.nep.repository=serpentine/other")
        check(done.returncode == 1 and "nothing is known of NEPs yet" in done.stderr, done.stderr)


if __name__ == "__main__":
    sys.exit(run_all([
        a_look_up_reads_both_kinds_of_headers,
        statuses_of_its_own_are_shown_listed_and_explained,
        a_poll_tells_news_and_notes_what_is_not_among_its_steps,
        in_chat_there_are_its_commands_and_no_others,
        no_word_of_its_command_speaks_of_another_community,
        the_command_line_knows_its_command_and_no_other,
        the_page_offers_its_command_and_no_other,
        a_refusal_says_who_may_and_the_configuration_says_who_that_is,
        mistakes_in_its_words_are_told_with_file_and_line,
        without_proposals_there_is_no_such_command_anywhere,
        the_page_of_a_community_without_proposals_is_silent_about_them,
        inside_the_program_is_the_configuration_that_it_ships,
    ]))
