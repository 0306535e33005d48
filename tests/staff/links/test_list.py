"""The list says where each link stands; the front desk learns nothing about anybody's health."""

import re
from datetime import timedelta

import pytest

from records.answers import invitations, outbox, responses
from records.answers.invitation_list import LinkQuery, Order, Show
from records.engine.timestamps import to_iso
from staff.links.filters import address_for, link_query_from
from tests.beneath import beneath
from tests.factories import a_response, an_invitation, healthy_runner
from tests.tables import every_row

DAY = timedelta(days=1)


@pytest.fixture
def ask(app, kept, robin):
    """A link, brought on by changes of its columns."""

    def ask(reference, days=3, age=timedelta(hours=1), **changed):
        visit = f"{kept.now.astimezone() + days * DAY:%Y-%m-%d}"
        about = {"reference": reference, "visit": visit, "ends": kept.now + (days + 1) * DAY}
        one, _ = an_invitation(app, kept.now - age, **about)
        if changed:
            invitations.change(kept.db, one, **changed)
        return invitations.find(kept.db, kept.encryption, one.name)

    return ask


def test_each_state_is_said_in_words(app, kept, desk, physio, robin, ask):
    now = to_iso(kept.now)
    ask("MADE")
    ask("OPENED", opened=now)
    ask("GONE", withdrawn=now)
    ask("ASTRAY", withdrawn=now, is_not_me=1)
    ask("LOCKED", withdrawn=now, tries=5)
    begun = responses.begin(kept.db, kept.encryption, ask("BEGUN", opened=now).id, {}, kept.now)
    responses.save(kept.db, kept.encryption, begun, {}, "training_load", kept.now)
    a_response(app, invitation=ask("SENT", opened=now))
    read = a_response(app, invitation=ask("READ", opened=now))
    responses.mark_read(kept.db, read, robin.id, kept.now)
    again = a_response(app, invitation=ask("AGAIN", opened=now))
    responses.reopen(kept.db, kept.encryption, again, kept.now)
    title = next(s.title for s in kept.questionnaire.sections if s.id == "training_load")
    physio.go("/clinic/links?show=all")
    desk.go("/clinic/links?show=all").does_not_see(title).sees("In progress")

    row = physio.page.text
    for reference, words in {
        "MADE": "Not sent",
        "OPENED": "Opened",
        "GONE": "Withdrawn",
        "ASTRAY": "Closed: it reached the wrong person",
        "LOCKED": "Closed: the year of birth was wrong five times",
        "BEGUN": f"In progress: {title}",
        "SENT": "Answered",
        "READ": "Read by Robin Hale",
        "AGAIN": "Answered. Reopened for a correction",
    }.items():
        after = row.rsplit(f" {reference} ", 1)[1]
        assert words in after[:120], reference


def test_nothing_about_health_is_said_even_with_a_warning(app, kept, desk, ask):
    a_response(
        app, healthy_runner(rf_now=["fainted_now"]), invitation=ask("KL", opened=to_iso(kept.now))
    )
    a_response(
        app,
        healthy_runner(rf_general=["fever_chills"]),
        invitation=ask("MB", opened=to_iso(kept.now)),
    )
    for page in ("/clinic/links?show=all", "/clinic/links?show=in+progress"):
        desk.go(page).sees("KL", "MB").does_not_see("arning", "rgent", "doctor", "pain", "fever")
    desk.follow("KL").sees("Needs a physiotherapist now").does_not_see(
        "arning", "rgent", "doctor", "pain"
    )


def test_who_needs_a_reminder_is_counted_and_one_click_away(kept, desk, ask):
    before = to_iso(kept.now - 2 * DAY)
    ask("EARLY", days=20, sent=before)
    ask("SOON", days=1, sent=before)
    ask("SLOW", days=10, age=2 * DAY, opened=to_iso(kept.now - DAY))
    ask("NOT SENT", days=1)
    desk.go("/clinic/links").sees(
        "2 need a reminder, 1 not opened yet for appointments in the next two days. 1 not sent."
    )
    desk.follow("Needs a reminder").sees("Needs a reminder. Link sent", "Needs a reminder. Opened")
    desk.does_not_see("EARLY", "NOT SENT").follow("Not opened yet").sees("EARLY", "SOON")
    desk.does_not_see("NOT SENT").go("/clinic/links").follow("1 not sent").sees("NOT SENT")
    desk.does_not_see("SOON")


def test_a_reference_is_found_however_it_is_typed(desk, ask):
    ask("KL-204", days=-1)
    ask("KL-205")
    ask("MB-204")
    desk.go("/clinic/links?reference=kl 204&show=coming").does_not_see("KL-204", "KL-205")
    desk.go("/clinic/links?reference=kl 204").sees("KL-204").does_not_see("KL-205")
    desk.go("/clinic/links?reference=kl204").sees("KL-204").does_not_see("KL-205")
    desk.go("/clinic/links?reference=kl").sees("KL-204", "KL-205").does_not_see("MB-204")
    ask("KL-206", days=-30)
    desk.go("/clinic/links?reference=kl20").sees("KL-204").does_not_see("KL-206")
    desk.go("/clinic/links?reference=kl206").sees("KL-206")


def test_next_page_keeps_what_was_asked_for(desk, ask):
    for number in range(30):
        ask(f"R{number:02}")
    desk.go("/clinic/links?show=not_sent&sort=-made").sees("R29", "R05").does_not_see("R04")
    address = desk.one(desk.page.kept["a"], "Next page").about["href"]
    desk.go(address).sees("R04", "R00", "First page").does_not_see("R05", "Next page")


def test_a_column_says_how_it_is_sorted_and_turns(desk, ask):
    ask("KL")
    for address, visit, made in [
        ("", "ascending -visit", "none made"),
        ("?sort=-visit", "descending visit", "none made"),
        ("?sort=-made", "none visit", "descending made"),
        ("?sort=made", "none visit", "ascending -made"),
    ]:
        html = desk.go(f"/clinic/links{address}").response.text
        heads = re.findall(r'aria-sort="(\w+)"><a href="[^"]*sort=(-?\w+)">(\w+)', html)

        assert heads == [(*visit.split(), "Appointment"), (*made.split(), "Made")]


@every_row(
    "address",
    [
        "show=x",
        "sort=x",
        "physiotherapist=x",
        "physiotherapist=" + "9" * 400,
        "from=x&to=2026-02-31",
    ]
    + ["after=nobody", "reference=%00", "show=to_remind&show=all", "page=7"],
)
def test_what_an_address_cannot_mean_is_left_out(desk, ask, address):
    assert desk.go(f"/clinic/links?{address}").response.status_code == 200


@every_row(
    ("address", "wanted"),
    [
        ({}, LinkQuery()),
        ({"show": "to_remind", "sort": "-made"}, LinkQuery(Show.TO_REMIND, order=Order.LAST_MADE)),
        ({"from": "24/11/2026"}, LinkQuery(Show.ALL, visit_from="2026-11-24")),
        ({"show": "coming", "to": "2026-11-24"}, LinkQuery(Show.ALL, visit_to="2026-11-24")),
        ({"reference": " KL "}, LinkQuery(Show.ALL, reference="KL")),
        ({"physiotherapist": "3"}, LinkQuery(physiotherapist=3)),
    ],
)
def test_an_address_says_what_to_list_and_back(address, wanted):
    assert link_query_from(address) == wanted
    assert link_query_from(address_for(wanted)) == wanted


def test_mail_that_could_not_be_sent_is_told_until_somebody_has_seen_it(kept, desk, ask):
    one = ask("KL-204")
    about = {"to": "kim@example.org", "subject": "x", "text": "x", "invitation": one.id}
    outbox.add(kept.db, kept.encryption, **about, now=kept.now)
    mail = outbox.take(kept.db, kept.encryption, kept.now)
    outbox.failed(kept.db, kept.encryption, mail, kept.now, is_final=True)

    desk.go("/clinic/links").sees("Emails that could not be sent KL-204").follow("KL-204")
    desk.sees("The email could not be sent").press("I have seen this")
    desk.does_not_see("could not be sent").go("/clinic/links").does_not_see("could not be sent")


def test_before_the_first_link_it_says_what_to_do(desk):
    desk.go("/clinic/links").sees("No links found.", "Make a link")


def test_a_filter_that_means_nothing_is_left_out_and_said(desk, robin):
    desk.go("/clinic/links?show=coming&from=24/11/2026&sort=made")
    desk.does_not_see("Not understood")
    desk.go("/clinic/links?show=x&from=tomorrow&sort=name&physiotherapist=kim")

    desk.sees("We could not use these filters: state, physiotherapist, appointment from, sort.")


def test_where_too_many_come_to_search_them_all_the_page_says_from_when(app, kept, desk, ask):
    early = ask("KL-204", days=2)
    row = dict(beneath(kept.db)["invitations"].get(early.id))
    del row["id"]
    with kept.db.transaction():
        rows = [row | {"name": f"n{number}", "blind_index": "x"} for number in range(999)]
        beneath(kept.db)["invitations"].insert_all(rows)
    desk.go("/clinic/links?reference=kl").does_not_see("were searched").sees("KL-204")
    ask("KL-999", days=40)
    late = f"{kept.now.astimezone() + 40 * DAY:%A %-d %B %Y}"
    desk.go("/clinic/links?reference=kl9").does_not_see("KL-999").sees(f"For one from {late} on")
    desk.go("/clinic/links?reference=kl999").sees("KL-999")
    desk.go("/clinic/links").does_not_see("were searched")
