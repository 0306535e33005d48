"""The server dies between keeping and saying so; the same form is sent again (test 2)."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPException
from pathlib import Path

from records.engine.database import open_database
from torture.chance import Chance
from torture.clients.line import Line
from torture.clients.runner import ASKING, Runner
from torture.faults.scene import clinic, kept_in, keys, press
from torture.figures import Figure
from torture.parts import Trial
from torture.served import ROOT, environment, free_port, wait_for

PRESSES = 3


def run(trial: Trial) -> Iterator[Figure]:
    """Again and again, one person each."""
    times, database = 1 if trial.is_short else 10, trial.folder / "reply.db"
    own = keys() | {"BASE_URL": "http://localhost"}  # cookies are named for one port otherwise
    folder = trial.folder / "reply"
    folder.mkdir()
    good = sum(_is_kept_once(folder, database, own, trial.seed + n) for n in range(times))
    kept, is_sound = kept_in(database)
    what = "killed between keeping and replying: one request, one reference"
    yield Figure("2", what, f"{good} of {times}", "all", good == times == kept and is_sound)


def _is_kept_once(folder: Path, database: Path, own: Mapping[str, str], seed: int) -> bool:
    """Whether somebody who got no answer and presses again is shown what was kept at first."""
    with closing(Runner(Line(), Chance(seed))) as one, dying(folder, database, own) as port:
        one.line.lead_to(port)
        one.walk()
        form = one.request("Kim")
        if _is_answered(one, form):
            return False
        reference = _last_reference(database)
        with clinic(folder, database, own) as site:
            one.line.lead_to(site.port)
            statuses = [press(one, form).status for _ in range(PRESSES)]
            shown = one.ask(f"{ASKING}/sent").text
    return statuses == [303] * PRESSES and reference in shown


def _is_answered(one: Runner, form: list[tuple[str, str]]) -> bool:
    try:
        press(one, form)
    except (OSError, HTTPException):
        return False
    return True


def _last_reference(database: Path) -> str:
    with open_database(database) as db:
        row = next(db.table("visit_requests").rows_where(order_by="sequence desc", limit=1))
    return str(row["reference"])


@contextmanager
def dying(folder: Path, database: Path, own: Mapping[str, str]) -> Iterator[int]:
    """The port of a server that dies at the first request for a visit."""
    port = free_port()
    settings = environment(folder, {"DATABASE": str(database), **own}) | {"PORT": f"{port}"}
    with (folder / "dying.txt").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "torture.faults.dying"],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(port)
            yield port
        finally:
            process.kill()
            process.wait()
