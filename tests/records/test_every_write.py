"""Whatever is written is either part of a deed that has its entry in the audit, or says why not."""

import ast
from pathlib import Path

import pytest

from records.answers import (
    agreement,
    contact,
    invitations,
    links,
    notes,
    outbox,
    responses,
    warnings,
)
from records.answers import appointment_requests as visit_requests
from records.kiosk import calls as kiosk_calls
from records.kiosk import codes as kiosk_codes
from records.kiosk import devices as kiosks
from records.people import api_tokens, audit, sign_ins, staff
from records.people.audit import HAS_ENTRY, AuditAction, NotAudited, audited
from records.upkeep import retention
from tests.records.someone import BRIEF, TOLD, a_request, answered, everything, somebody

ROOT = Path(__file__).parents[2]
ROOMS = (
    "records",
    "self_check",
    "pre_visit",
    "kiosk",
    "staff",
    "operations",
    "review",
    "web",
    "app.py",
)
WRITES = {"insert", "update", "delete"}
SQL = ("INSERT", "UPDATE", "DELETE", "REPLACE")
BLOCKS = {"changing", "unaudited"}
THE_AUDIT_ITSELF = "records/people/audit.py: add"
THE_STORE_ITSELF = "records/engine/"


def files():
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py")) or [ROOT / room]


def is_write(node, sql):
    """Whether a call writes to a table: by a method of one, or in SQL."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    name, of = node.func.attr, ast.unparse(node.func.value)
    if name in WRITES:
        return of.rpartition(".")[2] == "db"
    return name == "execute" and any(
        text.strip().upper().startswith(SQL) for one in node.args for text in texts(one, sql)
    )


def texts(node, sql):
    """The texts in an argument, and in what it names."""
    named = [sql[one.id] for one in ast.walk(node) if isinstance(one, ast.Name) and one.id in sql]
    for one in (part for tree in (node, *named) for part in ast.walk(tree)):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def writes(path):
    """Each function that writes, and the blocks around the write."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    sql = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }

    def walk(node, function, around):
        if isinstance(node, ast.FunctionDef):
            function, around = node.name, set()
        if isinstance(node, ast.With):
            calls = [ast.walk(one.context_expr) for one in node.items]
            names = {n.id for call in calls for n in call if isinstance(n, ast.Name)}
            around = around | names & BLOCKS
        if is_write(node, sql):
            yield f"{path.relative_to(ROOT).as_posix()}: {function}", around
        for child in ast.iter_child_nodes(node):
            yield from walk(child, function, around)

    return walk(tree, "", set())


@pytest.mark.slow
def test_every_write_is_part_of_an_audited_deed_or_says_why_it_needs_no_entry():
    found = [one for path in files() for one in writes(path)]

    assert len(found) > 80
    bare = {where for where, around in found if not around}
    assert {where for where in bare if not where.startswith(THE_STORE_ITSELF)} == {THE_AUDIT_ITSELF}
    assert {where for where, _ in found if not where.startswith("records/")} == set()


def deeds(db, encryption, now):
    """Something of each file that changes what the audit is about."""
    sent, response = answered(db, encryption, now, warned=True)
    request, by = a_request(db, encryption, now), somebody(db)
    [warning] = warnings.of(db, encryption, response.id)
    kiosk, code = kiosks.add(db, "Waiting room", now)
    digits = kiosk_codes.give(db, encryption, sent.id, now)
    kiosk_calls.call(db, kiosk.id, kiosk_calls.CallKind.HELP, now)
    [call] = kiosk_calls.waiting(db)
    about = {"reference": "X 1", "physiotherapist": by, "made_by": by, "visit": "2026-03-30"}
    return {
        "staff added": lambda: staff.add(db, "Kim Lee", ["physiotherapist"]),
        "set-up link": lambda: staff.new_set_up_link(db, by, now),
        "roles": lambda: staff.give_roles(db, by, ["administrator"]),
        "left": lambda: staff.leave(db, by, now),
        "passphrase": lambda: staff.change_passphrase(db, by, "hash", ""),
        "signed in": lambda: sign_ins.start(db, by, now),
        "signed out": lambda: sign_ins.end_all(db, by),
        "invitation": lambda: invitations.make(db, encryption, **about, ends=now, now=now),
        "withdrawn": lambda: invitations.change(db, sent, withdrawn="now"),
        "another address": lambda: contact.correct(db, encryption, sent, "x@y.example", "", now),
        "booked": lambda: visit_requests.book(db, request, sent.id, by, now),
        "another link": lambda: links.add(db, sent.id, now=now),
        "links replaced": lambda: links.replace_all(db, sent.id, now=now),
        "mail": lambda: outbox.add(db, encryption, to="x", subject="x", text="x", now=now),
        "mail dropped": lambda: outbox.drop(db, sent.id),
        "mail redirected": lambda: outbox.redirect(
            db, encryption, sent.id, outbox.OutboxKind.MAIL, "x@y.example", now
        ),
        "received": lambda: responses.receive(db, encryption, response, TOLD, BRIEF, now),
        "reopened": lambda: responses.reopen(db, encryption, response, now),
        "read": lambda: responses.mark_read(db, response, by, now),
        "state": lambda: responses.set_state(db, response, responses.ReviewState.CLOSED),
        "correction": lambda: responses.ask_to_correct(db, response, now),
        "verdict": lambda: responses.keep_verdict(db, encryption, response, {}, now),
        "counted": lambda: agreement.count(db, "O01", "fit"),
        "warning": lambda: warnings.raise_once(
            db, encryption, response.id, {"signs": [{"id": "S2"}]}, 3, now
        ),
        "acknowledged": lambda: warnings.acknowledge(
            db, encryption, warning, by=by, done="Called", now=now
        ),
        "needed": lambda: warnings.say_whether_needed(db, encryption, warning, True, now),
        "note": lambda: notes.add(db, encryption, response.id, by=by, text="x", now=now),
        "request": lambda: visit_requests.set_state(
            db, request, visit_requests.RequestState.CALLED, by, now
        ),
        "kiosk": lambda: kiosks.add(db, "Upstairs", now),
        "kiosk code": lambda: kiosks.new_code(db, kiosk.id, now),
        "enrolled": lambda: kiosks.enrol(db, code, now),
        "kiosk left": lambda: kiosks.leave(db, kiosk),
        "kiosk withdrawn": lambda: kiosks.withdraw(db, kiosk.id, now),
        "token": lambda: api_tokens.add(db, "Practice system", ["answers"], now),
        "token revoked": lambda: api_tokens.revoke(db, 1, now),
        "PIN": lambda: kiosks.set_pin(db, kiosk.id, "hash"),
        "call seen": lambda: kiosk_calls.acknowledge(db, call.id, by=by, now=now),
        "code given": lambda: kiosk_codes.give(db, encryption, sent.id, now),
        "code used": lambda: kiosk_codes.use(db, encryption, digits, now),
        "erased": lambda: retention.remove(db, f"visit {sent.name}"),
    }


def test_a_deed_without_an_entry_is_refused_and_not_done(db, encryption, now):
    of_each, done = deeds(db, encryption, now), []
    before, token = everything(db), HAS_ENTRY.set(False)
    for name, deed in of_each.items():
        try:
            deed()
        except NotAudited:
            continue
        done.append(name)
    HAS_ENTRY.reset(token)

    assert done == []
    assert everything(db) == before


def test_a_deed_and_its_entry_are_kept_together(db, now):
    token = HAS_ENTRY.set(False)
    with audited(
        db, actor="Robin Hale", action=AuditAction.ADDED, subject="staff Kim Lee", now=now
    ):
        staff.add(db, "Kim Lee", [])
    HAS_ENTRY.reset(token)

    assert [one.subject for one in audit.newest(db)] == ["staff Kim Lee"]
    assert staff.find(db, "Kim Lee")


def test_a_deed_that_fails_leaves_no_entry_and_no_half(db, now):
    def stumble():
        with audited(
            db, actor="Robin Hale", action=AuditAction.ADDED, subject="staff Kim Lee", now=now
        ):
            staff.add(db, "Kim Lee", [])
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        stumble()
    with db.transaction():  # and so within a turn that goes on
        with pytest.raises(ArithmeticError):
            stumble()
        audit.add(db, actor="Robin Hale", action=AuditAction.LISTED, subject="patients", now=now)

    assert [one.subject for one in audit.newest(db)] == ["patients"]
    assert staff.find(db, "Kim Lee") is None


def test_what_comes_after_a_deed_needs_an_entry_of_its_own(db, now):
    token = HAS_ENTRY.set(False)
    with db.transaction():
        with audited(
            db, actor="Robin Hale", action=AuditAction.ADDED, subject="staff Kim Lee", now=now
        ):
            staff.add(db, "Kim Lee", [])
        with pytest.raises(NotAudited):
            staff.add(db, "Sam Reed", [])
    HAS_ENTRY.reset(token)
