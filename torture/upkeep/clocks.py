"""Clocks that step to and fro while something is given out for a while: how long does it live?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from cryptography.fernet import Fernet

from records import clock, invitations, kiosk_codes, kiosks, staff, take_home
from records.engine.database import Connections, Database, prepare_database
from records.engine.encryption import Sealer
from torture.chance import Chance
from torture.figures import Figure, none_of
from torture.parts import Trial

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ROUND = timedelta(seconds=30)
LATE = timedelta(seconds=60)
STEPS = [timedelta(hours=-2), timedelta(hours=-1), timedelta(days=-1), timedelta(hours=1)]
STEPS += [-timedelta(minutes=minutes) for minutes in (2, 5, 14, 40)]
STEPS += [timedelta(days=1), timedelta(days=400), timedelta(days=-400)]


@dataclass(frozen=True, slots=True)
class Secret:
    """Something given out for a while."""

    lasts: timedelta
    make: Callable[[datetime], str]
    opens: Callable[[str, datetime], object]
    """Whether it would, at a moment by the clock."""


class Clock:
    """A clock that is set now and then, and the seconds that nobody sets."""

    def __init__(self) -> None:
        self.passed = self.ahead = timedelta(0)

    @property
    def now(self) -> datetime:
        """What it says."""
        return START + self.passed + self.ahead


def run(trial: Trial) -> Iterator[Figure]:
    """Every kind of secret, each through many histories of steps."""
    prepare_database(trial.folder / "records.db")
    connections = Connections(trial.folder / "records.db")
    db, count = connections.database(), 10 if trial.is_short else 500
    random = Chance(trial.seed)
    late = [kind for _ in range(count) for kind in too_long(db, random)]
    for kind in late:
        trial.say(f"{kind} lived too long")
    connections.close()
    what = "codes and links open a minute late, by clocks that step"
    yield none_of("6", what, len(late), f"of {count * 4:,}")


def too_long(db: Database, random: Random) -> list[str]:
    """The kinds that lived too long, each through a history of its own; nothing is kept of it."""
    db.execute("BEGIN IMMEDIATE")
    kinds = secrets_of(db, random).items()
    found = [kind for kind, secret in kinds if outlives(db, secret, random)]
    db.rollback()
    return found


def outlives(db: Database, secret: Secret, random: Random) -> bool:
    """Whether it opens a minute after its term, by the seconds that nobody sets."""
    at, boot = Clock(), f"{random.random()}"
    it = secret.make(at.now)

    def notice() -> None:
        clock.notice(db, lambda: at.now, at.passed.total_seconds, boot)

    for share in sorted(random.random() for _ in range(random.randint(1, 4))):
        at.passed = secret.lasts * share
        notice()
        at.ahead += random.choice(STEPS)
        at.passed += ROUND
        notice()
    at.passed = max(at.passed, secret.lasts + LATE)
    return bool(secret.opens(it, at.now))


def secrets_of(db: Database, random: Random) -> dict[str, Secret]:
    """One of each kind there is."""
    sealer, name = Sealer([Fernet.generate_key().decode()]), f"{random.random()}"
    person = staff.add(db, f"Person {name}", ["physiotherapist"]).id

    def code(now: datetime) -> str:
        about = {"reference": name, "physiotherapist": person, "made_by": person}
        ends = now + timedelta(days=9)
        one, _ = invitations.make(db, sealer, **about, visit="2026-11-24", ends=ends, now=now)
        return kiosk_codes.give(db, sealer, one.id, now)

    return {
        "a result to take along": Secret(
            take_home.LASTS,
            lambda now: take_home.add(db, sealer, {}, now).token,
            lambda it, now: take_home.is_there(db, it, now),
        ),
        "a code for the kiosk": Secret(
            kiosk_codes.LASTS, code, lambda it, now: kiosk_codes.use(db, sealer, it, now)
        ),
        "a code that makes a kiosk": Secret(
            kiosks.CODE_LASTS,
            lambda now: kiosks.add(db, name, now)[1],
            lambda it, now: kiosks.enrol(db, it, now),
        ),
        "a link to set a passphrase": Secret(
            staff.SET_UP_LASTS,
            lambda now: staff.new_set_up_link(db, person, now),
            lambda it, now: staff.of_set_up_link(db, it, now),
        ),
    }
