"""Who would be told something else by another version: looked for among many people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from math import prod
from random import Random

from questionnaire.case import BadCase, read_case
from questionnaire.questions import QuestionKind, Questionnaire
from review.comparing.versions import Version
from review.proving.classes import Answers, NotDeclared, classes_of, is_met, merged, tick
from review.proving.places import every_rule
from review.testing.expectations import plain
from rules.assessment import assess
from rules.conditions import When
from rules.reach import Rule
from rules.rulebook import NextStep

Outcome = dict[str, tuple[str, ...]]
"""All that a person is told, by what it is about, in ids and so whatever the wording."""
WEIGHTY = ("Next step", "Running", "Causes", "Tips")
"""What changes what a person does, the weightiest first; the rest is why they should."""
TRIED = 12
"""Sorts of answers that a changed rule sees differently, tried on others at most."""
MOST = 200_000
"""Sorts of answers to look through for one rule; of more, so many are drawn from all of them."""
PEOPLE = 6_000
"""How many people to compare at most."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which people are told something else, and one of these people."""

    rules: tuple[str, ...]
    """The changed rules that stand differently for this person, or else are met."""
    urgency: int
    """Below zero where the next step is less urgent than before, above where it is more."""
    says: tuple[str, ...]
    person: Answers


@dataclass(frozen=True, slots=True)
class Changed:
    """A rule that is not the same in both versions. One that was added has no `old`."""

    id: str
    old: Rule | None
    new: Rule | None

    @property
    def whens(self) -> list[When]:
        """What it says before, and after."""
        return [one.when for one in (self.old, self.new) if one]

    def stands(self, answers: Answers) -> tuple[bool, bool]:
        """Whether answers meet it, before and after."""
        before, after = (bool(one and is_met(one.when, answers)) for one in (self.old, self.new))
        return before, after


def outcome_by(version: Version, answers: Mapping[str, object]) -> Outcome | None:
    """What a version tells; None where it does not understand these answers.

    Answers to questions that it does not ask are left out.
    """
    asked = {name: answers[name] for name in answers if name in version.questionnaire.questions}
    try:
        found = assess(version.rulebook, read_case(version.questionnaire, asked))
    except BadCase:
        return None
    advice = version.rulebook.advice
    return {
        "Next step": (found.next_step.id,),
        "Running": (found.run,),
        "Causes": tuple(f"{one.cause.id} ({found.fit(one)})" for one in found.shown),
        "Tips": tuple(tip for tip in advice.tips if tip in found.tips),
        "Signs": tuple(sign.id for sign in found.signs),
        "Reasons for a cause": tuple(one.id for shown in found.shown for one in shown.met),
        "Answers that do not match": tuple(check.id for check in found.cross_checks),
        "Notes": tuple(note.id for note in found.notes),
    }


def in_words(before: Outcome, after: Outcome) -> list[str]:
    """Each part that is not the same, before and after."""
    return [
        f"{part}: {plain(before[part])} before, {plain(after[part])} after."
        for part in before
        if before[part] != after[part]
    ]


def changed_rules(old: Version, new: Version) -> list[Changed]:
    """The rules that are not the same."""
    before, after = (
        {one.id: one.rule for one in every_rule(version.rulebook)} for version in (old, new)
    )
    return [
        Changed(name, before.get(name), after.get(name))
        for name in dict.fromkeys((*after, *before))
        if before.get(name) != after.get(name)
    ]


def search(
    old: Version, new: Version, people: Sequence[Answers]
) -> tuple[list[Difference], int, list[str]]:
    """Each way in which somebody is told something else, and how many people were compared; then
    the changed rules that were not looked through whole, each with why.

    Less urgent next steps come first, then more urgent ones. Compared are `people`, whose first
    is described by nothing, and the same with answers that a changed rule is concerned with.
    """
    rules = changed_rules(old, new)
    ways: dict[object, Difference] = {}
    compared = 0
    tried, left_out = _tried(new.questionnaire, rules, people[0] if people else {})
    for person in islice(_persons(new, tried, people), PEOPLE):
        before, after = outcome_by(old, person), outcome_by(new, person)
        if before is None or after is None:
            continue
        compared += 1
        if says := in_words(before, after):
            stand = {one.id: one.stands(person) for one in rules}
            moved = [name for name, (was, now) in stand.items() if was is not now]
            named = tuple(moved or [name for name, (was, _) in stand.items() if was])
            found = Difference(named, _step(after) - _step(before), tuple(says), person)
            known = ways.get((named, says[0]), found)
            ways[named, says[0]] = min(known, found, key=lambda one: _oddness(people, one))

    def rank(one: Difference) -> tuple[bool, int, int]:
        return one.urgency == 0, one.urgency, _oddness(people, one)

    return sorted(ways.values(), key=rank), compared, left_out


def unlike(people: Sequence[Answers], person: Answers) -> list[str]:
    """The questions that a person answers otherwise than the first of all."""
    ordinary = people[0] if people else {}
    names = dict.fromkeys((*ordinary, *person))
    return [name for name in names if person.get(name) != ordinary.get(name)]


def _oddness(people: Sequence[Answers], one: Difference) -> int:
    return len(unlike(people, one.person))


def _persons(
    new: Version, tried: Sequence[Answers], people: Sequence[Answers]
) -> Iterator[Answers]:
    """The people as they are, then with the answers that are tried."""
    yield from people
    told_alike: dict[object, Answers] = {}
    for person in people:
        if said := outcome_by(new, person):
            told_alike.setdefault(tuple(said[part] for part in WEIGHTY), person)
    for person in told_alike.values():
        for answers in tried:
            with suppress(BadCase):
                whole = person | with_parents(new.questionnaire, person, answers)
                yield dict(read_case(new.questionnaire, whole))


def _tried(
    questionnaire: Questionnaire, rules: Sequence[Changed], ordinary: Answers
) -> tuple[list[Answers], list[str]]:
    """The answers that changed rules are concerned with, and what was not looked through whole."""
    tried: list[Answers] = []
    left_out: list[str] = []
    for rule in rules:
        try:
            parts = [one.examples for one in classes_of(questionnaire, rule.whens)]
        except NotDeclared as error:
            left_out.append(f"{rule.id} ({error})")
            continue
        every, count = merged(parts), prod(map(len, parts))
        if count > MOST:
            left_out.append(f"{rule.id} ({count:,} sorts of answers)")
            every = _drawn(parts)
        tried += _concerned(rule, every, ordinary)
    return tried, left_out


def _drawn(parts: Sequence[Sequence[Answers]]) -> Iterator[Answers]:
    """Sorts of answers from among all of them, the same each time."""
    draw = Random(0)  # noqa: S311  # as it keeps no secret
    for _ in range(MOST):
        yield from merged([draw.choice(part)] for part in parts)


def _concerned(rule: Changed, every: Iterable[Answers], ordinary: Answers) -> list[Answers]:
    """Answers that move a changed rule, or else meet it; those least out of the ordinary."""
    moved: list[Answers] = []
    met: list[Answers] = []
    for answers in every:
        before, after = rule.stands(answers)
        if before is not after:
            moved.append(answers)
        elif before:
            met.append(answers)

    def oddness(answers: Answers) -> int:
        return len(unlike([ordinary], ordinary | answers))

    return nsmallest(TRIED, moved or met, key=oddness)


def with_parents(questionnaire: Questionnaire, person: Answers, changed: Answers) -> Answers:
    """Changed answers, and those to earlier questions that let these questions be asked."""
    answers = dict(changed)
    for name, question in reversed(questionnaire.questions.items()):
        shown = question.show_when
        if name not in answers or not shown or shown.question in changed:
            continue
        parent = questionnaire.questions[shown.question]
        given = answers[parent.id] if parent.id in answers else person.get(parent.id, ())
        if parent.kind is QuestionKind.CHOICE:
            answers[parent.id] = given if given in shown.one_of else shown.one_of[0]
        elif not set(given) & set(shown.one_of):
            answers[parent.id] = tick(parent, given, shown.one_of[0])
    return answers


def _step(one: Outcome) -> int:
    return NextStep[one["Next step"][0].upper()]
