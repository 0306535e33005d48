"""What an address of the list of patients asks for."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from records.answers.response_list import ResponseQuery, Sort
from records.answers.responses import ReviewState
from staff.patients.filters import Filters, quick
from tests.tables import every_row

FULL = {
    "state": "contact_patient",
    "physiotherapist": "3",
    "warnings": "waiting",
    "visit_from": "2026-11-01",
    "visit_to": "2026-11-24",
    "received_from": "2026-10-31",
    "received_to": "2026-11-02",
    "reference": "KL 4711",
    "sort": "visit",
    "way": "up",
}


def test_an_address_without_filters_asks_for_everything():
    assert Filters.from_query({}) == Filters()
    assert Filters().query == {}
    assert not Filters().narrows
    assert Filters().wanted(UTC) == ResponseQuery()


def test_an_address_keeps_all_that_it_asks_for():
    assert Filters.from_query(FULL).query == FULL
    assert Filters.from_query(FULL).narrows


@every_row("name", FULL)
def test_each_filter_stands_alone(name):
    assert Filters.from_query({name: FULL[name]}).query == {name: FULL[name]}


def test_a_number_that_nobody_has_is_a_filter_like_any_other():
    asked = {"physiotherapist": "0"}

    assert Filters.from_query(asked) == Filters(physiotherapist=0)
    assert Filters(physiotherapist=0).query == asked


def test_sorting_leaves_nothing_out():
    assert not Filters.from_query({"sort": "visit", "way": "up"}).narrows


@every_row(
    ("name", "value"),
    [
        ("state", "on fire"),
        ("state", "NEW"),
        ("physiotherapist", "kim"),
        ("physiotherapist", "-1"),
        ("physiotherapist", "²"),
        ("physiotherapist", "9" * 40),
        ("warnings", "maybe"),
        ("sort", "pain"),
        ("way", "sideways"),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_said(name, value):
    assert Filters.from_query({name: value}) == Filters(not_understood=(name,))


@every_row(
    ("name", "value"),
    [("after", "1.2"), ("nonsense", "1"), ("reference", "   "), ("state", " "), ("sort", "")],
)
def test_what_is_no_filter_is_left_out(name, value):
    assert Filters.from_query({name: value}) == Filters()


@pytest.mark.parametrize("typed", ["2026-11-24", "24/11/2026", " 24.11.2026 "])
def test_a_day_is_read_as_in_the_list_of_links(typed):
    assert Filters.from_query({"visit_from": typed}).visit_from == date(2026, 11, 24)


@every_row("typed", ["24/13/2026", "2026-13-01", "tomorrow", "0001-01-01", "9999-12-31"])
def test_a_date_that_is_none_is_left_out_and_said(typed):
    filters = Filters.from_query({"visit_from": typed, "received_to": typed})

    assert filters == Filters(not_understood=("appointment from", "answers to"))


def test_a_last_day_before_the_first_is_turned_round():
    turned = Filters.from_query(
        FULL | {"visit_from": "2026-11-24", "visit_to": "2026-11-01", "received_to": "2026-10-01"}
    )

    assert (turned.visit_from, turned.visit_to) == (date(2026, 11, 1), date(2026, 11, 24))
    assert (turned.received_from, turned.received_to) == (date(2026, 10, 1), date(2026, 10, 31))


def test_days_are_the_clinic_s_own_and_the_last_one_is_in():
    """Toronto's clocks go back on 1 November 2026: that day has 25 hours."""
    wanted = Filters.from_query(FULL).wanted(ZoneInfo("America/Toronto"))

    assert wanted == ResponseQuery(
        state=ReviewState.CONTACT,
        physiotherapist=3,
        only_waiting=True,
        visit_from="2026-11-01",
        visit_before="2026-11-25",
        received_from=datetime(2026, 10, 31, 4, tzinfo=UTC),
        received_before=datetime(2026, 11, 3, 5, tzinfo=UTC),
        reference="KL 4711",
        sort=Sort.VISIT,
        is_upward=True,
    )


def test_a_column_pressed_again_turns_round():
    by_visit = Filters().sorted_by(Sort.VISIT)

    assert (by_visit.sort, by_visit.up) == (Sort.VISIT, False)
    assert by_visit.sorted_by(Sort.VISIT).up
    assert not by_visit.sorted_by(Sort.VISIT).sorted_by(Sort.VISIT).up
    assert not by_visit.sorted_by(Sort.VISIT).sorted_by(Sort.STATE).up


@every_row(
    ("sort", "up", "way"),
    [
        (Sort.RECEIVED, False, "descending"),
        (Sort.RECEIVED, True, "ascending"),
        (Sort.VISIT, False, "descending"),
        (Sort.STATE, False, "ascending"),
        (Sort.PHYSIOTHERAPIST, False, "ascending"),
        (Sort.PHYSIOTHERAPIST, True, "descending"),
    ],
)
def test_a_column_says_which_way_it_is_sorted(sort, up, way):
    filters = Filters(sort=sort, up=up)

    assert {one: filters.direction_of(one) for one in Sort} == {
        one: way if one is sort else None for one in Sort
    }


def test_what_is_one_press_away():
    queries = {words: one.query for words, one in quick(7, date(2026, 11, 24)).items()}

    assert queries == {
        "All": {},
        "Unreviewed warnings": {"warnings": "waiting"},
        "Not read": {"state": "new"},
        "Mine": {"physiotherapist": "7"},
        "Today’s appointments": {
            "visit_from": "2026-11-24",
            "visit_to": "2026-11-24",
            "sort": "visit",
            "way": "up",
        },
    }
