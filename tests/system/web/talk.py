# tests/system/web/talk.py: somebody's conversation with Usher on the page: says, presses, fills in, and waits for what comes of it.
# SPDX-License-Identifier: BSD-3-Clause

from web.client import words


def button_of(message, label):
    for block in message.get("doc", []):
        for button in block.get("buttons", []):
            if button["label"].startswith(label):
                return button["n"]
    raise AssertionError(f"no button “{label}” in {words(message)}")


class Talk:
    """Somebody's tab, in a conversation with Usher."""

    def __init__(self, tab):
        self.tab, self.room = tab, "dm:" + tab.person.id

    async def say(self, text, expected, room=None):
        before = self.tab.state.rev
        await self.tab.send(room or self.room, text)
        return await self.new(expected, before)

    async def new(self, expected, before):
        return await self.tab.until(expected, lambda state: next(
            (m for _, m in sorted(state.messages.items(), reverse=True) if m["rev"] > before and expected in words(m)), None))

    async def press(self, message, label, expected):
        before = self.tab.state.rev
        await self.tab.do("press", message=message["id"], button=button_of(message, label))
        return await self.new(expected, before)

    async def fill(self, message, label, fields, expected):
        self.tab.state.forms.clear()  # whoever sent one is not told that it is done
        await self.tab.do("press", message=message["id"], button=button_of(message, label))
        form = await self.tab.until("a form", lambda state: next(iter(state.forms.values()), None))
        before = self.tab.state.rev
        await self.tab.do("submit", ticket=form["ticket"], fields=fields)
        return await self.new(expected, before)
