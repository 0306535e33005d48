"""The blueprint of a kiosk's pages, and what holds on each of them."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.access import UNAGREED, settings, stay_here
from kiosk.answer_store import looks
from kiosk.pages import call_here, call_progress, call_remedy
from services import here
from settings.kiosk import KioskSettings
from web.redirects import see_other

kiosk = Blueprint("kiosk", __name__, url_prefix="/kiosk")
kiosk.before_app_request(stay_here)
FOR_ANY_BROWSER = ("kiosk.attract", "kiosk.enrol", "kiosk.health")
QUESTIONS = ("page", "explained", "check", "assessment", "carry_on")


@kiosk.before_request
def only_at_a_kiosk() -> ResponseReturnValue | None:
    """A browser that is no kiosk is asked to become one."""
    is_open = here().kiosk or request.endpoint in FOR_ANY_BROWSER
    return None if is_open else see_other(url_for("kiosk.enrol"))


@kiosk.before_request
def only_once_agreed() -> ResponseReturnValue | None:
    """A patient in the diary agrees before the first question."""
    endpoint = (request.endpoint or "").removeprefix("kiosk.")
    is_early = here().link_status in UNAGREED and endpoint in QUESTIONS
    return see_other(url_for("kiosk.agree")) if is_early else None


@kiosk.app_template_global("kiosk_looks")
def chosen_looks() -> dict[str, str]:
    """How pages look for whoever is here."""
    return looks()


@kiosk.app_template_global("kiosk_settings")
def kiosk_settings() -> KioskSettings:
    """What holds at every kiosk."""
    return settings()


for shown in (call_here, call_progress, call_remedy):
    kiosk.add_app_template_global(shown)
