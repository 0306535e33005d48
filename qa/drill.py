"""What every drill is given."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from qa.report import Report


@dataclass
class Drill:
    """An empty folder of its own, how long to go on, and where to say what was found."""

    folder: Path
    seconds: float
    seed: int = 1
    report: Report = field(default_factory=Report)
    began: float = field(default_factory=monotonic)

    @property
    def random(self) -> Random:
        """Chances that come again with the same seed."""
        return Random(self.seed)

    def begin(self) -> None:
        """All is set up: from now on the time counts."""
        self.began = monotonic()

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return monotonic() > self.began + self.seconds

    def within(self, name: str) -> Path:
        """A new folder in that one."""
        folder = self.folder / name
        folder.mkdir()
        return folder
