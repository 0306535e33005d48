"""A mail arrives as it was written, over a line that nobody else can read, or not at all."""

import socket
from datetime import UTC, datetime

import pytest

from operations import smtp
from operations.smtp import NotSent

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ABOUT = {"to": "kim@example.org", "subject": "Zoë Hale asks", "text": "Grüße\nund ✓\n"}


def letter(mail, **changed):
    return smtp.letter(mail, **ABOUT | changed, now=NOW)


def test_it_arrives_as_it_was_written(mail, letterbox):
    smtp.send(mail, letter(mail))

    [(to, came)] = letterbox.letters
    assert to == ["kim@example.org"]
    assert came["From"] == "desk@clinic.example"
    assert came["To"] == "kim@example.org"
    assert came["Subject"] == "Zoë Hale asks"
    assert came["Date"].datetime == NOW
    assert came["Message-ID"].endswith("@clinic.example>")
    assert came["Auto-Submitted"] == "auto-generated"
    assert came.get_content_type() == "text/plain"
    assert came.get_content().replace("\r\n", "\n") == "Grüße\nund ✓\n"


def test_a_long_address_in_it_is_whole(mail, letterbox):
    link = "https://clinic.example/v/" + "a" * 200
    smtp.send(mail, letter(mail, text=f"Look:\n{link}\n"))

    assert link in letterbox.letters[0][1].get_content()


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_can_be_asked_without_a_mail(
    security, serve, letterbox, mail_to, of_server, trusted
):
    how = {"none": {}, "starttls": {"tls_context": of_server}, "tls": {"sealed": of_server}}
    port = serve(letterbox, **how[security])
    smtp.reach(mail_to(port, security=security), trusted)

    assert letterbox.letters == []


def test_a_server_that_is_not_there_is_told(mail_to):
    with pytest.raises(NotSent, match="ConnectionRefusedError"):
        smtp.reach(mail_to(1))


@pytest.mark.parametrize("at", ["to", "subject"])
@pytest.mark.parametrize("ending", ["\nBcc: other@example.org", "\r\nX: y", "\r", "\n"])
def test_no_header_can_be_slipped_in(mail, at, ending):
    with pytest.raises(NotSent) as problem:
        letter(mail, **{at: f"kim@example.org{ending}"})

    assert problem.value.is_final


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_the_line_is_sealed_where_that_is_set(
    serve, letterbox, mail_to, of_server, trusted, security
):
    mail = mail_to(serve_sealed(serve, letterbox, of_server, security), security=security)
    smtp.send(mail, letter(mail), trusted)

    assert len(letterbox.letters) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_server_that_nobody_vouches_for_gets_nothing(
    serve, letterbox, mail_to, of_server, security
):
    mail = mail_to(serve_sealed(serve, letterbox, of_server, security), security=security)
    with pytest.raises(NotSent, match="SSLCertVerificationError"):
        smtp.send(mail, letter(mail))

    assert letterbox.letters == []


def serve_sealed(serve, letterbox, context, security):
    if security == "starttls":
        return serve(letterbox, tls_context=context, require_starttls=True)
    return serve(letterbox, sealed=context)


def test_a_server_without_starttls_gets_nothing(mail, mail_to, letterbox):
    asks_for_it = mail_to(mail.port, security="starttls", user="desk")
    with pytest.raises(NotSent) as problem:
        smtp.send(asks_for_it, letter(mail))

    assert not problem.value.is_final
    assert letterbox.letters == []


@pytest.mark.parametrize(
    ("answers", "is_final"),
    [
        ({"refused": "550 no such person"}, True),
        ({"refused": "451 later"}, False),
        ({"answer": "554 not like this"}, False),
        ({"answer": "452 full"}, False),
    ],
)
def test_what_the_server_refuses_is_not_sent(mail, letterbox, answers, is_final):
    vars(letterbox).update(answers)
    with pytest.raises(NotSent) as problem:
        smtp.send(mail, letter(mail))

    assert problem.value.is_final is is_final
    assert "kim" not in str(problem.value)


def test_no_server_no_mail(mail_to):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        mail = mail_to(held.getsockname()[1])
        with pytest.raises(NotSent, match="ConnectionRefusedError"):
            smtp.send(mail, letter(mail))


def test_a_server_that_says_nothing_is_not_waited_for(mail_to):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mail = mail_to(silent.getsockname()[1])
        with pytest.raises(NotSent, match="SMTPServerDisconnected"):
            smtp.send(mail, letter(mail), at_most=0.05)


def test_a_mail_has_two_forms_and_a_file_for_the_calendar(mail, letterbox):
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"
    smtp.send(mail, letter(mail, html="<p>Zoë</p>", calendar=calendar))

    [(_, whole)] = letterbox.letters
    assert whole.get_content_type() == "multipart/mixed"
    both, file = whole.iter_parts()
    assert both.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in both.iter_parts()] == ["text/plain", "text/html"]
    assert list(both.iter_parts())[1].get_content().strip() == "<p>Zoë</p>"
    assert file.get_content_type() == "text/calendar"
    assert (file.get_param("method"), file.get_filename()) == ("CANCEL", "appointment.ics")
    assert file.get_content().splitlines() == calendar.splitlines()
