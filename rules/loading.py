"""rules/content/ → Rulebook. Bad content is refused, every mistake named at once."""

import hashlib
from dataclasses import replace
from pathlib import Path

from rules.advice_loading import load_advice
from rules.conditions import When
from rules.meaning import hash_of
from rules.measures import questions_behind
from rules.own_words import read_say
from rules.reading import ContentError, CountryWords, Table, read_file, without_what_follows
from rules.rulebook import (
    Cause,
    CrossCheck,
    Indicator,
    NextStep,
    Note,
    Rulebook,
    Sign,
    TipRule,
    TipsMode,
)
from rules.vocabulary import Vocabulary, read_when

CONTENT = Path(__file__).parent / "content"
POINTS = {-3, -2, -1, 1, 2, 3}


def load_rulebook(
    vocabulary: Vocabulary,
    version: str,
    folder: Path = CONTENT,
    found: list[str] | None = None,
    words: CountryWords | None = None,
) -> Rulebook:
    """Read the whole rulebook.

    `vocabulary` names the questions that rules may use, `version` is the content's, `found`
    holds mistakes found elsewhere, so that all are told at once, and `words` are the country's.
    Raises ContentError when there is any mistake.
    """
    problems = found if found is not None else []
    book = _RulebookLoader(vocabulary, folder, problems, words or {}).rulebook()
    if problems:
        raise ContentError(without_what_follows(problems))
    return replace(book, version=f"{version}+{meaning_of(book)}", files=content_hash(folder))


def meaning_of(book: Rulebook) -> str:
    """Eight hex digits that change with what anybody is told, whatever the words."""
    rules = (book.signs, book.causes, book.tip_rules, book.cross_checks, book.notes, book.checks)
    tips = (book.gentle_tips, book.none_fit_tips)
    return hash_of(*rules, *tips, book.advice.next_steps, book.advice.plan)


def content_hash(folder: Path = CONTENT) -> str:
    """Eight hex digits that change when any file of the rulebook does."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.toml")):
        digest.update(file.relative_to(folder).as_posix().encode())
        # As text with the same ends of lines everywhere; a damaged file is told of by its reader.
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:8]


class _RulebookLoader:
    """Reads one content folder; knows the names met so far."""

    def __init__(
        self, vocabulary: Vocabulary, folder: Path, problems: list[str], words: CountryWords
    ) -> None:
        self.vocabulary = vocabulary
        self.folder = folder
        self.problems = problems
        self.words = words
        self.ids: set[str] = set()

    def rulebook(self) -> Rulebook:
        tips = self._file("tips.toml")
        checks = self._file("cross_checks.toml")
        self.advice = load_advice(self.folder, tips, self.problems, self.words)
        book = Rulebook(
            version="",
            signs=tuple(sign for step in reversed(NextStep) for sign in self._signs(step)),
            causes=self._causes(),
            tip_rules=tuple(self._tip_rule(one) for one in tips.entries("tip_rule")),
            cross_checks=tuple(self._cross_check(one) for one in checks.entries("cross_check")),
            notes=tuple(self._note(one) for one in checks.entries("note")),
            checks=tuple(self._note(one) for one in checks.entries("check")),
            gentle_tips=frozenset(tips.names("gentle", self.advice.tips, "tip", required=True)),
            none_fit_tips=self._none_fit_tips(),
            advice=self.advice,
        )
        tips.done()
        checks.done()
        return book

    def _file(self, name: str) -> Table:
        return read_file(self.folder, name, self.problems, self.words)

    def _id(self, entry: Table) -> str:
        name = entry.text("id")
        if name in self.ids:
            entry.complain(f"the id '{name}' is used twice.")
        self.ids.add(name)
        return name

    def _sources(self, entry: Table) -> tuple[str, ...]:
        return entry.names("sources", self.advice.sources, "source", required=True)

    def _when(self, entry: Table) -> When:
        return read_when(entry, self.vocabulary)

    def _signs(self, step: NextStep) -> list[Sign]:
        if step is NextStep.PHYSIO_FIRST:
            return []
        file = self._file(f"safety/{step.id}.toml")
        signs = [self._sign(entry, step) for entry in file.entries("sign")]
        file.done()
        return signs

    def _sign(self, entry: Table, step: NextStep) -> Sign:
        modes = {mode.name.lower(): mode for mode in TipsMode}
        tips = entry.name("tips", modes, "tips mode", default="gentle")
        return entry.read_as(
            Sign,
            id=self._id(entry),
            next_step=step,
            when=self._when(entry),
            sources=self._sources(entry),
            tips=modes.get(tips, TipsMode.GENTLE),
            stops_running=entry.name("run", ["stop"], "run", default="") == "stop",
        )

    def _causes(self) -> tuple[Cause, ...]:
        found = []
        for path in sorted((self.folder / "causes").glob("*.toml")):
            file = self._file(f"causes/{path.name}")
            found.append((file.integer("order"), self._cause(path.stem, file)))
        if len({order for order, _ in found}) < len(found):
            file.complain("two causes have the same 'order'.")
        return tuple(cause for _, cause in sorted(found, key=lambda pair: pair[0]))

    def _cause(self, name: str, file: Table) -> Cause:
        caps = file.table("caps")
        groups = {key: caps.integer(key) for key in caps.every_key()}
        for group in [key for key, cap in groups.items() if cap < 1]:
            caps.complain(f"the cap of '{group}' must be 1 or more.")
        indicators = tuple(self._indicator(one, groups) for one in file.entries("indicator"))
        subjects = {s for one in indicators for s in one.when.subjects}
        return file.read_as(
            Cause,
            id=name,
            this_week=file.text("this_week", ""),
            indicators=indicators,
            caps=groups,
            tips=file.names("tips", self.advice.tips, "tip", required=True),
            also=file.names("also", self.advice.tips, "tip"),
            physio=file.names("physio", self.advice.treatments, "treatment", required=True),
            reads=frozenset(q for s in subjects for q in questions_behind(s)),
        )

    def _indicator(self, entry: Table, groups: dict[str, int]) -> Indicator:
        points = entry.integer("points")
        if points not in POINTS:
            entry.complain("'points' must be 1, 2 or 3, or the same below zero.")
        when = self._when(entry)
        return entry.read_as(
            Indicator,
            id=self._id(entry),
            points=points,
            when=when,
            grade=entry.name("grade", self.advice.grades, "grade"),
            sources=self._sources(entry),
            group=entry.name("group", groups, "group under [caps]", default=""),
            say=read_say(entry, when),
        )

    def _tip_rule(self, entry: Table) -> TipRule:
        tip = entry.name("tip", self.advice.tips, "tip")
        return entry.read_as(TipRule, id=self._id(entry), tip=tip, when=self._when(entry))

    def _cross_check(self, entry: Table) -> CrossCheck:
        when, change = self._when(entry), entry.name("change", self.vocabulary, "question")
        return entry.read_as(CrossCheck, id=self._id(entry), when=when, change=change)

    def _note(self, entry: Table) -> Note:
        when, sources = self._when(entry), self._sources(entry)
        return entry.read_as(Note, id=self._id(entry), when=when, sources=sources)

    def _none_fit_tips(self) -> tuple[str, ...]:
        none_fit = self._file("next_steps.toml").table("none_fit")
        return none_fit.names("tips", self.advice.tips, "tip", required=True)
