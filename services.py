"""What pages may reach for: the services that the app is built from, and the request's own.

Pages ask `services()` and `here()`; jobs, commands and tests are given Services. Templates know
`here` as well, and of the services `clinic`, `country`, `questionnaire` and `rulebook`.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from flask import Flask, current_app, g

from questionnaire.answer_set import AnswerSet
from questionnaire.loading import load_content
from questionnaire.questions import Questionnaire
from records.answers.invitations import Invitation
from records.engine.database import Connections, prepare_database
from records.engine.encryption import Encryption, keys_from_text, load_or_make_keys
from records.engine.errors import StorageError
from records.engine.process_lock import Process, process_at
from records.engine.store import Store
from records.engine.timestamps import ClinicTime
from records.kiosk.devices import Kiosk
from records.people.staff import Person
from records.upkeep.page_counts import PageReached, Tally
from records.upkeep.unlocking import refuse_wrong_keys
from rules.advice import Country
from rules.rulebook import Rulebook
from settings.clinic import BadSetting
from settings.settings import Settings

NAME = "services"
T = TypeVar("T")


class AnswerStore(Protocol):
    """Where one person's answers are kept: a cookie, a patient's record, a kiosk's sitting."""

    blueprint: str
    """The blueprint of their pages."""
    layout: str
    """The template that their pages extend."""
    at_the_end: str
    """Where finished answers lead: to the result, or to be checked and sent."""

    @property
    def may_change(self) -> bool:
        """Whether answers can still be changed."""

    def open_sheet(self) -> AnswerSet:
        """The answers so far. Raises UnreadableAnswers and OutdatedAnswers."""

    def keep(self, sheet: AnswerSet) -> None:
        """Keep the answers."""

    def has_answers(self) -> bool:
        """Whether there is anything that the person may forget."""


class Counters(Protocol):
    """Counts what happens, of nobody in particular."""

    tally: Tally
    """The pages reached that the records do not have yet."""

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count a request."""

    def told(self, next_step: str) -> None:
        """Count that somebody came to a next step."""

    def reached(self, one: PageReached) -> None:
        """Count that somebody reached a page."""


@dataclass(slots=True)
class Heartbeat:
    """Whether the jobs still run, and when their last round ended, well or not."""

    thread: threading.Thread | None = None
    """None until they were started."""
    ended: datetime | None = None

    @property
    def is_alive(self) -> bool:
        """False only when the jobs were started and run no more."""
        return self.thread is None or self.thread.is_alive()


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the app is built from, made once, without Flask."""

    settings: Settings
    questionnaire: Questionnaire
    rulebook: Rulebook
    connections: Connections
    process: Process
    """That this process uses the records."""
    keys: tuple[str, ...]
    """What records are encrypted with, the newest first."""
    key_file: Path | None
    """Where they are; None where a setting holds them."""
    encryption: Encryption
    counters: Counters
    heartbeat: Heartbeat
    clock: Callable[[], datetime]

    @property
    def country(self) -> Country:
        """Whose emergency numbers and services are named."""
        return self.rulebook.advice.countries[self.settings.country]


@dataclass(slots=True)
class Here:
    """What one request knows. Each field is set once, by the room whose page it is."""

    services: Services
    now: datetime
    answers: AnswerStore = field(init=False)
    person: Person | None = None
    """Who of the staff is signed in."""
    sign_in_ends: datetime | None = None
    """Until when that lasts if nothing more is opened or sent."""
    staff_unknown: StorageError | None = None
    """Why it cannot be told who is signed in, where the records did not say."""
    was_signed_in: bool = False
    """Whether somebody was, until a moment ago."""
    public_id: str = ""
    """The invitation's, as the address holds it."""
    invitation: Invitation | None = None
    link_status: StrEnum | None = None
    kiosk: Kiosk | None = None
    """The kiosk that this browser is."""
    is_sitting: bool = False
    """Whether somebody sits at it."""
    ends_with_browser: bool = False
    """Whether the session ends when the browser is closed."""
    browser_secret: str = ""
    """What a patient's browser is known by, where it came to be so in this request."""
    nonce: str = ""
    """What a script of this page's own is known by."""

    @property
    def db(self) -> Store:
        """The records, by this thread's own connection. Raises StorageError."""
        return self.services.connections.database()

    @property
    def time(self) -> ClinicTime:
        """This moment, and what the clinic's clock shows."""
        return ClinicTime(self.now, self.now.astimezone(self.services.settings.zone))

    @property
    def today(self) -> date:
        """The date at the clinic."""
        return self.time.today

    @property
    def staff(self) -> Person:
        """Who is signed in, on a page for staff."""
        return _there(self.person)

    @property
    def invited(self) -> Invitation:
        """The patient's invitation, on a page of theirs."""
        return _there(self.invitation)

    @property
    def device(self) -> Kiosk:
        """The kiosk, on a page of one."""
        return _there(self.kiosk)


def build_services(settings: Settings, counters: Counters) -> Services:
    """Content, records and keys, made ready: whatever is in the way of a start shows here.

    Raises ContentError, BadSetting, BadKey, NotPrivate, Unusable and OSError, which say what to do.
    """
    questionnaire, rulebook = load_content(country=settings.country)
    if settings.country not in (countries := rulebook.advice.countries):
        raise BadSetting(
            f"FLASK_COUNTRY must be one of {', '.join(countries)}, not '{settings.country}'."
        )
    process = process_at(settings.database)  # before the keys are read, which may be changing
    given, file = settings.encryption_keys, settings.instance / "encryption_keys"
    keys = keys_from_text(given) if given else load_or_make_keys(file, process.is_first)
    prepare_database(settings.database)
    refuse_wrong_keys(settings.database, keys, datetime.now(UTC))
    return Services(
        settings=settings,
        questionnaire=questionnaire,
        rulebook=rulebook,
        connections=Connections(settings.database),
        process=process,
        keys=tuple(keys),
        key_file=None if given else file,
        encryption=Encryption(keys),
        counters=counters,
        heartbeat=Heartbeat(),
        clock=lambda: datetime.now(UTC),
    )


def services() -> Services:
    """What this app is built from."""
    return services_of(current_app)


def services_of(app: Flask) -> Services:
    """What an app is built from."""
    found: Services = app.extensions[NAME]
    return found


def here() -> Here:
    """This request's own; begun at the first use."""
    found: Here | None = g.get("here")
    if found is None:
        found = g.here = Here(services(), services().clock())
    return found


def _there(found: T | None) -> T:
    if found is None:
        raise LookupError("This page is open to others too: nobody is there.")
    return found
