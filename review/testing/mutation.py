"""Whether the worked cases notice every small mistake in a rule."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from questionnaire.questions import QuestionKind, Questionnaire
from review.proving.classes import NotDeclared, combinations, is_met
from review.testing.cases import Case, run
from review.testing.mutants import Mutant, mutants_of
from rules.conditions import When
from rules.reach import questions_of
from rules.rulebook import Rulebook, Sign


@dataclass(frozen=True, slots=True)
class Score:
    """How many mistakes make a case fail, of those that could tell anybody anything else."""

    what: str
    bar: int
    """How many in a hundred must be noticed."""
    noticed: int
    unnoticed: tuple[Mutant, ...]
    """Mistakes that every case overlooks."""

    @property
    def count(self) -> int:
        """All mistakes that count."""
        return self.noticed + len(self.unnoticed)

    @property
    def is_enough(self) -> bool:
        """Whether the bar is reached, not rounded."""
        return self.noticed * 100 >= self.bar * self.count


def mutation(
    questionnaire: Questionnaire,
    rulebook: Rulebook,
    cases: Iterable[Case],
    idle: Collection[str] = (),
) -> tuple[Score, Score]:
    """Make every small mistake once, and see whether a case that passes now would fail.

    One score for signs, one for everything else. Left out is a mistake by which the very same
    people meet the rule, and a lower step of a sign that is declared `idle`.
    """
    people = _People([case for case in cases if not run(case, rulebook)])
    noticed: list[Mutant] = []
    unnoticed: list[Mutant] = []
    for mutant in mutants_of(questionnaire, rulebook):
        if people.notice(mutant):
            noticed.append(mutant)
        elif not _is_harmless(mutant, questionnaire, idle):
            unnoticed.append(mutant)
    return _score("signs", 100, noticed, unnoticed), _score("the rest", 95, noticed, unnoticed)


def _score(what: str, bar: int, noticed: list[Mutant], unnoticed: list[Mutant]) -> Score:
    of_signs = what == "signs"
    return Score(
        what,
        bar,
        sum(isinstance(one.was, Sign) is of_signs for one in noticed),
        tuple(one for one in unnoticed if isinstance(one.was, Sign) is of_signs),
    )


def _is_harmless(mutant: Mutant, questionnaire: Questionnaire, idle: Collection[str]) -> bool:
    was, became = mutant.was, mutant.became
    if isinstance(was, Sign) and isinstance(became, Sign) and was.id in idle:
        return became.next_step < was.next_step
    return (
        became is not None
        and became.when != was.when
        and _same_people(was.when, became.when, questionnaire)
    )


def _same_people(before: When, after: When, questionnaire: Questionnaire) -> bool:
    """Whether everybody there can be meets both or neither; no where distances are looked at."""
    asked = (questionnaire.questions[one] for one in questions_of(before) | questions_of(after))
    if any(question.kind is QuestionKind.DISTANCE for question in asked):
        return False
    try:
        return all(
            is_met(before, answers) is is_met(after, answers)
            for answers in combinations(questionnaire, [before, after])
        )
    except NotDeclared:
        return False


class _People:
    """The cases that pass, and who of them meets each rule."""

    def __init__(self, cases: list[Case]) -> None:
        self.cases = cases
        self.met: dict[When, frozenset[int]] = {}

    def notice(self, mutant: Mutant) -> bool:
        """Whether any case fails of those that the mistake could tell anything else."""
        was, became = mutant.was, mutant.became
        touched = self._who_meet(was.when)
        if became is not None and became.when != was.when:
            touched = touched ^ self._who_meet(became.when)
        return any(run(self.cases[number], mutant.rulebook) for number in sorted(touched))

    def _who_meet(self, when: When) -> frozenset[int]:
        if when not in self.met:
            numbers = (number for number, one in enumerate(self.cases) if when.met_by(one.known))
            self.met[when] = frozenset(numbers)
        return self.met[when]
