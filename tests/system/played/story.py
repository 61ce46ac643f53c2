# tests/system/played/story.py: three meetings of a community, from an empty agenda to what became of the last notes.
# SPDX-License-Identifier: BSD-3-Clause
# Long because it is one story: what is played in the browser and on Matrix alike.
"""Ada organises, and hosts when she can. Ben contributes, and is the next host who is asked. Nia is new. Eve cannot come."""

from checks import check
from played.stage import PAGE, SECRETS
from played.steps import ANSWER, ROOM, changed, heard, step

PEOPLE = {"Ada": "organiser", "Ben": "contributor", "Nia": "newcomer", "Eve": "newcomer"}

DAY, HOUR, MINUTE = 86400, 3600, 60
FIRST = 1767204000  # 31 December 2025, 18:00 UTC; each lasts an hour
SECOND, THIRD = FIRST + 14 * DAY, FIRST + 28 * DAY
BEGIN = FIRST - 30 * HOUR

LINK, AGENDA = "https://e.zoom.us/j/x1?pwd=a", "https://hackmd.io/" + PAGE
ARCHIVE = "https://github.com/numpy/archive/tree/main/community_meetings"
CALENDAR = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//meetings//EN
BEGIN:VEVENT
UID:community@example.org
DTSTAMP:20251201T000000Z
DTSTART:20251231T180000Z
DTEND:20251231T190000Z
RRULE:FREQ=WEEKLY;INTERVAL=2
SUMMARY:Community Call
LOCATION:{LINK}
END:VEVENT
END:VCALENDAR
"""
PAD = "# Agenda\n\n## 2025-12-17 NumPy community meeting\n\n- old\n"


def meetings(player):
    hosts = ", ".join(f'"{player.configured(name)}"' for name in ("Ada", "Ben"))
    return f"""
[defaults]
leads = ["24h", "15m"]
[series.community]
title = "Community Call"
rooms = ["{player.space}:{player.room}"]
hosts = [{hosts}]
agenda = "{AGENDA}"
hackmd = "{PAGE}"
notes = "{ARCHIVE}"
page_title = "NumPy community meeting"
template = "meeting"
archive = "community_meetings/{{year}}/community-{{date}}.md"
"""


# --- what is the same each time ---

FILE = "community_meetings/{}/community-{}.md"
COMING = ("I am coming", "I cannot come")
CONDUCT = "If you see it broken, take a screenshot, step in respectfully where you can, and tell the committee by e-mail"
HOST_BUTTONS = ("I host it", "I host it every time", "I cannot this time", "Do not ask me again")


def reminder(span, *words):
    """In the room: when, where, what about, and how people treat each other."""
    return heard(ROOM, f"Community Call in {span}", "18:00", "1 hour", "Join", "Agenda", "Notes", *words, CONDUCT,
                 "This room is told because", buttons=COMING, links=(LINK, AGENDA, ARCHIVE))


def shrunk(span):
    """The reminder of a day before."""
    return changed(ROOM, "Community Call", "18:00", f"in {span}", never=(CONDUCT, LINK, *COMING))


def asks_host(who, *words):
    return heard(who, "Do you host Community Call?", "18:00", *words, "You get this because you can host this meeting.",
                 buttons=HOST_BUTTONS, never=SECRETS)


def asks_for_archive(who, date, *words, **more):
    return heard(who, "Are the notes of Community Call in the archive?", FILE.format(date[:4], date), *words,
                 "I ask two, seven and fourteen days after a meeting.", **more)


# --- what is looked at beside the screens ---

def page_of(date, *there, missing=()):
    """HackMD's page has that section once, with these, and not those."""
    def look(stage):
        section = stage.section(date)
        for words in (f"## {date} NumPy community meeting", "- Time: 18:00 UTC", ARCHIVE, "**Code of Conduct**", *there):
            check(words in section, f"{words!r} in {section}")
        for words in (*missing, *SECRETS, "Eve cannot"):
            check(words not in section, f"{words!r} in {section}")
        check(stage.pads.pages[PAGE].startswith(PAD.rstrip("\n")), "what stood there stays")
    return look


def nothing_was_asked_of_github(stage):
    check(stage.archive.requests == [], stage.archive.requests)


def no_page_was_written(stage):
    check(stage.pads.written == 0, "not before its time")


def only_looked(stage):
    """GitHub was asked how it stands; nothing was written."""
    check(bool(stage.archive.requests), "it is looked at before anybody is asked")
    check({kind for _, kind, _, _ in stage.archive.requests} <= {"PULLS", "FILE"}, stage.archive.requests)
    check(stage.archive.made == {"refs": 0, "files": 0, "pulls": 0}, stage.archive.made)


def proposed(number, date, who, *there):
    """One branch, one file as it was shown, one pull request; without passcodes and invitations, and without anybody's doing."""
    def look(stage):
        check(stage.archive.made == {"refs": number, "files": number, "pulls": number}, stage.archive.made)
        pull, text = stage.archive.pulls[-1], stage.proposed(date)
        check(pull["title"] == f"Add notes of NumPy community meeting, {date}", pull["title"])
        check(text == stage.play.file(who), f"what goes there is what was shown:\n{text}\n---\n{stage.play.file(who)}")
        for words in there:
            check(words in text, f"{words!r} in {text}")
        for secret in SECRETS:
            check(secret not in text and secret not in str(pull), f"{secret!r} in {text} {pull}")
        check(not any(name in str(pull) for name in PEOPLE), "the pull request names nobody")
    return look


def archived(date):
    """It was looked at, and is known to be there."""
    def look(stage):
        row = stage.rows("SELECT archived>0,next_ask FROM meeting_minutes WHERE file LIKE ? ORDER BY id DESC LIMIT 1", f"%{date}%")
        check(row == [(1, 0)], f"{date}: {row}")
    return look


def merged(number):
    return lambda stage: stage.archive.close(number, merge=True)


def in_order(*parts):
    def look(stage):
        text = stage.play.file("Ben")
        places = [text.find(part) for part in parts]
        check(-1 not in places and places == sorted(places), f"{parts} in this order: {places}\n{text}")
    return look


def both(*looks):
    return lambda stage: [look(stage) for look in looks]


def people_write_on_the_page(stage):
    """Together, while they talk."""
    page = stage.pads.pages[PAGE]
    at = page.index("## 2026-01-28 ")
    section = page[at:].replace("**Present:** ", "**Present:** Ada, Ben, Nia").replace(
        "### Action items\n\n- ", "- Typing\n  - Done in June.\n  - At https://e.zoom.us/j/x1?pwd=a\n  - Passcode: 123456\n"
        "\n### Action items\n\n- Ben: announce it\n")
    stage.pads.pages[PAGE] = page[:at] + section
    stage.pads.type(PAGE, "\n## 2026-02-11 NumPy community meeting\n\n- much later\n")


# --- the story ---

QUESTION = "Is there a sprint in May?"

BEFORE_THE_FIRST = [
    step("the agenda is empty", heard(ANSWER, "Agenda of Community Call", "Nothing is on it yet.", "/agenda add community: …"),
         who="Ben", says="/agenda community"),
    step("something is put on it", heard(ANSWER, "Agenda of Community Call", "#1", "Docs day", "Ben"),
         who="Ben", says="/agenda add community: Docs day"),
    step("somebody who is new asks when it is", heard(ANSWER, "Community Call", "18:00", links=(LINK, AGENDA)),
         who="Nia", says="/meeting next community", alone=True, does=both(no_page_was_written, nothing_was_asked_of_github)),
    step("a day before, the room is reminded, the host is asked and the page is prepared",
         reminder("24 hours"), asks_host("Ada", "in 24 hours"),
         at=FIRST - DAY + 5, does=page_of("2025-12-31", "Docs day (Ben)")),
    step("the host says yes", changed("Ada", "Thank you. You host Community Call:", "18:00", never=HOST_BUTTONS),
         who="Ada", presses=("Do you host Community Call?", "I host it")),
    step("whoever comes for the first time gets five lines",
         heard(ANSWER, "Noted: you are coming to Community Call.", "If it is your first time:", "It lasts 1 hour",
               "Camera and microphone are up to you.", "To say hello,", "Ada hosts it, and helps you.", "You may ask anything",
               never=SECRETS),
         who="Nia", presses=("Community Call in 24 hours", "I am coming")),
    step("who has a part in it gets a line",
         heard(ANSWER, "Noted: you are coming to Community Call.", never=("If it is your first time",)),
         who="Ben", presses=("Community Call in 24 hours", "I am coming")),
    step("who cannot come may ask something",
         heard(ANSWER, "Noted: you cannot come to Community Call.", "Is there anything that you would have asked?",
               buttons=("Ask something",)),
         who="Eve", presses=("Community Call in 24 hours", "I cannot come")),
    step("a form opens", who="Eve", presses=("you cannot come", "Ask something"), on="web"),
    step("a form is sent", heard(ANSWER, "It is on the agenda of Community Call.", QUESTION),
         who="Eve", fills={"question": QUESTION}, on="web"),
    step("a form is asked through", heard("Eve", "Your question", "with your name", "What would you ask?"),
         who="Eve", presses=("you cannot come", "Ask something"), on="matrix"),
    step("its answer is given", heard("Eve", "It is on the agenda of Community Call.", QUESTION),
         who="Eve", says=QUESTION, alone=True, on="matrix"),
    step("the question is on the agenda", heard(ANSWER, "#1", "Docs day", "Ben", "#2", QUESTION, "Eve"),
         who="Nia", says="/agenda community"),
    step("a quarter of an hour before, the room is reminded once more, and the older reminder becomes a line",
         shrunk("15 minutes"), reminder("15 minutes", "Host", "Ada"), at=FIRST - 15 * MINUTE + 5),
]

THE_FIRST = [
    step("notes begin", heard(ROOM, "Notes of Community Call", "On the agenda:", "#1", "Docs day (Ben)", "#2", f"{QUESTION} (Eve)",
                              "/meeting topic #1", "/meeting end", never=("From the last meeting",)),
         at=FIRST + MINUTE, who="Ada", says="/meeting start"),
    step("nobody else begins", heard(ANSWER, "Notes of Community Call are being taken here."), who="Ben", says="/meeting start"),
    *(step(f"{name} is there", heard(ANSWER, "✓ noted"), who=name, says="/meeting here") for name in ("Ada", "Ben", "Nia")),
    step("others are there", heard(ANSWER, "✓ 2 noted"), who="Ada", says="/meeting here Cy and 2 newcomers"),
    step("several notes in one message", heard(ANSWER, "✓ 4 noted"), who="Ada",
         says="/meeting topic #2\ninfo Yes, see https://e.zoom.us/j/x1?pwd=a\nagreed Two days of it\nlink https://numpy.org/"),
    step("somebody takes something on", heard(ANSWER, "✓ noted"), who="Ben", says="/meeting action @ben write to the list"),
    step("a mistake", heard(ANSWER, "✓ noted"), who="Nia", says="/meeting info the wrong meeting"),
    step("is taken back", heard(ANSWER, "Taken back: the wrong meeting"), who="Nia", says="/meeting undo"),
    step("nobody who is new ends them", heard(ANSWER, "Whoever began, or an organiser, ends the notes."),
         who="Nia", says="/meeting end"),
    step("notes end: a summary for the room, the file for the host, a question for who has something to do, and the answer for who "
         "could not come",
         heard(ROOM, "Community Call is over", QUESTION, "Agreed:", "Two days of it", "Action:", "ben", "write to the list",
               never=SECRETS),
         heard("Ada", "The notes, for the archive:", FILE.format("2025", "2025-12-31"), "**Present:** Ada, Ben, Nia, Cy, 2 newcomers",
               QUESTION, "Yes, see https://e.zoom.us/j/x1", "**Agreed:** Two days of it", "https://numpy.org/",
               buttons=("Open the pull request",), links=(ARCHIVE,), never=(*SECRETS, "the wrong meeting", "Docs day")),
         heard("Ben", "This was noted for you in a meeting:", "write to the list", buttons=("Yes, I do that", "That is not mine")),
         heard("Eve", "You asked this for Community Call:", QUESTION, "From the notes:", "Yes, see https://e.zoom.us/j/x1",
               "Two days of it", links=(ARCHIVE,), never=SECRETS),
         at=FIRST + 50 * MINUTE, who="Ada", says="/meeting end"),
    step("what was noted for somebody is theirs", changed("Ben", "Thank you. I ask about it before the next meeting: write to the list"),
         who="Ben", presses=("This was noted for you", "Yes, I do that"), does=nothing_was_asked_of_github),
    step("two days later who has the file is asked",
         asks_for_archive("Ada", "2025-12-31", buttons=("Open the pull request", "Yes, they are there")),
         at=FIRST + 2 * DAY + HOUR, does=only_looked),
    step("seven days later once more",
         asks_for_archive("Ada", "2025-12-31", buttons=("Open the pull request", "Yes, they are there")),
         at=FIRST + 7 * DAY + HOUR, does=only_looked),
]

BEFORE_THE_SECOND = [
    step("what did not come up is carried over", heard(ANSWER, "#1", "Docs day", "Ben", never=(QUESTION,)),
         at=SECOND - 2 * DAY, who="Nia", says="/agenda community"),
    step("more is added", heard(ANSWER, "#1", "Docs day", "#3", "Arrays", "Ada"), who="Ada", says="/agenda add community: Arrays"),
    step("and more", heard(ANSWER, "#3", "Arrays", "#4", "Types", "Ada"), who="Ada", says="/agenda add community: Types"),
    step("by another, too", heard(ANSWER, "#4", "Types", "#5", "Speed", "Ben"), who="Ben", says="/agenda add community: Speed"),
    step("organisers order it", heard(ANSWER, "#4", "Types", "#1", "Docs day", "#3", "Arrays", "#5", "Speed"),
         who="Ada", says="/agenda move 4 to 1"),
    step("others do not", heard(ANSWER, "Only organisers"), who="Nia", says="/agenda move 3 to 1"),
    step("what is one's own can wait", heard(ANSWER, "#4", "Types", "#1", "Docs day", "#3", "Arrays", never=("Speed",)),
         who="Ben", says="/agenda defer 5"),
    step("a day before, the room is reminded, the host is asked, and who has something to do",
         reminder("24 hours"), asks_host("Ada", "in 24 hours"),
         heard("Ben", "You have taken this on. Is it done?", "write to the list", "Community Call", buttons=("Done", "Not yet")),
         at=SECOND - DAY + 5,
         does=page_of("2026-01-14", "ben: write to the list", "Types (Ada)", "Docs day (Ben)", "Arrays (Ada)", missing=("Speed",))),
    step("a host who cannot is thanked, and the next one asked", changed("Ada", "Thank you for saying so. I ask whoever is next."),
         asks_host("Ben"), who="Ada", presses=("Do you host Community Call?", "I cannot this time")),
    step("who says yes", changed("Ben", "Thank you. You host Community Call:", "18:00", never=HOST_BUTTONS),
         who="Ben", presses=("Do you host Community Call?", "I host it")),
    step("it is not done yet", changed("Ben", "It stays open until the meeting after: write to the list"),
         who="Ben", presses=("You have taken this on.", "Not yet")),
    step("a quarter of an hour before", shrunk("15 minutes"), reminder("15 minutes", "Host", "Ben"), at=SECOND - 15 * MINUTE + 5),
]

THE_SECOND = [
    step("notes begin with what is left from last time",
         heard(ROOM, "Notes of Community Call", "From the last meeting:", "ben: write to the list", "On the agenda:", "#4",
               "Types (Ada)", "#1", "Docs day (Ben)", "#3", "Arrays (Ada)", never=("Speed", QUESTION)),
         at=SECOND + MINUTE, who="Ben", says="/meeting start community"),
    *(step(f"{name} is there", heard(ANSWER, "✓ noted"), who=name, says="/meeting here") for name in ("Ben", "Ada")),
    step("several notes in one message", heard(ANSWER, "✓ 6 noted"), who="Ben",
         says="/meeting topic #4\ninfo Slow, at https://e.zoom.us/j/x1?pwd=a\ninfo Passcode: 123456\nagreed Faster\n"
              "action @ada measure it\nlink https://numpy-team.slack.com/t/x/shared_invite/zt-secret2"),
    step("notes of two weeks ago that are still missing: organisers are asked",
         asks_for_archive("Ada", "2025-12-31", buttons=("Open the pull request", "Yes, they are there")),
         at=SECOND + 52 * MINUTE, does=only_looked),
    step("who say that they are there", changed("Ada", "Thank you. I do not ask again."),
         who="Ada", presses=("Are the notes of Community Call", "Yes, they are there")),
    step("notes end",
         heard(ROOM, "Community Call is over", "Types", "Agreed:", "Faster", "Action:", "ada", "measure it", never=SECRETS),
         heard("Ben", "The notes, for the archive:", FILE.format("2026", "2026-01-14"), buttons=("Open the pull request",),
               links=(ARCHIVE,), never=SECRETS),
         heard("Ada", "This was noted for you in a meeting:", "measure it", buttons=("Yes, I do that", "That is not mine")),
         who="Ben", says="/meeting end",
         does=in_order(
             "---\ntitle: NumPy community meeting\ntags: [NumPy]\n\n---\n\n# 2026-01-14 NumPy community meeting\n",
             "\n- Time: 18:00 (6:00 pm) UTC\n", "\n**Code of Conduct**\n", "\n**Present:** Ben, Ada\n",
             "\n## Follow-up from the last meeting / discussions\n", "\n- ben: write to the list\n- Docs day (Ben)\n",
             "\n## New topics\n\n- Types\n  - Slow, at https://e.zoom.us/j/x1\n  - Passcode: (removed)\n  - **Agreed:** Faster\n"
             "  - (invitation)\n", "\n## Action items\n\n- **ada**: measure it\n", "\n---\nRemember to archive this file")),
    step("what is not theirs is not", changed("Ada", "It is not yours any more: measure it"),
         who="Ada", presses=("This was noted for you", "That is not mine"), does=only_looked),
    step("somebody who is new shows no notes", heard(ANSWER, "The notes are with whoever ended them, and with the organisers."),
         who="Nia", says="/meeting notes community"),
    step("who has the file opens the pull request",
         heard(ANSWER, "I open a pull request in numpy/archive, and write to you when it is there."),
         heard("Ben", "The pull request with the notes of Community Call is there.", "#1"),
         who="Ben", presses=("The notes, for the archive:", "Open the pull request"),
         does=proposed(1, "2026-01-14", "Ben", "**Present:** Ben, Ada")),
    step("it is done", heard(ANSWER, "Done: write to the list"), who="Ben", says="/action done 1"),
    step("and nothing is left", heard(ANSWER, "Nothing is open."), who="Ada", says="/action list", does=merged(1)),
    step("two days later nobody is asked, for it is merged", at=SECOND + 2 * DAY + 2 * HOUR, does=archived("2026-01-14")),
    step("nor after seven", at=SECOND + 7 * DAY + 2 * HOUR),
]

THE_THIRD = [
    step("a day before, nobody has anything to do any more", reminder("24 hours"), asks_host("Ada", "in 24 hours"),
         at=THIRD - DAY + 5,
         does=page_of("2026-01-28", "Docs day (Ben)", "Arrays (Ada)", "Speed (Ben)", missing=("Types", "write to the list"))),
    step("half an hour before, who has not answered is asked once more, and the next one",
         asks_host("Ada", "in 30 minutes"), asks_host("Ben", "in 30 minutes"), at=THIRD - 30 * MINUTE + 5),
    step("the first yes counts", changed("Ada", "Thank you. You host Community Call:"),
         changed("Ben", "Ada hosts Community Call.", "18:00", never=HOST_BUTTONS),
         who="Ada", presses=("Do you host Community Call?", "I host it")),
    step("a quarter of an hour before", shrunk("15 minutes"), reminder("15 minutes", "Host", "Ada"),
         at=THIRD - 15 * MINUTE + 5, does=people_write_on_the_page),
    step("the page becomes notes", heard(ANSWER, "I read the page, and write to you what I found there."),
         heard("Ada", "Notes of Community Call", "The notes, for the archive:", FILE.format("2026", "2026-01-28"),
               "## 2026-01-28 NumPy community meeting", "**Present:** Ada, Ben, Nia", "Speed (Ben)", "Done in June.",
               "At https://e.zoom.us/j/x1", "Ben: announce it", buttons=("Open the pull request",), links=(ARCHIVE,),
               never=(*SECRETS, "much later", "- old")),
         at=THIRD + HOUR + 5 * MINUTE, who="Ada", says="/meeting notes community from page"),
    step("and a pull request", heard(ANSWER, "I open a pull request in numpy/archive, and write to you when it is there."),
         heard("Ada", "The pull request with the notes of Community Call is there.", "#2"),
         who="Ada", presses=("The notes, for the archive:", "Open the pull request"),
         does=proposed(2, "2026-01-28", "Ada", "  - Done in June.\n")),
    step("two days later it still waits for somebody",
         asks_for_archive("Ada", "2026-01-28", "Somebody has to look it over and merge it.", "#2",
                          buttons=("Yes, they are there",), never=("Open the pull request",)),
         at=THIRD + 2 * DAY + 2 * HOUR, does=merged(2)),
    step("and a week later it is there: nobody is asked", at=THIRD + 7 * DAY + 2 * HOUR, does=archived("2026-01-28")),
]

STORY = [*BEFORE_THE_FIRST, *THE_FIRST, *BEFORE_THE_SECOND, *THE_SECOND, *THE_THIRD]
