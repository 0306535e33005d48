"""What a rulebook must keep to, each claim with a walk that finds everything against it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations as pairs

from questionnaire.questions import Questionnaire
from review.proving.atoms import every_atom
from review.proving.check import problems
from review.proving.classes import Answers, blocks_of
from review.proving.declared import Declared
from review.proving.directions import against_direction, both_ways
from review.proving.judgements import Judgements
from review.proving.losses import Loss, sign_changes
from review.proving.outcomes import all_ids
from review.proving.people import People
from review.proving.places import Placed, every_rule
from review.proving.points import points_of
from review.proving.walk import Budget, combinations, is_met
from review.proving.witness import Witnesses
from rules import Rulebook, assess


@dataclass(frozen=True, slots=True)
class Content:
    """What the claims are about."""

    questionnaire: Questionnaire
    rulebook: Rulebook
    declared: Declared

    @property
    def screens(self) -> frozenset[str]:
        """The questions of the safety pages that everybody is asked."""
        pages = self.questionnaire.safety.pages
        return frozenset(q.id for page in pages for q in page.questions if not q.show_when)


Claim = Callable[[Content, Budget], Iterator[str]]


def mistakes(content: Content, budget: Budget) -> Iterator[str]:
    """What the quick check finds."""
    budget.spend(len(list(every_rule(content.rulebook))))
    yield from problems(content.questionnaire, content.rulebook, content.declared)


def alike(content: Content, budget: Budget) -> Iterator[str]:
    """Rules of one file that the same people meet, however they are written."""
    for one, other in pairs(every_rule(content.rulebook), 2):
        if _sort(one) == _sort(other) and _met_alike(content, one, other, budget):
            yield other.complaint(f"it is met by the very people who meet {one.id}; keep one.")


def _sort(rule: Placed) -> tuple[str, type, str, frozenset[str]]:
    read = frozenset(name for atom in every_atom([rule.when]) for name in atom.questions)
    return rule.file, type(rule.rule), getattr(rule.rule, "tip", ""), read


def _met_alike(content: Content, one: Placed, other: Placed, budget: Budget) -> bool:
    for _, answers in combinations(blocks_of(content.questionnaire, [one.when, other.when])):
        budget.spend()
        if is_met(one.when, answers) != is_met(other.when, answers):
            return False
    return True


def undecided(content: Content, budget: Budget) -> Iterator[str]:
    """Answers that lead to no judgement, or to two."""
    for rule in every_rule(content.rulebook):
        for _, answers in combinations(blocks_of(content.questionnaire, [rule.when])):
            budget.spend()
            if is_met(rule.when, answers) not in (True, False):
                yield rule.complaint(f"it is neither met nor not met by {answers}.")
    for cause in content.rulebook.causes:
        points_of(content.questionnaire, content.rulebook, cause, budget)
    yield from Judgements(content.rulebook, budget).not_one_of_each()


def unreached(content: Content, budget: Budget) -> Iterator[str]:
    """What comes out for nobody."""
    finder = Witnesses(content.questionnaire, content.rulebook, budget)
    for name in all_ids(content.rulebook):
        if finder.find(name) is None:
            yield f"{name}: nobody was found for whom it comes out; change it or drop it."


def idle_signs(content: Content, budget: Budget) -> Iterator[str]:
    """Signs that never decide, as others always ask for as much, unless declared; or declared."""
    finder = Witnesses(content.questionnaire, content.rulebook, budget)
    for sign in content.rulebook.signs:
        is_idle, is_declared = finder.decided(sign) is None, sign.id in content.declared.idle
        if is_idle and not is_declared:
            yield f"{sign.id}: other signs always ask for as much; change, drop or declare it."
        if is_declared and not is_idle:
            yield f"declared.toml: {sign.id} is said to be idle, and decides somebody's next step."


def unheard(content: Content, budget: Budget) -> Iterator[str]:
    """Safety options that move nobody and that are not declared, or that are both."""
    found = sign_changes(content.questionnaire, content.rulebook, budget)
    moved = found.gains | {(loss.question, loss.answer) for loss in found.losses}
    for question in (q for page in content.questionnaire.safety.pages for q in page.questions):
        for option in set(question.options) - {*question.exclusive, *question.unsure}:
            is_declared = (question.id, option) in content.declared.no_sign
            if (question.id, option) not in moved and not is_declared:
                to = "Add it to one, or declare why."
                yield f"'{option}' of '{question.id}': no sign asks for it. {to}"
            if (question.id, option) in moved and is_declared:
                yield f"declared.toml: a sign asks for '{option}' of '{question.id}'."


def lowered_by_warnings(content: Content, budget: Budget) -> Iterator[str]:
    """Answers on the safety pages that everybody is asked which take a sign away."""
    found = sign_changes(content.questionnaire, content.rulebook, budget).losses
    for loss, (before, after) in found.items():
        if loss.question in content.screens:
            yield f"{_said(loss)} {_example(content, loss.question, before, after)}"


def lowered_by_others(content: Content, budget: Budget) -> Iterator[str]:
    """Other answers that take a sign away and are not declared, or are declared and do not."""
    every = sign_changes(content.questionnaire, content.rulebook, budget).losses
    found = {loss for loss in every if loss.question not in content.screens}
    declared = {Loss(d.question, d.option, d.instead_of, d.sign) for d in content.declared.lowers}
    for loss in sorted(found - declared, key=str):
        example = _example(content, loss.question, *every[loss])
        yield f"{_said(loss)} {example} Declare it, or mend the sign."
    for loss in sorted(declared - found, key=str):
        yield f"declared.toml: '{loss.answer}' of '{loss.question}' takes {loss.sign} from nobody."


def _said(loss: Loss) -> str:
    instead = f" instead of '{loss.instead_of}'" if loss.instead_of else ""
    return f"'{loss.answer}' of '{loss.question}'{instead} takes {loss.sign} away."


def _example(content: Content, question: str, before: Answers, after: Answers) -> str:
    people = People(content.questionnaire, content.rulebook)
    first, then = people.differing(before), people.differing(after)
    if first is None or then is None:
        return ""
    if question not in before:
        first.pop(question, None)
    steps = [assess(content.rulebook, person).next_step.id for person in (first, then)]
    return f"For somebody with {before} the next step goes from {steps[0]} to {steps[1]}."


def shown_when_urgent(content: Content, budget: Budget) -> Iterator[str]:
    """Judgements that ask for help today or now and still tell causes or tips."""
    yield from Judgements(content.rulebook, budget).not_hidden()


def backwards(content: Content, budget: Budget) -> Iterator[str]:
    """Changes that go the way that counts for a cause and take points from it."""
    for cause in content.rulebook.causes:
        points = points_of(content.questionnaire, content.rulebook, cause, budget)
        yield from against_direction(points, content.declared, budget)
        yield from both_ways(points, budget)


CLAIMS: dict[str, Claim] = {
    "No rule has a mistake that the quick check finds.": mistakes,
    "No two rules of one cause or level are met by exactly the same people.": alike,
    "Every complete set of answers gives one next step and one of five statuses.": undecided,
    "Every sign, indicator, band of a cause, tip, cross-check, note, next step and status comes "
    "out for somebody.": unreached,
    "Every sign decides somebody's next step by itself, or is declared not to.": idle_signs,
    "Every option of the safety pages moves somebody, or is declared not to.": unheard,
    "One more box on a safety page that everybody is asked takes no sign away.": (
        lowered_by_warnings
    ),
    "Of the other answers exactly those that are declared take a sign away.": lowered_by_others,
    "At same_day and emergency no cause and no tip is told.": shown_when_urgent,
    "More of an answer that counts for a cause never lowers its points.": backwards,
}
