"""What a trial counts as a fault, and as all or none; see torture/figures.py."""

import logging
import sys

import pytest

from delivery.logs import Line
from torture.figures import all_of, none_of
from torture.served import faults_in


def test_a_fault_is_found_in_what_the_app_writes():
    try:
        raise ValueError
    except ValueError:
        fault = sys.exc_info()
    told = logging.LogRecord("clinic.mail", logging.ERROR, "rounds.py", 1, "", (), fault)
    calm = logging.LogRecord("self-check", logging.INFO, "logs.py", 1, "", (), None)
    lines = [Line().format(one) for one in (told, calm)]

    assert faults_in("\n".join(lines)) == lines[:1]


@pytest.mark.parametrize(
    ("wrong", "what", "found", "is_met"),
    [
        (0, "lost", "0 of 9", True),
        (2, "lost", "2 of 9", False),
        (["a", "b", "c", "d"], "lost: a; b; c", "4 of 9", False),
    ],
)
def test_none_of_these(wrong, what, found, is_met):
    figure = none_of("1", "lost", wrong, "of 9")

    assert (what, found, is_met) == (figure.what, figure.found, figure.is_met)


@pytest.mark.parametrize(("good", "of", "is_met"), [(9, 9, True), (8, 9, False), (0, 0, False)])
def test_all_of_these(good, of, is_met):
    assert all_of("1", "kept", good, of).is_met is is_met
