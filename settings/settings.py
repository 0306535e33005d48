"""All settings, read once at the start; whatever cannot be used is told at once, not one by one."""

import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import urlsplit

from records.engine.encryption import SHORTEST_SECRET
from records.engine.place import BadPlace, Place, file_of, place_from
from records.text import on_one_line
from records.upkeep.retention import Keep
from settings import address, clinic, kiosk, mail, monitoring, retention, sms, webhook
from settings.clinic import BadSetting, Clinic, refuse_unknown, yes_or_no
from settings.folders import instance_of, root_of
from settings.kiosk import KioskSettings
from settings.logo import Logo, logo_from
from settings.mail import Mail
from settings.sms import Sms
from settings.times import Zone, zone_from
from settings.webhook import Webhook

DEFAULTS: dict[str, object] = {
    **clinic.DEFAULTS,
    **retention.DEFAULTS,
    **mail.DEFAULTS,
    **sms.DEFAULTS,
    **kiosk.DEFAULTS,
    **monitoring.DEFAULTS,
    **webhook.DEFAULTS,
    "INSTANCE": "",
    "DATABASE": "",
    "SECRET_KEY": "",
    "ENCRYPTION_KEYS": "",
    "HTTPS": None,
    "HSTS": 0,
    "BEHIND_PROXY": False,
    "TIMEZONE": "",
    "BASE_URL": "",
    "EMBED_ON": "",
}
AS_GIVEN = (
    "INSTANCE",
    "DATABASE",
    "SECRET_KEY",
    "ENCRYPTION_KEYS",
    "SMTP_PASSWORD",
    "SMS_TOKEN",
    "METRICS_TOKEN",
    "WEBHOOK_SECRET",
)
"""Paths and secrets, of which no letter is changed."""

T = TypeVar("T")


class BadSettings(BadSetting):
    """Settings that cannot be used; each message says what to do."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, checked."""

    instance: Path
    """The folder of records and keys, the same from wherever the app was started."""
    database: Place
    secret_key: str
    """What forms are protected with; "" for one that is made and kept in `instance`."""
    encryption_keys: str
    """One a line; "" for a file in `instance`."""
    clinic: Clinic
    logo: Logo | None
    country: str
    """The code of one, such as "CA"; which there are, the rulebook knows."""
    zone: Zone
    keep: Keep
    kiosk: KioskSettings
    mail: Mail
    sms: Sms
    webhook: Webhook
    host: str
    port: int
    base_url: str
    """What links begin with: as set, else where the server listens."""
    is_base_url_set: bool
    embed_on: tuple[str, ...]
    """The sites that may show the start page in a frame."""
    is_https: bool
    hsts: int
    """Seconds; 0 for none."""
    is_behind_proxy: bool
    metrics_token: str
    logs_only_faults: bool
    counts_pages: bool
    """Whether it is counted how many people reach each page."""
    given: Mapping[str, object]
    """As they were set, for the page and the command that show them."""

    @property
    def records_file(self) -> Path:
        """The file of the records; where a server has them, the name that one would have."""
        return file_of(self.database, self.instance)

    @property
    def visitors_port(self) -> int | None:
        """The port to which browsers come: the address's, else the server's own.

        None where it is not known: behind a proxy it is the proxy's, whatever the server's is.
        """
        if self.is_base_url_set:
            return urlsplit(self.base_url).port
        return None if self.is_behind_proxy else self.port


def read_settings(
    given: Mapping[str, object],
    environment: Mapping[str, str],
    code: Path,
    known: Collection[str] = (),
) -> Settings:
    """The settings, from what Flask read and the environment it read it from. Raises BadSettings.

    `given` holds each name of DEFAULTS, without FLASK_ before it. `code`: the folder of the
    program. `known`: names that may be set besides, Flask's own.
    """
    mistakes: list[str] = []

    def read(reader: Callable[[], T]) -> T:
        try:
            return reader()
        except BadSetting as mistake:
            mistakes.append(str(mistake))
            return cast(T, None)  # for as long as it takes to tell of the other mistakes

    given = {name: _typed(name, given[name]) for name in DEFAULTS}
    for name in environment:
        read(partial(refuse_unknown, [name], {*DEFAULTS, *known}))
    host, port = read(lambda: address.listen_on(environment)) or ("", 0)
    root, instance = root_of(code), instance_of(str(given["INSTANCE"]), code)
    settings = Settings(
        instance=instance,
        database=read(lambda: _place(str(given["DATABASE"] or instance / "records.db"), root)),
        secret_key=read(lambda: _secret(str(given["SECRET_KEY"] or ""))),
        encryption_keys=str(given["ENCRYPTION_KEYS"]).replace(",", "\n"),
        clinic=read(lambda: clinic.clinic_from(given)),
        logo=read(lambda: logo_from(str(given["CLINIC_LOGO"]), root)),
        country=str(given["COUNTRY"]).upper(),
        zone=read(lambda: zone_from(str(given["TIMEZONE"]))),
        keep=read(lambda: retention.keep_from(given)),
        kiosk=read(lambda: kiosk.kiosk_settings_from(given)),
        mail=read(lambda: mail.mail_from(given)),
        sms=read(lambda: sms.sms_from(given)),
        webhook=read(lambda: webhook.webhook_from(given)),
        host=host,
        port=port,
        base_url=read(lambda: address.base_url_from(str(given["BASE_URL"]), host, port)),
        is_base_url_set=bool(given["BASE_URL"]),
        embed_on=read(lambda: address.sites_from(str(given["EMBED_ON"]))),
        is_https=read(lambda: address.https_from(given)),
        hsts=read(lambda: address.hsts_from(given)),
        is_behind_proxy=read(lambda: yes_or_no(given, "BEHIND_PROXY")),
        metrics_token=read(lambda: monitoring.metrics_token_from(given)),
        logs_only_faults=read(lambda: monitoring.only_faults_from(given, sys.stderr.isatty())),
        counts_pages=read(lambda: yes_or_no(given, "COUNT_PAGES")),
        given=given,
    )
    if mistakes:
        raise BadSettings(mistakes)
    return settings


def _place(given: str, root: Path) -> Place:
    try:
        return place_from(given, root)
    except BadPlace as mistake:
        raise BadSetting(str(mistake)) from mistake


def _typed(name: str, value: object) -> object:
    """A setting that is words, on one line; paths and secrets as they are."""
    return on_one_line(value) if isinstance(value, str) and name not in AS_GIVEN else value


def _secret(given: str) -> str:
    if given and len(given) < SHORTEST_SECRET:
        raise BadSetting(f"FLASK_SECRET_KEY must have {SHORTEST_SECRET} characters or more.")
    return given
