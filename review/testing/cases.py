"""Worked cases, as a physiotherapist writes them: what a person answers, what must come out."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from questionnaire.case import BadCase, read_case
from questionnaire.questions import Questionnaire
from review.testing.expectations import EXPECTATIONS, FORMS, differences, outcome
from rules.assessment import know
from rules.conditions import Answers, Known
from rules.reading import ContentError, Table, nearest, read_file
from rules.rulebook import Rulebook

BASE = "healthy_runner"
"""Where a case's answers start when it does not say `from`."""


@dataclass(frozen=True)
class Case:
    """One person: the answers in full, as the rules take them, and what must come out."""

    name: str
    """The file without its ending, and where it holds several the case's id, or else its number:
    "boundaries B07", "edges/overuse 3"."""
    story: str
    answers: Answers
    expect: dict[str, object]

    @cached_property
    def known(self) -> Known:
        """The answers with every measure of them, worked out once."""
        return know(self.answers)


def load_cases(folder: Path, questionnaire: Questionnaire, rulebook: Rulebook) -> tuple[Case, ...]:
    """Every case of a folder and the folders in it.

    A file holds one case, or many under [[case]]. Raises ContentError with every mistake.
    """
    loader = _CaseLoader(folder, questionnaire, rulebook)
    cases = tuple(loader.case(name) for name in loader.entries)
    if not cases:
        loader.problems.append(f"{folder}: there is no case here, so nothing was tested.")
    if loader.problems:
        raise ContentError(loader.problems)
    return cases


def run(case: Case, rulebook: Rulebook) -> list[str]:
    """What came out otherwise than the case expects, in words; empty when it passes."""
    return list(differences(case.expect, outcome(rulebook, case.known)))


@dataclass(frozen=True, slots=True)
class _Person:
    """A case's answers as written, those they start from included, and what is wrong with them."""

    answers: Mapping[str, object]
    read: Answers
    errors: frozenset[tuple[str, str]]


class _CaseLoader:
    """Reads one folder of cases; knows the people met so far."""

    def __init__(self, folder: Path, questionnaire: Questionnaire, rulebook: Rulebook) -> None:
        self.questionnaire = questionnaire
        self.rulebook = rulebook
        self.problems: list[str] = []
        self.entries: dict[str, Table] = {}
        for name, entry in self._read(folder):
            if name in self.entries:
                entry.complain("another case of this file has the same id.")
            self.entries[name] = entry
        self.people: dict[str, _Person] = {}

    def _read(self, folder: Path) -> Iterator[tuple[str, Table]]:
        for path in sorted(folder.rglob("*.toml")):
            relative = path.relative_to(folder)
            file = read_file(folder, relative.as_posix(), self.problems)
            name = relative.with_suffix("").as_posix()
            if "case" not in file:
                yield name, file
                continue
            for number, entry in enumerate(file.entries("case"), 1):
                yield f"{name} {entry.text('id', '') or number}", entry
            file.done()

    def case(self, name: str) -> Case:
        entry = self.entries[name]
        entry.text("id", "")
        entry.text("source", "")
        story = entry.text("story")
        person = self._person(name, ())
        expect = self._expect(entry.table("expect"))
        entry.done()
        return Case(name, story, person.read, expect)

    def _person(self, name: str, on_the_way: tuple[str, ...]) -> _Person:
        if name not in self.people:
            self.people[name] = self._work_out(name, (*on_the_way, name))
        return self.people[name]

    def _work_out(self, name: str, on_the_way: tuple[str, ...]) -> _Person:
        entry = self.entries[name]
        own = entry.table("answers")
        said = {question: own.raw(question) for question in own.every_key()}
        skipped = entry.names("not_answered", self.questionnaire.questions, "question")
        start = self._start(name, on_the_way)
        answers = {**(start.answers if start else {}), **said, **dict.fromkeys(skipped)}
        try:
            read, errors = read_case(self.questionnaire, answers), frozenset[tuple[str, str]]()
        except BadCase as bad:
            read, errors = {}, frozenset(_error(one) for one in bad.errors)
        for question, problem in sorted(errors - (start.errors if start else frozenset())):
            entry.complain(f"{question}: {problem}")
        dropped = entry.names("not_asked", self.questionnaire.questions, "question")
        if not errors:
            self._complain_of_dropped(entry, said.keys() - read.keys(), set(dropped))
        return _Person(answers, read, errors)

    def _complain_of_dropped(self, entry: Table, unread: Set[str], expected: Set[str]) -> None:
        """Name every answer that counts for nothing, unless the case says so, and the reverse."""
        for question in unread - expected:
            entry.complain(f"'{question}' is not asked of this person, so leave it out.")
        for question in expected - unread:
            entry.complain(f"'not_asked' names '{question}', which is answered and asked.")

    def _start(self, name: str, on_the_way: tuple[str, ...]) -> _Person | None:
        entry = self.entries[name]
        usual = BASE if BASE in self.entries and name != BASE else ""
        start = entry.name("from", self.entries, "case", usual)
        if start in on_the_way:
            entry.complain(f"'from' goes round in a circle: {' → '.join((*on_the_way, start))}.")
            return None
        return self._person(start, on_the_way) if start in self.entries else None

    def _expect(self, entry: Table) -> dict[str, object]:
        wanted = {key: entry.raw(key) for key in entry.every_key()}
        if not wanted:
            entry.complain("it expects nothing, so it can never fail.")
        for key, want in wanted.items():
            if key not in EXPECTATIONS:
                hint = nearest(key, EXPECTATIONS)
                entry.complain(f"nothing that can be expected is called '{key}'.{hint}")
                continue
            self._check(entry, key, want)
        return wanted

    def _check(self, entry: Table, key: str, want: object) -> None:
        """Complain of an expectation of the wrong form, or that names what does not exist."""
        _, names, compare = EXPECTATIONS[key]
        form = FORMS.get(compare, "a list")
        if form != _form(want):
            entry.complain(f"'{key}' takes {form}.")
            return
        for name in want if isinstance(want, list | dict) else [want]:
            entry.is_known(str(name), names(self.rulebook), f"{key} to expect")


def _form(want: object) -> str:
    if isinstance(want, str):
        return "a text"
    if isinstance(want, list):
        return "a list"
    is_numbers = isinstance(want, dict) and all(type(one) is int for one in want.values())
    return "a table of numbers" if is_numbers else ""


def _error(error: Mapping[str, object]) -> tuple[str, str]:
    return str(error["question"]), f"{error['problem']} It takes {error['allowed']}."
