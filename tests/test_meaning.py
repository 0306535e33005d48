"""A version of the content is what it means: no comment and no better sentence makes another.

What was sent and what was told hang on it; what is answered so far, on how each question reads.
"""

import shutil
from functools import cache

import pytest

from pre_visit.snapshot import snapshot_of
from questionnaire.answer_set import AnswerSet
from questionnaire.loading import CONTENT as QUESTIONS
from questionnaire.loading import load_content
from questionnaire.questions import Asked
from questionnaire.result import Result
from rules.loading import CONTENT as RULES
from tests.factories import as_given, healthy_runner
from tests.tables import every_row

STRESS, OVERUSE = "questions/stress.toml", "rules/causes/overuse.toml"
TWO_OPTIONS = 'not_at_all = "Not at all"\na_little = "A little"\n'

# file, before, after
WORDS_ALONE = {
    "a comment": (STRESS, "# Stress, habits", "# Of stress, and habits"),
    "whitespace": (STRESS, 'id = "stress_level"\n', 'id    =    "stress_level"\n\n\n'),
    "other ends of lines": (STRESS, "\n", "\r\n"),
    "a better question": (STRESS, "how stressed have you felt?", "how tense did you feel?"),
    "a better option": (STRESS, '"Quite a bit"', '"Rather a lot"'),
    "a better short name": (STRESS, '"Stress this month"', '"Stress lately"'),
    "more help": (STRESS, "Time asleep, not time in bed.", "Only the time asleep."),
    "another source": (STRESS, '["S31", "S22"]', '["S31"]'),
    "keys in another order": (
        STRESS,
        'id = "stress_link"\nkind = "choice"\n',
        'kind = "choice"\nid = "stress_link"\n',
    ),
    "a section's title": (STRESS, 'title = "Stress and sleep"', 'title = "Stress, and sleep"'),
    "a slip asked about sooner": (
        "questions/training_load.toml",
        "unusual_above = 150",
        "unusual_above = 140",
    ),
    "a comment on a rule": (OVERUSE, "# The most points", "# At most so many points"),
    "a better reason": (OVERUSE, "Your last week was double", "Last week was twice"),
    "a better tip": ("rules/tips.toml", 'title = "', 'title = "So: '),
    "a better next step": ("rules/next_steps.toml", "Get medical help today", "Get help today"),
    "a better cross-check": ("rules/cross_checks.toml", "We used the numbers.", "Numbers count."),
    "another number to call": ("rules/countries.toml", "988", "989"),
}
QUESTIONS_CHANGE = {
    "a new option": (STRESS, TWO_OPTIONS, TWO_OPTIONS + 'so_so = "So-so"\n'),
    "an option less": (STRESS, 'tension_headache = "Tight-band headaches"\n', ""),
    "options in another order": (
        STRESS,
        TWO_OPTIONS,
        'a_little = "A little"\nnot_at_all = "Not at all"\n',
    ),
    "another kind": (
        STRESS,
        'id = "stress_level"\nkind = "choice"',
        'id = "stress_level"\nkind = "choices"',
    ),
    "another range": (STRESS, "range = [0, 16]", "range = [0, 15]"),
    "another unit": (STRESS, 'unit = "hours a night"', 'unit = "hours a week"'),
    "an option that goes with no other": (
        "questions/posture.toml",
        'exclusive = ["looks_fine", "dont_know"]',
        'exclusive = ["looks_fine"]',
    ),
    "an option that means not knowing": (STRESS, 'unsure = ["not_sure"]\n', ""),
    "another condition": (
        "questions/safety.toml",
        'one_of = ["pregnant", "birth_12w"]',
        'one_of = ["pregnant"]',
    ),
    "pages in another order": (
        "questions/questionnaire.toml",
        '"posture", "training_load"',
        '"training_load", "posture"',
    ),
    "a page's id": (STRESS, 'id = "sleep"', 'id = "nights"'),
    "a question before a stop": (
        "questions/questionnaire.toml",
        'questions = ["pain_onset", "pain_worst"]',
        'questions = ["pain_onset"]',
    ),
    "what a stop waits for": (
        "questions/questionnaire.toml",
        'answers = { same_pain = "same" }',
        'answers = { same_pain = "different" }',
    ),
    "where holds are not offered": ("questions/strength.toml", 'never_if = "holds_unwise"\n', ""),
    "a number raised by hand": (
        "questions/questionnaire.toml",
        'version = "0.2-proposal"',
        'version = "0.3-proposal"',
    ),
}
RULES_CHANGE = {
    "points": (OVERUSE, "points = 3", "points = 2"),
    "a bound": (OVERUSE, "above = 1.1 }", "above = 1.2 }"),
    "another comparison": (OVERUSE, "above = 1.1 }", "at_least = 1.1 }"),
    "a cap": (OVERUSE, "load_numbers = 5", "load_numbers = 4"),
    "a rule's id": (OVERUSE, 'id = "O01b"', 'id = "O01x"'),
    "a sign's bound": ("rules/safety/see_doctor.toml", "at_least = 55", "at_least = 50"),
    "causes in another order": (OVERUSE, "order = 3", "order = 9"),
    "whether to run": ("rules/next_steps.toml", 'run = "easy_or_stop"', 'run = "stop"'),
    "the plan's numbers": ("rules/load_plan.toml", "[70, 80, 90, 100]", "[60, 80, 90, 100]"),
    "what a cross-check offers": (
        "rules/cross_checks.toml",
        'change = "training_changes"',
        'change = "longest_recent_km"',
    ),
}


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    """The content with one thing changed in one file; each is read once."""

    @cache
    def changed(file, before, after):
        own = tmp_path_factory.mktemp("content")
        for name, folder in (("questions", QUESTIONS), ("rules", RULES)):
            shutil.copytree(folder, own / name)
        text = (own / file).read_text(encoding="utf-8")
        assert before in text
        text = text.replace(before, after, -1 if before == "\n" else 1)
        (own / file).write_bytes(text.encode())
        return load_content(own / "questions", own / "rules")

    return changed


def versions(content):
    return tuple(part.version for part in content)


@pytest.mark.slow
@every_row("edit", WORDS_ALONE.values())
def test_words_make_no_other_version(content, questionnaire, rulebook, edit):
    assert versions(content(*edit)) == (questionnaire.version, rulebook.version)


@pytest.mark.slow
@every_row("edit", QUESTIONS_CHANGE.values())
def test_what_answers_hang_on_makes_another(content, questionnaire, edit):
    assert content(*edit)[0].version != questionnaire.version


@pytest.mark.slow
@every_row("edit", RULES_CHANGE.values())
def test_what_is_judged_otherwise_makes_another_and_parts_no_answers(
    content, questionnaire, rulebook, edit
):
    asked, judged = content(*edit)

    assert judged.version != rulebook.version
    assert asked.version == questionnaire.version


ASKED_AGAIN = {
    "more help": {"sleep_hours"},
    "a better question": {"stress_level"},
    "a better option": {"stress_level"},
    "a new option": {"stress_level"},
    "an option less": {"clench_habits"},
    "options in another order": {"stress_level"},
    "another kind": {"stress_level"},
    "another range": {"sleep_hours"},
    "another unit": {"sleep_hours"},
    "an option that goes with no other": {"form_notice"},
    "an option that means not knowing": {"stress_link"},
    "another condition": {"preg_warning"},
}
"""What reads another way after an edit; nothing after the others."""
EVERY_EDIT = WORDS_ALONE | QUESTIONS_CHANGE | RULES_CHANGE


@pytest.mark.slow
@every_row("edit", EVERY_EDIT)
def test_a_form_half_filled_before_goes_on_and_asks_what_reads_another_way(
    content, questionnaire, edit
):
    kept, answers = {}, as_given(questionnaire, healthy_runner())
    AnswerSet(questionnaire, answers, Asked.EXTRA).keep(kept)
    asked, _ = content(*EVERY_EDIT[edit])
    again = AnswerSet.of(kept, asked)
    gone = ASKED_AGAIN.get(edit, set())

    assert set(answers) - set(again.answers) == gone
    assert again.answers == {name: one for name, one in answers.items() if name not in gone}
    assert again.asks is Asked.EXTRA
    assert again.is_of_before is (bool(gone) or edit in QUESTIONS_CHANGE)


@every_row("edit", WORDS_ALONE.values())
def test_what_was_sent_before_counts_as_told_alike(content, questionnaire, rulebook, edit):
    def told(asked, judged):
        journey = AnswerSet(asked, as_given(asked, healthy_runner()), Asked.EXTRA).journey
        return snapshot_of(Result(judged, journey))["version"]

    assert told(*content(*edit)) == told(questionnaire, rulebook)
