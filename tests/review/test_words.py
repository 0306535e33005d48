"""Every rule as a plain sentence: what it says, and what it never says."""

import re

import pytest

from review.reading.phrases import load_phrases
from review.reading.words import Words
from rules import ContentError
from rules.conditions import COMPARISONS, Condition, When
from rules.measures import MEASURES

CODE = re.compile(
    r"\w_\w|\b(True|False|(?<!‘)None|frozenset|one_of|none_of|at_least|at_most)\b|[<>=\[\]{}]"
)


def rules_of(rulebook):
    indicators = (one for cause in rulebook.causes for one in cause.indicators)
    return [
        *rulebook.signs,
        *indicators,
        *rulebook.tip_rules,
        *rulebook.cross_checks,
        *rulebook.notes,
        *rulebook.checks,
    ]


@pytest.fixture(scope="module")
def words(questionnaire):
    return Words(questionnaire.questions, load_phrases())


def condition(subject, comparison, against):
    held = frozenset(against) if isinstance(against, list) else against
    return Condition(subject, comparison, held, COMPARISONS[comparison])


def test_every_rule_has_a_sentence_in_plain_words(words, rulebook):
    for rule in rules_of(rulebook):
        said = words.sentence(rule.when)

        assert re.fullmatch(r"When \S.*\S\.", said), rule.id
        assert not CODE.search(said), f"{rule.id}: {said}"
        assert "  " not in said
        assert ".." not in said


def test_rules_with_other_conditions_have_other_sentences(words, rulebook):
    conditions = {words.sentence(rule.when): rule.when for rule in rules_of(rulebook)}
    different = {(rule.when.all_of, rule.when.any_of) for rule in rules_of(rulebook)}

    assert len(different) == len(conditions)


@pytest.mark.parametrize(
    ("subject", "comparison", "against", "said"),
    [
        ("strength_days", "one_of", [0], "When ‘Strength days a week’ is 0."),
        ("strength_days", "one_of", [1, 0], "When ‘Strength days a week’ is 0 or 1."),
        (
            "strength_days",
            "none_of",
            [0],
            "When ‘Strength days a week’ is not 0 (or it was not answered).",
        ),
        ("desk_hours", "at_least", 8, "When ‘Hours sitting’ is at least 8 hours a day."),
        ("desk_hours", "above", 1, "When ‘Hours sitting’ is more than 1 hour a day."),
        ("desk_hours", "at_most", 2.5, "When ‘Hours sitting’ is at most 2.5 hours a day."),
        ("pain_worst", "below", 9, "When ‘Worst pain’ is under 9 out of 10."),
        ("km_last_7d", "above", 50, "When ‘Last 7 days’ is more than 50 km."),
        (
            "pain_duration",
            "none_of",
            ["gt_12w", "w6_12"],
            "When the answer to ‘How long’ is neither ‘6 to 12 weeks’ nor ‘More than 12 weeks’ "
            "(or it was not answered).",
        ),
        (
            "pain_other_times",
            "one_of",
            ["driving", "desk_screen"],
            "When ‘Sitting at a desk or looking at a screen’ or ‘Driving’ is ticked under "
            "‘Other times it hurts’.",
        ),
        (
            "past_injury",
            "none_of",
            ["neck", "rib", "shoulder"],
            "When none of ‘Neck’, ‘Shoulder or arm’ or ‘Rib or chest wall’ is ticked under "
            "‘Past injuries’ (or it was not answered).",
        ),
        (
            "spike_ratio",
            "above",
            2.0,
            "When the longest run was more than double the longest in the 30 days before.",
        ),
        ("week_ratio", "below", 1.3, "When the last 7 days were under 30% more than a usual week."),
        ("week_ratio", "at_most", 0.8, "When the last 7 days were at most 80% of a usual week."),
        ("week_ratio", "above", 2.5, "When the last 7 days were more than 2.5 times a usual week."),
        ("n_clench", "one_of", [0], "When no tension habit is ticked."),
        ("n_clench", "at_least", 1, "When at least 1 of the tension habits is ticked."),
        ("from_zero", "none_of", [True], "When it was not a start from no running at all."),
        ("from_zero", "one_of", [False], "When it was not a start from no running at all."),
        ("from_zero", "one_of", [True], "When there was no running before, and there is now."),
    ],
)
def test_a_condition_in_words(words, subject, comparison, against, said):
    assert said == words.sentence(When((condition(subject, comparison, against),)))


def test_alternatives_are_told_apart_from_lists_of_options(words):
    old = condition("age_years", "at_least", 65)
    tense = condition("stress_level", "one_of", ["a_lot", "extreme"])

    assert words.sentence(When(any_of=(tense, old))) == (
        "When at least one of these holds: the answer to ‘Stress this month’ is ‘A lot’ or "
        "‘More than I can cope with’; ‘Age’ is at least 65 years."
    )


def test_every_measure_has_phrases_that_explain_it():
    phrases = load_phrases()

    assert MEASURES.keys() == phrases.keys()
    for name, one in phrases.items():
        said = (one.what, one.number, one.yes, one.no, one.none)
        assert one.what.endswith("."), name
        assert not any(re.search(r"\w_\w", text) for text in said), name


def test_a_measure_without_phrases_is_refused_by_name(tmp_path):
    (tmp_path / "measures.toml").write_text(
        "[n_clench]\nwhat = 'A.'\nnumber = '{bond}'\nyess = 'B'\n"
    )

    with pytest.raises(ContentError) as refused:
        load_phrases(tmp_path)

    said = str(refused.value)
    assert "the measure 'load_flat' has no table" in said
    assert "n_clench: no placeholder is called 'bond'. Did you mean 'bound'?" in said
    assert "n_clench: the key 'yess' is not used here." in said
