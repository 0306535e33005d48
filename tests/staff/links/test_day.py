"""A clinic day's links: pasted, put right, and made and sent in one go."""

import io
import re
from datetime import timedelta

import pytest

from records.answers import invitation_list, links, outbox
from records.engine.timestamps import ClinicTime
from records.people import audit
from tests.beneath import beneath
from tests.factories import a_colleague, an_invitation
from tests.records.someone import in_the_clear
from tests.tables import every_row
from tests.visitor import token_on

LINES = "KL-204, 09:30\nMB-117, 10:15, Robin\nOP-3"


def paste(staff, coming, lines=LINES):
    staff.go("/clinic/links/day").type_in("Day of the appointments", coming())
    return staff.type_in("One appointment per line", lines).press("Preview")


def send(staff, coming, lines=LINES):
    return paste(staff, coming, lines).press("Make")


def mails(kept):
    rows = beneath(kept.db)["outbox"].rows_where(order_by="id")
    return [(row["kind"], kept.encryption.decrypt(row["encrypted"])) for row in rows]


def unsent(kept):
    return invitation_list.how_many_unsent(kept.db, ClinicTime(kept.now, kept.now.astimezone()))


def test_a_pasted_day_is_previewed_then_made_and_sent_in_two_presses(
    with_mail, physio, coming, made, kept
):
    lines = "Mobile\tEmail\tPatient\tTime\tRemarks\n\tkim@example.org\tKL-204\t09:30\tknee\n"
    paste(physio, coming, f"{lines}07700 900123\t\tMB\t10:00")
    physio.sees("2 appointments on", "Nothing is made or sent yet.", "Not used: “Remarks”.")
    physio.does_not_see("Year of birth", "put a heading above")
    assert len(re.findall(">Make and send<", physio.response.text)) == 2
    assert (made(), mails(kept)) == ([], [])

    physio.press("Make").sees("2 links made", "1 on the way by email", "1 still to send")
    physio.sees("By email to kim@example.org")
    [(kind, mail)] = mails(kept)
    token = re.search(r"/v/(\w+)", mail["text"])[1]
    first, second = made()
    assert (kind, mail["to"]) == ("mail", "kim@example.org")
    assert links.of_token(kept.db, token).invitation == first.name
    assert (first.email, second.phone, second.sent) == ("kim@example.org", "07700 900123", None)
    assert first.sent
    sms = re.search(r'href="sms:07700900123\?&amp;body=([^"]+)"', physio.response.text)[1]
    assert "a%20few%20questions%20before%20your%20visit" in sms
    assert "kim" not in in_the_clear(kept.db)

    assert unsent(kept) == 1
    physio.tick("I have sent it to MB").press("I have sent it").sees("No links found")
    assert made()[1].sent
    assert audit.newest(kept.db, limit=2)[1].action == "invitation.sent_by_hand"
    assert unsent(kept) == 0


def test_links_that_were_not_sent_can_be_had_again_in_one_press(
    with_mail, physio, desk, coming, made, kept
):
    send(physio, coming)
    desk.go(f"/clinic/links/{made()[0].name}/contact")
    desk.type_in("The patient’s email address", "kim@example.org").press("Save")
    desk.go("/clinic/links?show=not_sent").sees("Send these 3")
    page, path, shown = desk.page, desk.path, []
    physio.tick("I have sent it to OP-3").press("I have sent")
    for _ in range(2):
        desk.page, desk.path = page, path
        desk.press("Send these 3").sees("2 links made", "KL-204", "MB-117", "1 still to send")
        desk.does_not_see("OP-3")
        shown.append(set(re.findall(r"/v/([a-z0-9]{26})", desk.response.text)))

    assert shown[0] == shown[1]
    assert [mail["to"] for _, mail in mails(kept)] == ["kim@example.org"]
    assert [bool(one.sent) for one in made()] == [True, False, True]
    desk.go("/clinic/links?show=not_sent").sees("Send this one").press("Send this one")
    desk.tick("I have sent it to MB-117").press("I have sent it").does_not_see("Send this one")


def test_all_are_made_in_order_with_a_slip_and_a_text_each(physio, coming, made, kept):
    send(physio, coming).sees("3 links made", "we cannot show them again")

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


@every_row(
    ("lines", "words"),
    [
        ("MB-117, soon", "Line 1: “soon” is not a valid time. Use a time like 09:30."),
        ("OP-3, 10:00, Nobody", "Line 1: No physiotherapist here is called “Nobody”."),
        ("OP-3, 10:00, 11:00", "Line 1: No physiotherapist here is called “11:00”."),
        (",09:30", "Line 1: Enter initials or a file number."),
        ("K" * 41, "Line 1: Keep this under 40 characters."),
        ("KL,09:30,,knee", "Line 1: Enter a phone number with its area code."),
        ("KL\tkim@example\nMB\tlee@example.org", "Line 1: Enter an email address"),
        ("Time;Ref\n\n9:30;KL 10:00", "Line 3: Enter “10:00” in its own field"),
        ("Date;Ref\n2020-01-01;KL", "Line 2: That day is past."),
        ("KL, 1:30", "Line 1: Is “1:30” 13:30 or 1:30 am? Enter one of them."),
        ("Date;Ref\n03/12/2040;KL", "Line 2: “03/12/2040” could be 3 December or 12 March."),
        ("07700 900123\t09:30\tRobin\t0161 496 0000", "Line 1: “07700 900123” looks like a phone"),
    ],
)
def test_a_mistake_stands_beside_its_cell_and_nothing_is_made_until_it_is_mended(
    physio, coming, made, lines, words
):
    before = made()
    paste(physio, coming, lines).sees("There is a problem", words)
    physio.press("Make").sees("There is a problem", words)
    assert made() == before
    assert physio.box("One appointment per line").value == lines

    physio.tick(f"Leave out, line {words[5]}").press("Make")
    physio.sees("There is a problem" if len(lines.splitlines()) == 1 else "")


def test_a_cell_is_mended_in_place_and_a_line_left_out(physio, coming, made):
    paste(physio, coming, "MB-117, soon\nOP-3, 10:00, Nobody\nQR 9")
    physio.type_in("Time, line 1", "9.15").tick("Leave out, line 2").press("Preview again")
    assert (made(), physio.box("Time, line 1").value) == ([], "09:15")
    physio.does_not_see("There is a problem").press("Make")

    assert [(one.reference, one.visit[-5:]) for one in made()] == [
        ("MB-117", "09:15"),
        ("QR 9", coming()[-5:]),
    ]


def test_a_day_that_was_pasted_before_makes_only_what_is_new(physio, coming, made):
    send(physio, coming)
    paste(physio, coming, f"{LINES}\nQR 9, 11:00").sees("1 appointment on", "has a link that day")
    physio.press("Make").sees("1 link made")
    assert [one.reference for one in made()] == ["KL-204", "MB-117", "OP-3", "QR 9"]

    paste(physio, coming).untick("Leave out, line 2").press("Make")
    assert [one.reference for one in made()[4:]] == ["MB-117"]


def test_a_patient_is_asked_twice_on_one_day_only_where_that_is_meant(physio, coming, made):
    send(physio, coming, "MB-117, 09:30")
    lines = f"Ref;Time;Day\nmb117;09:00\nKL-204;09:00\nkl204;16:30\nKL-204;11:00;{coming(9)}\n"
    paste(physio, coming, f"{lines}KL-204;0900").sees("2 appointments")
    physio.sees("mb117 has a link that day, at 09:30. Move it instead", "(opens in a new tab)")
    preview, path = physio.page, physio.path
    physio.follow("Move it instead").press("Save the change").sees("is now on")
    assert [one.visit[-5:] for one in made()] == ["09:00"]
    physio.page, physio.path = preview, path
    physio.sees("kl204 is in line 3 too, at 09:00.", "KL-204 is in line 3 too, at 09:00.")

    physio.untick("Leave out, line 4").untick("Leave out, line 6").press("Make")
    physio.sees("Line 6: KL-204 is there twice at the same time.").tick("Leave out, line 6")
    physio.type_in("Reference, line 5", "mb-117").type_in("Day, line 5", coming()).press("Make")
    physio.sees("Nothing was made yet. One of these has a link by now.").press("Make")
    assert [(one.reference, one.visit[-5:]) for one in made()[1:]] == [
        ("KL-204", "09:00"),
        ("kl204", "16:30"),
    ]


def test_a_reference_that_becomes_anothers_of_the_list_is_told_once(physio, coming, made):
    paste(physio, coming, "KL, 09:00\nMB, 10:00").type_in("Reference, line 2", "KL").press("Make")
    physio.sees("Line 2: KL is in line 1 too, at 09:00. To make both, press the button again.")
    assert made() == []
    physio.press("Make").sees("2 links made")


def test_the_number_beside_a_file_number_is_the_one_written_to(physio, coming, made):
    send(physio, coming, "4857773456\t09:30\tRobin Hale\t07700 900123")
    assert [(one.reference, one.phone) for one in made()] == [("4857773456", "07700 900123")]


def test_a_line_put_right_after_going_back_is_made_and_no_other_again(
    with_mail, physio, coming, made, kept
):
    paste(physio, coming, "KL, 09:30, k@example.org\nMB, soon, m@example.org")
    preview = physio.page
    physio.tick("Leave out, line 2").press("Make").sees("1 link made")

    physio.page, physio.path = preview, "/clinic/links/day/preview"
    physio.untick("Leave out, line 2").type_in("Time, line 2", "10:00").press("Make")
    physio.sees("Nothing was made yet. One of these has a link by now.", "1 appointment on")
    physio.press("Make").sees("1 link made", "MB")
    assert [one.reference for one in made()] == ["KL", "MB"]
    assert [mail["to"] for _, mail in mails(kept)] == ["k@example.org", "m@example.org"]


def test_two_who_paste_the_same_day_mail_nobody_twice(with_mail, physio, desk, coming, made, kept):
    lines = "KL, 09:30, Robin, k@example.org\nMB, 10:00, Robin, m@example.org"
    paste(physio, coming, lines)
    paste(desk, coming, lines).tick("Leave out, line 2").press("Make")

    physio.press("Make").sees("Nothing was made yet.", "KL has a link that day, at 09:30.")
    physio.press("Make").sees("1 link made")
    assert [mail["to"] for _, mail in mails(kept)] == ["k@example.org", "m@example.org"]

    paste(desk, coming, lines).sees("Every line is left out.").untick("Leave out, line 1")
    desk.press("Make").sees("1 link made")
    assert [one.reference for one in made()] == ["KL", "MB", "KL"]


@pytest.mark.parametrize("button", ["Make", "Preview again"])
def test_another_day_is_previewed_before_anything_is_made_and_what_was_mended_stays(
    physio, coming, made, button
):
    paste(physio, coming, f"Ref;Time;Day\nKL;soon\nMB;10:00;{coming(9)}")
    physio.type_in("Time, line 2", "9.15").type_in("Day of the appointments", coming(4))
    physio.press(button).does_not_see("There is a problem")
    assert made() == []
    physio.press("Make")
    assert [one.visit for one in made()] == [f"{coming(4)}T09:15", f"{coming(9)}T10:00"]


def test_a_double_booking_is_told_once_and_the_next_press_goes_on(app, physio, coming, made, robin):
    kim = a_colleague(app, "Kim Lee")
    about = {"reference": "R-0101", "visit": f"{coming()}T09:30"}
    an_invitation(app, physiotherapist=robin, **about)
    an_invitation(app, physiotherapist=kim, reference="KL", visit=f"{coming()}T10:00")
    paste(physio, coming, "KS, 9\nMB, 0930, Hale\nOP, 9.30, RH\nQR, 9:30 am, Lee\nST, 10, KL")
    physio.sees("Line 2: Robin Hale already has R-0101 at 09:30 that day.")
    physio.sees("Line 3: Robin Hale already has R-0101 and MB at 09:30 that day.")
    physio.sees("Line 5: Kim Lee already has KL at 10:00 that day. To book both, press")
    physio.does_not_see("Line 1:", "Line 4:").press("Preview again").does_not_see("a problem")
    physio.sees("Robin Hale already has R-0101 and MB").press("Make").sees("5 links made")

    assert [(one.visit[-5:], one.physiotherapist_name[:3]) for one in made()[2:]] == [
        *[("09:00", "Rob"), ("09:30", "Rob"), ("09:30", "Rob"), ("09:30", "Kim"), ("10:00", "Kim")]
    ]


def test_nobody_is_double_booked_at_a_time_that_is_missing_or_wrong(physio, coming, made):
    lines = "PAUSE, 12:30\nMB-117, soon\nOP-3, soon\nQR 9\nST\n, 13:00"
    paste(physio, coming, lines).does_not_see("already has")


def test_a_name_among_numbers_is_made_unless_it_is_left_out(physio, coming, made):
    paste(physio, coming, "KL-204 9:30\nMiller 12:30\nMB\n13:00").sees("3 appointments")
    physio.sees("Left out: line 4.", "Check Miller (line 2).", "Not a patient? Leave out")
    physio.press("Make").sees("3 links made")
    paste(physio, coming, "OP-3\nPAUSE 12:30\nPage 1 of 2\nQR").sees("3 appointments")
    physio.sees("Left out: Page 1 of 2 (line 3).", "Check PAUSE (line 2).")
    physio.tick("Leave out, line 2").press("Preview again").does_not_see("Check PAUSE")
    physio.sees("Left out: PAUSE (line 2), Page 1 of 2 (line 3).").press("Make")
    assert [one.reference for one in made()] == ["KL-204", "Miller", "MB", "OP-3", "QR"]


def test_a_list_of_another_day_than_was_chosen_says_so(physio, coming):
    paste(physio, coming, f"Date;Ref\n{coming(9)};KL").sees("One is on another day than")


def test_a_button_pressed_twice_makes_and_mails_them_once(with_mail, physio, coming, made, kept):
    paste(physio, coming, f"{LINES}, kim@example.org")
    sent = {box.name: box.value for box in physio.boxes() if box.is_sent}
    for _ in range(2):
        physio.go("/clinic/links/day/made", data=sent).sees("3 links made")

    assert (len(made()), len(mails(kept))) == (3, 1)


def test_the_front_desk_says_whose_visits_they_are(desk, coming, made):
    send(desk, coming).sees("Line 1: Choose a physiotherapist.")
    desk.go("/clinic/links/day").type_in("Day of the appointments", coming())
    desk.type_in("One appointment per line", LINES).pick("Default physiotherapist", "Robin Hale")
    desk.press("Preview").press("Make")

    assert {one.physiotherapist_name for one in made()} == {"Robin Hale"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_of_a_practice_system_is_read_as_it_is_written(physio, coming, made, encoding):
    page = physio.go("/clinic/links/day")
    text = 'Uhrzeit;"Patient"\r\n09:30;"Zoë; 7"\r\n'
    file = io.BytesIO(text.encode(encoding)), "day.csv"
    sent = token_on(page.response.text) | {"day": coming(), "physiotherapist": "1", "file": file}
    physio.go("/clinic/links/day/preview", data=sent).press("Make")

    assert [(one.reference, one.visit[-5:]) for one in made()] == [("Zoë; 7", "09:30")]


def test_a_file_that_is_no_text_is_told_what_to_do_with(physio, coming):
    page = physio.go("/clinic/links/day")
    file = io.BytesIO(b"PK\x03\x04"), "day.xlsx"
    sent = token_on(page.response.text) | {"day": coming(), "file": file, "lines": "KL-204"}
    physio.go("/clinic/links/day/preview", data=sent).sees("This is an Excel file. Save it as CSV")

    assert physio.box("One appointment per line").value == "KL-204"


def test_a_list_without_a_visit_is_told(physio, coming):
    paste(physio, coming, " ").sees("Enter a line for each appointment")


def test_a_reload_says_that_they_were_made(physio):
    physio.go("/clinic/links/day/made").sees("The links were made", "says which were sent")
    physio.follow("Links not sent yet").sees("No links found")


def test_what_could_not_be_mailed_is_on_the_list_again(with_mail, physio, coming, kept):
    send(physio, coming, "KL-204 09:30 kim@example.org")
    assert unsent(kept) == 0
    later = kept.now + timedelta(minutes=1)
    waiting = outbox.take(kept.db, kept.encryption, later)
    outbox.failed(kept.db, kept.encryption, waiting, later, is_final=True)

    assert unsent(kept) == 1
    physio.go("/clinic/links?show=not_sent").sees("KL-204")


def test_a_clinic_without_mail_keeps_the_address_for_later(physio, coming, made):
    paste(physio, coming, "KL-204 09:30 kim@example.org").does_not_see("Make and send")
    physio.press("Make the links").sees("1 still to send", "Email to KL-204 kim@example.org")
    address = physio.one(physio.page.kept["a"], "Email to KL-204").about["href"]
    assert address.startswith("mailto:kim@example.org?subject=Your%20visit")

    assert [(one.email, one.sent) for one in made()] == [("kim@example.org", None)]
