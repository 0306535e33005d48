"""Warnings as they are shown to whoever is to act on them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from records.answers.responses import Response
from records.answers.snapshot import KeptSign
from records.answers.warnings import RaisedWarning

UNREADABLE = "A warning that cannot be read: the key that encrypted it is missing"


@dataclass(frozen=True, slots=True)
class WarningReason:
    """A sign, and the answers that raised it: each question's short name and the words picked."""

    because: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning in words."""

    warning: RaisedWarning
    title: str
    """What the patient was told to do."""
    reasons: tuple[WarningReason, ...]
    is_taken_back: bool
    """The patient has changed the answers behind it since."""
    sender: str
    """ "" for the patient; for somebody else, which one."""


def warned(raised: Iterable[RaisedWarning], now: Response | None) -> list[Warned]:
    """The warnings in words, those that wait first; `now`: the answers that stand today."""
    return [_warned(one, now) for one in sorted(raised, key=lambda one: bool(one.acknowledged))]


def _warned(one: RaisedWarning, now: Response | None) -> Warned:
    signs = one.told.get("signs", ())
    return Warned(
        warning=one,
        title=one.told.get("next_step", {}).get("title", UNREADABLE),
        reasons=tuple(WarningReason(sign["because"], tuple(_answers(sign))) for sign in signs),
        is_taken_back=_is_taken_back(one, signs, now),
        sender=sender_of(one),
    )


def sender_of(one: RaisedWarning) -> str:
    """Whose answers are behind a warning: "" for the patient's; for others, which ones."""
    return f"else-{one.answerer or 0}" if one.is_wrong_person else ""


def _answers(sign: KeptSign) -> Iterator[tuple[str, str]]:
    for told in sign["told"]:
        yield told["short"], "; ".join(told["words"])


def _is_taken_back(one: RaisedWarning, signs: Sequence[KeptSign], now: Response | None) -> bool:
    if now is None or now.snapshot is None or now.id < one.response:
        return False
    if now.answerer != one.answerer:  # who begins anew elsewhere never saw the answer of before
        return False
    if one.is_wrong_person and now.id != one.response:
        return False
    if now.id == one.response and now.submitted is None and (now.kept or {}).get("taken_back"):
        return True
    still = {sign["id"] for sign in now.snapshot["signs"]}
    return any(sign["id"] not in still for sign in signs)
