"""People made up by chance, with numbers at and around everything that the rules look at."""

from questionnaire.distance import Distance
from questionnaire.questions import OWN_WORDS, QuestionKind
from tests.factories import random_answer

KM = [0, 0.5, 1, 1.9, 2, 3, 5, 6, 8, 10, 11, 12, 13, 13.2, 13.5, 15.6, 20, 22, 24, 24.5, 25]
KM += [30, 32.5, 33, 38.5, 39, 40, 40.5, 60, 60.5]
MILES = [Distance(miles, "mi").km for miles in (5, 10, 11, 13, 14.3, 20, 26)]
NEAR = {
    "age_years": [13, 16, 17, 18, 30, 39, 40, 41, 49, 50, 54, 55, 56, 59, 60, 64, 65, 66, 100],
    "desk_hours": [0, 2.5, 3, 3.5, 4.5, 5, 5.5, 7.5, 8, 8.5, 18],
    "sleep_hours": [4, 5.5, 6, 6.5, 8],
    "plank_seconds": [0, 29, 30, 31, 59, 60, 61, 89, 90, 91],
    "prone_hold_seconds": [0, 19, 20, 21, 29, 30, 31, 44, 45, 46],
}


def anybody(questionnaire, random, skips=False):
    """Answers to every question, those too that are not asked of this person.

    Some are calm and tick no warning; with `skips` any question may be left out.
    """
    calm = random.choice([0.3, 0.9, 0.99])
    safety = {question for page in questionnaire.safety.pages for question in page.questions}
    answers = {}
    for question in questionnaire.questions.values():
        if question.kind in OWN_WORDS or (question.may_skip or skips) and random.random() < 0.15:
            continue
        is_calm = question in safety and "none" in question.exclusive and random.random() < calm
        answers[question.id] = ["none"] if is_calm else answer(question, random)
    return answers


def answer(question, random):
    """A valid answer to one question."""
    if question.kind is QuestionKind.DISTANCE:
        return random.choice(KM if random.random() < 0.8 else MILES)
    if question.id in NEAR:
        return random.choice(NEAR[question.id])
    if question.kind is QuestionKind.CHOICES and random.random() < 0.15:
        free = [option for option in question.options if option not in question.exclusive]
        return random.sample(free, random.randint(len(free) // 2, len(free)))
    return random_answer(question, random)
