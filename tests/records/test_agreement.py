"""Counts of what physiotherapists found."""

import pytest

from records.answers import agreement
from tests.factories import desk_of


@pytest.fixture
def db(app):
    return desk_of(app).db


def test_each_verdict_on_a_rule_is_counted(db):
    for verdict in ("fit", "fit", "partly"):
        agreement.count(db, "cause:overuse", verdict)
    agreement.count(db, "O01b", "other")

    expected = {"cause:overuse": {"fit": 2, "partly": 1}, "O01b": {"other": 1}}

    assert agreement.all_times(db) == expected
    assert agreement.times(db, "cause:overuse") == expected["cause:overuse"]
    assert agreement.times(db, "cause:poor_posture") == {}


def test_a_count_is_taken_back_and_never_falls_below_none(db):
    agreement.count(db, "sign:E01", "needed")
    agreement.count(db, "sign:E01", "needed", -1)
    agreement.count(db, "sign:E01", "needed", -1)

    assert agreement.times(db, "sign:E01") == {"needed": 0}
