"""Invitations: who was asked before which visit, and where each stands."""

from datetime import timedelta

import pytest

from records.answers import invitations, responses
from records.answers.invitations import InvitationState
from records.engine.encryption import Encryption
from records.engine.timestamps import to_iso
from tests.records.someone import KEYS_OF, a_link, begun, somebody

BRIEF = {"pain": 4, "next_step": "", "cause": None}


def found(db, encryption, invitation):
    return invitations.find(db, encryption, invitation.name)


@pytest.mark.sqlite
def test_a_reference_is_sealed_and_found_as_anybody_may_type_it(db, encryption, now, connections):
    first, _ = a_link(db, encryption, now, reference="KL-4711")
    second, _ = a_link(db, encryption, now, reference="kl 4711")
    a_link(db, encryption, now, reference="KL 4712")

    names = [one.name for one in invitations.of_reference(db, encryption, "Kl/4711")]
    assert names == [second.name, first.name]
    kept = b"".join(path.read_bytes() for path in connections.place.parent.iterdir())
    assert b"4711" not in kept


def test_a_row_whose_key_is_gone_hides_no_other(db, encryption, now):
    invitation, _ = a_link(db, Encryption([KEYS_OF["somebody else"]]), now)
    unread = found(db, encryption, invitation)

    assert (unread.reference, unread.birth_year, unread.language) == (None, None, "en")
    assert unread.state(now) is InvitationState.NOT_SENT


def test_every_state_from_made_to_read(db, encryption, now):
    invitation, _ = a_link(db, encryption, now)
    seen = [found(db, encryption, invitation).state(now)]
    invitations.change(db, invitation, opened=to_iso(now))
    seen.append(found(db, encryption, invitation).state(now))
    response = responses.begin(db, encryption, invitation.id, {}, now)
    seen.append(found(db, encryption, invitation).state(now))
    responses.submit(db, encryption, response, {}, BRIEF, now)
    seen.append(found(db, encryption, invitation).state(now))
    responses.mark_read(db, response, somebody(db), now)
    seen.append(found(db, encryption, invitation).state(now))

    assert seen == [
        InvitationState.NOT_SENT,
        InvitationState.OPENED,
        InvitationState.IN_PROGRESS,
        InvitationState.SUBMITTED,
        InvitationState.READ,
    ]
    assert found(db, encryption, invitation).reader == "Robin Hale"


@pytest.mark.parametrize("kind", [a_link, begun])
def test_it_expires_at_its_end_and_not_a_moment_before(db, encryption, now, kind):
    invitation = kind(db, encryption, now)[0]
    before = invitation.ends - timedelta(milliseconds=1)

    assert found(db, encryption, invitation).state(before) is not InvitationState.EXPIRED
    assert found(db, encryption, invitation).state(invitation.ends) is InvitationState.EXPIRED


def test_withdrawn_goes_before_expired_and_what_was_sent_before_both(db, encryption, now):
    invitation, response = begun(db, encryption, now)
    invitations.change(db, invitation, withdrawn=to_iso(now))
    assert found(db, encryption, invitation).state(invitation.ends) is InvitationState.WITHDRAWN

    responses.submit(db, encryption, response, {}, BRIEF, now)
    assert found(db, encryption, invitation).state(invitation.ends) is InvitationState.SUBMITTED


def test_what_was_sent_stays_sent_while_it_is_reopened_and_after(db, encryption, now):
    invitation, response = begun(db, encryption, now)
    responses.submit(db, encryption, response, {}, BRIEF, now)
    sent = responses.by_id(db, encryption, response.id)
    responses.reopen(db, encryption, sent, now)
    one = found(db, encryption, invitation)

    for at in (now, one.ends):
        assert one.state(at) is InvitationState.SUBMITTED
        assert one.takes_answers(at) is (at < one.ends)
    assert (one.submitted, one.reopened) == (now, now)


def test_answers_are_taken_until_they_are_sent_the_link_is_closed_or_ends(db, encryption, now):
    invitation, response = begun(db, encryption, now)
    assert found(db, encryption, invitation).takes_answers(now)
    assert not found(db, encryption, invitation).takes_answers(invitation.ends)

    responses.submit(db, encryption, response, {}, BRIEF, now)
    assert not found(db, encryption, invitation).takes_answers(now)

    responses.reopen(db, encryption, responses.by_id(db, encryption, response.id), now)
    invitations.change(db, invitation, withdrawn=to_iso(now))
    assert not found(db, encryption, invitation).takes_answers(now)
