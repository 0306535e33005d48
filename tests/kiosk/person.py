"""Somebody at a kiosk, and the way to a result with as little as it takes."""

from datetime import UTC, datetime, timedelta
from functools import cache

from questionnaire.distance import Distance
from questionnaire.journey import Journey
from questionnaire.questions import Asked, QuestionKind
from records.kiosk import devices as kiosks
from records.kiosk import sittings as kiosk_sittings
from services import services_of
from tests.factories import hold_at_kiosk
from tests.visitor import Visitor


@cache
def first_answers(questionnaire):
    """The first good answer to every question that is then asked, as `fill` gives it."""
    given = {}
    for question in questionnaire.questions.values():
        if question.asked is Asked.ALWAYS and Journey(questionnaire, given).is_met(
            question.show_when
        ):
            given[question.id] = first_answer(question)
    return given


def first_answer(question):
    if question.kind is QuestionKind.DISTANCE:
        return Distance(5)
    if question.kind is QuestionKind.NUMBER:
        return 34 if question.id == "age_years" else 5
    if question.kind is QuestionKind.SCALE:
        return int(question.range[0])
    if question.kind is QuestionKind.DATE:
        return None  # it stays blank, as it may
    first = "none" if "none" in question.options else next(iter(question.options))
    return [first] if question.kind is QuestionKind.CHOICES else first


class AtKiosk(Visitor):
    """A person at the screen; `kiosk` is its row, as it stands now."""

    def __init__(self, client, kiosk):
        super().__init__(client)
        self.number = kiosk.id

    @property
    def db(self):
        return services_of(self.client.application).connections.database()

    @property
    def kiosk(self):
        return kiosks.by_id(self.db, self.number)

    def touch_to_start(self):
        return self.go("/kiosk").press("Touch to start").sees("quick safety check")

    def fill(self):
        """The first good answer to each question of a page."""
        done = {box.name for box in self.boxes() if box.is_sent and box.value}
        for box in self.boxes():
            if box.name in done or box.kind == "hidden":
                continue
            if box.kind == "text":
                box.value = "34" if box.name == "age_years" else "5"
            box.is_sent = True
            done.add(box.name)
            if box.kind in ("radio", "checkbox"):
                self.rather_none(box)
        return self

    def rather_none(self, box):
        none = [one for one in self.boxes() if one.name == box.name and one.value == "none"]
        if none:
            box.is_sent, none[0].is_sent = False, True

    def answer_all(self):
        """The first good answer to every question that comes, one page after another."""
        while "/questions/" in self.path:
            before = self.page.text
            self.fill()
            self.press("Yes, that" if "Please check" in self.page.text else "Continue")
            assert self.page.text != before, f"no way on from {self.path}"
        return self

    def walk_to_a_result(self):
        return self.touch_to_start().answer_all().sees("Your result")

    def come_to_a_result(self):
        """There at once, with the answers of that walk given already."""
        self.touch_to_start()
        questionnaire = services_of(self.client.application).questionnaire
        hold_at_kiosk(self.client, questionnaire, first_answers(questionnaire))
        return self.go("/kiosk/carry-on").sees("Your result")

    def stay_away(self, seconds):
        """Let the last touch be so long ago."""
        before = datetime.now(UTC) - timedelta(seconds=seconds)
        kiosk_sittings.touch(self.db, self.kiosk, before)
        return self

    def holds(self):
        """What this browser's encrypted cookie holds."""
        cookie = self.client.get_cookie("self-check")
        encryption = services_of(self.client.application).encryption
        return encryption.decrypt(cookie.value) if cookie else {}
