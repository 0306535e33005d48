"""Bad content is refused at the start: its file, its id, what is wrong and a remedy."""

import shutil
from pathlib import Path

import pytest

from questionnaire.loading import CONTENT as QUESTIONS
from questionnaire.loading import load_content
from rules import ContentError
from rules.loading import CONTENT, content_hash


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(CONTENT, tmp_path / "rules"))


def change(folder, file, old, new):
    """Put `new` in the place of the first `old`, which must be there."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_in(folder):
    with pytest.raises(ContentError) as refused:
        load_content(QUESTIONS, folder)
    return refused.value.problems


OVERUSE, POSTURE = "causes/overuse.toml", "causes/poor_posture.toml"
STRENGTH = "causes/muscle_imbalance.toml"
NO_REST = '"Most weeks there is no day without running or hard training."'
EMERGENCY, CHECKS = "safety/emergency.toml", "cross_checks.toml"
MOVES = "moves.toml"

BROKEN = {
    "an unknown question": (
        OVERUSE,
        'question = "week_rest"',
        'question = "week_rests"',
        ["O14", "no question is called 'week_rests'", "Did you mean 'week_rest'?"],
    ),
    "an unknown option": (
        EMERGENCY,
        '"chest_pressure"',
        '"chest_presure"',
        ["E01", "no option of 'rf_now' is called 'chest_presure'", "'chest_pressure'?"],
    ),
    "an unknown measure": (
        OVERUSE,
        'measure = "spike_ratio"',
        'measure = "spike_ration"',
        ["O01a", "no measure is called 'spike_ration'", "'spike_ratio'?"],
    ),
    "an unknown cause tip": (
        POSTURE,
        '["focus_form", "warm_up"]',
        '["focus_from", "warm_up"]',
        ["no tip is called 'focus_from'", "'focus_form'?"],
    ),
    "an unknown tip of a tip rule": (
        "tips.toml",
        'tip = "strength"',
        'tip = "strenght"',
        ["TR4", "no tip is called 'strenght'", "'strength'?"],
    ),
    "an unknown source": (OVERUSE, '["S23"]', '["S230"]', ["O01a", "no source is called 'S230'"]),
    "an unknown source of a note": (CHECKS, '["S49"]', '["S94"]', ["N1", "'S94'"]),
    "an unknown grade": (OVERUSE, '"moderate"', '"modrate"', ["O01a", "'modrate'", "'moderate'?"]),
    "an unknown group": (
        OVERUSE,
        'group = "load_numbers"',
        'group = "load_number"',
        ["O01a", "'load_number'", "'load_numbers'?"],
    ),
    "an unknown treatment": (POSTURE, '"education"', '"educaton"', ["'educaton'", "'education'?"]),
    "an unknown question of a check": (
        CHECKS,
        'question = "needle_screen"',
        'question = "needles_screen"',
        ["A5", "no question is called 'needles_screen'", "Did you mean 'needle_screen'?"],
    ),
    "an unknown option of a check": (
        CHECKS,
        '"thinners_needle"',
        '"thinner_needle"',
        ["A5", "no option of 'needle_screen' is called 'thinner_needle'", "'thinners_needle'?"],
    ),
    "an unknown question to change": (
        CHECKS,
        'change = "training_changes"',
        'change = "training_change"',
        ["C1", "'training_change'", "'training_changes'?"],
    ),
    "an unknown tips mode": ("safety/see_doctor.toml", '"none"', '"nothing"', ["D03", "'nothing'"]),
    "an unknown place for the runner's own": (
        OVERUSE,
        "{longest_prev30}",
        "{longest_before}",
        ["O01a", "no placeholder is called 'longest_before'"],
    ),
    "a place that the reason does not rest on": (
        OVERUSE,
        "{longest_prev30}",
        "{desk_hours}",
        ["O01a", "'{desk_hours}', which the indicator does not rest on"],
    ),
    "ticks where nothing is ticked": (
        OVERUSE,
        "{longest_prev30}",
        "{ticked}",
        ["O01a", "'{ticked}', which the indicator does not rest on"],
    ),
    "a broken place": (OVERUSE, "{longest_prev30}", "{longest_prev30", ["O01a", "is broken"]),
    "an unknown comparison": (
        OVERUSE,
        "above = 1.1",
        "abov = 1.1",
        ["O01a", "no comparison is called 'abov'", "'above'?"],
    ),
    "a threshold over a question's range": (
        POSTURE,
        "at_least = 8",
        "at_least = 80",
        ["P07a", "80 is outside the range of 'desk_hours', 0 to 18"],
    ),
    "a threshold under a question's range": (
        "safety/see_doctor.toml",
        "below = 18",
        "below = 8",
        ["D07", "8 is outside the range of 'age_years', 13 to 100"],
    ),
    "a value outside a question's range": (
        STRENGTH,
        "one_of = [1]",
        "one_of = [11]",
        ["M01b", "11"],
    ),
    "a bound on options": (
        OVERUSE,
        '{ question = "pain_duration", one_of = ["lt_2w", "w2_6"] }',
        '{ question = "pain_duration", at_least = 2 }',
        ["O02a", "'at_least' needs a number, and 'pain_duration' is not one"],
    ),
    "a bound on yes or no": (OVERUSE, "one_of = [true]", "at_least = 1", ["O03", "needs a number"]),
    "an option for a number": (POSTURE, "at_least = 8", 'one_of = ["8"]', ["P07a", "is a number"]),
    "a text for yes or no": (OVERUSE, "[true]", '["true"]', ["O03", "is true or false"]),
    "a bound that is a text": (
        POSTURE,
        "at_least = 8",
        'at_least = "8"',
        ["P07a", "takes a number"],
    ),
    "options without brackets": (POSTURE, '["hunched"]', '"hunched"', ["P01", "list in brackets"]),
    "two comparisons": (
        POSTURE,
        "at_least = 8",
        "at_least = 8, below = 9",
        ["P07a", "one comparison"],
    ),
    "no condition": (
        POSTURE,
        'when = [{ question = "form_notice", one_of = ["hunched"] }]\n',
        "",
        ["P01", "neither 'when' nor 'and_any'"],
    ),
    "conditions that are none": (
        POSTURE,
        'when = [{ question = "form_notice", one_of = ["hunched"] }]',
        "when = []",
        ["P01"],
    ),
    "an id used twice": (OVERUSE, 'id = "O07"', 'id = "O14"', ["the id 'O14' is used twice"]),
    "an id used twice, in two files": (
        OVERUSE,
        'id = "O14"',
        'id = "M01a"',
        ["'M01a' is used twice"],
    ),
    "a rule without a because": (
        OVERUSE,
        f"because = {NO_REST}\n",
        "",
        ["O14", "'because' is missing"],
    ),
    "a rule with an empty because": (
        OVERUSE,
        NO_REST,
        '""',
        ["O14", "'because' must not be empty"],
    ),
    "a rule without a source": (
        OVERUSE,
        'grade = "clinic"\nsources = ["S01"]',
        'grade = "clinic"',
        ["O14", "'sources'"],
    ),
    "a rule with an empty source": (
        OVERUSE,
        'grade = "clinic"\nsources = ["S01"]',
        'grade = "clinic"\nsources = []',
        ["O14", "'sources' must not be empty"],
    ),
    "a sign without words for the runner": (
        EMERGENCY,
        'say = "Signs like',
        'sai = "Signs like',
        ["E01", "'say' is missing", "'sai' is not used here", "'say'?"],
    ),
    "points that are none": (
        OVERUSE,
        "points = 2",
        "points = 0",
        ["O01a", "'points' must be 1, 2 or 3"],
    ),
    "points in words": (OVERUSE, "points = 2", 'points = "2"', ["O01a", "must be a whole number"]),
    "a placeholder nobody fills": (
        POSTURE,
        "{pushchair}",
        "{pushcart}",
        ["P13", "no placeholder is called 'pushcart'", "'pushchair'?"],
    ),
    "a broken placeholder": (POSTURE, "{pushchair}", "{pushchair", ["P13", "placeholder"]),
    "a key nobody reads": (
        OVERUSE,
        'grade = "clinic"',
        'grade = "clinic"\nnote = "x"',
        ["O14", "'note'"],
    ),
    "a list within a list": (OVERUSE, '["more_hills"]', '[["more_hills"]]', ["O04c"]),
    "a next step without words": (
        "next_steps.toml",
        'id = "same_day"',
        'id = "see_doctor"',
        ["same_day"],
    ),
    "a plan that starts for no strong pain": (
        "load_plan.toml",
        "pain_at_most = 8",
        "pain_at_most = 7",
        ["pain"],
    ),
    "a plan with too few weeks": (
        "load_plan.toml",
        "[70, 80, 90, 100]",
        "[70, 80, 90]",
        ["week_percent"],
    ),
    "a plan that rounds to nothing": (
        "load_plan.toml",
        "round_down_to = 0.5",
        "round_down_to = 0",
        ["round_down_to"],
    ),
    "a move that no tip names": (
        MOVES,
        'id = "row"',
        'id = "rowing"',
        ["the move 'rowing' must be in one part of one tip, not in 0"],
    ),
    "an unknown move of a tip": (
        "tips.toml",
        '"brisk_walk"',
        '"brisk_work"',
        ["no move is called 'brisk_work'", "'brisk_walk'?"],
    ),
    "a move's id used twice": (
        MOVES,
        'id = "dead_bug"',
        'id = "push_up"',
        ["the id 'push_up' is used twice"],
    ),
    "a move without a mistake to avoid": (
        MOVES,
        'mistake = "Letting the hips sag."\n',
        "",
        ["push_up", "'mistake' is missing"],
    ),
    "a move without steps": (
        MOVES,
        'steps = ["Think of a string that lifts the top of your head."]',
        "steps = []",
        ["grow_tall", "'steps' must not be empty"],
    ),
    "a move of no length": (
        MOVES,
        "seconds = 60",
        "seconds = -60",
        ["brisk_walk", "'seconds' must not be below 0"],
    ),
    "a seated move without a picture": (
        MOVES,
        'drawing = "seated_cat_cow"\n',
        "",
        ["cat_cow, seated", "'drawing' is missing"],
    ),
    "moves from nowhere": (MOVES, '["S00"]', '["S0"]', ["no source is called 'S0'"]),
    "a plan without days to rest": (
        "load_plan.toml",
        '"easy", "easy", "hard", "strength"',
        '"easy", "easy", "hard", "easy"',
        ["6 runs", "2 days with no running"],
    ),
    "strength work before a hard run": (
        "load_plan.toml",
        '["strength", "easy", "rest", "hard", "strength", "rest", "long"]',
        '["rest", "easy", "strength", "hard", "strength", "rest", "long"]',
        ["3 runs", "strength"],
    ),
    "strength work two days running": (
        "load_plan.toml",
        '["strength", "easy", "rest", "hard", "strength", "rest", "long"]',
        '["rest", "easy", "rest", "hard", "strength", "strength", "long"]',
        ["3 runs", "strength"],
    ),
    "runs too short for the shortest week": (
        "load_plan.toml",
        "shortest_run = 1",
        "shortest_run = 1.5",
        ["shortest_run"],
    ),
    "a plan that does not name a day": (
        "load_plan.toml",
        'rest = "Rest"',
        "",
        ["'rest'"],
    ),
    "no valid TOML": (OVERUSE, "[caps]", "[caps", ["not valid TOML", "line"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", BROKEN)
def test_bad_content_is_refused_with_its_place_and_a_remedy(folder, what):
    file, old, new, said = BROKEN[what]
    change(folder, file, old, new)

    found = [one for one in problems_in(folder) if one.startswith(file)]
    for words in said:
        assert any(words in one for one in found), (words, found)


def test_a_missing_file_is_named(folder):
    (folder / "tips.toml").unlink()

    assert "tips.toml: the file is missing." in problems_in(folder)


def test_a_gentle_tip_must_be_a_tip(folder):
    change(folder, "tips.toml", 'gentle = ["focus_form"', 'gentle = ["focus_fork"')

    assert any("'focus_fork'" in one and "'focus_form'?" in one for one in problems_in(folder))


def test_a_move_stands_in_one_place(folder):
    change(folder, "tips.toml", 'moves = ["side_raise"]', 'moves = ["side_raise", "row"]')

    assert "moves.toml: the move 'row' must be in one part of one tip, not in 2." in problems_in(
        folder
    )


def test_every_mistake_is_named_at_once(folder):
    for file, old, new, _ in list(BROKEN.values())[:4]:
        change(folder, file, old, new)

    found = problems_in(folder)
    for name in ("week_rests'", "chest_presure", "spike_ration", "focus_from"):
        assert any(name in one for one in found)


def test_mistakes_of_questions_and_rules_are_told_together(folder, tmp_path):
    questions = Path(shutil.copytree(QUESTIONS, tmp_path / "questions"))
    change(questions, "stress.toml", 'kind = "choice"', 'kind = "choise"')
    change(folder, OVERUSE, 'question = "week_rest"', 'question = "week_rests"')

    with pytest.raises(ContentError) as refused:
        load_content(questions, folder)
    assert "choise" in str(refused.value)
    assert "week_rests" in str(refused.value)


def test_the_hash_of_files_changes_with_any_file(folder):
    before = content_hash(folder)
    change(folder, "countries.toml", "988", "989")

    assert before == content_hash(CONTENT)
    assert before != content_hash(folder)


def test_causes_come_in_their_order_and_signs_highest_first(rulebook):
    causes = ["poor_posture", "muscle_imbalance", "overuse", "tension_stress"]

    assert causes == [cause.id for cause in rulebook.causes]
    steps = [sign.next_step for sign in rulebook.signs]
    assert steps == sorted(steps, reverse=True)
