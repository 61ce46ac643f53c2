#!/usr/bin/env python3
# tests/system/matrix_homeserver_test.py: the homeservers of the Matrix tests start, and are what those tests take them for.
# SPDX-License-Identifier: BSD-3-Clause
"""matrix_homeserver_test.py

Two Synapses at once, one without limits and with an application service, one as it ships: a person (matrix-nio) registers,
logs in, talks; transaction ids and limits behave as the adapter relies on.
When a newer Synapse does otherwise, this fails first."""

import asyncio
import http.server
import json
import tempfile
import threading
import time
import urllib.parse

import checks
import outside
from checks import check
from matrix import appservice
from matrix.synapse import Synapse, ask, free_port

outside.go_there("homeserver", within=400)

import nio  # noqa: E402

CLIENT = "/_matrix/client/v3"
PASSWORD = "a password of this test"


class Ear(http.server.ThreadingHTTPServer):
    """What a homeserver pushes to an application service."""

    daemon_threads = True

    def __init__(self, port):
        self.heard = []
        super().__init__(("127.0.0.1", port), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.heard.append((self.path, self.headers.get("Authorization"), json.loads(body)))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


def log_in_as_service(server):
    account = {"type": "m.login.application_service", "username": "usher", "inhibit_login": True}
    made, _ = ask(server.url + CLIENT + "/register?kind=user", "POST", account, "as-of-this-test")
    check(made == 200, "the service's account can be made")
    status, grant = ask(server.url + CLIENT + "/login", "POST", {
        "type": "m.login.application_service", "identifier": {"type": "m.id.user", "user": "usher"},
        "device_id": "USHER", "refresh_token": True}, "as-of-this-test")
    check(status == 200 and grant["device_id"] == "USHER" and "refresh_token" in grant, f"a service logs in: {grant}")
    return grant["access_token"]


async def talk(server, ear):
    ada, _, _ = server.register("ada")
    token = log_in_as_service(server)
    client = nio.AsyncClient(server.url, ada)
    login = await client.login(PASSWORD, device_name="test")
    check(isinstance(login, nio.LoginResponse), f"a person logs in: {login}")
    made = await client.room_create(name="general", invite=["@usher:localhost"])
    room = urllib.parse.quote(made.room_id)
    check(":" not in made.room_id, "a room of version 12 has no server in its id")
    check(ask(server.url + CLIENT + f"/join/{room}", "POST", {}, token)[0] == 200, "Usher joins")
    await client.room_send(made.room_id, "m.room.message", {"msgtype": "m.text", "body": "!nep 0"})
    end = time.monotonic() + 20
    while not any("!nep 0" in json.dumps(one[2]) for one in ear.heard):
        check(time.monotonic() < end, "what is said is pushed")
        await asyncio.sleep(0.05)
    check(all(one[1] == "Bearer hs-of-this-test" for one in ear.heard), "with the hs_token in the header")

    def send(txn, by):
        return ask(server.url + CLIENT + f"/rooms/{room}/send/m.room.message/{txn}", "PUT",
                   {"msgtype": "m.notice", "body": "x", "m.mentions": {}}, by)

    first, other = send("one", token), send("two", "as-of-this-test")
    check(all(send(f"many{n}", token)[0] == 200 for n in range(40)), "its account is not limited")
    check(ask(server.url + CLIENT + "/sync?timeout=0", token=token)[0] >= 400, "a service's own account has no /sync")
    await client.close()
    server.stop()
    server.start().ready()
    check(send("one", token) == first, "with a device, a transaction id outlives a restart of the homeserver")
    check(send("two", "as-of-this-test") != other, "with the as_token alone it does not")


def limits(server):
    _, token, _ = server.register("bo")
    room = urllib.parse.quote(ask(server.url + CLIENT + "/createRoom", "POST", {}, token)[1]["room_id"])
    send = server.url + CLIENT + f"/rooms/{room}/send/m.room.message/"
    answers = [ask(f"{send}{n}", "PUT", {"msgtype": "m.text", "body": "x"}, token) for n in range(15)]
    refused = [body for status, body in answers if status == 429]
    check(refused, "its limits are met")
    check(all(one["errcode"] == "M_LIMIT_EXCEEDED" and one["retry_after_ms"] > 0 for one in refused), f"and said: {refused}")
    status, body = ask(server.url + CLIENT + "/sync?timeout=0&since=bogus", token=token)
    check((status, body["errcode"]) == (400, "M_UNKNOWN"), f"a token that it does not know: {status} {body}")


def main():
    port = free_port()
    ear = Ear(port)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        raised = Synapse(one, appservice=appservice.registration(port)).start()
        shipped = Synapse(two, raised=False).start()
        try:
            raised.ready()
            shipped.ready()
            asyncio.run(talk(raised, ear))
            limits(shipped)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{raised.said()}\n{shipped.said()}") from None
        finally:
            raised.stop()
            shipped.stop()
    print(f"{checks.count} checks passed", flush=True)


if __name__ == "__main__":
    main()
