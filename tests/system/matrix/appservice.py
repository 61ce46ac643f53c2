# tests/system/matrix/appservice.py: what a homeserver is told of Usher as an application service.
# SPDX-License-Identifier: BSD-3-Clause


def registration(port, localpart="usher", name="localhost", as_token="as-of-this-test", hs_token="hs-of-this-test"):
    """As docs/matrix.md shows it. The bot's own account is the service's only one; rate_limited: it is none of those that
    Synapse slows down."""
    return {
        "id": "usher",
        "url": f"http://127.0.0.1:{port}",
        "as_token": as_token,
        "hs_token": hs_token,
        "sender_localpart": localpart,
        "rate_limited": False,
        "namespaces": {"users": [{"exclusive": True, "regex": f"@{localpart}:{name}"}], "aliases": [], "rooms": []},
    }
