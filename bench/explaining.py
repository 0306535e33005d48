"""How long it takes to say what would change a result, and which question would tell most."""

from collections.abc import Iterator
from statistics import mean, median
from time import process_time
from typing import Any

from bench.figures import Figure
from bench.people import people
from questionnaire.journey import Journey
from questionnaire.loading import load_content
from questionnaire.result import Result
from rules import Rulebook

DRAWN, ROUNDS = 800, 3


def explaining_figures() -> Iterator[Figure]:
    """Of people who are shown causes or tips; of the others nothing is said, at no cost."""
    questionnaire, rulebook = load_content()
    everyone = [
        Journey(questionnaire, person, with_extras=number % 2 == 0)
        for number, person in enumerate(people(questionnaire, DRAWN))
    ]
    shown = [one for one in everyone if not Result(rulebook, one).assessment.is_hidden]
    for journey in shown:  # what is worked out once for a rulebook is not any one person's time
        said(rulebook, journey)
    times = [median(milliseconds(rulebook, journey) for _ in range(ROUNDS)) for journey in shown]
    yield Figure("what would change a result, a person", mean(times), "ms", at_most=5)
    yield Figure("  the slowest person", max(times), "ms", at_most=5)
    yield Figure("  people with something to say of", len(shown), "")
    spoken = sum(any(said(rulebook, journey)) for journey in shown)
    yield Figure("  of them with something said", spoken, "")


def milliseconds(rulebook: Rulebook, journey: Journey) -> float:
    """Processor time from answers to all that is said, the judgement with it."""
    start = process_time()
    said(rulebook, journey)
    return (process_time() - start) * 1000


def said(rulebook: Rulebook, journey: Journey) -> tuple[Any, ...]:
    """The changes for shown causes, the one for the nearest other, the most telling question."""
    result = Result(rulebook, Journey(journey.questionnaire, journey.answers, journey.with_extras))
    return result.changes, result.nearest, result.most_telling
