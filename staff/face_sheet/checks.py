"""Answers that do not agree with each other: for the physiotherapist to ask about, and no finding.

Those that the patient was asked about as well are cross-checks (rules/content/cross_checks.toml).
"""

from collections.abc import Iterator

from records.answers.snapshot import options_in
from staff.face_sheet.answer_record import AnswerRecord
from staff.face_sheet.causes import first_sentence
from staff.face_sheet.screens import NO

GOES_WITH = (
    ("course", "worse", "rf_general", ("getting_worse",)),
    ("pain_eases", "nothing", "rf_general", ("no_position",)),
    ("pain_onset", "after_injury", "rf_injury_bone", ("small_knock", "big_accident")),
    ("medicines", "thinners", "health_background", ("bone_medicine",)),
    ("medicines", "thinners", "needle_screen", ("thinners_needle",)),
    ("medicines", "steroids", "health_background", ("bone_medicine",)),
    ("medicines", "hormones_pv", "health_background", ("clot_risks",)),
    ("preg_which", "pregnant", "needle_screen", ("maybe_pregnant_needle",)),
)
"""An option picked, and those of another question of which one is to be expected with it."""

SPEAKS_AGAINST = (
    ("course", "better", "rf_general", "getting_worse"),
    ("pain_other_times", "none", "rf_general", "always_there"),
    ("pain_other_times", "none", "rf_general", "night_awake"),
)
"""Two options that cannot both hold."""

NOT_ABOVE_WORST = ("pain_now", "pain_average")


def checks(told: AnswerRecord) -> Iterator[str]:
    """A line for each pair of answers that do not agree."""
    for check in told.record["cross_checks"]:
        yield f"The patient was told: “{first_sentence(check['say'])}” {check['id']}"
    yield from _missing(told)
    for question, option, other, opposite in SPEAKS_AGAINST:
        words, against = told.options(question).get(option), told.options(other).get(opposite)
        if words and against:
            yield f"{told.short(question)}: “{words}”, but “{against}”"
    for question in NOT_ABOVE_WORST:
        number, worst = told.number(question), told.number("pain_worst")
        if number is not None and worst is not None and number > worst:
            yield f"{told.short(question)} {number:g} is above worst pain {worst:g}"


def _missing(told: AnswerRecord) -> Iterator[str]:
    for question, option, other, expected in GOES_WITH:
        words, answered = told.options(question).get(option), options_in(told.answer(other))
        is_unsure = any((other, one) in told.unsure for one in answered)
        untold = " or ".join(told.noted(other, expected))
        if words and answered and untold and not is_unsure and not {*expected} & {*answered}:
            how = "denies" if {*NO} & {*answered} else "did not tick"
            yield f"{told.short(question)}: “{words}”, but {how} {untold}"
