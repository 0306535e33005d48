"""A database of every earlier version brought up to date, killed at each step on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from torture.figures import Figure, none_of
from torture.parts import Trial
from torture.upkeep.earlier import DUMPS, Killed, Program, Rows, as_left, rows

MORE_THAN_THERE_ARE = 1_000  # steps


@dataclass
class Found:
    """What came of it, counted."""

    rows: int = 0
    lost: int = 0
    kills: int = 0
    unlike: int = 0
    hands: int = 0
    """Starts that were refused."""
    refused: int = 0


def run(trial: Trial) -> Iterator[Figure]:
    """Up to date in one go; then with a kill at each step; then back to a program of before."""
    program, before = Program(trial.folder / "program"), Program(trial.folder / "before")
    sorted(before.steps.glob("*.sql"))[-1].unlink()
    found, versions = Found(), len(DUMPS)
    for dump in DUMPS:
        path = trial.folder / f"{dump.stem}.db"
        old = rows(as_left(dump, path))
        found.rows += sum(map(len, old.values()))
        _start(program, path, old, found)
        found.refused += refuses(before, path)
        for number in range(1 if trial.is_short else MORE_THAN_THERE_ARE):
            path = as_left(dump, trial.folder / f"{dump.stem}-{number}.db")
            if not is_killed(program, path, number):
                break
            found.kills += 1
            found.unlike += rows(path) != old
            _start(program, path, old, found)
    lost = f"rows of {versions} earlier versions lost or changed"
    yield none_of("27", lost, found.lost, f"of {found.rows:,}")
    yield none_of(
        "27",
        "files changed by a kill -9 at a step of the schema",
        found.unlike,
        f"of {found.kills:,}",
    )
    yield none_of("27", "starts after it that needed a hand", found.hands, f"of {found.kills:,}")
    yield none_of(
        "27",
        "newer files that a program of before opens",
        versions - found.refused,
        f"of {versions:,}",
    )


def _start(program: Program, path: Path, old: Rows, found: Found) -> None:
    found.hands += bool(program.start(path))
    found.lost += differences(old, rows(path))


def is_killed(program: Program, path: Path, number: int) -> bool:
    """Whether there was such a step to be killed at."""
    try:
        program.start(path, stop_after=number)
    except Killed:
        return True
    return False


def refuses(program: Program, path: Path) -> bool:
    """Whether a program says that a newer one wrote a file, and leaves it alone."""
    content = path.read_bytes()
    return "Start that version." in program.start(path) and path.read_bytes() == content


def differences(old: Rows, new: Rows) -> int:
    """How many rows are not there as they were; columns that came later may hold anything."""
    return sum(
        abs(len(of) - len(new[table]))
        + sum(
            kept != {name: row[name] for name in kept}
            for kept, row in zip(of, new[table], strict=False)
        )
        for table, of in old.items()
    )
