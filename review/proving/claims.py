"""What a rulebook must keep to, each claim with a walk that finds everything against it.

Classes of answers are walked, never a sample. A claim that would take more than its budget is not
proved; neither is one that rests on a measure whose classes nobody has declared.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations as pairs
from time import thread_time

from questionnaire.questions import Questionnaire
from review.proving.atoms import NotDeclared, every_atom
from review.proving.check import problems
from review.proving.classes import Answers, blocks_of
from review.proving.declared import Declared
from review.proving.directions import backwards_in
from review.proving.losses import Loss, sign_changes
from review.proving.places import Placed, every_rule
from review.proving.walk import Budget, Spent, combinations, is_met
from rules import Finding, NextStep, Rulebook, assess
from rules.trace import as_data


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
            yield f"{_said(loss)} {_example(content, before, after)}"


def lowered_by_others(content: Content, budget: Budget) -> Iterator[str]:
    """Other answers that take a sign away and are not declared, or are declared and do not."""
    every = sign_changes(content.questionnaire, content.rulebook, budget).losses
    found = {loss for loss in every if loss.question not in content.screens}
    declared = {Loss(d.question, d.option, d.instead_of, d.sign) for d in content.declared.lowers}
    for loss in sorted(found - declared, key=str):
        yield f"{_said(loss)} {_example(content, *every[loss])} Declare it, or mend the sign."
    for loss in sorted(declared - found, key=str):
        yield f"declared.toml: '{loss.answer}' of '{loss.question}' takes {loss.sign} from nobody."


def _said(loss: Loss) -> str:
    instead = f" instead of '{loss.instead_of}'" if loss.instead_of else ""
    return f"'{loss.answer}' of '{loss.question}'{instead} takes {loss.sign} away."


def _example(content: Content, before: Answers, after: Answers) -> str:
    """What that does to somebody who has answered nothing else."""
    first, then = (assess(content.rulebook, answers).next_step.id for answers in (before, after))
    return f"For somebody with {before} the next step goes from {first} to {then}."


def shown_when_urgent(content: Content, budget: Budget) -> Iterator[str]:
    """Signs that ask for help today or now beside which causes or tips would still be told."""
    book, nobody = content.rulebook, assess(content.rulebook, {})
    everything = replace(
        nobody,
        findings=tuple(Finding(cause, cause.indicators, 99) for cause in book.causes),
        tips_by_rule=frozenset(book.advice.tips),
    )
    urgent = [sign for sign in book.signs if sign.next_step >= NextStep.SAME_DAY]
    for sign in urgent:
        for other in book.signs:
            budget.spend()
            data = as_data(book, replace(everything, signs=(sign, other)))
            if data["causes"] or data["tips"] or "points" in data:
                yield f"with the signs {sign.id} and {other.id} causes or tips are told."


def backwards(content: Content, budget: Budget) -> Iterator[str]:
    """Changes that go the way that counts for a cause and take points from it."""
    for cause in content.rulebook.causes:
        yield from backwards_in(content.questionnaire, cause, content.declared.directions, budget)


CLAIMS: dict[str, Claim] = {
    "No rule has a mistake that the quick check finds.": mistakes,
    "No two rules of one cause or level are met by exactly the same people.": alike,
    "Every option of the safety pages moves somebody, or is declared not to.": unheard,
    "One more box on a safety page that everybody is asked takes no sign away.": (
        lowered_by_warnings
    ),
    "Of the other answers exactly those that are declared take a sign away.": lowered_by_others,
    "At same_day and emergency no cause and no tip is told.": shown_when_urgent,
    "More of an answer that counts for a cause never lowers its points.": backwards,
}
CLASSES, SECONDS = 1_000_000, 20.0


class ProofOutcome(StrEnum):
    """Whether a claim holds."""

    PROVED = "proved"
    FAILS = "fails"
    NOT_PROVED = "not proved"


@dataclass(frozen=True, slots=True)
class ProofResult:
    """A claim, what became of it, what speaks against it, and what was walked for it."""

    claim: str
    outcome: ProofOutcome
    faults: tuple[str, ...]
    walked: int
    seconds: float


def verdicts(
    content: Content, classes: int = CLASSES, seconds: float = SECONDS
) -> Iterator[ProofResult]:
    """Every claim in turn, each with so many classes and seconds."""
    for text, claim in CLAIMS.items():
        yield verdict_on(text, claim, content, Budget(classes, seconds))


def verdict_on(text: str, claim: Claim, content: Content, budget: Budget) -> ProofResult:
    """What becomes of one claim. Faults found before the budget ran out still count."""
    faults: list[str] = []
    try:
        faults.extend(claim(content, budget))
        outcome = ProofOutcome.FAILS if faults else ProofOutcome.PROVED
    except (Spent, NotDeclared) as reason:
        outcome = ProofOutcome.NOT_PROVED
        faults.append(f"{reason}".rstrip(".") + ".")
    return ProofResult(text, outcome, tuple(faults), budget.walked, thread_time() - budget.started)
