"""What the worked cases reach, and what they leave out."""

import pytest

from review.testing.cases import Case, load_cases
from review.testing.coverage import coverage, witness
from tests.factories import CASES, healthy_runner


def case(**changed):
    return Case("one", "One.", healthy_runner(**changed), {"status": "none_fit"})


@pytest.fixture
def covered(questionnaire, rulebook):
    """What these cases reach."""

    def cover(*cases):
        return coverage(questionnaire, rulebook, cases)

    return cover


@pytest.fixture
def missing(covered):
    """The words for each side of a rule's numbers that these cases leave out."""

    def find(rule, *cases):
        return [side.in_words for side in covered(*cases).sides if side.rule == rule]

    return find


def test_the_worked_cases_leave_nothing_out(questionnaire, rulebook):
    found = coverage(questionnaire, rulebook, load_cases(CASES, questionnaire, rulebook))
    assert (found.never_fired, found.never_silent, found.sides) == ((), (), ())
    assert (found.never_out, found.numbers > 40) == ((), True)
    assert found.idle == ("U13",)  # which is declared


def test_one_case_leaves_most_out(covered):
    found = covered(case())
    assert len(found.rules) == 140
    assert "E01" in found.never_fired
    assert set(found.never_silent) == {"P11", "M01c", "O11", "T11"}
    assert {"overuse:likely", "manage_stress", "emergency", "mixed"} <= set(found.never_out)
    assert not {"overuse:hidden", "warm_up", "physio_first", "none_fit"} & set(found.never_out)


def test_a_sign_decides_where_no_other_asks_for_as_much(covered, rulebook):
    both = case(age_years=55, rf_general=["cough_strain"])  # D19, and signs of age
    alone = case(rf_general=["cough_strain"])

    assert "D19" in covered(both).idle
    assert "D19" not in covered(both, alone).idle
    assert witness(rulebook, [both, alone], "D19") == alone
    assert witness(rulebook, [both], "D19") == both
    assert witness(rulebook, [alone], "E01") is None


def test_a_rule_seen_both_ways_is_left_out_of_neither(covered):
    found = covered(case(), case(age_years=55))
    assert "D08" not in (*found.never_fired, *found.never_silent)


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ([40], ["just meets it", "only just does not meet it"]),
        ([53, 57], ["just meets it", "only just does not meet it"]),
        ([55], ["only just does not meet it"]),
        ([56], ["only just does not meet it"]),
        ([54], ["just meets it"]),
        ([54, 55], []),
    ],
)
def test_a_bound_wants_a_case_on_each_side_within_a_step(missing, ages, words):
    found = missing("D08", *(case(age_years=age) for age in ages))
    assert found == [f"D08, 'age_years at least 55': no case {side}." for side in words]


def test_a_ratio_has_small_steps(missing):
    double = case(longest_recent_km=24)
    over = case(longest_recent_km=24.5)
    far = case(longest_recent_km=30)
    assert missing("O01b", double, over) == []
    assert missing("O01b", double, far) == ["O01b, 'spike_ratio above 2': no case just meets it."]


def test_a_number_in_a_list_is_a_bound_too(missing):
    assert missing("M01a", case(strength_days=0), case(strength_days=1)) == []
    assert missing("M01a", case(strength_days=0), case(strength_days=2)) == [
        "M01a, 'strength_days one of 0': no case only just does not meet it."
    ]


def test_a_number_not_given_is_on_neither_side(missing):
    assert len(missing("M04a", case())) == 2
