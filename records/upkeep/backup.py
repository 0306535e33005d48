"""A copy of all records as they stand at one moment, taken while others go on writing."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from records.engine.copies import copy_out
from records.engine.database import Unusable
from records.engine.errors import StorageError
from records.engine.place import Place
from records.engine.private_files import draft_beside, put_in_place
from records.engine.store import OnProgress


class NotMade(Exception):
    """There is no copy, and nothing was changed; the words are for whoever asked for it."""


def tell_nobody(left: int, of: int) -> None:
    """For whoever does not watch."""


def back_up(
    place: Place,
    to: Path,
    *,
    over: bool = False,
    told: OnProgress = tell_nobody,
    entry: AbstractContextManager[None] | None = None,
) -> None:
    """Copy the records to a file of this account alone, whole or not at all. Raises NotMade.

    A file that is there is left alone, unless the copy may go `over` it. `entry`: of the audit,
    that it was made; the whole copy is put in its place within it.
    """
    if to.exists() and (not over or (isinstance(place, Path) and to.samefile(place))):
        raise NotMade(f"{to} is there already.")
    try:
        with draft_beside(to) as draft:
            copy_out(place, draft, told)
            with entry or nullcontext():
                put_in_place(draft, to, over=over)
    except FileExistsError as problem:
        raise NotMade(f"{to} is there already.") from problem
    except (OSError, StorageError, Unusable) as problem:
        raise NotMade(f"{to} could not be written: {problem}.") from problem
