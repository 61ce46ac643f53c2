# tests/system/slack/manifest.py: whether Slack would take a manifest: its own types for it, and its limits.
# SPDX-License-Identifier: BSD-3-Clause
"""Two judges. The first is Slack's: the types that @slack/web-api has for apps.manifest.create know each key, each scope and each
event, and TypeScript's compiler holds the manifest against them. Lengths and counts stand there in comments only; they are below,
as in Slack's JSON schema for manifests (github.com/slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json) and on its page
"App manifest reference"."""

import json
import re
import subprocess

from . import packages

URL = r"https://\S+"  # of display_name the page allows small letters alone; apps in use have capitals and blanks, as "Usher" has

# key → (must be there, what it is). What it is: a type; (least, most) characters, with a pattern; [least, most, of each]; an object.
SHORTCUT = {"name": (True, (1, 24, "")), "type": (True, (1, 7, "global|message")), "callback_id": (True, (1, 255, "")),
            "description": (True, (1, 150, ""))}
COMMAND = {"command": (True, (2, 32, r"/[a-z0-9._-]+")), "url": (False, (1, 3000, URL)), "description": (True, (1, 2000, "")),
           "usage_hint": (False, (1, 1000, "")), "should_escape": (False, bool)}
RULES = {
    "_metadata": (True, {"major_version": (True, int), "minor_version": (False, int)}),
    "display_information": (True, {"name": (True, (1, 35, "")), "description": (False, (1, 140, "")),
                                   "long_description": (False, (175, 4000, "")), "background_color": (False, (4, 7, "#[0-9a-fA-F]+"))}),
    "features": (True, {
        "app_home": (True, {"home_tab_enabled": (False, bool), "messages_tab_enabled": (False, bool),
                            "messages_tab_read_only_enabled": (False, bool)}),
        "bot_user": (True, {"display_name": (True, (1, 80, "")), "always_online": (False, bool)}),
        "shortcuts": (False, [1, 10, SHORTCUT]),
        "slash_commands": (False, [1, 50, COMMAND])}),
    "oauth_config": (True, {"scopes": (True, {"bot": (True, [1, 255, (1, 50, "")])})}),
    "settings": (True, {
        "event_subscriptions": (True, {"request_url": (False, (1, 3500, URL)), "bot_events": (True, [1, 100, (1, 50, "")])}),
        "interactivity": (True, {"is_enabled": (True, bool), "request_url": (False, (1, 3500, URL))}),
        "org_deploy_enabled": (False, bool), "socket_mode_enabled": (True, bool), "token_rotation_enabled": (False, bool)}),
}


def faults(value, rule, where="manifest"):
    """What is wrong, a sentence each."""
    if isinstance(rule, type):
        return [] if type(value) is rule else [f"{where} is no {rule.__name__}: {value!r}"]
    if isinstance(rule, tuple):
        least, most, pattern = rule
        if not isinstance(value, str):
            return [f"{where} is no text: {value!r}"]
        out = [] if least <= units(value) <= most else [f"{where} has {units(value)} characters, and not {least} to {most}: {value!r}"]
        return out + ([] if not pattern or re.fullmatch(pattern, value) else [f"{where} is not like {pattern}: {value!r}"])
    if isinstance(rule, list):
        least, most, each = rule
        if not isinstance(value, list):
            return [f"{where} is no list"]
        out = [] if least <= len(value) <= most else [f"{where} has {len(value)} entries, and not {least} to {most}"]
        if len({json.dumps(one, sort_keys=True) for one in value}) != len(value):
            out.append(f"{where} says something twice")
        return out + [fault for at, one in enumerate(value) for fault in faults(one, each, f"{where}[{at}]")]
    if not isinstance(value, dict):
        return [f"{where} is no object"]
    out = [f"{where} has {key}, which Slack does not know" for key in value if key not in rule]
    out += [f"{where} lacks {key}" for key, (needed, _) in rule.items() if needed and key not in value]
    return out + [fault for key in value if key in rule for fault in faults(value[key], rule[key][1], f"{where}.{key}")]


def units(text):
    """As JavaScript counts, and so Slack."""
    return len(text.encode("utf-16-le")) // 2


def own_judgement(app):
    out = faults(app, RULES)
    for kind, key in (("shortcuts", "callback_id"), ("slash_commands", "command")):
        names = [one[key] for one in app["features"].get(kind, [])]
        out += [f"two of the {kind} are called {name}" for name in set(names) if names.count(name) > 1]
    socket = app["settings"]["socket_mode_enabled"]
    urls = [app["settings"]["event_subscriptions"].get("request_url"), app["settings"]["interactivity"].get("request_url"),
            *(one.get("url") for one in app["features"].get("slash_commands", []))]
    # With Socket Mode there are no addresses; without it each kind of request has one.
    out += [] if all((url is None) == socket for url in urls) else [f"socket_mode_enabled is {socket}, and the addresses are {urls}"]
    return out


def slacks_judgement(apps):
    """What the compiler says of these manifests: nothing where all is well; None where it cannot be had, which was said."""
    node = packages.node()
    if not node:
        return None
    file = packages.MODULES / "manifests.ts"
    # Its outermost type takes any other key, so the inner ones are named: only then is an unknown key an error in each.
    lines = ["import type { Manifest } from '@slack/web-api/dist/types/request/manifest.js';",
             "type Known = { [Key in keyof Manifest as string extends Key ? never : Key]: Manifest[Key] };"]
    lines += [f"export const app{at}: Known = {json.dumps(app)};" for at, app in enumerate(apps)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run([node, "node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext",
                           "--moduleResolution", "nodenext", "--target", "es2022", "--types", "node", file.name],
                          cwd=packages.MODULES, text=True, capture_output=True, timeout=180, check=False)
    return done.stdout + done.stderr
