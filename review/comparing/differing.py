"""Whom a change of the rules touches, and who would be told something else, with a person each."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from questionnaire.case import BadCase, read_case
from questionnaire.questions import QuestionKind, Questionnaire
from review.comparing.outcome import WEIGHTY, Outcome, changed, in_words, outcome_by
from review.comparing.versions import Version
from review.proving.atoms import NotDeclared
from review.proving.classes import Answers, blocks_of, tick
from review.proving.places import every_rule
from review.proving.walk import combinations, is_met
from rules.assessment import know
from rules.reach import Rule, questions_of
from rules.rulebook import NextStep

MOST = 20_000
"""Classes of answers to walk for one rule; where there are more, it is said."""
CLASSES_TRIED = 12
"""Of the classes of answers that a changed rule sees differently, those tried on people."""
PEOPLE = 6_000
"""How many people to compare at most."""


class NotWalked(Exception):
    """The classes of a rule's answers cannot be walked; the message says why."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A class of answers to what a rule looks at, and how the rule stood and stands."""

    answers: Answers
    before: bool
    after: bool


@dataclass(frozen=True)
class Shift:
    """A rule that is not the same in both versions. One that was added has no `old`."""

    id: str
    old: Rule | None
    new: Rule | None
    versions: tuple[Version, Version]

    @cached_property
    def classes(self) -> tuple[Seen, ...]:
        """Every class of answers that the rule can tell apart. Raises NotWalked."""
        found = tuple(islice(self._walk(), MOST + 1))
        if len(found) > MOST:
            raise NotWalked(f"there are more than {MOST:,} classes of answers")
        return found

    @property
    def questions(self) -> list[str]:
        """The questions that the rule looks at, in the order asked."""
        rules = [rule for rule in (self.old, self.new) if rule]
        read = {name for rule in rules for name in questions_of(rule.when)}
        return [name for name in self.versions[1].questionnaire.questions if name in read]

    def _walk(self) -> Iterator[Seen]:
        whens = [rule.when for rule in (self.old, self.new) if rule]
        before, after = (one.questionnaire for one in self.versions)
        try:
            blocks = blocks_of(after, whens)
        except (NotDeclared, KeyError) as error:
            raise NotWalked("its measures or questions are not known here") from error
        if not {name for block in blocks for name in block.questions} <= before.questions.keys():
            raise NotWalked("one of its questions is new")
        for _, answers in combinations(blocks):
            was, now = (bool(rule and is_met(rule.when, answers)) for rule in (self.old, self.new))
            yield Seen(answers, was, now)

    @property
    def is_walked(self) -> bool:
        """Whether its classes can be walked."""
        try:
            return bool(self.classes)
        except NotWalked:
            return False

    @property
    def concerned(self) -> list[Seen]:
        """The classes for which something changes: how the rule stands, or what it then does."""
        moved = [one for one in self.classes if one.before is not one.after]
        stays_met = [one for one in self.classes if one.before and one.after]
        return moved or stays_met

    @property
    def gained(self) -> int:
        """How many classes meet it now and did not before."""
        return sum(one.after and not one.before for one in self.classes)

    @property
    def lost(self) -> int:
        """How many classes met it before and do not now."""
        return sum(one.before and not one.after for one in self.classes)


def shifts_between(old: Version, new: Version) -> list[Shift]:
    """The rules that are not the same."""
    before, after = (
        {one.id: one.rule for one in every_rule(version.rulebook)} for version in (old, new)
    )
    return [
        Shift(name, before.get(name), after.get(name), (old, new))
        for name in dict.fromkeys((*after, *before))
        if before.get(name) != after.get(name)
    ]


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which people are told something else, and one of these people."""

    rules: tuple[str, ...]
    """The changed rules that stand differently for this person; none where none does."""
    urgency: int
    """Below zero where the next step is less urgent than before, above where it is more."""
    parts: tuple[str, ...]
    says: tuple[str, ...]
    person: Answers

    @property
    def kind(self) -> object:
        """The same for people for whom the same rules change the weightiest thing alike."""
        told_first = next((part for part in WEIGHTY if part in self.parts), "")
        if not told_first:
            return (self.rules, self.parts)
        return (self.rules, self.says[self.parts.index(told_first)])


@dataclass(frozen=True)
class Found:
    """What a search found, and how many people it compared."""

    differences: Sequence[Difference]
    compared: int


@dataclass(frozen=True)
class Search:
    """Compares two versions on the people of worked cases, and on such people a little changed."""

    old: Version
    new: Version
    people: Sequence[Answers]

    @cached_property
    def shifts(self) -> list[Shift]:
        """The rules that are not the same."""
        return shifts_between(self.old, self.new)

    @property
    def ordinary(self) -> Answers:
        """The person whom all others are described against."""
        return next(iter(self.people), {})

    def find(self) -> Found:
        """Each way in which somebody is told something else, less urgent next steps first.

        A search, not a proof: it starts from what changed, but may miss a way.
        """
        ways: dict[object, Difference] = {}
        compared = 0
        for person in islice(self._persons(), PEOPLE):
            before, after = (outcome_by(version, person) for version in (self.old, self.new))
            if before is None or after is None:
                continue
            compared += 1
            if parts := changed(before, after):
                one = Difference(
                    rules=tuple(self._play_a_part(person)),
                    urgency=_step(after) - _step(before),
                    parts=parts,
                    says=tuple(in_words(before, after)),
                    person=person,
                )
                ways[one.kind] = min(ways.get(one.kind, one), one, key=self._oddness)
        return Found(sorted(ways.values(), key=self._rank), compared)

    def _rank(self, one: Difference) -> tuple[bool, int, int, int]:
        """Less urgent first, then more urgent, then the rest; of these the plainest."""
        weights = [WEIGHTY.index(part) for part in one.parts if part in WEIGHTY]
        first = min(weights, default=len(WEIGHTY))
        return (one.urgency == 0, one.urgency, first, self._oddness(one))

    def _oddness(self, one: Difference) -> int:
        return len(self.unlike(one.person))

    def unlike(self, person: Answers) -> list[str]:
        """The questions that a person answers otherwise than the first of all."""
        asked = self.new.questionnaire.questions
        return [name for name in asked if person.get(name) != self.ordinary.get(name)]

    def _play_a_part(self, person: Answers) -> list[str]:
        """The changed rules that stand differently for a person; else those that are met."""
        known = know(person)
        standing = {
            shift.id: [
                rule is not None and rule.when.met_by(known) for rule in (shift.old, shift.new)
            ]
            for shift in self.shifts
        }
        moved = [name for name, (before, after) in standing.items() if before is not after]
        return moved or [name for name, (before, _) in standing.items() if before]

    def _persons(self) -> Iterator[Answers]:
        """The people as they are, then with the answers that a changed rule is concerned with."""
        yield from self.people
        tried = [answers for shift in self.shifts for answers in self._tried(shift)]
        for person in self._unlike_others():
            for answers in tried:
                changed_too = with_parents(self.new.questionnaire, person, answers)
                with suppress(BadCase):
                    yield dict(read_case(self.new.questionnaire, person | changed_too))

    def _unlike_others(self) -> Iterator[Answers]:
        """One of those who are told the same to do."""
        seen: set[object] = set()
        for person in self.people:
            said = outcome_by(self.new, person)
            key = said and tuple(tuple(said[part]) for part in WEIGHTY)
            if key and key not in seen:
                seen.add(key)
                yield person

    def _tried(self, shift: Shift) -> list[Answers]:
        """Answers that a changed rule is concerned with, those least out of the ordinary."""
        try:
            concerned = [one.answers for one in shift.concerned]
        except NotWalked:
            return []
        return sorted(concerned, key=self._far)[:CLASSES_TRIED]

    def _far(self, answers: Answers) -> int:
        return sum(self.ordinary.get(name) != value for name, value in answers.items())


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
    return NextStep[next(iter(one["Next step"])).upper()]
