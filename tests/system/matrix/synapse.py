# tests/system/matrix/synapse.py: a Synapse of its own on loopback, with limits raised or as it ships them.
# SPDX-License-Identifier: BSD-3-Clause
"""Synapse is AGPL-3.0: a process beside the tests, never a part of anything here."""

import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

# Each account, room and address as often as it likes.
GENEROUS = {"per_second": 10000, "burst_count": 10000}
RAISED = {
    "rc_message": GENEROUS,
    "filter_timeline_limit": 1000,
    "rc_registration": GENEROUS,
    "rc_registration_token_validity": GENEROUS,
    "rc_login": {"address": GENEROUS, "account": GENEROUS, "failed_attempts": GENEROUS},
    "rc_joins": {"local": GENEROUS, "remote": GENEROUS},
    "rc_joins_per_room": GENEROUS,
    "rc_invites": {"per_room": GENEROUS, "per_user": GENEROUS, "per_issuer": GENEROUS},
    "rc_room_creation": GENEROUS,
    "rc_reports": GENEROUS,
    "rc_admin_redaction": GENEROUS,
    "rc_presence": {"per_user": GENEROUS},
    "rc_delayed_event_mgmt": GENEROUS,
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(url, method="GET", body=None, token=None, timeout=30):
    """What a server says, as (status, object)."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as error:
        raw = error.read()
        try:
            return error.code, json.loads(raw or b"{}")
        except ValueError:
            return error.code, {}


class Synapse:
    """Runs in `folder`, which the caller throws away. raised: without its limits on rates. appservice: what
    appservice.registration() made, before the start."""

    NAME = "localhost"
    SECRET = "registration of this test alone"

    def __init__(self, folder, raised=True, appservice=None, encrypt="off", **more):
        self.folder = Path(folder)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        self._write(raised, appservice, encrypt, more)

    def _write(self, raised, appservice, encrypt, more):
        self.folder.mkdir(parents=True, exist_ok=True)
        config = {
            "server_name": self.NAME,
            "public_baseurl": self.url,
            "pid_file": str(self.folder / "synapse.pid"),
            "signing_key_path": str(self.folder / "signing.key"),
            "media_store_path": str(self.folder / "media"),
            "log_config": str(self.folder / "log.json"),
            "listeners": [{
                "port": self.port, "bind_addresses": ["127.0.0.1"], "type": "http", "tls": False,
                "resources": [{"names": ["client", "media"], "compress": False}],
            }],
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "homeserver.db")}},
            "registration_shared_secret": self.SECRET,
            "enable_registration": False,
            "report_stats": False,
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "federation_domain_whitelist": [],
            "presence": {"enabled": False},
            "user_directory": {"enabled": False},
            "encryption_enabled_by_default_for_room_type": encrypt,
            "bcrypt_rounds": 4,  # nothing here is worth guarding, and a login takes 5 ms in place of 250
            "caches": {"global_factor": 0.5},
            "macaroon_secret_key": "of this test alone",
            "form_secret": "of this test alone",
            **(RAISED if raised else {}),
            **more,
        }
        if appservice is not None:
            file = self.folder / "appservice.json"
            file.write_text(json.dumps(appservice))
            config["app_service_config_files"] = [str(file)]
        # JSON is YAML, and needs no package.
        (self.folder / "homeserver.yaml").write_text(json.dumps(config))
        (self.folder / "log.json").write_text(json.dumps({
            "version": 1,
            "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
            "handlers": {"file": {"class": "logging.FileHandler", "filename": str(self.folder / "synapse.log"),
                                  "formatter": "plain"}},
            "root": {"level": "WARNING", "handlers": ["file"]},
            "disable_existing_loggers": False,
        }))

    def start(self):
        command = [sys.executable, "-m", "synapse.app.homeserver", "-c", str(self.folder / "homeserver.yaml")]
        if not (self.folder / "signing.key").exists():
            subprocess.run([*command, "--generate-keys"], check=True, timeout=60, cwd=self.folder, stdout=subprocess.DEVNULL)
        with open(self.folder / "synapse.out", "ab") as out:
            self.process = subprocess.Popen(command, cwd=self.folder, stdout=out, stderr=out, start_new_session=True,
                                            env={**os.environ, "SYNAPSE_LOG_LEVEL": "WARNING"})
        return self

    def ready(self, within=60):
        end = time.monotonic() + within
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                if ask(self.url + "/_matrix/client/versions", timeout=2)[0] == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError("Synapse does not start:\n" + self.said())

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def said(self):
        out = [self.folder / "synapse.out", self.folder / "synapse.log"]
        return "\n".join(file.read_text(errors="replace")[-4000:] for file in out if file.exists())

    def __enter__(self):
        return self.start().ready()

    def __exit__(self, *_):
        self.stop()

    def register(self, name, password="a password of this test", admin=False):
        """By the shared secret; (user id, access token, device id)."""
        url = self.url + "/_synapse/admin/v1/register"
        nonce = ask(url)[1]["nonce"]
        parts = [nonce, name, password, "admin" if admin else "notadmin"]
        mac = hmac.new(self.SECRET.encode(), "\x00".join(parts).encode(), hashlib.sha1).hexdigest()
        status, body = ask(url, "POST", {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac})
        if status != 200:
            raise AssertionError(f"{name} cannot be registered: {status} {body}")
        return body["user_id"], body["access_token"], body["device_id"]
