"""What the worked cases reach, and what they leave out."""

import pytest

from review.testing.cases import Case, load_cases
from review.testing.coverage import coverage
from tests.factories import CASES, healthy_runner


def case(**changed):
    return Case("one", "One.", healthy_runner(**changed), {"status": "none_fit"})


@pytest.fixture
def covered(rulebook):
    """What these cases reach."""

    def cover(*cases):
        return coverage(rulebook, cases)

    return cover


def test_the_worked_cases_leave_nothing_out(questionnaire, rulebook):
    found = coverage(rulebook, load_cases(CASES, questionnaire, rulebook))
    assert (found.never_fired, found.never_out) == ((), ())
    assert found.idle == ("U13",)  # which is declared


def test_one_case_leaves_most_out(covered):
    found = covered(case())
    assert "E01" in found.never_fired
    assert not {"P11", "M01c", "O11", "T11"} & set(found.never_fired)
    assert {"overuse:likely", "manage_stress", "emergency", "mixed"} <= set(found.never_out)
    assert not {"overuse:hidden", "warm_up", "physio_first", "none_fit"} & set(found.never_out)


def test_a_sign_decides_where_no_other_asks_for_as_much(covered):
    both = case(age_years=55, rf_general=["cough_strain"])  # D19, and signs of age
    alone = case(rf_general=["cough_strain"])

    assert "D19" in covered(both).idle
    assert "D19" not in covered(both, alone).idle
