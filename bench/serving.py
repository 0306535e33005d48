"""What a whole self-check costs the server, against as many bare "hello" requests."""

from collections.abc import Iterator
from statistics import median

from bench.figures import Figure
from bench.served import Served, served
from bench.walker import Walker

ROUNDS, WALKS = 7, 3


def serving_figures() -> Iterator[Figure]:
    """Processor time of two servers of one kind, in turns; and their memory."""
    with served("app") as app, served("hello") as hello:
        count = len(Walker(app.port).walk().answers)
        greet(hello, count)
        ratios = [walks_cpu(app) / hellos_cpu(hello, count) for _ in range(ROUNDS)]
        one_walk = walks_cpu(app) / WALKS
        yield Figure(
            f"server CPU of a self-check, against {count} hellos", median(ratios), "x", at_most=3
        )
        yield Figure("  one self-check takes", one_walk * 1000, "ms")
        yield Figure("memory of the server after self-checks", app.memory_mb, "MB")
        yield Figure("  against hello's", app.memory_mb / hello.memory_mb, "x")


def walks_cpu(app: Served) -> float:
    """Processor time of some whole walks."""
    before = app.cpu
    for _ in range(WALKS):
        Walker(app.port).walk()
    return app.cpu - before


def hellos_cpu(hello: Served, count: int) -> float:
    """Processor time of as many bare requests."""
    before = hello.cpu
    for _ in range(WALKS):
        greet(hello, count)
    return hello.cpu - before


def greet(hello: Served, count: int) -> None:
    """Some bare requests over one connection."""
    walker = Walker(hello.port)
    for _ in range(count):
        walker.ask("/")
