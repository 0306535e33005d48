"""What the jobs need beside the store and the clock, from the services of an app."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from operations import smtp
from records.answers import outbox
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.upkeep.page_counts import Tally
from records.upkeep.retention import Keep
from services import Services
from settings.mail import Mail
from settings.sms import Sms
from settings.times import Zone
from settings.webhook import Webhook
from staff.links.issued import channels_of
from staff.links.issuing import LinkIssuer
from staff.links.letters import Writer, writer_of
from staff.links.reminders import BY_ITSELF


@dataclass(frozen=True, slots=True)
class JobContext:
    """What the jobs need beside the store and the clock."""

    encryption: Encryption
    mail: Mail
    base_url: str
    keep: Keep
    send: Callable[[Mail, EmailMessage], None] = smtp.send
    gone: list[outbox.Waiting] = field(default_factory=list)
    """What went, while that could not be noted: it must not go again."""
    tally: Tally = field(default_factory=Tally)
    """What was counted and is not in the records yet."""
    webhook: Webhook = Webhook()
    sms: Sms = Sms()
    writer: Writer | None = None
    """Writes to patients; None where nobody is written to."""
    zone: Zone = None
    """By whose clock it is day."""

    def issuer(self, db: Store, now: datetime) -> LinkIssuer | None:
        """What issues links without anybody at a page; None where nobody is written to."""
        if self.writer is None:
            return None
        return LinkIssuer(
            db=db,
            encryption=self.encryption,
            actor=BY_ITSELF,
            writer=self.writer,
            base_url=self.base_url,
            now=now,
            channels=channels_of(self.mail, self.sms),
        )


def job_context(services: Services) -> JobContext:
    """The same, from the services of an app."""
    settings = services.settings
    return JobContext(
        encryption=services.encryption,
        mail=settings.mail,
        base_url=settings.base_url,
        keep=settings.keep,
        tally=services.counters.tally,
        webhook=settings.webhook,
        sms=settings.sms,
        zone=settings.zone,
        writer=writer_of(services) if settings.is_base_url_set else None,
    )
