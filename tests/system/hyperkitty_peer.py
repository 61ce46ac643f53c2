# tests/system/hyperkitty_peer.py: a stand-in for HyperKitty's REST API and its feed, as strict as they are.
# SPDX-License-Identifier: BSD-3-Clause
"""HyperKitty().start() serves one list on loopback: .url is the list's page. Requests that the real one does not answer
are refused and kept in .violations; .mode makes it misbehave."""

import base64
import datetime
import email.utils
import hashlib
import json
import threading
import urllib.parse
import xml.sax.saxutils

from http_stand_in import StandIn

LIST = "talk@lists.example.org"
API = f"/archives/api/list/{LIST}/"
PAGE = f"/archives/list/{LIST}/"
PAGE_SIZE = 10
FEED_LENGTH = 30


class HyperKitty(StandIn):
    def __init__(self):
        super().__init__()   # kinds of requests: THREADS, EMAIL, FEED
        self.mails = []      # {"hash", "thread", "subject", "date"}, in the order of their coming
        self.lock = threading.Lock()
        self.url = self.base + PAGE

    # --- what there is ---

    def add(self, subject, at, answers=None, offset=0):
        """A mail of that instant (seconds), as a clock `offset` minutes off UTC wrote its date. Its hash."""
        digest = hashlib.sha1(f"<{len(self.mails)}@example.org>".encode()).digest()
        name = base64.b32encode(digest).decode()
        zone = datetime.timezone(datetime.timedelta(minutes=offset))
        with self.lock:
            self.mails.append({"hash": name, "thread": answers or name, "subject": subject,
                               "date": datetime.datetime.fromtimestamp(at, zone)})
        return name

    def threads(self):
        found = {}
        for mail in self.mails:
            found.setdefault(mail["thread"], []).append(mail)
        return sorted(found.values(), key=lambda mails: max(mail["date"] for mail in mails), reverse=True)

    def thread_json(self, mails):
        first = mails[0]
        return {"url": f"{self.base}{API}thread/{first['thread']}/", "mailinglist": self.base + API,
                "thread_id": first["thread"], "subject": first["subject"],
                "date_active": max(mail["date"] for mail in mails).isoformat(),
                "starting_email": f"{self.base}{API}email/{first['hash']}/",
                "emails": f"{self.base}{API}thread/{first['thread']}/emails/", "votes_total": 0,
                "replies_count": len(mails) - 1, "next_thread": None, "prev_thread": None}

    def feed(self):
        def item(mail):
            link = f"{self.base}{PAGE}message/{mail['hash']}/"
            return (f"<item><title>{xml.sax.saxutils.escape(mail['subject'])}</title><link>{link}</link>"
                    f"<description>&lt;p&gt; Proposal to accept NEP 1 &amp;amp; more</description>"
                    f"<author>ada＠example.org (Ada)</author><guid>{link}</guid>"
                    f"<pubDate>{email.utils.format_datetime(mail['date'])}</pubDate></item>")

        newest = sorted(self.mails, key=lambda mail: mail["date"], reverse=True)[:FEED_LENGTH]
        return ('<?xml version="1.0" encoding="utf-8"?>\n'
                '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
                f"<title>NumPy-Discussion</title><link>{self.url}</link><description></description>"
                f'<atom:link href="{self.url}feed/" rel="self"></atom:link><language>en-us</language>'
                + "".join(map(item, newest)) + "</channel></rss>").encode()

    # --- what the real one refuses ---

    def refuse(self, request, status, why, key="detail"):
        super().refuse(request, status, why, key)

    def handle(self, request):
        with self.lock:
            self.answer_to(request)

    def answer_to(self, request):
        url = urllib.parse.urlsplit(request.path)
        query = urllib.parse.parse_qs(url.query, strict_parsing=bool(url.query))
        if not request.headers.get("User-Agent"):
            return self.refuse(request, 403, "no User-Agent")
        if request.headers.get("Authorization") or request.headers.get("Cookie"):
            return self.refuse(request, 403, "nobody signs in here")
        if url.path == PAGE + "feed/":
            if query:
                return self.refuse(request, 404, "the feed has no pages")
            return self.answer(request, "FEED", "", self.feed(), "application/rss+xml; charset=utf-8")
        if not url.path.startswith(API) or not url.path.endswith("/"):
            return self.refuse(request, 404, "Not found.")
        if query.get("format") != ["json"]:  # a page for people to look at is what comes without it
            return self.refuse(request, 200, "the browsable API was asked for")
        path = url.path.removeprefix(API)
        if path == "threads/":
            return self.page(request, query)
        if path.startswith("email/"):
            wanted = path.removeprefix("email/").rstrip("/")
            for mail in self.mails:
                if mail["hash"] == wanted:
                    body = {"url": f"{self.base}{API}email/{wanted}/", "message_id_hash": wanted, "thread": None,
                            "subject": mail["subject"], "date": mail["date"].isoformat(), "parent": None,
                            "children": [], "sender": {"address": "ada (a) example.org", "mailman_id": None},
                            "content": "Dear all, …"}
                    return self.answer(request, "EMAIL", wanted, json.dumps(body).encode())
        return self.refuse(request, 404, "Not found.")

    def page(self, request, query):
        number = int(query.get("page", ["1"])[0])
        threads = self.threads()
        last = max(1, -(-len(threads) // PAGE_SIZE))
        if not 1 <= number <= last:
            return self.refuse(request, 404, "Invalid page.")
        shown = threads[(number - 1) * PAGE_SIZE:number * PAGE_SIZE]
        following = f"{self.base}{API}threads/?format=json&page={number + 1}" if number < last else None
        body = {"count": len(threads), "next": following, "previous": None,
                "results": [self.thread_json(mails) for mails in shown]}
        return self.answer(request, "THREADS", number, json.dumps(body).encode())

    # --- answers, well or badly ---

    def answer(self, request, kind, what, body, content_type="application/json"):
        api = kind != "FEED"
        if self.mode == "too many":
            return self.send(request, kind, what, 429, b'{"detail":"throttled"}', {"Retry-After": "7200"})
        if self.mode == "server error" or (api and self.mode == "API down"):
            return self.send(request, kind, what, 502, b"<html>Bad Gateway</html>")
        if self.mode == "not JSON":
            return self.send(request, kind, what, 200, b"<html>a login page</html>")
        if api and self.mode == "API closed":
            return self.send(request, kind, what, 403, b'{"detail":"no"}')
        if self.mode == "truncated":
            return self.truncate(request, kind, what, body)
        if self.mode == "reset":
            return self.reset(request, kind, what)
        tag = '"' + hashlib.sha256(body).hexdigest()[:32] + '"'
        headers = {"Content-Type": content_type, "ETag": tag}
        if request.headers.get("If-None-Match") == tag:
            return self.send(request, kind, what, 304, b"", headers)
        return self.send(request, kind, what, 200, body, headers)
