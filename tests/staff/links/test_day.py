"""The links of a clinic day are made in one go, or none is."""

import re

from records.answers import links

LINES = "KL-204, 09:30\nMB-117, 10:15, Robin\nOP-3"


def fill(staff, coming, lines=LINES):
    staff.go("/clinic/links/day").type_in("Day of the visits", coming())
    return staff.type_in("The visits, one a line", lines)


def test_all_are_made_in_order_with_a_slip_and_a_text_each(physio, coming, made, kept):
    fill(physio, coming).press("Make the links").sees("3 links for", "shown this once")

    assert [(one.reference, one.visit) for one in made()] == [
        ("KL-204", f"{coming()}T09:30"),
        ("MB-117", f"{coming()}T10:15"),
        ("OP-3", coming()),
    ]
    shown = re.findall(
        r'<code[^>]* id="address-\d+">http://localhost/v/(\w+)</code>', physio.response.text
    )
    assert [links.of_token(kept.db, token).invitation for token in shown] == [
        one.name for one in made()
    ]
    assert physio.response.text.count('class="slip"') == 3
    assert physio.page.text.count("Please do not forward it") == 3


def test_one_line_that_cannot_be_read_makes_none_and_keeps_what_was_typed(physio, coming, made):
    lines = "KL-204, 09:30\nMB-117, soon\nOP-3, 10:00, Nobody"
    fill(physio, coming, lines).press("Make the links")

    physio.sees("There is a problem", "Line 2: “soon” is no time like 09:30.", "Line 3: no physio")
    assert physio.box("The visits, one a line").value == lines
    assert made() == []


def test_a_button_pressed_twice_makes_them_once(physio, coming, made):
    sent = {box.name: box.value for box in fill(physio, coming).boxes() if box.is_sent}
    for _ in range(2):
        physio.go("/clinic/links/day/made", data=sent).sees("3 links for")

    assert len(made()) == 3


def test_another_form_with_the_same_list_makes_more(physio, coming, made):
    for _ in range(2):
        fill(physio, coming).press("Make the links")

    assert len(made()) == 6


def test_the_front_desk_says_whose_visits_they_are(desk, coming, made):
    fill(desk, coming).press("Make the links").sees("Choose a physiotherapist.")
    desk.pick("Physiotherapist where a line", "Robin Hale").press("Make the links")

    assert {one.physiotherapist_name for one in made()} == {"Robin Hale"}


def test_a_reload_says_that_they_were_shown_once(physio):
    physio.go("/clinic/links/day/made").sees("The address was shown once")


def test_a_line_may_end_in_a_phone_number(physio, coming, made, kept):
    fill(physio, coming, "KL-204, 09:30, Robin, 07700 900123\nOP-3").press("Make the links")
    physio.sees("2 links for").does_not_see("900123")

    numbers = [one.phone for one in made()]
    assert numbers == ["07700 900123", ""]
