"""What a submission keeps and the clinic gets, beneath the pages."""

import pytest

from pre_visit.answer_store import ResponseStore
from questionnaire.answer_set import OutdatedAnswers
from questionnaire.questions import Asked
from records.answers import contents, warnings
from records.answers.responses import AlreadySent
from records.engine.encryption import Unreadable
from self_check.answer_store import UnreadableAnswers
from tests.beneath import beneath
from tests.factories import answerer_of, desk_of, healthy_runner, kept_answers
from tests.pre_visit import states


def keeping(case):
    who = answerer_of(case.app, case.invitation)
    return ResponseStore(desk_of(case.app), case.invitation, who)


def test_the_submission_begins_with_the_first_answer(app):
    case = states.agreed(app)
    blank = keeping(case)
    assert (blank.response, blank.open_sheet().is_blank) == (None, True)
    blank.keep(blank.open_sheet().add({"rf_now": ["none"]}))

    assert keeping(case).open_sheet().answers == {"rf_now": ["none"]}
    assert keeping(case).response.section == "safety"


def test_all_the_questions_are_asked(app):
    assert keeping(states.agreed(app)).open_sheet().asks is Asked.VISIT


def test_its_mark_changes_with_answers_and_words_and_tells_nothing(app):
    mine = keeping(states.all_answered(app))
    etags = [mine.etag]
    for more in ({"own_question": "Why me?"}, {"age_years": 50}):
        mine.keep(mine.open_sheet().add(more))
        etags.append(mine.etag)

    assert len(set(etags)) == 3
    assert {len(etag) for etag in etags} == {8}


def test_answers_that_cannot_be_used_are_told_apart(app):
    with pytest.raises(OutdatedAnswers):
        keeping(states.outdated(app)).open_sheet()
    case = states.all_answered(app)
    beneath(desk_of(app).db)["responses"].update(case.response.id, {"encrypted": b"gone"})
    with pytest.raises(UnreadableAnswers):
        keeping(case).open_sheet()


def test_only_outdated_answers_are_begun_again(app):
    case = states.outdated(app)
    keeping(case).begin_again()
    assert keeping(case).open_sheet().is_blank

    beneath(desk_of(app).db)["responses"].update(case.response.id, {"encrypted": b"gone"})
    with pytest.raises(Unreadable):
        keeping(case).begin_again()


def test_a_submission_is_sent_once(app):
    case, desk = states.all_answered(app), desk_of(app)
    desk.send(case.invitation, case.response)
    with pytest.raises(AlreadySent):
        desk.send(case.invitation, case.response)

    assert not keeping(case).may_change


def test_what_was_sent_has_its_questions_kept(app, questionnaire):
    states.submitted(app)
    document = contents.find(desk_of(app).db, questionnaire.version)

    assert [section["id"] for section in document["sections"]] == [
        section.id for section in questionnaire.sections
    ]


def test_a_second_stop_raises_its_own_warning_and_the_same_one_does_not(app):
    case, desk = states.stopped(app), desk_of(app)
    mine = keeping(case)
    mine.keep(mine.open_sheet())
    assert len(warnings.of(desk.db, desk.encryption, case.response.id)) == 1
    mine.keep(mine.open_sheet().add({"rf_now": ["cough_blood"]}))

    found = warnings.of(desk.db, desk.encryption, case.response.id)
    assert [one.urgency for one in found] == [3, 3]
    assert "told" in found[0].told["signs"][0]


def test_not_me_leaves_what_the_clinic_already_has_and_says_whose_it_is_not(app):
    case = states.stopped(app)
    keeping(case).disown(with_sent=False)

    assert case.response.kept == {}
    assert case.response.snapshot["next_step"]["id"] == "emergency"
    assert case.response.wrong_person


def test_a_change_after_a_mismatch_is_kept_and_one_put_back_is_not(app, questionnaire):
    answers = healthy_runner(pain_run_timing="not_with_running")
    mine = keeping(states.keep(states.agreed(app), kept_answers(questionnaire, answers)))
    mine.keep(
        mine.open_sheet().add({"age_years": 50, "pain_eases": ["stop_running", "shake_arms"]})
    )
    assert [one["question"] for one in mine.kept["changes"]] == ["age_years", "pain_eases"]
    told = {"age_years": answers["age_years"], "pain_eases": ["shake_arms"]}
    mine.keep(mine.open_sheet().add(told))

    [change] = mine.kept["changes"]
    assert change["question"] == "pain_eases"
    assert change["before"] == ["Stopping or walking for a few minutes"]


def test_a_change_where_nothing_was_told_is_none(app):
    mine = keeping(states.all_answered(app))
    mine.keep(mine.open_sheet().add({"age_years": 50}))

    assert mine.kept["changes"] == []
