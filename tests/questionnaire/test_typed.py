import pytest

from questionnaire.typed import Typed, read_number


@pytest.mark.parametrize(
    ("text", "value", "word"),
    [
        ("7", 7, ""),
        (" 7 ", 7, ""),
        ("7.0", 7, ""),
        ("007", 7, ""),
        ("0", 0, ""),
        ("12.5", 12.5, ""),
        ("12,5", 12.5, ""),
        (",5", 0.5, ""),
        (".5", 0.5, ""),
        ("5.", 5, ""),
        ("12.5 km", 12.5, "km"),
        ("12.5km", 12.5, "km"),
        ("12,5 KM.", 12.5, "km"),
        ("8 miles", 8, "miles"),
        ("1 Mile", 1, "mile"),
        ("8 mi", 8, "mi"),
        ("8 kilomètres", 8, "kilomètres"),
        ("8 hours a day", 8, "hours"),
        ("30 seconds", 30, "seconds"),
        ("999999", 999999, ""),
        ("٧", 7, ""),
    ],
)
def test_a_number_as_people_type_it(text, value, word):
    assert Typed(value, word) == read_number(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", ",", "km", "seven", "-5", "−5", "+5", "1.2.3", "1,2,3", "1 2", "5-7"),
        *("1e3", "1e999", "inf", "nan", "0x10", "1_000", "½", "²", "7\x00", "\x00", "7🏃", "🏃"),
        *("1" * 7, "1" * 400, "1." + "1" * 400, "7 " + "k" * 39, "<b>7</b>", "7;8", "7 8 km"),
        *("5\u202e7", "\ud800"),
    ],
)
def test_what_is_no_number(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *(("8", None), ("8 k", "km"), ("8 km", "km"), ("8 kms", "km"), ("8 kilometers", "km")),
        *(("8 kilometres", "km"), ("8 kilomètres", "km"), ("8 mi", "mi"), ("8 mile", "mi")),
        *(("8 miles", "mi"), ("8 metres", None), ("8 laps", None)),
    ],
)
def test_the_unit_that_a_word_names(text, unit):
    assert unit == read_number(text).unit
