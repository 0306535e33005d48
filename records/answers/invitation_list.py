"""The list of links as staff look through it: filtered, in order, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from records import listing
from records.answers.awaiting import needs_reminder, to_remind
from records.answers.invitations import Invitation, InvitationState, opened
from records.engine.encryption import Encryption, begins_with, spellings
from records.engine.store import Row, Store
from records.engine.timestamps import ClinicTime, to_iso
from records.listing import FilterTerm, ListingPart, ListPosition, one_of
from records.rows import in_brackets

A_PAGE = 25
IS_OPEN = one_of("status", ["made", "opened", "in_progress"])


class Show(StrEnum):
    """Which links a list shows."""

    COMING = "coming"
    """For visits from today on that were not cancelled, whatever their state."""
    NOT_SENT = "not_sent"
    """Made, and not sent to the patient by mail, by text or by hand: for visits from today on,
    and rechecks that are due."""
    TO_REMIND = "to_remind"
    """Who needs a reminder (awaiting.py)."""
    SENT = "sent"
    """Sent, and not opened yet."""
    OPENED = "opened"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    READ = "read"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ALL = "all"


LIVE = (Show.NOT_SENT, Show.TO_REMIND, Show.SENT, Show.OPENED, Show.IN_PROGRESS)


class Order(StrEnum):
    """What a list goes by."""

    VISIT = "visit"
    LAST_VISIT = "-visit"
    MADE = "made"
    LAST_MADE = "-made"


@dataclass(frozen=True, slots=True)
class LinkQuery:
    """What to list. Days as in 2026-11-24, both included; an empty text or 0 leaves a filter out.

    A reference is found by how it begins, among the first 1,000 appointments from a week ago on,
    or as a whole.
    `after` is the name of the last one on the page before.
    """

    show: Show = Show.COMING
    physiotherapist: int = 0
    visit_from: str = ""
    visit_to: str = ""
    reference: str = ""
    order: Order = Order.VISIT
    after: str = ""
    at_desk: bool = False
    """For who may know nothing about health (`Invitation.state`); all that came is one then."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An invitation in the list, and what only a list tells of it."""

    invitation: Invitation
    state: InvitationState
    since: datetime
    """When it came to that state; for one in progress, when it was last changed."""
    needs_reminder: bool


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """One page of the list, and the name where the next begins; "" on the last."""

    rows: tuple[Listed, ...]
    after: str
    unsearched_from: str = ""
    """The day from which not every reference was looked at for how it begins; "" for none."""


A_WEEK = timedelta(days=7)
SEARCHED = 1000
NEAR = f"""SELECT id, visit, encrypted FROM invitations WHERE visit >= :first
    ORDER BY visit, id LIMIT {SEARCHED + 1}"""
TO_SEND = "((kind = 'visit' AND visit >= {}) OR (kind = 'recheck' AND visit <= {}))"
WRONG_PERSON = """SELECT * FROM invitations_now AS here
    WHERE is_not_me = 1 AND visit >= :today AND NOT EXISTS (SELECT 1 FROM invitations AS newer
        WHERE newer.blind_index = here.blind_index AND newer.id > here.id)
    ORDER BY visit, id LIMIT 100"""
# More than anybody reads are not counted.
UNOPENED = """SELECT count(*) FROM (SELECT 1 FROM invitations
    WHERE status = 'made' AND sent IS NOT NULL AND kind = 'visit'
        AND visit BETWEEN :today AND :two_days AND ends > :now
    LIMIT 1000) AS first_ones"""


def page(db: Store, encryption: Encryption, query: LinkQuery, time: ClinicTime) -> InvitationPage:
    """A page of the list, of 25 at most."""
    after, key = None, "visit" if query.order in (Order.VISIT, Order.LAST_VISIT) else "id"
    if row := db.one("SELECT id, visit FROM invitations WHERE name = :name", name=query.after):
        after = ListPosition(0, row[key], row["id"])
    first = (time.today - A_WEEK).isoformat()
    near = db.many(NEAR, first=first) if query.reference else []
    part = ListingPart(
        _terms(db, encryption, query, time, near[:SEARCHED]),
        key,
        is_upward=query.order in (Order.VISIT, Order.MADE),
        is_small=query.show in (Show.COMING, *LIVE) or bool(query.reference),
    )
    found = listing.find(db, "invitations", [part], after, A_PAGE + 1)
    rows = [_listed(one, time, query.at_desk) for one in _read(db, encryption, found[:A_PAGE])]
    return InvitationPage(
        tuple(rows),
        after=rows[-1].invitation.name if len(found) > A_PAGE else "",
        unsearched_from=near[SEARCHED]["visit"][:10] if len(near) > SEARCHED else "",
    )


def how_many_unopened(db: Store, time: ClinicTime) -> int:
    """How many were sent and not opened yet for visits in the next two days; 1000 for more."""
    two_days = time.at_clinic(timedelta(days=2))
    values = {"today": time.today.isoformat(), "two_days": two_days, "now": to_iso(time.now)}
    return int(db.value(UNOPENED, **values))


def how_many_unsent(db: Store, time: ClinicTime) -> int:
    """How many links of coming visits went to nobody yet; 1000 for more."""
    unsent = ListingPart(_in_state(LinkQuery(Show.NOT_SENT), time), "id", is_small=True)
    return len(listing.find(db, "invitations", [unsent], None, 1000))


def wrong_person(db: Store, encryption: Encryption, time: ClinicTime) -> list[Invitation]:
    """Those of coming visits whose link reached the wrong person, until the patient has another.

    At most 100.
    """
    return [opened(row, encryption) for row in db.many(WRONG_PERSON, today=time.today.isoformat())]


def numbers_of_reference(
    db: Store, encryption: Encryption, typed: str, near: Iterable[Row]
) -> list[int]:
    """Whose reference somebody means, by the numbers of their invitations.

    A whole one, with separators or without, finds the newest 100; how one begins finds those of
    `near`, rows with `id` and `encrypted`: a blind index knows whole ones alone.
    """
    every = [index for one in spellings(typed) for index in encryption.blind_indexes(one)]
    places, indexes = in_brackets(every)
    whole = f"SELECT id FROM invitations WHERE blind_index IN ({places}) ORDER BY id DESC LIMIT 100"
    found = [row["id"] for row in db.many(whole, **indexes)]
    for row in near:
        about = encryption.decrypt_if_it_can(row["encrypted"])
        if about and begins_with(about["reference"], typed):
            found.append(row["id"])
    return found


def of_batch(db: Store, encryption: Encryption, batch: str) -> list[Invitation]:
    """Those made by one press of a button, in the order they were made."""
    rows = db.many("SELECT * FROM invitations_now WHERE batch = :batch ORDER BY id", batch=batch)
    return [opened(row, encryption) for row in rows]


def _terms(
    db: Store, encryption: Encryption, query: LinkQuery, time: ClinicTime, near: Iterable[Row]
) -> tuple[FilterTerm, ...]:
    """What holds for the wanted links; those of `near` are looked at for how a reference begins."""
    first = max(query.visit_from, time.today.isoformat() if query.show is Show.COMING else "")
    if query.show is Show.TO_REMIND:
        terms = [one_of("id", [one.id for one in to_remind(db, time)] or [0])]
    else:
        terms = list(_in_state(query, time))
    if query.physiotherapist:
        terms.append(FilterTerm("physiotherapist = {}", (query.physiotherapist,)))
    if first:
        terms.append(FilterTerm("visit >= {}", (first,)))
    if query.visit_to:
        terms.append(
            FilterTerm("visit <= {}", (f"{query.visit_to}T24",))
        )  # behind any time of that day
    if query.reference:
        theirs = numbers_of_reference(db, encryption, query.reference, near)
        terms.append(one_of("id", theirs or [0]))
    return tuple(terms)


def _in_state(query: LinkQuery, time: ClinicTime) -> tuple[FilterTerm, ...]:
    """What the wanted state means at this moment."""
    now, today = to_iso(time.now), time.today.isoformat()
    if query.show is Show.COMING:
        return (FilterTerm("cancelled IS NULL"),)
    if query.show is Show.ALL:
        return ()
    if query.show is Show.EXPIRED:
        return (IS_OPEN, FilterTerm("ends <= {}", (now,)))
    if query.show is Show.NOT_SENT:
        return (
            FilterTerm("status = 'made' AND sent IS NULL AND ends > {}", (now,)),
            FilterTerm(TO_SEND, (today, today)),
        )
    if query.show is Show.SENT:
        return (FilterTerm("status = 'made' AND sent IS NOT NULL AND ends > {}", (now,)),)
    if query.at_desk and query.show is Show.SUBMITTED:
        return (one_of("status", [Show.SUBMITTED, Show.READ]),)
    status = FilterTerm("status = {}", (str(query.show),))
    return (status, FilterTerm("ends > {}", (now,))) if query.show in LIVE else (status,)


def _read(db: Store, encryption: Encryption, places: list[ListPosition]) -> list[Invitation]:
    if not places:
        return []
    ids = one_of("id", [f":id{at}" for at in range(len(places))])
    sql = f"SELECT * FROM invitations_now WHERE {ids.sql.format(*ids.values)}"
    rows = db.many(sql, **{f"id{at}": place.id for at, place in enumerate(places)})
    read = {row["id"]: opened(row, encryption) for row in rows}
    return [read[place.id] for place in places]


def _listed(one: Invitation, time: ClinicTime, at_desk: bool) -> Listed:
    state = one.state(time.now, at_desk=at_desk)
    read = one.warning_reviewed if at_desk else None
    since = {
        InvitationState.NOT_SENT: one.made,
        InvitationState.SENT: one.sent,
        InvitationState.OPENED: one.opened,
        InvitationState.IN_PROGRESS: one.changed,
        InvitationState.SUBMITTED: one.submitted,
        InvitationState.READ: read or one.read or one.warning_reviewed,
        InvitationState.WARNING: one.waiting_since,
        InvitationState.EXPIRED: one.ends,
        InvitationState.WITHDRAWN: one.withdrawn,
    }[state]
    return Listed(one, state, since or one.made, needs_reminder(one, time))
