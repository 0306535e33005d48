"""What is proved of a rulebook, by walking classes of answers and never by sampling.

A claim that would take more than its budget is not proved; neither is one that rests on a
measure whose classes nobody has declared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from time import thread_time

from review.proving.atoms import NotDeclared
from review.proving.claims import CLAIMS, Claim, Content
from review.proving.walk import Budget, Spent

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
    outcome = ProofOutcome.PROVED
    try:
        faults.extend(claim(content, budget))
    except (Spent, NotDeclared) as reason:
        outcome = ProofOutcome.NOT_PROVED
        faults.append(f"{reason}".rstrip(".") + ".")
    else:
        outcome = ProofOutcome.FAILS if faults else ProofOutcome.PROVED
    return ProofResult(text, outcome, tuple(faults), budget.walked, thread_time() - budget.started)
