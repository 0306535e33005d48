"""What is done again and again while the app serves: mail, alerts, counts and clearing up."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

from operations import alerting, sms, smtp, webhook
from operations.job_context import JobContext
from operations.smtp import NotSent
from records.answers import invitations, outbox
from records.answers.outbox import OutboxKind
from records.command import FLASK
from records.engine.database import Connections
from records.engine.errors import StorageError
from records.engine.store import Store
from records.engine.timestamps import ClinicTime
from records.kiosk import calls as kiosk_calls
from records.kiosk import codes as kiosk_codes
from records.kiosk import handoffs
from records.people import failed_sign_ins
from records.upkeep import clock_jumps, jobs
from records.upkeep.retention import purge
from services import Heartbeat
from staff.links.possible import is_of_use
from staff.links.reminders import is_by_day, remind_due, send_due_rechecks

EVERY = 30  # seconds
NO_TIME = timedelta(0)
A_DAY = timedelta(days=1)
A_MONTH = timedelta(days=30)
AT_ONCE = 100  # mails or events each time
IN_WORDS = {
    OutboxKind.MAIL: "A mail",
    OutboxKind.SMS: "A text message",
    OutboxKind.WEBHOOK: "An event",
}

log = logging.getLogger(__name__)


def run_jobs(context: JobContext, db: Store, clock: Callable[[], datetime]) -> None:
    """Each job once, in their order."""
    for job in JOBS.values():
        job(context, db, clock)


def forget(context: JobContext, db: Store, clock: Callable[[], datetime]) -> None:
    """Delete what was kept for minutes, and sum up what was counted for an hour."""
    handoffs.clear(db, clock())
    kiosk_codes.clear(db, clock())
    failed_sign_ins.sum_up(db, clock())


def tell_staff(context: JobContext, db: Store, clock: Callable[[], datetime]) -> None:
    """Put a mail out for what waits, where anybody is to be told."""
    if context.mail.alerts:
        with db.transaction():
            alerting.tell_staff(db, context.encryption, context.mail, context.base_url, clock())


def send_mail(context: JobContext, db: Store, clock: Callable[[], datetime]) -> None:
    """Send the mail that is due. One that fails in a way nobody thought of is told at the end."""

    def send(waiting: outbox.Waiting) -> None:
        letter = smtp.letter(
            context.mail,
            to=waiting.to,
            subject=waiting.subject,
            text=waiting.text,
            html=waiting.html,
            calendar=waiting.calendar,
            now=clock(),
        )
        context.send(context.mail, letter)

    _note_what_went(context, db)
    if context.mail.is_on:
        _send_due(context, db, clock, OutboxKind.MAIL, send)


def send_sms(context: JobContext, db: Store, clock: Callable[[], datetime]) -> None:
    """Send the text messages that are due, until the gateway does not answer."""

    def send(waiting: outbox.Waiting) -> None:
        sms.send(context.sms, waiting)

    _note_what_went(context, db)
    if context.sms.is_on:
        _send_due(context, db, clock, OutboxKind.SMS, send)


def send_rechecks(context: JobContext, db: Store, clock: Callable[[], datetime]) -> None:
    """Put out the links of rechecks that are due, where they can go by themselves."""
    if issuer := context.issuer(db, clock()):
        send_due_rechecks(issuer)


def send_reminders(context: JobContext, db: Store, clock: Callable[[], datetime]) -> None:
    """Put out what reminds patients of their visit, where the clinic wants that."""
    if issuer := context.issuer(db, clock()):
        remind_due(issuer, context.mail.remind_days)


def send_events(context: JobContext, db: Store, clock: Callable[[], datetime]) -> None:
    """Tell another program of the clinic what is due, until it does not answer."""

    def send(waiting: outbox.Waiting) -> None:
        webhook.call(context.webhook, waiting, clock())

    _note_what_went(context, db)
    if context.webhook.is_on:
        _send_due(context, db, clock, OutboxKind.WEBHOOK, send)


def keep_counts(context: JobContext, db: Store, clock: Callable[[], datetime]) -> None:
    """Put what was counted since the last time into the records."""
    context.tally.keep(db)


COUNTS = "counts"
JOBS = {
    "what lives for minutes": forget,
    "alerts": tell_staff,
    "rechecks": send_rechecks,
    "reminders": send_reminders,
    "mail": send_mail,
    "text messages": send_sms,
    "events": send_events,
    COUNTS: keep_counts,
}


def _send_due(
    context: JobContext,
    db: Store,
    clock: Callable[[], datetime],
    kind: OutboxKind,
    send: Callable[[outbox.Waiting], None],
) -> None:
    """Send what is due of a kind; what nobody thought of is raised at the end."""
    unforeseen = None
    for _ in range(AT_ONCE):
        waiting = outbox.take(db, context.encryption, clock(), kind)
        if waiting is None:
            break
        problem = _try(context, db, waiting, clock, kind, send)
        unforeseen = unforeseen if isinstance(problem, NotSent) else problem or unforeseen
        if problem and kind is OutboxKind.WEBHOOK:
            break  # all of them go to one place, and each may take as long
        if isinstance(problem, NotSent) and kind is OutboxKind.SMS and not problem.is_final:
            break  # the same; but one that is refused for good is no reason
    if unforeseen:
        raise unforeseen


def _try(
    context: JobContext,
    db: Store,
    waiting: outbox.Waiting,
    clock: Callable[[], datetime],
    kind: OutboxKind,
    send: Callable[[outbox.Waiting], None],
) -> Exception | None:
    """Hand one over, whatever becomes of it; the problem, where there was one."""
    if not _may_go(context, db, waiting, clock(), kind):
        return None
    try:
        send(waiting)
    except NotSent as problem:
        log.warning("%s was not sent (try %d): %s.", IN_WORDS[kind], waiting.tries, problem)
        outbox.failed(db, context.encryption, waiting, clock(), is_final=problem.is_final)
        return problem
    except Exception as problem:
        outbox.failed(db, context.encryption, waiting, clock())
        return problem
    context.gone.append(waiting)  # until that is noted, which may fail
    outbox.sent(db, waiting)
    context.gone.remove(waiting)
    return None


def _may_go(
    context: JobContext, db: Store, waiting: outbox.Waiting, now: datetime, kind: OutboxKind
) -> bool:
    """Look again at what goes to a patient: what is of no use any more is forgotten, and what is
    late waits for the day."""
    if waiting.invitation is None or kind is OutboxKind.WEBHOOK:
        return True
    moment = ClinicTime(now, now.astimezone(context.zone))
    if waiting.asks:
        one = invitations.by_id(db, context.encryption, waiting.invitation)
        if one is None or not is_of_use(one, moment):
            outbox.sent(db, waiting)
            return False
    if waiting.is_late and (waiting.asks or kind is OutboxKind.SMS) and not is_by_day(moment):
        outbox.wait(db, waiting, now)
        return False
    return True


def _note_what_went(context: JobContext, db: Store) -> None:
    for waiting in tuple(context.gone):
        outbox.sent(db, waiting)
        context.gone.remove(waiting)


def clear_up(context: JobContext, db: Store, now: datetime) -> None:
    """Delete what was kept for as long as the settings say, if the clock can be believed."""
    outbox.clear(db, now)
    kiosk_calls.clear(db, now - A_MONTH)
    if clock_jumps.observe(db, now):
        purge(db, context.keep, now)
    else:
        log.warning(f"The clock is far ahead of the last time. Nothing is deleted: {FLASK} doctor")


def start_scheduler(
    context: JobContext,
    connections: Connections,
    every: float = EVERY,
    heartbeat: Heartbeat | None = None,
) -> Callable[..., bool]:
    """Run the jobs on a thread of its own until the app ends; gives what stops it before.

    Clears up at the start, and then once a day. What stops it waits for the jobs under way, for as
    many seconds as it is told, and says whether it has.
    """
    stop, heartbeat = threading.Event(), heartbeat or Heartbeat()
    again = partial(_loop, context, connections, partial(stop.wait, every), heartbeat)
    thread = heartbeat.thread = threading.Thread(target=again, name="jobs", daemon=True)
    thread.start()

    def end(at_most: float | None = None) -> bool:
        stop.set()
        thread.join(at_most)
        return not thread.is_alive()

    return end


def _loop(
    context: JobContext, connections: Connections, is_over: Callable[[], bool], heartbeat: Heartbeat
) -> None:
    cleared, is_first = None, True
    while is_first or not is_over():
        now, is_first = datetime.now(UTC), False
        run = partial(_run_job, connections, now)
        if (cleared is None or not NO_TIME <= now - cleared < A_DAY) and run(
            "clearing up", lambda db: clear_up(context, db, this_moment())
        ):
            cleared = now
        for name, job in JOBS.items():
            run(name, partial(job, context, clock=this_moment))
        heartbeat.ended = this_moment()
    _run_job(connections, this_moment(), COUNTS, context.tally.keep)


def _run_job(
    connections: Connections, now: datetime, name: str, job: Callable[[Store], object]
) -> bool:
    """Do one thing, whatever became of those before it; whether that went well."""
    try:
        job(db := connections.database())
        jobs.went_well(db, name)
    except Exception as problem:
        # Nothing of what it was about may be told; the job is tried again next time.
        kind = type(problem).__name__
        if not (isinstance(problem, StorageError) and connections.failed(problem, "rounds", now)):
            log.error("A round was not finished (%s): %s.", name, kind)
            with suppress(StorageError):
                jobs.failed(connections.database(), name, kind, now)
        return False
    return True


def this_moment() -> datetime:
    """By the machine's clock."""
    return datetime.now(UTC)
