"""What a changed rule sees differently: the classes of answers that it met, or meets now, alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from review.comparing.versions import Version
from review.proving.atoms import NotDeclared
from review.proving.classes import Answers, blocks_of
from review.proving.places import Rule, every_rule
from review.proving.walk import combinations, is_met
from rules.reach import questions_of

MOST = 20_000
"""Classes of answers to walk for one rule; where there are more, it is said."""


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

    @property
    def rules(self) -> tuple[Rule | None, Rule | None]:
        """Before and after."""
        return self.old, self.new

    @cached_property
    def classes(self) -> tuple[Seen, ...]:
        """Every class of answers that the rule can tell apart. Raises NotWalked."""
        found: list[Seen] = []
        for one in self._walk():
            found.append(one)
            if len(found) > MOST:
                raise NotWalked(f"there are more than {MOST:,} classes of answers")
        return tuple(found)

    @property
    def questions(self) -> list[str]:
        """The questions that the rule looks at, in the order asked."""
        read = {name for rule in self.rules if rule for name in questions_of(rule.when)}
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
            yield Seen(answers, _met(self.old, answers), _met(self.new, answers))

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


def _met(rule: Rule | None, answers: Answers) -> bool:
    return rule is not None and is_met(rule.when, answers)
