"""A clinic's server whose records lie on a disk of their own, and people who ask for visits."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from secrets import token_urlsafe

from cryptography.fernet import Fernet

from bench.walker import Answer
from records.engine.database import open_database
from torture.chance import Chance
from torture.clients.line import Line
from torture.clients.runner import ASKING, Runner
from torture.served import ROOT, Served, environment, free_port, served

LIBC = ctypes.CDLL(None, use_errno=True)
READ_ONLY, REMOUNT, DETACH = 1, 32, 2
WAIT = 8.0  # seconds; a start that is refused takes one or two
KIND = "The fault is ours"
NOT_SENT = "Your request was not sent"


def keys() -> dict[str, str]:
    """Secret and key for servers that follow one another."""
    return {"SECRET_KEY": token_urlsafe(32), "SEALING_KEYS": Fernet.generate_key().decode()}


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[bool]:
    """A disk of this size at a folder; False where none may be mounted here."""
    folder.mkdir()
    is_there = _mount(folder, 0, f"size={size}")
    try:
        yield is_there
    finally:
        if is_there:
            LIBC.umount2(os.fsencode(folder), DETACH)


def make_read_only(folder: Path) -> bool:
    """The same disk, to be read alone; whether that was allowed."""
    return _mount(folder, REMOUNT | READ_ONLY, "")


def _mount(folder: Path, flags: int, how: str) -> bool:
    where = os.fsencode(folder)
    return bool(LIBC.mount(b"tmpfs", where, b"tmpfs", flags, how.encode()) == 0)


class Clinic:
    """A server, and who came to it; they leave when it closes."""

    def __init__(self, site: Served) -> None:
        self.site = site
        self.port = site.port
        self.people: list[Runner] = []

    @property
    def traces(self) -> int:
        """How many stack traces the log has."""
        return self.site.log.count("Traceback")

    def runner(self, seed: int) -> Runner:
        """Somebody who has come to a result."""
        one = Runner(Line(self.port), Chance(seed))
        self.people.append(one)
        one.walk()
        return one


@contextmanager
def clinic(folder: Path, database: Path, own: Mapping[str, str]) -> Iterator[Clinic]:
    """A server whose log is in the folder, and its records at a path."""
    folder.mkdir(exist_ok=True)
    with served(folder, DATABASE=str(database), **own) as site:
        one = Clinic(site)
        try:
            yield one
        finally:
            for person in one.people:
                person.close()


def press(one: Runner, fields: list[tuple[str, str]]) -> Answer:
    """Send the form for a visit, and go nowhere."""
    return one.press(ASKING, fields)


def promised(people: Iterable[Runner]) -> int:
    """How many visits were acknowledged as asked for."""
    return sum(sent.path == ASKING for one in people for sent in one.promised)


def is_kind(answer: Answer) -> bool:
    """Whether a page says in plain words that it was not kept."""
    return answer.status == 503 and (NOT_SENT in answer.text or KIND in answer.text)


def kept_in(database: Path) -> tuple[int, bool]:
    """How many asked-for visits are kept, and whether the file is sound."""
    with open_database(database) as db:
        is_sound = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return db.table("visit_requests").count, is_sound


def start(folder: Path, database: Path, own: Mapping[str, str], root: Path = ROOT) -> str:
    """What the app says when it does not start, and with which exit code; "" when it does."""
    settings = environment(folder, {"DATABASE": str(database), **own})
    try:
        done = subprocess.run(
            [sys.executable, "app.py"],
            cwd=root,
            env=os.environ | settings | {"PORT": f"{free_port()}"},
            capture_output=True,
            text=True,
            timeout=WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return f"{done.returncode}: {(done.stdout + done.stderr).strip()}"


def is_refused(said: str, *words: str) -> bool:
    """Whether a start was refused in one line with all of these words; mistakes in a list."""
    is_short = "\n" not in said or "has mistakes:\n  " in said
    is_plain = said.startswith("1: ") and "Traceback" not in said
    return is_plain and is_short and all(word in said for word in words)
