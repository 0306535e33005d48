"""For anything that the rules can say: a complete, valid person of whom they say it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import combinations, product
from operator import itemgetter

from questionnaire.questions import Questionnaire
from review.proving.classes import Answers, blocks_of, merged
from review.proving.outcomes import all_ids, outcomes
from review.proving.people import People
from review.proving.places import Placed, every_rule
from review.proving.points import points_of
from review.proving.sums import Sums
from review.proving.walk import Budget, is_met, unlimited
from rules import NextStep, Status, assess
from rules.rulebook import Indicator, Rulebook, Sign


def witness(questionnaire: Questionnaire, rulebook: Rulebook, name: str) -> Answers | None:
    """A person for whom this comes out; None where none was found.

    Raises KeyError for an unknown id, Spent and NotDeclared.
    """
    return Witnesses(questionnaire, rulebook, Budget()).find(name)


@dataclass(frozen=True)
class Witnesses:
    """Finds people for one questionnaire and one rulebook; as long as it takes, if not told."""

    questionnaire: Questionnaire
    rulebook: Rulebook
    budget: Budget = field(default_factory=unlimited)

    def find(self, name: str) -> Answers | None:
        """A person for whom this comes out: for a sign, one whose next step it decides if any.

        Raises KeyError for an unknown id, Spent and NotDeclared.
        """
        if name not in all_ids(self.rulebook):
            raise KeyError(name)
        rule = self._rules.get(name)
        decided = self.decided(rule.rule) if rule and isinstance(rule.rule, Sign) else None
        return decided or self._first(
            self._candidates(name), lambda person: name in outcomes(self.rulebook, person)
        )

    def decided(self, sign: Sign) -> Answers | None:
        """A person whose next step only this sign asks for; None where another always does."""
        placed, rivals = self._rules[sign.id], tuple[Sign, ...]()
        while True:
            met = self._first(self._meeting(placed, rivals), partial(self._is_met, sign, rivals))
            if met is None:
                return None
            signs = assess(self.rulebook, met).signs
            new = [one for one in signs if one.next_step >= sign.next_step and one is not sign]
            if not new:
                return met
            rivals = (*rivals, *new)

    def _is_met(self, sign: Sign, rivals: tuple[Sign, ...], person: Answers) -> bool:
        """Whether a person meets a sign and none of its rivals."""
        signs = assess(self.rulebook, person).signs
        return sign in signs and not any(one in signs for one in rivals)

    @cached_property
    def people(self) -> People:
        """Those to start from."""
        return People(self.questionnaire, self.rulebook)

    @cached_property
    def sums(self) -> dict[str, Sums]:
        """What the points of every cause can come to."""
        found = {}
        for cause in self.rulebook.causes:
            points = points_of(self.questionnaire, self.rulebook, cause, self.budget)
            found[cause.id] = Sums(points, self.people, self.budget)
        return found

    @cached_property
    def _rules(self) -> dict[str, Placed]:
        return {one.id: one for one in every_rule(self.rulebook)}

    def _first(
        self, candidates: Iterable[Answers], meets: Callable[[Answers], bool]
    ) -> Answers | None:
        for changed in candidates:
            self.budget.spend()
            person = self.people.differing(changed)
            if person is not None and meets(person):
                return person
        return None

    def _candidates(self, name: str) -> Iterator[Answers]:
        """Answers to try, the likeliest first."""
        book = self.rulebook
        if name in self._rules:
            yield from self._meeting(self._rules[name])
            return
        yield {}
        if ":" in name:
            yield from self._by_points(name.partition(":")[0])
        elif name in book.advice.tips:
            yield from self._with_tip(name)
        elif name in [Status.HIDDEN, *(step.id for step in NextStep)]:
            leads = (one for one in book.signs if name in (one.next_step.id, Status.HIDDEN))
            yield from self._with_signs(leads)
        else:
            for cause in book.causes:
                yield from self._by_points(cause.id)
            yield from self._of_two_causes()
            yield from self._with_signs(book.signs)

    def _meeting(self, placed: Placed, rivals: tuple[Sign, ...] = ()) -> Iterator[Answers]:
        """Answers that meet a rule and not its rivals, those first that say least besides."""
        if placed.cause and isinstance(placed.rule, Indicator):
            yield from self._by_points(placed.cause.id, placed.rule)
            return
        blocks = blocks_of(self.questionnaire, [placed.when, *(one.when for one in rivals)])
        ways = []
        for chosen in product(*map(self.people.cheapest, blocks)):
            self.budget.spend()
            answers = merged(example for _, example in chosen)
            if is_met(placed.when, answers) and not any(is_met(r.when, answers) for r in rivals):
                ways.append((sum(cost for cost, _ in chosen), answers))
        yield from (answers for _, answers in sorted(ways, key=itemgetter(0)))

    def _with_signs(self, signs: Iterable[Sign]) -> Iterator[Answers]:
        for sign in signs:
            yield from self._meeting(self._rules[sign.id])

    def _with_tip(self, tip: str) -> Iterator[Answers]:
        for rule in self.rulebook.tip_rules:
            if rule.tip == tip:
                yield from self._meeting(self._rules[rule.id])
        for cause in self.rulebook.causes:
            if tip in cause.tips:
                yield from self._by_points(cause.id)

    def _by_points(self, cause: str, must: Indicator | None = None) -> Iterator[Answers]:
        """Answers for each number of points that a cause can come to, the least changed first."""
        ways = self.sums[cause].ways(must)
        yield from (way.answers for way in sorted(ways.values(), key=lambda way: way.cost))

    def _of_two_causes(self) -> Iterator[Answers]:
        """Answers that speak for two causes at once."""
        for one, other in combinations(self.rulebook.causes, 2):
            for first, second in product(self._by_points(one.id), self._by_points(other.id)):
                yield first | second
