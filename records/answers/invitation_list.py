"""The list of links as staff look through it: filtered, in order, a page at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from records import listing
from records.answers import invitations
from records.answers.invitations import UNSENT, Invitation, InvitationState, opened
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.listing import FilterTerm, ListingPart, ListPosition, one_of

A_PAGE = 25
STUCK_AFTER = timedelta(hours=24)
QUIET = timedelta(hours=12)
"""Nobody who had a message within this needs another."""
IS_OPEN = one_of("status", ["made", "opened", "in_progress"])


class Show(StrEnum):
    """Which links a list shows."""

    COMING = "coming"
    """For visits from today on that were not cancelled, whatever their state."""
    UNSENT = "unsent"
    """Made, and not sent to the patient by mail, by text or by hand: for visits from today on,
    and rechecks that are due."""
    STUCK = "stuck"
    """Open, and without a change for a day, or with the visit within a day; not those whose visit
    is over or who had a message just now."""
    MADE = "made"
    OPENED = "opened"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    READ = "read"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ALL = "all"


LIVE = (Show.UNSENT, Show.STUCK, Show.MADE, Show.OPENED, Show.IN_PROGRESS)


class Order(StrEnum):
    """What a list goes by."""

    VISIT = "visit"
    LAST_VISIT = "-visit"
    MADE = "made"
    LAST_MADE = "-made"


@dataclass(frozen=True, slots=True)
class LinkQuery:
    """What to list. Days as in 2026-11-24, both included; an empty text or 0 leaves a filter out.

    `after` is the name of the last one on the page before.
    """

    show: Show = Show.COMING
    physiotherapist: int = 0
    visit_from: str = ""
    visit_to: str = ""
    reference: str = ""
    order: Order = Order.VISIT
    after: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """This moment, as records keep it and as the clinic's own clock shows it."""

    now: datetime
    here: datetime

    @property
    def today(self) -> str:
        """The clinic's day."""
        return f"{self.here:%Y-%m-%d}"

    def is_past(self, visit: str) -> bool:
        """Whether a visit has begun; one without a time, once its day is over."""
        return visit < self.at_clinic(timedelta(0)) and visit != self.today

    def at_clinic(self, later: timedelta) -> str:
        """What the clinic's clock will show."""
        return f"{self.here + later:%Y-%m-%dT%H:%M}"


@dataclass(frozen=True, slots=True)
class Listed:
    """An invitation in the list, and what only a list tells of it."""

    invitation: Invitation
    state: InvitationState
    since: datetime
    """When it came to that state; for one in progress, when it was last changed."""
    is_stuck: bool


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """One page of the list, and the name where the next begins; "" on the last."""

    rows: tuple[Listed, ...]
    after: str


TO_SEND = "((kind = 'visit' AND visit >= {}) OR (kind = 'recheck' AND visit <= {}))"
# A form that stopped at a warning sign waits for the clinic.
STUCK = (
    "(kind <> 'visit' OR visit >= {} OR visit = {})"
    " AND ((kind = 'visit' AND visit BETWEEN {} AND {})"
    " OR (status <> 'made' AND coalesce((SELECT changed FROM responses"
    " WHERE invitation = invitations.id ORDER BY submission DESC LIMIT 1), opened) <= {}))"
    " AND NOT EXISTS (SELECT 1 FROM responses"
    " WHERE invitation = invitations.id AND received IS NOT NULL)"
)
LEFT_IN_PEACE = "coalesce(sent, '') <= {} AND coalesce(reminded, '') <= {}"
WRONG_PERSON = """SELECT * FROM invitations_now AS here
    WHERE is_not_me = 1 AND visit >= :today AND NOT EXISTS (SELECT 1 FROM invitations AS newer
        WHERE newer.blind_index = here.blind_index AND newer.id > here.id)
    ORDER BY visit, id LIMIT 100"""
TO_REMIND = """SELECT * FROM invitations_now
    WHERE status IN ('made', 'opened', 'in_progress') AND kind = 'visit'
        AND sent IS NOT NULL AND ends > :now AND visit >= :today AND visit < :until
    ORDER BY visit, id LIMIT 500"""
# More than anybody reads are not counted.
UNOPENED = """SELECT count(*) FROM (SELECT 1 FROM invitations
    WHERE status = 'made' AND kind = 'visit' AND visit BETWEEN :today AND :two_days AND ends > :now
    LIMIT 1000) AS first_ones"""


def page(db: Store, encryption: Encryption, query: LinkQuery, clock: Clock) -> InvitationPage:
    """A page of the list, of 25 at most."""
    after, key = None, "visit" if query.order in (Order.VISIT, Order.LAST_VISIT) else "id"
    if row := db.one("SELECT id, visit FROM invitations WHERE name = :name", name=query.after):
        after = ListPosition(0, row[key], row["id"])
    part = ListingPart(
        _terms(db, encryption, query, clock),
        key,
        is_upward=query.order in (Order.VISIT, Order.MADE),
        is_small=query.show in (Show.COMING, *LIVE) or bool(query.reference),
    )
    found = listing.find(db, "invitations", [part], after, A_PAGE + 1)
    rows = [_listed(one, clock) for one in _read(db, encryption, found[:A_PAGE])]
    return InvitationPage(tuple(rows), rows[-1].invitation.name if len(found) > A_PAGE else "")


def how_many_stuck(db: Store, clock: Clock) -> int:
    """How many are stuck; 1000 for more."""
    stuck = ListingPart(_in_state(LinkQuery(Show.STUCK), clock), "id", is_small=True)
    return len(listing.find(db, "invitations", [stuck], None, 1000))


def how_many_unopened(db: Store, clock: Clock) -> int:
    """How many are not opened yet for visits in the next two days; 1000 for more."""
    two_days = clock.at_clinic(timedelta(days=2))
    values = {"today": clock.today, "two_days": two_days, "now": to_iso(clock.now)}
    return int(db.value(UNOPENED, **values))


def how_many_unsent(db: Store, clock: Clock) -> int:
    """How many links of coming visits went to nobody yet; 1000 for more."""
    unsent = ListingPart(_in_state(LinkQuery(Show.UNSENT), clock), "id", is_small=True)
    return len(listing.find(db, "invitations", [unsent], None, 1000))


def stuck(db: Store, encryption: Encryption, clock: Clock, most: int = 200) -> list[Invitation]:
    """Those that need a reminder, and those that would but for a message just now; the next visit
    first."""
    part = ListingPart(_is_stuck_now(clock), "visit", is_small=True)
    return _read(db, encryption, listing.find(db, "invitations", [part], None, most))


def to_remind(db: Store, encryption: Encryption, clock: Clock, days: int) -> list[Invitation]:
    """Those of visits from now until so many days later that were sent and not answered.

    At most 500.
    """
    until = f"{clock.here.date() + timedelta(days=days + 1)}"
    values = {"today": clock.today, "until": until, "now": to_iso(clock.now)}
    return [opened(row, encryption) for row in db.many(TO_REMIND, **values)]


def wrong_person(db: Store, encryption: Encryption, clock: Clock) -> list[Invitation]:
    """Those of coming visits whose link reached the wrong person, until the patient has another.

    At most 100.
    """
    return [opened(row, encryption) for row in db.many(WRONG_PERSON, today=clock.today)]


def of_batch(db: Store, encryption: Encryption, batch: str) -> list[Invitation]:
    """Those made by one press of a button, in the order they were made."""
    rows = db.many("SELECT * FROM invitations_now WHERE batch = :batch ORDER BY id", batch=batch)
    return [opened(row, encryption) for row in rows]


def _terms(
    db: Store, encryption: Encryption, query: LinkQuery, clock: Clock
) -> tuple[FilterTerm, ...]:
    """What holds for the wanted links."""
    first = max(query.visit_from, clock.today if query.show is Show.COMING else "")
    terms = list(_in_state(query, clock))
    if query.physiotherapist:
        terms.append(FilterTerm("physiotherapist = {}", (query.physiotherapist,)))
    if first:
        terms.append(FilterTerm("visit >= {}", (first,)))
    if query.visit_to:
        terms.append(
            FilterTerm("visit <= {}", (f"{query.visit_to}T24",))
        )  # behind any time of that day
    if query.reference:
        theirs = invitations.numbers_of_reference(db, encryption, query.reference)
        terms.append(one_of("id", theirs or [0]))
    return tuple(terms)


def _in_state(query: LinkQuery, clock: Clock) -> tuple[FilterTerm, ...]:
    """What the wanted state means at this moment."""
    now = to_iso(clock.now)
    if query.show is Show.COMING:
        return (FilterTerm("cancelled IS NULL"),)
    if query.show is Show.ALL:
        return ()
    if query.show is Show.EXPIRED:
        return (IS_OPEN, FilterTerm("ends <= {}", (now,)))
    if query.show is Show.STUCK:
        return (
            *_is_stuck_now(clock),
            FilterTerm(LEFT_IN_PEACE, (to_iso(clock.now - QUIET),) * 2),
        )
    if query.show is Show.UNSENT:
        return (
            FilterTerm("status = {}", ("made",)),
            FilterTerm("sent IS NULL AND ends > {}", (now,)),
            FilterTerm(TO_SEND, (clock.today, clock.today)),
        )
    status = FilterTerm("status = {}", (str(query.show),))
    return (status, FilterTerm("ends > {}", (now,))) if query.show in LIVE else (status,)


def _is_stuck_now(clock: Clock) -> tuple[FilterTerm, ...]:
    soon, long_ago = clock.at_clinic(STUCK_AFTER), to_iso(clock.now - STUCK_AFTER)
    at = clock.at_clinic(timedelta(0))
    return (
        IS_OPEN,
        FilterTerm("ends > {}", (to_iso(clock.now),)),
        FilterTerm(STUCK, (at, clock.today, clock.today, soon, long_ago)),
    )


def _read(db: Store, encryption: Encryption, places: list[ListPosition]) -> list[Invitation]:
    if not places:
        return []
    ids = one_of("id", [f":id{at}" for at in range(len(places))])
    sql = f"SELECT * FROM invitations_now WHERE {ids.sql.format(*ids.values)}"
    rows = db.many(sql, **{f"id{at}": place.id for at, place in enumerate(places)})
    read = {row["id"]: opened(row, encryption) for row in rows}
    return [read[place.id] for place in places]


def _listed(one: Invitation, clock: Clock) -> Listed:
    state = one.state(clock.now)
    since = {
        InvitationState.NOT_SENT: one.made,
        InvitationState.SENT: one.sent,
        InvitationState.OPENED: one.opened,
        InvitationState.IN_PROGRESS: one.changed,
        InvitationState.SUBMITTED: one.submitted,
        InvitationState.READ: one.read or one.reviewed,
        InvitationState.WARNING: one.waiting_since,
        InvitationState.EXPIRED: one.ends,
        InvitationState.WITHDRAWN: one.withdrawn,
    }[state]
    return Listed(one, state, since or one.made, _is_stuck(one, clock))


def _is_stuck(one: Invitation, clock: Clock) -> bool:
    """As STUCK has it."""
    has_stopped = one.waiting_since or one.reviewed
    if has_stopped or one.link_state(clock.now) not in UNSENT:
        return False
    if any(at and at > clock.now - QUIET for at in (one.sent, one.reminded)):
        return False
    if not one.is_recheck and clock.is_past(one.visit):
        return False
    last, long_ago = one.changed or one.opened, clock.now - STUCK_AFTER
    is_soon = not one.is_recheck and clock.today <= one.visit <= clock.at_clinic(STUCK_AFTER)
    return is_soon or (last is not None and last <= long_ago)
