"""A patient who walks through the pages of a visit, in the words on them."""

from datetime import UTC, datetime, timedelta

from records.people.audit import in_words
from tests.beneath import beneath
from tests.factories import desk_of

FIRST_QUESTION = "First, a quick safety check. Do you have any of these right now?"
ENOUGH = {"age_years": "34", "goal_date": f"{datetime.now(UTC).date() + timedelta(days=90)}"}


def open_link(patient, case):
    """From the message to the front page."""
    return patient.go(case.link).sees("Robin Hale", "Is this you?")


def agree(patient, case, word=""):
    """From the link to the first question; `word`: one to open the answers elsewhere."""
    open_link(patient, case).press("Yes, open my questions")
    patient.type_in("A word or number of your own", word)
    return patient.press("I agree, start").sees(FIRST_QUESTION)


def pass_safety(patient, screens=7):
    """Answer so many safety screens with nothing to tell."""
    for _ in range(screens):
        patient.tick("None of these").press("Continue")
    return patient


def answer_on(patient, until="Check your answers"):
    """Answer each page with as little as it takes, up to the page with these words."""
    for _ in range(50):
        if until in patient.page.text:
            return patient
        fill(patient)
        patient.press("Continue")
    raise AssertionError(f"no “{until}”, but {patient.path}")


def fill(patient):
    """The first answer to each question of a page that has none yet, or "None of these"."""
    boxes = [box for box in patient.boxes() if box.kind != "hidden"]
    for name in {box.name for box in boxes}:
        own = [box for box in boxes if box.name == name]
        if own[0].kind in ("text", "date"):
            own[0].value = own[0].value or ENOUGH.get(name, "5")
        elif not any(box.is_sent for box in own):
            none = [box for box in own if box.value == "none"]
            (none or own)[0].is_sent = True


def warnings_of(case):
    """The urgency of each warning of the latest submission, the newest first."""
    desk = desk_of(case.app)
    rows = beneath(desk.db)["warnings"].rows_where(
        "response = ?", [case.response.id], order_by="id desc"
    )
    return [row["urgency"] for row in rows]


def audited(case):
    """What the audit says was done about the visit."""
    rows = beneath(desk_of(case.app).db)["audit"].rows_where("subject = ?", [f"visit {case.name}"])
    return [(row["actor"], in_words(row["action"])) for row in rows]
