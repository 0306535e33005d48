"""A second, deliberately naive judge of one person's answers, to hold the app's against.

It imports nothing from the app and reads none of its rules: they stand once more in
second_opinion.txt, and its measures below, both written from the clinical brief.
"""

import operator
from fractions import Fraction
from pathlib import Path

LEVELS = ["physio_first", "see_doctor", "same_day", "emergency"]
MODES = ["full", "gentle", "none"]  # the strictest last
CAPS = {"posture_form": 4, "posture_desk": 2, "load_numbers": 5, "load_changes": 3}
CAPS |= {"tension_habits": 4, "strength_tests": 3}
TIPS = {
    "poor_posture": {"focus_form", "warm_up"},
    "muscle_imbalance": {"strength", "warm_up"},
    "overuse": {"gradual_load", "warm_up"},
    "tension_stress": {"manage_stress", "focus_form"},
}
GENTLE = {"focus_form", "gradual_load", "manage_stress"}
COMPARE = {"=": operator.eq, ">=": operator.ge, ">": operator.gt}
COMPARE |= {"<=": operator.le, "<": operator.lt}
UNRELENTING = "night_awake always_there getting_worse no_position"


def second_opinion(answers, also_asked=()):
    """The outcome, but for the version; each reason has its id, points, grade and sources.

    `also_asked`: what the way to the plan asked, whatever changed in training.
    """
    person = Person(only_asked(answers, also_asked))
    signs = [sign for sign in RULES["signs"] if person.meets(sign[-1])]
    level = max((sign[1] for sign in signs), key=LEVELS.index, default="physio_first")
    modes = [sign[2] for sign in signs if sign[1] == "see_doctor"]
    mode = max(modes, key=MODES.index, default="full")
    is_hidden = level in ("same_day", "emergency") or mode == "none"
    points = {cause: points_of(person, cause) for cause in TIPS}
    shown = [] if is_hidden else [cause for cause in TIPS if points[cause] >= 3]
    shown.sort(key=lambda cause: -points[cause])
    checks = ids(person, "cross-checks")
    return {
        "next_step": level,
        "run": run(level, signs),
        "signs": [sign[0] for sign in signs],
        "status": "hidden" if is_hidden else status([points[cause] for cause in shown]),
        "confidence": "lowered" if checks else "normal",
        "causes": [
            {
                "id": cause,
                "strength": fit(points[cause], [points[one] for one in shown], level, checks),
                "because": [reason(one) for one in met(person, cause)],
            }
            for cause in shown
        ],
        **({} if is_hidden else {"points": points}),
        "tips": [] if is_hidden else tips(person, shown, mode),
        "cross_checks": checks,
        "notes": ids(person, "notes"),
    }


def only_asked(answers, also_asked=()):
    """The answers to what is asked, dropped in the order of the content."""
    left = {question: answer for question, answer in answers.items() if answer not in (None, [])}
    for question, when in RULES["asked only then"]:
        if question not in also_asked and not Person(left).meets(when):
            left.pop(question, None)
    return left


def run(level, signs):
    if level in ("same_day", "emergency") or any("stop" in sign[:-1] for sign in signs):
        return "stop"
    return "easy_or_stop" if level == "see_doctor" else "modify"


def fit(own, points, level, checks):
    if level == "see_doctor" or (checks and points[0] - own > 1):
        return "may also play a part"
    if points[0] - own > 1:
        return "also fits"
    if status(points) == "mixed":
        return "may play a part, about equally"
    return "best fit" if own >= 5 and not checks else "may play a part"


def status(points):
    if not points:
        return "none_fit"
    if len(points) > 1 and points[0] - points[1] <= 1:
        return "mixed"
    return "likely" if points[0] >= 5 else "possible"


def met(person, cause):
    return [one for one in RULES["indicators"] if one[1] == cause and person.meets(one[-1])]


def points_of(person, cause):
    total, groups = 0, {}
    for _, _, points, group, *_ in met(person, cause):
        if group == "-" or int(points) < 0:
            total += int(points)
        else:
            groups[group] = groups.get(group, 0) + int(points)
    return total + sum(min(CAPS[group], points) for group, points in groups.items())


def reason(indicator):
    id_, _, points, _, grade, sources, _ = indicator
    return {"id": id_, "points": int(points), "grade": grade, "sources": sources.split(",")}


def tips(person, shown, mode):
    given = {tip for cause in shown for tip in TIPS[cause]}
    given |= {tip for _, tip, when in RULES["tip rules"] if person.meets(when)}
    given |= set() if shown else {"warm_up"}
    return sorted(given & GENTLE if mode == "gentle" else given)


def ids(person, section):
    return [id_ for id_, when in RULES[section] if person.meets(when)]


def km(distance):
    """A distance as exact as it counts: to six decimals."""
    return Fraction(str(round(distance, 6)))


class Person:
    """What is known of somebody: the answers that count, and each measure by its name."""

    def __init__(self, answers):
        self.answers = answers

    def meets(self, when):
        """Whether "a and b and either c or d" holds, as `parsed`."""
        every, some = when
        return all(map(self.is_so, every)) and (not some or any(map(self.is_so, some)))

    def is_so(self, condition):
        if condition[0] == "not":
            return not self.is_so(condition[1:])
        name, *rest = condition
        if name.endswith(":"):
            return self.has(name[:-1], rest)
        if not rest:
            return getattr(self, name)()
        value = getattr(self, name)() if hasattr(self, name) else self.answers.get(name)
        return value is not None and COMPARE[rest[0]](value, Fraction(rest[1]))

    def has(self, question, options):
        """Whether one of these was ticked or chosen."""
        answer = self.answers.get(question, ())
        given = {answer} if isinstance(answer, str) else {*answer}
        return not given.isdisjoint(options.split() if isinstance(options, str) else options)

    def age(self):
        return self.answers.get("age_years", 0)

    def is_open(self, gate, follow_up):
        """A gate is open while its follow-up is unanswered or not sure."""
        unanswered = follow_up not in self.answers
        return self.has("health_background", gate) and (
            unanswered or self.has(follow_up, "not_sure")
        )

    def ratio(self, now, before, too_close):
        if not (self.answers.get(before) and now in self.answers):
            return None
        new, old = km(self.answers[now]), km(self.answers[before])
        return Fraction(1) if abs(new - old) < too_close else new / old

    def spike_ratio(self):
        return self.ratio("longest_recent_km", "longest_prev30_km", 1)

    def week_ratio(self):
        return self.ratio("km_last_7d", "km_typical_week", 3)

    def from_zero(self):
        given = self.answers.get
        return (given("km_typical_week") == 0 and given("km_last_7d", 0) > 0) or (
            given("longest_prev30_km") == 0 and given("longest_recent_km", 0) > 0
        )

    def load_flat(self):
        ratios = [self.spike_ratio() or 0, self.week_ratio() or 0]
        is_flat = max(ratios) <= Fraction("1.1") and not self.from_zero()
        return self.answers.get("training_changes") == ["none"] and is_flat

    def load_jump(self):
        told = "more_distance more_speed more_hills back_after_break race_big"
        is_longer = (self.spike_ratio() or 0) > Fraction("1.1")
        is_more = (self.week_ratio() or 0) >= Fraction("1.3")
        return is_longer or is_more or self.from_zero() or self.has("training_changes", told)

    def longest_exceeds_weeks(self):
        longest, week = map(self.answers.get, ("longest_prev30_km", "km_typical_week"))
        if longest is None or week is None:
            return False
        return self.has("pain_duration", "lt_2w") and km(longest) > 4 * km(week)

    def n_clench(self):
        return len(set(self.answers.get("clench_habits", ())) - {"none"})

    def moves_it(self):
        is_moved = self.has("pain_other_times", "press_turn neck_move")
        return is_moved and self.has("same_pain", "same")

    def press_brings_it(self):
        return self.has("pain_other_times", "press_turn") and self.has("same_pain", "same")

    def with_effort(self):
        return self.has("pain_run_timing", "first_10min midway late_long hard_only whole_run")

    def stops_with_effort(self):
        eases = self.has("pain_eases", "stop_running")
        return self.with_effort() and eases and not self.moves_it()

    def heavy_with_effort(self):
        if self.has("pain_run_timing", "not_with_running"):
            return False
        early = self.has("pain_run_timing", "first_10min midway hard_only whole_run")
        return self.has("pain_eases", "stop_running") or (early and not self.moves_it())

    def at_rest(self):
        apart = self.has("pain_run_timing", "not_with_running")
        rests = self.has("pain_eases", "nothing") or self.has("pain_other_times", "rest_night")
        return apart and rests

    def heart_risk(self):
        told = self.has("risk_which", "blood_pressure cholesterol diabetes smoke_now")
        smoked = self.has("risk_which", "smoke_past") and self.age() >= 40
        return told or smoked or self.is_open("heart_risks", "risk_which")

    def heart_or_aorta(self):
        return self.aorta() or self.has("heart_which", "heart_disease")

    def aorta(self):
        told = self.has("heart_which", "aorta_me aorta_family")
        return told or self.is_open("heart_vessel", "heart_which")

    def carries(self):
        """Pregnant or within 12 weeks of a birth, or so it may be; no measure of the brief."""
        told = self.has("preg_which", "pregnant birth_12w")
        return told or self.is_open("pregnancy", "preg_which")

    def aorta_or_birth(self):
        return self.aorta() or self.carries()

    def clot_risk_strong(self):
        return (
            self.has("clot_which", "clot_me leg_cast_12w long_trip_4w")
            or self.is_open("clot_risks", "clot_which")
            or self.has("infection_which", "surgery_3m")
            or self.has("cancer_which", "cancer_now")
            or self.carries()
        )

    def clot_risk_any(self):
        return self.clot_risk_strong() or self.has("clot_which", "clot_family hormones")

    def infection_risk(self):
        told = set(self.answers.get("infection_which", ())) - {"none"}
        is_open = self.is_open("infection_risks", "infection_which")
        return bool(told) or is_open or self.has("risk_which", "diabetes")

    def cancer_real(self):
        told = self.has("cancer_which", "cancer_now cancer_past")
        return told or self.is_open("cancer_any", "cancer_which")

    def weak_bone(self):
        told = self.has("bone_which", "weak_bones steroid_3m")
        return told or self.is_open("bone_medicine", "bone_which")

    def knock_risk(self):
        more = set(self.answers.get("knock_more", ())) - {"none"}
        bleeds = self.has("bone_which", "blood_thinner")
        return self.weak_bone() or bleeds or bool(more) or self.age() >= 65

    def pregnancy_any(self):
        return self.carries() or self.has("preg_which", "maybe_pregnant")

    def low_energy_sign(self):
        told = self.has("energy_which", "stress_fracture_2y periods_stopped")
        return told or self.is_open("low_fuel", "energy_which")

    def unrelenting(self):
        return len(set(self.answers.get("rf_general", ())) & set(UNRELENTING.split()))

    def worry_count(self):
        worries = [self.cancer_real(), self.has("rf_general", "weight_loss"), self.age() >= 55]
        return [0, 0, 1, 1, 2][self.unrelenting()] + sum(worries)

    def age40_or_risk(self):
        return self.age() >= 40 or self.heart_risk()

    def age55_or_risk(self):
        return self.age() >= 55 or self.heart_risk()

    def neck_may_refer(self):
        tingles = self.has("pain_feel", "tingling")
        top = self.has("pain_location", "neck_shoulder_top")
        return self.has("pain_other_times", "neck_move") or (tingles and top)

    def stiff_needs_look(self):
        lasts = self.has("pain_duration", "gt_12w") or self.age() >= 50
        return self.has("rf_other", "stiff_mornings") and lasts


def read(path):
    """The sections of a table, each rule as its words and, last, when it holds."""
    sections = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            rules = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            words, _, when = line.partition(" if ")
            rules.append((*words.split(), parsed(when)))
    return sections


def parsed(when):
    """What must all hold, and of what one must, each condition as its words."""
    every, _, some = f" and {when}".replace(" and either ", " | ").partition(" | ")
    split = [part.split() for part in every.split(" and ") if part]
    return split, [part.split() for part in some.split(" or ") if part]


RULES = read(Path(__file__).with_suffix(".txt"))
