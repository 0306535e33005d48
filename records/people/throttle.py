"""How often somebody may guess: each failure past the first few makes the next try wait longer.

Kept in the database, so that a restart forgets nothing and every process knows. A key says who
guesses what, such as "name:Kim Lee" or "address:192.0.2.7"; only its hash is kept.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from records.engine.store import Row, Store
from records.engine.timestamps import CLOCKS_DIFFER, from_iso, to_iso
from records.people.audit import NoEntryReason, unaudited

FREE = 5  # failures
FORGOTTEN_AFTER = timedelta(hours=1)
LONGEST = timedelta(minutes=15)
# Anybody can type a name, and many people share an address: those who belong must get in too.
LONGEST_FOR_MANY = timedelta(minutes=1)
FOR_MANY = ("name:", "browser:", "network:", "link:", "asks:", "word:")
NO_TIME = timedelta(0)


def attempt(db: Store, keys: Iterable[str], now: datetime) -> timedelta:
    """How long to wait before a try; where that is nothing, the try counts as failed for now.

    Counted beforehand, so that many tries at once are not all let through.
    """
    tried = list(keys)
    with unaudited(db, NoEntryReason.GUESSES):
        longest = max(wait(db, key, now) for key in tried)
        if not longest:
            for key in tried:
                fail(db, key, now)
    return longest


def wait(db: Store, key: str, now: datetime) -> timedelta:
    """How long until the next try."""
    failures, last = _failures(db, key, now)
    if failures < FREE:
        return NO_TIME
    longest = LONGEST_FOR_MANY if key.startswith(FOR_MANY) else LONGEST
    pause = min(timedelta(seconds=2 ** min(failures - FREE, 20)), longest)
    return min(max(last + pause - now, NO_TIME), pause)


def fail(db: Store, key: str, now: datetime) -> None:
    """Count a failure; those that are long past are cleared away."""
    with unaudited(db, NoEntryReason.GUESSES):
        db.delete("throttle", "last <= :past", past=to_iso(now - FORGOTTEN_AFTER))
        failures, _ = _failures(db, key, now)
        counted = {"failures": failures + 1, "last": to_iso(now)}
        db.put("throttle", {"key": _kept(key)}, counted)


def forgive(db: Store, key: str) -> None:
    """Take one failure back: the try was right, but others from the same place were not."""
    with unaudited(db, NoEntryReason.GUESSES):
        row = _row(db, key)
        if row and row["failures"] > 0:
            fewer = {"failures": row["failures"] - 1}
            db.update("throttle", fewer, "key = :key", key=_kept(key))


def clear(db: Store, key: str) -> None:
    """Forget every failure."""
    with unaudited(db, NoEntryReason.GUESSES):
        db.delete("throttle", "key = :key", key=_kept(key))


def of_address(address: str) -> list[str]:
    """What tries from an address are counted under. Who has one of the newer kind may have the
    65,536 places of a site, which are counted together as well."""
    place = ip_address(place_of(address))
    site = [f"network:{ip_network((place, 48), strict=False)}"] if place.version == 6 else []
    return [f"address:{place}", *site]


def place_of(address: str) -> str:
    """Who is behind an address: a household or machine has many of the newer kind.

    What a proxy passes on may be no address: those who come so share one place.
    """
    try:
        here = ip_address(address)
    except ValueError:
        here = ip_address("::")
    return str(ip_network((here, 64), strict=False).network_address if here.version == 6 else here)


def _failures(db: Store, key: str, now: datetime) -> tuple[int, datetime]:
    """How many, and when the last was; none where that is long past, or ahead of the clock."""
    if row := _row(db, key):
        last = from_iso(row["last"])
        if now - FORGOTTEN_AFTER < last < now + CLOCKS_DIFFER:
            return row["failures"], last
    return 0, now


def _row(db: Store, key: str) -> Row | None:
    return db.one("SELECT * FROM throttle WHERE key = :key", key=_kept(key))


def _kept(key: str) -> str:
    return hashlib.sha256(key.casefold().encode()).hexdigest()
