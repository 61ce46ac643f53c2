# tests/system/played/newcomer.py: somebody new among people, from coming in on: welcomed, shown where to begin, answered, or left to
# people.
# SPDX-License-Identifier: BSD-3-Clause
"""Nia is new. Ada looks after the answers, and answers herself where she is quicker. Ben contributes."""

import time

from checks import check
from played.steps import ANSWER, ROOM, changed, heard, step
from slack.peer import PATIENCE

PEOPLE = {"Ada": "maintainer", "Ben": "contributor"}  # who is there when Nia comes
BEGIN = 1767204000  # 31 December 2025, 18:00 UTC
MINUTE = 60
BEFORE = BEGIN - 60 * MINUTE  # when the others come
HOUR = BEGIN + 120 * MINUTE   # of newcomers
FORMS = ("web", "slack")      # elsewhere a form is asked in a conversation
TOLD = "harassed"  # of what is told in confidence
MEETINGS = """[series.community]
title = "Community Call"
archive = "community_meetings/{year}/community-{date}.md"
[local.newcomers]
title = "First Hour"
start = "2025-12-31T20:00"
zone = "UTC"
rule = "FREQ=WEEKLY"
"""


PROPOSALS = "neps"  # the folder in which this one is
PROPOSAL = """=====================
NEP 18 — Zeppelins
=====================

:Author: Ada
:Status: Final
:Type: Standards Track
:Created: 2018-05-29

They fly.
"""
ELSEWHERE = {"web": "web:newcomers", "matrix": "matrix:!elsewhere:localhost"}


def settings(player):
    room, other = f"{player.space}:{player.room}", f"{player.space}:{player.other}"
    elsewhere = "matrix" if player.space == "web" else "web"
    return f"""[roles]
maintainers = ["{player.configured("Ada")}"]
contributors = ["{player.configured("Ben")}"]
[report]
email = "conduct@example.org"
url = "https://example.org/conduct/"
[welcome]
rooms = ["{room}"]
first_issues = "https://example.org/first"
meeting = "newcomers"
rush_joins = 0
[welcome.interests.docs]
rooms = ["{other} #general https://example.org/join-general", "{ELSEWHERE[elsewhere]} #elsewhere https://example.org/join-elsewhere"]
links = ["Style guide https://example.org/style"]
[welcome.interests.code]
[answers]
contacts = ["team team@example.org", "conduct-outside outside@example.org", "security https://example.org/security"]
people = ["conduct Grace and Alan"]
people_rooms = ["{room} #newcomers"]
newcomer_rooms = ["{room}"]
[proposals.nep]
also = ["提案"]
source = "directory"
path = "{PROPOSALS}"
"""


def nothing_is_kept_of(words):
    """Neither in a table nor in what the file holds of deleted rows."""
    def look(stage):
        everything = b"".join(path.read_bytes() for path in stage.folder.glob("usher.db*") if path.suffix != ".lock")
        # Nia's own words stand where the page keeps its messages, and nowhere else.
        texts = [row[0] for row in stage.rows("SELECT question FROM answer_gaps")]
        check(not any(words in text for text in texts), texts)
        if not stage.rows("SELECT 1 FROM sqlite_master WHERE name='web_messages'"):
            check(words.encode() not in everything, f"{words!r} is in the file")
    return look


def forgotten(stage):
    """What Nia asked is in the room no more, nor where questions are kept; what she told is in no byte of the database's files, once
    they have been tidied up. (Ada was shown what was asked in vain, without a name: that is hers.)"""
    def left():
        where = "SELECT count(*) FROM web_messages WHERE room='newcomers' AND (instr(body,CAST('zeppelin' AS BLOB))>0 OR "
        files = [stage.database, stage.database.with_name(stage.database.name + "-wal")]
        return {"a question that is kept": stage.rows("SELECT count(*) FROM answer_gaps") != [(0,)],
                "words of hers in the room, or a button with her name":
                    stage.rows(where + "instr(body,char(10)||'nia'||char(10))>0)") != [(0,)],
                "what she told": any(b"fishmonger" in file.read_bytes() for file in files if file.exists())}
    end = time.monotonic() + PATIENCE
    while any(left().values()):
        check(time.monotonic() < end, f"left of her: {[what for what, there in left().items() if there]}")
        time.sleep(0.1)


def kept(*questions):
    def look(stage):
        found = [row[0] for row in stage.rows("SELECT question FROM answer_gaps ORDER BY id")]
        check(found == list(questions), found)
    return look


def welcomed(times):
    """Nia was, so often, and whoever was there before her at most once."""
    def look(stage):
        sent = stage.rows("SELECT person,count(*) FROM welcomes WHERE state=1 GROUP BY person")
        check(all(count == 1 for _, count in sent), sent)
        check(sum("nia" in person.lower() for person, _ in sent) == times, sent)
    return look


WELCOMED = "歡迎來到 NumPy！"
WHERE_TO_BEGIN = heard("Nia", "文件", "#general", "Style guide", "適合第一次貢獻的議題", "下一次給新人的會議", "First Hour",
                       buttons=("開始前十分鐘提醒我", "三天後再問我"), never=("#elsewhere",))
HELP = ("有用", "沒用")

STORY = [
    step("somebody new comes", joins="Nia"),
    step("and is let alone at first", at=BEGIN + 2 * MINUTE),
    step("then she is welcomed, alone",
         heard("Nia", "Welcome to NumPy!", "Code of Conduct", "/report", "/forget me",
               buttons=("Choose what interests you", "Ask me again in three days", "繁體中文", "Stop")),
         at=BEGIN + 4 * MINUTE, does=welcomed(1)),
    step("she picks her language", changed("Nia", WELCOMED, "/report", buttons=("選擇你感興趣的", "停止"), never=("Welcome to",)),
         who="Nia", presses=("Welcome to NumPy!", "繁體中文")),
    step("what interests her is asked in a form", who="Nia", presses=(WELCOMED, "選擇你感興趣的"), on=FORMS),
    step("and she is shown where to begin", WHERE_TO_BEGIN, who="Nia", fills={"interests": ["docs"]}, on="web"),
    step("and she is shown where to begin", WHERE_TO_BEGIN, who="Nia", fills={"interests": ["文件"]}, on="slack"),
    step("what interests her is asked in a conversation", heard("Nia", "你想在這裡做什麼？可以選擇多項。", "文件"), who="Nia",
         presses=(WELCOMED, "選擇你感興趣的"), on="matrix"),
    step("and she is shown where to begin", WHERE_TO_BEGIN, who="Nia", alone=True, says="2", on="matrix"),
    step("she wants to be reminded", heard("Nia", "我會在First Hour開始前十分鐘提醒你。"), who="Nia",
         presses=("Style guide", "開始前十分鐘提醒我")),

    step("chatter is not answered", who="Nia", says="Good morning! I have used arrays for years, and like zeppelins."),
    step("nor is a contributor's among everybody", who="Ben", elsewhere=True, says="I pushed a fix to the CI, it should be green soon."),
    step("nor a question there", who="Ben", elsewhere=True, says="How do I install NumPy on the new runners?"),
    step("nor what a team asks itself", who="Ada", says="Should we merge the installation guide this week?"),
    step("a question to nobody waits for people", at=BEGIN + 10 * MINUTE, who="Nia", says="How do I install NumPy?"),
    step("and a person answers first", who="Ada", says="With pip or conda, see the guide."),
    step("so Usher stays silent", at=BEGIN + 20 * MINUTE),
    step("another question to nobody", who="Nia", says="How can I join the mailing list?"),
    step("in the first minute nothing is said", at=BEGIN + 21 * MINUTE),
    step("then it is answered, once, by a bot that says so",
         heard(ROOM, "我是機器人，還沒有人回答", "mail.python.org", "出自 answers/mailing-list.md", buttons=(*HELP, "我沒問就別回答我")),
         at=BEGIN + 30 * MINUTE),
    step("others cannot stop it in her name", heard(ANSWER, "This button is for whoever asked."), who="Ada",
         presses=("我是機器人", "我沒問就別回答我")),
    step("she can", changed(ROOM, "以後你不問我，我就不回答你。", never=("mail.python.org",)), who="Nia",
         presses=("我是機器人", "我沒問就別回答我")),

    step("who is asked answers at once, in her language",
         heard(ANSWER, "虛擬環境", "https://numpy.org/install/", "出自 answers/install.md", buttons=HELP),
         who="Nia", says="/ask 怎麼安裝 NumPy？"),
    step("also where the question is in English", heard(ANSWER, "虛擬環境", "https://numpy.org/install/", "出自", buttons=HELP),
         who="Nia", says="/ask how do I install numpy with pip"),
    step("commands have names in her language: help", heard("Nia", "/meeting", "/ask"), who="Nia", alone=True, says="幫助"),
    step("meetings", heard("Nia", "First Hour"), who="Nia", alone=True, says="會議"),
    step("and proposals", heard("Nia", "NEP 18", "Zeppelins", "狀態", "最終"), who="Nia", alone=True, says="提案 18"),
    step("what nobody has written down is left to people",
         heard(ANSWER, "這個我不知道。#newcomers 裡的人也許知道", "90 天", buttons=("替我在 #newcomers 裡問", "不要儲存我的問題")),
         who="Nia", says="/ask zeppelin quokka marmalade", does=kept("zeppelin quokka marmalade")),
    step("who are asked when she wants it",
         heard(ANSWER, "我已經在 #newcomers 裡替你問了"), heard(ROOM, "Nia", "asks what I do not know", "zeppelin quokka marmalade"),
         who="Nia", presses=("這個我不知道", "替我在 #newcomers 裡問")),
    step("an answer that does not help is told, and kept with its topic",
         heard(ANSWER, "抱歉，沒幫上忙。", buttons=("替我在 #newcomers 裡問",)),
         who="Nia", presses=("虛擬環境", "沒用"), does=kept("zeppelin quokka marmalade", "how do I install numpy with pip")),
    step("what is told of harm is answered to her alone, with how to report it",
         heard("Nia", "/report", never=(TOLD, "fishmonger", "https://")), who="Nia", alone=True,
         says=f"somebody {TOLD} me after the call, he called me a fishmonger", does=nothing_is_kept_of("fishmonger")),
    step("who looks after the answers sees what was missing, and not who missed it",
         heard("Ada", "how do I install numpy with pip", "not helped by install", "zeppelin quokka marmalade", "install: 1 said no",
               never=("Nia", "nia", TOLD)),
         who="Ada", alone=True, says="/answers gaps"),
    step("nothing of hers is kept any more", heard(ANSWER, "不再儲存"), who="Nia", alone=True, says="/answers keep no",
         does=kept()),
    step("ten minutes before the hour for newcomers she is reminded, as she wanted", heard("Nia", "First Hour"), at=HOUR - 9 * MINUTE),
    step("she goes on, and is not welcomed again", at=HOUR + 60 * MINUTE, does=welcomed(1)),
    step("she wants to be forgotten", heard(ANSWER, "要刪除我保存的關於你的所有內容嗎", buttons=("全部刪除",)), who="Nia", alone=True,
         says="/forget me", on="web"),
]
