"""Links: tokens that are never kept, and newer ones in place of older."""

import pytest

from records.answers import links
from records.engine.tokens import SIGNS
from tests.records.someone import a_link


@pytest.fixture
def made(db, encryption, now):
    return a_link(db, encryption, now)


def test_a_token_opens_its_invitation_however_it_is_typed(db, made):
    invitation, token = made
    for typed in (token, token.upper(), f" {token[:4]}-{token[4:]}\n"):
        link = links.of_token(db, typed)

        assert (link.invitation, link.is_replaced) == (invitation.name, False)
        assert links.by_id(db, link.id) == link


def test_nothing_else_opens_it(db, made):
    invitation, token = made
    for wrong in ("", token[:-1], token + "a", invitation.name, token[::-1], "é" * 26):
        assert links.of_token(db, wrong) is None
    assert links.by_id(db, 999) is None


@pytest.mark.sqlite
def test_a_token_is_long_random_and_not_in_the_file(db, connections, made):
    _, token = made
    bytes_kept = b"".join(path.read_bytes() for path in connections.place.parent.iterdir())

    assert len(SIGNS) ** len(token) >= 2**128
    assert set(token) <= set(SIGNS)
    assert token.encode() not in bytes_kept


def test_a_new_link_replaces_all_earlier_ones_of_its_invitation_alone(db, encryption, made, now):
    invitation, token = made
    _, of_other = a_link(db, encryption, now, reference="MN 7")
    second = links.add(db, invitation.id, now=now)
    third = links.replace_all(db, invitation.id, now=now)
    fourth = links.replace_all(db, invitation.id, now=now)

    replaced = [links.of_token(db, one).is_replaced for one in (token, second, third, fourth)]
    assert replaced == [True, True, True, False]
    assert not links.of_token(db, of_other).is_replaced
