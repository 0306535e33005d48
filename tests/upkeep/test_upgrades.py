"""Every earlier version comes up to date with all that its database holds, or stays as it is."""

import hashlib
from contextlib import closing
from datetime import UTC, datetime

import pytest

from clinic.staff.roles import Role
from records import audit, resealing, visit_requests
from records.database import open_database, prepare_database
from records.migrations import STEPS, schema
from records.restoring import Older, restore
from records.sealing import Sealer
from tests.factories import a_colleague, settings_in, sign_in
from tests.visitor import Visitor
from torture.upkeep.earlier import DUMPS, KEYS, Killed, Program, as_left, rows

each_version = pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
# What was released stays, to the letter: the beginning of each file's SHA-256.
RELEASED = {
    "01_visit_requests": "fac00b3e754f",
    "02_staff": "bc63af2e3d43",
    "03_audit": "41318a510f21",
    "04_invitations": "db968ffd8c4a",
    "05_responses": "aac29a259e5d",
    "06_outbox": "91ca8501c644",
    "07_request_states": "2a8d47b10011",
    "08_staff_seen": "525a555cd8da",
    "08_views": "1efacc609480",
    "09_invitation_list": "be09fadeefdb",
    "10_inbox": "eb678c89ddce",
    "20_kiosks": "1d76d66a4a6d",
}
# What a column that came later holds in the rows from before it; `stands` is reckoned.
LATER = {
    "visit_requests": {"state": "new", "changed": None, "changed_by": None},
    "staff": {"seen": None},
    "invitations": {
        "batch": None,
        "not_me_told": None,
        "is_open": None,
        "stands": None,
        "word_tries": 0,
    },
    "outbox": {"invitation": None, "given_up": None},
    "notes": {"once_hash": None},
    "kiosk_calls": {"shown": None, "has_left": 0},
    "responses": {"wrong_person": None, "answerer": None},
}
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STANDS = ["in progress", "read", "withdrawn"]  # the three of the second version
RECKONED = {"inbox_lines", "inbox_days", "links_days"}
"""Tables that are filled from others."""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "records.db"


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return Program(tmp_path_factory.mktemp("upgrades") / "program")


def upgraded(dump, folder):
    path = as_left(dump, folder / "upgraded.db")
    prepare_database(path)
    return path


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@each_version
def test_every_row_is_there_and_equal(dump, path):
    before = rows(as_left(dump, path))
    prepare_database(path)
    after = rows(path)

    as_before = {
        table: [{name: new[name] for name in kept[0]} for new in after[table]] if kept else []
        for table, kept in before.items()
    }
    assert as_before == before


@each_version
def test_what_came_later_holds_what_the_map_says(dump, path):
    before = rows(as_left(dump, path))
    prepare_database(path)
    after = rows(path)

    for table, kept in before.items():
        for old, new in zip(kept, after[table], strict=True):
            later = {name: new[name] for name in new if name not in old}
            later |= {name: None for name in ("is_open", "stands") if name in later}
            assert later == {name: LATER[table][name] for name in later}
    assert {table for table in after if after[table] and not before.get(table)} <= RECKONED


def test_where_each_link_stands_is_reckoned(path):
    prepare_database(as_left(DUMPS[1], path))

    assert [row["stands"] for row in rows(path)["invitations"]] == STANDS


@each_version
def test_all_that_is_sealed_opens_and_the_audit_holds(dump, path):
    prepare_database(as_left(dump, path))
    with closing(open_database(path)) as db:
        found = resealing.look(db, KEYS)
        requests = visit_requests.newest(db, Sealer(KEYS))
        chain = audit.verify(db)

    assert (found.lost, found.old) == (0, 0)
    assert found.values > 0
    assert "Zoë Quill" in [one.contact["name"] for one in requests]
    assert chain.broken is None


@each_version
def test_the_pages_of_the_staff_show_it(dump, path, make_app):
    as_left(dump, path)
    app = make_app(settings_in(path.parent) | {"SEALING_KEYS": KEYS[0]})
    somebody = a_colleague(app, "Sam Roe", tuple(Role))
    desk = Visitor(sign_in(app.test_client(), somebody))
    desk.go("/clinic/requests").sees("Zoë Quill")
    for page in ("/clinic/inbox", "/clinic/links", "/clinic/people", "/clinic/kiosks"):
        assert desk.go(page).response.status_code == 200, page


@each_version
def test_a_backup_of_that_time_is_taken_back(dump, path, tmp_path):
    """With --older, into records of today."""
    backup = as_left(dump, tmp_path / "backup.db")
    prepare_database(path)
    with pytest.raises(Older):
        restore(path, backup, KEYS, NOW)
    restore(path, backup, KEYS, NOW, older=True)

    assert rows(path)["visit_requests"] == rows(upgraded(dump, tmp_path))["visit_requests"]
    assert len(rows(path)["responses"]) == len(rows(backup).get("responses", ()))


@each_version
def test_a_second_start_changes_nothing(dump, path):
    prepare_database(as_left(dump, path))
    once = rows(path)
    prepare_database(path)

    assert rows(path) == once


def test_steps_go_by_name_and_those_released_are_as_they_were():
    names = [path.stem for path in sorted(STEPS.glob("*.sql"))]
    now = {path.stem: digest(path)[:12] for path in STEPS.glob("*.sql")}

    assert [step.name for step in schema._migrations] == [name.partition("_")[2] for name in names]
    assert {name: now[name] for name in RELEASED} == RELEASED


@pytest.mark.parametrize("last", range(1, len(schema._migrations)))
def test_from_every_step_to_the_newest(path, last):
    """Also from those at which no version stopped."""
    names = [step.name for step in schema._migrations]
    with closing(open_database(as_left(DUMPS[0], path))) as db:
        schema.apply(db, stop_before=names[last])
    prepare_database(path)

    with closing(open_database(path)) as db:
        assert [step.name for step in schema.applied(db)] == names
        assert db.table("visit_requests").count == 3


BAD = {
    "no SQL": "CREATE TABLE more (number INTEGER) STRICT;\nCREATE TABEL no;\n",
    "twice the same": "UPDATE visit_requests SET reference = 'x', once_hash = 'x';\n",
    "after much is gone": "DELETE FROM visit_requests;\nDROP TABLE visit_requests;\nSELECT no();\n",
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("dump", [DUMPS[0], DUMPS[-1]], ids=lambda dump: dump.stem)
def test_a_step_that_fails_leaves_the_file_as_it_was(dump, path, program, bad):
    before = digest(as_left(dump, path))
    step = program.steps / "99_later.sql"
    step.write_text(BAD[bad])
    said = program.start(path)
    step.unlink()

    assert said.startswith(f"{path} could not be brought up to date: the step 99_later")
    assert "Nothing was changed." in said
    assert digest(path) == before
    assert program.start(path) == ""


@pytest.mark.parametrize("step", [0, 4, 10])
def test_a_kill_at_a_step_leaves_everything_and_the_next_start_goes_on(path, program, step):
    """At every step of every version: make torture ARGS="upkeep"."""
    before = rows(as_left(DUMPS[0], path))

    with pytest.raises(Killed):
        program.start(path, stop_after=step)
    assert rows(path) == before
    assert program.start(path) == ""
    assert len(rows(path)["visit_requests"]) == 3


def test_a_program_of_before_refuses_a_newer_file_with_words(path, tmp_path):
    prepare_database(as_left(DUMPS[-1], path))
    before, program = digest(path), Program(tmp_path / "before")
    for step in sorted(program.steps.glob("*.sql"))[-2:]:
        step.unlink()
    said = program.start(path)

    assert "a newer version wrote it. Start that version." in said
    assert digest(path) == before
