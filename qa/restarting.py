"""Stopped and started again in the middle of its work: everything is kept, and nobody is refused.

Nothing was released yet. From the first release on, this also starts from records of each version
before, and is then the drill of upgrading.
"""

from time import sleep

from qa.at_work import Acknowledged, AtWork
from qa.drill import Drill
from qa.killing import judge
from qa.site import Site

UP = (0.5, 3.0)  # seconds between a start and the next stop
LONGEST_END = 5.0  # seconds


def run(drill: Drill) -> None:
    """One server of two is stopped at a time (SIGTERM); now and then both at once."""
    first, second = Site(drill.folder), Site(drill.folder)
    people, random = AtWork(drill.seed, first.port, second.port), drill.random
    ends: list[tuple[int, float]] = []
    with first.open(), second.open():
        people.begin(first)
        drill.begin()
        while not drill.is_over:
            sleep(random.uniform(*UP))
            stopped = random.choice([[first], [second], [first, second]])
            ends += [site.stop() for site in stopped]
            for site in stopped:
                site.start()
        people.end()
        known = Acknowledged(people)
        drill.report.figure("servers stopped and started again", f"{len(ends):,}")
        codes = [f"exit code {code}" for code, _ in ends if code]
        drill.report.none("stops that did not end with 0", codes, len(ends))
        longest = max((took for _, took in ends), default=0)
        drill.report.at_most("longest stop, people at work", longest, LONGEST_END, " s")
        judge(drill.report, people, known, first)
        faults = [*first.faults, *second.faults]
    drill.report.none("faults in the log", faults)
