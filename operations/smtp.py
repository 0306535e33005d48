"""One mail to one person, by the standard library."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from questionnaire.contact import mail_address
from records.text import is_one_line
from settings.mail import Mail

AT_MOST = 15  # seconds, for each answer of the server before it is given the mail
PATIENCE = 120  # seconds, for each after: one that took it and is slow to say so would get it twice
NEVER = range(500, 600)  # answers that stay the same however often it is tried


class NotSent(Exception):
    """The mail did not go. `is_final`: nor will it, as it is."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


def letter(
    mail: Mail,
    *,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    html: str = "",
    calendar: str = "",
) -> EmailMessage:
    """A mail as it is sent, in two forms where there is HTML, with an .ics file where there is one.

    Raises NotSent for what cannot stand in a header.
    """
    if not mail_address(to) or not is_one_line(subject):
        raise NotSent("no address, or no subject, to send it with", is_final=True)
    message = EmailMessage(policy=SMTP)
    # An encoded word would be read as what it hides, which may be a new line and a header.
    message["From"], message["To"] = mail.sender, mail_address(to)
    message["Subject"] = subject.replace("=?", "= ?")
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=mail.sender.partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    if calendar:
        method = "CANCEL" if "METHOD:CANCEL" in calendar else "PUBLISH"
        message.add_attachment(
            calendar,
            subtype="calendar",
            filename="appointment.ics",
            params={"method": method},
            cte="base64",
        )
    return message


def send(
    mail: Mail,
    message: EmailMessage,
    trusted: ssl.SSLContext | None = None,
    at_most: float = AT_MOST,
) -> None:
    """Hand a mail to the server; its certificate must be good. Raises NotSent."""
    has_it = False
    try:
        with _in_words(), _session(mail, trusted, at_most) as session:
            if session.sock:
                session.sock.settimeout(PATIENCE)
            session.send_message(message)
            has_it = True
    except NotSent:
        if not has_it:  # how the server takes leave is no matter
            raise


def reach(mail: Mail, trusted: ssl.SSLContext | None = None, at_most: float = AT_MOST) -> None:
    """Sign in at the server and hand it nothing. Raises NotSent."""
    with _in_words(), _session(mail, trusted, at_most) as session:
        session.noop()


@contextmanager
def _in_words() -> Iterator[None]:
    """Whatever goes wrong as NotSent, with nothing of the mail in its words."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        is_final = all(code in NEVER for code in codes)
        raise NotSent(f"recipient refused: {codes[0]}", is_final=is_final) from refused
    except smtplib.SMTPResponseException as problem:
        raise NotSent(f"the server answered {problem.smtp_code}") from problem
    except (smtplib.SMTPException, OSError, ValueError) as problem:  # of a name that is none
        raise NotSent(type(problem).__name__) from problem


@contextmanager
def _session(mail: Mail, trusted: ssl.SSLContext | None, at_most: float) -> Iterator[smtplib.SMTP]:
    trusted = trusted or ssl.create_default_context()
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.host, mail.port, timeout=at_most, context=trusted
        )
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=at_most)
    with server:
        if mail.security == "starttls":
            server.starttls(context=trusted)
        if mail.user:
            server.login(mail.user, mail.password)
        yield server
