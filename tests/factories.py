"""People and worked cases to test with."""

import tomllib
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from secrets import token_urlsafe

from cryptography.fernet import Fernet

from pre_visit.intake import Intake
from questionnaire.answer_set import AnswerSet
from questionnaire.distance import Distance
from questionnaire.journey import Journey
from questionnaire.loading import load_content
from questionnaire.questions import Asked, QuestionKind
from questionnaire.stops import stop_for
from records.answers import invitations, responses
from records.engine.database import Connections
from records.kiosk import devices as kiosks
from records.people import sign_ins, staff
from review.proving.check import problems
from services import NAME, services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from web.password_hashing import hashed

CASES = Path(__file__).parent / "cases"
# What no environment may set. The hashing is the least that OpenSSL does; `safe_hashing` undoes it.
IN_CODE_ALONE = {"TESTING": True, "HASHING": "scrypt:512:8:1"}
WRITTEN = ["Lifting my son", "Sitting through meetings", "Sleeping on my side", "The long run"]
load_content_once = cache(load_content)
FOUND = {}  # what is wrong with content, by the rulebook that was read once
STEADY_NUMBERS = [0, 0.5, 1, 2, 3, 5, 6, 8, 10, 12, 13, 15, 16.5, 20, 22, 26, 30, 33, 39, 60]


def settings_in(folder):
    """Settings with keys of their own and a database in this folder."""
    keys = {"SECRET_KEY": token_urlsafe(32), "ENCRYPTION_KEYS": Fernet.generate_key().decode()}
    clinic = {"CLINIC_NAME": "The physio next door", "CLINIC_PHONE": "(555) 010-0100"}
    return clinic | keys | IN_CODE_ALONE | {"DATABASE": folder / "records.db"}


def problems_once(questionnaire, rulebook):
    if id(rulebook) not in FOUND:
        FOUND[id(rulebook)] = problems(questionnaire, rulebook)
    return FOUND[id(rulebook)]


def set_services(app, **changed):
    """From now on an app is built from these instead: services by name, or settings."""
    built = services_of(app)
    own = {name: value for name, value in changed.items() if hasattr(built, name)}
    settings = {name: value for name, value in changed.items() if name not in own}
    if settings:
        own["settings"] = replace(built.settings, **settings)
    app.extensions[NAME] = replace(built, **own)


class Parts(dict):
    """What an app is built from, by name, for pytest's monkeypatch to change and put back."""

    def __init__(self, app):
        built = services_of(app)
        parts = (built.settings, built)
        super().__init__({one.name: getattr(at, one.name) for at in parts for one in fields(at)})
        self.app = app

    def __setitem__(self, name, value):
        super().__setitem__(name, value)
        set_services(self.app, **{name: value})


def swap(monkeypatch, app, **changed):
    """The same until the end of a test."""
    parts = Parts(app)
    for name, value in changed.items():
        monkeypatch.setitem(parts, name, value)


@contextmanager
def with_records_at(app, path):
    """For a while an app has a database of its own, which is there; then the one of before."""
    before = services_of(app)
    set_services(app, connections=Connections(path))
    try:
        yield app
    finally:
        services_of(app).connections.close()
        app.extensions[NAME] = before  # whatever was set meanwhile, a clock too


def healthy_runner(**changed):
    """The answers of a well 35-year-old, changed as told; None is a question not answered."""
    answers = deepcopy(_toml("healthy_runner.toml")["answers"]) | changed
    return {question: answer for question, answer in answers.items() if answer is not None}


@cache
def _toml(name):
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))


class Chance(Random):
    """Choices that are the same every time, from a number."""


def random_person(questionnaire, random, quiet_safety=0.0):
    """Valid answers to every question that is asked, chosen by chance.

    With the chance `quiet_safety` a safety screen is answered with "None of these".
    """
    answers = {}
    safety = {question for page in questionnaire.safety.pages for question in page.questions}
    for question in questionnaire.questions.values():
        if not Journey(questionnaire, answers).is_met(question.show_when):
            continue
        if question in safety and "none" in question.options and random.random() < quiet_safety:
            answers[question.id] = ["none"]
        elif not (question.may_skip and random.random() < 0.2):
            answers[question.id] = random_answer(question, random)
    return answers


def random_answer(question, random: Random):
    """A valid answer to one question."""
    if question.kind is QuestionKind.CHOICE:
        return random.choice(list(question.options))
    if question.kind is QuestionKind.CHOICES:
        alone = [[option] for option in question.exclusive]
        free = [option for option in question.options if option not in question.exclusive]
        ticked = random.sample(free, random.randint(1, min(3, len(free))))
        return random.choice([*alone, ticked, ticked, ticked])
    if question.kind is QuestionKind.DISTANCE:
        return random.choice(STEADY_NUMBERS)
    if question.kind is QuestionKind.TEXT:
        return random.choice(WRITTEN)
    if question.kind is QuestionKind.DATE:
        return f"2027-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    if question.kind is QuestionKind.ACTIVITIES:
        named = random.sample(WRITTEN, random.randint(1, question.most))
        return [[words, random.choice([None, *range(11)])] for words in named]
    low, high = question.range
    return low + question.step * random.randint(0, int((high - low) / question.step))


def as_given(questionnaire, answers, without=()):
    """Answers (distances in km) as a sheet holds them: every other question was skipped."""
    kinds = {name: question.kind for name, question in questionnaire.questions.items()}
    given = dict.fromkeys(kinds) | {
        name: Distance(answer) if kinds[name] is QuestionKind.DISTANCE else answer
        for name, answer in answers.items()
    }
    return {name: answer for name, answer in given.items() if name not in without}


def sit_down_with(client, questionnaire, answers, extras=True, without=()):
    """Let a visitor's browser hold these answers (distances in km) already."""
    given = as_given(questionnaire, answers, without)
    explained = frozenset(name for name, q in questionnaire.questions.items() if q.asks_twice)
    asks = Asked.EXTRA if extras else Asked.ALWAYS
    with client.session_transaction() as session:
        AnswerSet(questionnaire, given, asks, explained).keep(session)


def hold_at_kiosk(client, questionnaire, given, explained=frozenset()):
    """Let somebody who sits at a kiosk have these answers, as a sheet holds them, already."""
    kept = {}
    AnswerSet(questionnaire, given, Asked.ALWAYS, explained).keep(kept)
    with client.session_transaction() as session:
        session["at_kiosk"] = session["at_kiosk"] | kept


WORDS_TO_COME_IN = "seven quiet herons"


def a_colleague(app, name="Robin Hale", roles=(Role.PHYSIOTHERAPIST,), now=None):
    """Somebody on the staff who has set a passphrase (WORDS_TO_COME_IN)."""
    db, now = services_of(app).connections.database(), now or datetime.now(UTC)
    token = staff.new_set_up_link(db, staff.add(db, name, roles).id, now)
    with app.app_context():
        return staff.set_up(db, token, hashed(WORDS_TO_COME_IN), now)


def sign_in(client, person, now=None):
    """Let this browser be signed in as a member of the staff."""
    db = services_of(client.application).connections.database()
    client.set_cookie("staff", sign_ins.start(db, person.id, now or datetime.now(UTC)))
    return client


def desk_of(app, now=None):
    """What receives answers in an app, at a moment."""
    built = services_of(app)
    return Intake(
        db=built.connections.database(),
        encryption=built.encryption,
        rulebook=built.rulebook,
        questionnaire=built.questionnaire,
        now=now or datetime.now(UTC),
        events_from=built.settings.base_url if built.settings.webhook.is_on else "",
    )


def an_invitation(app, now=None, physiotherapist=None, **changed):
    """A new invitation and its link's token; the visit is tomorrow at 09:30, the end after it.

    `changed`: reference, visit, ends, birth_year, phone, language. Robin Hale asks unless told
    otherwise.
    """
    desk = desk_of(app, now)
    person = physiotherapist or staff.find(desk.db, "Robin Hale") or a_colleague(app, now=desk.now)
    tomorrow = desk.now + timedelta(days=1)
    about = {
        "reference": "KL 4711",
        "physiotherapist": person.id,
        "made_by": person.id,
        "visit": f"{tomorrow:%Y-%m-%d}T09:30",
        "ends": tomorrow.replace(hour=23, minute=59, second=59, microsecond=0),
    }
    return invitations.make(desk.db, desk.encryption, **about | changed, now=desk.now)


def answerer_of(app, invitation):
    """Who first agreed to answer at an invitation; None where nobody has."""
    db = services_of(app).connections.database()
    rows = beneath(db)["answerers"].rows_where("invitation = ?", [invitation.id], order_by="id")
    return next((row["id"] for row in rows), None)


OWN_WORDS = {
    "own_question": "Can I run my race in May?",
    "activities": [["Lifting my son", 6], ["Sitting", None]],
}
FOR_THE_VISIT = OWN_WORDS | {
    "goal_text": "10 km without stopping",
    "goal_date": "2027-05-16",
    "race_km": 21.1,
    "course": "up_down",
    "pain_now": 2,
    "pain_average": 3,
    "medicines": ["painkiller_helps", "other_medicine"],
    "allergies": "Plasters",
    "seen_by": ["doctor_pv", "xray"],
    "tests_result": "Nothing broken",
    "treatment_tried": ["rest", "massage_manual"],
    "treatment_effect": "helped_short",
    "needle_screen": ["bleeds_easily"],
    "work_kind": "sitting",
    "work_days_lost": 1,
    "expect_running": 4,
    "fear_harm": 7,
    "mood_2w": "good",
}
"""Every question that only a patient is asked, and the race."""


def kept_answers(questionnaire, answers, changes=(), without=(), asks=Asked.VISIT):
    """Answers (distances in km) and own words, as an invited runner's submission keeps them."""
    given = as_given(questionnaire, OWN_WORDS | answers, without)
    explained = frozenset(name for name, q in questionnaire.questions.items() if q.asks_twice)
    kept = {"changes": list(changes)}
    AnswerSet(questionnaire, given, asks, explained).keep(kept)
    return kept


def a_response(app, answers=None, invitation=None, now=None, **about):
    """A submission that the clinic received: sent, or stopped where the answers stop the questions.

    `about`: changes, without and asks, as for `kept_answers`. An invitation that has a submission
    which is still open gets the answers there.
    """
    desk, answers = desk_of(app, now), healthy_runner() if answers is None else answers
    invitation = invitation or an_invitation(app, now)[0]
    kept = kept_answers(desk.questionnaire, answers, **about)
    who = answerer_of(app, invitation)
    begun = responses.begin(desk.db, desk.encryption, invitation.id, {}, desk.now, who)
    last = desk.questionnaire.sections[-1].id
    responses.save(desk.db, desk.encryption, begun, kept, last, desk.now)
    begun = responses.by_id(desk.db, desk.encryption, begun.id)
    sheet = AnswerSet.of(kept, desk.questionnaire)
    if stop := stop_for(desk.rulebook, sheet.journey):
        desk.report(invitation, begun, sheet, stop)
    else:
        desk.send(invitation, begun)
    return responses.by_id(desk.db, desk.encryption, begun.id)


def a_kiosk(app, name="Waiting room", now=None):
    """A kiosk that a device was enrolled as, and the token of the device's cookie."""
    db, now = services_of(app).connections.database(), now or datetime.now(UTC)
    _, code = kiosks.add(db, name, now)
    return kiosks.enrol(db, code, now)


def at_kiosk(client, kiosk=None):
    """Let this browser be a kiosk; a pair of `a_kiosk`, or a new one."""
    _, token = kiosk or a_kiosk(client.application)
    client.set_cookie("kiosk", token)
    return client
