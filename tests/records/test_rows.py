"""Rows of the database as what they stand for."""

from datetime import UTC, datetime

import pytest

from records.answers.links import Link
from records.rows import record

ROW = {"id": 3, "invitation": 7, "made": "2026-11-24T09:30:00.000+00:00", "replaced": None}


def test_a_field_is_from_its_own_value_else_from_the_column_of_its_name():
    made = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    assert record(Link, ROW, invitation="k3", is_replaced=False) == Link(3, "k3", made, False)


def test_a_value_for_no_field_is_a_mistake_and_not_left_out():
    with pytest.raises(TypeError, match="invitatoin"):
        record(Link, ROW, invitatoin="k3", is_replaced=False)
