from rules.conditions import COMPARISONS, Condition, When
from tests.tables import every_row

TICKED = frozenset({"jaw", "fists"})
NOT_ANSWERED = None


def condition(subject, comparison, against):
    if isinstance(against, list):
        against = frozenset(against)
    return Condition(subject, comparison, against, COMPARISONS[comparison])


@every_row(
    ("value", "comparison", "against", "is_met"),
    [
        ("lt_2w", "one_of", ["lt_2w", "w2_6"], True),
        ("w6_12", "one_of", ["lt_2w", "w2_6"], False),
        (TICKED, "one_of", ["shrug", "jaw"], True),
        (TICKED, "one_of", ["shrug"], False),
        (0, "one_of", [0], True),
        (1, "one_of", [0], False),
        (True, "one_of", [True], True),
        (NOT_ANSWERED, "one_of", [0, "jaw"], False),
        ("w6_12", "none_of", ["lt_2w", "w2_6"], True),
        ("lt_2w", "none_of", ["lt_2w", "w2_6"], False),
        (TICKED, "none_of", ["shrug"], True),
        (TICKED, "none_of", ["jaw", "shrug"], False),
        (NOT_ANSWERED, "none_of", ["jaw"], True),
        (7.5, "at_least", 8, False),
        (8, "at_least", 8, True),
        (8.5, "at_least", 8, True),
        (NOT_ANSWERED, "at_least", 0, False),
        (1.1, "above", 1.1, False),
        (1.1001, "above", 1.1, True),
        (NOT_ANSWERED, "above", 0, False),
        (3, "at_most", 3, True),
        (3.5, "at_most", 3, False),
        (NOT_ANSWERED, "at_most", 99, False),
        (6, "below", 6, False),
        (5.5, "below", 6, True),
        (NOT_ANSWERED, "below", 99, False),
    ],
)
def test_one_condition(value, comparison, against, is_met):
    known = {} if value is NOT_ANSWERED else {"subject": value}

    assert is_met is condition("subject", comparison, against).met_by(known)


def test_every_comparison_is_in_the_table_above():
    assert set(COMPARISONS) == {"one_of", "none_of", "at_least", "above", "at_most", "below"}


YES, NO = condition("said", "one_of", ["yes"]), condition("said", "one_of", ["no"])


@every_row(
    ("all_of", "any_of", "is_met"),
    [
        ([YES], [], True),
        ([NO], [], False),
        ([YES, YES], [], True),
        ([YES, NO], [], False),
        ([NO, YES], [], False),
        ([], [NO, YES], True),
        ([], [NO, NO], False),
        ([YES], [NO, YES], True),
        ([YES], [NO, NO], False),
        ([NO], [YES], False),
    ],
)
def test_all_of_some_and_at_least_one_of_others(all_of, any_of, is_met):
    when = When(tuple(all_of), tuple(any_of))

    assert is_met is when.met_by({"said": "yes"})


def test_a_when_names_every_subject_it_looks_at():
    when = When((YES,), (condition("age_years", "at_least", 55),))

    assert when.subjects == {"said", "age_years"}
