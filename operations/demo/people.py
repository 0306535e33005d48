"""The made-up people of people.toml, and their answers as a record keeps them."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from questionnaire.answer_set import AnswerSet
from questionnaire.distance import KM_PER, Distance
from questionnaire.questions import Asked, Question, QuestionKind, Questionnaire
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
    ask: str = ""
    stops: str = ""
    rating: int | None = None
    miles: bool = False
    acknowledged: str = ""
    verdict: str = ""

    def visit_after(self, today: date) -> str:
        """The visit's day, and its time if it has one."""
        day = today + timedelta(days=self.visit)
        return f"{day}T{self.time}" if self.time else f"{day}"

    def sheet(self, questionnaire: Questionnaire) -> AnswerSet:
        """The answers as far as they came."""
        last = self.last_section(questionnaire)
        sections = [one.id for one in questionnaire.sections]
        asked = questionnaire.sections[: sections.index(last) + (self.until in SENT)]
        if self.until == "stopped":
            asked = questionnaire.sections[:1]
        questions = [q for one in asked for page in one.pages for q in page.questions]
        if self.last:
            names = [question.id for question in questions]
            questions = questions[: names.index(self.last) + 1]
        return AnswerSet(questionnaire, {q.id: self._given(q) for q in questions}, Asked.VISIT)

    def last_section(self, questionnaire: Questionnaire) -> str:
        """The section of questions that they came to."""
        if self.until in SENT:
            return questionnaire.sections[-1].id
        return questionnaire.safety.id if self.until == "stopped" else self.until

    def kept(self, questionnaire: Questionnaire) -> dict[str, object]:
        """The answers and the person's own words, as a submission keeps them."""
        words = {"ask": self.ask, "stops": self.stops, "stops_rating": self.rating}
        kept: dict[str, object] = {"words": words, "changes": []}
        self.sheet(questionnaire).keep(kept)
        return kept

    def _given(self, question: Question) -> object:
        answer = self.answers.get(question.id)
        if question.kind is not QuestionKind.DISTANCE or not isinstance(answer, int | float):
            return answer
        unit = "mi" if self.miles else "km"
        return Distance(round(answer / KM_PER[unit], 1), unit)


def made_up_people() -> list[MadeUp]:
    """Everybody in the file."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [
        MadeUp(**person | {"answers": content["usual"] | person.get("answers", {})})
        for person in content["person"]
    ]
