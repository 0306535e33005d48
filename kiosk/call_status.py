"""How far a call has come, in words for whoever called: no help is claimed that nobody promised."""

import re
from datetime import datetime, timedelta

from records.kiosk.calls import TO_BE_ANSWERED, Call, CallKind

COMES_TO_THEM = (CallKind.EMERGENCY, CallKind.HELP)
A_TITLE = re.compile(r"(\w+\.|Dr|Mr|Mrs|Ms|Prof) ")
CALLING = "Calling the front desk …"
SHOWN = "Your call is showing on a staff screen. Nobody has answered yet."
NOT_SHOWN = "Nobody at the desk has seen this yet."
NOT_ANSWERED = "Nobody at the desk has answered yet."
GO_THERE = "Go to the desk, or ask anybody who works here."


def progress_of(call: Call, emergency_number: str, now: datetime) -> str:
    """Who has seen a call and says so; where nobody does in half a minute, what to do instead."""
    if call.answered_by:
        name = first_name(call.answered_by)
        return f"{name} is coming." if call.kind in COMES_TO_THEM else f"{name} has seen this."
    if not is_unanswered(call, now):
        return SHOWN if call.shown else CALLING
    return f"{NOT_ANSWERED if call.shown else NOT_SHOWN} {remedy_for(call.kind, emergency_number)}"


def is_unanswered(call: Call, now: datetime) -> bool:
    """Whether it has waited for too long; also by a clock that was set back."""
    return call.answered_by is None and not timedelta(0) <= now - call.made < TO_BE_ANSWERED


def remedy_for(kind: CallKind, emergency_number: str) -> str:
    """What to do where nobody answers."""
    return f"Call out, or call {emergency_number}." if kind in COMES_TO_THEM else GO_THERE


def first_name(name: str) -> str:
    """How somebody of the staff is called in the waiting room: without titles and family name."""
    while title := A_TITLE.match(name):
        name = name[title.end() :]
    return name.split()[0]
