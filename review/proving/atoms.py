"""What a rule looks at, taken apart into tests of one question, or of distances compared.

A measure weighs several answers. READINGS declares for each measure the tests that it comes down
to: two sets of answers that pass the same of these tests are alike to the measure. The tests of
this room hold every declaration against the measure itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.conditions import COMPARISONS, Condition, Known, When
from rules.measures import FOLLOW_UPS, HEAVY_WITH_EFFORT, MEASURES, SCREENS, WITH_EFFORT


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


def _gate(group: str) -> tuple[Atom, Atom]:
    """Whether a group of rare risks was ticked, and whether which of it is not known."""
    which, unsure = FOLLOW_UPS[group], frozenset(["not_sure"])
    is_open = Condition(which, "open", unsure, _is_open)
    return _ticked("health_background", group), Atom((which,), is_open)


def _is_open(ticked: frozenset[str] | None, unsure: frozenset[str]) -> bool:
    return ticked is None or not unsure.isdisjoint(ticked)


LONGEST = ("longest_recent_km", "longest_prev30_km")
WEEK = ("km_last_7d", "km_typical_week")
RATIOS = {"spike_ratio": LONGEST, "week_ratio": WEEK}
_SPIKE = _atom("spike_ratio", "above", 1.1, *LONGEST)
_WEEK_OVER = _atom("week_ratio", "above", 1.1, *WEEK)
_WEEK_JUMP = _atom("week_ratio", "at_least", 1.3, *WEEK)
_SO = frozenset([True])
_ROSE = tuple(_atom("from_zero", "one_of", _SO, *pair) for pair in (LONGEST, WEEK))
_TOLD = ("more_distance", "more_speed", "more_hills", "back_after_break", "race_big")
_STOPPING = _ticked("pain_eases", "stop_running")
_SAME = _ticked("same_pain", "same")
_MOVES = (_ticked("pain_other_times", "press_turn", "neck_move"), _SAME)
_NOT_WITH_RUNNING = _ticked("pain_run_timing", "not_with_running")
_UNRELENTING = _each("rf_general", "night_awake", "always_there", "getting_worse", "no_position")
_HEART_RISK = (
    *_gate("heart_risks"),
    _ticked("risk_which", "blood_pressure", "cholesterol", "diabetes", "smoke_now"),
    _ticked("risk_which", "smoke_past"),
    _atom("age_years", "at_least", 40),
)
_AORTA = (*_gate("heart_vessel"), _ticked("heart_which", "aorta_me", "aorta_family"))
_BIRTH = (*_gate("pregnancy"), _ticked("preg_which", "pregnant", "birth_12w"))
_STRONG_CLOT_RISKS = ("clot_me", "leg_cast_12w", "long_trip_4w")
_OTHER_CLOT_RISKS = (
    *_gate("clot_risks"),
    _ticked("infection_which", "surgery_3m"),
    _ticked("cancer_which", "cancer_now"),
    *_BIRTH,
)
_CANCER = (*_gate("cancer_any"), _ticked("cancer_which", "cancer_now", "cancer_past"))
_WEAK_BONE = (*_gate("bone_medicine"), _ticked("bone_which", "weak_bones", "steroid_3m"))
READINGS: dict[str, tuple[Atom, ...]] = {
    "from_zero": _ROSE,
    "load_flat": (_ticked("training_changes", "none"), _SPIKE, _WEEK_OVER, *_ROSE),
    "load_jump": (_ticked("training_changes", *_TOLD), _SPIKE, _WEEK_JUMP, *_ROSE),
    "moves_it": _MOVES,
    "press_brings_it": (_ticked("pain_other_times", "press_turn"), _SAME),
    "with_effort": (_ticked("pain_run_timing", *WITH_EFFORT),),
    "stops_with_effort": (_ticked("pain_run_timing", *WITH_EFFORT), _STOPPING, *_MOVES),
    "heavy_with_effort": (
        _ticked("pain_run_timing", *HEAVY_WITH_EFFORT),
        _NOT_WITH_RUNNING,
        _STOPPING,
        *_MOVES,
    ),
    "at_rest": (
        _NOT_WITH_RUNNING,
        _ticked("pain_eases", "nothing"),
        _ticked("pain_other_times", "rest_night"),
    ),
    "heart_risk": _HEART_RISK,
    "age40_or_risk": _HEART_RISK,
    "age55_or_risk": (*_HEART_RISK, _atom("age_years", "at_least", 55)),
    "heart_or_aorta": (
        *_gate("heart_vessel"),
        _ticked("heart_which", "heart_disease", "aorta_me", "aorta_family"),
    ),
    "aorta": _AORTA,
    "aorta_or_birth": (*_AORTA, *_BIRTH),
    "clot_risk_strong": (_ticked("clot_which", *_STRONG_CLOT_RISKS), *_OTHER_CLOT_RISKS),
    "clot_risk_any": (
        _ticked("clot_which", *_STRONG_CLOT_RISKS, "clot_family", "hormones"),
        *_OTHER_CLOT_RISKS,
    ),
    "infection_risk": (
        *_gate("infection_risks"),
        _ticked(
            *("infection_which", "weak_immune", "injected_drugs", "bad_infection_3m"),
            *("surgery_3m", "line_dental_3m", "tb_contact", "not_sure"),
        ),
        _ticked("risk_which", "diabetes"),
    ),
    "cancer_real": _CANCER,
    "weak_bone": _WEAK_BONE,
    "knock_risk": (
        *_WEAK_BONE,
        _ticked("bone_which", "blood_thinner"),
        _ticked(
            *("knock_more", "early_menopause", "lost_height", "spine_break", "glandular_3m"),
            *("belly_after", "not_sure"),
        ),
        _atom("age_years", "at_least", 65),
    ),
    "pregnancy_any": (
        *_gate("pregnancy"),
        _ticked("preg_which", "pregnant", "maybe_pregnant", "birth_12w"),
    ),
    "low_energy_sign": (
        *_gate("low_fuel"),
        _ticked("energy_which", "stress_fracture_2y", "periods_stopped"),
    ),
    "unrelenting": _UNRELENTING,
    "worry_count": (
        *_UNRELENTING,
        _ticked("rf_general", "weight_loss"),
        *_CANCER,
        _atom("age_years", "at_least", 55),
    ),
    "stiff_needs_look": (
        _ticked("rf_other", "stiff_mornings"),
        _ticked("pain_duration", "gt_12w"),
        _atom("age_years", "at_least", 50),
    ),
    "holds_unwise": (
        _atom("pain_worst", "above", 5),
        *(_ticked(screen, "none") for screen in SCREENS),
    ),
    "now_above_worst": (_atom("now_above_worst", "one_of", _SO, "pain_now", "pain_worst"),),
    "average_above_worst": (
        _atom("average_above_worst", "one_of", _SO, "pain_average", "pain_worst"),
    ),
    "neck_may_refer": (
        _ticked("pain_other_times", "neck_move"),
        _ticked("pain_feel", "tingling"),
        _ticked("pain_location", "neck_shoulder_top"),
    ),
    "longest_exceeds_weeks": (
        _ticked("pain_duration", "lt_2w"),
        _atom(
            *("longest_exceeds_weeks", "one_of", _SO),
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
