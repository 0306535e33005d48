"""What each measure tells apart, as tests of one question each.

Two people whose answers pass the same of these tests are alike to the measure; of a question that
it reads and that has no test here, each answer counts. tests/review/test_classes.py holds every
row against the measure itself.
"""

from rules.conditions import COMPARISONS, Condition
from rules.measures import FOLLOW_UPS, HEAVY_WITH_EFFORT, SCREENS, WITH_EFFORT

Tests = tuple[Condition, ...]


def _test(question: str, comparison: str, against: object) -> Condition:
    return Condition(question, comparison, against, COMPARISONS[comparison])


def _ticked(question: str, *options: str) -> Condition:
    return _test(question, "one_of", frozenset(options))


def _each(question: str, *options: str) -> Tests:
    return tuple(_ticked(question, option) for option in options)


def _from(age: int) -> Condition:
    return _test("age_years", "at_least", age)


def _gate(group: str) -> Tests:
    """A group of rare risks, and whether somebody is not sure which of it."""
    return _ticked("health_background", group), _ticked(FOLLOW_UPS[group], "not_sure")


_TOLD = ("more_distance", "more_speed", "more_hills", "back_after_break", "race_big")
_STOPPING = _ticked("pain_eases", "stop_running")
_SAME = _ticked("same_pain", "same")
_MOVES = (_ticked("pain_other_times", "press_turn", "neck_move"), _SAME)
_WITH_EFFORT = _ticked("pain_run_timing", *WITH_EFFORT)
_NOT_RUNNING = _ticked("pain_run_timing", "not_with_running")
_UNRELENTING = _each("rf_general", "night_awake", "always_there", "getting_worse", "no_position")
_HEART_RISK = (
    *_gate("heart_risks"),
    _ticked("risk_which", "blood_pressure", "cholesterol", "diabetes", "smoke_now"),
    _ticked("risk_which", "smoke_past"),
    _from(40),
)
_AORTA = (*_gate("heart_vessel"), _ticked("heart_which", "aorta_me", "aorta_family"))
_BIRTH = (*_gate("pregnancy"), _ticked("preg_which", "pregnant", "birth_12w"))
_CLOT = (
    *_gate("clot_risks"),
    _ticked("clot_which", "clot_me", "leg_cast_12w", "long_trip_4w"),
    _ticked("infection_which", "surgery_3m"),
    _ticked("cancer_which", "cancer_now"),
    *_BIRTH,
)
_CANCER = (*_gate("cancer_any"), _ticked("cancer_which", "cancer_now", "cancer_past"))
_WEAK_BONE = (*_gate("bone_medicine"), _ticked("bone_which", "weak_bones", "steroid_3m"))
READINGS: dict[str, Tests] = {
    "spike_ratio": (),
    "week_ratio": (),
    "from_zero": (),
    "load_flat": (_ticked("training_changes", "none"),),
    "load_jump": (_ticked("training_changes", *_TOLD),),
    "moves_it": _MOVES,
    "press_brings_it": (_ticked("pain_other_times", "press_turn"), _SAME),
    "with_effort": (_WITH_EFFORT,),
    "stops_with_effort": (_WITH_EFFORT, _STOPPING, *_MOVES),
    "heavy_with_effort": (
        *(_ticked("pain_run_timing", *HEAVY_WITH_EFFORT), _NOT_RUNNING, _STOPPING),
        *_MOVES,
    ),
    "at_rest": (
        *(_NOT_RUNNING, _ticked("pain_eases", "nothing")),
        _ticked("pain_other_times", "rest_night"),
    ),
    "heart_risk": _HEART_RISK,
    "age40_or_risk": _HEART_RISK,
    "age55_or_risk": (*_HEART_RISK, _from(55)),
    "heart_or_aorta": (*_AORTA, _ticked("heart_which", "heart_disease")),
    "aorta": _AORTA,
    "aorta_or_birth": (*_AORTA, *_BIRTH),
    "clot_risk_strong": _CLOT,
    "clot_risk_any": (*_CLOT, _ticked("clot_which", "clot_family", "hormones")),
    "infection_risk": (
        *_gate("infection_risks"),
        _ticked("infection_which", "none"),
        _ticked("risk_which", "diabetes"),
    ),
    "cancer_real": _CANCER,
    "weak_bone": _WEAK_BONE,
    "knock_risk": (
        *(*_WEAK_BONE, _ticked("bone_which", "blood_thinner")),
        *(_ticked("knock_more", "none"), _from(65)),
    ),
    "pregnancy_any": (*_BIRTH, _ticked("preg_which", "maybe_pregnant")),
    "low_energy_sign": (
        *_gate("low_fuel"),
        _ticked("energy_which", "stress_fracture_2y", "periods_stopped"),
    ),
    "unrelenting": _UNRELENTING,
    "worry_count": (*_UNRELENTING, _ticked("rf_general", "weight_loss"), *_CANCER, _from(55)),
    "stiff_needs_look": (
        *(_ticked("rf_other", "stiff_mornings"), _ticked("pain_duration", "gt_12w")),
        _from(50),
    ),
    "holds_unwise": (
        *(_ticked(screen, "none") for screen in SCREENS),
        _test("pain_worst", "above", 5),
    ),
    "now_above_worst": (),
    "average_above_worst": (),
    "neck_may_refer": (
        *(_ticked("pain_other_times", "neck_move"), _ticked("pain_feel", "tingling")),
        _ticked("pain_location", "neck_shoulder_top"),
    ),
    "longest_exceeds_weeks": (_ticked("pain_duration", "lt_2w"),),
    "n_clench": _each("clench_habits", "jaw", "shrug", "fists", "breath_hold", "tension_headache"),
}
