"""What there is to find: links, results to take along, codes, people of the staff."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from clinic.staff.keeping import hashed
from clinic.staff.roles import Role
from records import invitations, kiosks, staff, take_home
from records.staff import Person
from torture.kills.house import House

RIGHT = "seven quiet herons"
AT_ONCE = 20  # copies of results, and devices to be; more never wait at a clinic


@dataclass(frozen=True, slots=True)
class Clinic:
    """A link that is good, somebody who works here, somebody who left, a set-up link."""

    link: str
    known: str
    gone: str
    set_up: str


def fill(house: House, links: int) -> Clinic:
    """Put so many good links into the records, and some of all else that can be guessed at."""
    db, sealer, now = house.db, house.sealer, datetime.now(UTC)
    robin, kim = _join(house, "Robin Hale", now), _join(house, "Kim Lee", now)
    staff.leave(db, kim.id, now)
    about = {"physiotherapist": robin.id, "made_by": robin.id, "ends": now + timedelta(days=2)}
    about |= {"visit": f"{now:%Y-%m-%d}T09:30", "now": now}
    tokens = [
        invitations.make(db, sealer, reference=f"KL {number}", **about)[1]
        for number in range(links)
    ]
    for number in range(AT_ONCE):
        take_home.add(db, sealer, {"sheet": {}}, now)
        kiosks.add(db, f"Kiosk {number}", now)
    sam = staff.add(db, "Sam Reed", [Role.PHYSIOTHERAPIST])
    return Clinic(tokens[0], robin.name, kim.name, staff.new_set_up_link(db, sam.id, now))


def _join(house: House, name: str, now: datetime) -> Person:
    person = staff.add(house.db, name, [Role.ADMINISTRATOR])
    token = staff.new_set_up_link(house.db, person.id, now)
    return staff.set_up(house.db, token, hashed(RIGHT), now) or person
