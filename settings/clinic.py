"""The clinic as runners meet it: a name, a way to book, a colour. All from settings."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from questionnaire.contact import phone_link
from rules.reading import nearest
from settings.colour import Colours, colours_for

OF_FLASK_ITSELF = ("RUN_", "APP", "DEBUG", "ENV", "SKIP_DOTENV")

UNNAMED = "Your clinic"
DEFAULTS: dict[str, object] = {
    "CLINIC_NAME": UNNAMED,
    "CLINIC_LOGO": "",
    "CLINIC_PHONE": "",
    "CLINIC_ADDRESS": "",
    "CLINIC_HOURS": "",
    "BOOKING_URL": "",
    "TAKE_REQUESTS": True,
    "PRE_VISIT": True,
    "REPLY_PROMISE": "",
    "VISIT_BRING": "Please bring clothes that you can move in, and any letters from other clinics.",
    "ACCENT": "#0b5d5e",
    "COUNTRY": "CA",
}
WHAT_TO_SET = {
    "CLINIC_NAME": "The clinic's name, on every page.",
    "CLINIC_LOGO": "The file of a logo to show in place of the name: SVG or PNG, 40 kB at most.",
    "CLINIC_PHONE": "A number that runners can tap to call.",
    "CLINIC_ADDRESS": "Where to go, on one line.",
    "CLINIC_HOURS": "When somebody answers, on one line.",
    "BOOKING_URL": "The address of the clinic's own booking page. No answer is ever sent with it.",
    "TAKE_REQUESTS": "true or false: whether runners may ask for a visit here.",
    "PRE_VISIT": "true or false: whether patients may answer by the links that they were sent.",
    "REPLY_PROMISE": "When the clinic replies to a request, as a sentence.",
    "VISIT_BRING": "What patients are asked to bring, as a sentence in mails; empty for none.",
    "ACCENT": "The clinic's colour, like #0b5d5e. It must be readable on white.",
    "COUNTRY": "Whose emergency numbers are shown: CA, US, GB, IE or EU.",
}


class BadSetting(ValueError):
    """A setting that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Clinic:
    """The clinic's details. Empty texts are not shown."""

    name: str
    phone: str
    address: str
    hours: str
    booking_url: str
    takes_requests: bool
    takes_answers: bool
    """Whether patients may answer by the links that they were sent."""
    reply_promise: str
    bring: str
    """What patients are asked to bring to a visit."""
    colours: Colours

    @property
    def phone_link(self) -> str:
        """The number as a phone dials it."""
        return phone_link(self.phone)


def clinic_from(settings: Mapping[str, object]) -> Clinic:
    """The clinic's details from the settings. Raises BadSetting."""
    text = {name: str(settings[name]) for name in DEFAULTS}
    url = text["BOOKING_URL"]
    if url and not re.fullmatch(r"https?://\S+", url):
        raise BadSetting(f"FLASK_BOOKING_URL must start with https://, and '{url}' does not.")
    if text["CLINIC_PHONE"] and not phone_link(text["CLINIC_PHONE"]):
        raise BadSetting(
            f"FLASK_CLINIC_PHONE: '{text['CLINIC_PHONE']}' cannot be dialled. Write one number in "
            "digits, like +1 555 010 0100 or (555) 010-0100 ext. 12."
        )
    return Clinic(
        name=text["CLINIC_NAME"] or UNNAMED,
        phone=text["CLINIC_PHONE"],
        address=text["CLINIC_ADDRESS"],
        hours=text["CLINIC_HOURS"],
        booking_url=url,
        takes_requests=yes_or_no(settings, "TAKE_REQUESTS"),
        takes_answers=yes_or_no(settings, "PRE_VISIT"),
        reply_promise=text["REPLY_PROMISE"],
        bring=text["VISIT_BRING"],
        colours=_colours(text["ACCENT"]),
    )


def refuse_unknown(environment: Iterable[str], known: Collection[str]) -> None:
    """Raises BadSetting for a FLASK_ variable that sets nothing: most are misspelt."""
    for variable in environment:
        name = variable.removeprefix("FLASK_")
        if name != variable and name not in known and not name.startswith(OF_FLASK_ITSELF):
            raise BadSetting(f"{variable} is not a setting.{nearest(name, known)}")


def yes_or_no(settings: Mapping[str, object], name: str) -> bool:
    """A setting that is true or false. Raises BadSetting."""
    value = settings[name]
    if not isinstance(value, bool):
        raise BadSetting(f"FLASK_{name} must be true or false.")
    return value


def whole(settings: Mapping[str, object], name: str, within: range, of: str = "") -> int:
    """A setting that is a number, of seconds or the like, among these. Raises BadSetting."""
    value = settings[name]
    if type(value) is not int or value not in within:
        raise BadSetting(
            f"FLASK_{name} must be a whole number{of} from {within[0]} to {within[-1]}."
        )
    return value


def _colours(accent: str) -> Colours:
    try:
        return colours_for(accent)
    except ValueError as error:
        raise BadSetting(f"FLASK_ACCENT: {error}") from error
