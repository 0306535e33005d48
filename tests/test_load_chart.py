"""The chart of load, as its table reads it out and as its bars stand."""

import re

import pytest

from tests.browser.states import POSTURE
from tests.factories import healthy_runner, sit_down_with
from tests.tables import every_row

RUNS = {"longest_recent_km": 29, "longest_prev30_km": 16}
WEEKS = {"km_last_7d": 62, "km_typical_week": 40, "training_changes": ["more_distance"]}


@pytest.fixture
def chart(client, questionnaire):
    """The chart of a runner: its table, row by row, and its bars by their height or length."""

    def chart(**answers):
        sit_down_with(client, questionnaire, healthy_runner(pain_worst=5, **answers))
        html = client.get("/assessment").text
        rows = re.findall(
            r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>", html
        )
        bars = re.findall(r"<rect class=\"(\w+)\".*? width=\"(\S+)\" height=\"(\S+)\"", html)
        return [" ".join(filter(None, row)) for row in rows], bars

    return chart


def test_what_was_run_and_what_is_planned_stand_on_one_scale(chart):
    rows, bars = chart(**WEEKS, **RUNS)

    assert rows == [
        "A usual week 40 km",
        "The last 7 days 62 km +55%",
        "Week 1 of your plan 20 km",
        "Week 2 of your plan 28 km",
        "Week 3 of your plan 34 km",
        "Week 4 of your plan 40 km",
        "Longest run: in the 30 days before 16 km",
        "Longest run: around when it started or got worse 29 km +81%",
    ]
    heights = [float(height) for _, _, height in bars[:6]]
    expected = [heights[1] * km / 62 for km in (40, 62, 20, 28, 34, 40)]
    assert heights == pytest.approx(expected, abs=0.1)
    assert heights[1] > 20
    assert [kind for kind, *_ in bars] == ["before", "over", *["plan"] * 4, "before", "over"]


@every_row(
    ("changed", "there", "gone"),
    [
        ({"km_last_7d": None}, "A usual week 40 km", "last 7 days"),
        ({"km_typical_week": None}, "in the 30 days before 16 km", "Week 1|last 7 days"),
        ({"longest_prev30_km": None}, "The last 7 days 62 km +55%", "Longest run"),
        ({"km_typical_week": 0}, "A usual week 0 km", "days.*%|Week 1"),
        ({"km_last_7d": 51}, "The last 7 days 51 km", "51 km [+]"),
        ({"km_last_7d": 52}, "The last 7 days 52 km +30%", "Week 5"),
        ({"longest_recent_km": 17.6}, "worse 17.6 km", "17.6 km [+]"),
        ({"longest_recent_km": 18}, "worse 18 km +12%", "Week 5"),
        ({"km_last_7d": 300, "km_typical_week": 300}, "Week 4 of your plan 80 km", "A usual.*%"),
    ],
)
def test_what_is_not_known_is_left_out_and_only_a_jump_has_a_figure(chart, changed, there, gone):
    rows, _ = chart(**(WEEKS | RUNS | changed))

    assert any(there in row for row in rows), rows
    assert not re.search(gone, "\n".join(rows))


def test_with_nothing_to_compare_there_is_no_chart(chart):
    nothing = {"km_last_7d": None, "km_typical_week": None, "training_changes": ["more_distance"]}

    assert chart(**nothing, longest_recent_km=None, longest_prev30_km=5) == ([], [])
    assert chart(**nothing, longest_recent_km=0, longest_prev30_km=0) == ([], [])


def test_the_chart_stands_in_the_cause_that_it_tells_of(client, questionnaire):
    sit_down_with(client, questionnaire, healthy_runner(**WEEKS | RUNS | POSTURE))
    before = client.get("/assessment").text.partition('<figure class="load">')[0]
    assert before.rindex("Doing more than") > before.rindex("Running posture")
