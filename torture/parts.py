"""The parts of the torture, in the order in which they are tried."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from torture.figures import Figure

PARTS = {
    "kiosk": "torture.kiosk.session",
    "fuzz": "torture.fuzz.session",
    "slow": "torture.slow.session",
    "load": "torture.load.session",
    "soak": "torture.load.soak",
    "kills": "torture.kills.killing",
    "front": "torture.front.session",
    "double": "torture.double.pressing",
    "guesses": "torture.guesses.session",
    "upkeep": "torture.upkeep.session",
    "faults": "torture.faults.every",
    "store": "torture.store.million",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """How a part is tried. `folder`: empty, and its own. `is_short`: as in `make test`."""

    folder: Path
    is_short: bool = False
    seed: int = 1
    say: Callable[[str], None] = print


Run = Callable[[Trial], Iterator[Figure]]


def part(name: str) -> Run:
    """What runs a part; read only now, since each brings what the others need not have."""
    run: Run = import_module(PARTS[name]).run
    return run
