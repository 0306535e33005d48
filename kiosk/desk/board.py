"""Every kiosk as the front desk sees it: free, in use or calling. Nothing about health."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.access import settings
from records.kiosk import sittings as kiosk_sittings
from records.kiosk.calls import Call, CallKind
from records.kiosk.devices import Kiosk
from services import here

SILENT = timedelta(minutes=5)  # an idle screen is heard of about every 90 seconds
CALLS_FOR = {
    CallKind.EMERGENCY: "Needs urgent help",
    CallKind.HELP: "Would like help",
    CallKind.BOOK: "Would like an appointment",
    CallKind.PRINT: "Would like a print",
}


@dataclass(frozen=True, slots=True)
class KioskNow:
    """What goes on at one kiosk."""

    name: str
    state: str
    """In the words of the page."""
    since: datetime | None
    """None where it does not matter, as of a kiosk that is free."""
    is_urgent: bool = False


def board(kiosks: Iterable[Kiosk], calls: Iterable[Call]) -> list[KioskNow]:
    """Each kiosk in the order given, with its first call; `calls`: the most pressing first."""
    first = {call.kiosk: call for call in reversed(list(calls))}
    return [_calling(first[one.name]) if one.name in first else _quiet(one) for one in kiosks]


def is_there(kiosk: Kiosk) -> bool:
    """Whether somebody sits at a kiosk."""
    return bool(kiosk.sitting) and kiosk_sittings.is_awake(kiosk, settings().limit, here().now)


def _calling(call: Call) -> KioskNow:
    left = " and has left" if call.has_left else ""
    is_urgent = call.kind is CallKind.EMERGENCY
    return KioskNow(call.kiosk, f"{CALLS_FOR[call.kind]}{left}", call.made, is_urgent)


def _quiet(kiosk: Kiosk) -> KioskNow:
    if is_there(kiosk):
        return KioskNow(kiosk.name, "Somebody is there", kiosk.sat_down)
    if not kiosk.enrolled:
        return KioskNow(kiosk.name, "No device yet", None)
    if kiosk.seen and here().now - kiosk.seen > SILENT:
        return KioskNow(kiosk.name, "Not heard from: is it switched on?", kiosk.seen)
    return KioskNow(kiosk.name, "Free", None)
