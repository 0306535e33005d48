"""Where people leave: counted in fives, of nobody, and told to administrators alone."""

import re
from contextlib import closing
from datetime import timedelta

import pytest

from operations.job_context import job_context
from operations.jobs import run_jobs
from operations.monitoring.views import Monitor
from records.engine.database import open_database
from records.people import staff
from records.upkeep import page_counts
from records.upkeep.page_counts import Door
from services import services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import (
    a_colleague,
    a_kiosk,
    at_kiosk,
    healthy_runner,
    set_services,
    sign_in,
    sit_down_with,
    swap,
)
from tests.kiosk.person import AtKiosk
from tests.pre_visit import states
from tests.pre_visit.walking import agree, answer_on
from tests.visitor import Visitor

WORD = "a word that no machine would guess in a year"


@pytest.fixture
def counted(app, monkeypatch):
    """The app with nothing counted before, and a token for its figures."""
    monitor = Monitor()
    swap(monkeypatch, app, counters=monitor, metrics_token=WORD, counts_pages=True)
    return app


def first_pages(app, how_many=3):
    pages = services_of(app).questionnaire.safety.pages[:how_many]
    return [f"{page.section}/{page.id}" for page in pages]


def first(app):
    return f"/questions/{first_pages(app)[0]}"


def pass_pages(visitor, how_many):
    for _ in range(how_many):
        visitor.tick("None of these").press("Continue")
    return visitor


def walk(app, how_many):
    """Somebody new, past so many pages with nothing to tell."""
    return pass_pages(Visitor(app.test_client()).go(first(app)), how_many)


def write_down(app):
    """As the jobs do every half minute."""
    built = services_of(app)
    run_jobs(job_context(built), built.connections.database(), built.clock)


def rows(app):
    """What the table holds, exactly."""
    write_down(app)
    return list(beneath(services_of(app).connections.database())["page_counts"].rows)


def reached(app, door=Door.WEB):
    """How many reached each page, exactly."""
    return {row["page"]: row["times"] for row in rows(app) if row["door"] == door}


def look(app, *roles, query=""):
    write_down(app)
    db = services_of(app).connections.database()
    person = staff.find(db, "Pat Moor")
    person = person or a_colleague(app, "Pat Moor", roles or [Role.ADMINISTRATOR])
    return Visitor(sign_in(app.test_client(), person)).go(f"/clinic/use{query}")


def chart(visitor):
    """The first chart's rows: page, reached, fewer than before."""
    table = visitor.response.text.partition("<table")[2].partition("</table>")[0]
    cells = re.findall(r"<t[hd] ?[^>]*>(.*?)</t[hd]>", table.partition("<tbody>")[2], re.S)
    texts = [re.sub("<[^>]+>", "", cell).strip() for cell in cells]
    return [(page, told, fewer) for page, told, _, fewer in zip(*[iter(texts)] * 4, strict=True)]


def metrics(app):
    """What a machine with the token reads of pages: by the way in, the page and the version."""
    bearer = {"Authorization": f"Bearer {WORD}"}
    text = app.test_client().get("/metrics", headers=bearer).text
    line = r'^self_check_pages_reached_total\{door="(\w+)",page="(.+)",version="(.+)"\} (\S+)$'
    return {tuple(labels): float(told) for *labels, told in re.findall(line, text, re.M)}


def test_ten_people_walk_and_an_administrator_sees_in_fives_where_they_leave(counted):
    for far in (0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2):
        walk(counted, far)
    one, two, three = first_pages(counted)

    assert reached(counted) == {one: 11, two: 7, three: 5}
    told = [row[1:] for row in chart(look(counted))]
    assert told[:3] == [("10", "0"), ("5", "5 (the most)"), ("5", "0")]
    version = services_of(counted).questionnaire.version
    assert metrics(counted) == {
        ("web", page, version): times for page, times in ((one, 10), (two, 5), (three, 5))
    }


def test_fewer_than_five_are_told_nowhere(counted):
    for _ in range(4):
        walk(counted, 1)

    look(counted).sees("Fewer than 5 people reached any page in these days.")
    assert metrics(counted) == {}


def test_who_reloads_or_goes_back_counts_once(counted):
    person = walk(counted, 2)
    before = reached(counted)
    for _ in range(2):
        pass_pages(person.go(first(counted)).go(first(counted)), 1).go("/answers").go("/")

    assert reached(counted) == before == dict.fromkeys(first_pages(counted), 1)


def test_a_stop_that_is_taken_back_counts_once_and_so_does_what_follows(counted, questionnaire):
    person = walk(counted, 2)
    sign = next(iter(questionnaire.safety.pages[0].questions[0].options.values()))
    for _ in range(2):
        person.go(first(counted)).untick("None of these").tick(sign).press("Continue")
        person.go(first(counted)).untick(sign).tick("None of these").press("Continue")

    assert reached(counted) == dict.fromkeys([*first_pages(counted), "stop"], 1)


def test_who_deletes_the_answers_and_begins_again_counts_again(counted):
    person = walk(counted, 1)
    person.go("/delete").press("Delete my answers")
    pass_pages(person.go(first(counted)), 1)

    assert reached(counted) == dict.fromkeys(first_pages(counted, 2), 2)


def test_whoever_only_asks_what_is_there_does_not_count(counted, client):
    client.head(first(counted))
    client.get(f"/questions/{first_pages(counted)[1]}")
    client.get("/assessment")
    client.get("/upper-back-pain-when-running")

    assert rows(counted) == []


@pytest.mark.slow
def test_the_end_counts_at_each_door(counted, runner, questionnaire):
    device = a_kiosk(counted)
    AtKiosk(at_kiosk(counted.test_client(), device), device[0]).walk_to_a_result()
    patient = answer_on(agree(Visitor(counted.test_client()), states.made(counted)))
    patient.press("Send to Robin Hale")
    without = {"extras": False, "without": ("strength_days",)}
    sit_down_with(runner.client, questionnaire, healthy_runner(), **without)
    runner.go("/questions/strength/weeks").type_in(
        "How many days a week do you do strength work", "2"
    ).press("Continue")

    first_page = first_pages(counted)[0]
    for door in (Door.KIOSK, Door.VISIT):
        found = reached(counted, door)
        assert set(found.values()) == {1}, door
        assert {first_page, "result"} < set(found), door
        assert ("check" in found) == (door is Door.VISIT)
    assert reached(counted) == {"result": 1}


def test_each_version_and_range_of_days_has_a_chart_of_its_own(counted, stopped_clock):
    old = "0.0-older"
    for back, version in ((0, None), (10, None), (100, None), (3, old)):
        day = f"{stopped_clock - timedelta(days=back):%Y-%m-%d}"
        version = version or services_of(counted).questionnaire.version
        one = page_counts.PageReached(day, Door.WEB, first_pages(counted)[0], version)
        for _ in range(5):
            services_of(counted).counters.tally.add(one)
    told = {
        query: chart(look(counted, query=query))[0][1]
        for query in ("", "?days=7", "?days=400", "?days=x&version=y", f"?version={old}")
    }

    assert list(told.values()) == ["10", "5", "15", "10", "5"]


def test_a_page_that_is_asked_no_more_keeps_its_name(counted, stopped_clock):
    version = services_of(counted).questionnaire.version
    one = page_counts.PageReached(f"{stopped_clock:%Y-%m-%d}", Door.WEB, "gone/page", version)
    for _ in range(5):
        services_of(counted).counters.tally.add(one)

    assert ("gone/page", "5", "Not for everybody") in chart(look(counted))


def test_switched_off_nothing_is_counted_and_nothing_noted(counted):
    said = "We count how many people reach each page, in groups of five."
    Visitor(counted.test_client()).go("/about").sees(said)
    set_services(counted, counts_pages=False)
    person = walk(counted, 2)
    with person.client.session_transaction() as session:
        assert "reached" not in session

    assert rows(counted) == []
    assert metrics(counted) == {}
    look(counted).sees("Nothing is counted")
    person.go("/about").does_not_see("We count")


def test_there_is_nothing_of_anybody_in_the_table(counted, stopped_clock):
    """What it holds is the same whoever walked, in which order, and when on that day."""
    for far in (2, 0, 1):
        walk(counted, far)
    one, two, three = first_pages(counted)
    same = {"door": "web", "version": services_of(counted).questionnaire.version}
    zone = services_of(counted).settings.zone
    same |= {"day": f"{stopped_clock.astimezone(zone):%Y-%m-%d}"}

    assert sorted(rows(counted), key=lambda row: -row["times"]) == [
        {**same, "page": page, "times": times} for page, times in ((one, 3), (two, 2), (three, 1))
    ]


@pytest.mark.sqlite
def test_a_page_waits_for_no_write_and_none_is_lost(counted, tmp_path):
    """While somebody else holds the records, pages are served; it is written down afterwards."""
    with closing(open_database(tmp_path / "records.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        for _ in range(5):
            walk(counted, 1)
        other.execute("ROLLBACK")

    assert reached(counted) == dict.fromkeys(first_pages(counted, 2), 5)
