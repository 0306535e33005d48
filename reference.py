"""docs/reference/: settings, commands, licences, from the code by `make reference`."""

import re
from collections.abc import Iterator, Mapping
from importlib.metadata import metadata
from inspect import cleandoc
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from app import create_app
from settings.settings import DEFAULTS
from staff.admin.settings_table import GROUPS

ROOT = Path(__file__).parent
FOLDER = ROOT / "docs" / "reference"
ADDED = {
    "CLINIC_LOGO": "A relative path starts where that of `FLASK_INSTANCE` does. An SVG has no "
    "script in it and needs nothing from elsewhere.",
    "CLINIC_PHONE": "In digits, with `ext. 12` if need be.",
    "PRE_VISIT": "With `false` each link says kindly whom to call.",
    "BASE_URL": "Unless set, `http://HOST:PORT`. Letters beyond ASCII are turned into the form "
    "that browsers send, xn--. Once it is set, only this name and the machine's own are answered.",
    "TIMEZONE": "Unless set, the machine's own.",
    "HTTPS": "Cookies are then never sent without it.",
    "HSTS": "It cannot be taken back before they are over.",
    "BEHIND_PROXY": "It must set `X-Forwarded-For`, `-Proto` and `-Host`.",
    "LOG": "Unless set, faults at a terminal and requests elsewhere.",
    "KIOSK_IDLE": "Half a minute later it deletes the answers.",
    "SMTP_SECURITY": "`none` is for a server on this machine.",
    "MAIL_FROM": "Needed with a server.",
    "WEBHOOK_URL": "Needs `FLASK_WEBHOOK_SECRET`: [connecting.md](../clinic/connecting.md).",
}
"""What a clinic's settings page leaves out."""
FILES_AND_SECRETS = {
    "INSTANCE": "The folder of the database and the keys, for the server and every command alike. "
    "Unless set, `instance/` of a checkout; of an installed package the folder that the system has "
    "for an account's data, on Linux `~/.local/share/upper-back-self-check`. A relative path "
    "starts at the checkout, or where the command is run.",
    "DATABASE": "The database file, or a server of PostgreSQL: `postgresql://user@host/database`. "
    "Unless set, `records.db` in that folder.",
    "SECRET_KEY": "What forms are protected with: 32 characters or more. Unless set, one is made "
    "at the first start, in `secret_key` there.",
    "ENCRYPTION_KEYS": "What answers are encrypted with: one key, or several with commas between, "
    "the newest first. Unless set, one is made at the first start, in `encryption_keys` there.",
    "SMTP_PASSWORD": "The password for the mail server; one that is all digits in double quotes.",
    "SMS_TOKEN": "What the gateway for text messages is shown, as a bearer token.",
    "METRICS_TOKEN": "Lets a machine read `/metrics`: 32 characters or more.",
    "WEBHOOK_SECRET": "What events for the practice system are signed with: `whsec_` and the "
    "base64 of 24 to 64 bytes; while it changes two, with a comma between.",
}
OF_THE_MACHINE = {
    "HOST": ("127.0.0.1", "The address to serve on, like `0.0.0.0` or `::1`."),
    "PORT": (
        "8000",
        "The port to serve on. Two servers on one machine keep their cookies apart by it.",
    ),
    "CONDA_TOOLCHAIN_HOST": (
        "",
        "Set by conda's compilers together with `HOST`, which then names no address and is "
        "passed over.",
    ),
}
OF_MAKE = {
    "PYTHON": ("", "The Python to use; unless set, the first python3 that is 3.11 or newer."),
    "CHROMIUM": ("", "The browser for the tests; unless set, the first found."),
    "ARGS": ("", 'More words for the tool that make calls: `make test ARGS="-k journey"`.'),
}
SETTINGS = """\
# Settings

For the person who sets the app up. Written from the code by `make reference`.

All settings are optional. They come from the environment: `FLASK_CLINIC_NAME="Your clinic" make
run`, or a file as in [deploy.md](../clinic/deploy.md). One that cannot be used stops the start with
a sentence that says why, and so does a misspelt name.
"""
COMMANDS = """\
# Commands

For everybody who runs, tests or changes the app. Written from the code by `make reference`.

## make

Each sets up what it needs on first use.
"""
FLASK = """\

## flask

They run from the project's folder, with the environment that `make run` made:
`.venv/bin/flask assess answers.json`. On a server that was set up by
[deploy.md](../clinic/deploy.md): `sudo self-check doctor`.
"""

LICENCES = """\
# Licences

For whoever passes the program on. Written from the packages' own words by `make reference`.

The program is under BSD-3-Clause: [LICENSE](../../LICENSE). So is its clinical content: the
questions, rules, tips and worked cases. **That content is a proposal which no physiotherapist and
no physician has signed off**, and whoever uses or changes it answers for having it reviewed:
[signing.md](../physiotherapist/signing.md).

It needs these packages, which come with licences of their own. None of their code is in the
project, nor are fonts, pictures or scripts of anybody else.

| package | licence | for |
|---|---|---|
"""


def settings_page() -> str:
    """Every setting: its name, what holds unless it is set, what it is."""
    groups = {**GROUPS, "Files and secrets": FILES_AND_SECRETS}
    lines = [SETTINGS]
    for title, group in groups.items():
        told = {
            f"FLASK_{name}": (DEFAULTS[name], f"{words} {ADDED.get(name, '')}".strip())
            for name, words in group.items()
        }
        lines += _table(title, told)
    lines += _table("The server itself", OF_THE_MACHINE)
    lines += _table("make", OF_MAKE)
    return "\n".join(lines)


def _table(title: str, told: Mapping[str, tuple[object, str]]) -> Iterator[str]:
    yield from (f"## {title}", "", "| setting | unless set | what it is |", "|---|---|---|")
    for name, (default, words) in told.items():
        shown = str(default).lower() if isinstance(default, bool) else str(default or "")
        yield f"| `{name}` | {f'`{shown}`' if shown else 'none'} | {words} |"
    yield ""


def commands_page(cli: click.Group) -> str:
    """Every target of the Makefile, and every command of the app with its options."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = [COMMANDS, "| command | what it does |", "|---|---|"]
    targets = re.findall(r"^([a-z-]+):.*?##\s*(.*)$", makefile, re.MULTILINE)
    lines += [f"| `make {target}` | {words} |" for target, words in targets]
    lines.append(FLASK)
    for command, context in _leaves(cli, click.Context(cli, info_name="flask")):
        lines += [f"### {context.command_path}", "", *_told(command, context), ""]
    return "\n".join(lines)


def licences_page() -> str:
    """Every package that serving needs, and the licence that it says it has."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    needed = dict.fromkeys(re.findall(r"^([\w-]+)==", lock, re.MULTILINE), "serving")
    needed |= dict.fromkeys(("psycopg", "psycopg-binary", "psycopg-pool"), "PostgreSQL, if used")
    rows = (f"| {name} | {_licence(name)} | {what} |\n" for name, what in needed.items())
    return LICENCES + "".join(rows)


def _licence(package: str) -> str:
    """As a package says it: an expression of SPDX, else its kind, else its own words."""
    about = metadata(package)
    kinds = about.get_all("Classifier") or []
    found = [one.rpartition(" :: ")[2] for one in kinds if one.startswith("License :: ")]
    return ", ".join(about.get_all("License-Expression") or found or about.get_all("License") or ())


def _leaves(
    group: click.Group, context: click.Context
) -> Iterator[tuple[click.Command, click.Context]]:
    """Each command that is no group, in the order of their names."""
    for name in sorted(group.list_commands(context)):
        command = group.commands[name]
        own = click.Context(command, parent=context, info_name=name)
        if isinstance(command, click.Group):
            yield from _leaves(command, own)
        else:
            yield command, own


def _told(command: click.Command, context: click.Context) -> Iterator[str]:
    """How a command is called, what it does and what its options are."""
    arguments = (one for one in command.params if isinstance(one, click.Argument))
    words = (context.command_path, *(one.make_metavar(context) for one in arguments))
    yield f"`{' '.join(words)}`"
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        yield from ("", " ".join(paragraph.split()))
    options = [one for one in command.params if isinstance(one, click.Option)]
    yield from [""] * bool(options)
    for one in options:
        takes = "" if one.is_flag else f" {one.make_metavar(context)}"
        yield f"- `{one.opts[0]}{takes}`: {one.help}{_unless_given(one.default)}"


def _unless_given(default: object) -> str:
    is_number = isinstance(default, int | float) and not isinstance(default, bool)
    return f" {default:,} unless given." if is_number else ""


def write() -> None:
    """Write each page anew."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "settings.md").write_text(settings_page(), encoding="utf-8")
    (FOLDER / "licences.md").write_text(licences_page(), encoding="utf-8")
    with TemporaryDirectory() as instance:
        cli = create_app({"INSTANCE": instance}).cli
        (FOLDER / "commands.md").write_text(commands_page(cli), encoding="utf-8")


if __name__ == "__main__":
    write()
