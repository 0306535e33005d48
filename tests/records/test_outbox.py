"""A mail waits encrypted, is sent by one taker, is tried for a day, and then leaves nothing."""

from datetime import timedelta

import pytest

from records.answers import invitations, outbox
from records.people import staff
from tests.beneath import beneath

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def put(db, encryption, now):
    def put(to="kim@example.org", invitation=None, at=now):
        outbox.add(
            db, encryption, to=to, subject="Hello", text="Words", now=at, invitation=invitation
        )

    return put


@pytest.fixture
def invitation(db, encryption, now):
    robin = staff.add(db, "Robin Hale", ["physiotherapist"]).id
    about = {"reference": "KL", "physiotherapist": robin, "made_by": robin}
    made, _ = invitations.make(db, encryption, **about, visit="2026-04-01", ends=now + DAY, now=now)
    return made.id


def test_it_comes_out_as_it_went_in(db, encryption, now, put):
    put()
    mail = outbox.take(db, encryption, now)

    assert (mail.to, mail.subject, mail.text) == ("kim@example.org", "Hello", "Words")


@pytest.mark.sqlite
def test_nothing_of_it_is_in_the_clear(db, put):
    put()

    assert "kim" not in str(list(beneath(db)["outbox"].rows))


def test_one_whose_taker_died_is_taken_again_later(db, encryption, now, put):
    put()
    outbox.take(db, encryption, now)

    assert outbox.take(db, encryption, now + 9 * MINUTE) is None
    assert outbox.take(db, encryption, now + 10 * MINUTE).tries == 2


def test_what_fails_is_tried_after_1_5_and_30_minutes_then_hourly_for_a_day(
    db, encryption, now, put, invitation
):
    put(invitation=invitation)
    at, tried = now, []
    while mail := outbox.take(db, encryption, at):
        tried.append(at - now)
        outbox.failed(db, encryption, mail, at)
        at = next((row["due"] for row in beneath(db)["outbox"].rows), None)
        at = now.fromisoformat(at)

    assert tried[:5] == [0 * MINUTE, MINUTE, 6 * MINUTE, 36 * MINUTE, 96 * MINUTE]
    assert DAY - HOUR < tried[-1] <= DAY
    assert outbox.gave_up(db, invitation) == now + tried[-1]
    assert len(outbox.undelivered(db)) == 1
    assert outbox.waits_for(db, invitation) == 0


def test_what_was_given_up_keeps_neither_address_nor_words(db, encryption, now, put):
    put()
    outbox.failed(db, encryption, outbox.take(db, encryption, now), now, is_final=True)

    [row] = beneath(db)["outbox"].rows
    assert encryption.decrypt(row["encrypted"]) == {}
    assert outbox.take(db, encryption, now + DAY) is None


def test_what_was_given_up_is_forgotten_after_a_month(db, encryption, now, put, invitation):
    put(invitation=invitation)
    outbox.failed(db, encryption, outbox.take(db, encryption, now), now, is_final=True)
    outbox.clear(db, now + timedelta(days=29))
    assert len(outbox.undelivered(db)) == 1
    outbox.clear(db, now + timedelta(days=30))

    assert outbox.undelivered(db) == []


def test_what_was_given_up_is_told_until_somebody_deals_with_it(
    db, encryption, now, put, invitation
):
    put(invitation=invitation)
    assert outbox.undelivered(db) == []
    outbox.failed(db, encryption, outbox.take(db, encryption, now), now, is_final=True)
    put(invitation=invitation)
    [name] = outbox.undelivered(db)
    assert name == beneath(db)["invitations"].get(invitation)["name"]
    outbox.forget_failed(db, invitation)

    assert outbox.undelivered(db) == []
    assert outbox.waits_for(db, invitation) == 1


def test_mail_about_an_invitation_goes_with_it(db, put, invitation):
    put(invitation=invitation)
    put()
    beneath(db)["invitations"].delete(invitation)

    assert [row["invitation"] for row in beneath(db)["outbox"].rows] == [None]


def test_mail_that_no_longer_holds_can_be_dropped(db, put, invitation):
    put(invitation=invitation)
    put()
    assert outbox.waits_for(db, invitation) == 1
    outbox.drop(db, invitation)

    assert [row["invitation"] for row in beneath(db)["outbox"].rows] == [None]


def test_one_whose_key_is_gone_is_put_off_as_it_is(db, encryption, now, put):
    put()
    beneath(db)["outbox"].update(1, {"encrypted": b"not ours"})

    assert outbox.take(db, encryption, now) is None
    assert [(row["tries"], row["encrypted"]) for row in beneath(db)["outbox"].rows] == [
        (1, b"not ours")
    ]
