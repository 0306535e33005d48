"""Which way every answer counts for a cause, by the least and the most that a change can add."""

from collections.abc import Iterator

from review.proving.classes import LATER, MORE
from review.proving.declared import Declared, Direction
from review.proving.points import CausePoints
from review.proving.walk import Budget

Span = tuple[int, int]


def against_direction(points: CausePoints, declared: Declared, budget: Budget) -> Iterator[str]:
    """Changes that go the declared way and take points from the cause all the same."""
    cause = points.cause.id
    known = {one.question: one for one in declared.directions if one.cause == cause}
    worst: dict[Direction, int] = {}
    for move, least, most in points.moves():
        budget.spend()
        way = known.get(move.question)
        if way and move.change in (MORE, LATER) and (move.is_above_zero or not way.above_zero):
            gained = least if way.counts in (MORE, LATER) else -most
            worst[way] = min(gained, worst.get(way, 0))
    for way, gained in worst.items():
        if gained < 0:
            yield (
                f"causes/{cause}.toml: '{way.counts}' of '{way.question}' can take {-gained} from "
                "its points, though declared.toml says that it counts for the cause."
            )


def both_ways(points: CausePoints, budget: Budget) -> Iterator[str]:
    """Options that count for a cause beside some answers, and against it beside others."""
    spans: dict[tuple[str, str], Span] = {}
    for move, least, most in points.moves():
        budget.spend()
        if move.change not in (MORE, LATER):
            key = (move.question, move.change)
            low, high = spans.get(key, (0, 0))
            spans[key] = (min(low, least), max(high, most))
    for (question, option), (least, most) in spans.items():
        if least < 0 < most:
            yield (
                f"causes/{points.cause.id}.toml: ticking '{option}' of '{question}' can add {most} "
                f"to its points, and can also take {-least}."
            )
