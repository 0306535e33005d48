"""What no single answer says, worked out from several.

Source of every number: docs/physiotherapist/judgement.md 1.

A measure is a plain function of the answers. It is None where it cannot be known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from rules.conditions import Known

Value = float | bool | None
WITH_EFFORT = ("first_10min", "midway", "late_long", "hard_only", "whole_run")
HEAVY_WITH_EFFORT = ("first_10min", "midway", "hard_only", "whole_run")
"""When heavy pain is taken to come with effort, though nothing is said of stopping (U03)."""
FOLLOW_UPS = {
    "heart_vessel": "heart_which",
    "heart_risks": "risk_which",
    "clot_risks": "clot_which",
    "pregnancy": "preg_which",
    "infection_risks": "infection_which",
    "cancer_any": "cancer_which",
    "bone_medicine": "bone_which",
    "low_fuel": "energy_which",
}
"""The questions that ask which, by the group of rare risks that was ticked."""
SCREENS = (
    "rf_now",
    "rf_nerves",
    "rf_heart_lungs",
    "rf_general",
    "rf_injury_bone",
    "rf_other",
    "health_background",
)
"""The safety pages that everybody is asked."""
MICRONS_PER_KM = 1_000_000_000
DISTANCES = ("km_last_7d", "km_typical_week", "longest_recent_km", "longest_prev30_km")


@dataclass(frozen=True, slots=True)
class Measure:
    """A named function of the answers, the questions that it reads, and what it gives."""

    name: str
    reads: tuple[str, ...]
    is_number: bool
    of: Callable[[Known], Value]


MEASURES: dict[str, Measure] = {}


def questions_behind(subject: str) -> tuple[str, ...]:
    """The questions behind a subject: itself, or those that a measure reads."""
    return MEASURES[subject].reads if subject in MEASURES else (subject,)


def _measure(
    *reads: str, number: bool = False
) -> Callable[[Callable[[Known], Value]], Callable[[Known], Value]]:
    """Register a function as the measure of its own name."""

    def register(of: Callable[[Known], Value]) -> Callable[[Known], Value]:
        MEASURES[of.__name__] = Measure(of.__name__, reads, number, of)
        return of

    return register


def _ticked(known: Known, question: str, *options: str) -> int:
    """How many of these options are ticked."""
    answer = known.get(question)
    return sum(map(answer.__contains__, options)) if answer else 0


def _is_open(known: Known, group: str) -> bool:
    """A group was ticked, and which of it is not known: that counts as the risk."""
    which = FOLLOW_UPS[group]
    is_unknown = known.get(which) is None or _ticked(known, which, "not_sure")
    return bool(_ticked(known, "health_background", group) and is_unknown)


def _age(known: Known) -> float:
    """In years; an unanswered age counts as 0."""
    age: float | None = known.get("age_years")
    return age or 0


def _ratio(known: Known, now: str, before: str, too_close_km: int) -> float | None:
    """One distance against an earlier one; 1.0 when they are too close to call it a change.

    Taken in whole thousandths of a millimetre, so that 14.3 against 11 is exactly 1.3 in miles
    as in kilometres.
    """
    if known.get(now) is None or known.get(before) is None:
        return None
    new, old = round(known[now] * MICRONS_PER_KM), round(known[before] * MICRONS_PER_KM)
    if old == 0:
        return None
    return 1.0 if abs(new - old) < too_close_km * MICRONS_PER_KM else new / old


@_measure("longest_recent_km", "longest_prev30_km", number=True)
def spike_ratio(known: Known) -> Value:
    """The longest run against the longest in the 30 days before it; under 1 km apart is 1.0."""
    return _ratio(known, "longest_recent_km", "longest_prev30_km", too_close_km=1)


@_measure("km_last_7d", "km_typical_week", number=True)
def week_ratio(known: Known) -> Value:
    """Last week's distance against a usual week's; under 3 km apart is 1.0."""
    return _ratio(known, "km_last_7d", "km_typical_week", too_close_km=3)


def _rose_from_zero(known: Known, now: str, before: str) -> bool:
    """Nothing before and something now."""
    return known.get(before) == 0 and (known.get(now) or 0) > 0


@_measure(*DISTANCES)
def from_zero(known: Known) -> Value:
    """Went from no running to running."""
    return _rose_from_zero(known, "km_last_7d", "km_typical_week") or _rose_from_zero(
        known, "longest_recent_km", "longest_prev30_km"
    )


@_measure("training_changes", *DISTANCES)
def load_flat(known: Known) -> Value:
    """Said that nothing changed, and no number says otherwise (over 10 % would)."""
    return (
        set(known.get("training_changes", ())) == {"none"}
        and (spike_ratio(known) or 0) <= 1.10
        and (week_ratio(known) or 0) <= 1.10
        and not from_zero(known)
    )


@_measure("training_changes", *DISTANCES)
def load_jump(known: Known) -> Value:
    """The load went up: by the numbers (a run over 10 %, a week of 30 % or more) or as told."""
    return bool(
        _ticked(
            known,
            "training_changes",
            "more_distance",
            "more_speed",
            "more_hills",
            "back_after_break",
            "race_big",
        )
        or (spike_ratio(known) or 0) > 1.10
        or (week_ratio(known) or 0) >= 1.30
        or from_zero(known)
    )


@_measure("pain_other_times", "same_pain")
def moves_it(known: Known) -> Value:
    """Pressing, turning or moving the neck brings on the very same pain."""
    moves = _ticked(known, "pain_other_times", "press_turn", "neck_move")
    return bool(moves and known.get("same_pain") == "same")


@_measure("pain_other_times", "same_pain")
def press_brings_it(known: Known) -> Value:
    """Pressing or turning brings on the very same pain."""
    presses = _ticked(known, "pain_other_times", "press_turn")
    return bool(presses and known.get("same_pain") == "same")


@_measure("pain_run_timing")
def with_effort(known: Known) -> Value:
    """It comes during a run."""
    return known.get("pain_run_timing") in WITH_EFFORT


@_measure("pain_run_timing", "pain_eases", "pain_other_times", "same_pain")
def stops_with_effort(known: Known) -> Value:
    """It comes during a run, goes on stopping, and no movement brings it on."""
    goes = with_effort(known) and _ticked(known, "pain_eases", "stop_running")
    return bool(goes and not moves_it(known))


@_measure("pain_run_timing", "pain_eases", "pain_other_times", "same_pain")
def heavy_with_effort(known: Known) -> Value:
    """It may come with effort: it eases on stopping, or comes on a run and no movement brings it.

    Never where it has nothing to do with running.
    """
    timing = known.get("pain_run_timing")
    if timing == "not_with_running":
        return False
    eases = _ticked(known, "pain_eases", "stop_running")
    return bool(eases or (timing in HEAVY_WITH_EFFORT and not moves_it(known)))


@_measure("pain_run_timing", "pain_eases", "pain_other_times")
def at_rest(known: Known) -> Value:
    """It has nothing to do with running, and nothing helps or it is there at rest."""
    stays = _ticked(known, "pain_eases", "nothing") or _ticked(
        known, "pain_other_times", "rest_night"
    )
    return bool(known.get("pain_run_timing") == "not_with_running" and stays)


@_measure("health_background", "risk_which", "age_years")
def heart_risk(known: Known) -> Value:
    """Blood pressure, cholesterol, diabetes or smoking; having smoked counts from 40."""
    risks = _ticked(known, "risk_which", "blood_pressure", "cholesterol", "diabetes", "smoke_now")
    smoked = _ticked(known, "risk_which", "smoke_past") and _age(known) >= 40
    return bool(risks or smoked or _is_open(known, "heart_risks"))


@_measure("health_background", "heart_which")
def heart_or_aorta(known: Known) -> Value:
    """A heart condition, or trouble of the aorta in the person or close family."""
    return bool(_ticked(known, "heart_which", "heart_disease") or aorta(known))


@_measure("health_background", "heart_which")
def aorta(known: Known) -> Value:
    """Trouble of the aorta or what holds it, in the person or close family."""
    told = _ticked(known, "heart_which", "aorta_me", "aorta_family")
    return bool(told or _is_open(known, "heart_vessel"))


@_measure("health_background", "heart_which", "preg_which")
def aorta_or_birth(known: Known) -> Value:
    """The same; or pregnant, or a birth in the last 12 weeks."""
    return bool(aorta(known) or _is_pregnant_or_after(known))


def _is_pregnant_or_after(known: Known) -> bool:
    told = _ticked(known, "preg_which", "pregnant", "birth_12w")
    return bool(told or _is_open(known, "pregnancy"))


@_measure("health_background", "clot_which", "infection_which", "cancer_which", "preg_which")
def clot_risk_strong(known: Known) -> Value:
    """A clot before, a cast, a long trip, an operation, cancer now, pregnancy or a birth."""
    return bool(
        _ticked(known, "clot_which", "clot_me", "leg_cast_12w", "long_trip_4w")
        or _is_open(known, "clot_risks")
        or _ticked(known, "infection_which", "surgery_3m")
        or _ticked(known, "cancer_which", "cancer_now")
        or _is_pregnant_or_after(known)
    )


@_measure("health_background", "clot_which", "infection_which", "cancer_which", "preg_which")
def clot_risk_any(known: Known) -> Value:
    """The same; or hormones, or a clot in the family."""
    weaker = _ticked(known, "clot_which", "clot_family", "hormones")
    return bool(weaker or clot_risk_strong(known))


@_measure("health_background", "infection_which", "risk_which")
def infection_risk(known: Known) -> Value:
    """Anything ticked that makes infection more likely; diabetes counts."""
    told = set(known.get("infection_which") or ()) - {"none"}
    is_open = _is_open(known, "infection_risks")
    return bool(told or is_open or _ticked(known, "risk_which", "diabetes"))


@_measure("health_background", "cancer_which")
def cancer_real(known: Known) -> Value:
    """Cancer, now or before; not a small skin cancer that was cut out."""
    told = _ticked(known, "cancer_which", "cancer_now", "cancer_past")
    return bool(told or _is_open(known, "cancer_any"))


@_measure("health_background", "bone_which")
def weak_bone(known: Known) -> Value:
    """Thin bones, or long-term steroid tablets."""
    told = _ticked(known, "bone_which", "weak_bones", "steroid_3m")
    return bool(told or _is_open(known, "bone_medicine"))


@_measure("health_background", "bone_which", "knock_more", "age_years")
def knock_risk(known: Known) -> Value:
    """What makes a small knock matter: weak bones, blood thinners, what else was told, or 65."""
    told = set(known.get("knock_more") or ()) - {"none"}
    thinner = _ticked(known, "bone_which", "blood_thinner")
    return bool(weak_bone(known) or thinner or told or _age(known) >= 65)


@_measure("health_background", "preg_which")
def pregnancy_any(known: Known) -> Value:
    """Pregnant, maybe pregnant, or a birth in the last 12 weeks."""
    maybe = _ticked(known, "preg_which", "maybe_pregnant")
    return bool(maybe or _is_pregnant_or_after(known))


@_measure("health_background", "energy_which")
def low_energy_sign(known: Known) -> Value:
    """A stress fracture in the last 2 years, or periods stopped for no known reason."""
    told = _ticked(known, "energy_which", "stress_fracture_2y", "periods_stopped")
    return bool(told or _is_open(known, "low_fuel"))


@_measure("rf_general", number=True)
def unrelenting(known: Known) -> Value:
    """How many of the four signs of pain that does not let up are ticked."""
    four = ("night_awake", "always_there", "getting_worse", "no_position")
    return _ticked(known, "rf_general", *four)


@_measure("rf_general", "health_background", "cancer_which", "age_years", number=True)
def worry_count(known: Known) -> Value:
    """Worrying general signs: pain that does not let up (2 for all four), cancer, weight, 55."""
    count = unrelenting(known) or 0
    return (
        (2 if count == 4 else 1 if count >= 2 else 0)
        + bool(cancer_real(known))
        + _ticked(known, "rf_general", "weight_loss")
        + (_age(known) >= 55)
    )


@_measure("health_background", "risk_which", "age_years")
def age40_or_risk(known: Known) -> Value:
    """From 40, or with a heart risk."""
    return _age(known) >= 40 or heart_risk(known)


@_measure("health_background", "risk_which", "age_years")
def age55_or_risk(known: Known) -> Value:
    """From 55, or with a heart risk."""
    return _age(known) >= 55 or heart_risk(known)


@_measure("rf_other", "pain_duration", "age_years")
def stiff_needs_look(known: Known) -> Value:
    """Stiff mornings, for more than 12 weeks or from 50."""
    lasts = known.get("pain_duration") == "gt_12w" or _age(known) >= 50
    return bool(_ticked(known, "rf_other", "stiff_mornings") and lasts)


@_measure("pain_worst", *SCREENS)
def holds_unwise(known: Known) -> Value:
    """Whether the hold tests should be left alone.

    So it is with pain above 5, with anything but "none" on a safety page (pregnancy is one of
    them), and where the background page was skipped.
    """
    strong = (known.get("pain_worst") or 0) > 5
    return strong or any(set(known.get(screen) or ()) != {"none"} for screen in SCREENS)


@_measure("pain_now", "pain_worst")
def now_above_worst(known: Known) -> Value:
    """Pain now is more than the worst pain."""
    return bool(known.get("pain_now", 0) > known.get("pain_worst", inf))


@_measure("pain_average", "pain_worst")
def average_above_worst(known: Known) -> Value:
    """Average pain is more than the worst pain."""
    return bool(known.get("pain_average", 0) > known.get("pain_worst", inf))


@_measure("pain_other_times", "pain_feel", "pain_location")
def neck_may_refer(known: Known) -> Value:
    """The neck moves it, or it tingles at the base of the neck (N1)."""
    return bool(
        _ticked(known, "pain_other_times", "neck_move")
        or (
            _ticked(known, "pain_feel", "tingling")
            and _ticked(known, "pain_location", "neck_shoulder_top")
        )
    )


@_measure("pain_duration", "longest_prev30_km", "km_typical_week")
def longest_exceeds_weeks(known: Known) -> Value:
    """For new pain: the longest run is more than four usual weeks hold."""
    longest, week = known.get("longest_prev30_km"), known.get("km_typical_week")
    if longest is None or week is None or known.get("pain_duration") != "lt_2w":
        return False
    return bool(round(longest * MICRONS_PER_KM) > 4 * round(week * MICRONS_PER_KM))


@_measure("clench_habits", number=True)
def n_clench(known: Known) -> Value:
    """How many tension habits are ticked."""
    return _ticked(
        known, "clench_habits", "jaw", "shrug", "fists", "breath_hold", "tension_headache"
    )
