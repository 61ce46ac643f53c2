#!/usr/bin/env python3
# tests/system/websocket_test.py: both sides of our WebSockets against the websockets package, which nobody here wrote.
# SPDX-License-Identifier: BSD-3-Clause
"""websocket_test.py WEBSOCKET_PEER: drives the program made from websocket_peer.cpp."""

import asyncio
import contextlib
import http
import os
import ssl
import subprocess
import sys
import tempfile
import time

import outside

if len(sys.argv) != 2:
    sys.exit(__doc__)
outside.go_there()

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed, InvalidStatus

PROGRAM = os.path.abspath(sys.argv[1])
PATIENCE = 20  # seconds; what never comes fails the test

# Around each boundary of a frame's length, of the buffers on the way, and of UTF-8 that fragments cut in two.
MESSAGES = ["", "a", "x" * 125, "x" * 126, "x" * 65535, "x" * 65536, "提案" * 200_000, b"", b"\x00\xff" * 63,
            os.urandom(1_500_000)]


class Program:
    def __init__(self, *arguments):
        self.arguments = arguments

    async def __aenter__(self):
        self.process = await asyncio.create_subprocess_exec(PROGRAM, *self.arguments, stdin=subprocess.PIPE,
                                                            stdout=subprocess.PIPE)
        return self

    async def __aexit__(self, *error):
        self.process.stdin.close()
        left = (await asyncio.wait_for(self.process.stdout.read(), PATIENCE)).decode()
        status = await asyncio.wait_for(self.process.wait(), PATIENCE)
        if error[0] is None:
            assert (status, left) == (0, ""), (status, left)

    async def line(self):
        return (await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)).decode().rstrip("\n")


@contextlib.asynccontextmanager
async def our_server():
    async with Program("serve") as program:
        word, port = (await program.line()).split()
        assert word == "port"
        program.url = f"ws://127.0.0.1:{port}/ws"
        yield program


def equal(got, wanted):
    assert type(got) is type(wanted) and got == wanted, (got[:50], wanted[:50])


# --- our server, their client ------------------------------------------------------------------------------------------


async def messages_of_every_size_come_back():
    async with our_server() as server:
        # Compression is offered, and must be left alone.
        async with connect(server.url, subprotocols=["chat.v1", "chat.v2"], max_size=None) as socket:
            assert socket.subprotocol == "chat.v2", socket.subprotocol
            assert socket.protocol.extensions == [], socket.protocol.extensions
            for message in MESSAGES:
                await socket.send(message)
                equal(await socket.recv(), message)
            for message in MESSAGES:  # and many on their way at once
                await socket.send(message)
            for message in MESSAGES:
                equal(await socket.recv(), message)
        assert await server.line() == "end 1000 peer unreachable|"


async def fragments_and_pings_are_understood():
    async with our_server() as server, connect(server.url, compression=None) as socket:
        await socket.send(["提", "案", "", "!"])
        equal(await socket.recv(), "提案!")
        await socket.send([b"\xe6", b"\x8f", b"\x90"])
        equal(await socket.recv(), b"\xe6\x8f\x90")
        for _ in range(3):
            assert await asyncio.wait_for(await socket.ping(os.urandom(125)), PATIENCE) >= 0
        await asyncio.sleep(1)  # our pings come every 200 ms; unanswered, they would end it
        await socket.send("still here")
        equal(await socket.recv(), "still here")
        await socket.close()
        assert await server.line() == "end 1000 peer unreachable|"


async def either_side_closes_with_a_code_and_a_reason():
    async with our_server() as server:
        for code, meaning in (1000, "unreachable"), (1001, "shutting down"), (1011, "unavailable"), \
                (4321, "unreachable"):
            async with connect(server.url) as socket:
                await socket.close(code, "再见")
                assert await server.line() == f"end {code} peer {meaning}|再见"
        for code in 1000, 1008, 1013, 4321:
            async with connect(server.url) as socket:
                await socket.send(f"close {code} 再见")
                await socket.wait_closed()
                assert (socket.close_code, socket.close_reason) == (code, "再见"), socket.close_reason
                assert await server.line() == f"end {code} us cancelled|再见"


async def what_breaks_the_rules_is_told_why():
    async with our_server() as server:
        for message, text, code, meaning in (b"x" * ((2 << 20) + 1), False, 1009, "too large"), \
                (b"\xff", True, 1007, "malformed"):
            async with connect(server.url) as socket:
                with contextlib.suppress(ConnectionClosed):  # the end may come while it is still being sent
                    await socket.send(message, text=text)
                await socket.wait_closed()
                assert socket.close_code in (code, 1006), socket.close_code
                if len(message) == 1:
                    assert socket.close_code == code, socket.close_code
                assert await server.line() == f"end {code} us {meaning}|"


async def a_handshake_is_refused_with_its_status():
    async with our_server() as server:
        for url, origin, status in (server.url.replace("/ws", "/private"), None, 401), \
                (server.url, "https://evil.example", 403), (server.url, "null", 403):
            try:
                async with connect(url, origin=origin):
                    raise AssertionError("let in")
            except InvalidStatus as refusal:
                assert refusal.response.status_code == status, refusal
                if status == 401:
                    assert refusal.response.headers["X-Why"] == "no token"
                    assert refusal.response.body == b"who are you?", refusal.response.body


async def a_hundred_clients_are_served_at_once():
    async def one(number):
        async with connect(server.url) as socket:
            said = [f"{number} {i}" for i in range(30)]
            for message in said:
                await socket.send(message)
            assert [await socket.recv() for _ in said] == said

    async with our_server() as server:
        await asyncio.gather(*(one(number) for number in range(100)))
        for _ in range(100):
            assert await server.line() == "end 1000 peer unreachable|"


async def a_server_that_stops_says_goodbye():
    async with our_server() as server:
        sockets = [await connect(server.url) for _ in range(5)]
        server.process.stdin.close()
        for socket in sockets:
            await asyncio.wait_for(socket.wait_closed(), PATIENCE)
            assert socket.close_code == 1001, socket.close_code
            assert await server.line() == "end 1001 us cancelled|"


# --- our client, their server ------------------------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def their_server(handler, **options):
    """Yields how to start our client on it, and waits for the handler's end."""
    failure = []

    async def guarded(socket):
        try:
            await handler(socket)
        except Exception as error:
            failure.append(error)

    async with serve(guarded, "127.0.0.1", 0, subprotocols=["chat.v2", "chat.v3"], **options) as server:
        port = server.sockets[0].getsockname()[1]
        secure = "ssl" in options
        host = "localhost" if secure else "127.0.0.1"
        yield lambda *more: Program("connect", f"{'wss' if secure else 'ws'}://{host}:{port}/link?a=b", *more)
    if failure:
        raise failure[0]


async def our_client_answers_messages_of_every_size():
    async def handler(socket):
        assert socket.request.path == "/link?a=b", socket.request.path
        assert socket.request.headers["Authorization"] == "Bearer t"
        assert "Sec-WebSocket-Extensions" not in socket.request.headers
        for message in MESSAGES:
            await socket.send(message)
            equal(await socket.recv(), message)
        await socket.send(["提", "案", "!"])
        equal(await socket.recv(), "提案!")
        for message in MESSAGES:
            await socket.send(message)
        for message in MESSAGES:
            equal(await socket.recv(), message)
        assert await asyncio.wait_for(await socket.ping(os.urandom(125)), PATIENCE) >= 0
        await asyncio.sleep(1)  # our client pings every 200 ms

    async with their_server(handler, max_size=None) as client, client() as program:
        assert await program.line() == "open chat.v2"
        assert await program.line() == "end 1000 peer unreachable|"


async def our_client_and_a_server_close_with_a_code_and_a_reason():
    for code, meaning in (1000, "unreachable"), (1001, "shutting down"), (1008, "refused"), (1012, "shutting down"), \
            (1013, "unavailable"), (4999, "unreachable"):
        async with their_server(lambda socket: socket.close(code, "再见")) as client, client() as program:
            assert await program.line() == "open chat.v2"
            assert await program.line() == f"end {code} peer {meaning}|再见"

    async def handler(socket):
        await socket.send("close 4000 再见")
        await socket.wait_closed()
        assert (socket.close_code, socket.close_reason) == (4000, "再见")

    async with their_server(handler) as client, client() as program:
        assert await program.line() == "open chat.v2"
        assert await program.line() == "end 4000 us cancelled|再见"


async def our_client_holds_a_server_to_its_limit_and_is_held_to_the_servers():
    async def too_much(socket):
        with contextlib.suppress(ConnectionClosed):
            await socket.send(b"x" * ((2 << 20) + 1))
        await socket.wait_closed()

    async with their_server(too_much) as client, client() as program:
        assert await program.line() == "open chat.v2"
        assert await program.line() == "end 1009 us too large|"

    async def takes_little(socket):
        await socket.send("x" * 2000)
        await socket.wait_closed()

    async with their_server(takes_little, max_size=1000) as client, client() as program:
        assert await program.line() == "open chat.v2"
        end = await program.line()
        assert end.startswith("end 1009 peer refused|"), end


async def our_client_says_why_it_was_not_let_in():
    for status, meaning in (401, "not authorized"), (404, "not found"), (429, "rate limited"), (503, "unavailable"), \
            (302, "malformed"):
        def refuse(connection, _, status=status):
            return connection.respond(http.HTTPStatus(status), "no\n")

        async with their_server(None, process_request=refuse) as client, client() as program:
            assert await program.line() == f"failed {meaning}"


async def our_client_lets_a_server_in_by_its_certificate():
    async def handler(socket):
        for message in MESSAGES:
            await socket.send(message)
            equal(await socket.recv(), message)

    with tempfile.TemporaryDirectory() as folder:
        key, certificate = f"{folder}/key", f"{folder}/certificate"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2",
                        "-keyout", key, "-out", certificate], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        async with their_server(handler, ssl=context, max_size=None) as client:
            async with client(certificate) as program:
                assert await program.line() == "open chat.v2"
                assert await program.line() == "end 1000 peer unreachable|"
            async with client() as program:
                assert await program.line() == "failed no trusted certificate"


TESTS = [messages_of_every_size_come_back, fragments_and_pings_are_understood,
         either_side_closes_with_a_code_and_a_reason, what_breaks_the_rules_is_told_why,
         a_handshake_is_refused_with_its_status, a_hundred_clients_are_served_at_once, a_server_that_stops_says_goodbye,
         our_client_answers_messages_of_every_size, our_client_and_a_server_close_with_a_code_and_a_reason,
         our_client_holds_a_server_to_its_limit_and_is_held_to_the_servers, our_client_says_why_it_was_not_let_in,
         our_client_lets_a_server_in_by_its_certificate]


async def main():
    for test in TESTS:
        begun = time.monotonic()
        await asyncio.wait_for(test(), 3 * PATIENCE)
        print(f"  {test.__name__.replace('_', ' ')} ({time.monotonic() - begun:.1f} s)", flush=True)
    print(f"{len(TESTS)} tests passed")


asyncio.run(main())
