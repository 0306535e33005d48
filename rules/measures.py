"""What no single answer says, worked out from several.

Source of every number: docs/physiotherapist/judgement.md 1.

A measure is a plain function of the answers. It is None where it cannot be known.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rules.conditions import Known

Value = float | bool | None
EFFORT = frozenset({"hard_only", "whole_run", "midway"})  # effort may bring this pain on
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
    answer = known.get(question, ())
    return sum(option in answer for option in options)


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


@_measure("pain_eases", "pain_other_times")
def mechanical(known: Known) -> Value:
    """Something the body does, other than effort, brings the pain on or eases it."""
    return bool(
        _ticked(known, "pain_eases", "change_posture", "shake_arms")
        or _ticked(
            known,
            "pain_other_times",
            "press_turn",
            "desk_screen",
            "driving",
            "carry_lift",
            "neck_move",
        )
    )


@_measure("pain_eases", "pain_run_timing", "pain_other_times")
def follows_effort(known: Known) -> Value:
    """Stopping eases it, or it comes with effort and nothing mechanical explains it (U03)."""
    return bool(
        _ticked(known, "pain_eases", "stop_running")
        or (known.get("pain_run_timing") in EFFORT and not mechanical(known))
    )


@_measure("pain_run_timing", "age_years", "health_background")
def effort_and_heart_risk(known: Known) -> Value:
    """Only when running hard, from age 40 or with heart risks; or all through, with them (D13)."""
    at_risk = bool(_ticked(known, "health_background", "heart_risk"))
    if known.get("pain_run_timing") == "hard_only":
        return at_risk or (known.get("age_years") or 0) >= 40
    return at_risk and known.get("pain_run_timing") == "whole_run"


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


@_measure("rest_days", "hard_sessions")
def rest_plus_hard_gt7(known: Known) -> Value:
    """Rest days and hard runs that do not fit in one week; not answered counts as 0."""
    rest, hard = known.get("rest_days"), known.get("hard_sessions")
    return bool((rest or 0) + (hard or 0) > 7)


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


@_measure("rf_general", "age_years", "pain_duration", number=True)
def n_worry(known: Known) -> Value:
    """Worrying general signs, and one more for new pain from age 55."""
    signs = _ticked(
        known, "rf_general", "cancer_ever", "weight_loss", "night_pain", "constant_worse"
    )
    is_from_55 = (known.get("age_years") or 0) >= 55
    return signs + 1 if is_from_55 and known.get("pain_duration") != "gt_12w" else signs
