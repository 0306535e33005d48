"""How long a patient's form takes, as mails, slips and its first page say it."""

import re
from functools import lru_cache

from flask import current_app

from questionnaire.journey import WORDS_A_MINUTE, Journey, minutes_for
from questionnaire.questions import Asked, Questionnaire
from services import services

AGREEMENT = "pre_visit/agree.html"
NOT_READ = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)


def visit_minutes(asks: Asked = Asked.VISIT) -> int:
    """About how many minutes, for whoever has nothing to tell in the safety check."""
    return minutes_of_questions(services().questionnaire, asks) + round(
        words_agreed_to() / WORDS_A_MINUTE
    )


@lru_cache(maxsize=8)
def minutes_of_questions(questionnaire: Questionnaire, asks: Asked = Asked.VISIT) -> int:
    """For the questions alone."""
    screens = (question for page in questionnaire.safety.pages for question in page.questions)
    journey = Journey(questionnaire, {one.id: ["none"] for one in screens}, asks)
    return minutes_for(journey, journey.pages)


@lru_cache(maxsize=1)
def words_agreed_to() -> int:
    """How many words stand on the page that asks whether they agree."""
    environment = current_app.jinja_env
    template = environment.get_template(AGREEMENT)
    with open(str(template.filename), encoding="utf-8") as file:
        return len(NOT_READ.sub(" ", file.read()).split())
