"""How fast answers are judged, with every reason kept, against the same conditions bare."""

from collections.abc import Callable, Iterator
from typing import Any

from bench.closures import Bare, bare_judge
from bench.figures import Figure, ratio_in_turns, seconds
from bench.people import people
from questionnaire.loading import load_content
from rules import Rulebook, assess

PEOPLE = 300


def judging_figures() -> Iterator[Figure]:
    """`assess` against bare closures, over a few hundred people."""
    questionnaire, rulebook = load_content()
    everyone = people(questionnaire, PEOPLE)
    bare = bare_judge(rulebook, questionnaire)
    for person in everyone:
        if bare(person) != concluded(rulebook, person):
            raise AssertionError(f"The closures judge otherwise: {person}")

    def all_judged(judge: Callable[[dict[str, Any]], object]) -> Callable[[], None]:
        def judge_all() -> None:
            for person in everyone:
                judge(person)

        return judge_all

    with_trace = all_judged(lambda person: concluded(rulebook, person))
    ratio = ratio_in_turns(all_judged(bare), with_trace, rounds=15)
    yield Figure("assess with its trace: speed of bare closures", ratio, "x", at_least=0.3)
    yield Figure("  one assessment takes", seconds(with_trace) / PEOPLE * 1000, "ms")


def concluded(rulebook: Rulebook, answers: dict[str, Any]) -> Bare:
    """What `assess` comes to, in the closures' terms; the reasons are worked out on the way."""
    found = assess(rulebook, answers)
    return found.next_step, tuple([one.points for one in found.findings]), found.tips
