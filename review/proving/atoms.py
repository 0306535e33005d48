"""What a rule looks at, taken apart into tests of one question, or of distances compared.

A measure weighs several answers. READINGS declares for each measure the tests that it comes down
to: two sets of answers that pass the same of these tests are alike to the measure. The tests of
this room hold every declaration against the measure itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.conditions import COMPARISONS, Condition, Known, When
from rules.measures import MEASURES


@dataclass(frozen=True, slots=True)
class Atom:
    """One condition that looks at these questions alone."""

    questions: tuple[str, ...]
    condition: Condition
    given: tuple[tuple[str, object], ...] = ()
    """What a measure is told of the questions that it reads besides."""

    def met_by(self, known: Known) -> bool:
        """Whether what is known of its questions meets it."""
        subject = self.condition.subject
        if subject not in MEASURES:
            return self.condition.met_by(known)
        seen = {name: known[name] for name in self.questions if name in known}
        value = MEASURES[subject].of(seen | dict(self.given))
        return self.condition.compare(value, self.condition.against)


def _atom(subject: str, comparison: str, against: object, *questions: str, **given: object) -> Atom:
    condition = Condition(subject, comparison, against, COMPARISONS[comparison])
    return Atom(questions or (subject,), condition, tuple(given.items()))


def _ticked(question: str, *options: str) -> Atom:
    return _atom(question, "one_of", frozenset(options))


def _each(question: str, *options: str) -> tuple[Atom, ...]:
    return tuple(_ticked(question, option) for option in options)


LONGEST = ("longest_recent_km", "longest_prev30_km")
WEEK = ("km_last_7d", "km_typical_week")
RATIOS = {"spike_ratio": LONGEST, "week_ratio": WEEK}
_SPIKE = _atom("spike_ratio", "above", 1.1, *LONGEST)
_WEEK_OVER = _atom("week_ratio", "above", 1.1, *WEEK)
_WEEK_JUMP = _atom("week_ratio", "at_least", 1.3, *WEEK)
_ROSE = tuple(_atom("from_zero", "one_of", frozenset([True]), *pair) for pair in (LONGEST, WEEK))
_TOLD = ("more_distance", "more_speed", "more_hills", "back_after_break", "race_big")
READINGS: dict[str, tuple[Atom, ...]] = {
    "from_zero": _ROSE,
    "load_flat": (_ticked("training_changes", "none"), _SPIKE, _WEEK_OVER, *_ROSE),
    "load_jump": (_ticked("training_changes", *_TOLD), _SPIKE, _WEEK_JUMP, *_ROSE),
    "neck_may_refer": (
        _ticked("pain_other_times", "neck_move"),
        _ticked("pain_feel", "tingling"),
        _ticked("pain_location", "neck_shoulder_top"),
    ),
    "longest_exceeds_weeks": (
        _ticked("pain_duration", "lt_2w"),
        _atom(
            *("longest_exceeds_weeks", "one_of", frozenset([True])),
            *("longest_prev30_km", "km_typical_week"),
            pain_duration="lt_2w",
        ),
    ),
    "n_clench": _each("clench_habits", "jaw", "shrug", "fists", "breath_hold", "tension_headache"),
}


class NotDeclared(Exception):
    """A measure whose classes nobody has declared, so nothing can be proved of its rules."""


def atoms_of(condition: Condition) -> tuple[Atom, ...]:
    """The tests that one condition comes down to. Raises NotDeclared."""
    subject = condition.subject
    if subject in RATIOS:
        return (Atom(RATIOS[subject], condition),)
    if subject in READINGS:
        return READINGS[subject]
    if subject in MEASURES:
        where = f"review/proving/atoms.py, {subject}"
        raise NotDeclared(f"{where}: say in READINGS what this measure reads.")
    return (Atom((subject,), condition),)


def every_atom(whens: Iterable[When]) -> tuple[Atom, ...]:
    """The tests that these rules come down to, each once."""
    return tuple(dict.fromkeys(_atoms(whens)))


def _atoms(whens: Iterable[When]) -> Iterator[Atom]:
    for when in whens:
        for condition in when.all_of + when.any_of:
            yield from atoms_of(condition)
