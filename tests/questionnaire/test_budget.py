"""How long the self-check is: pages and words for a calm runner, and the time that it says."""

import re

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.journey import Journey, progress_of, seconds_for
from questionnaire.questions import Asked
from tests.factories import as_given, healthy_runner

MOST_PAGES, MOST_WORDS = 16, 1600
LONGEST_OPTION, MOST_OPTIONS = 12, 8

CALM = {
    "the shortest way": {"stress_level": "not_at_all"},
    "the base person": {},
    "every question of the core": {
        "pain_onset": "no_reason",
        "pain_speed": "in_days",
        "pain_other_times": ["press_turn"],
        "same_pain": "same",
        "training_changes": ["more_hills"],
    },
}


def words_of(page, questions):
    """The words to read on a page: its title and intro, questions, help, units and options."""
    texts = [page.title, page.intro]
    for question in questions:
        texts += [question.text, question.help, question.unit, *question.options.values()]
    return sum(len(text.split()) for text in texts)


@pytest.fixture
def way_of(questionnaire):
    """All pages that somebody who is well but for this comes through, with what they ask."""

    def way_of(asks=Asked.ALWAYS, **changed):
        answers = as_given(questionnaire, healthy_runner(**changed))
        journey = Journey(questionnaire, answers, asks)
        return journey, {page: journey.questions_on(page) for page in journey.pages}

    return way_of


@pytest.mark.parametrize("who", CALM)
def test_a_calm_runner_reads_this_much_at_most(way_of, who, capsys):
    _, way = way_of(**CALM[who])
    words = sum(words_of(page, questions) for page, questions in way.items())
    with capsys.disabled():
        print(f"\n  {who}: {len(way)} pages, {words} words ", end="")

    assert len(way) <= MOST_PAGES
    assert words <= MOST_WORDS


def test_no_option_is_long(questionnaire):
    long = [
        option
        for question in questionnaire.questions.values()
        for option in question.options.values()
        if len(option.split()) > LONGEST_OPTION
    ]

    assert long == []


def test_no_safety_question_has_many_options(questionnaire):
    asked = [question for page in questionnaire.safety.pages for question in page.questions]
    for question in asked:
        own = set(question.options) - {"none", *question.unsure}
        assert len(own) <= MOST_OPTIONS, question.id


def seconds_ahead(journey, pages):
    """220 words a minute, a second an option, and the holds: counted plainly."""
    seconds = 0
    for page in pages:
        for question in journey.questions_on(page):
            read = [question.text, question.help, *question.options.values()]
            seconds += sum(len(text.split()) for text in read) * 60 / 220
            seconds += len(question.options) + question.takes_seconds
        seconds += len(f"{page.title} {page.intro}".split()) * 60 / 220
    return seconds


@pytest.mark.parametrize("asks", Asked)
def test_the_time_left_comes_from_what_is_still_to_read_and_to_do(way_of, asks):
    journey, way = way_of(asks)
    pages = list(way)
    told = [progress_of(journey, page).minutes_left for page in pages]

    assert told == [
        max(1, round(seconds_ahead(journey, pages[at:]) / 60)) for at in range(len(pages))
    ]
    assert told == sorted(told, reverse=True)
    assert told[-1] <= 2  # the holds


def test_the_start_page_says_how_long_it_takes(runner, questionnaire, way_of):
    """Nothing is known of a runner there, so that every follow-up is left out."""
    journey = AnswerSet(questionnaire).journey
    minutes = round(seconds_ahead(journey, journey.pages) / 60)
    calm, way = way_of(**CALM["the base person"])

    runner.go("/").sees(f"It takes about {minutes} minutes.")
    assert abs(minutes - seconds_ahead(calm, way) / 60) < 1.5


def test_the_time_left_on_a_page_goes_down_along_the_way(runner):
    runner.go("/").follow("Start the self-check")
    left = []
    for _ in range(7):
        left.append(minutes_left(runner))
        runner.tick("None of these").press("Continue")
    left.append(minutes_left(runner))

    assert left == sorted(left, reverse=True)
    assert left[0] > left[-1]


def minutes_left(runner):
    said = re.search(r"About (?:a|(\d+)) minutes? left", runner.page.text)
    return int(said[1] or 1)


def test_the_holds_take_their_time_where_they_are_asked(questionnaire, way_of):
    holds = questionnaire.page("strength", "holds")
    journey, way = way_of(Asked.EXTRA)
    alike = {"plank_seconds": None, "prone_hold_seconds": None, "pain_worst": 6}
    strong, way_in_pain = way_of(Asked.EXTRA, **alike)
    doing = sum(question.takes_seconds for question in holds.questions)
    first = list(way)[0]

    assert doing > 60
    assert seconds_for(holds, holds.questions) > doing
    assert holds in way
    assert holds not in way_in_pain
    assert progress_of(journey, first).minutes_left > progress_of(strong, first).minutes_left
