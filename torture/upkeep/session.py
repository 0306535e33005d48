"""What keeps records well, tried one after the other: clocks, copies, a large file."""

from collections.abc import Iterator
from dataclasses import replace

from torture.figures import Figure
from torture.parts import Trial
from torture.upkeep import clocks, copying, large


def run(trial: Trial) -> Iterator[Figure]:
    """Each in a folder of its own."""
    for one in (clocks, copying, large):
        folder = trial.folder / one.__name__.rpartition(".")[2]
        folder.mkdir()
        yield from one.run(replace(trial, folder=folder))
