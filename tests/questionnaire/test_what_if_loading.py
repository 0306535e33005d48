"""what_if.toml: what may not be named is refused, with its place and a remedy."""

import shutil
from pathlib import Path

import pytest

from questionnaire.loading import CONTENT, load_content
from rules import ContentError

BROKEN = {
    "an unknown question": ("[change.desk_hours]", "[change.desk_hour]", "mean 'desk_hours'?"),
    "a safety answer": ("[change.desk_hours]", "[change.rf_now]", "may not be named as a change"),
    "an answer that others hang on": (
        *("[change.desk_hours]", "[change.health_background]"),
        "may not be named as a change",
    ),
    "a distance": ("[change.desk_hours]", "[change.km_last_7d]", "may not be named as a change"),
    "an unknown option": ('hunched = "', 'hunch = "', "mean 'hunched'?"),
    "an option that means not knowing": ('looks_fine = "', 'dont_know = "', "that can be chosen"),
    "a number without its way": ('less = "sitting', 'lesser = "sitting', "mean 'less'?"),
    "a number with two ways": (
        'less = "sitting less"',
        'less = "sitting less"\nmore = "sitting more"',
        "name one way that is healthy",
    ),
    "a choice without its healthy end": (
        'healthy = "first"\neasy_low',
        "easy_low",
        "'healthy' is missing",
    ),
    "a sentence without its place": ("{change} could make", "{it} would change", "'it'"),
    "a missing sentence": ("promise = ", "vow = ", "'promise' is missing"),
    "an unknown gentle question": ('gentle = ["desk_hours"', 'gentle = ["desk"', "'desk'"),
    "offers of two pages": ('["pain_onset"]', '["pain_onset", "past_injury"]', "not on one page"),
    "an unknown comparison": ("one_of = [true]", "over = 5", "no comparison is called 'over'"),
    "an unknown measure": ('"holds_unwise"', '"holds_wise"', "mean 'holds_unwise'?"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", BROKEN)
def test_bad_words_are_refused(tmp_path, what):
    old, new, said = BROKEN[what]
    folder = Path(shutil.copytree(CONTENT, tmp_path / "questions"))
    text = (folder / "what_if.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "what_if.toml").write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError) as refused:
        load_content(folder)

    assert any("what_if.toml" in one and said in one for one in refused.value.problems)


def test_without_the_file_nothing_is_said(tmp_path):
    folder = Path(shutil.copytree(CONTENT, tmp_path / "questions"))
    (folder / "what_if.toml").unlink()
    questionnaire, _ = load_content(folder)

    assert not questionnaire.what_if.phrases
    assert not questionnaire.what_if.telling
