"""What a change does to people who are already known: worked cases, and stored assessments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.comparing.outcome import changed, in_words, outcome_by
from review.comparing.versions import Version
from review.testing.cases import Case, run

FEWEST = 5
"""A smaller number of people is not told: somebody might be known by it."""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A worked case that comes out otherwise, and what it expects in vain."""

    case: Case
    says: Sequence[str]
    fails: Sequence[str]


@dataclass(frozen=True, slots=True)
class EffectCounts:
    """How many stored assessments there are, and how many would have come out differently."""

    compared: int
    different: int
    other_step: int
    """Of those, how many with another next step."""
    left_out: int
    """Answers that one of the versions does not understand."""


def case_changes(cases: Iterable[Case], old: Version, new: Version) -> Iterator[CaseChange]:
    """The cases that are told something else, or that fail now and did not before."""
    for case in cases:
        before, after = (outcome_by(version, case.answers) for version in (old, new))
        if before is None or after is None:
            yield CaseChange(case, ["One of the versions does not understand the answers."], [])
            continue
        failed = run(case, old.rulebook)
        fails = [words for words in run(case, new.rulebook) if words not in failed]
        if changed(before, after) or fails:
            yield CaseChange(case, in_words(before, after), fails)


def count(stored: Iterable[Mapping[str, object]], old: Version, new: Version) -> EffectCounts:
    """Compare answers that were stored; they are counted and nothing else."""
    compared = different = other_step = left_out = 0
    for answers in stored:
        before, after = (outcome_by(version, answers) for version in (old, new))
        if before is None or after is None:
            left_out += 1
            continue
        parts = changed(before, after)
        compared += 1
        different += bool(parts)
        other_step += "Next step" in parts
    return EffectCounts(compared, different, other_step, left_out)


def at_least_five(number: int) -> str:
    """A number of people, unless it is too small to be told."""
    return f"{number}" if number >= FEWEST else "fewer than five"
