"""Each fault in turn."""

from collections.abc import Iterator

from torture.faults import broken, full, gone, held, post, reply
from torture.figures import Figure
from torture.parts import Trial


def run(trial: Trial) -> Iterator[Figure]:
    """Reply lost, disk full, database held, damaged, taken away; mail server slow."""
    for part in (reply, full, held, broken, gone, post):
        trial.say(part.__name__.rpartition(".")[2])
        yield from part.run(trial)
