"""Who would be told something else by another version of the rules, with a person for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from review.comparing.outcome import WEIGHTY, Outcome, changed, in_words, outcome_by, outcome_of
from review.comparing.shifts import NotWalked, Shift, shifts_between
from review.comparing.stories import far, stories_of
from review.comparing.versions import Version
from review.proving.classes import Answers
from review.proving.people import People
from rules.assessment import know
from rules.rulebook import NextStep

CLASSES_TRIED = 12
"""Of the classes of answers that a changed rule sees differently, those tried on people."""
PEOPLE = 6_000
"""How many people to compare at most."""


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
    """Compares two versions on people who are likely to be told something else by them."""

    old: Version
    new: Version
    others: Sequence[Answers] = ()
    """People to compare on besides those that are made up here."""

    @cached_property
    def shifts(self) -> list[Shift]:
        """The rules that are not the same."""
        return shifts_between(self.old, self.new)

    @cached_property
    def people(self) -> People:
        """Those to start from."""
        return People(self.new.questionnaire, self.new.rulebook)

    @cached_property
    def ordinary(self) -> Answers:
        """The person that everybody made up here is like, but for a few answers."""
        return self.people.differing({}) or {}

    def find(self) -> Found:
        """Each way in which somebody is told something else, less urgent next steps first.

        A search, not a proof: it starts from what changed, but may miss a way.
        """
        ways: dict[object, Difference] = {}
        compared = 0
        for person in islice(self._persons(), PEOPLE):
            compared += 1
            one = self._compare(person)
            if one:
                kept = ways.setdefault(one.kind, one)
                if len(self.unlike(person)) < len(self.unlike(kept.person)):
                    ways[one.kind] = one
        return Found(sorted(ways.values(), key=self._rank), compared)

    def _rank(self, one: Difference) -> tuple[bool, int, int, int]:
        """Less urgent first, then more urgent, then the rest; of these the plainest."""
        weights = [WEIGHTY.index(part) for part in one.parts if part in WEIGHTY]
        first = min(weights, default=len(WEIGHTY))
        return (one.urgency == 0, one.urgency, first, len(self.unlike(one.person)))

    def unlike(self, person: Answers) -> list[str]:
        """The questions that a person answers otherwise than the one to start from."""
        quiet = self.ordinary
        return [
            name for name in self.new.questionnaire.questions if person.get(name) != quiet.get(name)
        ]

    def _compare(self, person: Answers) -> Difference | None:
        before, after = (outcome_by(version, person) for version in (self.old, self.new))
        if before is None or after is None or not (parts := changed(before, after)):
            return None
        return Difference(
            rules=tuple(self._play_a_part(person)),
            urgency=_step(after) - _step(before),
            parts=parts,
            says=tuple(in_words(before, after)),
            person=person,
        )

    def _play_a_part(self, person: Answers) -> list[str]:
        """The changed rules that stand differently for a person; else those that are met."""
        known = know(person)
        standing = {
            shift.id: [rule is not None and rule.when.met_by(known) for rule in shift.rules]
            for shift in self.shifts
        }
        moved = [name for name, (before, after) in standing.items() if before is not after]
        return moved or [name for name, (before, _) in standing.items() if before]

    def _persons(self) -> Iterator[Answers]:
        """Complete people, those nearest to a change first."""
        tried = [one for shift in self.shifts for one in self._tried(shift)]
        for base in ({}, *self._near_bands(), *self._unlike_others()):
            for answers in (*({**base, **one} for one in tried), base):
                person = self.people.differing(answers)
                if person is not None:
                    yield person

    def _unlike_others(self) -> Iterator[Answers]:
        """The other people to compare on, one of those who are told the same to do."""
        seen: set[object] = set()
        for person in self.others:
            said = outcome_of(self.new.rulebook, person)
            key = tuple(tuple(getattr(said, part)) for part in WEIGHTY)
            if key not in seen:
                seen.add(key)
                yield dict(person)

    def _tried(self, shift: Shift) -> list[Answers]:
        """Answers that a changed rule is concerned with, those most like the quiet person's."""
        try:
            concerned = [one.answers for one in shift.concerned]
        except NotWalked:
            return []
        return sorted(concerned, key=lambda answers: far(self.people, answers))[:CLASSES_TRIED]

    def _near_bands(self) -> Iterator[Answers]:
        """Answers that bring a changed cause to each number of points, before or after."""
        before = {cause.id: cause for cause in self.old.rulebook.causes}
        for cause in self.new.rulebook.causes:
            if cause != before.get(cause.id):
                yield from stories_of(cause, (self.old, self.new), self.people)


def _step(one: Outcome) -> int:
    return NextStep[next(iter(one.next_step)).upper()]
