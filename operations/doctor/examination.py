"""Everything that is looked at, one after the other; what fails itself is told like the rest."""

from collections.abc import Callable, Iterator

from operations.doctor import configuration as set_up
from operations.doctor import content, machine, outside, people
from operations.doctor import database as remembered
from operations.doctor import keys as encryption_keys
from operations.doctor.check import Check, DiagnosticContext, wrong

ALL: tuple[Callable[[DiagnosticContext], Iterator[Check]], ...] = (
    set_up.start,
    set_up.settings,
    set_up.address,
    set_up.zone,
    machine.time,
    machine.room,
    machine.privacy,
    encryption_keys.keys,
    remembered.records,
    machine.left_over,
    content.content,
    people.people,
    outside.mail,
    outside.sms,
    outside.events,
)


def examine(context: DiagnosticContext) -> Iterator[Check]:
    """Each check as it is done."""
    for one in ALL:
        try:
            yield from one(context)
        except Exception as problem:
            # What it stumbled over may hold something about somebody: only its kind is told.
            yield wrong(one.__name__, f"It could not be looked at: {type(problem).__name__}.")
