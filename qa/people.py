"""A runner at home, a patient with a link, and the staff, as a server meets them."""

import re
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from qa.browser import FINE, Astray, Browser, Page
from qa.forms import Answers

LONGEST_WALK = 60  # pages
PASSPHRASE = "seven quiet herons"
WARNED = {"rf_general": ["weight_loss"]}  # a doctor soon; the questions go on
SCREENS = ("now", "heart_lungs", "nerves", "injury_bone", "general", "other")
# A well runner with a jump in training. What is not here is answered with the last option.
ANSWERS: dict[str, str | list[str]] = {
    "unit": "km",
    "agree": "yes",
    **{f"rf_{name}": ["none"] for name in SCREENS},
    "age_years": "35",
    "pain_location": ["between_blades"],
    "pain_side": "middle",
    "pain_feel": ["ache_tight"],
    "pain_worst": "4",
    "pain_onset": "during_one_run",
    "pain_speed": "in_days",
    "pain_duration": "lt_2w",
    "pain_run_timing": "late_long",
    "pain_eases": ["change_posture", "rest_day"],
    "pain_other_times": ["desk_screen"],
    "form_notice": ["hunched", "slumps_tired"],
    "desk_hours": "8",
    "training_changes": ["more_distance"],
    "stress_level": "some",
    "stress_link": "not_sure",
    "clench_habits": ["shrug"],
    "week_rest": "rest_two",
    "km_last_7d": "30",
    "km_typical_week": "25",
    "longest_recent_km": "16",
    "longest_prev30_km": "10",
    "strength_days": "0",
    "breathing_feel": "dont_notice",
    "sleep_hours": "6.5",
}
HARD = {f"activities-{number}-words": f"Thing {number}" for number in range(3)}
RESULT = "/assessment"
WAY_IN = re.compile(r'href="(/questions/[^"]+)"')
VISIT = re.compile(r"/visit/(\w+)")
LINK = re.compile(r"/v/(\w+)")
KIOSK_CODE = re.compile(r">\s*(\w{4}-\w{4})\s*<")
AN_OPTION = re.compile(r'<option[^>]*value="(\d+)"')


class Runner(Browser):
    """Walks the self-check and asks for a visit."""

    def walk(self) -> Page:
        """From the first page to the result."""
        start = self.get("/")
        found = WAY_IN.search(start.text)
        if found is None:
            raise Astray(f"The first page came with {start.status} and has no way in.")
        page = self.get(found[1])
        for _ in range(LONGEST_WALK):
            if page.path == RESULT and page.status == 200:
                return page
            page = self.submit(page, ANSWERS)
        raise Astray(f"The questions do not end: {page.path}, {page.status}.")

    def ask_for_visit(self, name: str, note: str = "") -> Page:
        """From the result to the page that says what happens next."""
        typed = {"name": name, "phone": "555 010 0100", "note": note, "attach": "y"}
        return self.submit(self.get("/booking"), typed)


class Patient(Browser):
    """Answers a link page by page; knows which answers the server took.

    `own`: what this one answers otherwise. `words`: their own words.
    """

    def __init__(self, *ports: int, token: str, own: Answers, words: str, **more: Any) -> None:
        super().__init__(*ports, **more)
        self.token, self.own, self.words = token, {**ANSWERS, **own}, words
        self.name = ""
        """Of the visit, once the link is open."""
        self.taken: dict[str, list[str]] = {}
        """What was acknowledged of each question, as typed."""
        self.asked_at: dict[str, str] = {}
        self.asked_again: list[str] = []
        """Pages that came again by themselves, though their answers had been acknowledged."""
        self.is_sent = False

    def go(self, until: str = "/sent") -> Page:
        """From the link to what was sent, or to an earlier page."""
        page = self.open_link()
        for _ in range(LONGEST_WALK):
            if page.path.endswith(until):
                return page
            page = self.answer(page)
        raise Astray(f"{page.path} does not go on, with {page.status}.")

    def open_link(self) -> Page:
        """By the link to wherever this patient left off."""
        page = self.get(f"/v/{self.token}")
        found = VISIT.match(page.path)
        if found is None or page.status not in FINE:
            raise Astray(f"The link led to {page.path}, with {page.status}.")
        self.name = found[1]
        return page

    def answer(self, page: Page, is_wanted: bool = False) -> Page:
        """Answer a page; the one that follows. `is_wanted`: the patient went back to it."""
        if f'href="{page.path}/answers"' in page.text:  # welcome back: a link leads on
            return self.get(f"{page.path}/answers")
        form = page.form()
        asked = (
            [name for name in form.names if name != "unit"] if "/questions/" in page.path else []
        )
        if not is_wanted and set(asked) <= self.taken.keys() and asked:
            self.asked_again.append(f"{page.path}: {asked}")
        typed = {**self.own, **HARD, "own_question": self.words}
        next_page = self.post(form.address, form.filled(typed))
        if next_page.is_kept and next_page.path != page.path:
            said = form.filled(typed)
            self.taken |= {name: [text for key, text in said if key == name] for name in asked}
            self.asked_at |= {name: page.path for name in asked}
            self.is_sent = self.is_sent or next_page.path.endswith("/sent")
        return next_page

    def change(self, question: str, value: str) -> Page:
        """Go back to a question and answer it otherwise."""
        self.own[question] = value
        return self.answer(self.get(self.asked_at[question]), is_wanted=True)


class Staff(Browser):
    """Signed in after `set_up` or `sign_in`."""

    def set_up(self, token: str, name: str) -> None:
        """Come in by a set-up link."""
        page = self.get(f"/clinic/set-up/{token}")
        typed = {"name": name, "passphrase": PASSPHRASE, "again": PASSPHRASE}
        self._expect(self.submit(page, typed, "/set-up"))

    def sign_in(self, name: str) -> None:
        """By name and passphrase."""
        typed = {"name": name, "passphrase": PASSPHRASE}
        self._expect(self.submit(self.get("/clinic/sign-in"), typed, "/sign-in"))

    def make_link(self, reference: str) -> str:
        """A new link's token, for a visit the day after tomorrow at no time in particular."""
        page = self.get("/clinic/links/new")
        physiotherapist = AN_OPTION.search(page.text)
        day = datetime.now(UTC).date() + timedelta(days=2)
        typed = {"reference": reference, "day": day.isoformat(), "until": "day"}
        typed["physiotherapist"] = physiotherapist[1] if physiotherapist else ""
        page = self.submit(page, typed, "/made")
        found = LINK.search(page.text)
        if found is None:
            raise Astray(f"{page.path} shows no link, with {page.status}.")
        return found[1]

    def add_kiosk(self, name: str) -> str:
        """A new kiosk's code."""
        page = self.submit(self.get("/clinic/kiosks"), {"name": name}, "/kiosks")
        found = KIOSK_CODE.search(page.text)
        if found is None:
            raise Astray(f"{page.path} shows no code, with {page.status}.")
        return found[1]

    def note(self, visit: str, text: str) -> Page:
        """Put a note beside answers."""
        return self.submit(self.get(f"/clinic/responses/{visit}"), {"note": text}, "/note")

    def see_to(self, visit: str, done: str) -> Page:
        """See to the warnings that wait there."""
        page = self.get(f"/clinic/responses/{visit}")
        return self.submit(page, {"done": "other", "detail": done}, "/acknowledge")

    def _expect(self, page: Page) -> None:
        if not page.is_kept or page.status != 200:
            raise Astray(f"Nobody came in: {page.path}, {page.status}.")


def somebody(ports: tuple[int, ...], token: str, random: Random, **way: Any) -> Patient:
    """A patient whose worst pain and words are their own; one in two has a warning sign."""
    own: Answers = {"pain_worst": f"{random.randint(2, 6)}"}
    own = {**own, **WARNED} if random.random() < 0.5 else own
    words = f"Words {random.randrange(10**9)}"
    return Patient(*ports, token=token, own=own, words=words, random=random, **way)
