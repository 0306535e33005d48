"""Who comes before and after a patient."""

import pytest

from records.answers import neighbours as visit_order
from records.answers.neighbours import Neighbours
from tests.factories import a_colleague, a_response, an_invitation, desk_of

DAY = "2026-11-24"


@pytest.fixture
def received(app):
    """Receives answers for a visit; the name of its invitation."""

    def received(visit, **about):
        invitation, _ = an_invitation(app, visit=visit, **about)
        a_response(app, invitation=invitation)
        return invitation

    return received


def around(app, invitation):
    return visit_order.around(desk_of(app).db, invitation)


def test_patients_stand_in_the_order_of_their_visits(app, received):
    last = received(f"{DAY}T14:00")
    first = received(f"{DAY}T08:30")
    middle = received(f"{DAY}T09:30")
    next_day = received("2026-11-25")

    assert around(app, first) == Neighbours(None, middle.name)
    assert around(app, middle) == Neighbours(first.name, last.name)
    assert around(app, last) == Neighbours(middle.name, next_day.name)
    assert around(app, next_day) == Neighbours(last.name, None)


def test_two_at_the_same_time_stand_as_they_were_made(app, received):
    first, second = received(f"{DAY}T09:30"), received(f"{DAY}T09:30")

    assert around(app, first) == Neighbours(None, second.name)
    assert around(app, second) == Neighbours(first.name, None)


def test_another_physiotherapists_patients_are_not_among_them(app, received):
    mine = received(f"{DAY}T09:30")
    received(f"{DAY}T10:30", physiotherapist=a_colleague(app, "Sam Okafor"))

    assert around(app, mine) == Neighbours(None, None)


def test_who_has_sent_nothing_is_passed_over(app, received):
    mine = received(f"{DAY}T09:30")
    an_invitation(app, visit=f"{DAY}T10:30")

    assert around(app, mine) == Neighbours(None, None)
