"""A number as people type and paste it is read as they mean it, or not at all."""

import unicodedata

from questionnaire.typed import read_number
from tests.staff.nasty import ALL
from tests.tables import every_row

HOURS, DAYS, NIGHTS, RUNS = "hours a day", "days a week", "hours a night", "runs a week"
PLAIN = {
    **{"7": 7, " 7 ": 7, "7.0": 7, "007": 7, "0": 0, "12.5": 12.5, "12,5": 12.5, ",5": 0.5},
    **{".5": 0.5, "5.": 5, "999999": 999999, "1.500": 1.5, "1,500": 1.5, "1,5": 1.5},
    # digits and separators of other scripts, and what comes pasted
    **{"٧": 7, "۷": 7, "७": 7, "７": 7, "１２．５": 12.5, "１２，５": 12.5, "٧٫٥": 7.5, "𝟕": 7},
    **{"\u00a07\u00a0": 7, "7\u202f": 7, "\ufeff7": 7, "\u200e7": 7, "7\t": 7, "7\u200b": 7},
    **{"\u202a7\u202c": 7, "7\x00": 7, "7\r\n": 7},
    # fractions
    **{"½": 0.5, "7½": 7.5, "7 ½": 7.5, "7\u00a0½": 7.5, "7 1/2": 7.5, "1/2": 0.5, "7 3/4": 7.75},
    **{"¼": 0.25, "7⅛": 7.125, "7 1⁄2": 7.5},
    # a guess is a number
    **{"ca. 5": 5, "ca 5": 5, "c. 5": 5, "about 5": 5, "~5": 5, "≈ 5": 5, "approx. 5": 5},
    **{"Around 5": 5, "roughly 7½": 7.5, "circa 5": 5},
}
IN_UNIT = [
    *(("2 min", "seconds", 120), ("2min", "seconds", 120), ("2 minutes", "seconds", 120)),
    *(("2m", "seconds", 120), ("1.5 min", "seconds", 90), ("2½ min.", "seconds", 150)),
    *(("90 s", "seconds", 90), ("90sec", "seconds", 90), ("90 Secs.", "seconds", 90)),
    *(("2 min 30", "seconds", 150), ("2 min 30 s", "seconds", 150), ("2m30s", "seconds", 150)),
    *(("2'30", "seconds", 150), ("2'30\"", "seconds", 150), ("2’30”", "seconds", 150)),
    *(("2′30″", "seconds", 150), ("2' 30''", "seconds", 150), ('45"', "seconds", 45)),
    *(("1:30", "seconds", 90), ("0:45", "seconds", 45), ("1 h", "seconds", 3600)),
    *(("1 min", "seconds", 60), ("ca. 1 min", "seconds", 60), ("٢ min", "seconds", 120)),
    *(("8 hours a day", HOURS, 8), ("8 h", HOURS, 8), ("8h/day", HOURS, 8), ("8 hrs.", HOURS, 8)),
    *(("8 a day", HOURS, 8), ("8 per day", HOURS, 8), ("8 each day", HOURS, 8)),
    *(("7h30", HOURS, 7.5), ("7 h 30 min", HOURS, 7.5), ("7 hours 30 minutes", HOURS, 7.5)),
    *(("7:30", NIGHTS, 7.5), ("450 min", NIGHTS, 7.5), ("30 min", HOURS, 0.5)),
    *(("8 hours a night", NIGHTS, 8), ("8h per night", NIGHTS, 8), ("7½ h", NIGHTS, 7.5)),
    *(("2 days", DAYS, 2), ("2 days a week", DAYS, 2), ("2 a week", DAYS, 2), ("2x", DAYS, 2)),
    *(("2x/week", DAYS, 2), ("2 times a week", DAYS, 2), ("1 day", DAYS, 1), ("2/wk", DAYS, 2)),
    *(("1 time per week", DAYS, 1), ("2 runs", RUNS, 2), ("1 run a week", RUNS, 1)),
    *(("34 years", "years", 34), ("34 yrs", "years", 34), ("34 years old", "years", 34)),
    *(("3 cups a day", "cups a day", 3), ("3", "cups a day", 3)),  # a unit that nobody foresaw
]
IN_ANOTHER = [
    *(("2 a month", DAYS), ("2 a day", DAYS), ("2 weeks", DAYS), ("2 hours", DAYS)),
    *(("8 hours a week", HOURS), ("8 days", HOURS), ("8 km", HOURS), ("8 a night", HOURS)),
    *(("18 months", "years"), ("2 km", "seconds"), ("2 laps", "seconds"), ("2 days", "seconds")),
    *(("5k", DAYS), ("7 8", HOURS), ("1:30", DAYS), ("2 min", DAYS), ("2'", "years")),
    *(("1:5", "seconds"), ("1:75", "seconds"), ("1:02:03", HOURS), ("30 s 2 min", "seconds")),
    *(
        ("2 min 2 min", "seconds"),
        ("1.5 min 30", "seconds"),
        ("7 30", HOURS),
        ("2 min 90", "seconds"),
    ),
    *(("2 or 3", DAYS), ("2 at most", DAYS), ("5 min/km", "seconds"), ("1\t2", DAYS)),
    *(("1\u00a02", DAYS), ("1\u20282", DAYS), ("7 hours sleeping", NIGHTS)),
]
NONE = [
    *("", " ", ".", ",", "km", "seven", "-5", "−5", "+5", "–5", "5+", "<5", ">5", "5?"),
    *("5-7", "10-12", "10–12", "10 - 12", "10/12", "5/6", "2/3", "1/0", "7²", "7①/", "½½"),
    *("1e999!", "inf!", "1_000", "1.000,5", "7🏃", "🏃", "<b>7</b>", "7;8", "=7", "(7)", "7%"),
    *("1" * 7, "1" * 400, "1." + "1" * 400, "7 " + "k" * 39, "\x00", "\u200b", "½½½"),
    *("8 8", "7 8 km", "1 000", "12\u00a0500"),
]
KM = {
    **{"8": (8, ""), "8 k": (8, "km"), "5k": (5, "km"), "10K": (10, "km"), "8 km": (8, "km")},
    **{"8 kms": (8, "km"), "8 kilometers": (8, "km"), "8 kilomètres": (8, "km")},
    **{"8 mi": (8, "mi"), "1 Mile": (1, "mi"), "8 miles": (8, "mi"), "12,5 KM.": (12.5, "km")},
    **{
        "12,5\u00a0km": (12.5, "km"),
        "7½ km": (7.5, "km"),
        "about 8 mi": (8, "mi"),
        "5㎞": (5, "km"),
    },
    **{"٧ km": (7, "km"), "123.456": (123.456, "")},
}
NO_DISTANCE = ["8 metres", "8 m", "8 laps", "5 km a day", "5 mi 3 km", "1:30", "5 min"]


@every_row("text", PLAIN)
def test_a_number_alone_is_in_the_unit_that_was_asked_for(text):
    for unit in (HOURS, DAYS, RUNS, NIGHTS, "seconds", "years"):
        assert read_number(text).in_unit(unit) == PLAIN[text]


@every_row(("text", "unit", "value"), IN_UNIT)
def test_words_behind_a_number_are_read(text, unit, value):
    assert read_number(text).in_unit(unit) == value


@every_row(("text", "unit"), IN_ANOTHER)
def test_words_that_do_not_fit_are_never_dropped(text, unit):
    read = read_number(text)

    assert read is None or read.in_unit(unit) is None


@every_row("text", NONE)
def test_what_is_no_number(text):
    assert read_number(text) is None


@every_row("text", KM)
def test_a_distance_and_its_unit(text):
    assert read_number(text).distance() == KM[text]


@every_row("text", NO_DISTANCE)
def test_what_is_no_distance(text):
    assert read_number(text).distance() is None


@every_row("gap", [chr(c) for c in range(0x11000) if chr(c).isspace()])
def test_a_gap_never_joins_two_numbers(gap):
    read = read_number(f"1{gap}2")

    assert read is None or read.in_unit(HOURS) is None


@every_row("script", [chr(c) for c in range(0x11000) if chr(c).isdecimal()][::10])
def test_the_digits_of_every_script(script):
    seven = chr(ord(script) + 7)

    assert unicodedata.decimal(script) == 0
    assert read_number(f"1{seven}").in_unit("seconds") == 17


@every_row("text", ALL)
def test_a_nasty_text_is_no_number(text):
    read = read_number(text)

    assert read is None or read.in_unit(HOURS) is None
