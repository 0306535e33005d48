"""Where a browser stands with an invitation."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pre_visit.link_status import SENT_STAYS, Browser, LinkStatus, link_status_of, shown_until
from tests.factories import an_invitation, desk_of
from tests.pre_visit import states

COME = Browser(is_replaced=False, is_proved=False, is_known=False, response=None)


@pytest.fixture
def invitation(app):
    return an_invitation(app)[0]


def standing(invitation, now, is_taking=True, **changed):
    return link_status_of(invitation, replace(COME, **changed), is_taking=is_taking, now=now)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ("", LinkStatus.NEW),
        ("opened", LinkStatus.UNAGREED),
        ("opened agreed", LinkStatus.UNAGREED),
        ("opened agreed started", LinkStatus.BEGUN_ELSEWHERE),
        ("opened agreed started submitted", LinkStatus.SENT_ELSEWHERE),
        ("opened agreed submitted withdrawn", LinkStatus.WITHDRAWN),
        ("withdrawn", LinkStatus.WITHDRAWN),
    ],
)
def test_each_step_opens_the_next_for_a_new_browser(invitation, done, expected):
    now = invitation.made
    there = replace(invitation, **dict.fromkeys(done.split(), now))

    assert expected is standing(there, now)


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (states.agreed, LinkStatus.ANSWERING),
        (states.in_progress, LinkStatus.ANSWERING),
        (states.submitted, LinkStatus.SENT),
        (states.reopened, LinkStatus.ANSWERING),
    ],
)
def test_a_known_browser_goes_by_its_own_answers(app, reach, expected):
    case = reach(app)
    known = {"is_known": True, "response": case.response}

    assert expected is standing(case.invitation, case.invitation.made, **known)


def test_the_check_question_comes_before_all_that_is_told(invitation):
    now = invitation.made
    for done in ("opened", "opened agreed", "opened agreed submitted"):
        there = replace(invitation, birth_year=1984, **dict.fromkeys(done.split(), now))

        assert standing(there, now) is LinkStatus.UNPROVED
        assert standing(there, now, is_proved=True) is not LinkStatus.UNPROVED
    assert standing(replace(invitation, birth_year=1984), now) is LinkStatus.NEW


def test_what_is_closed_is_closed_whatever_else_holds(invitation):
    now = invitation.made
    sent = replace(invitation, opened=now, agreed=now, submitted=now)
    for there in (invitation, sent):
        gone = replace(there, withdrawn=now)
        after = shown_until(there)

        assert standing(there, now, is_taking=False) is LinkStatus.CLOSED
        assert standing(there, now, is_replaced=True) is LinkStatus.REPLACED
        not_me = replace(gone, is_not_me=True, opened=now)
        assert standing(not_me, now) is LinkStatus.NOT_ME
        assert standing(not_me, now, is_known=True) is LinkStatus.ANSWERING
        assert standing(replace(gone, tries=5), now) is LinkStatus.CHECK_FAILED
        assert standing(replace(there, reference=None), now) is LinkStatus.UNREADABLE
        assert standing(there, after) is LinkStatus.EXPIRED
        assert standing(there, after - timedelta(milliseconds=1)) is not LinkStatus.EXPIRED


def test_what_was_sent_is_shown_for_a_while_after_the_end(app, invitation):
    sent = replace(invitation, submitted=desk_of(app).now)

    assert shown_until(invitation) == invitation.ends
    assert shown_until(sent) == invitation.ends + SENT_STAYS
