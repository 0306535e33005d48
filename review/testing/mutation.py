"""Whether the worked cases notice every small mistake in the rulebook."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from questionnaire.questions import Questionnaire
from review.testing.alike import why_harmless
from review.testing.cases import Case, run
from review.testing.expectations import differences, outcome
from review.testing.mutants import Mutant, mutants_of
from rules.conditions import When
from rules.rulebook import Cause, CrossCheck, Indicator, Note, Rulebook, Sign, TipRule

SIGNS_BAR, REST_BAR = 100, 95
"""How many mistakes in a hundred must be noticed: in signs, and in everything else."""

NAMED = {"rules_must", "rules_must_not"}
TOLD_BY = {
    Sign: {"signs", *NAMED},
    Indicator: {"points", *NAMED},
    TipRule: {"tips", *NAMED},
    CrossCheck: {"cross_checks", *NAMED},
    Note: {"notes", *NAMED},
}
"""The expectations most likely to notice a change of such a rule."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many mistakes make a case fail, of those that could tell anybody anything else."""

    noticed: int
    survivors: tuple[Mutant, ...]
    """Mistakes that every case overlooks."""

    @property
    def count(self) -> int:
        """All mistakes that count."""
        return self.noticed + len(self.survivors)

    def reaches(self, bar: int) -> bool:
        """Whether so many in a hundred are noticed, not rounded."""
        return self.noticed * 100 >= bar * self.count


@dataclass(frozen=True, slots=True)
class Mutation:
    """What became of every mistake."""

    signs: Score
    rest: Score
    harmless: tuple[tuple[Mutant, str], ...]
    """Mistakes that change nothing for anybody, and how that is known."""

    @property
    def is_enough(self) -> bool:
        """Whether both bars are reached."""
        return self.signs.reaches(SIGNS_BAR) and self.rest.reaches(REST_BAR)


def mutation(questionnaire: Questionnaire, rulebook: Rulebook, cases: Iterable[Case]) -> Mutation:
    """Make every small mistake once, and see whether a case that passes now would fail."""
    passing = [case for case in cases if not run(case, rulebook)]
    people = _People(passing)
    noticed: list[Mutant] = []
    survivors: list[Mutant] = []
    harmless: list[tuple[Mutant, str]] = []
    for mutant in mutants_of(questionnaire, rulebook):
        if people.notice(mutant):
            noticed.append(mutant)
        elif why := why_harmless(mutant, questionnaire, rulebook):
            harmless.append((mutant, why))
        else:
            survivors.append(mutant)
    return Mutation(
        signs=_score(noticed, survivors, of_signs=True),
        rest=_score(noticed, survivors, of_signs=False),
        harmless=tuple(harmless),
    )


def _score(noticed: list[Mutant], survivors: list[Mutant], of_signs: bool) -> Score:
    return Score(
        sum(one.is_of_sign is of_signs for one in noticed),
        tuple(one for one in survivors if one.is_of_sign is of_signs),
    )


class _People:
    """The cases that pass, and who of them meets each rule."""

    def __init__(self, cases: list[Case]) -> None:
        self.cases = cases
        self.met: dict[When, frozenset[int]] = {}

    def notice(self, mutant: Mutant) -> bool:
        """Whether any case fails; those that expect something of such a rule are tried first."""
        told = TOLD_BY.get(type(mutant.was), NAMED)
        touched = sorted(
            self._touched(mutant), key=lambda number: not told & self.cases[number].expect.keys()
        )
        return any(self._differs(number, mutant.rulebook) for number in touched)

    def _touched(self, mutant: Mutant) -> Collection[int]:
        """The cases that the mistake could tell anything else."""
        was, became = mutant.was, mutant.became
        if isinstance(was, Cause | Rulebook) or isinstance(became, Cause | Rulebook):
            return range(len(self.cases))
        before = self._who_meet(was.when)
        if became is None or became.when == was.when:
            return before
        return before ^ self._who_meet(became.when)

    def _who_meet(self, when: When) -> frozenset[int]:
        if when not in self.met:
            numbers = (number for number, one in enumerate(self.cases) if when.met_by(one.known))
            self.met[when] = frozenset(numbers)
        return self.met[when]

    def _differs(self, number: int, rulebook: Rulebook) -> bool:
        case = self.cases[number]
        return any(differences(case.expect, outcome(rulebook, case.known)))
