"""The sheet: a runner's answers in the encrypted cookie."""

import pytest
from cryptography.fernet import Fernet

from questionnaire.answer_set import SHAPE, AnswerSet, OutdatedAnswers
from questionnaire.distance import Distance
from questionnaire.packing import reading
from questionnaire.questions import (
    Asked,
    Page,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    ShowWhen,
)
from records.engine.encryption import Encryption
from tests.tables import every_row
from web.sessions import LARGEST_COOKIE

ATTRIBUTES = (
    "__Host-self-check=; Expires=Mon, 01 Jan 2030 00:00:00 GMT; Max-Age=86400; Secure; HttpOnly; "
    "Path=/; SameSite=Lax"
)
BROWSERS_TAKE = 4096  # bytes of a cookie with its name and attributes


def longest_answer(question):
    """The answer that takes most room, whatever sense it makes."""
    if question.kind is QuestionKind.CHOICES:
        return [option for option in question.options if option not in question.exclusive]
    if question.kind is QuestionKind.CHOICE:
        return max(question.options, key=len)
    if question.kind is QuestionKind.DISTANCE:
        return Distance(123.456789, "mi")
    if question.kind is QuestionKind.DATE:
        return "2027-05-16"
    return question.range[1] - question.step


def test_the_largest_sheet_fits_in_a_cookie(client, questionnaire, capsys):
    asked = [q for q in questionnaire.questions.values() if q.asked <= Asked.EXTRA]
    answers = {question.id: longest_answer(question) for question in asked}
    twice = frozenset(question.id for question in asked if question.asks_twice)
    hidden = frozenset(q.id for q in asked if q.show_when)
    with client.session_transaction() as session:
        AnswerSet(questionnaire, answers, Asked.EXTRA, twice, "mi", hidden).keep(session)
        session["csrf_token"] = "f" * 40
        session["sent"] = {"reference": "2346789B", "attached": True, "is_first": True}
    cookie = client.get_cookie("self-check")
    size = len(cookie.value)
    with capsys.disabled():
        print(f"\n  the largest possible sheet: a cookie of {size} bytes ", end="")

    assert size <= LARGEST_COOKIE
    assert (
        size + len("__Host-self-check=; Secure; HttpOnly; Path=/; SameSite=Lax; Max-Age=86400") + 40
        <= BROWSERS_TAKE
    )


def test_a_sheet_comes_back_as_it_was_kept(questionnaire):
    answers = {"rf_now": ["none"], "pain_worst": 4, "km_last_7d": Distance(6.5, "mi")}
    answers |= {"km_typical_week": None, "pain_onset": "gradual", "sleep_hours": 7.5}
    answers |= {"goal_date": "2027-05-16", "goal_text": "a < b 🏃", "activities": [["Lift", 3]]}
    sheet = AnswerSet(questionnaire, answers, Asked.EXTRA, frozenset({"rf_now"}), "mi")
    session, encryption = {}, Encryption([Fernet.generate_key().decode()])
    sheet.keep(session)

    assert sheet == AnswerSet.of(encryption.decrypt(encryption.encrypt(session)), questionnaire)


def test_without_a_session_a_sheet_is_blank(questionnaire):
    assert AnswerSet.of({}, questionnaire).is_blank


def test_a_sheet_of_another_shape_is_refused(questionnaire):
    session = {}
    AnswerSet(questionnaire, {"rf_now": ["none"]}).keep(session)
    session["sheet"]["version"][0] = SHAPE - 1

    with pytest.raises(OutdatedAnswers):
        AnswerSet.of(session, questionnaire)


@every_row(
    ("name", "small"),
    [("pain_onset", 99), ("pain_onset", -1), ("pain_onset", [0]), ("rf_now", [0, 99])]
    + [("rf_now", [-1]), ("rf_now", 0), ("km_last_7d", 5)],
)
def test_an_answer_that_its_question_cannot_have_is_refused(questionnaire, name, small):
    """As of another question that is kept alike."""
    session = {}
    AnswerSet(questionnaire, {"rf_now": ["none"]}).keep(session)
    session["sheet"]["answers"] = {reading(questionnaire.questions[name]): small}

    with pytest.raises(OutdatedAnswers):
        AnswerSet.of(session, questionnaire)


@pytest.mark.parametrize("version", ["0.1-proposal+00000000", None, ["0.1", 3, 4]])
def test_a_sheet_of_the_first_version_is_refused(questionnaire, version):
    with pytest.raises(OutdatedAnswers):
        AnswerSet.of({"sheet": {"version": version, "answers": [1, 2]}}, questionnaire)


def test_new_answers_take_the_place_of_old_ones(questionnaire):
    sheet = AnswerSet(questionnaire, {"pain_worst": 4, "age_years": 30}).add({"pain_worst": 6})

    assert sheet.answers == {"pain_worst": 6, "age_years": 30}


def test_a_change_makes_a_screen_explain_itself_anew(questionnaire):
    sheet = AnswerSet(questionnaire, {"rf_now": ["not_sure"]}).explain(["rf_now"])

    assert sheet.add({"rf_now": ["not_sure"]}).explained == {"rf_now"}
    assert sheet.add({"rf_now": ["none"]}).explained == frozenset()


def test_the_unit_is_that_last_chosen(questionnaire):
    assert AnswerSet(questionnaire).add({}, "mi").add({}).unit == "mi"


def a_question(name, *options, after=None):
    """One choice, asked only after an option of another question if `after` is given."""
    shown = ShowWhen(after[0], (after[1],)) if after else None
    words = dict.fromkeys(options, "")
    return Question(name, QuestionKind.CHOICE, name, "", name, options=words, show_when=shown)


@pytest.fixture
def shoes():
    """A safety question; then shoes, what changed about them, and how much of that."""
    asked = [
        a_question("fever", "yes", "no"),
        a_question("new_shoes", "yes", "no"),
        a_question("changed", "drop", "brand", after=("new_shoes", "yes")),
        a_question("how_much", "4mm", "8mm", after=("changed", "drop")),
    ]
    pages = [Page(q.id, "safety" if q.id == "fever" else "load", (q,)) for q in asked]
    sections = (Section("safety", "", (pages[0],)), Section("load", "", tuple(pages[1:])))
    return Questionnaire("", "1", sections, ())


def test_a_change_taken_back_brings_the_hidden_answers_back(shoes):
    given = {"new_shoes": "yes", "changed": "drop", "how_much": "8mm"}
    sheet = AnswerSet(shoes).add({"fever": "no"}).add(given)
    without = sheet.add({"new_shoes": "no"})
    assert without.journey.given_answers == {"fever": "no", "new_shoes": "no"}
    session = {}
    without.keep(session)
    again = AnswerSet.of(session, shoes).add({"new_shoes": "yes"})

    assert again.journey.given_answers == {"fever": "no", **given}
    assert again.journey.next_page() is None


PREGNANT = {"health_background": ["pregnancy"], "preg_which": ["pregnant"]}


@pytest.mark.parametrize("answer", ["no_now", "yes_now", "not_sure"])
def test_a_safety_answer_that_was_hidden_counts_once_it_is_sent_again(questionnaire, answer):
    sheet = AnswerSet(questionnaire).add(PREGNANT).add({"preg_warning": answer})
    sheet = sheet.explain(["preg_warning"]).add({"health_background": ["none"]})
    assert "preg_warning" not in sheet.journey.answers
    session = {}
    sheet.keep(session)
    again = AnswerSet.of(session, questionnaire).add(PREGNANT)
    assert "preg_which" in again.journey.answers  # it was just sent

    assert again.answers["preg_warning"] == answer
    assert "preg_warning" not in again.journey.answers
    assert again.explained == frozenset()
    assert again.add({"preg_warning": answer}).journey.answers["preg_warning"] == answer


def test_what_followed_an_answer_that_is_gone_is_asked_again(questionnaire):
    """A safety answer counts only where it is asked, or once its page was sent again."""
    session = {}
    AnswerSet(questionnaire, {"heart_which": ["none"]}).keep(session)
    sheet = AnswerSet.of(session, questionnaire).add({"health_background": ["heart_vessel"]})

    assert "heart_which" in sheet.unconfirmed
    assert "heart_which" not in sheet.journey.answers
