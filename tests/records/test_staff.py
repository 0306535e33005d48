"""The people of a clinic: who has a name, how each first comes in, and who must stay."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier

import pytest

from records.people import audit, sign_ins, staff
from records.people.audit import AuditAction, audited
from records.people.staff import SET_UP_LASTS, LastAdministrator, Outdated, StaffNameTaken
from tests.records.someone import in_the_clear

ADMIN, PHYSIO = ("administrator",), ("physiotherapist",)
BY_SOMEBODY = {"actor": "somebody", "action": AuditAction.CHANGED, "subject": "staff"}


@pytest.fixture
def join(db, now):
    """Somebody who has set a passphrase."""

    def join(name, roles=PHYSIO):
        link = staff.new_set_up_link(db, staff.add(db, name, roles).id, now)
        return staff.set_up(db, link, f"hash of {name}", now)

    return join


def names(db):
    return [person.name for person in staff.everyone(db)]


def test_people_are_listed_by_name_with_their_roles(db, join):
    join("zoë Quill", ("front desk", "administrator"))
    staff.add(db, "  Kim \t Lee ", PHYSIO)

    assert names(db) == ["Kim Lee", "zoë Quill"]
    kim, zoë = staff.everyone(db)
    assert (kim.is_set_up, zoë.is_set_up) == (False, True)
    assert zoë.roles == ("front desk", "administrator")


@pytest.mark.parametrize("typed", ["ZOË QUILL", " zoe\u0308  quill", "Zoë Quill"])
def test_a_name_is_found_however_it_is_typed_and_given_once(db, join, typed):
    zoë = join("Zoë Quill")

    assert staff.find(db, typed) == zoë
    with pytest.raises(StaffNameTaken, match="There is a Zoë Quill already."):
        staff.add(db, typed, PHYSIO)
    assert staff.find(db, "Zoe Quill") is None


def test_a_set_up_link_works_once(db, now):
    kim = staff.add(db, "Kim Lee", PHYSIO)
    link = staff.new_set_up_link(db, kim.id, now)

    assert staff.of_set_up_link(db, link, now) == kim
    assert staff.of_set_up_link(db, link, now) == kim, "looking spends nothing"
    assert staff.set_up(db, link, "a hash", now).is_set_up
    assert staff.kept_passphrase(db, kim.id) == "a hash"
    assert staff.set_up(db, link, "another hash", now) is None
    assert staff.kept_passphrase(db, kim.id) == "a hash"


@pytest.mark.parametrize(
    ("after", "works"), [(SET_UP_LASTS - timedelta(seconds=1), True), (SET_UP_LASTS, False)]
)
def test_a_set_up_link_lasts_three_days(db, now, after, works):
    link = staff.new_set_up_link(db, staff.add(db, "Kim Lee", PHYSIO).id, now)

    assert works is (staff.of_set_up_link(db, link, now + after) is not None)
    assert works is (staff.set_up(db, link, "a hash", now + after) is not None)


def test_only_the_hash_of_a_link_is_kept(db, now):
    link = staff.new_set_up_link(db, staff.add(db, "Kim Lee", PHYSIO).id, now)

    assert link not in in_the_clear(db)


def test_a_new_link_ends_the_old_one_the_passphrase_and_every_sign_in(db, now, join):
    kim = join("Kim Lee")
    old = staff.new_set_up_link(db, kim.id, now)
    signed_in = sign_ins.start(db, kim.id, now)
    new = staff.new_set_up_link(db, kim.id, now)

    assert staff.of_set_up_link(db, old, now) is None
    assert staff.of_set_up_link(db, new, now) is not None
    assert staff.kept_passphrase(db, kim.id) == ""
    assert sign_ins.find(db, signed_in, now) is None


def test_the_first_person_gives_their_own_name_and_no_first_one_is_left(db, now):
    spare = staff.add(db, staff.FIRST, ADMIN)
    link = staff.new_set_up_link(db, spare.id, now)

    assert staff.set_up(db, link, "a hash", now, name=" Kim  Lee ").name == "Kim Lee"
    assert names(db) == ["Kim Lee"]


def test_a_first_link_that_nobody_followed_dies_when_somebody_else_is_set_up(db, now, join):
    link = staff.new_set_up_link(db, staff.add(db, staff.FIRST, ADMIN).id, now)
    join("Kim Lee")

    assert staff.of_set_up_link(db, link, now) is None
    assert names(db) == ["Kim Lee"]


def test_a_name_that_is_taken_spends_no_link(db, now, join):
    join("Kim Lee")
    link = staff.new_set_up_link(db, staff.add(db, "Robin Hale", ADMIN).id, now)

    with pytest.raises(StaffNameTaken):
        staff.set_up(db, link, "a hash", now, name="kim lee")
    assert staff.of_set_up_link(db, link, now) is not None


def test_who_leaves_is_out_at_once_and_may_come_back(db, now, join):
    kim, _ = join("Kim Lee"), join("Robin Hale", ADMIN)
    signed_in, link = sign_ins.start(db, kim.id, now), staff.new_set_up_link(db, kim.id, now)
    staff.leave(db, kim.id, now)

    assert staff.by_id(db, kim.id).gone == now
    assert sign_ins.find(db, signed_in, now) is None
    assert staff.of_set_up_link(db, link, now) is None
    assert staff.kept_passphrase(db, kim.id) == ""
    staff.new_set_up_link(db, kim.id, now)
    assert staff.by_id(db, kim.id).gone is None


def test_the_last_administrator_stays_one(db, now, join):
    robin = join("Robin Hale", ADMIN)
    staff.add(db, "Not yet here", ADMIN)

    with pytest.raises(LastAdministrator, match="Robin Hale is the only administrator."):
        staff.leave(db, robin.id, now)
    with pytest.raises(LastAdministrator):
        staff.give_roles(db, robin.id, PHYSIO)
    with pytest.raises(LastAdministrator):
        staff.new_set_up_link(db, robin.id, now)
    staff.give_roles(db, robin.id, PHYSIO + ADMIN)
    assert staff.by_id(db, robin.id).is_set_up
    other = join("Kim Lee", ADMIN)
    staff.leave(db, robin.id, now)
    with pytest.raises(LastAdministrator):
        staff.give_roles(db, other.id, PHYSIO)


WAYS_OUT = {
    "new link": lambda db, who, now: staff.new_set_up_link(db, who, now),
    "left": lambda db, who, now: staff.leave(db, who, now),
    "other roles": lambda db, who, now: staff.give_roles(db, who, PHYSIO),
}


@pytest.mark.parametrize("one", WAYS_OUT)
@pytest.mark.parametrize("other", WAYS_OUT)
def test_of_two_administrators_who_shut_out_each_other_at_once_one_stays(
    connections, db, now, join, one, other
):
    robin, kim, both = join("Robin Hale", ADMIN), join("Kim Lee", ADMIN), Barrier(2)

    def press(way, who):
        own = connections.database()
        both.wait()
        with suppress(LastAdministrator), audited(own, **BY_SOMEBODY, now=now):
            WAYS_OUT[way](own, who, now)

    with ThreadPoolExecutor(2) as hands:
        for done in [hands.submit(press, one, robin.id), hands.submit(press, other, kim.id)]:
            done.result()

    able = [one for one in staff.everyone(db) if one.is_set_up and one.roles == ADMIN]
    assert len(able) == 1
    assert len(audit.newest(db)) == 1


def test_a_link_for_the_only_administrator_who_forgot_is_made_when_it_is_meant(db, now, join):
    robin = join("Robin Hale", ADMIN)
    link = staff.new_set_up_link(db, robin.id, now, is_last_too=True)

    assert staff.of_set_up_link(db, link, now).name == "Robin Hale"


def test_a_passphrase_that_changes_ends_every_sign_in(db, now, join):
    kim = join("Kim Lee")
    signed_in = sign_ins.start(db, kim.id, now)
    with pytest.raises(Outdated):
        staff.change_passphrase(db, kim.id, "another hash", "hash of somebody else")
    assert sign_ins.find(db, signed_in, now)
    staff.change_passphrase(db, kim.id, "another hash", "hash of Kim Lee")

    assert staff.kept_passphrase(db, kim.id) == "another hash"
    assert sign_ins.find(db, signed_in, now) is None
