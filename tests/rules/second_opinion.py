"""A second, deliberately naive reading of the same TOML, to hold the first one against.

It shares no code with `rules`: it is written anew from docs/physiotherapist/judgement.md.
"""

import tomllib
from fractions import Fraction
from functools import cache
from pathlib import Path

CONTENT = Path(__file__).parents[2] / "rules" / "content"
LEVELS = ["physio_first", "see_doctor", "same_day", "emergency"]
MODES = ["full", "gentle", "none"]


def read(name):
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


class SecondOpinion:
    """Judges by going through the files rule by rule."""

    def __init__(self):
        files = [(level, read(f"safety/{level}.toml")["sign"]) for level in LEVELS[:0:-1]]
        self.signs = [sign | {"level": level} for level, signs in files for sign in signs]
        causes = [(path.stem, read(f"causes/{path.name}")) for path in CONTENT.glob("causes/*")]
        self.causes = dict(sorted(causes, key=lambda named: named[1]["order"]))
        self.tips, self.checks = read("tips.toml"), read("cross_checks.toml")
        self.none_fit = read("next_steps.toml")["none_fit"]["tips"]

    def on(self, answers):
        """The outcome, but for the version."""
        answers = answers | {name: of(answers) for name, of in MEASURES.items()}
        signs = [sign for sign in self.signs if holds(sign, answers)]
        doctors = [s.get("tips", "gentle") for s in signs if s["level"] == "see_doctor"]
        mode = max(doctors, key=MODES.index, default="full")
        level = max((sign["level"] for sign in signs), key=LEVELS.index, default="physio_first")
        is_hidden = level in ("same_day", "emergency") or mode == "none"
        points = {name: self.points(cause, answers) for name, cause in self.causes.items()}
        checks = [c["id"] for c in self.checks["cross_check"] if holds(c, answers)]
        shown = [] if is_hidden else [name for name in points if points[name] >= 3]
        shown.sort(key=lambda name: points[name], reverse=True)
        return {
            "next_step": level,
            "run": self.run(level, signs),
            "signs": [sign["id"] for sign in signs],
            "status": "hidden" if is_hidden else status([points[name] for name in shown]),
            "confidence": "lowered" if checks else "normal",
            "causes": [self.cause(name, points[name], checks, answers) for name in shown],
            "points": None if is_hidden else points,
            "tips": [] if is_hidden else self.tips_for(shown, mode, answers),
            "cross_checks": checks,
            "notes": [note["id"] for note in self.checks["note"] if holds(note, answers)],
        }

    def run(self, level, signs):
        if level in ("same_day", "emergency") or any(s.get("run") == "stop" for s in signs):
            return "stop"
        return {"see_doctor": "easy_or_stop", "physio_first": "modify"}[level]

    def points(self, cause, answers):
        met = [one for one in cause["indicator"] if holds(one, answers)]
        total = sum(one["points"] for one in met if one["points"] < 0 or "group" not in one)
        for group, cap in cause.get("caps", {}).items():
            for_it = (o["points"] for o in met if o.get("group") == group and o["points"] > 0)
            total += min(cap, sum(for_it))
        return total

    def cause(self, name, points, checks, answers):
        keys = {"id": "id", "because": "text", "points": "points"}
        keys |= {"grade": "grade", "sources": "sources"}
        met = [one for one in self.causes[name]["indicator"] if holds(one, answers)]
        return {
            "id": name,
            "strength": "likely" if points >= 5 and not checks else "possible",
            "because": [{new: one[old] for old, new in keys.items()} for one in met],
        }

    def tips_for(self, shown, mode, answers):
        given = {tip for name in shown for tip in self.causes[name]["tips"]}
        given |= {rule["tip"] for rule in self.tips["tip_rule"] if holds(rule, answers)}
        given |= set() if shown else set(self.none_fit)
        return sorted(given & set(self.tips["gentle"]) if mode == "gentle" else given)


def status(points):
    """In one word, what the points of the shown causes come to, most first."""
    if not points:
        return "none_fit"
    if len(points) > 1 and points[0] - points[1] <= 1:
        return "mixed"
    return "likely" if points[0] >= 5 else "possible"


def holds(rule, answers):
    """Whether a rule's conditions hold."""
    any_of = rule.get("and_any", [])
    return all(is_met(one, answers) for one in rule.get("when", [])) and (
        not any_of or any(is_met(one, answers) for one in any_of)
    )


def is_met(condition, answers):
    """Whether one condition is met."""
    value = answers.get(condition.get("measure") or condition["question"])
    given = value if isinstance(value, list) else [value]
    if "one_of" in condition:
        return any(one in condition["one_of"] for one in given)
    if "none_of" in condition:
        return not any(one in condition["none_of"] for one in given)
    if value is None:
        return False
    bounds = {
        "at_least": lambda bound: value >= bound,
        "above": lambda bound: value > bound,
        "at_most": lambda bound: value <= bound,
        "below": lambda bound: value < bound,
    }
    return next(bounds[name](exact(condition[name])) for name in bounds if name in condition)


@cache
def exact(number):
    """A number as it is written, so that 1.3 is 13 tenths."""
    return Fraction(str(number))


def ticked(answers, question, options):
    return [one for one in options.split() if one in answers.get(question, [])]


def ratio(answers, now, before, too_close):
    new, old = answers.get(now), answers.get(before)
    if new is None or not old:
        return None
    new, old = exact(new), exact(old)
    return 1 if abs(new - old) < too_close else new / old


def spike_ratio(answers):
    return ratio(answers, "longest_recent_km", "longest_prev30_km", 1)


def week_ratio(answers):
    return ratio(answers, "km_last_7d", "km_typical_week", 3)


def from_zero(answers):
    week = answers.get("km_typical_week") == 0 and answers.get("km_last_7d", 0) > 0
    return week or (
        answers.get("longest_prev30_km") == 0 and answers.get("longest_recent_km", 0) > 0
    )


def load_flat(answers):
    ratios = [one for one in (spike_ratio(answers), week_ratio(answers)) if one is not None]
    is_level = all(one <= Fraction("1.1") for one in ratios)
    return answers.get("training_changes") == ["none"] and is_level and not from_zero(answers)


def load_jump(answers):
    told = "more_distance more_speed more_hills back_after_break race_big"
    spike, week = spike_ratio(answers), week_ratio(answers)
    return (
        bool(ticked(answers, "training_changes", told))
        or from_zero(answers)
        or (spike is not None and spike > Fraction("1.1"))
        or (week is not None and week >= Fraction("1.3"))
    )


def mechanical(answers):
    others = "press_turn desk_screen driving carry_lift neck_move"
    eases = ticked(answers, "pain_eases", "change_posture shake_arms")
    return bool(eases or ticked(answers, "pain_other_times", others))


def follows_effort(answers):
    effort = answers.get("pain_run_timing") in ("hard_only", "whole_run", "midway")
    return bool(ticked(answers, "pain_eases", "stop_running")) or (
        effort and not mechanical(answers)
    )


def effort_and_heart_risk(answers):
    risk = bool(ticked(answers, "health_background", "heart_risk"))
    timing = answers.get("pain_run_timing")
    is_hard = timing == "hard_only" and (answers.get("age_years", 0) >= 40 or risk)
    return is_hard or (timing == "whole_run" and risk)


def neck_may_refer(answers):
    tingles = ticked(answers, "pain_feel", "tingling")
    top = ticked(answers, "pain_location", "neck_shoulder_top")
    return bool(ticked(answers, "pain_other_times", "neck_move") or (tingles and top))


def rest_plus_hard_gt7(answers):
    return answers.get("rest_days", 0) + answers.get("hard_sessions", 0) > 7


def longest_exceeds_weeks(answers):
    longest, week = answers.get("longest_prev30_km"), answers.get("km_typical_week")
    if longest is None or week is None:
        return False
    return answers.get("pain_duration") == "lt_2w" and longest > 4 * week


def n_clench(answers):
    return len([habit for habit in answers.get("clench_habits", []) if habit != "none"])


def n_worry(answers):
    count = len(ticked(answers, "rf_general", "cancer_ever weight_loss night_pain constant_worse"))
    is_new_at_55 = answers.get("age_years", 0) >= 55 and answers.get("pain_duration") != "gt_12w"
    return count + is_new_at_55


MEASURES = {
    one.__name__: one
    for one in (
        *(spike_ratio, week_ratio, from_zero, load_flat, load_jump, mechanical, follows_effort),
        *(effort_and_heart_risk, neck_may_refer, rest_plus_hard_gt7, longest_exceeds_weeks),
        *(n_clench, n_worry),
    )
}
