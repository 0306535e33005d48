"""What a whole self-check sends over the wire to a browser that has kept nothing."""

from collections.abc import Iterable, Iterator

from bench.figures import KB, Figure
from bench.served import served
from bench.walker import Answer, Walker


def wire_figures() -> Iterator[Figure]:
    """Bytes with their headers, compressed as a browser asks for them."""
    with served("app") as app:
        answers = Walker(app.port).walk().answers
        longer = Walker(app.port).walk(extras="yes").answers
    start, *_ = answers
    style, script = (_one(answers, suffix) for suffix in (".css", ".js"))
    further = [one for one in answers[1:] if not one.path.startswith("/assets/")]
    largest = max(further, key=lambda one: one.received)
    first = start.received + style.received
    yield Figure("a whole self-check, received with headers", _received(answers), "kB", at_most=80)
    yield Figure("  in requests", len(answers), "")
    yield Figure("  redirects among it", _received(_redirects(answers)), "kB")
    yield Figure("  sent by the browser meanwhile", sum(a.sent for a in answers) / KB, "kB")
    yield Figure("  received with the six more questions", _received(longer), "kB")
    yield Figure("first page with its style sheet", first / KB, "kB", at_most=14)
    yield Figure("  with everything", (first + script.received) / KB, "kB", at_most=25)
    yield Figure(f"largest further page, {largest.path}", largest.received / KB, "kB", at_most=8)
    yield Figure("script", script.received / KB, "kB", at_most=5)


def _received(answers: Iterable[Answer]) -> float:
    return sum(one.received for one in answers) / KB


def _redirects(answers: list[Answer]) -> Iterator[Answer]:
    return (one for one in answers if one.status == 303)


def _one(answers: list[Answer], suffix: str) -> Answer:
    return next(one for one in answers if one.path.endswith(suffix))
