"""Classes of answers that some rules cannot tell apart, so that everybody can be walked through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from questionnaire.questions import Question, QuestionKind, Questionnaire
from review.proving.readings import READINGS, Tests
from rules.conditions import BOUNDS, Condition, Known, When
from rules.measures import MEASURES
from rules.reach import questions_of

Answers = dict[str, Any]  # an option, options in a list, or a number, by question
USUAL_KM = {"km_last_7d": 30.0, "km_typical_week": 30.0}
"""An ordinary distance of a week; of one run it is 10."""
SHARES = (0.5, 2.0)
"""What distances stand in to the ordinary one besides the bounds of the rules."""


class NotDeclared(Exception):
    """A measure of which nobody has said what it tells apart, so nothing can be proved of it."""


@dataclass(frozen=True)
class Classes:
    """One question, and a valid answer of each class; empty where it is left unanswered."""

    question: Question
    tests: Tests
    examples: tuple[Answers, ...]

    def of(self, answers: Answers) -> int:
        """The number of the class that these answers to the question are in."""
        return self._numbers[self.key(answers)]

    def key(self, answers: Answers) -> object:
        """What the rules can tell of answers to the question."""
        return _key(self.question, self.tests, answers)

    @cached_property
    def _numbers(self) -> dict[object, int]:
        return {self.key(one): number for number, one in enumerate(self.examples)}


def classes_of(
    questionnaire: Questionnaire, whens: Sequence[When], half_way: bool = False
) -> list[Classes]:
    """The classes of each question that these rules look at, in the order asked.

    Half-way through, any question may still be without an answer. Of distances, which are
    compared with each other, it is no class but many examples. Raises NotDeclared.
    """
    tests = readings_of(whens)
    read = {name for when in whens for name in questions_of(when)}
    bounds = {
        float(one.against)
        for when in whens
        for one in when.all_of + when.any_of
        if one.comparison in BOUNDS
    }
    found = []
    for question in (questionnaire.questions[one] for one in questionnaire.questions):
        if question.id in read:
            own = tuple(one for one in tests if one.subject == question.id)
            every = [{question.id: one} for one in candidates(question, own, bounds)]
            if half_way or question.may_skip or question.show_when:
                every.append({})
            found.append(Classes(question, own, tuple(_examples(question, own, every))))
    return found


def combinations(
    questionnaire: Questionnaire, whens: Sequence[When], half_way: bool = False
) -> Iterator[Answers]:
    """Answers for every combination of classes. Raises NotDeclared."""
    return merged(one.examples for one in classes_of(questionnaire, whens, half_way))


def merged(parts: Iterable[Iterable[Answers]]) -> Iterator[Answers]:
    """One of each part together, in every way."""
    for chosen in product(*parts):
        whole: Answers = {}
        for answers in chosen:
            whole |= answers
        yield whole


def readings_of(whens: Iterable[When]) -> Tests:
    """The tests of one question each that these rules come down to. Raises NotDeclared."""
    conditions = (one for when in whens for one in when.all_of + when.any_of)
    return tuple(dict.fromkeys(test for one in conditions for test in _tests(one)))


def _tests(condition: Condition) -> Tests:
    name = condition.subject
    if name not in MEASURES:
        return (condition,)
    if name not in READINGS:
        where = f"review/proving/readings.py, {name}"
        raise NotDeclared(f"{where}: say in READINGS what this measure tells apart.")
    return READINGS[name]


def is_met(when: When, answers: Answers) -> bool:
    """Whether answers meet a rule; only the measures that it looks at are taken."""
    known = dict(as_known(answers))
    for subject in when.subjects & MEASURES.keys():
        known[subject] = MEASURES[subject].of(known)
    return when.met_by(known)


def as_known(answers: Mapping[str, Any]) -> Known:
    """Answers in the form that conditions take; no measures."""
    return {
        name: frozenset(answer) if isinstance(answer, list) else answer
        for name, answer in answers.items()
    }


def free_options(question: Question) -> tuple[str, ...]:
    """The options that may stand beside others."""
    return tuple(option for option in question.options if option not in question.exclusive)


def tick(question: Question, ticked: Sequence[str], option: str) -> list[str]:
    """What is ticked after one more option is; one that must stand alone gives way."""
    kept = [one for one in ticked if one not in question.exclusive and one != option]
    return [*kept, option]


def candidates(
    question: Question, tests: Tests, bounds: Iterable[float] = (), usual: float = 0
) -> Iterator[Any]:
    """Valid answers to a question with every class among them; of distances, some around `usual`.

    Distances stand in every proportion of `bounds` to the usual one, and just beside it.
    """
    if question.kind is QuestionKind.CHOICES:
        yield from _tickings(question, tests)
    elif question.kind is QuestionKind.CHOICE:
        yield from question.options
    elif question.kind is QuestionKind.DISTANCE:
        usual = usual or USUAL_KM.get(question.id, 10.0)
        of_tests = {one.against for one in tests if one.comparison in BOUNDS}
        shares = {usual * of for one in {*bounds, *SHARES} if one for of in (one, 1 / one)}
        near = {round(km + by, 6) for km in {*shares, *of_tests} for by in (-0.5, 0, 0.5)}
        low, high = question.range
        yield from sorted(km for km in {0.0, usual} | near if low <= km <= high)
    else:
        low, high = question.range
        yield from (low + n * question.step for n in range(int((high - low) / question.step) + 1))


def _tickings(question: Question, tests: Tests) -> Iterator[list[str]]:
    """Each option that stands alone, and every mixture of the others as far as tests differ."""
    yield from ([option] for option in question.exclusive)
    alike: dict[object, str] = {}
    for option in free_options(question):
        alike.setdefault(tuple(option in one.against for one in tests), option)
    mixtures: list[list[str]] = [[]]
    for option in alike.values():
        mixtures += [[*mixture, option] for mixture in mixtures]
    yield from sorted(mixtures[1:], key=len)


def _examples(question: Question, tests: Tests, every: Iterable[Answers]) -> Iterator[Answers]:
    """One answer of each class: of numbers the one beside a bound. Without a test, every one."""
    if not tests:
        yield from every
        return
    groups: dict[object, list[Answers]] = {}
    for answers in every:
        groups.setdefault(_key(question, tests, answers), []).append(answers)
    for number, group in enumerate(groups.values()):
        yield group[-1 if number == 0 and not question.options else 0]


def _key(question: Question, tests: Tests, answers: Answers) -> object:
    """What the tests can tell of answers to one question; without any, the answers.

    A question that asks which of a group is meant tells, too, when it is not answered.
    """
    if not tests:
        return repr(answers)
    known = as_known(answers)
    is_open = not answers and question.show_when is not None
    return (is_open, *(test.met_by(known) for test in tests))
