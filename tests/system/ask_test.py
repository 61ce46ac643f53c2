#!/usr/bin/env python3
# tests/system/ask_test.py: usher ask, and a community that writes an answer by docs/answers.md.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program. The answer of another community is the very one that the documentation shows."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import checks
from checks import check
from chat import Chat

USHER = os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set")
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "answers.md"
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}


def run(folder, *args, stdin=""):
    return subprocess.run([USHER, *args], cwd=folder, input=stdin, text=True, capture_output=True, timeout=120,
                          env={**ENVIRONMENT, "HOME": str(folder)}, check=False)


def asked_all(folder, questions, *more):
    """Each is asked, in one run: reading the answers takes longest."""
    done = run(folder, "ask", "--json", "--file", "-", *more, stdin="".join(json.dumps({"q": one}) + "\n" for one in questions))
    check(done.returncode == 0 and not done.stderr, (done.returncode, done.stderr))
    return [json.loads(line) for line in done.stdout.splitlines()]


def asked(folder, question, *more):
    return asked_all(folder, [question], *more)[0]


def the_shipped_answers_answer(folder):
    english, simplified, traditional, versions, report, unknown = asked_all(folder, [
        "how do I install numpy with pip", "怎么安装 NumPy？", "怎麼安裝 NumPy？", "which Python versions does numpy support, is there a policy",
        "somebody harassed me after the call, where can I report it", "zeppelin quokka marmalade?"])
    check((english["band"], english["topic"], english["lang"]) == ("answer", "install", "en"), english)
    check(english["url"].startswith("https://numpy.org/"), english)
    check(english["topics"][0] == "install" and len(english["topics"]) <= 3 and english["confidence"] >= 0.8, english)
    check("answers/install.md" in english["text"], english["text"])
    check((simplified["topic"], simplified["lang"]) == ("install", "zh-Hans"), simplified)
    check((traditional["topic"], traditional["lang"]) == ("install", "zh-Hant"), traditional)
    check(simplified["text"] != traditional["text"], "each in its own script")
    # A slot, and a word that decides.
    check("NEP 29" in versions["text"] and "Recommend Python and NumPy version support" in versions["text"], versions["text"])
    check(report["topic"] == "coc-report" and "numpy-conduct@" in report["text"], report)
    check("{{" not in report["text"], report["text"])
    check(unknown["band"] == "handover" and unknown["topic"] is None and unknown["url"] is None, unknown)
    check("do not know" in unknown["text"], unknown)
    thanks = asked(folder, "謝謝！")
    check((thanks["band"], thanks["topic"], thanks["topics"], thanks["lang"]) == ("small_talk", None, [], "zh-Hant"), thanks)
    check(thanks["text"].strip() == "不客氣！", thanks)


def chatter_is_left_alone(folder):
    quiet = asked(folder, "I pushed a fix to the CI, should be green soon", "--overheard")
    check((quiet["band"], quiet["text"]) == ("silent", ""), quiet)


def words_are_shown_as_in_chat(folder):
    done = run(folder, "ask", "how", "do", "I", "install", "numpy", "with", "pip")
    check(done.returncode == 0 and "https://numpy.org/" in done.stdout, done)
    check("\x1b" not in done.stdout, "no colours in a pipe")
    check(run(folder, "ask", "zeppelin quokka marmalade?").returncode == 1, "no answer leaves with 1")


def many_are_asked_at_once(folder):
    lines = [{"id": "a", "q": "how do I install numpy with pip"}, {"id": "b", "q": "怎么安装 NumPy？"}]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n"
    (folder / "questions.jsonl").write_text(text, encoding="utf-8")
    done = run(folder, "ask", "--json", "--file", "questions.jsonl")
    out = [json.loads(line) for line in done.stdout.splitlines()]
    check([(one["id"], one["topic"]) for one in out] == [("a", "install"), ("b", "install")], out)
    broken = run(folder, "ask", "--json", "--file", "-", stdin='{"q": "where?"}\nnonsense\n')
    check(broken.returncode == 1 and "-:2:" in broken.stderr, broken.stderr)
    for wrong in ("none.jsonl", "."):
        check(run(folder, "ask", "--json", "--file", wrong).returncode == 1, f"no such file: {wrong}")
    check(run(folder, "ask").returncode == 2, "nothing was asked")
    check(run(folder, "ask", "what", "--file", "questions.jsonl").returncode == 2, "one of both")


def documented():
    """The answer that the documentation shows, and its name."""
    text = DOCUMENT.read_text(encoding="utf-8")
    begin = text.index("   ```\n   +++")
    block = text[begin + len("   ```\n"):text.index("\n   ```", begin + 8)]
    return "cite", "\n".join(line.removeprefix("   ") for line in block.split("\n")) + "\n"


def a_community_writes_an_answer_by_the_documentation(folder):
    name, answer = documented()
    (folder / "answers").mkdir()
    file = folder / "answers" / f"{name}.md"
    file.write_text(answer, encoding="utf-8")
    config = folder / "usher.toml"
    config.write_text('[community]\nname = "Ours"\n', encoding="utf-8")
    done = run(folder, "check", "--config", "usher.toml")
    check(done.returncode == 1 and "contact:team" in done.stderr, done.stderr)
    config.write_text('[community]\nname = "Ours"\n[answers]\ncontacts = ["team team@example.org"]\n', encoding="utf-8")
    done = run(folder, "check", "--config", "usher.toml")
    check(done.returncode == 0 and not done.stderr, (done.stdout, done.stderr))
    found = asked(folder, "which paper should I reference in my thesis?", "--config", "usher.toml")
    check(found["topics"] == ["cite"], found)
    done = run(folder, "ask", "--config", "usher.toml", "期刊要我写清楚用了什么软件，应该引用哪篇论文")
    check("team@example.org" in done.stdout and "引用" in done.stdout, done.stdout)
    # The English text changes: its translation is listed, and is no mistake.
    file.write_text(answer.replace("it has a BibTeX entry", "there is a BibTeX entry"), encoding="utf-8")
    done = run(folder, "check", "--config", "usher.toml")
    check(done.returncode == 0 and "older English text" in done.stderr, (done.stdout, done.stderr))
    # A whole language more, without anything but this file.
    more = answer.replace("\n+++\n\n## en", '\n\n[es]\ntitle = "¿Cómo lo cito?"\naliases = ["bibliografía para mi tesis doctoral"]\n+++\n\n## en')
    check("[es]" in more, "the language is added")
    file.write_text(more + "\n## es\n\nCita el artículo de esa página.\n", encoding="utf-8")
    done = run(folder, "check", "--config", "usher.toml")
    check(done.returncode == 0 and "“es” does not say which English text" in done.stderr, (done.stdout, done.stderr))
    spanish = asked(folder, "¿cómo lo pongo en la bibliografía de mi tesis?", "--config", "usher.toml")
    check((spanish["topics"], spanish["lang"]) == (["cite"], "es"), spanish)
    check("Cita el artículo" in run(folder, "ask", "--config", "usher.toml", "bibliografía para mi tesis doctoral").stdout, "answered in Spanish")


def the_files_are_read_again_while_it_runs(folder):
    """File, check, reload, asked, right: an answer more, and then a whole language."""
    name, answer = documented()
    (folder / "answers").mkdir()
    (folder / "answers" / f"{name}.md").write_text(answer, encoding="utf-8")
    (folder / "usher.toml").write_text('[community]\nname = "Ours"\n[answers]\ncontacts = ["team team@example.org"]\n', encoding="utf-8")
    chat = Chat(USHER, folder, ENVIRONMENT, "--config", "usher.toml", "--set", f'roles.maintainers=["terminal:{os.environ.get("USER") or "root"}"]')
    chat.say("/ask which paper to reference in a thesis?")
    chat.hears("BibTeX")
    chat.say("/ask when do the zeppelins land on the roof?")
    chat.hears("I do not know that.")
    more = answer.replace("cite", "zeppelins").replace("How do I cite it?", "When do the zeppelins land?")
    more = more.replace('aliases = ["BibTeX entry", "which paper to reference", "acknowledge in a thesis"]', 'aliases = ["zeppelins on the roof"]')
    more = more[:more.index("asked = ")] + more[more.index("\n\n[zh-Hans]"):]
    more = more[:more.index("[zh-Hans]")] + "+++\n\n## en\n\nThey land at noon.\n"
    file = folder / "answers" / "zeppelins.md"
    # What is wrong is told, and what was there stays.
    file.write_text(more.replace("links", "lonks"), encoding="utf-8")
    chat.say("/answers reload")
    chat.hears("I go on with the answers that I had")
    chat.hears("zeppelins.md")
    chat.say("/ask which paper to reference in a thesis?")
    chat.hears("BibTeX")
    file.write_text(more, encoding="utf-8")
    done = run(folder, "check", "--config", "usher.toml")
    check(done.returncode == 0, done)
    chat.say("/answers reload")
    chat.hears("I have read 2 answers")
    chat.say("/ask when do the zeppelins land on the roof?")
    chat.hears("They land at noon.")
    file.write_text(more.replace("+++\n\n## en", '\n[es]\ntitle = "¿Cuándo aterrizan los zepelines?"\naliases = ["zepelines en el tejado"]\n+++\n\n## en')
                    + "\n## es\n\nAterrizan a mediodía.\n", encoding="utf-8")
    chat.say("/answers reload")
    chat.hears("I have read 2 answers")
    chat.say("/ask ¿cuándo aterrizan los zepelines?")
    chat.hears("Aterrizan a mediodía.")
    chat.end()


def every_mistake_of_an_answer_is_told(folder):
    (folder / "answers").mkdir()
    (folder / "answers" / "one.md").write_text('+++\nid = "two"\nlinks = ["ftp://x"]\n+++\n\n## en\n\n{{next}}\n', encoding="utf-8")
    (folder / "answers" / "empty.md").write_text("", encoding="utf-8")
    (folder / "usher.toml").write_text('[community]\nname = "Ours"\n', encoding="utf-8")
    done = run(folder, "check", "--config", "usher.toml")
    check(done.returncode == 1, done)
    for words in ("empty.md:1: ", "The id is two", "is no link", "Nobody looks after", "looked at again", "no title", "no English text"):
        check(words in done.stderr, (words, done.stderr))
    none = run(folder, "ask", "--config", "usher.toml", "what is it")
    check(none.returncode == 1 and "there are no answers" in none.stderr, none.stderr)


for test in [the_shipped_answers_answer, chatter_is_left_alone, words_are_shown_as_in_chat,
             many_are_asked_at_once, a_community_writes_an_answer_by_the_documentation,
             the_files_are_read_again_while_it_runs, every_mistake_of_an_answer_is_told]:
    with tempfile.TemporaryDirectory() as made:
        test(Path(made))
print(f"{checks.count} checks")
