#!/usr/bin/env python3
# tests/system/translating_test.py: somebody new to the project gives Usher a language, by docs/translating.md alone.
# SPDX-License-Identifier: BSD-3-Clause
"""USHER_BINARY: the program. What is written into files is what the documentation shows, where it shows it; what is done is
its steps in their order: file, check, reload, ask."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import checks
from checks import check
from chat import Chat

USHER = os.path.abspath(os.environ.get("USHER_BINARY") or sys.exit("USHER_BINARY is not set"))
DOCS = Path(__file__).resolve().parents[2] / "docs"
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}
CHECK = ("check", "--config", "usher.toml")

# What somebody might begin with: sentences of Usher's, and their translations.
SPANISH = {
    "This is what I can do:": "Esto es lo que puedo hacer:",
    "From now on I answer you in {language}.": "A partir de ahora te respondo en {language}.",
    "I answer you in {language}, as you chose.": "Te respondo en {language}, como elegiste.",
    "Choose another, or type {example}.": "Elige otro, o escribe {example}.",
    "Choose for me": "Elige por mí",
    "From {file}.": "De {file}.",
    "I read the answers again, and tell you when I have.": "Leo otra vez las respuestas y te aviso.",
    "To read this in your language, press “{language}”.": "Para leer esto en tu idioma, pulsa «{language}».",
    "Enter": "Entrar",
}


def run(folder, *args, **more):
    return subprocess.run([USHER, *args], cwd=folder, text=True, capture_output=True, timeout=120, check=False,
                          env={**ENVIRONMENT, "HOME": str(folder), **more})


def shown(document, begin, indent=3):
    """The block of the documentation that begins with this line, without its indentation."""
    lines = (DOCS / document).read_text(encoding="utf-8").split("\n")
    first = next(i for i, line in enumerate(lines) if line.strip() == begin and lines[i - 1].strip().startswith("```"))
    last = next(i for i in range(first, len(lines)) if lines[i].strip() == "```")
    return "\n".join(line[indent:] if line.startswith(" " * indent) else line for line in lines[first:last]) + "\n"


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def translate(text, english, spanish):
    """Types a translation into the file, as an editor does."""
    begin = f"msgid {quoted(english)}\nmsgstr \"\"\n"
    check(text.count(begin) == 1, f"the file has one empty entry for {english!r}")
    return text.replace(begin, f"msgid {quoted(english)}\nmsgstr {quoted(spanish)}\n")


def translated_as_shown(text):
    """The two entries that the documentation shows, typed over those of the file."""
    one = shown("translating.md", 'msgid "I do not know that. People here may: ask them."')
    several = shown("translating.md", 'msgid "I have read {n} answer, and go by it from now on."')
    for entry in (one, several):
        empty = re.sub(r'^(msgstr(?:\[\d\])?) ".*"$', r'\1 ""', entry, flags=re.MULTILINE)
        check(text.count(empty) == 1, f"the file has this to be translated: {empty}")
        text = text.replace(empty, entry)
    return text


def a_configuration(folder):
    text = shown("translating.md", "[community]", indent=0)
    (folder / "usher.toml").write_text(text, encoding="utf-8")


def mistakes_are_told(folder, file, right):
    """Each with file and line, and all of them at once."""
    wrong = right.replace("te respondo en {language}", "te respondo en {idioma}")
    wrong = wrong.replace('msgstr[1] "He leído', 'msgstr[2] "He leído').replace('"Language: es\\n"', '"Language: fr\\n"')
    file.write_text(wrong, encoding="utf-8")
    done = run(folder, *CHECK)
    check(done.returncode == 1, done)
    lines = wrong.split("\n")
    for words, begin in (("{placeholders} differ", 'msgid "From now on I answer you in {language}."'), ("not in order", "msgstr[2]"),
                         ("says the language is fr", '"Language: fr')):
        line = next(i for i, text in enumerate(lines, 1) if text.startswith(begin))
        check(f"es.po:{line}: " in done.stderr and words in done.stderr, (line, words, done.stderr))
    check("problems found" in done.stderr, done.stderr)


def a_language_from_nothing(folder):
    a_configuration(folder)
    # Somebody is there all the while.
    chat = Chat(USHER, folder, ENVIRONMENT, "--config", "usher.toml")
    chat.say("/language es")
    chat.hears("I do not speak “es” yet.")

    done = run(folder, "strings", "locale/es.po")
    check(done.returncode == 0 and not done.stderr, (done.stdout, done.stderr))
    file = folder / "locale" / "es.po"
    text = file.read_text(encoding="utf-8")
    check(shown("translating.md", '"X-Language-Name: Español\\n"').split("\n")[0] in text, text[:1000])
    check('"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in text, text[:1000])
    check("#. Translators: " in text, "their author has a word for translators")
    done = run(folder, *CHECK)
    total = int(re.search(r"es\.po: 0 of (\d+) sentences are translated", done.stdout)[1])
    check(done.returncode == 0 and total > 1000, (done.stdout, done.stderr))

    text = translated_as_shown(text)
    for english, spanish in SPANISH.items():
        text = translate(text, english, spanish)
    mistakes_are_told(folder, file, text)
    chat.say("/language reload")
    chat.hears("I go on with the translations that I had")
    chat.hears("es.po:", "{placeholders} differ")
    chat.say("/language es")
    chat.hears("I do not speak “es” yet.")

    file.write_text(text, encoding="utf-8")
    done = run(folder, *CHECK)
    check(done.returncode == 0 and not done.stderr, (done.stdout, done.stderr))
    check(f"es.po: {len(SPANISH) + 2} of {total} sentences are translated" in done.stdout, done.stdout)
    chat.say("/language reload")
    chat.hears("I have read the translations")
    chat.hears("Español", f"{len(SPANISH) + 2} of {total}")
    chat.say("/language")
    chat.hears("Español")
    chat.say("/language español")
    chat.hears("A partir de ahora te respondo en Español.")
    chat.say("/help")
    chat.hears("Esto es lo que puedo hacer:")
    chat.say("/language")
    chat.hears("Te respondo en Español, como elegiste.")
    chat.hears("Elige por mí")

    # A better word, while it runs.
    file.write_text(text.replace("Esto es lo que puedo hacer:", "Puedo hacer lo siguiente:"), encoding="utf-8")
    chat.say("/language reload")
    chat.hears("I have read the translations")
    chat.say("/help")
    chat.hears("Puedo hacer lo siguiente:")
    an_answer_in_it(folder, chat)
    whose_system_is_spanish(folder)
    it_is_brought_up_to_date(folder, file)


def an_answer_in_it(folder, chat):
    """The answer that docs/answers.md shows, in the language of docs/translating.md."""
    (folder / "answers").mkdir()
    text = shown("answers.md", "+++").replace("\n+++\n\n## en", "\n\n" + shown("translating.md", "[es]") + "+++\n\n## en")
    text += "\n" + shown("translating.md", "## es")
    (folder / "answers" / "cite.md").write_text(text, encoding="utf-8")
    with (folder / "usher.toml").open("a", encoding="utf-8") as config:
        config.write("\n" + shown("answers.md", "[answers]"))
    done = run(folder, *CHECK)
    check(done.returncode == 0 and "“es” does not say which English text" in done.stderr, (done.stdout, done.stderr))
    digits = re.search(r'translates = "([0-9a-f]{8})"', done.stderr)[1]
    (folder / "answers" / "cite.md").write_text(text.replace("\n[es]\n", f'\n[es]\ntranslates = "{digits}"\n'), encoding="utf-8")
    done = run(folder, *CHECK)
    check(done.returncode == 0 and not done.stderr, (done.stdout, done.stderr))
    # Usher began without answers: whoever adds the first one starts it again.
    chat.end()
    chat = Chat(USHER, folder, ENVIRONMENT, "--config", "usher.toml")
    chat.say("/ask ¿cómo lo cito?")
    chat.hears("Cita el artículo que nombra esa página. Para preguntas: team@example.org")
    chat.hears("De answers/cite.md.")
    # Both are read again by one command.
    po = folder / "locale" / "es.po"
    po.write_text(po.read_text(encoding="utf-8").replace("De {file}.", "Sacado de {file}."), encoding="utf-8")
    answer = folder / "answers" / "cite.md"
    answer.write_text(answer.read_text(encoding="utf-8").replace("Cita el artículo", "Citad el artículo"), encoding="utf-8")
    chat.say("/answers reload")
    chat.hears("Leo otra vez las respuestas y te aviso.")
    chat.hears("He leído 1 respuesta y desde ahora me guío por ella.")
    chat.say("/ask ¿cómo lo cito?")
    chat.hears("Citad el artículo")
    chat.hears("Sacado de answers/cite.md.")
    # A mistake in either leaves both as they are.
    good = po.read_text(encoding="utf-8")
    po.write_text(good.replace("Sacado de {file}.", "Del {fichero}."), encoding="utf-8")
    chat.say("/answers reload")
    chat.hears("es.po:", "{placeholders} differ")
    chat.say("/ask ¿cómo lo cito?")
    chat.hears("Sacado de answers/cite.md.")
    po.write_text(good, encoding="utf-8")
    chat.say("/ask quokka zeppelin marmalade")
    chat.hears("No lo sé.")
    chat.say("/language auto")
    chat.hears("From now on I answer you")
    chat.end()


def whose_system_is_spanish(folder):
    for lang in ("es_ES.UTF-8", "es_MX.UTF-8"):
        chat = Chat(USHER, folder, {**ENVIRONMENT, "LANG": lang}, "--config", "usher.toml")
        chat.say("/help")
        chat.hears("Puedo hacer lo siguiente:")
        chat.end()
    chat = Chat(USHER, folder, {**ENVIRONMENT, "LANG": "de_DE.UTF-8"}, "--config", "usher.toml")
    chat.say("/help")
    chat.hears("This is what I can do:")
    chat.end()
    done = run(folder, "ask", "--config", "usher.toml", "quokka zeppelin marmalade", LANG="es_ES.UTF-8")
    check("No lo sé." in done.stdout, (done.stdout, done.stderr))
    done = run(folder, "chat", "--config", "usher.toml", "--set", "community.language=fr")
    check(done.returncode == 1 and 'does not speak "fr"' in done.stderr, done.stderr)


def it_is_brought_up_to_date(folder, file):
    text = file.read_text(encoding="utf-8")
    # As if this was of another version: one sentence is new, one is no longer said.
    older = text.replace('msgid "Choose for me"\nmsgstr "Elige por mí"\n', 'msgid "No longer said"\nmsgstr "Ya no se dice"\n')
    check(older != text, "it was there")
    file.write_text(older, encoding="utf-8")
    done = run(folder, *CHECK)
    check(done.returncode == 1 and "does not say “" not in done.stderr and "No longer said" in done.stderr, done.stderr)
    done = run(folder, "strings", "locale/es.po")
    check(done.returncode == 0 and "1 more, 1 no longer said" in done.stdout, (done.stdout, done.stderr))
    made = file.read_text(encoding="utf-8")
    check('msgid "Choose for me"\nmsgstr ""\n' in made and "No longer said" not in made and "Puedo hacer lo siguiente:" in made, made[:2000])
    check((folder / "locale" / "es.po~").read_text(encoding="utf-8") == older, "as it was")
    check(run(folder, *CHECK).returncode == 0, "nothing is wrong with it")
    done = run(folder, "strings", "locale/spanish.po")
    check(done.returncode == 2 and "locale/es.po" in done.stderr, done.stderr)
    check('msgid "Help"' in run(folder, "strings").stdout or 'msgstr ""' in run(folder, "strings").stdout, "the list alone")


def the_page_offers_it(folder):
    a_configuration(folder)
    (folder / "locale").mkdir()
    check(run(folder, "strings", "locale/es.po").returncode == 0, "a file")
    file = folder / "locale" / "es.po"
    file.write_text(translate(file.read_text(encoding="utf-8"), "Enter", "Entrar"), encoding="utf-8")
    with (folder / "usher.toml").open("a", encoding="utf-8") as config:
        config.write('[web]\nlisten = "127.0.0.1:0"\n')
    bot = subprocess.Popen([USHER, "run", "--config", "usher.toml"], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, text=True, env={**ENVIRONMENT, "HOME": str(folder)})
    try:
        base = next(found[0] for line in bot.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))

        def got(path):
            with urllib.request.urlopen(base + path, timeout=30) as answer:
                return json.load(answer)
        end = time.monotonic() + 60
        while {"tag": "es", "name": "Español"} not in got("/api/start")["languages"]:
            check(time.monotonic() < end, "the page offers it")
            time.sleep(0.1)
        check(got("/api/words?lang=es-MX")["words"]["enter"] == "Entrar", "the page speaks it")
        check(got("/api/words?lang=de")["words"]["enter"] == "Enter", "others read English")
    finally:
        bot.terminate()
        bot.stdout.read()
        check(bot.wait(timeout=60) == 0, "it ends well")


for test in [a_language_from_nothing, the_page_offers_it]:
    with tempfile.TemporaryDirectory() as made:
        test(Path(made))
print(f"{checks.count} checks")
