"""What the agreement page tells, and what nobody can work out from it."""

from staff.face_sheet.agreement import causes_agreed, signs_agreed
from tests.staff.face_sheet.told import content
from tests.tables import every_row


def on_overuse(times):
    causes = causes_agreed(content()[1], times)
    return next(one for one in causes if one.title.startswith("Doing more"))


@every_row(
    ("counted", "cases", "tenths"),
    [
        ({"fit": 4}, None, None),
        ({"fit": 2, "partly": 1, "other": 1}, None, None),
        ({"fit": 5}, "5 or more", (10, 0, 0)),
        ({"fit": 4, "other": 1}, "5 or more", (8, 0, 2)),
        ({"fit": 9}, "5 or more", (10, 0, 0)),
        ({"fit": 14, "partly": 4, "other": 1}, "10 or more", (7, 2, 1)),
        ({"fit": 1200}, "500 or more", (10, 0, 0)),
    ],
)
def test_nothing_is_told_under_five_cases_and_round_numbers_from_then_on(counted, cases, tenths):
    whole = on_overuse({"cause:overuse": counted}).whole

    assert (whole.cases, whole.tenths) == (cases, tenths) if cases else whole is None


def test_a_rule_is_told_by_itself_once_it_has_five_cases():
    times = {"cause:overuse": {"fit": 6}, "O01b": {"fit": 5}, "O02b": {"fit": 1}}
    reasons = on_overuse(times).reasons

    assert [one.cases for one in reasons] == ["5 or more"]
    assert reasons[0].text.endswith("(O01b)")


def test_one_more_case_of_a_hidden_rule_changes_nothing_that_is_shown():
    """Nobody sees from one day to the next that a rare rule was met."""
    before = {"cause:overuse": {"fit": 16}, "O01b": {"fit": 3}}
    after = {"cause:overuse": {"fit": 17}, "O01b": {"fit": 4}}

    assert on_overuse(before) == on_overuse(after)


def test_a_rule_that_is_no_longer_in_the_content_is_left_out():
    found = causes_agreed(content()[1], {"cause:gone": {"fit": 9}, "Z99": {"fit": 9}})

    assert all(one.whole is None and not one.reasons for one in found)


def test_a_warning_is_told_by_how_often_it_proved_needed():
    times = {"sign:D06": {"needed": 3, "not needed": 3}, "sign:E01": {"needed": 4}}
    signs = signs_agreed(content()[1], times)

    assert [(one.cases, one.tenths) for one in signs] == [("5 or more", (5, 5))]
