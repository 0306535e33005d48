"""The mail server is slow, then down: pages do not wait, and mail goes later, once (test 33)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from aiosmtpd.controller import Controller

from records import outbox
from records.engine.database import open_database, prepare_database
from records.engine.encryption import Sealer
from torture.faults.scene import Clinic, clinic, kept_in, keys, press, promised
from torture.figures import Figure, all_of
from torture.parts import Trial
from torture.served import free_port

MAILS = 3
ASKED = 20
AT_MOST = 200  # milliseconds
PATIENCE = 240  # seconds; the first pause after a failure is a minute, a round every half


class Letterbox:
    """A mail server that takes so many seconds over each mail."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.subjects: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a mail, and say so after the pause."""
        lines = envelope.content.decode().splitlines()
        await asyncio.sleep(self.pause)
        self.subjects += [line for line in lines if line.startswith("Subject: ")]
        return "250 OK"


def run(trial: Trial) -> Iterator[Figure]:
    """Slow at first; then, in the long form, down until a minute has passed."""
    pause = 0.5 if trial.is_short else 30.0
    port = free_port()
    with server(port, pause) as letterbox, mails_wait(trial, "slow", port) as (site, database):
        yield from _asked(f"mail server slow ({pause:g} s)", trial, site, database)
        yield _came(letterbox, "mails sent by a slow server, each once", pause * MAILS + 10)
    if trial.is_short:
        return
    port = free_port()
    with mails_wait(trial, "down", port) as (site, database):
        yield from _asked("mail server down", trial, site, database)
        sleep(5)
        with server(port, 0) as letterbox:
            yield _came(letterbox, "mails sent once it is up again, each once", PATIENCE)


@contextmanager
def mails_wait(trial: Trial, name: str, port: int) -> Iterator[tuple[Clinic, Path]]:
    """A clinic whose mails are due when it starts."""
    own, database = keys(), trial.folder / f"{name}.db"
    prepare_database(database)
    with open_database(database) as db:
        for number in range(MAILS):
            about = {"to": "kim@example.org", "subject": f"Mail {number}", "text": "Words"}
            sealer = Sealer([own["SEALING_KEYS"]])
            outbox.add(db, sealer, **about, now=datetime.now(UTC))
    mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": f"{port}", "SMTP_SECURITY": "none"}
    mail |= {"MAIL_FROM": "desk@clinic.example"}
    with clinic(trial.folder / name, database, own | mail) as site:
        yield site, database


@contextmanager
def server(port: int, pause: float) -> Iterator[Letterbox]:
    """A mail server at a port."""
    letterbox = Letterbox(pause)
    controller = Controller(letterbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield letterbox
    finally:
        controller.stop()


def _asked(what: str, trial: Trial, site: Clinic, database: Path) -> Iterator[Figure]:
    """People ask for visits meanwhile."""
    one = site.runner(trial.seed)
    for _ in range(5 if trial.is_short else ASKED):
        press(one, one.request("Kim"))
    told, (kept, _) = promised([one]), kept_in(database)
    yield all_of("33", f"{what}: visits acknowledged and kept", kept, told)
    slowest = 1000 * max(one.times[-2 * told :])
    aim = None if trial.is_short else slowest <= AT_MOST
    yield Figure("33", f"{what}: slowest answer", f"{slowest:.0f} ms", f"{AT_MOST} ms", aim)


def _came(letterbox: Letterbox, what: str, patience: float) -> Figure:
    """Wait for what is due, and then for what must not come again."""
    until = monotonic() + patience
    while len(letterbox.subjects) < MAILS and monotonic() < until:
        sleep(0.2)
    sleep(letterbox.pause + 1)
    good = sorted(letterbox.subjects) == [f"Subject: Mail {number}" for number in range(MAILS)]
    return Figure("33", what, f"{len(letterbox.subjects)} of {MAILS}", "all", good)
