"""Bad questions are refused at the start: file, id, what is wrong and a remedy."""

import shutil
from pathlib import Path

import pytest

from questionnaire import packing
from questionnaire.loading import CONTENT, load_content
from questionnaire.questions import Asked
from rules import ContentError
from rules.meaning import hash_of

STRESS, SAFETY, LOAD = "stress.toml", "safety.toml", "training_load.toml"
VISIT = "for_your_visit.toml"

BROKEN = {
    "an unknown kind": (
        STRESS,
        'kind = "choice"',
        'kind = "choise"',
        ["stress_level", "no kind of question is called 'choise'", "'choice'?"],
    ),
    "an id used twice": (STRESS, 'id = "stress_link"', 'id = "rf_now"', ["'rf_now' is used twice"]),
    "no id": (STRESS, 'id = "stress_link"\n', "", ["'id' is missing"]),
    "an empty text": (
        "your_pain.toml",
        '"How old are you?"',
        '""',
        ["age_years", "'text' must not be empty"],
    ),
    "an unknown section": (
        "questionnaire.toml",
        '"safety",',
        '"safty",',
        ["safty.toml: the file is missing."],
    ),
    "a question on no page": (
        STRESS,
        '["stress_level", "clench_habits"]',
        '["stress_level"]',
        ["no page asks 'clench_habits'"],
    ),
    "an unknown question on a page": (
        STRESS,
        '["stress_level", "clench_habits"]',
        '["stress_level", "clench_habit"]',
        ["no question is called 'clench_habit'", "'clench_habits'?"],
    ),
    "core and other questions on one page": (
        STRESS,
        '["sleep_hours"]',
        '["sleep_hours", "clench_habits"]',
        ["sleep", "must be asked of the same people"],
    ),
    "several questions and no title": (
        STRESS,
        'title = "Stress and tension"\n',
        "",
        ["stress", "needs a 'title'"],
    ),
    "an unknown exclusive option": (
        STRESS,
        'exclusive = ["none"]',
        'exclusive = ["nonn"]',
        ["clench_habits", "no option is called 'nonn'", "'none'?"],
    ),
    "an unknown unsure option": (STRESS, '["not_sure"]', '["not_sur"]', ["'not_sure'?"]),
    "an unknown source": (STRESS, '["S00"]', '["S0"]', ["stress_link", "no source is called 'S0'"]),
    "a key nobody reads": (STRESS, "why = ", "wy = ", ["'wy' is not used here", "'why'?"]),
    "options that are not last": (
        STRESS,
        'none = "None of these"',
        'none = "None of these"\nsources = ["S01"]',
        ["clench_habits", "'sources' stands after the options", "comes last"],
    ),
    "a choice without options": (
        STRESS,
        "[question.options]\njaw",
        "[question.option]\njaw",
        ["clench_habits", "options belong to the kinds 'choice' and 'choices'"],
    ),
    "a number with options": (
        STRESS,
        'kind = "choices"',
        'kind = "number"\nrange = [0, 5]',
        ["clench_habits", "only there"],
    ),
    "a range the wrong way round": (STRESS, "[0, 16]", "[16, 0]", ["sleep_hours", "lower first"]),
    "no range": (STRESS, "range = [0, 16]\n", "", ["sleep_hours", "'range' is missing"]),
    "a step of nothing": (STRESS, "step = 0.5", "step = 0", ["sleep_hours", "step"]),
    "a condition on an unknown question": (
        SAFETY,
        'show_when = { question = "health_background"',
        'show_when = { question = "health_backgroud"',
        ["heart_which", "'health_backgroud'", "'health_background'?"],
    ),
    "own words that must be given": (
        VISIT,
        'asked = "visit"\nlongest = 1000',
        "longest = 1000",
        ["own_question", "own words and dates must be optional"],
    ),
    "own words without an end": (VISIT, "longest = 1000\n", "", ["own_question", "'longest'"]),
    "activities without an end": (VISIT, "most = 3\n", "", ["activities", "'most'"]),
    "nobody who is asked": (VISIT, 'asked = "visit"', 'asked = "visits"', ["'visit'?"]),
    "boxes filled by nothing known": (
        "strength.toml",
        'fill = "watch"',
        'fill = "wach"',
        ["weeks", "no thing that fills boxes is called 'wach'", "'watch'?"],
    ),
    "a page hidden by no measure": (
        "strength.toml",
        '"holds_unwise"',
        '"holds_unwis"',
        ["holds", "no measure is called 'holds_unwis'", "'holds_unwise'?"],
    ),
    "an option that nobody explains": (
        SAFETY,
        'cold_sweat = "Counts',
        '# cold_sweat = "Counts',
        ["rf_now", "the option 'cold_sweat' is not explained"],
    ),
    "a stop that waits for no page": (
        "questionnaire.toml",
        'page = "form"',
        'page = "frm"',
        ["no page is called 'frm'", "'form'?"],
    ),
    "a stop that waits for no answer": (
        "questionnaire.toml",
        'effort_known = "same_asthma"',
        'effort_known = "asthma"',
        ["no option of 'effort_known' is called 'asthma'"],
    ),
    "a condition on a later question": (
        SAFETY,
        'show_when = { question = "health_background"',
        'show_when = { question = "pain_location"',
        ["no earlier question is called 'pain_location'"],
    ),
    "a condition on an unknown option": (
        SAFETY,
        '["pregnant", "birth',
        '["pregnan", "birth',
        ["'pregnant'?"],
    ),
    "an explanation of no option": (
        SAFETY,
        'chest_pressure = "Counts',
        'chest_presure = "Counts',
        ["rf_now", "'chest_presure'", "'chest_pressure'?"],
    ),
    "an unknown question asked before a stop": (
        "questionnaire.toml",
        '["pain_duration"]',
        '["pain_duratio"]',
        ["accident", "'pain_duration'?"],
    ),
    "nothing that calls for a question before a stop": (
        "questionnaire.toml",
        'show_when = [{ question = "rf_injury_bone", one_of = ["big_accident"] }]',
        "",
        ["accident", "'show_when' is missing"],
    ),
    "an unknown question to compare a distance with": (
        LOAD,
        'of = "km_typical_week"',
        'of = "km_typical_wek"',
        ["km_last_7d", "'km_typical_wek'", "'km_typical_week'?"],
    ),
    "a page's id used twice": (STRESS, 'id = "sleep"', 'id = "stress"', ["'stress'", "twice"]),
    "a question on two pages": (
        STRESS,
        '["stress_level", "clench_habits"]',
        '["stress_level", "clench_habits", "week_rest"]',
        ["more than one page asks 'week_rest'"],
    ),
    "a place that the face sheet has not": (
        STRESS,
        'face_sheet = "life"',
        'face_sheet = "live"',
        ["no place on the face sheet is called 'live'. Did you mean 'life'?"],
    ),
    "an order in words": (STRESS, "face_sheet_order = 3", 'face_sheet_order = "3"', ["whole"]),
    "two in the place of one": (
        "posture.toml",
        'face_sheet = "life"',
        'face_sheet = "age"',
        ["posture.toml, desk_hours: another question has the place 'age'"],
    ),
    "no places for the picture": (
        STRESS,
        'face_sheet = "life"',
        'face_sheet = "picture"',
        ["'picture' is for the kind 'choices'"],
    ),
    "a safety screen elsewhere": (
        "safety.toml",
        'face_sheet = "background"',
        'face_sheet = "pain"',
        ["safety.toml, health_background: the place 'pain' on the face sheet is not for safety"],
    ),
    "a place of safety screens": (
        STRESS,
        'face_sheet = "life"',
        'face_sheet = "background"',
        ["'background' on the face sheet is only for safety"],
    ),
    "no sections": ("questionnaire.toml", "sections = [", "sections = [] # [", ["sections"]),
    "no valid TOML": (STRESS, "[[page]]", "[[page]", ["not valid TOML", "line"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", BROKEN)
def test_bad_questions_are_refused_with_their_place_and_a_remedy(tmp_path, what):
    file, old, new, said = BROKEN[what]
    folder = Path(shutil.copytree(CONTENT, tmp_path / "questions"))
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError) as refused:
        load_content(folder)
    for words in said:
        assert any(words in one for one in refused.value.problems), refused.value.problems


def test_a_follow_up_stands_on_a_later_page_than_its_question(tmp_path):
    folder = Path(shutil.copytree(CONTENT, tmp_path / "questions"))
    for file, old, new in (
        ("strength.toml", '["stress_link", "week_rest"', '["week_rest"'),
        (STRESS, '"clench_habits"]', '"clench_habits", "stress_link"]'),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError, match="'stress_link' must stand on a later page"):
        load_content(folder)


def test_questions_that_would_be_kept_alike_are_refused(monkeypatch):
    """With hashes of a single figure, as otherwise it takes billions of questions."""
    monkeypatch.setattr(packing, "hash_of", lambda *parts: hash_of(*parts)[0])
    packing.reading.cache_clear()
    with pytest.raises(ContentError, match=r"'\w+' is kept like '\w+': change a word of either"):
        load_content()
    packing.reading.cache_clear()


def test_the_hash_of_files_changes_with_any_text(tmp_path, questionnaire):
    folder = Path(shutil.copytree(CONTENT, tmp_path / "questions"))
    assert load_content(folder)[0].files == questionnaire.files

    text = (folder / STRESS).read_text(encoding="utf-8")
    (folder / STRESS).write_text(text.replace("tense days", "tense mornings"), encoding="utf-8")
    assert load_content(folder)[0].files != questionnaire.files


def test_what_is_asked(questionnaire):
    titles = ["safety", "since_your_visit", "your_pain", "posture", "training_load", "stress"]
    questions = questionnaire.questions.values()
    screens = [question for page in questionnaire.safety.pages for question in page.questions]
    extra = "past_injury carry_load breathing_feel sleep_hours plank_seconds prone_hold_seconds"

    assert [*titles, "strength", "for_your_visit"] == [
        section.id for section in questionnaire.sections
    ]
    assert len(screens) == 20
    assert len([q for q in screens if not q.show_when]) == 7
    assert [q.id for q in screens if q.may_skip] == ["health_background"]
    assert {q.asked for q in screens} == {Asked.ALWAYS}
    assert extra.split() == [q.id for q in questions if q.asked is Asked.EXTRA]
    assert len([q for q in questions if q.asked is Asked.RECHECK]) == 3


def test_a_recheck_asks_whatever_a_warning_sign_looks_at(tmp_path):
    shutil.copytree(CONTENT, tmp_path / "content")
    file = tmp_path / "content" / "questionnaire.toml"
    asked = file.read_text().replace('sections = ["your_pain"]', "sections = []")
    file.write_text(asked.replace('questions = ["same_pain"]', 'questions = ["pain_speed"]'))
    with pytest.raises(ContentError) as refused:
        load_content(tmp_path / "content")

    told = " ".join(refused.value.problems)
    assert "'pain_feel' must be asked: sign " in told
    assert "'same_pain' must be asked: sign " in told
    assert "'pain_onset' must be asked: 'pain_speed' needs it." in told
    assert "age_years" not in told


def test_what_follows_from_a_file_that_cannot_be_read_is_not_told(tmp_path):
    shutil.copytree(CONTENT, tmp_path / "content")
    file = tmp_path / "content" / STRESS
    file.write_text(file.read_text().replace("[[page]]", "[[page]", 1))
    with pytest.raises(ContentError) as refused:
        load_content(tmp_path / "content")

    [only] = refused.value.problems
    assert only.startswith(f"{STRESS}: it is not valid TOML")
