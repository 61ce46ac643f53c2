# tests/system/played/seed.py: a real meeting's notes, typed once more by whoever took them, and what they become.
# SPDX-License-Identifier: BSD-3-Clause
"""The file is read into what somebody would have typed; outline() of the file that Usher makes of it is that of the file it came
from. What was said of things that were left from last time stands before the first new topic: Usher's list of them has each
with its words alone."""

import dataclasses
import re

from checks import check
from played.steps import ANSWER, ROOM, heard, step

DAY, MINUTE = 86400, 60
MEETING = 1721239200  # 17 July 2024, 18:00 UTC
TITLE = "NumPy Community Call"
CALENDAR = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//meetings//EN
BEGIN:VEVENT
UID:community@example.org
DTSTAMP:20240601T000000Z
DTSTART:20240703T180000Z
DTEND:20240703T190000Z
RRULE:FREQ=WEEKLY;INTERVAL=2
SUMMARY:{TITLE}
LOCATION:https://e.zoom.us/j/x1?pwd=a
END:VEVENT
END:VCALENDAR
"""
ITEM = re.compile(r"^( *)[-*] +(.*?) *$")


@dataclasses.dataclass
class Item:
    text: str
    below: list = dataclasses.field(default_factory=list)


def items(lines):
    """A list of lists; a line without a sign of its own belongs to what stands above it."""
    out = []
    for line in lines:
        found = ITEM.match(line)
        if found and not found[1]:
            out.append(Item(found[2]))
        elif line.strip() and out:
            out[-1].below.append(found[2] if found else line.strip())
    return out


def section(text, heading):
    """The lines beneath it, up to the next heading or rule."""
    lines = text.split("\n")
    at = lines.index(heading) + 1
    end = next(n for n in range(at, len(lines)) if lines[n].startswith("#") or lines[n].strip() == "---")
    return [line for line in lines[at:end] if not line.startswith("_For the notes")]


def present(text):
    return re.search(r"^\*\*Present:\*\* (.*?) *$", text, re.MULTILINE)[1]


FOLLOW_UP, TOPICS, ACTIONS = "## Follow-up from the last meeting / discussions", "## New topics", "## Action items"


def frame(text):
    """Front matter, headings and lines that stand for themselves, in their order."""
    return [line.strip() for line in text.split("\n")
            if re.match(r"#|---$|title:|tags:|- Time:|\*\*(Code of Conduct|Present:)\*\*", line)]


def outline(text):
    return {"frame": frame(text), "follow up": [one.text for one in items(section(text, FOLLOW_UP))],
            "topics": [(one.text, one.below) for one in items(section(text, TOPICS))],
            "actions": [" ".join([one.text, *one.below]).replace("**", "") for one in items(section(text, ACTIONS))]}


def wanted(seed):
    out = outline(seed)
    said = [(words, []) for one in items(section(seed, FOLLOW_UP)) for words in one.below]
    out["topics"] = said + out["topics"]
    return out


def noted(words):
    kind = "link" if re.fullmatch(r"https?://\S+", words) else "info"
    return f"{kind} {words}"


def script(seed):
    left, topics, actions = (items(section(seed, heading)) for heading in (FOLLOW_UP, TOPICS, ACTIONS))
    out = [step("something was on the agenda of the time before", heard(ANSWER, one.text), who="Ada",
                says="/agenda add community: " + one.text) for one in left]
    out.append(step("notes begin", heard(ROOM, f"Notes of {TITLE}", "On the agenda:", *(one.text for one in left)),
                    at=MEETING + MINUTE, who="Ada", says="/meeting start community"))
    names = present(seed)
    out.append(step("who is there", heard(ANSWER, f"✓ {len(names.split(', '))} noted"), who="Ada", says="/meeting here " + names))
    messages = [[noted(words) for words in one.below] for one in left]
    messages += [["topic " + one.text, *(noted(words) for words in one.below)] for one in topics]
    messages += [["action " + " ".join([one.text, *one.below])] for one in actions]
    for lines in messages:
        if lines:
            count = "✓ noted" if len(lines) == 1 else f"✓ {len(lines)} noted"
            out.append(step(f"noted: {lines[0]}", heard(ANSWER, count), who="Ada", says="/meeting " + "\n".join(lines)))

    def equal(stage):
        text = stage.play.file("Ada")
        ours, theirs = outline(text), wanted(seed)
        check(all(words.endswith(" (Ada)") for words in ours["follow up"]), "who put it on the agenda stands behind it")
        ours["follow up"] = [words.removesuffix(" (Ada)") for words in ours["follow up"]]
        for part, of_seed in theirs.items():
            check(ours[part] == of_seed, f"{part}:\n{ours[part]}\n{of_seed}")
        check("pwd=" not in text, "no passcode")

    out.append(step("notes end", heard(ROOM, f"{TITLE} is over", *(one.text for one in topics)),
                    heard("Ada", "The notes, for the archive:", "community_meetings/2024/community-2024-07-17.md",
                          buttons=("Open the pull request",), never=("pwd=",)),
                    who="Ada", says="/meeting end", does=equal))
    return out
