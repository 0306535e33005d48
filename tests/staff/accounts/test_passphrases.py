"""Which passphrases are taken, and what is said about the others."""

import pytest

from staff.accounts.passphrases import problem_with
from tests.tables import every_row
from web.password_hashing import hashed, is_right, normal

NAMES = ["Robin Hale", "The physio next door"]


@every_row(
    "chosen",
    [
        "seven quiet herons",
        "ｓｅｖｅｎ quiet herons",
        "correct horse battery",
        "Mfk2-9wQx_Lp3",
        "das rote Fahrrad von Ida",
        "赤い自転車は速く走るよねえ本当",
        "ночной поезд до моря",
        "x" * 2 + "k7!" * 2 + " four herons",
        "runner knows seven lakes",
        "blue car dog house",
        "wolke sieben regen",
        "a" + " b9 c8 d7 e6 f5 g4 ~" * 6,
    ],
)
def test_a_good_one_is_taken(chosen):
    assert problem_with(chosen, NAMES) == ""


@every_row(
    ("chosen", "said"),
    [
        ("", "12 characters or more"),
        ("abc def ghi", "12 characters or more"),
        ("ｓｅｖｅｎ herons", "first that others would try"),
        ("seven quiet herons " * 7, "128 characters or fewer"),
        ("aaaaaaaaaaaa", "repeats itself"),
        ("abababababababab", "repeats itself"),
        ("heronsheronsherons", "repeats itself"),
        ("HeronsheronsHer", "repeats itself"),
        ("111122223333", "first that others would try"),
        ("123456789012", "first that others would try"),
        ("qwertyuiop123", "first that others would try"),
        ("abcdefghijkl", "follows the keys"),
        ("poiuytrewq098", "first that others would try"),
        ("1qaz2wsx3edc", "first that others would try"),
        ("zaq12wsxcde3", "first that others would try"),
        ("qwerty-asdfgh-zxcvbn", "first that others would try"),
        ("Robin Hale 2026", "mostly your name"),
        ("thephysionextdoor", "mostly your name"),
        ("robin.hale.physio!", "mostly your name"),
        ("password1234", "first that others would try"),
        ("P@ssw0rd1234", "first that others would try"),
        ("Welcome2026!!", "first that others would try"),
        ("frontdesk2026", "mostly your name"),
        ("!!!!!! ~~~~~~", "8 letters or digits or more"),
        ("letmein-letmein1", "first that others would try"),
        ("iloveyou 143 !", "first that others would try"),
        ("administrator", "first that others would try"),
        ("trustno1trustno", "first that others would try"),
        ("changeme-please", "first that others would try"),
        ("unbelievable", "first that others would try"),
        ("2580 2580 1379", "repeats itself"),
    ],
)
def test_what_others_would_guess_is_refused(chosen, said):
    assert said in problem_with(chosen, NAMES)


def test_twelve_and_128_characters_are_enough_and_not_too_many():
    sentence = "Seven quiet herons stood beside the grey lake while 14 small boats went out. "
    long = (sentence + sentence.swapcase())[:128]

    assert problem_with("grey lake 14"[:12]) == ""
    assert "12 characters" in problem_with("grey lake 14"[:11])
    assert problem_with(long) == ""
    assert "128 characters" in problem_with(long + "x")


@pytest.fixture
def quick(app):
    """Hashing that is no work."""
    with app.app_context():
        yield


@pytest.mark.usefixtures("quick")
def test_what_is_kept_tells_nothing_and_knows_the_right_one():
    kept = hashed("sevén quiet herons")

    assert kept.startswith("scrypt:")
    assert "herons" not in kept
    assert kept != hashed("sevén quiet herons"), "the same passphrase twice looks different"
    assert is_right("sevén quiet herons", kept)
    assert is_right("seve\u0301n quiet herons", kept), "composed by another keyboard"
    assert not is_right("seven quiet herons", kept)
    assert not is_right("", kept)


@pytest.mark.usefixtures("quick")
def test_nobody_s_passphrase_is_never_right():
    assert not is_right("", "")
    assert not is_right("nobody has this", "")


def test_the_same_signs_in_another_form_are_the_same():
    assert normal("e\u0301") == normal("\u00e9")
