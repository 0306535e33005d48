"""One person's trace in words: every rule, how it stands, and by which answers."""

import json
import re

import pytest

from review.proving.places import rule_ids
from review.reading.explanation import explain
from review.reading.phrases import load_phrases
from review.reading.rule_texts import RuleTexts
from review.reading.words import Words
from review.testing.cases import load_cases
from review.testing.expectations import outcome
from tests.factories import CASES, healthy_runner

KEEN = {
    "longest_recent_km": 25,
    "longest_prev30_km": 10,
    "km_last_7d": 60,
    "km_typical_week": 30,
    "training_changes": ["more_distance", "race_big", "more_speed"],
}


@pytest.fixture(scope="module")
def explained(questionnaire, rulebook):
    lines = RuleTexts(rulebook, Words(questionnaire.questions, load_phrases()))
    return lambda answers: explain(questionnaire, lines, answers)


@pytest.fixture
def printed(app, tmp_path):
    def run(answers):
        file = tmp_path / "answers.json"
        file.write_text(json.dumps(answers), encoding="utf-8")
        return app.test_cli_runner().invoke(args=["rules", "explain", str(file)])

    return run


def test_what_is_met_is_what_was_judged(explained, questionnaire, rulebook):
    for case in load_cases(CASES, questionnaire, rulebook)[::20]:
        every = explained(case.answers).every
        met = {one.line.id for one in every if one.is_met}

        assert met == outcome(rulebook, case.known).fired, case.name
        assert [one.line.id for one in every] == list(rule_ids(rulebook))


def test_the_trace_reads_as_words(printed):
    result = printed(healthy_runner(**KEEN))

    assert result.exit_code == 0
    assert "**Next step:** A physiotherapist is a good first stop." in result.output
    assert "## Doing more than your back was ready for: ‘best fit’" in result.output
    assert "- **O01b** (strong, for): When the longest run was more than double" in result.output
    assert (
        "‘Longest run when it started’: 25 km; ‘Longest run in the month before’: 10 km."
        in result.output
    )
    assert "‘Plank hold’: not answered." in result.output
    assert "‘Pregnancy warning signs’: not asked." in result.output
    assert not re.search(r"\w_\w|True|False|frozenset|[<>=\[\]{}]", result.output)


def test_what_was_not_answered_is_never_read_as_no(printed):
    """Nor what hangs on it."""
    answers = healthy_runner()
    denied = printed(answers).output.split("## Not met")[1]
    del answers["health_background"]
    unknown = printed(answers).output.split("## Not known: not answered")[1]
    unknown, still_denied = unknown.split("## Not met")

    for rule in ("**D09**", "**U15**"):
        assert (rule in denied, rule in unknown, rule in still_denied) == (True, True, False)


def test_the_trace_says_where_a_cap_bit(printed):
    output = printed(healthy_runner(**KEEN)).output

    assert "under ‘load numbers’ come to 6 and count for no more than" in output
    assert "under ‘load changes’ come to 4 and count for no more than" in output
    assert "under ‘tension habits’" not in output


def test_the_trace_is_silent_about_a_cap_that_is_just_reached(printed):
    output = printed(healthy_runner(training_changes=["race_big", "more_speed"])).output

    assert "- **O04b** (weak, for)" in output
    assert "under ‘load changes’" not in output


def test_the_trace_says_that_safety_hides_causes(printed):
    output = printed(healthy_runner(rf_heart_lungs=["calf_swollen"])).output

    assert "**Next step:** Get medical help today." in output
    assert "- **U02**: When" in output
    assert "Causes and tips are hidden, as safety comes first." in output
    assert "**Tips:** none." in output


def test_the_trace_says_why_a_likely_cause_was_lowered(printed):
    output = printed(healthy_runner(**KEEN, pain_worst=0)).output

    assert "‘may play a part’, as answers do not match" in output


def test_answers_may_come_from_standard_input(app):
    answers = json.dumps(healthy_runner())
    result = app.test_cli_runner().invoke(args=["rules", "explain", "-"], input=answers)

    assert result.exit_code == 0
    assert result.output.startswith("# What these answers lead to")


@pytest.mark.parametrize(
    "text", [b"{", b"[]", b"\xff", b'{"age_years": 200}', b'{"shoe_size": 44}', b""]
)
def test_bad_input_is_refused_as_it_is_by_assess(app, tmp_path, text):
    file = tmp_path / "answers.json"
    file.write_bytes(text)
    explained, assessed = (
        app.test_cli_runner().invoke(args=[*command, str(file)])
        for command in (["rules", "explain"], ["assess"])
    )

    assert explained.exit_code == assessed.exit_code == 2
    assert json.loads(explained.output) == json.loads(assessed.output)
