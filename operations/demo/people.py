"""The made-up people of people.toml, and their answers as a record keeps them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from questionnaire.answer_set import AnswerSet
from questionnaire.distance import KM_PER, Distance
from questionnaire.journey import Journey
from questionnaire.questions import Asked, Page, Question, QuestionKind, Questionnaire
from rules.conditions import Answers

FILE = Path(__file__).parent / "people.toml"
SENT = ("sent", "read")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Somebody who does not exist. `visit` and `age` are days from today and before it."""

    reference: str
    until: str
    visit: int
    age: int
    answers: Answers
    """Distances in km."""
    time: str = ""
    last: str = ""
    """The last question that they answered, where a stop came at once."""
    miles: bool = False
    acknowledged: str = ""
    verdict: str = ""
    recheck: bool = False
    """Whether they were asked again, after a visit of before."""

    def visit_after(self, today: date) -> str:
        """The visit's day, and its time if it has one."""
        day = today + timedelta(days=self.visit)
        return f"{day}T{self.time}" if self.time else f"{day}"

    def sheet(self, questionnaire: Questionnaire) -> AnswerSet:
        """The answers as far as they came."""
        given = {name: self._given(one) for name, one in questionnaire.questions.items()}
        asks = Asked.RECHECK if self.recheck else Asked.VISIT
        journey = Journey(questionnaire, given, asks)
        asked = [q for page in self._pages(journey) for q in journey.questions_on(page)]
        if self.last:
            asked = asked[: [question.id for question in asked].index(self.last) + 1]
        return AnswerSet(questionnaire, {q.id: given[q.id] for q in asked}, asks)

    def _pages(self, journey: Journey) -> Iterator[Page]:
        """The pages that they filled in, in the order asked."""
        end = "" if self.until in SENT else self.until
        for page in journey.pages:
            is_safety = page in journey.questionnaire.safety.pages
            if self.until == "stopped" and not is_safety:
                return
            if page.section == end and not page.is_after_safety:
                return
            yield page

    def last_section(self, questionnaire: Questionnaire) -> str:
        """The section of questions that they came to."""
        if self.until in SENT:
            return questionnaire.sections[-1].id
        return questionnaire.safety.id if self.until == "stopped" else self.until

    def kept(self, questionnaire: Questionnaire) -> dict[str, object]:
        """The answers as a submission keeps them."""
        kept: dict[str, object] = {"changes": []}
        self.sheet(questionnaire).keep(kept)
        return kept

    def _given(self, question: Question) -> object:
        answer = self.answers.get(question.id)
        if question.kind is not QuestionKind.DISTANCE or not isinstance(answer, int | float):
            return answer
        unit = "mi" if self.miles else "km"
        return Distance(round(answer / KM_PER[unit], 1), unit)


def made_up_people(today: date) -> list[MadeUp]:
    """Everybody in the file, their dates reckoned from today."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    people = []
    for person in content["person"]:
        answers = content["usual"] | person.get("answers", {})
        if "goal_date" in answers:
            answers["goal_date"] = f"{today + timedelta(days=answers['goal_date'])}"
        people.append(MadeUp(**person | {"answers": answers}))
    return people
