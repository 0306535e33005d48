"""A link is made from a reference and a day, shown once, and opens the patient's pages."""

import re
from datetime import datetime

from records.answers import links
from records.people import audit
from services import services_of
from settings.times import end_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import a_colleague, set_services, sign_in
from tests.records.someone import in_the_clear
from tests.tables import every_row
from tests.visitor import Visitor

ADDRESS = re.compile(r"http://localhost/v/([a-z0-9]{26})")


def ask(staff, coming, **typed):
    staff.go("/clinic/links/new")
    words = {"Reference": "KL-204", "Day of the appointment": coming()} | typed
    for label, text in words.items():
        staff.type_in(label, text)
    return staff


def make(staff, coming, **typed):
    return ask(staff, coming, **typed).press("Make the link")


def address_on(staff):
    return ADDRESS.search(staff.response.text)


def test_a_link_opens_the_patient_s_pages(app, physio, coming):
    make(physio, coming, **{"Time of the appointment": "9.30"}).sees("The link for KL-204")
    patient = Visitor(app.test_client()).go(address_on(physio)[0].removeprefix("http://localhost"))

    patient.sees("Robin Hale", "09:30")


def test_as_it_comes_it_asks_for_whoever_is_signed_in_until_the_end_of_the_day(
    app, physio, coming, made, robin
):
    make(physio, coming)
    [one] = made()

    assert (one.physiotherapist, one.made_by, one.birth_year) == (robin.id, robin.id, None)
    assert one.visit == coming()
    assert one.ends == end_of(datetime.fromisoformat(coming()).date(), None)


def test_the_front_desk_chooses_who_asks(desk, coming, made, robin):
    ask(desk, coming).press("Make the link").sees("Choose a physiotherapist.")
    desk.pick("Physiotherapist", "Robin Hale").press("Make the link")

    assert [one.physiotherapist_name for one in made()] == ["Robin Hale"]


@every_row("typed", ["KL-204 09:30", "KL-204 Robin Hale"])
def test_what_has_a_field_of_its_own_is_not_lost_in_the_reference(physio, coming, made, typed):
    make(physio, coming, Reference=typed)
    physio.sees("There is a problem", f"Enter “{typed[7:]}” in its own field")

    assert made() == []


@every_row("typed", ["204A", "204 Hale", "Anna Hale"])
def test_what_may_be_a_patient_s_is_a_reference(physio, coming, made, typed):
    make(physio, coming, Reference=typed)

    assert made()[-1].reference == typed


def test_the_address_is_shown_once_and_kept_nowhere(app, physio, coming, kept):
    make(physio, coming).sees("For security we cannot show it again.")
    token = address_on(physio)[1]
    physio.go("/clinic/links/made").sees("The link was shown once")

    assert token not in in_the_clear(kept.db)
    assert links.of_token(kept.db, token) is not None
    assert token not in physio.page.title


def test_the_page_offers_a_code_a_slip_and_a_text(physio, coming):
    make(physio, coming, **{"Time of the appointment": "09:30"})
    token = address_on(physio)[1]

    physio.sees("Scan the code with a phone, or type", "Works until the end of")
    assert "-".join(re.findall(".{1,4}", token)) in physio.page.text
    assert "<svg" in physio.response.text
    assert " style=" not in physio.response.text
    physio.sees("Robin Hale at The physio next door has a few questions for you")
    physio.sees(f"http://localhost/v/{token} This link is only for you", "at 09:30")
    physio.sees("Call (555) 010-0100.")
    physio.sees("Subject: Your visit to The physio next door on")


def test_an_address_that_only_this_machine_reaches_is_said_to_be_one(physio, coming):
    make(physio, coming).sees("Phones cannot reach this address", "Set FLASK_BASE_URL")


def test_a_set_address_is_what_links_begin_with(app, physio, coming):
    before = services_of(app).settings.base_url
    set_services(app, base_url="https://clinic.example", is_base_url_set=True)
    try:
        make(physio, coming).does_not_see("Phones cannot reach").sees("https://clinic.example/v/")
        physio.sees("or type: clinic.example/v/")
    finally:
        set_services(app, base_url=before, is_base_url_set=False)


def test_a_button_pressed_twice_makes_one_link_whose_shown_address_works(
    physio, coming, kept, made
):
    sent = {box.name: box.value for box in ask(physio, coming).boxes() if box.is_sent}
    tokens = []
    for _ in range(2):
        physio.go("/clinic/links/made", data=sent)
        tokens.append(address_on(physio)[1])

    [one] = made()
    assert {links.of_token(kept.db, token).invitation for token in tokens} == {one.name}


def test_a_form_that_was_changed_after_going_back_makes_another_link(physio, coming, made):
    ask(physio, coming)
    first, path = physio.page, physio.path
    physio.press("Make the link")
    physio.page, physio.path = first, path
    physio.type_in("Reference", "MB-117").press("Make the link").sees("The link for MB-117")

    assert [one.reference for one in made()] == ["KL-204", "MB-117"]


def test_a_patient_who_has_a_link_that_day_is_told_before_another_is_made(physio, coming, made):
    make(physio, coming, **{"Time of the appointment": "09:30"})
    make(physio, coming, Reference="kl204")
    physio.sees("There is a problem", "kl204 has a link that day, at 09:30. To make another, press")
    physio.sees("Move it instead")
    assert len(made()) == 1
    physio.type_in("Day of the appointment", coming(4)).press("Make the link").sees("The link for")

    make(physio, coming, Reference="kl 204").press("Make the link").sees("The link for kl 204")
    assert [one.visit[:10] for one in made()] == [coming(), coming(4), coming()]


def test_who_made_it_is_noted_by_the_visit_s_name_alone(physio, coming, kept, made):
    make(physio, coming)
    [one] = made()

    last = audit.newest(kept.db, limit=1)[0]
    assert (last.actor, last.action, last.subject) == (
        "Robin Hale",
        "records.added",
        f"visit {one.name}",
    )


@every_row(
    ("typed", "words"),
    [
        ({"Reference": " "}, "Enter initials or a file number."),
        ({"Reference": "K" * 41}, "Keep this under 40 characters."),
        ({"Day of the appointment": ""}, "Enter the day of the appointment, like 2026-11-24."),
        ({"Day of the appointment": "soon"}, "Enter the day of the appointment"),
        ({"Day of the appointment": "2020-01-01"}, "That day is past."),
        ({"Day of the appointment": "2999-01-01"}, "Choose a day within a year from now."),
        (
            {"Time of the appointment": "half nine"},
            "“half nine” is not a valid time.",
        ),
        ({"Year of birth": "84"}, "Enter a year like 1984"),
        ({"Year of birth": "2999"}, "Enter a year like 1984"),
        ({"The patient’s phone number": "see file"}, "Enter a phone number with its area code."),
        (
            {"The patient’s email address": "kim@example.org, lee@example.org"},
            "Enter an email address like name@example.com.",
        ),
    ],
)
def test_what_cannot_be_read_is_told_and_stays(physio, coming, made, typed, words):
    make(physio, coming, **typed).sees("There is a problem", words)

    [(label, text)] = typed.items()
    assert physio.box(label).value == text.strip()
    assert physio.page.title.startswith("Error: ")
    assert made() == []


@every_row(
    ("last", "words"),
    [
        (-1, "That day is past. Choose today or a later day."),
        (3 + 61, "Choose a day up to 60 days after the appointment."),
        ("soon", "Enter a day like 2026-11-24, or leave it empty."),
        (3 + 60, "The link for KL-204"),
    ],
)
def test_a_link_lives_until_60_days_after_the_visit_at_most(physio, coming, last, words):
    last = coming(last) if isinstance(last, int) else last
    make(physio, coming, **{"Last day on which the link works": last}).sees(words)


def test_a_visit_today_at_a_time_that_is_past_can_still_be_asked_for(physio, coming, made):
    make(
        physio,
        coming,
        **{"Day of the appointment": coming(0), "Time of the appointment": "12:01 am"},
    )

    assert len(made()) == 1


def test_without_a_mail_server_it_says_so(physio):
    physio.go("/clinic/links/new").sees("This clinic is not set up to send email.")


def test_with_one_the_link_can_be_mailed_once(with_mail, physio, coming, kept, made):
    ask(physio, coming, **{"The patient’s email address": "kim@example.org"})
    sent = {box.name: box.value for box in physio.boxes() if box.is_sent}
    for _ in range(2):
        physio.go("/clinic/links/made", data=sent)

    [row] = beneath(kept.db)["outbox"].rows
    mail = kept.encryption.decrypt(row["encrypted"])
    assert mail["to"] == "kim@example.org"
    assert "a few questions from Robin Hale" in mail["subject"]
    token = ADDRESS.search(mail["text"])[1]
    assert links.of_token(kept.db, token).invitation == made()[0].name
    assert "kim" not in in_the_clear(kept.db)


def test_without_a_physiotherapist_it_says_who_adds_one(app, kept, coming):
    alone = Visitor(sign_in(app.test_client(), a_colleague(app, "Sam", [Role.FRONT_DESK])))
    make(alone, coming).sees("There is no physiotherapist yet.")


def test_mistakes_are_listed_in_the_order_of_the_page(physio):
    physio.go("/clinic/links/new").type_in("Year of birth", "84").press("Make the link")

    told = [link.about["href"] for link in physio.page.kept["a"] if link.about["href"][0] == "#"]
    assert told[-3:] == ["#reference", "#day", "#birth_year"]


def test_a_phone_number_stands_on_its_link_s_own_page_and_in_no_list(desk, coming, kept, made):
    ask(desk, coming, **{"The patient’s phone number": "07700 900123"})
    desk.pick("Physiotherapist", "Robin Hale").press("Make the link").sees("The link for KL-204")
    [one] = made()
    pages = ["", "?show=all", f"/new?again={one.name}", f"/{one.name}/change"]

    assert one.phone == "07700 900123"
    for page in pages:
        desk.go(f"/clinic/links{page}")
        assert "900123" not in desk.response.text
    desk.go(f"/clinic/links/{one.name}").sees("07700 900123")
