"""rules/content/declared.toml: what the rules do on purpose."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from questionnaire.questions import Question, Questionnaire
from rules.loading import CONTENT
from rules.reading import Table, read_file
from rules.rulebook import Rulebook

FILE = "declared.toml"


@dataclass(frozen=True, slots=True)
class Lowers:
    """An answer that may take a sign away, by design."""

    question: str
    option: str
    instead_of: str
    """Only where it takes the place of this option; empty where it does so itself."""
    sign: str


@dataclass(frozen=True, slots=True)
class Declared:
    """All that is declared, and the mistakes in it."""

    no_sign: frozenset[tuple[str, str]]
    """Options of the safety screens that no sign asks for: question and option."""
    idle: frozenset[str]
    """Signs that never decide by themselves, as others always ask for as much."""
    lowers: tuple[Lowers, ...]
    problems: tuple[str, ...] = ()


def load_declared(
    questionnaire: Questionnaire, rulebook: Rulebook, folder: Path = CONTENT
) -> Declared:
    """What the content in this folder declares; mistakes are noted, not raised."""
    problems: list[str] = []
    file = read_file(folder, FILE, problems)
    signs = [sign.id for sign in rulebook.signs]
    asked = questionnaire.questions
    declared = Declared(
        no_sign=frozenset(one for e in file.entries("no_sign") for one in _no_sign(e, asked)),
        idle=frozenset(one for e in file.entries("idle") for one in _idle(e, signs)),
        lowers=tuple(one for e in file.entries("lowers") for one in _lowers(e, asked, signs)),
    )
    file.done()
    return replace(declared, problems=tuple(problems))


def _no_sign(entry: Table, questions: dict[str, Question]) -> Iterator[tuple[str, str]]:
    name, options = _answers(entry, questions)
    _reason(entry)
    yield from ((name, option) for option in options)


def _idle(entry: Table, signs: Collection[str]) -> tuple[str, ...]:
    named = entry.names("signs", signs, "sign", required=True)
    _reason(entry)
    return named


def _lowers(
    entry: Table, questions: dict[str, Question], signs: Collection[str]
) -> Iterator[Lowers]:
    name, options = _answers(entry, questions)
    known = questions[name].options if name in questions else {}
    instead_of = entry.name("instead_of", known, f"option of '{name}'", default="")
    taken = entry.names("signs", signs, "sign", required=True)
    _reason(entry)
    yield from (Lowers(name, one, instead_of, sign) for one in options for sign in taken)


def _answers(entry: Table, questions: dict[str, Question]) -> tuple[str, tuple[str, ...]]:
    name = entry.name("question", questions, "question")
    known = questions[name].options if name in questions else {}
    return name, entry.names("options", known, f"option of '{name}'", required=True)


def _reason(entry: Table) -> None:
    """Every entry says why, for whoever reads the file; that is its end."""
    entry.text("because")
    entry.done()
