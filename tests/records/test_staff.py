"""The people of a clinic: who has a name, how each first comes in, and who must stay."""

from datetime import timedelta

import pytest

from records import sign_ins, staff
from records.staff import SET_UP_LASTS, LastAdministrator, NameTaken

ADMIN, PHYSIO = ("administrator",), ("physiotherapist",)


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
    with pytest.raises(NameTaken, match="There is a Zoë Quill already."):
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

    assert link not in "\n".join(db.conn.iterdump())


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

    with pytest.raises(NameTaken):
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
    staff.give_roles(db, robin.id, PHYSIO + ADMIN)
    other = join("Kim Lee", ADMIN)
    staff.leave(db, robin.id, now)
    with pytest.raises(LastAdministrator):
        staff.give_roles(db, other.id, PHYSIO)


def test_a_passphrase_that_changes_ends_every_sign_in(db, now, join):
    kim = join("Kim Lee")
    signed_in = sign_ins.start(db, kim.id, now)
    staff.change_passphrase(db, kim.id, "another hash")

    assert staff.kept_passphrase(db, kim.id) == "another hash"
    assert sign_ins.find(db, signed_in, now) is None


def test_nobody_is_nobody(db):
    assert staff.find(db, "Kim Lee") is None
    with pytest.raises(KeyError):
        staff.by_id(db, 7)
