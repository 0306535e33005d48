"""Where the answers at a kiosk are: the encrypted cookie, for as long as somebody sits there.

The cookie ends with the browser, and the server takes it only while the sitting lives.
"""

from typing import Any

from flask import session

from pre_visit.answer_store import ResponseStore
from questionnaire.answer_set import AnswerSet
from questionnaire.questions import Asked
from questionnaire.way import next_for
from records.engine.timestamps import to_iso
from records.kiosk import calls as kiosk_calls
from records.kiosk import sittings as kiosk_sittings
from records.kiosk.calls import CallKind
from records.kiosk.sittings import FINISHED
from self_check.answering import emergency_of, stop_by_itself
from self_check.navigation import page_sent
from services import here, services

KEY = "at_kiosk"  # apart from a runner's own sheet, so that no other page can find it
LOOKS = "looks"
CHOICES = {"text": ("1", "2", "3"), "contrast": ("normal", "high"), "low": ("no", "yes")}


def held() -> dict[str, Any]:  # as Flask has what a session holds
    """What the cookie holds of the person who sits here."""
    return dict(session.get(KEY) or {})


def hold(**changed: object) -> None:
    """Put something into the cookie, for as long as they sit here."""
    session[KEY] = held() | changed


class KioskStore:
    """A runner at a kiosk: core answers alone, in the encrypted cookie until the sitting ends."""

    blueprint = "kiosk"
    layout = "kiosk/layout.html"
    at_the_end = "assessment"
    may_change = True

    def open_sheet(self) -> AnswerSet:
        """The answers so far. Raises OutdatedAnswers."""
        return AnswerSet.of(held(), services().questionnaire)

    def keep(self, sheet: AnswerSet) -> None:
        """Keep the answers; at a stop the staff are called at once."""
        kept = held()
        sheet.keep(kept)
        hold(**kept)
        notice(sheet)

    def has_answers(self) -> bool:
        """None to forget by the usual button: a kiosk has its own."""
        return False


class DiaryStore(ResponseStore):
    """A patient with an appointment at a kiosk: in their record, while they sit here."""

    blueprint = KioskStore.blueprint
    layout = KioskStore.layout

    def open_sheet(self) -> AnswerSet:
        """The answers of this sitting. Only the core is asked."""
        return super().open_sheet().asking(Asked.ALWAYS)

    def keep(self, sheet: AnswerSet) -> None:
        """Keep the answers; at a stop the staff are called at once."""
        super().keep(sheet)
        notice(sheet)


def looks() -> dict[str, str]:
    """How pages look for whoever is here: each of CHOICES and what was chosen."""
    chosen: dict[str, str] = session.get(LOOKS) or {}
    is_fresh = here().is_sitting or chosen.get("until", "") > to_iso(here().now)
    own = chosen if is_fresh else {}
    return {name: own.get(name, values[0]) for name, values in CHOICES.items()}


def notice(sheet: AnswerSet) -> None:
    """Note how far somebody has come, and call the staff when they must not wait."""
    after = next_for(sheet, services().rulebook)
    if after.stop and after.stop.next_step:
        kiosk_calls.call(here().db, here().device.id, CallKind.EMERGENCY, here().now)
    last = services().questionnaire.sections[-1].id
    section = FINISHED if after.stop else after.page.section if after.page else last
    kiosk_sittings.reach(here().db, here().device, section)


def notice_emergency() -> None:
    """Call the staff for an emergency that was sent too late to be kept."""
    page = page_sent()
    if page and emergency_of(stop_by_itself(page)):
        kiosk_calls.call(here().db, here().device.id, CallKind.EMERGENCY, here().now)
