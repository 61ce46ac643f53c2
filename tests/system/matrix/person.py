# tests/system/matrix/person.py: somebody on the other side, as matrix-nio has them.
# SPDX-License-Identifier: BSD-3-Clause
"""matrix-nio, which nobody here wrote, says and hears; what it has no call for is asked of the homeserver as it is."""

import asyncio
import time

import nio

PASSWORD = "a password of this test"
PATIENCE = 40
# Without a filter the latest ten events of a room come, and whoever is slow to ask for more never hears of those before them.
EVERYTHING = {"room": {"timeline": {"limit": 1000}}}


class Person:
    """Logs in, and remembers all that it hears."""

    def __init__(self, server, account):
        self.user, self.token, _ = account  # what Synapse.register() gave
        self.client = nio.AsyncClient(server.url, self.user)
        self.heard = []  # (room, event), edits and reactions too
        self.invited = {}  # room → who
        self.listening = None

    async def come(self):
        login = await self.client.login(PASSWORD, device_name="test")
        assert isinstance(login, nio.LoginResponse), login
        self.client.add_event_callback(lambda room, event: self.heard.append((room.room_id, event)), nio.Event)
        self.client.add_event_callback(self._invited, nio.InviteMemberEvent)
        await self.client.sync(timeout=0, full_state=True, sync_filter=EVERYTHING)
        self.listening = asyncio.create_task(self.client.sync_forever(timeout=10000, sync_filter=EVERYTHING))
        return self

    async def _invited(self, room, event):
        if event.state_key == self.user and event.membership == "invite":
            self.invited[room.room_id] = event.sender

    async def go(self):
        if self.listening:
            self.listening.cancel()
        await self.client.close()

    async def room(self, name, *invite, **more):
        made = await self.client.room_create(name=name, invite=list(invite), **more)
        assert isinstance(made, nio.RoomCreateResponse), made
        return made.room_id

    async def direct(self, user):
        return await self.room(None, user, is_direct=True, preset=nio.RoomPreset.private_chat)

    async def say(self, room, body, **more):
        content = {"msgtype": "m.text", "body": body, **more}
        sent = await self.client.room_send(room, "m.room.message", content)
        assert isinstance(sent, nio.RoomSendResponse), sent
        return sent.event_id

    async def edit(self, room, event, body):
        return await self.say(room, f"* {body}", **{
            "m.new_content": {"msgtype": "m.text", "body": body},
            "m.relates_to": {"rel_type": "m.replace", "event_id": event}})

    async def react(self, room, event, key):
        sent = await self.client.room_send(room, "m.reaction", {
            "m.relates_to": {"rel_type": "m.annotation", "event_id": event, "key": key}})
        assert isinstance(sent, nio.RoomSendResponse), sent
        return sent.event_id

    async def until(self, what, found, patience=PATIENCE):
        end = time.monotonic() + patience
        while True:
            answer = found()
            if answer:
                return answer
            if time.monotonic() > end:
                latest = [(room, event.source.get("type"), event.source.get("content")) for room, event in self.heard[-6:]]
                raise AssertionError(f"did not happen: {what}\nheard last: {latest}")
            await asyncio.sleep(0.05)

    def said(self, room, by, after=None):
        """Messages of `by` there that are no edits, in order; after: an event's id that they come behind."""
        out, passed = [], after is None
        for where, event in self.heard:
            if where != room:
                continue
            if event.event_id == after:
                passed = True
                continue
            relation = event.source.get("content", {}).get("m.relates_to", {})
            if passed and event.sender == by and event.source.get("type") == "m.room.message" \
                    and relation.get("rel_type") != "m.replace":
                out.append(event.source)
        return out

    async def answer(self, room, by, event, what="an answer"):
        """The first message of `by` behind this event that answers it; in a conversation of two that is any."""
        def found():
            for one in self.said(room, by, after=event):
                replied = one["content"].get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id")
                if replied in (None, event) or one["content"]["m.relates_to"].get("rel_type") == "m.thread":
                    return one
            return None
        return await self.until(f"{what} to {event}", found)

    def edits(self, event):
        return [one.source for _, one in self.heard
                if one.source.get("content", {}).get("m.relates_to", {}).get("rel_type") == "m.replace"
                and one.source["content"]["m.relates_to"]["event_id"] == event]
