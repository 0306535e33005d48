"""a line of the list of patients in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from records.answers.invitations import Invitation, InvitationState
from records.answers.response_list import ListedResponse
from records.answers.responses import Response, ReviewState
from records.answers.snapshot import Summary
from records.answers.warnings import RaisedWarning

IN_WORDS = {
    ReviewState.NEW: "Answered",
    ReviewState.TO_READ: "To read",
    ReviewState.READ: "Read",
    ReviewState.CONTACT: "To be contacted",
    ReviewState.CLOSED: "Done",
}
SOMEBODY_ELSE = "Answered by somebody else"
NO_CAUSE = "Nothing stands out"
UNREAD = (ReviewState.NEW, ReviewState.TO_READ)
TO_DO = {
    ReviewState.TO_READ: "Mark as unread",
    ReviewState.READ: "Mark as read",
    ReviewState.CONTACT: "Mark for contact",
    ReviewState.CLOSED: "Mark as done",
}
"""What a press of a button makes of answers."""
SAID = {
    ReviewState.NEW: "Marked as unread.",
    ReviewState.TO_READ: "Marked as unread.",
    ReviewState.READ: "Marked as read.",
    ReviewState.CONTACT: "Marked for contact.",
    ReviewState.CLOSED: "Marked as done.",
}
"""And what is said once it was pressed."""


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A line of the list of patients in words: only what differs from what is usual.

    Empty texts are not shown.
    """

    name: str
    submission: int
    reference: str
    visit: str
    received: datetime
    pain: str
    next_step: str
    """Where it is anything but a physiotherapist first."""
    cause: str
    """"" for who was stopped before anything could be said of causes."""
    state: str
    is_unread: bool
    physiotherapist: str
    """Where it is not the reader's own patient."""
    is_waiting: bool
    """Whether a warning waits for somebody to review it."""
    warning: str
    """What it told the patient to do; "" where nobody can tell any more."""
    remarks: tuple[str, ...]
    """What else to know, each a sentence."""
    reopened: datetime | None


@dataclass(frozen=True, slots=True)
class PatientReader:
    """Who reads the list, and what goes without saying there."""

    id: int
    usual_step: str
    """The next step, in words, of whoever has no warning sign."""

    def row(
        self, line: ListedResponse, state: str, warnings: Sequence[RaisedWarning] = ()
    ) -> PatientRow:
        """A line in words. `state`: where its appointment stands; `warnings`: of its answers."""
        is_own = line.physiotherapist == self.id
        of_stranger = line.wrong_person is not None
        summary = line.summary or Summary(pain=None, next_step="", cause=None)
        pain, step = summary["pain"], summary["next_step"]
        is_usual = of_stranger or step in (self.usual_step, most_urgent(warnings))
        return PatientRow(
            name=line.name,
            submission=line.submission,
            reference=SOMEBODY_ELSE if of_stranger else line.reference or "Cannot be read",
            visit=line.visit,
            received=line.received,
            pain="" if of_stranger or pain is None else f"{pain} of 10",
            next_step="" if is_usual else step,
            cause=summary["cause"] or NO_CAUSE if line.submitted and not of_stranger else "",
            state="Not the patient’s" if of_stranger else state,
            is_unread=not of_stranger and line.submitted is not None and line.state in UNREAD,
            physiotherapist="" if is_own else line.physiotherapist_name,
            is_waiting=line.waiting > 0,
            warning=most_urgent(warnings),
            remarks=tuple(_remarks(line)),
            reopened=None if of_stranger else line.reopened,
        )


def counted(number: int) -> str | int:
    """A count in words: the records count no further than 1000."""
    return number if number < 1000 else "more than 999"


def next_states(response: Response, visit: Invitation, now: datetime) -> list[tuple[str, str]]:
    """The states that answers may be given, and the words on each button."""
    shut = {response.state, _state(response, visit, now)} | (
        {ReviewState.CLOSED} if response.waiting else set()
    )
    shut |= {ReviewState.TO_READ} if response.state is ReviewState.NEW else set()
    return [(str(state), words) for state, words in TO_DO.items() if state not in shut]


def state_in_words(one: Response, visit: Invitation, now: datetime) -> str:
    """Who acts next about answers."""
    state = _state(one, visit, now)
    if one.submitted or state not in UNREAD:
        return IN_WORDS[state]
    words = "stopped at a warning sign"
    return words.capitalize() if one.submission == 1 else f"The newest {words}"


def _state(one: Response, visit: Invitation, now: datetime) -> ReviewState:
    """As in every list: a form that stopped is read once its warning was reviewed."""
    is_new = one.state in UNREAD and not one.submitted and not visit.submitted
    return ReviewState.READ if is_new and visit.state(now) is InvitationState.READ else one.state


def most_urgent(warnings: Sequence[RaisedWarning]) -> str:
    """What the most urgent of the warnings that wait told the patient to do."""
    waiting = [one for one in warnings if one.acknowledged is None]
    if not waiting:
        return ""
    told = max(waiting, key=lambda one: (one.urgency, one.id)).told
    return str(told.get("next_step", {}).get("title", ""))


def _remarks(line: ListedResponse) -> list[str]:
    if line.wrong_person:  # whose answers they are is not known: nothing else is said of them
        return [f"The link for {line.reference or 'a patient'} reached the wrong person."]
    remarks = []
    if line.reference is None:
        remarks.append("The key that encrypted this is missing.")
    if line.correction:
        remarks.append("The patient asks to correct something.")
    if line.is_correction and line.submitted:
        remarks.append("Corrected by the patient.")
    if line.is_begun_anew:
        remarks.append("Answered more than once: in another browser or at a kiosk as well.")
    return remarks
