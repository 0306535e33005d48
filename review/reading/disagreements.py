"""Where the sources behind the rules do not agree: rules/content/disagreements.toml."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from review.proving.places import rule_ids
from review.reading.words import listed
from rules.advice import Source
from rules.loading import CONTENT
from rules.reading import ContentError, Table, read_file
from rules.rulebook import Rulebook

FILE = "disagreements.toml"


@dataclass(frozen=True, slots=True)
class Position:
    """What some sources say, as a sentence about them."""

    sources: tuple[Source, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources that do not agree, and what the rules make of it."""

    id: str
    title: str
    sides: tuple[Position, ...]
    so: str
    bears_on: tuple[str, ...]
    """The ids of rules and tips."""

    @property
    def parties(self) -> str:
        """Each side by the ids of its sources: "S01, S28 and S29"."""
        return listed(
            [listed([one.id for one in side.sources], "with") for side in self.sides], "and"
        )


def load_disagreements(rulebook: Rulebook, folder: Path = CONTENT) -> tuple[Disagreement, ...]:
    """What a rulebook's sources do not agree on. Raises ContentError, with every mistake."""
    problems: list[str] = []
    file = read_file(folder, FILE, problems)
    rules = rule_ids(rulebook)
    found = tuple(_read(one, rulebook, rules) for one in file.entries("disagreement"))
    file.done()
    if problems:
        raise ContentError(problems)
    return found


def _read(entry: Table, rulebook: Rulebook, rules: Collection[str]) -> Disagreement:
    bears_on = entry.names("rules", rules, "rule", required=True)
    tips = entry.names("tips", rulebook.advice.tips, "tip")
    sides = tuple(_side(one, rulebook.advice.sources) for one in entry.entries("side"))
    if len(sides) < 2:
        entry.complain("a disagreement has at least two sides.")
    return entry.read_as(Disagreement, sides=sides, bears_on=bears_on + tips)


def _side(entry: Table, sources: dict[str, Source]) -> Position:
    names = entry.names("sources", sources, "source", required=True)
    return entry.read_as(Position, sources=tuple(sources[name] for name in names))
