"""The words of the content: sentences, plain, and none that may not be said."""

import re
import tomllib
from pathlib import Path

from questionnaire.questions import Asked, QuestionKind, SheetPlace
from rules.measures import MEASURES
from tests.tables import every_row

ROOT = Path(__file__).parent.parent
CONTENT = [*ROOT.glob("questionnaire/content/*.toml"), *ROOT.glob("rules/content/**/*.toml")]
SENTENCES = {"help", "why", "because", "say", "action", "lead", "expect", "see_someone", "answer"}
SENTENCES |= {"intro", "pain_rule", "advice", "crisis", "long_lasting", "first", "one_change"}
SENTENCES |= {"after_week_4"}
BANNED = re.compile(
    r"\b(diagnosis|diagnose[sd]?|bad posture|weak core|damag\w+|wear and tear"
    r"|treats|prevents?|cures?|cured|safe to run)\b",
    re.IGNORECASE,
)
NOT_BANNED = re.compile(r"not a diagnosis", re.IGNORECASE)
CONDITIONS = re.compile(
    r"cancer|heart attack|angina|\bclots?\b|aort|stroke|shingles|fracture|infection|abscess"
    r"|collapsed lung|pre-eclampsia|REDs|osteoporosis|spinal cord|arthritis|gallbladder|kidney",
    re.IGNORECASE,
)
SCALES = (QuestionKind.SCALE, QuestionKind.ACTIVITIES)
FOR_STAFF = ("sources.toml", "disagreements.toml", "measures.toml", "declared.toml")
WORDS_A_SENTENCE = 26  # the longest; docs/physiotherapist/judgement.md aims at 20


def texts(table, place):
    """Every text of a content file, with the key that it stands under."""
    for key, value in table.items() if isinstance(table, dict) else enumerate(table):
        if isinstance(value, str):
            yield place, key, " ".join(value.split())
        elif isinstance(value, dict | list):
            name = value.get("id", key) if isinstance(value, dict) else key
            yield from texts(value, f"{place} {name}")


FILES = [(path.name, tomllib.loads(path.read_text(encoding="utf-8"))) for path in CONTENT]
TEXTS = [one for name, table in FILES for one in texts(table, name)]


def test_every_text_that_is_a_sentence_ends_as_one():
    wrong = [one for one in TEXTS if one[1] in SENTENCES and not re.search(r"[.?!}]$", one[2])]

    assert wrong == []


def test_every_question_asks():
    questions = [one for name, table in FILES for one in table.get("question", [])]

    assert questions
    assert [q["id"] for q in questions if not re.search(r"[?:]$", q["text"])] == []


def test_no_text_says_what_may_not_be_said():
    """docs/physiotherapist/judgement.md 7. The texts and options of questions are exempt."""
    told = [one for one in TEXTS if "options" not in one[0] and one[1] != "text"]
    told = [one for one in told if not one[0].startswith(FOR_STAFF)]
    wrong = [one for one in told if BANNED.search(NOT_BANNED.sub("", one[2]))]
    wrong = [one for one in wrong if not one[2].endswith("It is a clue, not a diagnosis.")]

    assert wrong == []


def test_no_number_to_call_stands_in_a_text():
    """They come from the country's own table."""
    numbers = re.compile(r"\b(911|999|112|811|111|988)\b")
    wrong = [one for one in TEXTS if numbers.search(one[2]) and "countries.toml" not in one[0]]

    assert wrong == []


def test_what_a_runner_is_told_of_a_sign_names_no_condition(rulebook):
    """But the cancer team is told to whoever said that they have had cancer."""
    assert [sign.id for sign in rulebook.signs if CONDITIONS.search(sign.say)] == ["U12"]


@every_row("key", ["say", "action", "lead", "answer", "expect", "why", "help"])
def test_sentences_are_short(key):
    sentences = [
        (place, sentence)
        for place, name, text in TEXTS
        if name == key
        for sentence in re.split(r"(?<=[.?!:]) ", text)
    ]

    assert [one for one in sentences if len(one[1].split()) > WORDS_A_SENTENCE] == []


def test_the_reading_age_of_what_is_told(rulebook):
    """Flesch-Kincaid, roughly counted: a reading age of 11 is a grade of about 6."""
    said = [sign.say.format(emergency_number="911") for sign in rulebook.signs]
    said += [one.say or one.because for cause in rulebook.causes for one in cause.indicators]
    said += [tip.why for tip in rulebook.advice.tips.values()]

    assert grade(" ".join(said)) <= 7
    assert [(round(grade(one), 1), one) for one in said if grade(one) > 13] == []


def grade(text):
    """The school year that a text asks for."""
    words = re.findall(r"[a-zA-Z']+", text)
    sentences = max(1, len(re.findall(r"[.?!](?:\s|$)", text)))
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub("e$", "", w.lower())))) for w in words
    )
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_every_question_is_used(questionnaire, rulebook):
    """By a rule, or by a physiotherapist, on the face sheet."""
    rules = (*rulebook.signs, *rulebook.tip_rules, *rulebook.cross_checks, *rulebook.notes)
    read = {subject for rule in rules for subject in rule.when.subjects}
    read |= {question for cause in rulebook.causes for question in cause.reads}
    read |= {question for name in read & set(MEASURES) for question in MEASURES[name].reads}

    unread = [q for q in questionnaire.questions.values() if q.id not in read]
    for_eyes_alone = {q.id for q in unread if q.asked < Asked.VISIT}
    assert [q.id for q in unread if q.face_sheet.place is SheetPlace.OTHER] == []
    assert for_eyes_alone == {"pain_side", "goal_date", "race_km"}


def test_every_option_is_explained_where_any_is(questionnaire):
    for question in questionnaire.questions.values():
        if question.explain:
            own = {"not_sure", "none"}
            assert set(question.explain) == set(question.options) - own, question.id


def test_every_safety_screen_can_be_unsure_of(questionnaire):
    for page in questionnaire.safety.pages:
        for question in page.questions:
            assert question.unsure


def test_every_question_says_why_it_is_asked(questionnaire):
    safety = {q.id for page in questionnaire.safety.pages for q in page.questions}
    for question in questionnaire.questions.values():
        assert question.why or question.id in safety, question.id
        assert question.sources or question.id in safety, question.id


def test_every_number_has_its_unit_and_every_scale_its_ends(questionnaire):
    for question in questionnaire.questions.values():
        assert bool(question.unit and question.unit_one) is (question.kind is QuestionKind.NUMBER)
        assert (len(question.ends) == 2) is (question.kind in SCALES)


def test_every_tip_source_and_treatment_is_used(rulebook):
    tips = {tip for cause in rulebook.causes for tip in cause.tips}
    treatments = {one for cause in rulebook.causes for one in cause.physio}

    assert tips == set(rulebook.advice.tips)
    assert treatments == set(rulebook.advice.treatments)


def test_every_next_step_and_running_advice_has_words(rulebook):
    steps = ["emergency", "same_day", "see_doctor", "physio_first"]

    assert list(rulebook.advice.next_steps) == steps
    assert list(rulebook.advice.run) == ["modify", "easy_or_stop", "stop"]


def test_every_country_has_its_numbers(rulebook):
    numbers = {place.id: place.emergency_number for place in rulebook.advice.countries.values()}

    assert numbers == {"CA": "911", "US": "911", "GB": "999", "IE": "112", "EU": "112"}


def test_every_content_file_is_short():
    long = {path.name: len(path.read_text().splitlines()) for path in CONTENT}

    # The safety check says of each option what is asked, what counts, and what a denial is.
    most = {"safety.toml": 600}
    assert {name: lines for name, lines in long.items() if lines > most.get(name, 460)} == {}
