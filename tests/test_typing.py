"""What people type means what they meant: on every page, in every command, in every setting."""

import json

import pytest
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField, TextAreaField

from questionnaire.forms import ListedForm, form_for
from records.answers import notes
from records.people import staff
from services import services_of
from settings.address import base_url_from
from settings.clinic import BadSetting
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import (
    a_colleague,
    a_response,
    healthy_runner,
    settings_in,
    sign_in,
    sit_down_with,
)
from tests.tables import every_row
from tests.visitor import Visitor

NO_NAME = ["\u200b", "\u00a0", "\u2800", "\u3164", "\u202e", "\u00ad\u2060"]
PASTED = "\u202aBP 120\t80\u00a0mm\u202c\u2028tired\x00\r\n  "
AS_KEPT = "BP 120\t80 mm\ntired"


@pytest.fixture
def db(app):
    return services_of(app).connections.database()


@pytest.fixture
def robin(app):
    return a_colleague(app, "Robin Hale", tuple(Role))


@pytest.fixture
def desk(app, robin):
    """Robin Hale, who may do everything, at the page."""
    return Visitor(sign_in(app.test_client(), robin))


@pytest.fixture
def booking(runner, questionnaire):
    """A runner with a result, at the form that asks for a visit."""
    sit_down_with(runner.client, questionnaire, healthy_runner())
    return runner.go("/booking").type_in("Your name", "Zoë Quill")


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=words)


def kept_request(app, booking):
    """What the clinic got of a request."""
    booking.press("Send my request").sees("Your request has been sent")
    encryption, db = services_of(app).encryption, services_of(app).connections.database()
    [row] = beneath(db)["visit_requests"].rows
    return encryption.decrypt_if_it_can(row["encrypted"])["contact"]


def every_form(form=FlaskForm):
    """Each kind of form there is."""
    return [form, *(one for kind in form.__subclasses__() for one in every_form(kind))]


@pytest.mark.parametrize(
    ("typed", "read_back"),
    [
        ("2 min", "120 seconds"),
        ("1:30", "90 seconds"),
        ("2’30”", "150 seconds"),
        ("½ min", "30 seconds"),
        ("45", "45 seconds"),
    ],
)
def test_a_plank_of_minutes_is_judged_as_minutes(runner, questionnaire, typed, read_back):
    sit_down_with(runner.client, questionnaire, healthy_runner())
    runner.go("/questions/strength/holds").type_in("Optional test: how long can you hold", typed)
    runner.press("Continue")

    runner.go("/answers").sees(read_back)


def test_a_number_that_means_something_else_is_asked_again(runner, questionnaire):
    sit_down_with(runner.client, questionnaire, healthy_runner())
    runner.go("/questions/strength/weeks")
    runner.type_in("How many days a week do you do strength", "2 a month").press("Continue")

    runner.sees("enter a number from 0 to 7, in figures (days a week).")
    assert runner.box("How many days a week do you do strength").value == "2 a month"


@every_row("typed", ["150", "0", "34.5", "old"])
def test_an_age_that_is_none_is_asked_again_with_its_range(runner, questionnaire, typed):
    sit_down_with(runner.client, questionnaire, healthy_runner())
    runner.go("/questions/your_pain/place").type_in("How old are you?", typed).press("Continue")

    runner.sees("Enter your age in whole years, from 13 to 100.")


def test_a_blank_phone_is_no_phone(app, booking):
    booking.type_in("Phone", " \u00a0\u200b").type_in("Email", " ann@ex.example\u200b ")
    contact = kept_request(app, booking)

    assert (contact["phone"], contact["email"]) == ("", "ann@ex.example")


@pytest.mark.parametrize(
    "typed", ["ann@ex.example,", "ann@ex.example, bob@ex.example", "ann@ex..example", "ann@-.ex"]
)
def test_what_is_not_one_address_is_asked_again(booking, typed):
    booking.type_in("Email", typed).press("Send my request")
    booking.sees("Enter an email address like name@example.com.")

    assert booking.box("Email").value == typed


def test_an_address_beyond_ascii_is_one(app, booking):
    booking.type_in("Email", "ann@münchen.example")

    assert kept_request(app, booking)["email"] == "ann@münchen.example"


@pytest.mark.parametrize("name", NO_NAME, ids=ascii)
def test_a_name_that_nobody_can_see_is_none(booking, desk, run, name):
    booking.type_in("Your name", name).type_in("Phone", "555 010 0100").press("Send my request")
    booking.sees("Enter your name.")

    desk.go("/clinic/people").type_in("Name", name).tick("Front desk").press("Add them")
    desk.sees("Enter a name.")
    desk.go("/clinic/links/new").type_in("Reference", name).press("Make the link")
    desk.sees("Enter initials or a file number.")
    desk.go("/clinic/kiosks").type_in("Where it stands", name).press("Make a code")
    desk.sees("Enter where it stands")
    assert run("staff", "add", name, "--role", str(Role.FRONT_DESK)).exit_code == 2


def test_pasted_text_keeps_its_gaps_and_its_lines(app, booking):
    booking.type_in("Anything the clinic", PASTED).type_in("Days or times", PASTED)
    contact = kept_request(app, booking.type_in("Phone", "555\t010\u00a00100"))

    assert contact["note"] == AS_KEPT
    assert contact["times"] == "BP 120 80 mm tired"
    assert contact["phone"] == "555 010 0100"


def test_a_note_and_what_was_done_keep_their_gaps(app, desk, db):
    sent = a_response(app)
    [row] = beneath(db)["invitations"].rows
    at = f"/clinic/responses/{row['name']}"
    desk.go(at).type_in("Add a note", PASTED).press("Save note").sees("BP 120 80 mm")
    [note] = notes.of(db, services_of(app).encryption, sent.id)

    assert note.text == AS_KEPT


def test_the_patients_own_words_keep_their_gaps(app, questionnaire):
    asked = tuple(questionnaire.questions[name] for name in ("own_question", "activities"))
    typed = {"own_question": PASTED, "activities-0-words": PASTED}
    with app.test_request_context(method="POST", data=typed):
        words = form_for(asked)().answers()

    assert words["own_question"] == AS_KEPT
    assert words["activities"] == [["BP 120 80 mm tired", None]]


def test_a_pasted_day_keeps_its_columns(app, desk, db):
    lines = "Reference\tTime\r\n\u202aKL-204\u202c\t09:30\r\n\u200bKL\u00a0205\t10:00"
    desk.go("/clinic/links/day").type_in("One appointment per line", lines)
    desk.type_in("Day of the appointments", "2026-12-24").press("Preview").press("Make")
    encryption = services_of(app).encryption
    references = [
        encryption.decrypt_if_it_can(row["encrypted"])["reference"]
        for row in beneath(db)["invitations"].rows
    ]

    assert references == ["KL-204", "KL 205"]


def test_names_and_references_in_commands_are_as_on_pages(run, db):
    run("staff", "add", " Kim\u00a0\tLee\u200b\x07 ", "--role", str(Role.FRONT_DESK))

    assert [one.name for one in staff.everyone(db)] == ["Kim Lee"]
    assert run("staff", "reset", "kim\u200b  lee").exit_code == 0


def test_answers_in_a_file_are_as_on_pages(app, tmp_path):
    case = healthy_runner(pain_onset=" gradual\u0000\u202c")
    path = tmp_path / "one.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    told = app.test_cli_runner().invoke(args=["assess", str(path)])

    assert told.exit_code == 0, told.output


def test_settings_are_words_on_one_line(make_app, tmp_path):
    named = {
        "CLINIC_NAME": " The\u00a0physio\t next\u200b door\x07 ",
        "BASE_URL": " https://a.example/ ",
    }
    app = make_app(settings_in(tmp_path) | named)

    assert services_of(app).settings.clinic.name == "The physio next door"
    assert services_of(app).settings.base_url == "https://a.example"


def test_every_form_reads_what_is_typed_in_the_one_place():
    apart = [one for one in every_form() if not issubclass(one, ListedForm)]

    assert [one for one in apart if one.__module__.split(".")[0] not in ("flask_wtf",)] == []


def test_a_box_of_one_line_holds_one_line(app):
    fields = [
        (form, name)
        for form in every_form(ListedForm)
        for name, field in vars(form).items()
        if hasattr(field, "field_class") and issubclass(field.field_class, StringField)
    ]
    assert len(fields) > 20
    with app.test_request_context(
        method="POST", data=dict.fromkeys([name for _, name in fields], "a\u2028\tb\x00")
    ):
        for form, name in fields:
            kind = getattr(form, name).field_class
            lone = type("Lone", (ListedForm,), {name: getattr(form, name)})()
            many = issubclass(kind, TextAreaField | PasswordField)

            assert lone[name].data in (("a\n\tb", "") if many else ("a b", "")), (form, name)


NAMES = {
    "https://münchen.example": "https://xn--mnchen-3ya.example",
    "https://MÜNCHEN.Example:8443/": "https://xn--mnchen-3ya.example:8443",
    "https://клиника.example": "https://xn--80apagcdp.example",
    "https://Clinic.Example": "https://clinic.example",
    "HTTPS://clinic.example": "https://clinic.example",
    "http://１２７.0.0.1:8000": "http://127.0.0.1:8000",
    "https://[::1]:8000": "https://[::1]:8000",
}
NOBODY = [
    *("https://straße.example", "https://a..example", "https://.example", "https://-a.example"),
    *("https://a.example:0", "https://a.example:99999", "https://1.2.3", "https://999.1.1.1"),
    *(
        "http://my_clinic.local",
        "https://[::::]",
        "https://[a.example]",
        "https://a b.example",
        "https://a.example/x",
    ),
    *("https://ann@a.example", "https://a.example?x", "https://", "a.example", "ftp://a.example"),
    *("https://😀\u200d.example", "https://" + "a" * 64 + ".example"),
]


@every_row(("given", "base"), NAMES.items())
def test_an_address_is_written_as_browsers_send_it(given, base):
    assert base_url_from(given, "127.0.0.1", 8000) == base


def test_the_app_answers_under_the_name_it_was_given(make_app, tmp_path):
    client = make_app(settings_in(tmp_path) | {"BASE_URL": "https://münchen.example"}).test_client()

    assert client.get("/", headers={"Host": "xn--mnchen-3ya.example"}).status_code == 200
    assert client.get("/", headers={"Host": "b.example"}).status_code == 400


@every_row("given", NOBODY)
def test_a_name_that_no_browser_finds_is_refused_in_words(given):
    with pytest.raises(BadSetting, match="no address that a browser finds"):
        base_url_from(given, "127.0.0.1", 8000)
